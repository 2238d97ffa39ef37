"""What people decide, learned beside customers: by the matcher, for autonomy, for the board, and told on Mondays."""

import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.clock import WallClock
from bot.gaps_told import found_gaps, gap_lines
from bot.learner import Learner
from bot.opening import open_library
from bot.settings import Settings
from desk.desk import Desk
from desk.events import CustomerWrote, Opened, Thought
from desk.learning.labels import AskedInVain, Label, Lessons, Source, Vain
from desk.learning.notices import AutonomyNews, GapsOfTheWeek
from desk.library.events import GapsTold
from desk.library.live import LiveLibrary
from desk.notices import Notice
from desk.rules import Rules
from desk.state import Conversation
from faq import Example
from storage import codec
from storage.engine import Database
from storage.tables import events
from tests.kit.cast import MEI, TEN, at
from tests.kit.databases import migrated_file, opened, sqlite_address
from tests.storage import steps
from tests.storage.steps import wrote

__all__ = ["migrated_file"]

FILE = """
- id: fee
  question: How do I pay the property fee?
  answer: In the app, under Bills.
- id: hours
  question: When is the office open?
  answer: From eight to six.
"""
ASKED = "Can I settle the dues by card somewhere?"


class Then(WallClock):
    """A clock that stands where it is put."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@dataclass(slots=True)
class School:
    """A library, what is kept of it, and the learner."""

    database: Database
    library: LiveLibrary
    learner: Learner
    clock: Then

    async def said(self, kind: type[Notice]) -> list[Notice]:
        """Return what was said of a kind."""
        return [one.letter.notice for one in await steps.claim(self.database) if isinstance(one.letter.notice, kind)]


@pytest.fixture
async def school(tmp_path: Path) -> AsyncGenerator[School]:
    """Open a library in a fresh database."""
    (tmp_path / "faq.yaml").write_text(FILE, encoding="utf-8")
    async with opened(sqlite_address(tmp_path / "desk.db")) as database:
        yield await begin(database, tmp_path)


async def begin(database: Database, folder: Path) -> School:
    """Open the library as the program does at its start."""
    clock, rules = Then(TEN), Rules()
    settings = Settings.model_validate({"faq": folder / "faq.yaml"})
    library = await open_library(database, settings, rules, clock)
    desk = Desk(database, library, rules, now=clock.now, locale="en")
    return School(database, library, Learner(desk, database.learning, library, clock, rules), clock)


async def teach(database: Database, thought: Thought, correct: str | None, times: int = 1) -> None:
    """Let so many questions be answered by an agent."""
    label = [
        Label(
            at=at(minutes=place - times),
            thought=Thought(
                message=5 + place,
                entry_id=thought.entry_id,
                confidence=thought.confidence,
                direct=thought.direct,
            ),
            source=Source.SENT_BY_AGENT,
            correct=correct,
        )
        for place in range(times)
    ]
    asked = AskedInVain(at=at(), message=5, part=0, how=Vain.MISS)
    written = tuple(
        wrote(5 + place, ASKED if not place else f"question {place} about the dues") for place in range(times)
    )
    news = (Opened(at=at()), CustomerWrote(at=at(), message=5, locale="en"))
    lessons = Lessons(labels=tuple(label), in_vain=(asked,))
    await steps.record(
        database,
        steps.step(Conversation(customer=MEI.chat_id), *news, customer=MEI, written=written, lessons=lessons),
    )


async def test_an_agents_decision_teaches_the_matcher_and_is_remembered_at_the_next_start(
    school: School, tmp_path: Path
) -> None:
    await teach(school.database, Thought(message=5, entry_id="hours", confidence=0.3), "fee")
    await school.learner.look()
    assert school.library.knowledge.examples == (Example(ASKED, "fee"),)
    assert school.library.knowledge.match(ASKED).candidates[0].entry_id == "fee"
    anew = await begin(school.database, tmp_path)
    assert anew.library.knowledge.examples == (Example(ASKED, "fee"),)


async def test_a_hundred_right_outcomes_make_the_library_answer_directly_and_the_room_hears_why(
    school: School, tmp_path: Path
) -> None:
    assert not school.library.autonomy.direct("fee")
    await teach(school.database, Thought(message=5, entry_id="fee", confidence=0.9, direct=True), "fee", times=100)
    await school.learner.look()
    assert school.library.autonomy.direct("hours")
    (news, *_) = await school.said(AutonomyNews)
    assert isinstance(news, AutonomyNews)
    assert (news.entry_id, news.right, news.total) == (None, 100, 100)
    assert (await begin(school.database, tmp_path)).library.autonomy.direct("hours")


async def test_the_week_is_told_on_monday_morning_and_only_then(school: School) -> None:
    await teach(school.database, Thought(message=5, entry_id="hours", confidence=0.3), None)
    school.clock.moment = TEN - timedelta(days=1)
    await school.learner.look()
    assert await school.said(GapsOfTheWeek) == []
    school.clock.moment = TEN.astimezone().replace(hour=9, minute=30)
    await school.learner.look()
    await school.learner.look()
    (told,) = await school.said(GapsOfTheWeek)
    assert isinstance(told, GapsOfTheWeek)
    assert [line.text for line in told.first] == [ASKED]


async def test_a_monday_that_was_missed_is_made_up_for_on_the_next_morning_once(school: School, tmp_path: Path) -> None:
    await teach(school.database, Thought(message=5, entry_id="hours", confidence=0.3), None)
    monday = TEN.astimezone().replace(hour=9, minute=30)
    school.clock.moment = monday - timedelta(days=7)
    await school.learner.look()
    assert await told_weeks(school.database) == [(monday - timedelta(days=7)).date()]
    for days, hours, weeks in ((1, -5, 1), (1, 0, 2), (2, 0, 2)):
        later = await begin(school.database, tmp_path)
        later.clock.moment = monday + timedelta(days=days, hours=hours)
        await later.learner.look()
        assert len(await told_weeks(school.database)) == weeks
    assert (await told_weeks(school.database))[-1] == monday.date()


async def told_weeks(database: Database) -> list[date]:
    """Return the Mondays of the weeks that were told."""
    kept = [codec.event(row["type"], row["body"]) for row in await steps.rows(database, events)]
    return [one.monday for one in kept if isinstance(one, GapsTold)]


async def test_the_counts_of_this_week_grow_old_with_it(school: School) -> None:
    await teach(school.database, Thought(message=5, entry_id="hours", confidence=0.3), None)
    await school.learner.look()
    school.clock.moment = TEN + timedelta(days=9)
    await school.learner.look()
    (line,) = await school.database.learning.board()
    assert (line.times, line.this_week) == (1, 0)


async def test_who_comes_to_keep_house_does_what_was_left_by_who_kept_it_before(school: School) -> None:
    desk, keeps = school.learner._desk, [False]
    learner = Learner(
        desk, school.database.learning, school.library, school.clock, Rules(), keeps_house=lambda: keeps[0]
    )
    await teach(school.database, Thought(message=5, entry_id="hours", confidence=0.3), None)
    await learner.look()
    assert await school.database.learning.board() == []
    keeps[0] = True
    await learner.look()
    assert len(await school.database.learning.board()) == 1


async def test_what_was_asked_in_vain_is_put_on_the_board(school: School) -> None:
    await teach(school.database, Thought(message=5, entry_id="hours", confidence=0.3), None)
    await school.learner.look()
    (line,) = await school.database.learning.board()
    assert (line.text, line.misses) == (ASKED, 1)
    told = gap_lines(await found_gaps(school.database.learning, school.library.knowledge, at()), "en")
    assert told[0] == f"1. {ASKED}  asked 1 times (1 this week)"


def test_the_gaps_of_an_empty_desk_are_told_in_words_and_as_objects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESK_DATABASE_URL", sqlite_address(tmp_path / "desk.db"))
    monkeypatch.setenv("DESK_LOCALE", "en")
    monkeypatch.chdir(tmp_path)
    assert main(["faq", "gaps"]) == 0
    assert capsys.readouterr().out == "Nothing waits to be decided.\n"
    assert main(["faq", "gaps", "--json"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == []
