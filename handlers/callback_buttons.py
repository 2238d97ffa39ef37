"""What the buttons about how it went carry: callbacks about cases, and ratings of talks.

1qa:7:1:r:1   case 7, its remedy 1, question r (result), answer 1    1qt:7:1:n     a call about it reached nobody
1qw:7:1       which other times are there?                           1qn:7         the contact data were renewed
1qm:7:1:2960  put the call off to this minute since 1970             1qc:9:2:y     talk 9, its episode 2: satisfied
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from desk.cases.callbacks.commands import Question
from desk.cases.kinds import Result
from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class AnswerIt:
    """Answer a question about a remedy of a case."""

    case: int
    remedy: int
    question: Question
    value: int


@dataclass(frozen=True, slots=True)
class CalledIt:
    """Say what came of a call."""

    case: int
    remedy: int
    result: Result


@dataclass(frozen=True, slots=True)
class OtherTimesIt:
    """Show to which times the call can be put off."""

    case: int
    remedy: int


@dataclass(frozen=True, slots=True)
class PutOffIt:
    """Put the call off to a moment, of whole minutes."""

    case: int
    remedy: int
    until: datetime


@dataclass(frozen=True, slots=True)
class RenewedIt:
    """Say that the contact data were renewed."""

    case: int


@dataclass(frozen=True, slots=True)
class RateIt:
    """Rate an episode of a talk: satisfied or not, or how much."""

    conversation: int
    episode: int
    satisfied: bool | None = None
    value: int | None = None


CallbackButton = AnswerIt | CalledIt | OtherTimesIt | PutOffIt | RenewedIt | RateIt

_QUESTIONS: Final[Mapping[str, Question]] = {one.value[0]: one for one in (Question.RESULT, Question.PROMPTNESS)} | {
    "m": Question.MANNER,
    "e": Question.MORE,
}
_RESULTS: Final[Mapping[str, Result]] = {
    "y": Result.SATISFIED,
    "x": Result.NOT_SATISFIED,
    "n": Result.NOT_REACHED,
    "r": Result.REFUSED,
}
_SIGN_OF_QUESTION: Final = {question: sign for sign, question in _QUESTIONS.items()}
_SIGN_OF_RESULT: Final = {result: sign for sign, result in _RESULTS.items()}
_NUMBER = "([1-9][0-9]{0,17})"
_ANSWER = re.compile(f"1qa:{_NUMBER}:{_NUMBER}:([{''.join(_QUESTIONS)}]):([0-5])", re.ASCII)
_CALLED = re.compile(f"1qt:{_NUMBER}:{_NUMBER}:([{''.join(_RESULTS)}])", re.ASCII)
_OTHER_TIMES = re.compile(f"1qw:{_NUMBER}:{_NUMBER}", re.ASCII)
_PUT_OFF = re.compile(f"1qm:{_NUMBER}:{_NUMBER}:([1-9][0-9]{{0,8}})", re.ASCII)
_RENEWED = re.compile(f"1qn:{_NUMBER}", re.ASCII)
_RATE = re.compile(f"1qc:{_NUMBER}:{_NUMBER}:([yn1-5])", re.ASCII)
_BEGAN: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)


def pack_callback(button: CallbackButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case AnswerIt(case, remedy, question, value):
            return f"1qa:{case}:{remedy}:{_SIGN_OF_QUESTION[question]}:{value}"
        case CalledIt(case, remedy, result):
            return f"1qt:{case}:{remedy}:{_SIGN_OF_RESULT[result]}"
        case OtherTimesIt(case, remedy):
            return f"1qw:{case}:{remedy}"
        case PutOffIt(case, remedy, until):
            return f"1qm:{case}:{remedy}:{(until - _BEGAN) // _MINUTE}"
        case RenewedIt(case):
            return f"1qn:{case}"
        case RateIt(conversation, episode, satisfied, value):
            sign = value if value is not None else "y" if satisfied else "n"
            return f"1qc:{conversation}:{episode}:{sign}"


def unpack_callback(data: str, _: Named) -> CallbackButton | None:
    """Return what a button means, or None if it is none of ours."""
    if found := _ANSWER.fullmatch(data):
        return AnswerIt(int(found[1]), int(found[2]), _QUESTIONS[found[3]], int(found[4]))
    if found := _CALLED.fullmatch(data):
        return CalledIt(int(found[1]), int(found[2]), _RESULTS[found[3]])
    if found := _OTHER_TIMES.fullmatch(data):
        return OtherTimesIt(int(found[1]), int(found[2]))
    if found := _PUT_OFF.fullmatch(data):
        return PutOffIt(int(found[1]), int(found[2]), _BEGAN + int(found[3]) * _MINUTE)
    if found := _RENEWED.fullmatch(data):
        return RenewedIt(int(found[1]))
    if found := _RATE.fullmatch(data):
        return _rating(int(found[1]), int(found[2]), found[3])
    return None


def _rating(conversation: int, episode: int, sign: str) -> RateIt:
    if sign.isdigit():
        return RateIt(conversation, episode, value=int(sign))
    return RateIt(conversation, episode, satisfied=sign == "y")
