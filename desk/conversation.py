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
from desk import reception
from desk.clocks import Due, appeals, explaining, running, strikes
from desk.clocks.handling import count_handling
from desk.evolution import evolve, fold
from desk.floor import Floor
from desk.forms import asking as forms
from desk.queue import offers, waiting
from desk.queue.handoff import name_nobody_to_the_barred, note_what_was_told
from desk.queue.offers import tell_how_it_ended
from desk.rules import Rules
from desk.service import assisting, danger, holding, rating, resolving, transfers
from desk.service import serving as service
from desk.shifts import departing
from desk.state import Awaiting, Conversation, State
from desk.transitions import TRANSITIONS
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
    tell_how_it_ended(turn, conversation)
    note_what_was_told(turn)
    name_nobody_to_the_barred(turn)
    if turn.news and (counted := count_handling(turn.conversation, rules, now)) is not None:
        turn.happen(counted)
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
    c.Resolve: resolving.resolve,
    c.ShowEndings: resolving.show_endings,
    c.Rate: rating.rate,
    c.Transfer: transfers.transfer,
    c.AnswerTransfer: transfers.answer_transfer,
    c.TakeBack: transfers.take_back,
    c.Hold: holding.hold,
    c.Promise: holding.promise,
    c.Unhold: holding.unhold,
    c.Note: assisting.note,
    c.AskHelp: assisting.ask_help,
    c.Assist: assisting.assist,
    c.TakeOver: assisting.take_over,
    c.SendAside: assisting.send_aside,
    c.Unclear: assisting.unclear,
    c.AcknowledgeEmergency: danger.acknowledge,
    c.Why: explaining.why,
    c.Appeal: appeals.appeal,
    c.JudgeAppeal: appeals.judge_appeal,
    c.ExcuseOne: appeals.excuse_one,
    c.OwnerLeft: departing.owner_left,
    c.WaitNoMore: waiting.wait_no_more,
    c.AnswerLater: waiting.answer_later,
    c.MarkCare: waiting.mark_care,
    c.ReportAbuse: waiting.report_abuse,
    c.DecideBarring: waiting.decide_barring,
    c.Offer: offers.offer,
    c.Decline: offers.decline,
    c.WithdrawOffer: offers.withdraw,
    c.PauseOffer: offers.pause,
    c.Strike: strikes.strike,
    c.StartForm: forms.start_form,
    c.PressForm: forms.press_form,
    c.BeginForm: forms.begin_form,
    c.FileForm: forms.file_form,
    c.DropForm: forms.drop_form,
    c.BeginReport: forms.begin_report,
}
