"""What was asked in vain, put together from the database and told on a terminal."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from desk.learning.gap_board import GapLine, board
from desk.ports import LearningReader
from faq import KnowledgeBase

MOST_DECISIONS = 10_000
"""Labelled outcomes that are looked at: the newest."""
MOST_ASKED = 20_000
"""Questions asked in vain that are looked at: the newest."""
LOOKED_BACK = timedelta(days=90)
"""How old such a question may be."""

_WORDS = {
    "zh": {
        "none": "没有等待处理的问题。",
        "gap": "{place}. {text}　{times} 次（本周 {this_week}）",
        "proposed": "{place}. {text}　建议作为 {entry} 的问法（{times}）",
        "nearest": "   最接近：{entry}",
        "answer": "   同事的回答：{answer}",
    },
    "en": {
        "none": "Nothing waits to be decided.",
        "gap": "{place}. {text}  asked {times} times ({this_week} this week)",
        "proposed": "{place}. {text}  proposed as a phrasing of {entry} ({times})",
        "nearest": "   nearest: {entry}",
        "answer": "   answered: {answer}",
    },
}


async def found_gaps(reader: LearningReader, knowledge: KnowledgeBase, now: datetime) -> list[GapLine]:
    """Return what waits to be decided, put together anew."""
    return board(
        await reader.in_vain(now - LOOKED_BACK, MOST_ASKED),
        await reader.decided(MOST_DECISIONS),
        await reader.verdicts(),
        await reader.board(),
        knowledge,
        now,
    )


def gap_lines(lines: Sequence[GapLine], locale: str) -> list[str]:
    """Return the lines of a terminal."""
    words = _WORDS["en" if locale == "en" else "zh"]
    if not lines:
        return [words["none"]]
    return [told for place, line in enumerate(lines, 1) for told in _told(words, place, line)]


def gap_objects(lines: Iterable[GapLine]) -> list[str]:
    """Return one JSON object for each."""
    return [
        json.dumps(
            {
                "key": line.key,
                "text": line.text,
                "proposed": line.proposed,
                "times": line.times,
                "this_week": line.this_week,
                "trend": line.trend,
                "misses": line.misses,
                "not_helpful": line.not_helpful,
                "handed_over": line.handed_over,
                "last_at": line.last_at.isoformat(),
                "entry": line.entry_id,
                "answer": line.answer,
                "examples": line.examples,
            },
            ensure_ascii=False,
        )
        for line in lines
    ]


def _told(words: dict[str, str], place: int, line: GapLine) -> list[str]:
    text = " ".join(line.text.split())
    if line.proposed:
        return [words["proposed"].format(place=place, text=text, entry=line.entry_id, times=line.times)]
    told = [words["gap"].format(place=place, text=text, times=line.times, this_week=line.this_week)]
    if line.entry_id is not None:
        told.append(words["nearest"].format(entry=line.entry_id))
    if line.answer:
        told.append(words["answer"].format(answer=" ".join(line.answer.split())))
    return told
