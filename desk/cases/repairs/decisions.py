"""The life of a repair: every decision there is (RULES §5)."""

from collections.abc import Callable, Mapping
from typing import Any

from desk.cases import commands as k
from desk.cases.deciding import ringing
from desk.cases.deciding.chasing import Asked, Reminder
from desk.cases.kinds import CaseKind
from desk.cases.repairs import commands as c
from desk.cases.repairs import dispatching, emergencies, office, progressing, quoting, visiting, working
from desk.cases.state import CaseState
from desk.cases.strikes import Strike
from desk.cases.turn import CaseTurn
from desk.commands import Command
from desk.events import Clock

DECISIONS: Mapping[type[Command], Callable[[CaseTurn, Any], None]] = {
    c.DecideScope: quoting.decide_scope,
    c.TellPrice: quoting.tell_price,
    c.AnswerPrice: quoting.answer_price,
    c.NotePriceAnswer: quoting.note_price_answer,
    c.DropRepair: quoting.drop,
    c.NotePayment: quoting.note_payment,
    c.NoteInvoice: quoting.note_invoice,
    c.ShowWorkers: office.show_workers,
    c.DispatchTo: dispatching.dispatch,
    c.AcceptWork: working.accept,
    c.RefuseWork: working.refuse,
    c.Arrive: working.arrive,
    c.FinishWork: working.finish,
    c.HearWorker: working.hear,
    k.SubmitReport: working.submit_report,
    c.ConfirmWork: working.confirm,
    c.NoteConfirmation: working.note_confirmation,
    c.AgreeVisit: visiting.agree,
    c.PickVisit: visiting.pick,
    c.SetAside: progressing.set_aside,
    c.TakeUp: progressing.take_up,
    c.TakeEmergency: emergencies.take,
    c.NoteEmergencyTaken: emergencies.note_taken,
    c.ReportStopGap: emergencies.stop_gap,
}
STRIKES: Mapping[Clock, Strike] = {
    Clock.REPAIR_ACCEPT: dispatching.not_accepted,
    Clock.REPAIR_VISIT: visiting.missed,
    Clock.REPAIR_STATUS: progressing.status,
    Clock.RING: ringing.ring,
}
"""What the clocks of this area do when they strike."""
REMINDERS: Mapping[Asked, Reminder] = {
    (CaseKind.REPAIR, CaseState.QUOTED): quoting.remind_of_price,
    (CaseKind.REPAIR, CaseState.DONE): working.ask_again,
}
"""How the customer is reminded of what we asked them by a button."""
