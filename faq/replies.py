"""What an agent's message is: an answer, or only a word before it; and whether it says what an entry says."""

import re

from rapidfuzz import fuzz

from faq.manner import Manner, manner_of
from faq.text import HAN, fold, normalise

ALIKE = 60.0
"""Likeness, 0 to 100, from which two texts are one answer in other words."""

SHORTEST = 4
"""Letters of a message that answers something."""

_only_words = frozenset({Manner.COURTESY, Manner.GREETING, Manner.NOISE})
_han = re.compile(f"[{HAN}]")
_puts_off = re.compile(
    r"(?:请?(?:您|你)?(?:稍等|稍候|等一?下|等等|别急|放心)|好的|(?:帮|为|给)(?:您|你)(?:查|看|问|核实|确认|了解|转)(?:询|看|问)?(?:一?下)?"
    r"|(?:马上|这就|正在)(?:帮|为|给)?(?:您|你)?(?:查|看|问|核实|确认|处理)"
    r"|\b(?:one moment|just a moment|a moment please|hold on|bear with me|please wait|let me (?:check|see|look|find)"
    r"|i(?:ll| will) (?:check|look|find out|get back)|looking into))"
)


def answers(text: str) -> bool:
    """Whether a message answers anything: a greeting, a thank-you and 请稍等 do not."""
    folded = fold(text)
    if len(folded) < SHORTEST or manner_of(text) in _only_words:
        return False
    rest = _puts_off.sub("", folded)
    return rest == folded or len(_han.findall(rest)) > SHORTEST or len(rest.split()) > SHORTEST


def same_answer(said: str, answer: str) -> bool:
    """Whether an agent said in own words what an entry says."""
    one, other = normalise(said), normalise(answer)
    if not one or not other:
        return False
    shorter = min(len(one), len(other))
    return fuzz.ratio(one, other) >= ALIKE or (
        shorter >= 2 * SHORTEST and fuzz.partial_ratio(one, other) >= 1.4 * ALIKE
    )
