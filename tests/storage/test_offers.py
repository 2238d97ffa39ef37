"""Who waits is offered to who is free, in the transaction of whatever freed them."""

import asyncio
from dataclasses import replace

from desk import commands as c
from desk.commands import Given, OfCustomer, OfNumber, OfRoom, Origin
from desk.content import Content
from desk.desk import Desk
from desk.events import Code
from desk.library.live import LiveLibrary
from desk.notices import Ending, OfferMade, OfferOver, Outcome, Told
from desk.people import Agent, Customer
from desk.ports import DutyChange
from desk.rules import Rules
from desk.state import State
from storage.engine import Database
from storage.tables import conversations, events, outbox
from tests.kit.cast import KNOWLEDGE, LIN, STAFF_ROOM, TEN, WANG, at, off
from tests.storage.steps import conversation_of, employ, rows


class Office:
    """A desk on a database, with a clock that is moved by hand."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self.database = database
        self.now = TEN
        self._messages = 0
        self.desk = Desk(database, LiveLibrary(KNOWLEDGE), rules, now=lambda: self.now, locale="zh")

    async def does(self, *given: Given) -> None:
        assert await self.desk.handle(given) == []

    def asks(self, customer: int) -> Given:
        """Return a customer's wish for a person."""
        self._messages += 1
        content = Content(chat_id=customer, message_id=self._messages, sent_at=self.now, text="human")
        who = Customer(chat_id=customer, name=f"Customer {customer}")
        return Given(command=c.Say(customer=who, content=content), subject=OfCustomer(customer))

    def takes(self, agent: Agent, number: int) -> Given:
        return Given(command=c.Take(agent=agent.user_id, origin=_origin()), subject=OfNumber(number))

    def answers(self, agent: Agent, number: int) -> Given:
        self._messages += 1
        text = "Which tap is it, please?"
        content = Content(chat_id=STAFF_ROOM, message_id=self._messages, sent_at=self.now, text=text)
        command = c.Reply(agent=agent.user_id, origin=_origin(), content=content)
        return Given(command=command, subject=OfNumber(number))

    async def stands(self) -> dict[int, tuple[State, int | None]]:
        """Return how each customer stands, and with whom."""
        found = await rows(self.database, conversations)
        return {row["customer"]: (State(row["state"]), row["owner"]) for row in found}

    async def told(self, kind: type[OfferMade | OfferOver]) -> list[str]:
        return [row["key"] or row["body"] for row in await rows(self.database, outbox) if row["type"] == kind.__name__]


def _origin() -> Origin:
    return Origin(chat_id=STAFF_ROOM, message_id=1, thread_id=5)


async def _open(database: Database, *agents: Agent, rules: Rules | None = None) -> Office:
    await employ(database, *agents)
    return Office(database, rules or Rules())


async def test_who_asks_for_a_person_is_offered_to_somebody_in_the_same_transaction(database: Database) -> None:
    office = await _open(database, LIN)
    await office.does(office.asks(1))
    assert await office.stands() == {1: (State.OFFERED, LIN.user_id)}
    history = [row["type"] for row in await rows(database, events) if row["subject"] == "conversation:1"]
    assert history[-2:] == ["WaitTold", "Offered"]
    assert await office.told(OfferMade) == ["offer:1:1"]


async def test_those_for_whom_nobody_is_free_are_offered_when_somebody_is(database: Database) -> None:
    office = await _open(database, LIN, rules=Rules(capacity=2))
    await office.does(*(office.asks(number) for number in (1, 2, 3, 4)))
    assert [state for state, _ in (await office.stands()).values()] == [State.OFFERED, *[State.QUEUED] * 3]
    await office.does(office.takes(LIN, 1))
    await office.does(office.takes(LIN, 2))
    assert await office.stands() == {
        1: (State.ACTIVE, 7),
        2: (State.ACTIVE, 7),
        3: (State.QUEUED, None),
        4: (State.QUEUED, None),
    }
    settle = c.Resolve(agent=7, origin=_origin(), code=Code.SOLVED)
    await office.does(office.answers(LIN, 1), Given(command=settle, subject=OfNumber(1)))
    assert (await office.stands())[3] == (State.OFFERED, 7)


async def test_who_comes_on_duty_is_offered_who_waits(database: Database) -> None:
    office = await _open(database, off(LIN))
    await office.does(office.asks(1))
    assert await office.stands() == {1: (State.QUEUED, None)}
    await office.does(Given(command=c.GoOn(agent=7, origin=_origin()), subject=OfRoom()))
    assert await office.stands() == {1: (State.OFFERED, 7)}


async def test_what_lapses_goes_to_the_next_and_the_skip_is_kept_on_the_agent(database: Database) -> None:
    office = await _open(database, LIN, WANG)
    await office.does(office.asks(1))
    office.now = at(seconds=45)
    await office.does(Given(command=c.Strike(), subject=OfNumber(1)))
    assert await office.stands() == {1: (State.OFFERED, WANG.user_id)}
    async with database.begin() as unit:
        staff = await unit.staff()
    assert (staff[7].missed, staff[12].missed, staff[12].offered_at) == (1, 0, at(seconds=45))
    missed = [row["type"] for row in await rows(database, events) if row["subject"] == "agent:7"]
    assert missed == ["OfferMissed"]


async def test_who_answers_an_offer_has_missed_none_in_a_row(database: Database) -> None:
    office = await _open(database, replace(LIN, missed=1))
    await office.does(office.asks(1))
    await office.does(office.takes(LIN, 1))
    async with database.begin() as unit:
        assert (await unit.staff())[7].missed == 0


async def test_who_passes_on_gives_it_to_the_next(database: Database) -> None:
    office = await _open(database, LIN, WANG)
    await office.does(office.asks(1))
    await office.does(Given(command=c.Decline(agent=7, origin=_origin(), offer=1), subject=OfNumber(1)))
    assert await office.stands() == {1: (State.OFFERED, WANG.user_id)}
    assert await office.told(OfferMade) == ["offer:1:1", "offer:1:2"]
    assert len(await office.told(OfferOver)) == 1


async def test_who_goes_off_is_kept_nothing(database: Database) -> None:
    office = await _open(database, LIN, WANG)
    await office.does(office.asks(1))
    await office.does(Given(command=c.GoOff(agent=7, origin=_origin()), subject=OfRoom()))
    assert await office.stands() == {1: (State.OFFERED, WANG.user_id)}


async def test_who_is_about_to_leave_is_kept_nothing_either(database: Database) -> None:
    office = await _open(database, LIN, WANG)
    await office.does(office.asks(1))
    leaving = replace(LIN, leaving_since=TEN, offered_at=TEN)
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=leaving, at=TEN)])
    await office.does(Given(command=c.Dispatch(), subject=OfRoom()))
    assert await office.stands() == {1: (State.OFFERED, LIN.user_id)}, "what was offered before is still to be answered"
    await office.does(office.asks(2))
    assert (await office.stands())[2] == (State.OFFERED, WANG.user_id)


async def test_what_waited_before_we_looked_is_offered_at_the_start(database: Database) -> None:
    office = await _open(database)
    await office.does(office.asks(1))
    await employ(database, LIN)
    await office.does(Given(command=c.Dispatch(), subject=OfRoom()))
    assert await office.stands() == {1: (State.OFFERED, 7)}


async def test_an_agent_who_writes_to_another_customer_gets_the_time_back(database: Database) -> None:
    office = await _open(database, LIN)
    await office.does(office.asks(1))
    await office.does(office.takes(LIN, 1))
    await office.does(office.asks(2))
    office.now = at(seconds=30)
    await office.does(office.answers(LIN, 1))
    offered = await conversation_of(database, Customer(chat_id=2, name=""))
    assert [(pause.start, pause.end) for pause in offered.writing] == [(at(seconds=10), at(seconds=30))]


async def test_of_the_waiting_the_most_urgent_goes_first(database: Database) -> None:
    office = await _open(database, off(LIN))
    await office.does(office.asks(1), office.asks(2))
    care = c.MarkCare(agent=7, origin=_origin())
    await office.does(Given(command=care, subject=OfNumber(2)))
    await office.does(Given(command=c.GoOn(agent=7, origin=_origin()), subject=OfRoom()))
    assert await office.stands() == {1: (State.QUEUED, None), 2: (State.OFFERED, 7)}


async def test_who_is_kept_for_somebody_is_told_so_to_who_asks(database: Database) -> None:
    office = await _open(database, LIN, WANG)
    await office.does(office.asks(1))
    await office.does(office.takes(WANG, 1))
    assert await office.stands() == {1: (State.OFFERED, 7)}
    (told,) = [row for row in await rows(database, outbox) if row["type"] == Told.__name__]
    assert f'"outcome":"{Outcome.RESERVED.value}"' in told["body"]


async def test_an_offer_that_was_said_is_found_again_and_one_that_is_over_stands_no_more(database: Database) -> None:
    office = await _open(database, LIN, WANG)
    await office.does(office.asks(1))
    box = database.outbox
    assert await box.offer_stands(1, 1)
    assert not await box.offer_stands(1, 2)
    assert not await box.offer_stands(99, 1)
    await office.does(office.takes(LIN, 1))
    assert not await box.offer_stands(1, 1)
    (over,) = await office.told(OfferOver)
    assert f'"ending":"{Ending.TAKEN.value}"' in over


async def test_a_backlog_goes_to_whoever_is_free_each_to_one_and_nobody_gets_too_much(database: Database) -> None:
    """Nobody who takes as fast as offers come ever holds more than one may, and every customer has one owner."""
    crew = [replace(LIN, user_id=100 + n, number=f"{50 + n}") for n in range(8)]
    office = await _open(database, *crew, rules=Rules(capacity=5))
    await office.does(*(office.asks(number) for number in range(1, 61)))
    for _ in range(12):
        offered = [
            (owner, customer) for customer, (state, owner) in (await office.stands()).items() if state is State.OFFERED
        ]
        if not offered:
            break
        by_id = {agent.user_id: agent for agent in crew}
        await office.does(*(office.takes(by_id[owner or 0], customer) for owner, customer in offered))
    stands = list((await office.stands()).values())
    assert sorted(owner for state, owner in stands if state is State.ACTIVE and owner) == sorted(
        agent.user_id for agent in crew for _ in range(5)
    )
    assert sum(state is State.QUEUED for state, _ in stands) == 20


async def test_two_processes_at_once_fill_nobodys_hands_twice(database: Database) -> None:
    crew = {100 + n: replace(LIN, user_id=100 + n, number=f"{50 + n}") for n in range(4)}
    one = await _open(database, *(off(agent) for agent in crew.values()), rules=Rules(capacity=2))
    other = Office(database, Rules(capacity=2))
    for customer in range(1, 13):
        await one.does(one.asks(customer))
    come = [Given(command=c.GoOn(agent=agent, origin=_origin()), subject=OfRoom()) for agent in crew]
    await asyncio.gather(*(office.does(given) for office, given in zip((one, other) * 2, come, strict=True)))
    for _ in range(3):
        kept = [
            (customer, crew[owner])
            for customer, (state, owner) in (await one.stands()).items()
            if state is State.OFFERED and owner is not None
        ]
        assert len({agent.user_id for _, agent in kept}) == len(kept), "one offer each"
        takes = [one.takes(agent, customer) for customer, agent in kept]
        await asyncio.gather(*(office.does(given) for office, given in zip((one, other) * 2, takes, strict=False)))
    owners = [owner for state, owner in (await one.stands()).values() if state is State.ACTIVE]
    assert sorted(owners, key=str) == [agent for agent in crew for _ in range(2)]


async def test_who_is_kept_for_somebody_who_has_to_answer_first_does_not_hold_up_those_behind(
    database: Database,
) -> None:
    office = await _open(database, LIN, WANG)
    for customer in (1, 2, 3, 4):
        await office.does(office.asks(customer))
    declined = c.Decline(agent=LIN.user_id, origin=_origin(), offer=1)
    await office.does(Given(command=declined, subject=OfNumber(1)))
    await office.does(office.takes(LIN, 3))
    stands = await office.stands()
    assert stands[1] == (State.QUEUED, None), "Lin passed it on, and Wang has another offer to answer"
    assert stands[4] == (State.OFFERED, LIN.user_id)
