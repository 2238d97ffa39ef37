"""A repair from the customer's first word to their yes, through the one door, on both databases."""

import json
from typing import Any

from desk import commands as c
from desk.cases.commands import CaseCommand, CaseWish, OnCase
from desk.cases.kinds import Scope, Waits
from desk.cases.repairs import commands as w
from desk.cases.state import CaseState
from desk.commands import Given, OfCase, OfCustomer, OfNumber, OfRoom, Origin, Subject
from desk.content import Content, Kind
from desk.desk import Desk
from desk.forms.form import FormKind
from desk.forms.moves import Move
from desk.library.live import LiveLibrary
from desk.people import Agent, Customer, Role
from desk.rules import OnCall, Rules
from storage.engine import Database
from storage.tables import case_texts, cases, events, forms, outbox
from tests.kit.cast import KNOWLEDGE, LIN, PENG, STAFF_ROOM, TEN
from tests.storage.steps import employ, rows

QIAN = Agent(user_id=21, number="21", role=Role.WORKER, on_duty_since=TEN)
SUN = Agent(user_id=22, number="22", role=Role.WORKER, on_duty_since=TEN)
IN_ROOM = Origin(chat_id=STAFF_ROOM, message_id=1, thread_id=5, press_id="p1")
BY_LIN: dict[str, Any] = {"agent": LIN.user_id, "origin": IN_ROOM}
BY_QIAN: dict[str, Any] = {"agent": QIAN.user_id, "origin": Origin(chat_id=QIAN.user_id, message_id=1, press_id="p2")}
BY_PENG: dict[str, Any] = {
    "customer": PENG.chat_id,
    "origin": Origin(chat_id=PENG.chat_id, message_id=1, press_id="p3"),
}


class Play:
    """A desk on a database."""

    def __init__(self, database: Database, rules: Rules | None = None) -> None:
        self.database = database
        self.desk = Desk(database, LiveLibrary(KNOWLEDGE), rules or Rules(), now=lambda: TEN, locale="zh")
        self._messages = 0

    async def does(self, subject: Subject, command: c.Command) -> None:
        assert await self.desk.handle([Given(command=command, subject=subject)]) == []

    async def on_case(self, command: CaseCommand | CaseWish) -> None:
        await self.does(OfCase(1), command)

    async def says(self, who: Customer, text: str = "", kind: Kind = Kind.TEXT, file_id: str | None = None) -> None:
        self._messages += 1
        content = Content(
            chat_id=who.chat_id, message_id=self._messages, sent_at=TEN, text=text, kind=kind, file_id=file_id
        )
        await self.does(OfCustomer(who.chat_id), c.Say(customer=who, content=content))

    async def confirms(self, who: Customer) -> None:
        step = (await self.form(who.chat_id))["step"]
        origin = Origin(chat_id=who.chat_id, message_id=1, press_id="p4")
        await self.does(OfCustomer(who.chat_id), c.PressForm(step=step, what=Move.CONFIRM, customer=who, origin=origin))

    async def form(self, chat: int) -> dict[str, Any]:
        """Return the open form of a chat."""
        (found,) = [row for row in await rows(self.database, forms) if row["chat_id"] == chat]
        facts: dict[str, Any] = json.loads(found["facts"])
        return facts

    async def files_a_repair(self) -> None:
        await self.does(
            OfCustomer(PENG.chat_id),
            c.StartForm(kind=FormKind.REPAIR, customer=PENG, origin=Origin(chat_id=PENG.chat_id, message_id=1)),
        )
        for answer in ("水龙头漏水，3栋502，13800138000", "厨房的水龙头一直滴水"):
            await self.says(PENG, answer)
        for _ in range(8):
            if (await self.form(PENG.chat_id))["asking"] is None:
                break
            await self.says(PENG, "可以" if (await self.form(PENG.chat_id))["asking"] == "entry" else "跳过")
        await self.confirms(PENG)

    async def state(self) -> CaseState:
        (row,) = await rows(self.database, cases)
        return CaseState(row["state"])

    async def told(self) -> list[str]:
        return [row["type"] for row in await rows(self.database, outbox)]


async def _dispatched(database: Database) -> Play:
    await employ(database, LIN, QIAN, SUN)
    play = Play(database)
    await play.files_a_repair()
    await play.on_case(w.DecideScope(**BY_LIN, scope=Scope.FREE))
    await play.on_case(w.DispatchTo(**BY_LIN, to="21"))
    await play.on_case(w.AcceptWork(**BY_QIAN, dispatch=1))
    return play


async def test_a_worker_reports_in_private_and_the_customer_says_that_it_is_mended(database: Database) -> None:
    play = await _dispatched(database)
    await play.on_case(w.FinishWork(**BY_QIAN, dispatch=1))
    assert (await play.form(QIAN.user_id))["case"] == 1
    worker = Customer(chat_id=QIAN.user_id, name="Qian")
    await play.says(worker, "换了垫圈，试水正常")
    await play.says(worker, kind=Kind.PHOTO, file_id="AgAC")
    await play.says(worker, "没有了")
    await play.confirms(worker)
    assert await play.state() is CaseState.DONE
    kept = {row["field"]: (row["text"], row["files"], row["author"]) for row in await rows(database, case_texts)}
    assert kept["report"] == ("换了垫圈，试水正常", '["photo:AgAC"]', QIAN.user_id)
    await play.on_case(w.ConfirmWork(**BY_PENG, remedy=1, fixed=True))
    assert await play.state() is CaseState.SETTLED
    assert {"WorkOffered", "WorkerComes", "WorkToConfirm", "WorkConfirmed"} <= set(await play.told())


async def test_what_a_worker_writes_in_private_reaches_the_office_and_their_one_order_needs_no_number(
    database: Database,
) -> None:
    play = await _dispatched(database)
    await play.says(Customer(chat_id=QIAN.user_id, name="Qian"), "到了，没人开门")
    assert {"WorkerWrote", "WorkerHeard"} <= set(await play.told())
    kept = [(row["text"], row["author"]) for row in await rows(database, case_texts) if row["field"] == "note"]
    assert kept == [("到了，没人开门", QIAN.user_id)]
    aside = w.SetAside(**BY_QIAN, why=Waits.CUSTOMER, words="请开一下门")
    await play.does(OfRoom(), OnCase(**BY_QIAN, number=None, asked=aside))
    assert "RepairWaits" in await play.told()


async def test_work_that_is_taken_away_while_the_report_is_written_stays_the_others(database: Database) -> None:
    play = await _dispatched(database)
    await play.on_case(w.FinishWork(**BY_QIAN, dispatch=1))
    await play.on_case(w.DispatchTo(**BY_LIN, to="22"))
    worker = Customer(chat_id=QIAN.user_id, name="Qian")
    await play.says(worker, "换了垫圈")
    await play.says(worker, "没有了")
    await play.confirms(worker)
    assert await play.state() is CaseState.DISPATCHED
    assert (await play.told()).count("WorkTakenAway") == 2  # when it was taken, and when the report came


async def test_a_strangers_press_on_a_case_changes_nothing(database: Database) -> None:
    play = await _dispatched(database)
    before = len(await rows(database, events))
    stranger: dict[str, Any] = {"customer": 1009, "origin": Origin(chat_id=1009, message_id=1, press_id="p5")}
    await play.on_case(w.PickVisit(**stranger, visits=0, code="2026-11-24a"))
    await play.on_case(w.AcceptWork(agent=1009, origin=Origin(chat_id=1009, message_id=1, press_id="p6"), dispatch=1))
    assert len(await rows(database, events)) == before


async def test_an_agreed_price_stands_beside_its_event_and_nobody_elses_words_in_it(database: Database) -> None:
    await employ(database, LIN, QIAN)
    play = Play(database)
    await play.files_a_repair()
    await play.on_case(w.TellPrice(**BY_LIN, amount=18_000, words="更换水龙头，含材料"))
    await play.on_case(w.AnswerPrice(**BY_PENG, quote=1, agreed=True))
    history = [row for row in await rows(database, events) if row["subject"] == "case:1"]
    assert [row["type"] for row in history][-2:] == ["QuoteAgreed", "WorkOrdered"]
    assert "更换" not in "".join(row["body"] for row in history)
    assert next(row["text"] for row in await rows(database, case_texts) if row["field"] == "quote").endswith("¥180.00")


async def test_who_is_on_call_and_not_on_the_staff_says_that_an_emergency_is_in_hand(database: Database) -> None:
    await employ(database, LIN)
    play = Play(database, Rules(on_call=OnCall(people=(77,))))
    for text in ("水管爆了，水止不住", "3栋502", "13800138000"):
        await play.says(PENG, text)
    assert "RepairEmergencyRing" in await play.told()
    for agent in (78, 77):
        origin = Origin(chat_id=agent, message_id=1, press_id=f"p{agent}")
        await play.on_case(w.TakeEmergency(agent=agent, origin=origin, emergency=1))
    taken = [row for row in await rows(database, events) if row["type"] == "EmergencyTaken"]
    assert [json.loads(row["body"])["by"] for row in taken] == [77]
    known = [row for row in await rows(database, events) if row["type"] == "EmergencyAcknowledged"]
    assert [json.loads(row["body"])["agent"] for row in known] == [77]  # so the talk rings nobody else


async def test_whoever_has_the_emergency_of_a_talk_in_hand_has_that_of_its_case_too(database: Database) -> None:
    await employ(database, LIN)
    play = Play(database, Rules(on_call=OnCall(people=(77,))))
    for text in ("水管爆了，水止不住", "3栋502", "13800138000"):
        await play.says(PENG, text)
    origin = Origin(chat_id=77, message_id=1, press_id="p77")
    await play.does(OfCustomer(PENG.chat_id), c.AcknowledgeEmergency(agent=77, origin=origin))
    taken = [row for row in await rows(database, events) if row["type"] == "EmergencyTaken"]
    assert [json.loads(row["body"])["by"] for row in taken] == [77]


async def test_an_emergency_that_an_agent_files_for_the_customer_is_in_their_hand_at_once(database: Database) -> None:
    await employ(database, LIN)
    play = Play(database, Rules(on_call=OnCall(people=(77,))))
    for text in ("水管爆了，水止不住", "3栋502"):
        await play.says(PENG, text)
    await play.does(OfNumber(1), c.Take(agent=LIN.user_id, origin=IN_ROOM))
    await play.does(OfNumber(1), c.BeginForm(agent=LIN.user_id, origin=IN_ROOM, words="13800138000"))
    await play.does(OfNumber(1), c.FileForm(agent=LIN.user_id, origin=IN_ROOM))
    taken = [row for row in await rows(database, events) if row["type"] == "EmergencyTaken"]
    assert [json.loads(row["body"])["by"] for row in taken] == [LIN.user_id]
