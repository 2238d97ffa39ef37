"""Whatever happens: the ledger equals its replay, a replay finds no difference, an explanation is the engine's own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from desk import commands as c
from desk import events as e
from desk.batch import Batch
from desk.clocks import started
from desk.clocks.explaining import explain
from desk.clocks.handling import counted_until
from desk.clocks.ledger import Key, Line, lines, posted
from desk.clocks.lives import TALK
from desk.clocks.replay import Recorded, replay
from desk.content import Kind
from desk.evolution import evolve
from desk.hours import ALWAYS, Calendar
from desk.people import Agent
from desk.ports import Change
from desk.rules import Former, Rules
from desk.shifts import Plan, Rota, RotaAgent
from desk.state import Conversation
from tests.kit.cast import LIN, MEI, STAFF_ROOM, WANG, ZHAO, off
from tests.kit.lines import in_topic
from tests.properties.test_desk_conversation import Story

_UTC = ZoneInfo("UTC")
_WHENEVER = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
_WITH_A_BREAK = ((9 * 60, 10 * 60 + 4), (10 * 60 + 11, 17 * 60))
_SPLIT = Calendar(zone=_UTC, week=(_WITH_A_BREAK,) * 7)
_LATER = Calendar(zone=_UTC, week=(((10 * 60 + 7, 20 * 60),),) * 7)
_FROM_ELEVEN = Rota(
    zone=_UTC,
    agents=(RotaAgent(number="07", user_id=LIN.user_id),),
    hours={"late": ((11 * 60, 17 * 60),)},
    week=(Plan(shifts={"late": frozenset({"07"})}),) * 7,
)


class Recounted(Story):
    """The same story with hours that have a break, lines of other hours, a rota, changing rules, troubles, appeals."""

    @initialize(
        hours=st.sampled_from([ALWAYS, _SPLIT]),
        line_hours=st.dictionaries(st.sampled_from("AB"), st.sampled_from([ALWAYS, _SPLIT, _LATER])),
        rota=st.sampled_from([None, _FROM_ELEVEN]),
        scoring=st.booleans(),
    )
    def begin(self, hours: Calendar, line_hours: Mapping[str, Calendar], rota: Rota | None, *, scoring: bool) -> None:
        self.begin_with(Rules(scoring=scoring, hours=hours, line_hours=line_hours))
        self.ledger: dict[Key, Line] = {}
        self.strikes: set[tuple[e.Clock, int, int, datetime]] = set()
        self.rota = rota

    @rule(minutes=st.integers(1, 30))
    def the_rules_change(self, minutes: int) -> None:
        """Running clocks keep theirs (DESIGN §4)."""
        self.now += timedelta(seconds=1)
        old = self.rules_in_force
        span = timedelta(minutes=minutes)
        self.rules_in_force = replace(
            old,
            version=old.version + 1,
            points=(minutes, 2 * minutes, 3 * minutes),
            former=(*old.former, Former(rules=replace(old, hours=ALWAYS, former=()), until=self.now)),
            accept=span,
            first_reply=span,
            next_reply=span,
            long_handling=span,
        )

    @rule()
    def a_lead_lets_the_rules_apply_to_what_runs(self) -> None:
        """Nothing is on its way: what was done before and is heard after goes by the new rules; a replay differs."""
        former = self.rules_in_force.former
        applied = tuple(one if one.replaced_at else replace(one, replaced_at=self.now) for one in former)
        self.rules_in_force = replace(self.rules_in_force, former=applied)
        self.now += timedelta(minutes=5)

    @rule(minutes=st.integers(1, 30), why=st.sampled_from([e.Excuse.OUTAGE, e.Excuse.TELEGRAM]))
    def there_was_trouble(self, minutes: int, why: e.Excuse) -> None:
        since, self.now = self.now, self.now + timedelta(minutes=minutes)
        self._give(c.ExcuseAll(since=since, until=self.now, why=why), c.OfRoom())

    @rule(agent=st.sampled_from([LIN, WANG, ZHAO]))
    def somebody_goes_off(self, agent: Agent) -> None:
        """Only what becomes of the conversation is told here."""
        self.agents[agent.user_id] = off(agent)
        self._give(c.OwnerLeft(agent=agent.user_id), c.OfCustomer(MEI.chat_id))

    @rule(agent=st.sampled_from([LIN, WANG, ZHAO]))
    def somebody_comes(self, agent: Agent) -> None:
        self.agents[agent.user_id] = agent

    @rule(agent=st.sampled_from([LIN, WANG, ZHAO]), line=st.sampled_from("AB"))
    def somebody_passes_it_on(self, agent: Agent, line: str) -> None:
        self._ask(c.Transfer(agent=agent.user_id, origin=in_topic(), to=line))

    @rule()
    def the_handling_is_counted(self) -> None:
        """However few turns there are to be let go."""
        one = self.conversation
        if one is None or one.last_fact_at is None:
            return
        counted = counted_until(one.last_fact_at, one, self.rules_in_force, self.now)
        if counted is not None:
            self.conversation = evolve(one, counted)
            self.history.append(counted)

    @rule()
    def lin_appeals(self) -> None:
        content = self._content(STAFF_ROOM, "It rained", timedelta(0), Kind.TEXT)
        self._ask(c.Appeal(agent=LIN.user_id, origin=in_topic(), content=content, reason="It rained"))

    @rule(grant=st.booleans())
    def zhao_judges(self, *, grant: bool) -> None:
        for clock, occurrence in self.ledger:
            judged = c.JudgeAppeal(
                agent=ZHAO.user_id, origin=in_topic("press"), clock=clock, occurrence=occurrence, grant=grant
            )
            self._ask(judged)
            return

    @rule()
    def all_of_it_is_computed_again(self) -> None:
        """The ledger equals its replay, a replay finds no difference, an explanation is the engine's own."""
        one = self.conversation
        if one is None:
            return
        assert self.ledger == dict(lines(self.history, self.rules_in_force))
        assert replay(self._recorded(one), self.rules_in_force, *_WHENEVER) == []
        told = explain(TALK, one, self.history, self.rules_in_force, self.now)
        running = [line for line in told if line.ended_at is None]
        assert {(line.clock, line.occurrence): (line.since, line.deadline, line.version) for line in running} == {
            (run.clock, run.occurrence): (run.since, run.deadline, run.version)
            for run in started(one, self.rules_in_force)
        }
        for line in told:
            assert sum((end - start for start, end in line.stretches), timedelta()) == line.ran
            assert (line.broken_at is None) == ((line.clock, line.occurrence) not in self.ledger)

    def teardown(self) -> None:
        self.all_of_it_is_computed_again()

    def _prepare(self, batch: Batch) -> None:
        batch.floor.rota = self.rota
        if self.conversation is not None and self.conversation.id is not None:
            batch.floor.ledger[self.conversation.id] = list(self.ledger.values())

    def _live(self, change: Change) -> None:
        if change.before.id is None:
            self.all_of_it_is_computed_again()
            self.ledger, self.strikes = {}, set()
        super()._live(change)
        for posting in change.ledger:
            line = posted(self.ledger.pop(posting.key, None), posting)
            if line is not None:
                self.ledger[posting.key] = line
        self.strikes |= {
            (one.clock, one.occurrence, one.tier, one.due) for one in change.news if isinstance(one, e.Struck)
        }

    def _recorded(self, conversation: Conversation) -> Recorded:
        return Recorded(
            life=TALK,
            stands=conversation,
            history=self.history,
            strikes=frozenset(self.strikes),
            ledger=self.ledger,
        )


TestRecounted = Recounted.TestCase
