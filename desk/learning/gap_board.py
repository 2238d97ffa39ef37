"""What editors are shown to decide about: questions asked in vain, and wordings that would make good phrasings.

It is made of what the storage keeps, in a thread beside customers, and is small enough to be read whole.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from desk.learning.labels import Source, Vain
from desk.library.events import GapDecision
from faq import Example, KnowledgeBase
from faq.masking import PLACEHOLDER, mask
from faq.questions import asks
from faq.text import normalise
from faq.upkeep.gaps import Asked, Gap, Kind, cluster

MOST_EXAMPLES = 50
"""Examples of an entry, and as many of what it was wrongly taken for: the newest."""
EXAMPLES_AT_ALL = 2_000
AGAIN = timedelta(days=7)
"""A gap that is asked on so long after it was decided upon is shown again."""
MOST_LINES = 50
MOST_PROPOSALS = 20
_FEWEST_PICKS = 2  # of customers, which are worth one decision of an agent

Place = tuple[int, int, int]
"""A question by chat, message and part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InVain:
    """A question asked in vain as it is kept, its text masked, with what an agent answered."""

    at: datetime
    how: Vain
    text: str
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A labelled outcome with the words of its question; `thought` is the entry the bot had in mind."""

    place: Place
    at: datetime
    text: str
    thought: str | None
    unasked: bool
    leans: bool
    source: Source
    correct: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody decided about a line of the board; `places` are the labels it was made of."""

    key: str
    decision: GapDecision
    entry_id: str | None
    by: int
    at: datetime
    text: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A question to decide about. `proposed`: people said that it belongs to `entry_id`; else that is the nearest.

    The texts are masked; `misses`, `not_helpful` and `handed_over` count how it was asked in vain, `trend` how much
    oftener this week than the week before. `answer` is what agents said.
    """

    key: str
    text: str
    examples: tuple[str, ...] = ()
    times: int = 1
    misses: int = 0
    not_helpful: int = 0
    handed_over: int = 0
    this_week: int = 0
    trend: int = 0
    first_at: datetime
    last_at: datetime
    answer: str | None = None
    entry_id: str | None = None
    proposed: bool = False
    places: tuple[Place, ...] = ()


def board(
    asked: Sequence[InVain],
    decided: Sequence[Decided],
    verdicts: Mapping[str, Verdict],
    shown: Iterable[GapLine],
    knowledge: KnowledgeBase,
    now: datetime,
) -> list[GapLine]:
    """Return what waits to be decided, the heaviest first; `shown` are the lines of the board before.

    Takes long where much was asked.
    """
    known = {line.key: line.text for line in shown if not line.proposed}
    known |= {verdict.key: verdict.text for verdict in verdicts.values() if verdict.decision in _OF_A_GAP}
    questions = [Asked(one.text, one.at, Kind(one.how.value), one.answer) for one in asked]
    found = cluster(questions, now=now, knowledge=knowledge, known=known, most=MOST_LINES + len(verdicts))
    gaps = [_line(gap) for gap in found if _waits(gap, verdicts.get(gap.key))]
    return gaps[:MOST_LINES] + proposals(decided, verdicts, knowledge)


def proposals(decided: Iterable[Decided], verdicts: Collection[str], knowledge: KnowledgeBase) -> list[GapLine]:
    """Return wordings that people said belong to an entry, and that are no phrasing of it yet."""
    groups: defaultdict[tuple[str, str], list[Decided]] = defaultdict(list)
    for one in decided:
        if one.correct is not None and teaches(one) and one.source is not Source.EDITOR:
            groups[one.correct, normalise(learnable(one.text))].append(one)
    lines = [_proposal(entry_id, key, those) for (entry_id, key), those in groups.items()]
    fit = [line for line in lines if line.key not in verdicts and _is_new(line, knowledge) and line.times > 0]
    return sorted(fit, key=lambda line: (-line.times, -line.last_at.timestamp(), line.key))[:MOST_PROPOSALS]


def examples(decided: Sequence[Decided], verdicts: Iterable[Verdict] = ()) -> tuple[Example, ...]:
    """Return what the matcher learns from people's decisions, the newest first and of each entry only so many."""
    taken: defaultdict[tuple[str | None, bool], int] = defaultdict(int)
    learned: list[Example] = []
    for one in sorted([*decided, *_ruled(verdicts, decided)], key=lambda one: one.at, reverse=True):
        about = (one.correct or one.thought, one.correct is not None)
        if teaches(one) and taken[about] < MOST_EXAMPLES and len(learned) < EXAMPLES_AT_ALL:
            taken[about] += 1
            learned.append(Example(learnable(one.text), one.correct, _weight(one)))
    return tuple(learned)


def teaches(one: Decided) -> bool:
    """Tell whether the words of a question say what it is about: 那周末呢 does not, nor all that agents hear."""
    if one.leans or (one.unasked and (one.correct is None or not asks(one.text))):
        return False
    return len(normalise(learnable(one.text))) > 1


def learnable(text: str) -> str:
    """Return a text without what tells who wrote it."""
    return PLACEHOLDER.sub(" ", mask(text)).strip()


def taken_up(verdict: Verdict) -> bool:
    """Tell whether an editor gave the words of a line to an entry."""
    return verdict.entry_id is not None and verdict.decision in _TAKEN_UP


def _ruled(verdicts: Iterable[Verdict], decided: Iterable[Decided]) -> Iterable[Decided]:
    """What editors said of a gap, as outcomes; those of a proposal are outcomes already."""
    known = {(one.correct, normalise(learnable(one.text))) for one in decided}
    for one in verdicts:
        if taken_up(one) and (one.entry_id, normalise(learnable(one.text))) not in known:
            yield Decided(
                place=_NOWHERE,
                at=one.at,
                text=one.text,
                thought=None,
                unasked=False,
                leans=False,
                source=Source.EDITOR,
                correct=one.entry_id,
            )


_NOWHERE: Place = (0, 0, 0)
_TAKEN_UP = frozenset({GapDecision.PHRASING, GapDecision.ENTRY})
_OF_A_GAP = frozenset({GapDecision.PHRASING, GapDecision.ENTRY, GapDecision.IGNORED})
_SURE = frozenset({Source.SENT_BY_AGENT, Source.ANSWERED_OTHERWISE, Source.EDITOR})


def _weight(one: Decided) -> float:
    return 1.0 if one.source in _SURE and not one.unasked else 0.5


def _waits(gap: Gap, verdict: Verdict | None) -> bool:
    if verdict is None:
        return True
    return verdict.decision is not GapDecision.IGNORED and gap.last_at > verdict.at + AGAIN


def _line(gap: Gap) -> GapLine:
    return GapLine(
        key=gap.key,
        text=gap.text,
        examples=gap.examples,
        times=gap.times,
        misses=gap.misses,
        not_helpful=gap.not_helpful,
        handed_over=gap.handed_over,
        this_week=gap.this_week,
        trend=gap.trend,
        first_at=gap.first_at,
        last_at=gap.last_at,
        answer=gap.answer,
        entry_id=gap.nearest.entry_id if gap.nearest else None,
    )


def _proposal(entry_id: str, key: str, those: Sequence[Decided]) -> GapLine:
    by_agents = sum(one.source is Source.SENT_BY_AGENT for one in those)
    picks = len(those) - by_agents
    return GapLine(
        key="p" + hashlib.sha256(f"{entry_id}\n{key}".encode()).hexdigest()[:11],
        text=" ".join(learnable(those[0].text).split()),
        times=by_agents + picks // _FEWEST_PICKS,
        first_at=min(one.at for one in those),
        last_at=max(one.at for one in those),
        entry_id=entry_id,
        proposed=True,
        places=tuple(one.place for one in those),
    )


def _is_new(line: GapLine, knowledge: KnowledgeBase) -> bool:
    entry = knowledge.entry(line.entry_id) if line.entry_id is not None else None
    return entry is not None and normalise(line.text) not in map(normalise, entry.phrasings)


class Heard(NamedTuple):
    """How far the storage has come: when the last outcome was labelled, and the last question asked in vain.

    `answered` counts the characters agents answered to such questions.
    """

    labelled: datetime | None
    asked: datetime | None
    answered: int
