"""What a question is made of: the pieces of its writing that are counted, weighed and looked up.

Chinese has no spaces, so single characters and pairs stand for its words; Latin words stand for themselves and, so that
a slip of the finger costs little, for their runs of three and four letters. All numbers are one.
"""

import re
from itertools import pairwise

from faq.text import HAN

SIZES = (3, 4)
"""Letters of a run, the edges of the word counted."""

_piece = re.compile(rf"[{HAN}]+|[^\s{HAN}]+")
_han = re.compile(f"[{HAN}]")
_digits = re.compile(r"\d+")


def grams(key: str) -> list[str]:
    """The pieces of a normalised question, in no particular order, as often as they occur."""
    found: list[str] = []
    for piece in _piece.findall(key):
        if _han.match(piece):
            found += piece
            found += map("".join, pairwise(piece))
        else:
            word = _digits.sub("0", piece)
            found.append(f"={word}")
            found += runs(f" {word} ")
    return found


def runs(word: str) -> list[str]:
    """The runs of letters in a word with its edges."""
    return [word[at : at + size] for size in SIZES for at in range(len(word) - size + 1)]
