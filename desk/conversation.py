"""The four names of a conversation: the table of moves, the fold, the decision, and the clocks that follow.

    decide(conversation, command, now, rules, floor) -> Decision(after, news, says)
    evolve(conversation, event)                      -> conversation
    running(conversation, rules)                     -> [Due(at, ...), ...]

All three are pure: no await, no clock, no SQL, no words.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from desk import commands as c
from desk import reception, service, strikes
from desk.clocks import Due, running
from desk.evolution import evolve, fold
from desk.floor import Floor
from desk.rules import Rules
from desk.state import TRANSITIONS, Awaiting, Conversation, State
from desk.turn import Decision, Turn

__all__ = [
    "TRANSITIONS",
    "Awaiting",
    "Conversation",
    "Decision",
    "Due",
    "State",
    "decide",
    "evolve",
    "fold",
    "running",
]


def decide(conversation: Conversation, command: c.Command, now: datetime, rules: Rules, floor: Floor) -> Decision:
    """Return the facts a command makes and the notices it calls for.

    Raises:
        IllegalMove: the conversation knows no such move; nothing has changed.
    """
    turn = Turn(conversation, now, rules, floor)
    _DECISIONS[type(command)](turn, command)
    return turn.decided()


_DECISIONS: Mapping[type[c.Command], Callable[[Turn, Any], None]] = {
    c.Say: reception.say,
    c.Correct: reception.correct,
    c.Greet: reception.greet,
    c.Help: reception.give_help,
    c.AskForPerson: reception.ask_for_person,
    c.Judge: reception.judge,
    c.Choose: reception.choose,
    c.React: reception.react,
    c.Block: reception.block,
    c.Unblock: reception.unblock,
    c.Unreadable: reception.unreadable,
    c.Forged: reception.forged,
    c.Take: service.take,
    c.Reply: service.reply,
    c.CorrectReply: service.correct_reply,
    c.SendEntry: service.send_entry,
    c.Resolve: service.resolve,
    c.Why: service.why,
    c.OwnerLeft: service.owner_left,
    c.Strike: strikes.strike,
}
