"""What a press about a work order asks of the desk."""

from desk.cases.commands import CaseCommand
from desk.cases.repairs import commands as k
from desk.commands import OfCase
from handlers import work_buttons as b
from handlers.pressed import Asked, Press


def work_asked_by(button: b.WorkButton, pressed: Press) -> Asked:
    """Return it; whether whoever pressed may is the desk's to look at."""
    return OfCase(button.case), _asked(button, pressed)


def _asked(button: b.WorkButton, pressed: Press) -> CaseCommand:
    agent, origin = pressed.by, pressed.origin
    match button:
        case b.AcceptWorkIt(_, dispatch):
            return k.AcceptWork(agent=agent, origin=origin, dispatch=dispatch)
        case b.ArriveIt(_, dispatch):
            return k.Arrive(agent=agent, origin=origin, dispatch=dispatch)
        case b.FinishIt(_, dispatch):
            return k.FinishWork(agent=agent, origin=origin, dispatch=dispatch)
        case b.RefuseWorkIt(_, dispatch, why):
            return k.RefuseWork(agent=agent, origin=origin, dispatch=dispatch, why=why)
        case b.ScopeIt(_, scope):
            return k.DecideScope(agent=agent, origin=origin, scope=scope)
        case b.WorkersIt():
            return k.ShowWorkers(agent=agent, origin=origin)
        case b.DispatchIt(_, worker, dispatch):
            return k.DispatchTo(agent=agent, origin=origin, worker=worker, dispatch=dispatch)
        case b.TakeUpIt(_, waiting):
            return k.TakeUp(agent=agent, origin=origin, waiting=waiting)
        case b.RepairEmergencyIt(_, emergency):
            return k.TakeEmergency(agent=agent, origin=origin, emergency=emergency)
