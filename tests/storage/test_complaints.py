"""What a grievance said is what its complaint says, and one customer's word goes from the chat into the case."""

from typing import Any

from desk.cases import commands as k
from desk.cases.complaints import commands as kc
from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState
from desk.commands import Command, Given, OfCase, Origin
from desk.forms.form import Answer
from desk.ports.cases import CaseChange
from storage.engine import Database
from tests.kit.case_script import CaseScript
from tests.kit.cast import LIN, MEI, ZHAO, at
from tests.storage.steps import begun, employ, record
from tests.storage.talking import desk_on

ROOM = Origin(chat_id=-100, message_id=1)


async def _file(database: Database, kind: CaseKind) -> CaseScript:
    await record(database, begun())
    await employ(database, LIN, ZHAO)
    script = CaseScript(kind)
    script.begun = script.case = Case(id=1, customer=MEI.chat_id, kind=kind)
    script.floor.case_counters = {"case": 1}
    script.filed(what="The lift is slow", evidence=Answer(files=("photo:A",)))
    change = CaseChange(before=script.begun, after=script.case, news=script.news, texts=script.last.texts)
    async with database.begin() as unit:
        await unit.case_counters()
        await unit.record_cases([change], script.floor.case_counters)
    return script


async def test_a_grievance_turned_into_a_complaint_takes_its_words_and_photos_along(database: Database) -> None:
    await _file(database, CaseKind.GRIEVANCE)
    turn = kc.TurnIntoComplaint(agent=LIN.user_id, origin=ROOM, words="She was stuck in it")
    assert await desk_on(database, at(minutes=5)).handle([Given(command=turn, subject=OfCase(1))]) == []
    grievance, complaint = [await database.outbox.case_facts(number) for number in (1, 2)]
    assert grievance is not None
    assert complaint is not None
    assert (grievance.case.state, grievance.case.turned_into) == (CaseState.CLOSED, complaint.case.number)
    assert (complaint.case.kind, complaint.case.turned_from) == (CaseKind.COMPLAINT, 1)
    assert (complaint.words["what"], complaint.files) == ("The lift is slow", ("photo:A",))
    async with database.begin() as unit:
        assert await unit.case_counters() == {"case": 2, "case:BY:2026": 1, "case:TS:2026": 1}


async def test_a_complaint_goes_its_whole_way_through_the_desk(database: Database) -> None:
    await _file(database, CaseKind.COMPLAINT)
    lin: dict[str, Any] = {"agent": LIN.user_id, "origin": ROOM}
    zhao: dict[str, Any] = {"agent": ZHAO.user_id, "origin": ROOM}
    steps: list[Command] = [
        k.Assign(**lin),
        kc.AskMoney(**lin, amount=80_000, words="For the vase"),
        kc.DecideMoney(**zhao, amount=80_000, granted=True),
        kc.SendSlip(**lin, to=ZHAO.number, words="Please have it paid"),
        kc.ReturnSlip(**zhao, words="Paid"),
        kc.ReportRemedy(**lin, amount=80_000, words="800 was paid"),
        kc.AnswerRemedy(customer=MEI.chat_id, origin=ROOM, remedy=1, agreed=True),
    ]
    for minute, step in enumerate(steps):
        desk = desk_on(database, at(minutes=minute + 1))
        assert await desk.handle([Given(command=step, subject=OfCase(1))]) == []
    facts = await database.outbox.case_facts(1)
    assert facts is not None
    assert (facts.case.state, facts.case.money_granted) == (CaseState.SETTLED, 80_000)
    assert facts.words["slip_returned"] == "Paid"
