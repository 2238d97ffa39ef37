"""What was learned, in the database: labels and their last word, questions asked in vain, decisions, the board."""

from datetime import date, timedelta

import pytest

from desk.content import Content
from desk.events import CustomerWrote, Opened, Thought
from desk.learning.autonomy import Autonomy, Outcome, Standing
from desk.learning.gap_board import Decided, GapLine, InVain, Verdict
from desk.learning.labels import AnsweredByHuman, AskedInVain, Label, Lessons, Source, Vain
from desk.library.events import AutonomyChanged, GapDecision, GapsTold, Ground
from desk.ports import LibraryChange, Written
from desk.state import Conversation
from storage.engine import Database
from storage.tables import gap_questions, labels
from tests.kit.cast import CHEN, MEI, at
from tests.storage import steps

SURE = Thought(message=5, entry_id="fee", confidence=0.97, direct=True)
TEXT = "Good morning. My number is 13800138000. How do I pay the fee? And where is the pool?"
LINE = GapLine(key="ab12", text="?", first_at=at(), last_at=at(), places=((MEI.chat_id, 5, 0),))


def wrote(text: str = TEXT, message: int = 5) -> Written:
    content = Content(chat_id=MEI.chat_id, message_id=message, sent_at=at(), text=text)
    return Written(content=content, author="customer")


def label(source: Source, correct: str | None, thought: Thought = SURE, minutes: int = 0) -> Label:
    return Label(at=at(minutes=minutes), thought=thought, source=source, correct=correct)


def vain(part: int, how: Vain = Vain.MISS) -> AskedInVain:
    return AskedInVain(at=at(), message=5, part=part, how=how)


async def teach(database: Database, *lessons: Lessons) -> None:
    """Let Mei's first message teach this, and her next steps the rest."""
    conversation = Conversation(customer=MEI.chat_id, locale="en")
    for place, lesson in enumerate(lessons):
        moment = at(minutes=place)
        news = (Opened(at=moment),) if not place else (CustomerWrote(at=moment, message=5 + place, locale="en"),)
        more = {"customer": MEI, "written": (wrote(),)} if not place else {}
        await steps.record(database, steps.step(conversation, *news, lessons=lesson, **more))
        conversation = await steps.conversation_of(database)


async def test_a_later_word_about_a_question_takes_the_place_of_the_one_before(database: Database) -> None:
    first = Lessons(labels=(label(Source.PICKED, "hours"),))
    await teach(database, first, Lessons(labels=(label(Source.SENT_BY_AGENT, "fee", minutes=1),)))
    (row,) = await steps.rows(database, labels)
    assert (row["source"], row["correct"], row["was_right"], row["at"]) == ("sent_by_agent", "fee", True, at(minutes=1))


async def test_two_words_about_one_question_in_one_batch_are_one_row(database: Database) -> None:
    both = Lessons(labels=(label(Source.PICKED, "hours"), label(Source.HELPED, "fee")))
    await teach(database, both)
    assert [row["source"] for row in await steps.rows(database, labels)] == ["helped"]


async def test_a_labelled_outcome_is_read_with_the_words_of_its_own_question(database: Database) -> None:
    second = Thought(message=5, part=1, entry_id="pool")
    await teach(database, Lessons(labels=(label(Source.PICKED, "fee"), label(Source.PICKED, "pool", second))))
    found = await database.learning.decided(10)
    assert [(one.text, one.correct) for one in found] == [
        ("How do I pay the fee?", "fee"),
        ("where is the pool?", "pool"),
    ]
    assert isinstance(found[0], Decided)


async def test_a_question_asked_in_vain_is_kept_masked_by_itself_with_the_longest_answer(database: Database) -> None:
    def answers(text: str) -> Lessons:
        return Lessons(answers=(AnsweredByHuman(questions=((5, -1),), text=text),))

    await teach(
        database,
        Lessons(in_vain=(vain(-1), vain(0, Vain.HANDED_OVER))),
        answers("Downstairs."),
        answers("Downstairs, beside the pool."),
        answers("Bye then."),
    )
    found = {row["part"]: row for row in await steps.rows(database, gap_questions)}
    assert found[-1]["text"] == TEXT.replace("13800138000", "[phone]")
    assert found[-1]["answer"] == "Downstairs, beside the pool."
    assert (found[0]["text"], found[0]["answer"]) == ("How do I pay the fee?", None)
    read = await database.learning.in_vain(at() - timedelta(days=1), 10)
    assert InVain(at=at(), how=Vain.HANDED_OVER, text="How do I pay the fee?") in read
    assert await database.learning.in_vain(at(), 10) == []


async def test_nothing_is_counted_twice_when_a_miss_goes_to_people(database: Database) -> None:
    await teach(database, Lessons(in_vain=(vain(0),)), Lessons(in_vain=(vain(0, Vain.HANDED_OVER),)))
    assert [row["how"] for row in await steps.rows(database, gap_questions)] == ["handed_over"]


async def test_only_sure_answers_that_were_no_exact_words_tell_on_autonomy(database: Database) -> None:
    exact = Thought(message=5, part=1, entry_id="fee", confidence=1.0, direct=True, exact=True)
    close = Thought(message=5, part=2, entry_id="fee", confidence=0.5)
    told = (label(Source.PICKED, "hours"), label(Source.HELPED, "fee", exact), label(Source.PICKED, "fee", close))
    await teach(database, Lessons(labels=told))
    assert await database.learning.outcomes(10) == [Outcome(at(), "fee", right=False)]


async def test_how_far_it_has_come_moves_with_every_lesson(database: Database) -> None:
    assert (await database.learning.heard()).labelled is None
    await teach(database, Lessons(labels=(label(Source.PICKED, "fee"),), in_vain=(vain(0),)))
    heard = await database.learning.heard()
    assert (heard.labelled, heard.asked, heard.answered) == (at(), at(), 0)


async def record(database: Database, **change: object) -> None:
    async with database.begin() as unit:
        await unit.record_library(
            LibraryChange(revision=await unit.revision(), at=at(), **change)  # type: ignore[arg-type]
        )


async def test_the_board_is_put_up_anew_and_a_decided_line_comes_off(database: Database) -> None:
    other = GapLine(key="cd34", text="??", first_at=at(), last_at=at(), answer="No.")
    await record(database, board=(LINE,))
    await record(database, board=(other, LINE))
    assert await database.learning.board() == [other, LINE]
    verdict = Verdict(key="ab12", decision=GapDecision.IGNORED, entry_id=None, by=CHEN.user_id, at=at(), text="?")
    await record(database, verdicts=(verdict,))
    assert await database.learning.board() == [other]
    assert await database.learning.verdicts() == {"ab12": verdict}


@pytest.mark.parametrize(
    ("decision", "correct", "right"), [(GapDecision.PHRASING, "hours", False), (GapDecision.REFUSED, None, False)]
)
async def test_an_editors_word_about_a_wording_tells_on_the_outcomes_it_was_made_of(
    database: Database, decision: GapDecision, correct: str | None, *, right: bool
) -> None:
    await teach(database, Lessons(labels=(label(Source.SENT_BY_AGENT, "hours"),)))
    verdict = Verdict(
        key="pxy", decision=decision, entry_id="hours", by=CHEN.user_id, at=at(), text="?", places=LINE.places
    )
    await record(database, verdicts=(verdict,))
    (row,) = await steps.rows(database, labels)
    assert (row["source"], row["correct"], row["was_right"]) == ("editor", correct, right)


async def test_autonomy_and_the_last_week_told_are_read_from_the_librarys_history(database: Database) -> None:
    changed = AutonomyChanged(at=at(), direct=True, ground=Ground.EARNED, right=99, total=100)
    async with database.begin() as unit:
        assert (await unit.autonomy(), await unit.gaps_told()) == (Autonomy(), None)
    told = (GapsTold(at=at(), monday=date(2026, 11, 16)), GapsTold(at=at(), monday=date(2026, 11, 23)))
    await record(database, news=(changed, *told))
    async with database.begin() as unit:
        assert await unit.gaps_told() == date(2026, 11, 23)
    expected = Standing(direct=True, ground=Ground.EARNED, since=at())
    assert (await database.learning.autonomy()).library == expected
