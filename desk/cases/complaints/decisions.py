"""The life of a complaint, a grievance, a suggestion: every decision there is (RULES §4)."""

from collections.abc import Callable, Mapping
from typing import Any

from desk.cases.complaints import agreeing, crisis, ending, escalating, judging, slips, turning
from desk.cases.complaints import commands as c
from desk.cases.deciding import chasing, ringing
from desk.cases.kinds import CaseKind
from desk.cases.state import CaseState
from desk.cases.strikes import Strike
from desk.cases.turn import CaseTurn
from desk.commands import Command
from desk.events import Clock

DECISIONS: Mapping[type[Command], Callable[[CaseTurn, Any], None]] = {
    c.AskVerdict: judging.ask_verdict,
    c.JudgeCase: judging.judge,
    c.AskExclusion: judging.ask_exclusion,
    c.DecideExclusion: judging.decide_exclusion,
    c.AskMoney: agreeing.ask_money,
    c.DecideMoney: agreeing.decide_money,
    c.ReportRemedy: agreeing.report_remedy,
    c.SeekAgreement: agreeing.seek_agreement,
    c.NoteAgreement: agreeing.note_agreement,
    c.AnswerRemedy: agreeing.answer,
    c.TellMissing: agreeing.tell_missing,
    c.SettleUnreached: agreeing.settle_unreached,
    c.Reject: ending.reject,
    c.NoteWithdrawal: ending.withdraw,
    c.Conclude: ending.conclude,
    c.CloseCase: ending.close,
    c.TurnIntoComplaint: turning.turn_into_complaint,
    c.FileTurned: turning.file_turned,
    c.AskCustomer: chasing.ask_customer,
    c.GoOnWith: chasing.go_on,
    c.SendSlip: slips.send_slip,
    c.ReturnSlip: slips.return_slip,
    c.ReportDelay: escalating.report_delay,
    c.Escalate: escalating.escalate,
    c.Instruct: escalating.instruct,
    c.ReportSkip: escalating.report_skip,
    c.CancelUnsettled: escalating.cancel_unsettled,
    c.AcknowledgeCrisis: crisis.acknowledge,
}
STRIKES: Mapping[Clock, Strike] = {
    Clock.RING: ringing.ring,
    Clock.SLIP: slips.overdue,
}
"""What the clocks of this area do when they strike."""
REMINDERS: Mapping[chasing.Asked, chasing.Reminder] = {
    (CaseKind.COMPLAINT, CaseState.DONE): chasing.seek_agreement_again,
}
"""How the customer is reminded of what we asked them by a button."""
