"""What is true of a conversation whatever people, staff and time do to it."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.batch import Batch
from desk.clocks import Due, come_due, running, started
from desk.content import Content, Kind
from desk.errors import IllegalMove
from desk.evolution import evolve, fold
from desk.people import Agent
from desk.ports import Change, Letter, Loaded
from desk.rules import Rules
from desk.state import Conversation, State
from desk.transitions import TRANSITIONS
from tests.kit.cast import FEE, KNOWLEDGE, LIN, MEI, PARKING_DAY, STAFF_ROOM, TEN, WANG, ZHAO
from tests.kit.lines import in_chat, in_topic

_TOPIC = c.OfTopic(STAFF_ROOM, 5)
_CHAT = c.OfCustomer(MEI.chat_id)
_AGENTS = st.sampled_from([LIN, WANG, ZHAO])
_WORDS = st.sampled_from(
    [FEE.question, PARKING_DAY.question, "flurble wug", "My tap leaks", "human", "Thanks!", "hello", "我要投诉", ""]
)
_SPANS = st.one_of(
    st.integers(0, 90).map(lambda seconds: timedelta(seconds=seconds)),
    st.sampled_from([timedelta(minutes=3), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=72)]),
)
_DELAYS = st.integers(0, 240).map(lambda seconds: timedelta(seconds=seconds))
_BOT_SPEAKS = (n.Answer, n.Suggestions, n.Rephrase, n.Prompt)
_RESPONSE = {e.Clock.ACCEPT, e.Clock.WAIT_COMFORT, e.Clock.WAIT_EXPLAIN, e.Clock.FIRST_REPLY, e.Clock.NEXT_REPLY}
_PASSED_ON = (n.Deliver, n.DeliverEdit)


class Story(RuleBasedStateMachine):
    """One customer, three agents and time, through the same batch as everything that happens."""

    @initialize(capacity=st.integers(1, 2), misses=st.integers(1, 3), limit=st.integers(2, 60))
    def begin(self, capacity: int, misses: int, limit: int) -> None:
        self.begin_with(Rules(capacity=capacity, misses=misses, automatic_per_hour=limit))

    def begin_with(self, rules: Rules) -> None:
        self.rules_in_force = rules
        self.now = TEN
        self.agents: dict[int, Agent] = {agent.user_id: agent for agent in (LIN, WANG, ZHAO)}
        self.conversation: Conversation | None = None
        self.start = Conversation(customer=MEI.chat_id)
        self.history: list[e.Event] = []
        self.count = self.messages = 0

    # --- what is done --------------------------------------------------------------------------------------------

    @rule(span=_SPANS)
    def time_passes(self, span: timedelta) -> None:
        self.now += span

    @rule(words=_WORDS, delay=_DELAYS, kind=st.sampled_from([Kind.TEXT, Kind.TEXT, Kind.PHOTO, Kind.STICKER]))
    def mei_writes(self, words: str, delay: timedelta, kind: Kind) -> None:
        before = self.state
        letters = self._give(c.Say(customer=MEI, content=self._content(MEI.chat_id, words, delay, kind)), _CHAT)
        if before in {State.ACTIVE, State.HOLD}:
            assert [letter for letter in letters if isinstance(letter.notice, _BOT_SPEAKS)] == []

    @rule(words=_WORDS)
    def mei_edits(self, words: str) -> None:
        clocks = self._running()
        self._give(c.Correct(content=self._content(MEI.chat_id, words, timedelta(0), Kind.TEXT)), _CHAT)
        assert self._running() == clocks

    @rule(entry=st.sampled_from(["fee", "parking-day", "gone"]), helpful=st.booleans(), which=st.integers(0, 2))
    def mei_presses(self, entry: str, which: int, *, helpful: bool) -> None:
        commands: list[c.Command] = [
            c.AskForPerson(customer=MEI, origin=in_chat()),
            c.Judge(entry_id=entry, helpful=helpful, customer=MEI, origin=in_chat()),
            c.Choose(entry_id=entry, customer=MEI, origin=in_chat()),
        ]
        letters = self._give(commands[which], _CHAT)
        assert [letter for letter in letters if letter.notice.audience is n.Audience.ORIGIN] != []

    @rule(blocks=st.booleans())
    def mei_blocks_or_comes_back(self, *, blocks: bool) -> None:
        self._give(c.Block() if blocks else c.Unblock(), _CHAT)

    @rule(agent=_AGENTS, behind=st.none() | st.integers(0, 1))
    def somebody_takes(self, agent: Agent, behind: int | None) -> None:
        self._ask(c.Take(agent=agent.user_id, origin=in_topic("press"), epoch=self._epoch(behind)))

    @rule(agent=_AGENTS, delay=_DELAYS)
    def somebody_replies(self, agent: Agent, delay: timedelta) -> None:
        content = self._content(STAFF_ROOM, "Which tap?", delay, Kind.TEXT)
        self._ask(c.Reply(agent=agent.user_id, origin=in_topic(), content=content))

    @rule(agent=_AGENTS, behind=st.none() | st.integers(0, 1), seen=st.booleans())
    def somebody_resolves(self, agent: Agent, behind: int | None, *, seen: bool) -> None:
        last = self.conversation.last_message if seen and self.conversation else None
        self._ask(c.Resolve(agent=agent.user_id, origin=in_topic("press"), epoch=self._epoch(behind), seen=last))

    @rule(agent=_AGENTS, behind=st.integers(0, 1), entry=st.sampled_from(["fee", "gone"]))
    def somebody_sends_an_entry(self, agent: Agent, behind: int, entry: str) -> None:
        epoch = self._epoch(behind) or 0
        self._ask(c.SendEntry(agent=agent.user_id, origin=in_topic("press"), entry_id=entry, epoch=epoch))

    @rule(agent=_AGENTS)
    def somebody_asks_why(self, agent: Agent) -> None:
        before = self.conversation
        self._ask(c.Why(agent=agent.user_id, origin=in_topic()))
        assert self.conversation == before

    @rule(agent=_AGENTS)
    def somebody_goes_off(self, agent: Agent) -> None:
        self._ask(c.GoOff(agent=agent.user_id, origin=in_topic()), c.OfRoom())

    @rule(agent=_AGENTS)
    def somebody_comes(self, agent: Agent) -> None:
        self._ask(c.GoOn(agent=agent.user_id, origin=in_topic()), c.OfRoom())

    @precondition(lambda self: self.conversation is not None)
    @rule()
    def the_timekeeper_looks(self) -> None:
        for _ in range(7):  # each look deals with one closing, and a desk may have been down over several
            self._give(c.Strike(), c.OfNumber(self.count))
            late = [due for due in self._running() if due.at <= self.now]
            if not late:
                return
        raise AssertionError(late)

    # --- what is always true -------------------------------------------------------------------------------------

    @invariant()
    def the_history_folds_into_what_stands(self) -> None:
        if self.conversation is not None:
            assert reduce(evolve, self.history, self.start) == self.conversation

    @invariant()
    def a_state_carries_its_facts(self) -> None:
        one = self.conversation
        if one is None:
            return
        if one.state is State.QUEUED:
            assert (one.owner, one.waiting_since is None, one.queued_at is None) == (None, False, False)
        if one.state is State.ACTIVE:
            assert None not in {one.owner, one.owner_since, one.awaiting, one.waiting_since, one.handed_off_at}
        if one.state is State.RESOLVED:
            assert None not in {one.owner, one.resolved_at}

    @invariant()
    def what_is_settled_or_cannot_be_reached_owes_no_response(self) -> None:
        one = self.conversation
        clocks = {due.clock for due in self._running()}
        if one is not None and (one.unreachable or one.state in {State.BOT, State.RESOLVED, State.CLOSED}):
            assert clocks & _RESPONSE == set()
        assert not {e.Clock.FIRST_REPLY, e.Clock.NEXT_REPLY} <= clocks

    @invariant()
    def whoever_waits_has_a_clock(self) -> None:
        one = self.conversation
        if one is not None and one.state is State.QUEUED and not one.unreachable:
            struck = {rung.clock for rung in one.rung if rung.occurrence == one.episode}
            assert {e.Clock.ACCEPT, e.Clock.WAIT_COMFORT, e.Clock.WAIT_EXPLAIN} - struck <= {
                due.clock for due in self._running()
            }

    @invariant()
    def a_broken_promise_is_open_only_while_it_runs(self) -> None:
        one = self.conversation
        if one is not None:
            runs = {(run.clock, run.occurrence) for run in started(one, self.rules_in_force)}
            assert {(breach.clock, breach.occurrence) for breach in one.breaches} <= runs

    # --- how it is played ----------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        return self.conversation.state if self.conversation else State.BOT

    def _running(self) -> list[Due]:
        return running(self.conversation, self.rules_in_force) if self.conversation else []

    def _epoch(self, behind: int | None) -> int | None:
        return None if behind is None or self.conversation is None else self.conversation.epoch - behind

    def _content(self, chat: int, words: str, delay: timedelta, kind: Kind) -> Content:
        self.messages += 1
        return Content(chat_id=chat, message_id=self.messages, sent_at=self.now - delay, text=words, kind=kind)

    def _ask(self, command: c.StaffCommand, subject: c.Subject = _TOPIC) -> None:
        """No command of staff is silent: it is answered where it was given, or its words are passed on."""
        letters = self._give(command, subject)
        heard = [one for one in letters if one.origin == command.origin or isinstance(one.notice, _PASSED_ON)]
        assert heard != [] or (isinstance(command, c.Reply) and self.conversation is None)

    def _give(self, command: c.Command, subject: c.Subject) -> list[Letter]:
        subjects: tuple[c.Subject, ...] = (_CHAT, _TOPIC, c.OfNumber(self.count))
        found = dict.fromkeys(subjects, self.conversation)
        owner = self.conversation.owner if self.conversation and self.state is State.ACTIVE else None
        batch = Batch(
            now=self.now,
            rules=self.rules_in_force,
            knowledge=KNOWLEDGE,
            locale="zh",
            loaded=Loaded(conversations=found, customers={MEI.chat_id: MEI}),
            agents=self.agents,
        )
        batch.floor.load = {} if owner is None else {owner: 1}
        self._prepare(batch)
        batch.handle(c.Given(command=command, subject=subject))
        batch.settle()
        self.agents = dict(batch.floor.agents)
        changes = batch.changes()
        for change in changes:
            self._live(change)
        return [letter for change in changes for letter in change.letters] + batch.loose

    def _prepare(self, batch: Batch) -> None:
        """Let a decision know more, in a story that tells more."""

    def _live(self, change: Change) -> None:
        if change.before.id is None:
            assert self.state is State.CLOSED or self.conversation is None
            self.count += 1
            self.history, self.start = [], replace(change.before, id=self.count)
            self.conversation = self.start
        assert self.conversation is not None
        for event in change.news:
            after = evolve(self.conversation, event)
            self._check_step(self.conversation, event, after)
            self.conversation = after
            self.history.append(event)

    def _check_step(self, before: Conversation, event: e.Event, after: Conversation) -> None:
        assert event.at <= self.now
        assert after.epoch >= before.epoch + (before.owner != after.owner)
        assert before.waiting_since is None or after.waiting_since == before.waiting_since
        if isinstance(event, e.Struck):
            assert event.due <= self.now
            assert (event.clock, event.occurrence, event.tier, event.due) in [
                (due.clock, due.occurrence, due.tier, due.at) for due in come_due(before, self.rules_in_force, self.now)
            ]
            past = [one for one in self.history if isinstance(one, e.Struck)]
            strike = (event.clock, event.occurrence, event.tier)
            assert strike not in [(one.clock, one.occurrence, one.tier) for one in past]
        elif not isinstance(event, e.BreachWithdrawn | e.Closed):
            assert before.last_fact_at is None or event.at >= before.last_fact_at


TestStory = Story.TestCase


_MOMENTS = st.integers(0, 3600).map(lambda seconds: TEN + timedelta(seconds=seconds))


def _moments(kind: type[e.Event]) -> list[str]:
    """Return the fields of a kind of event that are moments, all of which are aware."""
    return [name for name, of in get_type_hints(kind).items() if of in (datetime, datetime | None)]


_ANY_EVENT: st.SearchStrategy[e.Event] = st.one_of(
    [st.builds(kind, **dict.fromkeys(_moments(kind), _MOMENTS)) for kind in e.EVENTS],
)


@given(history=st.lists(_ANY_EVENT, max_size=30))
def test_any_event_moves_as_the_table_says_or_is_refused_and_changes_nothing(history: list[e.Event]) -> None:
    conversation, accepted = Conversation(customer=MEI.chat_id), []
    for event in history:
        to = TRANSITIONS[conversation.state].get(type(event))
        if to is None:
            with pytest.raises(IllegalMove):
                evolve(conversation, event)
            continue
        before, conversation = conversation, evolve(conversation, event)
        accepted.append(event)
        assert (conversation.state, conversation.version) == (to, before.version + 1)
    assert fold(MEI.chat_id, accepted) == conversation
