"""What a press of staff about a case asks of the desk."""

from desk.cases import commands as k
from desk.commands import OfCase
from handlers import case_buttons as b
from handlers.pressed import Asked, Press


def case_asked_by(button: b.CaseButton, pressed: Press) -> Asked:
    """Return it; whether whoever pressed may is the desk's to look at."""
    agent, origin = pressed.by, pressed.origin
    match button:
        case b.AssignMeIt(case):
            return OfCase(case), k.Assign(agent=agent, origin=origin)
        case b.UndertakeIt(case):
            return OfCase(case), k.Undertake(agent=agent, origin=origin)
        case b.ShowCaseIt(case):
            return OfCase(case), k.ShowCase(agent=agent, origin=origin)
        case b.ClassifyIt(case, klass):
            return OfCase(case), k.Classify(agent=agent, origin=origin, klass=klass)
        case b.JudgeCaseAppealIt(case, clock, occurrence, grant):
            judged = k.JudgeCaseAppeal(agent=agent, origin=origin, clock=clock, occurrence=occurrence, grant=grant)
            return OfCase(case), judged
