"""`python -m faq.training [sounds|embedding|judgement|example]`."""

import sys
from collections.abc import Callable
from pathlib import Path

from faq import KnowledgeBase
from faq.matching.remembered import remember_beside
from faq.training import embedding, judgement, sounds
from faq.training.paraphrases import WORDS, paraphrases

EXAMPLE = Path(__file__).resolve().parents[1] / "example"

STEPS: dict[str, Callable[[], None]] = {
    "sounds": sounds.write,
    "embedding": lambda: embedding.write([*paraphrases(), *paraphrases(WORDS)]),
    "judgement": lambda: judgement.write(paraphrases(), paraphrases(WORDS)),
    "example": lambda: remember_beside(EXAMPLE, KnowledgeBase.load(EXAMPLE).measured),
}


def main(asked: list[str]) -> int:
    """Make what is asked for, or everything."""
    if unknown := [name for name in asked if name not in STEPS]:
        sys.stderr.write(f"There is no {unknown[0]}; there are {', '.join(STEPS)}.\n")
        return 2
    for name in asked or STEPS:
        STEPS[name]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
