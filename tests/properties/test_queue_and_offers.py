"""What is true of several customers, agents and offers whatever people and time do, through batch and dispatcher.

Storage is played by two mappings: what is decided from them is what the desk would decide on the rows.
"""

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desk import commands as c
from desk import events as e
from desk.batch import Batch
from desk.commands import Given, OfCustomer, OfNumber, OfRoom, OfTopic, Subject
from desk.content import Content
from desk.evolution import evolve
from desk.people import Agent, Customer
from desk.ports import Change, Loaded
from desk.queue import rank_of
from desk.queue.dispatch import Hand, Reach, assign, capacity_of, reach_of
from desk.rules import LINES, Line, Rules
from desk.rules.rulebook import Book
from desk.shifts import Rota, RotaAgent
from desk.state import Conversation, State
from tests.kit.cast import KNOWLEDGE, LIN, STAFF_ROOM, TEN, WANG, ZHAO, off
from tests.kit.lines import in_chat, in_topic

HU = replace(LIN, user_id=9, number="09")
CREW = (LIN, WANG, HU, ZHAO)
CUSTOMERS = tuple(
    Customer(chat_id=1001 + n, name=f"Customer {n}", locale=locale) for n, locale in enumerate(("zh", "en") * 3)
)
WORDS = ("转人工", "我要投诉，太差了", "报修", "my tap leaks", "还有多久？", "谢谢", "不用了")
LINES_WITH_SKILL = {**LINES, "C": Line(name="报修", name_en="Repairs", skill="repair")}
ROTA = Rota(
    zone=ZoneInfo("UTC"),
    agents=(
        RotaAgent(number="07", user_id=7, skills=frozenset({"repair"}), capacity=2),
        RotaAgent(number="12", user_id=12, languages=frozenset({"en"}), capacity=1),
    ),
)
_WHO = st.sampled_from(CREW)
_WHOSE = st.sampled_from(CUSTOMERS)
_SPANS = st.sampled_from([timedelta(seconds=s) for s in (0, 1, 20, 45, 46, 180, 300, 900)])
_WAITING = frozenset({State.QUEUED, State.OFFERED})


class Floor(RuleBasedStateMachine):
    """Six customers, four agents and time."""

    @initialize(capacity=st.integers(1, 3), ageing=st.sampled_from([0, 1, 10]), planned=st.booleans())
    def begin(self, capacity: int, ageing: int, *, planned: bool) -> None:
        self.rules_now = Rules(capacity=capacity, ageing=timedelta(minutes=ageing), lines=LINES_WITH_SKILL)
        self.rota = ROTA if planned else None
        self.now = TEN
        self.agents: dict[int, Agent] = {agent.user_id: agent for agent in CREW}
        self.kept: dict[int, Conversation] = {}
        self.count = self.messages = 0

    # --- what is done --------------------------------------------------------------------------------------------

    @rule(span=_SPANS)
    def time_passes(self, span: timedelta) -> None:
        self.now += span

    @rule(who=_WHOSE, words=st.sampled_from(WORDS))
    def somebody_writes(self, who: Customer, words: str) -> None:
        self._do(OfCustomer(who.chat_id), c.Say(customer=who, content=self._content(who.chat_id, words)))

    @rule(who=_WHOSE)
    def somebody_wants_a_person(self, who: Customer) -> None:
        self._do(OfCustomer(who.chat_id), c.AskForPerson(customer=who, origin=in_chat(who)))

    @rule(who=_WHOSE, comes_back=st.booleans())
    def somebody_blocks_or_comes_back(self, who: Customer, *, comes_back: bool) -> None:
        self._do(OfCustomer(who.chat_id), c.Unblock() if comes_back else c.Block())

    @rule(agent=_WHO, who=_WHOSE)
    def an_agent_takes(self, agent: Agent, who: Customer) -> None:
        self._do(self._topic(who), c.Take(agent=agent.user_id, origin=in_topic("press")))

    @rule(agent=_WHO)
    def an_agent_takes_what_is_offered(self, agent: Agent) -> None:
        for one in [one for one in self.kept.values() if one.offered_to == agent.user_id]:
            self._do(OfNumber(one.id or 0), c.Take(agent=agent.user_id, origin=in_topic("press"), epoch=one.epoch))

    @rule(agent=_WHO, behind=st.integers(0, 1))
    def an_agent_passes_an_offer_on(self, agent: Agent, behind: int) -> None:
        for one in [one for one in self.kept.values() if one.offered_to == agent.user_id]:
            passed = c.Decline(agent=agent.user_id, origin=in_topic("press"), offer=one.offers - behind)
            self._do(OfNumber(one.id or 0), passed)

    @rule(agent=_WHO, who=_WHOSE)
    def an_agent_answers(self, agent: Agent, who: Customer) -> None:
        content = self._content(STAFF_ROOM, "Which tap is it, please?")
        self._do(self._topic(who), c.Reply(agent=agent.user_id, origin=in_topic(), content=content))

    @rule(agent=_WHO)
    def an_agent_settles_what_is_in_hand(self, agent: Agent) -> None:
        held = [one for one in self.kept.values() if one.state is State.ACTIVE and one.owner == agent.user_id]
        for one in held[:1]:
            subject, content = OfNumber(one.id or 0), self._content(STAFF_ROOM, "It is mended, see for yourself.")
            self._do(subject, c.Reply(agent=agent.user_id, origin=in_topic(), content=content))
            settle = c.Resolve(agent=agent.user_id, origin=in_topic("press"), epoch=one.epoch, seen=one.last_message)
            self._do(subject, settle)

    @rule(agent=_WHO, who=_WHOSE)
    def an_agent_asks_for_care(self, agent: Agent, who: Customer) -> None:
        self._do(self._topic(who), c.MarkCare(agent=agent.user_id, origin=in_topic()))

    @rule(agent=_WHO, there=st.booleans())
    def an_agent_comes_or_goes(self, agent: Agent, *, there: bool) -> None:
        """Duty itself is told elsewhere: here it is only seen, and conversations are left behind."""
        self.agents[agent.user_id] = self._back(agent) if there else off(self.agents[agent.user_id])
        if not there:
            held = [one for one in self.kept.values() if agent.user_id in {one.owner, one.offered_to}]
            for one in held:
                self._do(OfNumber(one.id or 0), c.OwnerLeft(agent=agent.user_id))
        self._do(OfRoom(), None)

    @rule()
    def the_timekeeper_looks(self) -> None:
        for one in list(self.kept.values()):
            if one.state is not State.CLOSED:
                self._do(OfNumber(one.id or 0), c.Strike())

    # --- what is always true -------------------------------------------------------------------------------------

    @invariant()
    def an_agent_has_one_offer_at_most(self) -> None:
        offers = Counter(one.offered_to for one in self._open() if one.state is State.OFFERED)
        assert all(count == 1 for count in offers.values())
        assert None not in offers

    @invariant()
    def nobody_has_more_in_hand_than_one_may(self) -> None:
        """But for customers who came back to who had served them."""
        back = Counter(one.owner for one in self._open() if one.state is State.ACTIVE and one.reopened)
        for agent, held in self._held().items():
            assert held - back[agent] <= capacity_of(agent, self.rota, self.rules_now)

    @invariant()
    def nobody_is_free_while_somebody_waits_whom_they_could_serve(self) -> None:
        assert assign(self._waiting(), self._hands()) == []

    @invariant()
    def what_is_offered_is_offered_to_who_is_there_and_can(self) -> None:
        for one in self._open():
            if one.state is State.OFFERED and one.offered_to is not None:
                assert self.agents[one.offered_to].available
                assert self._reach(self.agents[one.offered_to]).covers(one)

    @invariant()
    def everybody_has_an_owner_a_place_or_the_bot(self) -> None:
        for one in self._open():
            if one.state is State.QUEUED:
                assert (one.owner, one.offered_to, one.waiting_since is None) == (None, None, False)
            if one.state is State.ACTIVE:
                assert one.owner is not None
                assert one.offered_to is None

    # --- how it is played ----------------------------------------------------------------------------------------

    def _back(self, agent: Agent) -> Agent:
        known = self.agents[agent.user_id]
        return known if known.on_duty else replace(known, on_duty_since=self.now)

    def _open(self) -> list[Conversation]:
        return [one for one in self.kept.values() if one.state is not State.CLOSED]

    def _held(self) -> Counter[int]:
        served = [one.owner for one in self._open() if one.state is State.ACTIVE]
        offered = [one.offered_to for one in self._open() if one.state is State.OFFERED]
        return Counter(agent for agent in (*served, *offered) if agent is not None)

    def _reach(self, agent: Agent) -> Reach:
        return reach_of(agent, self.rota, self.rules_now)

    def _hands(self) -> list[Hand]:
        held = self._held()
        offered = {one.offered_to for one in self._open()}
        return [
            Hand(
                agent=agent,
                reach=self._reach(agent),
                held=held[agent.user_id],
                capacity=capacity_of(agent.user_id, self.rota, self.rules_now),
                offered=agent.user_id in offered,
            )
            for agent in self.agents.values()
            if agent.available
        ]

    def _waiting(self) -> list[Conversation]:
        ranked = [(rank_of(one, self.rules_now), one.customer, one) for one in self._open()]
        waiting = [(rank, customer, one) for rank, customer, one in ranked if rank and one.state is State.QUEUED]
        return [one for _, _, one in sorted(waiting, key=lambda place: place[:2])]

    def _latest(self, who: Customer) -> Conversation | None:
        return max((one for one in self.kept.values() if one.customer == who.chat_id), key=_number, default=None)

    def _topic(self, who: Customer) -> Subject:
        return OfTopic(STAFF_ROOM, who.chat_id)

    def _content(self, chat: int, words: str) -> Content:
        self.messages += 1
        return Content(chat_id=chat, message_id=self.messages, sent_at=self.now, text=words)

    def _do(self, subject: Subject, command: c.Command | None) -> None:
        found: dict[Subject, Conversation | None] = {}
        for who in CUSTOMERS:
            latest = self._latest(who)
            found[OfCustomer(who.chat_id)] = found[self._topic(who)] = latest
            if latest is not None:
                found[OfNumber(latest.id or 0)] = latest
        batch = Batch(
            now=self.now,
            rules=self.rules_now,
            book=Book(rules=self.rules_now, rota=self.rota),
            knowledge=KNOWLEDGE,
            locale="zh",
            loaded=Loaded(conversations=found, customers={who.chat_id: who for who in CUSTOMERS}),
            agents=self.agents,
        )
        held = self._held()
        offered = {one.offered_to for one in self._open() if one.offered_to is not None}
        batch.floor.count(list(self.agents), held, offered)
        if command is not None:
            batch.handle(Given(command=command, subject=subject))
        for agent in self.agents.values():
            if not agent.available:
                batch.talks.withdraw(agent.user_id)
        for conversation, turn in assign(batch.talks.waiting(), batch.floor.hands()):
            batch.talks.ask(conversation, c.Offer(agent=turn))
        for change in batch.changes():
            self._live(change)
        self._look_at_the_count(batch)

    def _live(self, change: Change) -> None:
        before = change.before
        if before.id is None:
            if not change.after.version:
                return
            self.count += 1
            before = replace(before, id=self.count)
        conversation = before
        for event in change.news:
            after = evolve(conversation, event)
            assert event.at <= self.now
            if not isinstance(event, e.LeftQueue | e.Opened) and conversation.waiting_since is not None:
                assert after.waiting_since == conversation.waiting_since, "no step costs anybody their place"
            assert after.epoch >= conversation.epoch + (after.owner != conversation.owner)
            conversation = after
        self.kept[conversation.id or 0] = conversation

    def _look_at_the_count(self, batch: Batch) -> None:
        """What the floor counts as it goes is what there is in the end."""
        held = self._held()
        assert {agent: batch.floor.load.get(agent, 0) for agent in self.agents} == {
            agent: held[agent] for agent in self.agents
        }


def _number(conversation: Conversation) -> int:
    return conversation.id or 0


_NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
TestFloor = Floor.TestCase
TestFloor.settings = settings(max_examples=2000 if _NIGHTLY else 200, stateful_step_count=50)
