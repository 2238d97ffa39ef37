"""One of every kind of notice about a conversation people serve."""

from datetime import timedelta

from desk import notices as n
from desk.events import Code
from tests.kit.cast import MEI, at


def action_samples(text: str, number: str) -> list[n.Notice]:
    """Return them, with this text wherever somebody else chose the words."""
    wanted = {"agent": 12, "number": number, "by": number, "customer": MEI.chat_id, "epoch": 4, "lease": 2}
    helped = {"customer": MEI.chat_id, "number": number, "conversation": 9, "epoch": 4}
    lead = n.Called(agent=1, number=number)
    return [
        *(n.TransferAnnounced(number=number, warm=warm) for warm in (True, False)),
        *(
            n.PassedOn(line=line, place=place, wait=timedelta(minutes=3), staffed=staffed)
            for line in ("B", "Z")
            for place in (1, 2)
            for staffed in (True, False)
        ),
        n.PassedOn(line="B", place=1, wait=timedelta(minutes=3), at=at(), opening=at(hours=23)),
        *(n.PromiseMade(until=at(hours=hours), at=at()) for hours in (1, 24, 100)),
        *(n.PromiseMade(until=at(), at=at(), broken=True, opening=opening) for opening in (None, at(hours=23))),
        n.SafetyFirst(),
        n.StillCalling(),
        n.DangerInHand(),
        *(n.Farewell(code=code) for code in Code),
        *(n.Farewell(cases=cases) for cases in (("BX-20261123-0001",), ("BX-20261123-0001", "TS-20261123-0002"))),
        *(
            n.TransferWanted(**wanted, conversation=conversation, warm=warm)  # type: ignore[arg-type]
            for conversation in (9, None)
            for warm in (True, False)
        ),
        *(n.TransferCall(**wanted, conversation=9, note=note, until=at()) for note in (text, "")),  # type: ignore[arg-type]
        *(n.TransferSettled(agent=7, asked_by=number, number=number, how=how) for how in n.Settled),
        n.HelpWanted(**helped, leads=(lead, lead)),  # type: ignore[arg-type]
        n.HelpCall(**helped, agent=1),  # type: ignore[arg-type]
        n.AssistBegun(number=number),
        n.TakenOver(agent=7, number=number, by=number),
        *(n.HeldBack(words="<i>", conversation=conversation, epoch=4, message=77) for conversation in (9, None)),
        *(n.NotedAside(number=number, conversation=conversation, epoch=4, message=77) for conversation in (9, None)),
        *(n.EmergencyInHand(customer=MEI.chat_id, number=told) for told in (number, "–")),
        n.Card(more=True),
        *(n.Told(outcome=outcome, at=at(), until=at(hours=2)) for outcome in (n.Outcome.HELD, n.Outcome.PROMISED)),
    ]
