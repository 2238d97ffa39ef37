"""One of every kind of notice about shifts."""

from datetime import date

from desk.events import Clock
from desk.notices import Called, Notice
from desk.notices import shifts as n
from tests.kit.cast import MEI, at


def item(text: str, number: int = 9, *, awaits_us: bool = True) -> n.Item:
    """Return an open conversation whose customer is called so and wrote this."""
    return n.Item(
        conversation=number,
        customer=MEI.chat_id,
        name=text,
        number="A021",
        state="ACTIVE",
        awaits_us=awaits_us,
        words=text,
        epoch=4,
        seen=210,
    )


def shift_samples(text: str, number: str) -> list[Notice]:
    """Return them, with this text wherever somebody else chose the words."""
    rung = (Called(agent=1, number=number), Called(agent=3, number="03"))
    items = tuple(item(text, place, awaits_us=place % 2 == 0) for place in range(1, 31))
    swap = {"swap": 1, "day": date(2026, 11, 24), "shift": text[:64], "giver": number, "taker": "12"}
    return [
        *(n.ShiftTold(outcome=outcome, number=number, count=3) for outcome in n.ShiftOutcome),
        *(n.HandoverAsked(agent=7, items=items, meal=meal) for meal in (True, False)),
        *(
            kind(agent=7, number=number, handover=2, at=at(), items=some)
            for kind in (n.HandoverWritten, n.HandoverShown)
            for some in (items, items[:1], ())
        ),
        *(n.DutyDueSoon(agent=7, number=number, clock=clock, due=at()) for clock in Clock),
        n.AwayConcluded(agent=7, number=number, missed=2),
        n.AwayTooLong(agent=7, number=number, since=at(), tier=1, absence=1),
        n.AwayTooLong(agent=7, number=number, leads=rung, since=at(), tier=2, absence=1),
        n.MealOver(agent=7, number=number, since=at()),
        n.WorkedLong(agent=7, number=number, leads=rung, since=at()),
        *(n.ShiftEndsSoon(agent=7, number=number, end=at(), open=open_) for open_ in (0, 2)),
        n.ShiftStretched(agent=7, number=number, until=at(), open=2),
        *(n.ShiftOver(agent=7, number=number, open=open_) for open_ in (0, 2)),
        n.ShiftOver(agent=7, number=number, leads=rung, forced=True, open=2),
        *(n.Knocked(who=900099, name=name, leads=leads) for name in (text, "") for leads in (rung, ())),
        *(n.GroupLeft(agent=7, number=number, open=2, stays=stays) for stays in (True, False)),
        n.OutsideShift(agent=7, number=number, leads=rung),
        n.PlannedButAbsent(agent=7, number=number, leads=rung, start=at()),
        *(n.HandoverUnread(agent=7, number=number, leads=leads, since=at(), handover=1) for leads in (rung, ())),
        *(n.RoomUnstaffed(since=at(), waiting=waiting, gap=1, leads=rung) for waiting in (0, 2)),
        n.RoomUnstaffed(since=at(), waiting=2, gap=1, acknowledged_by=number, acknowledged_at=at()),
        *(kind(notice=1, number=number, at=at(), text=text) for kind in (n.NoticePosted, n.NoticeUnread)),
        n.NoticesShown(
            lines=tuple(
                n.NoticeLine(notice=1, at=at(), text=text, read=(number,), unread=unread)
                for unread in ((), (number, "12"))
            )
        ),
        n.SwapProposed(**swap, rung=rung),  # type: ignore[arg-type]
        n.SwapToApprove(**swap, rung=rung),  # type: ignore[arg-type]
        *(n.SwapSettled(**swap, approved=approved) for approved in (True, False)),  # type: ignore[arg-type]
    ]
