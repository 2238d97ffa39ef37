"""One of every notice about waiting, closed hours, emergencies and changed rules."""

from datetime import timedelta

from desk import notices as n
from desk.events import Reason
from desk.hours import Unpublished
from desk.rules.differences import Difference
from tests.kit.cast import LIN, MEI, at

_MORNING = at(hours=22, minutes=30)


def waiting_samples(text: str, number: str) -> list[n.Notice]:
    """Return them, with this text wherever somebody else chose the words."""
    changed = (Difference(name=text, before=text, after=text),)
    return [
        n.WaitEnded(),
        n.StillNeeded(),
        *(n.LaterPromised(until=at(hours=24), number=who, at=now) for who in (None, number) for now in (None, at())),
        n.LaterPromised(until=at(hours=24), at=at(), opening=_MORNING),
        *(n.AgentAbsent(number=number, back_at=back, at=at()) for back in (None, _MORNING)),
        n.AgentAbsent(number=number, at=at(), opening=_MORNING),
        *(n.NobodySpeaks(back_at=back, at=at()) for back in (None, _MORNING)),
        n.NotServed(),
        n.Upset(customer=MEI.chat_id),
        n.BarringAsked(customer=MEI.chat_id, conversation=9, number=number),
        *(
            n.ClosedNow(at=at(), opening=opening, pause=pause, place=3, number="A021", reason=reason)
            for opening, pause in ((_MORNING, False), (at(hours=1), True), (None, False))
            for reason in Reason
        ),
        *(n.KeptForOpening(at=at(), opening=opening, place=3, number="A021") for opening in (_MORNING, None)),
        *(
            n.ClosingSoon(place=3, at=at(), opening=opening, pause=pause, number="A021")
            for opening, pause in ((_MORNING, False), (at(hours=1), True), (None, False))
        ),
        n.EmergencyCall(customer=MEI.chat_id, agent=LIN.user_id, number=number, conversation=9),
        n.EmergencyRing(customer=MEI.chat_id, agent=LIN.user_id, number=number, conversation=9),
        n.HolidaysEstimated(region="CN", year=2027),
        n.NeverOpens(),
        n.NeverOpens(line="C"),
        n.RulesChanged(version=3, changed=changed, kept=(1, 2)),
        n.RulesRefused(wrong=text),
        n.RulesShown(
            version=3,
            since=at() - timedelta(days=1),
            changed=changed,
            kept=(1, 2),
            estimated=(Unpublished(region="CN", year=2027),),
            never_opens=True,
            shut_lines=("C", "Z"),
            unread=(1,),
        ),
    ]
