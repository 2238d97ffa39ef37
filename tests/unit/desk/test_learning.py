"""What people do with the bot's answers, and what is learned from it: the table of labelled outcomes."""

from typing import Self

import pytest

from desk.conversation import decide
from desk.events import Code, Thought
from desk.learning.labels import AnsweredByHuman, Lessons, Source, Vain
from faq import Candidate, KnowledgeBase, Match, Outcome
from tests.kit.cast import FEE, HOURS, PARKING_DAY, PARKING_MONTH
from tests.kit.lines import AskForPerson, Choose, Greet, Judge, Line, Reply, Resolve, Say, SendEntry, Take
from tests.kit.script import Script

ABOUT_FEE = "How do I pay the property fee?"
PARKING = "What does parking cost?"
PAYING = "paying?"
OTHERWISE = "We can waive it this month; please sign at the desk."


class Library(KnowledgeBase):
    """One that is sure of the fee when somebody says `PAYING`."""

    def match(self, text: str, **more: object) -> Match:
        if text == PAYING:
            return Match(Outcome.ANSWER, "fee", 0.97, (Candidate("fee", 0.9), Candidate("hours", 0.4)))
        return super().match(text, **more)  # type: ignore[arg-type]


LIBRARY = Library([FEE, HOURS, PARKING_DAY, PARKING_MONTH])
SURE = Thought(message=1, entry_id="fee", confidence=0.97, direct=True)
EXACT = Thought(message=1, entry_id="fee", confidence=1.0, direct=True, exact=True)
CLOSE = Thought(message=1, entry_id="parking-day", confidence=0.5)


class Play(Script):
    """A script that keeps what was learned."""

    def __init__(self) -> None:
        super().__init__(knowledge=LIBRARY)
        self.lessons = Lessons()

    def __rshift__(self, line: Line) -> Self:
        command = line.command(self)
        self.lessons += decide(self.conversation, command, self.now, self.rules, self.floor).lessons
        self.messages -= isinstance(line, Say | Reply)
        super().__rshift__(line)
        return self.clear()


def played(*lines: Line) -> Play:
    play = Play()
    for line in lines:
        play = play >> line
    return play


def labels(*lines: Line) -> list[tuple[Source, Thought, str | None, bool]]:
    """The last word about each question."""
    last = {(one.thought.message, one.thought.part): one for one in played(*lines).lessons.labels}
    return [(one.source, one.thought, one.correct, one.right) for one in last.values()]


HANDED = (AskForPerson(), Take())


@pytest.mark.parametrize(
    ("lines", "source", "thought", "correct", "right"),
    [
        ((Say(ABOUT_FEE), Judge("fee", helpful=True)), Source.HELPED, EXACT, "fee", True),
        ((Say(PAYING), Choose("fee")), Source.PICKED, SURE, "fee", True),
        ((Say(PAYING), Choose("hours")), Source.PICKED, SURE, "hours", False),
        ((Say(ABOUT_FEE), Say("有帮助，谢谢")), Source.HELPED, EXACT, "fee", True),
        ((Say(PAYING), Choose("hours"), Judge("hours", helpful=True)), Source.HELPED, SURE, "hours", False),
        ((Say(PAYING), *HANDED, SendEntry("fee")), Source.SENT_BY_AGENT, SURE, "fee", True),
        ((Say(PAYING), *HANDED, SendEntry("hours")), Source.SENT_BY_AGENT, SURE, "hours", False),
        ((Say(PAYING), *HANDED, Reply(OTHERWISE)), Source.ANSWERED_OTHERWISE, SURE, None, False),
        ((Say(ABOUT_FEE), *HANDED, Reply(OTHERWISE)), Source.HANDED_OVER, EXACT, None, False),
        (
            (Say(ABOUT_FEE), Judge("fee", helpful=False), Reply(OTHERWISE)),
            Source.ANSWERED_OTHERWISE,
            EXACT,
            None,
            False,
        ),
        (
            (Say(ABOUT_FEE), Judge("fee", helpful=False), Take(), SendEntry("hours")),
            Source.SENT_BY_AGENT,
            EXACT,
            "hours",
            False,
        ),
        ((Say(PARKING), Choose("parking-month")), Source.PICKED, CLOSE, "parking-month", False),
        (
            (Say(PARKING), *HANDED, Reply("Hello"), Reply(OTHERWISE), SendEntry("parking-day")),
            Source.SENT_BY_AGENT,
            CLOSE,
            "parking-day",
            True,
        ),
    ],
)
def test_what_somebody_does_with_an_answer_tells_whether_it_was_right(
    lines: tuple[Line, ...], source: Source, thought: Thought, correct: str | None, *, right: bool
) -> None:
    assert labels(*lines) == [(source, thought, correct, right)]


@pytest.mark.parametrize(
    "lines",
    [
        (Say(ABOUT_FEE),),
        (Say(ABOUT_FEE), Judge("fee", helpful=False)),
        (Say(ABOUT_FEE), Judge("fee", helpful=False), Reply("Hello, one moment please")),
        (Say(ABOUT_FEE), Judge("fee", helpful=False), Reply("You find it in the app, under Bills.")),
        (Say(ABOUT_FEE), Say("Thanks"), *HANDED, Reply(OTHERWISE)),
        (Say(ABOUT_FEE), Say("You are useless idiots"), Reply(OTHERWISE)),
        (Say("human"), Reply(OTHERWISE)),
    ],
    ids=[
        "silence",
        "bad news perhaps",
        "a word before the answer",
        "the same answer",
        "thanks",
        "anger",
        "nothing asked",
    ],
)
def test_what_may_have_other_reasons_is_not_held_against_the_answer(lines: tuple[Line, ...]) -> None:
    assert labels(*lines) == []


def test_an_agents_further_words_do_not_change_what_the_first_answer_told() -> None:
    play = played(Say(PAYING), *HANDED, Reply(OTHERWISE), Reply("It is the second door on the left."))
    assert [one.source for one in play.lessons.labels] == [Source.ANSWERED_OTHERWISE]


def test_what_people_are_asked_is_an_example_when_an_agent_sends_an_entry() -> None:
    told = labels(Say("human"), Take(), Say("Where do I pay then?"), SendEntry("fee"))
    assert told == [(Source.SENT_BY_AGENT, Thought(message=2), "fee", False)]


def test_what_a_customer_adds_after_asking_for_a_person_is_another_question() -> None:
    told = labels(Say(ABOUT_FEE), AskForPerson(), Say("My lift is stuck, floor nine"), Take(), SendEntry("hours"))
    assert [(thought.message, correct) for _, thought, correct, _ in told] == [(2, "hours")]


def in_vain(*lines: Line) -> list[tuple[int, Vain]]:
    return [(one.message, one.how) for one in played(*lines).lessons.in_vain]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((Say("flurble wug"),), [(1, Vain.MISS)]),
        ((Say("flurble wug"), Say("zorp blick")), [(1, Vain.MISS), (2, Vain.MISS)]),
        ((Say("flurble wug"), AskForPerson()), [(1, Vain.MISS), (1, Vain.HANDED_OVER)]),
        ((Say(PARKING), AskForPerson()), [(1, Vain.HANDED_OVER)]),
        ((Say(ABOUT_FEE), Judge("fee", helpful=False)), [(1, Vain.NOT_HELPFUL)]),
        ((Say(ABOUT_FEE), Say("答非所问")), [(1, Vain.NOT_HELPFUL)]),
        ((Say(ABOUT_FEE), Say("人工")), [(1, Vain.HANDED_OVER)]),
        ((Say(ABOUT_FEE), Say(ABOUT_FEE)), [(2, Vain.NOT_HELPFUL)]),
        ((Say(ABOUT_FEE), Judge("fee", helpful=True)), []),
        ((Say("human"),), []),
        ((Say("My tap leaks"),), []),
    ],
)
def test_what_was_asked_in_vain_is_kept_for_the_gaps(lines: tuple[Line, ...], expected: list[tuple[int, Vain]]) -> None:
    assert in_vain(*lines) == expected


def test_the_agents_answer_is_kept_masked_with_every_question_that_was_in_vain() -> None:
    text = "Please call 13800138000 and ask for the form."
    play = played(Say("flurble wug"), Say("zorp blick"), Reply("Hi"), Reply(text))
    masked = "Please call [phone] and ask for the form."
    assert play.lessons.answers == (AnsweredByHuman(questions=((1, 0), (2, 0)), text=masked),)


def test_after_the_matter_is_settled_nothing_more_is_learned_from_it() -> None:
    play = played(Say("flurble wug"), Take(), Resolve(code=Code.UNSOLVED), Reply("You can pick up the form any time."))
    assert play.lessons.answers == ()
    assert play.lessons.labels == ()


def test_most_decisions_teach_nothing() -> None:
    assert not played(Say("hello"), Greet(), Say("Thanks")).lessons
