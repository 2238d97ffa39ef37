"""One of every kind of notice about repairs."""

from typing import Any

from desk.cases.kinds import Refusal, Waits
from desk.cases.repairs import notices as n
from desk.cases.repairs import work_notices as o
from desk.notices import Notice
from tests.kit.cast import MEI, at

NUMBER = "BX-20261123-0001"
WINDOWS = ("2026-11-24a", "2026-11-24p", "2026-11-25a")


def repair_samples(text: str, number: str) -> list[Notice]:
    """Return them, with this text wherever somebody else chose the words."""
    about: dict[str, Any] = {"case": 4, "number": NUMBER, "customer": MEI.chat_id}
    visit: dict[str, Any] = {"at": at(), "since": at(hours=22), "until": at(hours=26)}
    people = tuple(o.WorkerThatIs(agent=place, number=number, on_duty=place % 2 == 0) for place in range(1, 9))
    return [
        n.RepairAtNight(**about, at=at(), opening=at(hours=22)),
        *(n.WorkOrderMade(**about, free=free) for free in (True, False)),
        n.PriceTold(**about, quote=1, text=text),
        n.PriceAsked(**about, quote=1, digest="none"),
        n.PriceAgreed(**about, digest="none"),
        n.PriceDeclined(**about),
        n.WorkerComes(**about, worker=number, at=at()),
        n.WorkerComes(**about, worker=number, **visit),
        n.WorkerChanges(**about),
        n.WorkerThere(**about, worker=number),
        n.WorkToConfirm(**about, remedy=1, worker=number),
        n.WorkConfirmed(**about),
        n.RepairDropped(**about),
        *(kind(**about, visits=0, windows=some) for kind in (n.NotFixedHeard, n.VisitMissed) for some in (WINDOWS, ())),
        n.VisitSet(**about, **visit),
        *(n.RepairWaits(**about, why=why, text=text) for why in Waits),
        n.RepairGoesOn(**about),
        *(n.StillOpen(**about, since=at(), waits=why) for why in (None, *Waits)),
        *(n.EmergencyHelpComes(**about, helper=who) for who in (number, "–")),
        *(o.WorkOffered(**about, agent=21, dispatch=1, until=at(minutes=3), text=one) for one in (text, "")),
        o.WorkCall(**about, agent=21, worker=number, dispatch=1, until=at(minutes=3)),
        o.WorkFile(**about, agent=21, file="photo:AgAC"),
        o.WorkToDo(**about, agent=21, dispatch=1),
        o.WorkReported(**about, agent=21),
        *(o.WorkTakenAway(**about, agent=21, worker=who, since=at()) for who in (number, "")),
        o.VisitMoved(**about, agent=21, **visit),
        *(o.WorkersShown(**about, dispatch=1, workers=some) for some in (people, ())),
        *(o.DispatchWanted(**about, dispatch=1, workers=people, agent=1, worker=number, why=why) for why in Refusal),
        o.DispatchWanted(**about, dispatch=1, workers=people, agent=1, worker=number),
        *(o.WorkDeclined(**about, worker=number, why=why, text=text) for why in Refusal),
        o.WorkDeclined(**about, worker=number, why=Refusal.BUSY),
        *(n.PriceAnswered(**about, agreed=agreed) for agreed in (True, False)),
        *(n.WorkJudged(**about, fixed=fixed, count=1) for fixed in (True, False)),
        n.NotFixedAgain(**about, agent=1, count=2),
        n.VisitChosen(**about, **visit),
        *(o.StatusWanted(**about, agent=21, since=at(), owner=who) for who in (number, "")),
        o.StatusWanted(**about, agent=21, since=at(), owner=number, expected=at(hours=24)),
        *(o.RepairEmergency(**about, agent=agent, called=who, emergency=1) for agent, who in ((12, number), (9, "–"))),
        o.RepairEmergency(**about, agent=None, called="", emergency=1),
        o.RepairEmergencyRing(**about, agent=12, called=number, emergency=1),
        *(o.RepairEmergencyTaken(**about, helper=who) for who in (number, "–")),
        o.StopGapWanted(**about, agent=12),
        o.WorkerGreeted(number=number),
        *(o.WorkerWrote(**about, worker=number, text=text, waits=why) for why in (None, *Waits)),
        *(o.WorkerHeard(orders=orders) for orders in ((NUMBER,), (NUMBER,) * 3)),
    ]
