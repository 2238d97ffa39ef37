"""The table of docs/rules.md, played: which message moves which clock."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from desk.clocks import Run, started
from desk.events import Clock, Code
from desk.events import Hold as Why
from tests.kit.cast import LIN, MEI, WANG, ZHAO
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
    Strike,
    Take,
    Unblock,
)
from tests.kit.lines_actions import (
    AcknowledgeEmergency,
    AnswerTransfer,
    Hold,
    Note,
    Promise,
    TakeOver,
    Transfer,
    Unhold,
)
from tests.kit.lines_offers import Decline, Offer, WithdrawOffer
from tests.kit.lines_rating import Rate
from tests.kit.lines_waiting import AnswerLater, MarkCare, WaitNoMore
from tests.kit.script import Script

_RULES = Path(__file__).parents[3] / "docs" / "rules.md"
CLOCKS = (
    Clock.ACCEPT,
    Clock.WAIT_COMFORT,
    Clock.WAIT_EXPLAIN,
    Clock.OFFER,
    Clock.FIRST_REPLY,
    Clock.NEXT_REPLY,
    Clock.PROMISED_REPLY,
    Clock.LONG_HANDLING,
    Clock.IDLE_PROMPTS,
    Clock.EMERGENCY,
    Clock.RING,
    Clock.REOPEN_WINDOW,
)
"""The clocks of a conversation that people's deeds move; the notice before closing follows the hours alone."""
_TWO_HOURS = timedelta(hours=2)
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
    return _played(Say("My tap leaks"), Take(), Reply(), Say("Thanks!"), Resolve())


def _offered() -> Script:
    return _played(Say("My tap leaks"), Offer())


def _lapsing() -> Script:
    return _offered().wait(minutes=1)


def _in_danger() -> Script:
    return _played(Say("小孩从楼上掉下来了"))


def _handing() -> Script:
    return _played(Say("My tap leaks"), Take(), Reply(), Say("And the kitchen?"), Transfer("12"))


def _held() -> Script:
    return _played(Say("My tap leaks"), Take(), Reply(), Say("And the kitchen?"), Hold(_TWO_HOURS))


def _held_for_her() -> Script:
    return _played(Say("My tap leaks"), Take(), Reply(), Hold(hold=Why.CUSTOMER_INFO))


def _promised() -> Script:
    return _played(Say("My tap leaks"), Take(), Reply(), Promise(_TWO_HOURS))


def _called_back_later() -> Script:
    return _played(Say("My tap leaks"), AnswerLater())


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
    ("请稍等 of the owner", "`ACTIVE`, asked again"): (_asked_again, Reply("请稍等，我帮您查一下")),
    ("明天答复您 of the owner", "`ACTIVE`, asked again"): (_asked_again, Reply("明天答复您")),
    ("an entry the owner sends with one press", "`ACTIVE`, asked again"): (_asked_again, SendEntry("fee")),
    ("a correction by the owner", "`ACTIVE`, asked again"): (_asked_again, EditReply(2, "Which one?")),
    ("a note of another agent", "`ACTIVE`, asked again"): (_asked_again, Reply(by=WANG)),
    ("a resolve by the owner", "`ACTIVE`, asked again"): (_asked_again, Resolve(code=Code.UNSOLVED)),
    ("the owner goes off duty", "`ACTIVE`, asked again"): (_asked_again, OwnerLeft()),
    ("the owner goes off duty", "`ACTIVE`, answered"): (_answered, OwnerLeft()),
    ("a courtesy of the customer", "`RESOLVED`"): (_resolved, Say("Thanks!")),
    ("a rating of the customer", "`RESOLVED`"): (_resolved, Rate(satisfied=True)),
    ("a word of the owner", "`RESOLVED`"): (_resolved, Reply()),
    ("a message of the customer, the owner is on duty", "`RESOLVED`"): (_resolved, Say("It leaks again")),
    ("a message of the customer, the owner is off duty", "`RESOLVED`"): (_resolved_and_off, Say("It leaks again")),
    ("words of danger", "`BOT`"): (_bot, Say("小孩从楼上掉下来了")),
    ("words of danger", "`QUEUED`"): (_queued, Say("小孩从楼上掉下来了")),
    (
        "somebody says that the emergency is in hand, and so takes it",
        "`QUEUED`, in danger",
    ): (_in_danger, AcknowledgeEmergency(by=ZHAO)),
    ("it is offered to an agent", "`QUEUED`"): (_queued, Offer()),
    ("that agent passes it on", "`OFFERED`"): (_offered, Decline()),
    ("that agent does not answer", "`OFFERED`, the lease is over"): (_lapsing, Strike()),
    ("that agent is no longer there", "`OFFERED`"): (_offered, WithdrawOffer()),
    ("that agent takes", "`OFFERED`"): (_offered, Take()),
    ("a further message of the customer", "`OFFERED`"): (_offered, Say("Hello?")),
    ("the customer need not wait any more", "`QUEUED`"): (_queued, WaitNoMore()),
    ("the customer is to be answered later", "`QUEUED`"): (_queued, AnswerLater()),
    ("a mark of special care", "`QUEUED`"): (_queued, MarkCare()),
    ("an agent takes, who calls back", "`HOLD`, to be answered later"): (_called_back_later, Take()),
    ("the owner asks a colleague to take over", "`ACTIVE`, asked again"): (_asked_again, Transfer("12")),
    ("the owner passes it on to a line", "`ACTIVE`, asked again"): (_asked_again, Transfer("B")),
    ("the colleague takes", "`ACTIVE`, being passed on"): (_handing, AnswerTransfer()),
    ("the colleague declines", "`ACTIVE`, being passed on"): (_handing, AnswerTransfer(taken=False)),
    ("a lead takes over", "`ACTIVE`, asked again"): (_asked_again, TakeOver()),
    ("a note", "`ACTIVE`, asked again"): (_asked_again, Note()),
    ("set aside until a moment", "`ACTIVE`, asked again"): (_asked_again, Hold(_TWO_HOURS)),
    ("set aside until the customer sends something", "`ACTIVE`, answered"): (_answered, Hold(hold=Why.CUSTOMER_INFO)),
    ("a message of the customer", "`HOLD`, until a moment"): (_held, Say("Hello?")),
    ("a message of the customer", "`HOLD`, for the customer"): (_held_for_her, Say("Here it is")),
    ("taken up again", "`HOLD`, until a moment"): (_held, Unhold()),
    ("an answer of the owner", "`HOLD`, until a moment"): (_held, Reply("It is the valve in the kitchen.")),
    ("an answer by a moment is promised", "`ACTIVE`, answered"): (_answered, Promise(_TWO_HOURS)),
    ("a word that answers nothing", "`ACTIVE`, promised"): (_promised, Reply("Hello")),
    ("the promised answer", "`ACTIVE`, promised"): (_promised, Reply("It is the valve in the kitchen.")),
    ("the customer blocks the bot", "`QUEUED`"): (_queued, Block()),
    ("the customer blocks the bot", "`ACTIVE`, promised"): (_promised, Block()),
    ("the customer unblocks the bot", "`QUEUED`, blocked"): (_blocked, Unblock()),
}


def test_the_table_tells_every_story_and_no_other() -> None:
    assert list(_table()) == list(_STORIES)


@pytest.mark.parametrize(("message", "state"), list(_STORIES))
def test_a_message_moves_the_clocks_the_table_says_and_no_other(message: str, state: str) -> None:
    assert effects(message, state) == _table()[message, state]


def effects(message: str, state: str) -> dict[str, str]:
    """Return what a message does to each clock of the table."""
    begin, line = _STORIES[message, state]
    play = begin()
    assert str(play.conversation.state) == state.split("`")[1]
    before = _runs(play)
    play >> line
    play.clear()
    after = _runs(play)
    return {clock: _effect(before.get(clock), after.get(clock)) for clock in CLOCKS}


def _runs(play: Script) -> Mapping[Clock, Run]:
    return {run.clock: run for run in started(play.conversation, play.rules)}


def _effect(before: Run | None, after: Run | None) -> str:
    """A clock whose deadline is put off is paused; one whose deadline is nearer again goes on."""
    if after is None:
        return "–" if before is None else "stops"
    if before is None or before.occurrence != after.occurrence:
        return "starts"
    was, is_ = before.deadline, after.deadline
    if was == is_:
        return "–"
    return "goes on" if was is None or (is_ is not None and is_ < was) else "pauses"


def _table() -> dict[tuple[str, str], dict[str, str]]:
    lines = _RULES.read_text(encoding="utf-8").split("## Which message moves which clock")[1].splitlines()
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {(row[0], row[1]): dict(zip(head[2:], row[2:], strict=True)) for row in rows}
