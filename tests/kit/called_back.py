"""Cases whose remedy is done, up to the moment somebody asks or calls; a Monday at ten, handled by Lin."""

from datetime import timedelta
from typing import Any

from desk.case import evolve
from desk.cases import events as v
from desk.cases.callbacks import commands as k
from desk.cases.callbacks.commands import Question
from desk.cases.kinds import CaseKind, Class, Ending, Result
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.commands import Origin
from desk.events import Event
from desk.people import Agent, Role
from desk.rules import Rules
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import LIN, MEI, WANG, ZHAO

SUN = Agent(user_id=31, number="31", role=Role.WORKER)
CHAT = Origin(chat_id=MEI.chat_id, message_id=5, press_id="press")


def begun(
    kind: CaseKind, *, rules: Rules | None = None, agents: tuple[Agent, ...] = (LIN, WANG, ZHAO, SUN)
) -> CaseScript:
    """Return a case that Lin handles and has written to the customer about."""
    play = CaseScript(kind, rules=rules, agents=agents).filed(
        what="The tap leaks", place="3-502", contact="13800001111"
    )
    lin = LIN.user_id
    return made(play, v.Assigned(at=play.now, to=lin, by=lin), v.Answered(at=play.now, by=lin))


def repaired(**how: Any) -> CaseScript:
    """Return a repair that Sun has just done, a Monday at ten."""
    play = begun(CaseKind.REPAIR, **how)
    worker = SUN.user_id
    return made(
        play,
        v.WorkOrdered(at=play.now, order=1, by=LIN.user_id),
        v.Dispatched(at=play.now, worker=worker, by=LIN.user_id),
        v.WorkAccepted(at=play.now, worker=worker),
        v.WorkDone(at=play.now, worker=worker),
    )


def remedied(klass: Class = Class.ORDINARY, **how: Any) -> CaseScript:
    """Return a complaint whose remedy was just done, a Monday at ten."""
    play = begun(CaseKind.COMPLAINT, **how)
    classed = (v.Classed(at=play.now, klass=klass, by=ZHAO.user_id),) if klass is not Class.ORDINARY else ()
    return made(play, *classed, v.RemedyDone(at=play.now, by=LIN.user_id))


def agreed(play: CaseScript) -> CaseScript:
    """The customer has agreed that it is done."""
    return made(play, v.CaseSettled(at=play.now, ending=Ending.AGREED))


def asked(play: CaseScript) -> CaseScript:
    """Let the time come at which the customer is asked in the chat."""
    play.now = play.now.replace(hour=10) + timedelta(days=2 if play.case.kind is CaseKind.REPAIR else 1)
    return play.strike()


def called(play: CaseScript) -> CaseScript:
    """Let a day pass without an answer."""
    return asked(play).wait(days=1).strike()


def answer(question: Question, value: int, remedy: int = 1) -> k.AnswerCallback:
    return k.AnswerCallback(customer=MEI.chat_id, origin=CHAT, remedy=remedy, question=question, value=value)


def call(result: Result, by: Agent = WANG, *, remedy: int | None = 1, words: str = "") -> k.RecordCallback:
    return k.RecordCallback(agent=by.user_id, origin=ROOM, result=result, remedy=remedy, words=words)


def outcomes(play: CaseScript) -> list[Outcome]:
    return [one.outcome for one in play.says if isinstance(one, Told)]


def kinds(play: CaseScript) -> list[type[Event]]:
    return [type(one) for one in play.news]


def made(play: CaseScript, *news: Event) -> CaseScript:
    for event in news:
        play.case = evolve(play.case, event)
        play.history.append(event)
    return play
