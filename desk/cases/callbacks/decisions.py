"""How a customer is asked, by the bot, how it went, and what follows from the answers (RULES §1 callback; 003:425-428).

Every press is recorded at once, so that whoever answers only the first question has answered it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from desk.cases import events as v
from desk.cases.callbacks import commands as k
from desk.cases.callbacks import notices as n
from desk.cases.callbacks.calling_back import DECISIONS as BY_PERSONS
from desk.cases.callbacks.calling_back import call_for
from desk.cases.callbacks.going_by_answers import reopen, settle
from desk.cases.clocks import owes_callback
from desk.cases.kinds import Ending
from desk.cases.notices import CaseCard
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.state import Case
from desk.cases.strikes import Strike, remind
from desk.cases.turn import CaseTurn, about
from desk.clocks import Due
from desk.commands import Command
from desk.events import Clock

_BEST = 5


def come_due(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    """Ask in the chat first; where a day brings no answer, or a time was agreed, a person calls."""
    remind(turn, due)
    if due.tier == 1 and turn.case.callback_until is None:
        turn.happen(v.CallbackAsked(at=turn.now))
        turn.say(_question(turn, k.Question.RESULT))
    elif told:
        call_for(turn)


def answer(turn: CaseTurn, command: k.AnswerCallback) -> None:
    """Take an answer; the first decides what becomes of the case, and the next question follows each."""
    case = turn.case
    if command.remedy != case.remedies or not _is_answer(command):
        turn.say(Told(outcome=Outcome.CALLBACK_OLD))
    elif command.question is k.Question.RESULT:
        _take_result(turn, satisfied=bool(command.value))
    elif case.rated is None or case.rated_remedy != case.remedies:
        turn.say(Told(outcome=Outcome.CALLBACK_OLD))
    elif _is_known(case, command.question):
        turn.say(Told(outcome=Outcome.CALLBACK_THANKED))
    else:
        _take_more(turn, command, satisfied=case.rated)


def add_words(turn: CaseTurn, command: k.AddCallbackWords) -> None:
    """Keep what else there is to say; nothing more is asked."""
    case = turn.case
    if case.more_asked_at is None or case.rated is None:
        return
    turn.meet(_rated(turn, case.promptness, case.manner, satisfied=case.rated, ended=True))
    turn.keep("callback", command.words)
    turn.say(n.CallbackThanks(**about(turn), satisfied=case.rated), CaseCard(**about(turn)))


def _take_result(turn: CaseTurn, *, satisfied: bool) -> None:
    """Let a customer nobody could reach answer in the chat; one who told a person has answered."""
    if not owes_callback(turn.case) and not turn.case.callback_failed:
        turn.say(Told(outcome=Outcome.CALLBACK_THANKED))
        return
    if turn.case.rated_remedy == turn.case.remedies:
        turn.say(Told(outcome=Outcome.CALLBACK_THANKED))
        return
    turn.meet(_rated(turn, satisfied=satisfied))
    turn.say(Told(outcome=Outcome.CALLBACK_THANKS), _question(turn, k.Question.PROMPTNESS, satisfied=satisfied))
    if satisfied:
        settle(turn, Ending.AGREED)
    else:
        reopen(turn)
    turn.say(CaseCard(**about(turn)))


def _take_more(turn: CaseTurn, command: k.AnswerCallback, *, satisfied: bool) -> None:
    promptness, manner = turn.case.promptness, turn.case.manner
    if command.question is k.Question.PROMPTNESS:
        turn.meet(_rated(turn, command.value, manner, satisfied=satisfied))
        turn.say(_question(turn, k.Question.MANNER, satisfied=satisfied))
    elif command.question is k.Question.MANNER:
        turn.meet(_rated(turn, promptness, command.value, satisfied=satisfied))
        turn.say(_question(turn, k.Question.MORE, satisfied=satisfied))
    else:
        turn.meet(_rated(turn, promptness, manner, satisfied=satisfied, ended=True))
        turn.say(n.CallbackThanks(**about(turn), satisfied=satisfied))
    turn.say(Told(outcome=Outcome.CALLBACK_THANKS), CaseCard(**about(turn)))


def _is_answer(command: k.AnswerCallback) -> bool:
    most = {k.Question.RESULT: range(2), k.Question.MORE: range(1)}
    return command.value in most.get(command.question, range(1, _BEST + 1))


def _is_known(case: Case, question: k.Question) -> bool:
    known = {
        k.Question.PROMPTNESS: case.promptness is not None,
        k.Question.MANNER: case.manner is not None,
        k.Question.MORE: case.more_asked_at is None,
    }
    return known[question]


def _rated(
    turn: CaseTurn, promptness: int | None = None, manner: int | None = None, *, satisfied: bool, ended: bool = False
) -> v.CallbackRated:
    return v.CallbackRated(at=turn.moment(), satisfied=satisfied, promptness=promptness, manner=manner, ended=ended)


def _question(turn: CaseTurn, question: k.Question, *, satisfied: bool | None = None) -> n.CallbackQuestion:
    case = turn.case
    return n.CallbackQuestion(
        **about(turn), kind=case.kind, remedy=case.remedies, question=question, satisfied=satisfied
    )


DECISIONS: Mapping[type[Command], Callable[[CaseTurn, Any], None]] = {
    k.AnswerCallback: answer,
    k.AddCallbackWords: add_words,
    **BY_PERSONS,
}
STRIKES: Mapping[Clock, Strike] = {Clock.CALLBACK_FROM: come_due}
