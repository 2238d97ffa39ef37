"""A worker in private is no customer: orders come there, reports are asked for, and their words are for the office."""

from desk import ladder
from desk.cases.repairs.commands import HearWorker
from desk.cases.repairs.office import WITH_A_WORKER
from desk.cases.repairs.work_notices import WorkerGreeted, WorkerHeard
from desk.content import Content, Kind
from desk.people import Role
from desk.turn import Turn
from faq import Manner

_SAYS_NOTHING = frozenset({Manner.COURTESY, Manner.GREETING, Manner.NOISE})


def is_worker(turn: Turn) -> bool:
    """Tell whether this private chat is that of a worker on the staff."""
    who = turn.floor.agents.get(turn.conversation.customer)
    return who is not None and who.role is Role.WORKER and not who.removed


def greet_worker(turn: Turn) -> None:
    """Say what this chat is for; nobody is queued, and nothing is looked up."""
    ladder.reply(turn, WorkerGreeted(number=turn.floor.number(turn.conversation.customer)))


def hear_worker(turn: Turn, content: Content, manner: Manner) -> None:
    """Pass on what a worker writes to who sees to the order they have; of several orders ask which."""
    worker = turn.conversation.customer
    orders = {one.id: one for theirs in turn.floor.cases.values() for one in theirs if one.worker == worker}
    open_ = [one for one in orders.values() if one.state in WITH_A_WORKER]
    named = [one for one in open_ if one.number.lower() in content.text.lower()] or open_
    if not open_ or content.kind is not Kind.TEXT or manner in _SAYS_NOTHING:
        greet_worker(turn)
        return
    if len(named) == 1 and named[0].id is not None:
        turn.ask_case(named[0].id, HearWorker(worker=worker, at=turn.moment(content.sent_at), words=content.text))
    ladder.reply(turn, WorkerHeard(orders=tuple(one.number for one in named)))
