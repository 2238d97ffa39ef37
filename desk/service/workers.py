"""A worker in private is no customer: orders come there, and reports are asked for; nothing else is served."""

from desk import ladder
from desk.cases.repairs.work_notices import WorkerGreeted
from desk.people import Role
from desk.turn import Turn


def is_worker(turn: Turn) -> bool:
    """Tell whether this private chat is that of a worker on the staff."""
    who = turn.floor.agents.get(turn.conversation.customer)
    return who is not None and who.role is Role.WORKER and not who.removed


def greet_worker(turn: Turn) -> None:
    """Say what this chat is for; nobody is queued, and nothing is looked up."""
    ladder.reply(turn, WorkerGreeted(number=turn.floor.number(turn.conversation.customer)))
