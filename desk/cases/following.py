"""What a case is told of a talk with its customer."""

from collections.abc import Iterator

from desk import commands as c
from desk import events as e
from desk.cases import commands as k
from desk.cases.notices import OwnCases
from desk.cases.repairs.commands import NoteEmergencyTaken
from desk.events import Event
from desk.state import State
from desk.turn import Decision


def notes(decision: Decision, command: c.Command) -> Iterator[c.Command]:
    """Yield what every open case of the customer must know of what a command in the talk led to."""
    answered = _is_answered(decision)
    for event in decision.news:
        noted = _noted(event, command, answered=answered)
        if noted is not None:
            yield noted


def _is_answered(decision: Decision) -> bool:
    """Tell whether the bot has dealt with what the customer said: it is no paper that a case may wait for."""
    served = (e.BotAnswered, e.BotReplied) if decision.after.state is State.BOT else e.BotAnswered
    told = any(isinstance(one, OwnCases) for one in decision.says)
    return told or bool(decision.asks) or any(isinstance(one, served) for one in decision.news)


def _noted(event: Event, command: c.Command, *, answered: bool) -> c.Command | None:
    match event:
        case e.AgentReplied() | e.EntrySent():
            return k.NoteAnswer(agent=event.agent, at=event.at)
        case e.CustomerWrote() if isinstance(command, c.Say):
            return k.NoteWord(at=event.at, content=command.content, courtesy=event.courtesy, answered=answered)
        case e.EmergencyAcknowledged() | e.Taken():
            return NoteEmergencyTaken(agent=event.agent)
        case _:
            return None
