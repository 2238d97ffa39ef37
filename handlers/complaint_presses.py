"""What a press about a complaint asks of the desk: of staff, and of the customer who is asked to agree."""

from collections.abc import Mapping

from desk.cases.commands import CaseCommand
from desk.cases.complaints import commands as k
from desk.commands import OfCase
from handlers import complaint_buttons as b
from handlers.agreement_buttons import AgreementButton
from handlers.pressed import Asked, Press


def complaint_asked_by(button: b.ComplaintButton, pressed: Press) -> Asked:
    """Return it; whether whoever pressed may is the desk's to look at."""
    return OfCase(button.case), _asked(button, pressed)


def agreement_asked_by(button: AgreementButton, pressed: Press) -> Asked | None:
    """Return what a customer answers; in a group nobody is asked."""
    if not pressed.in_private:
        return None
    customer, origin = pressed.origin.chat_id, pressed.origin
    wish = k.AnswerRemedy(customer=customer, origin=origin, remedy=button.remedy, agreed=button.agreed)
    return OfCase(button.case), wish


def _asked(button: b.ComplaintButton, pressed: Press) -> CaseCommand:
    agent, origin = pressed.by, pressed.origin
    match button:
        case b.DecideMoneyIt(_, amount, granted):
            return k.DecideMoney(agent=agent, origin=origin, amount=amount, granted=granted)
        case b.DecideExclusionIt(_, excluded):
            return k.DecideExclusion(agent=agent, origin=origin, excluded=excluded)
        case b.KnowCrisisIt(_, crisis):
            return k.AcknowledgeCrisis(agent=agent, origin=origin, crisis=crisis)
        case b.RemedyIt(_, after):
            return k.ReportRemedy(agent=agent, origin=origin, after=after)
        case b.VerdictIt(_, justified, cause, unit):
            if cause is not None and unit is not None:
                return k.JudgeCase(agent=agent, origin=origin, justified=justified, cause=cause, unit=unit)
            return k.AskVerdict(agent=agent, origin=origin, justified=justified, cause=cause)
        case _:
            return _PLAIN[type(button)](agent=agent, origin=origin)


_PLAIN: Mapping[type[b.ComplaintButton], type[CaseCommand]] = {
    b.SeekIt: k.SeekAgreement,
    b.UnreachedIt: k.SettleUnreached,
    b.CloseIt: k.CloseCase,
    b.GoOnIt: k.GoOnWith,
    b.TurnIt: k.TurnIntoComplaint,
}
