"""The table of docs/rules.md, played: which message moves which clock."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from desk.events import Clock
from tests.kit.cast import LIN, MEI, WANG
from tests.kit.lines import (
    Block,
    Edit,
    EditReply,
    Greet,
    Line,
    OwnerLeft,
    React,
    Reply,
    Resolve,
    Say,
    SendEntry,
    Take,
    Unblock,
)
from tests.kit.script import Script

_RULES = Path(__file__).parents[3] / "docs" / "rules.md"
_QUESTION = "How do I pay the property fee?"


def _played(*lines: Line) -> Script:
    """Return a script after these, whatever they led to."""
    play = Script()
    for line in lines:
        play >> line
        play.clear()
        play.wait(seconds=10)
    return play


def _bot() -> Script:
    return _played()


def _queued() -> Script:
    return _played(Say("My tap leaks"))


def _blocked() -> Script:
    return _played(Say("My tap leaks"), Block())


def _taken() -> Script:
    return _played(Say("My tap leaks"), Take())


def _answered() -> Script:
    return _played(Say("My tap leaks"), Take(), Reply())


def _asked_again() -> Script:
    return _played(Say("My tap leaks"), Take(), Reply(), Say("And the kitchen?"))


def _resolved() -> Script:
    return _played(Say("My tap leaks"), Take(), Reply(), Resolve())


def _resolved_and_off() -> Script:
    return _resolved().leaves(LIN)


_STORIES: dict[tuple[str, str], tuple[Callable[[], Script], Line]] = {
    ("a question the bot answers", "`BOT`"): (_bot, Say(_QUESTION)),
    ("a question that needs a person", "`BOT`"): (_bot, Say("My tap leaks")),
    ("/start or /help, and the bot's answer", "`QUEUED`"): (_queued, Greet()),
    ("a further message of the customer", "`QUEUED`"): (_queued, Say("Hello?")),
    ("a further message of the customer", "`ACTIVE`, not answered yet"): (_taken, Say("Hello?")),
    ("a message of the customer", "`ACTIVE`, answered"): (_answered, Say("And the kitchen?")),
    ("a courtesy of the customer", "`ACTIVE`, answered"): (_answered, Say("Thanks!")),
    ("an edit by the customer", "`ACTIVE`, answered"): (_answered, Edit(1, "My shower leaks")),
    ("a reaction of the customer", "`ACTIVE`, answered"): (_answered, React("👍", chat=MEI.chat_id)),
    ("an agent takes", "`QUEUED`"): (_queued, Take()),
    ("an answer of an agent, who takes by it", "`QUEUED`"): (_queued, Reply()),
    ("the first answer of the owner", "`ACTIVE`, not answered yet"): (_taken, Reply()),
    ("an answer of the owner", "`ACTIVE`, asked again"): (_asked_again, Reply()),
    ("an entry the owner sends with one press", "`ACTIVE`, asked again"): (_asked_again, SendEntry("fee")),
    ("a correction by the owner", "`ACTIVE`, asked again"): (_asked_again, EditReply(2, "Which one?")),
    ("a note of another agent", "`ACTIVE`, asked again"): (_asked_again, Reply(by=WANG)),
    ("a resolve by the owner", "`ACTIVE`, asked again"): (_asked_again, Resolve()),
    ("the owner goes off duty", "`ACTIVE`, asked again"): (_asked_again, OwnerLeft()),
    ("the owner goes off duty", "`ACTIVE`, answered"): (_answered, OwnerLeft()),
    ("a courtesy of the customer", "`RESOLVED`"): (_resolved, Say("Thanks!")),
    ("a word of the owner", "`RESOLVED`"): (_resolved, Reply()),
    ("a message of the customer, the owner is on duty", "`RESOLVED`"): (_resolved, Say("It leaks again")),
    ("a message of the customer, the owner is off duty", "`RESOLVED`"): (_resolved_and_off, Say("It leaks again")),
    ("the customer blocks the bot", "`QUEUED`"): (_queued, Block()),
    ("the customer unblocks the bot", "`QUEUED`, blocked"): (_blocked, Unblock()),
}


def test_the_table_tells_every_story_and_no_other() -> None:
    assert list(_table()) == list(_STORIES)


@pytest.mark.parametrize(("message", "state"), list(_STORIES))
def test_a_message_moves_the_clocks_the_table_says_and_no_other(message: str, state: str) -> None:
    begin, line = _STORIES[message, state]
    play = begin()
    assert str(play.conversation.state) == state.split("`")[1]
    before = play.clocks
    play >> line
    play.clear()
    assert dict(_effects(before, play.clocks)) == _table()[message, state]


def _effects(before: Mapping[Clock, datetime], after: Mapping[Clock, datetime]) -> Iterable[tuple[str, str]]:
    for clock in Clock:
        if clock in after and before.get(clock) != after[clock]:
            yield clock, "starts"
        elif clock in before and clock not in after:
            yield clock, "stops"
        else:
            yield clock, "–"


def _table() -> dict[tuple[str, str], dict[str, str]]:
    lines = _RULES.read_text(encoding="utf-8").split("## Which message moves which clock")[1].splitlines()
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {(row[0], row[1]): dict(zip(head[2:], row[2:], strict=True)) for row in rows}
