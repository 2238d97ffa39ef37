"""How a message is meant, where that is plain from a few words: thanks, a wish for a person, anger, impatience, noise.

It is only told when sure: a question with thanks in it is a question, 人工智能怎么用 asks for no person, and
客服电话是多少 wants a number. A complaint and a repair are told apart from questions about complaints and repairs
(投诉多久有结果), which are the library's to answer.
"""

import re
from collections.abc import Callable
from enum import StrEnum

from faq import signs, small_talk
from faq.danger import in_danger
from faq.impatience import is_impatient
from faq.text import LONGEST_READ, fold

LONGEST = 200
"""Characters of a folded message that are looked at: a manner shows early or not at all."""


class Manner(StrEnum):
    """What a message does, apart from asking."""

    DANGER = "danger"
    COURTESY = "courtesy"
    GREETING = "greeting"
    PERSON_WANTED = "person_wanted"
    COMPLAINT = "complaint"
    ANGRY = "angry"
    IMPATIENT = "impatient"
    REPAIR = "repair"
    WHO = "who"
    HELP = "help"
    UNHELPED = "unhelped"
    INTRODUCES = "introduces"
    WISHES = "wishes"
    ASIDE = "aside"
    NOISE = "noise"
    NONE = "none"


def manner_of(text: str) -> Manner:
    """The manner of a message: danger outranks all, a wish for a person a complaint, that anger, that a repair."""
    if small_talk.COMMAND.fullmatch(text.strip()):
        return Manner.NOISE
    folded = fold(text)[:LONGEST]
    if not folded:
        return _of_emoji(text[:LONGEST_READ])
    return next((manner for manner, shows in _READERS if shows(folded)), Manner.NONE)


def _of_emoji(text: str) -> Manner:
    if any(emoji in text for emoji in small_talk.CROSS):
        return Manner.ANGRY
    if any(emoji in text for emoji in small_talk.GLAD):
        return Manner.COURTESY
    return Manner.NOISE if text.strip() else Manner.NONE


def _wants_a_person(folded: str) -> bool:
    if signs.NO_PERSON.search(folded):
        return False
    named = signs.PERSON_NAMED.search(folded) and not signs.ABOUT_THE_SERVICE.search(folded)
    return bool(signs.PERSON_ALONE.fullmatch(folded) or named)


def _complains(folded: str) -> bool:
    if signs.NO_COMPLAINT.search(folded):
        return False
    plainly = signs.PLAIN_COMPLAINT.search(folded)
    return bool(plainly or (signs.COMPLAINT.search(folded) and not signs.ASKS.search(folded)))


def _is_angry(folded: str) -> bool:
    above = signs.SUPERIOR.search(folded) and not signs.ABOUT_A_SUPERIOR.search(folded)
    return bool(above or signs.ANGER.search(folded))


def _wants_a_repair(folded: str) -> bool:
    return bool(signs.REPAIR.search(folded)) and not (signs.ASKS.search(folded) or signs.NO_REPAIR.search(folded))


def _is_wholly(sign: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda folded: bool(sign.fullmatch(folded))


_READERS = (
    (Manner.DANGER, in_danger),
    (Manner.GREETING, _is_wholly(small_talk.GREETING)),
    (Manner.COURTESY, _is_wholly(small_talk.COURTESY)),
    (Manner.WHO, _is_wholly(small_talk.WHO)),
    (Manner.NOISE, _is_wholly(small_talk.NOISE)),
    (Manner.PERSON_WANTED, _wants_a_person),
    (Manner.COMPLAINT, _complains),
    (Manner.ANGRY, _is_angry),
    (Manner.IMPATIENT, is_impatient),
    (Manner.REPAIR, _wants_a_repair),
    (Manner.HELP, _is_wholly(small_talk.HELP)),
    (Manner.UNHELPED, _is_wholly(small_talk.UNHELPED)),
    (Manner.WISHES, _is_wholly(small_talk.WISHES)),
    (Manner.ASIDE, _is_wholly(small_talk.ASIDE)),
    (Manner.INTRODUCES, _is_wholly(small_talk.INTRODUCES)),
)
