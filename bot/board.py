"""The clocks, the queue and the people, as the sandbox's page shows them beside the chat."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from bot.clock import Clock
from desk.cases.clocks import started as case_runs
from desk.clocks import BREACHABLE, Run, started
from desk.clocks.promises import TIERED
from desk.events import Clock as Promise
from desk.events import Hold
from desk.people import Agent
from desk.queue.lease import kept_until
from desk.queue.places import rank_of
from desk.rules import Rules
from desk.rules.live_rules import LiveRules
from desk.state import IN_QUEUE, Conversation, State
from storage.board import Board as Seen
from storage.board import CaseMatter, Matter, PastStrike
from storage.engine import Database
from storage.subjects import of_case, of_conversation


class Board:
    """One look at the desk; nothing here is decided."""

    def __init__(self, database: Database, rules: LiveRules, clock: Clock) -> None:
        self._database = database
        self._rules = rules
        self._clock = clock

    async def __call__(self) -> dict[str, Any]:
        """Return the board as JSON values; moments are ISO 8601 in UTC."""
        seen, rules = await self._database.board(self._clock.now()), self._rules.now
        numbers = {agent.user_id: agent.number for agent in seen.agents}
        named = {of_conversation(one.conversation.id): _ticket(one.conversation) for one in seen.open}
        named |= {of_case(one.case.id): one.case.number for one in seen.cases}
        return {
            "now": seen.now.isoformat(),
            "queue": _queue(seen, numbers, rules),
            "clocks": [
                _runs(one, run, numbers)
                for one in seen.open
                for run in started(one.conversation, rules)
                if run.clock is not Promise.REOPEN_WINDOW
            ]
            + [clock for one in seen.cases for clock in _case_runs(one, numbers, rules)],
            "agents": list(_agents(seen)),
            "struck": [_struck(strike, named) for strike in _latest(seen.strikes)],
        }


def _queue(seen: Seen, numbers: Mapping[int, str], rules: Rules) -> list[dict[str, Any]]:
    """Who waits, in the order they will be served; who is offered to somebody has no place, as customers are told."""
    places = count(1)
    return [
        _waits(one, None if one.conversation.state is State.OFFERED else next(places), numbers, rules)
        for one in _in_order(seen, rules)
    ]


def _in_order(seen: Seen, rules: Rules) -> list[Matter]:
    ranked = [(rank_of(one.conversation, rules), one) for one in seen.open if one.conversation.state in IN_QUEUE]
    known = [(rank, one.conversation.customer, one) for rank, one in ranked if rank is not None]
    return [one for _, _, one in sorted(known, key=lambda each: each[:2])]


def _waits(one: Matter, place: int | None, numbers: Mapping[int, str], rules: Rules) -> dict[str, Any]:
    waiting, until = one.conversation, kept_until(one.conversation, rules)
    line = rules.lines.get(waiting.line)
    return {
        "conversation": waiting.id,
        "customer": one.customer.name,
        "number": _ticket(waiting),
        "place": place,
        "waiting_since": _moment(waiting.waiting_since),
        "level": waiting.level,
        "line": {"zh": line.name, "en": line.name_en} if line else {"zh": waiting.line, "en": waiting.line},
        "offered_to": numbers.get(waiting.offered_to or 0),
        "offered_until": _moment(until),
    }


def _runs(one: Matter, run: Run, numbers: Mapping[int, str]) -> dict[str, Any]:
    """A promise is due at its deadline; another clock, when it strikes next, or struck last if it strikes no more."""
    concerned, rung = one.conversation, one.conversation.rung
    tier = max((r.tier for r in rung if (r.clock, r.occurrence) == (run.clock, run.occurrence)), default=0)
    coming = next(run.dues(rung), None)
    due = coming.at if coming and run.clock not in BREACHABLE else run.deadline
    asked = concerned.transfer_to or concerned.offered_to if run.clock is Promise.OFFER else concerned.owner
    return {
        "conversation": concerned.id,
        "customer": one.customer.name,
        "clock": run.clock.value,
        "started": run.since.isoformat(),
        "due": _moment(due),
        "struck": tier > 0,
        "again": coming is not None and run.clock not in BREACHABLE,
        "breach": run.clock in BREACHABLE,
        "tier": tier if run.clock in TIERED else None,
        "times": tier,
        "agent": numbers.get(asked or 0),
    }


def _case_runs(one: CaseMatter, numbers: Mapping[int, str], rules: Rules) -> Iterator[dict[str, Any]]:
    """Of a case only the promise that is due soonest, for it has many of days."""
    case = one.case
    owed = [run for run in case_runs(case, rules) if run.clock in BREACHABLE and run.deadline is not None]
    for run in sorted(owed, key=lambda run: run.deadline or run.since)[:1]:
        tier = max((r.tier for r in case.rung if (r.clock, r.occurrence) == (run.clock, run.occurrence)), default=0)
        yield {
            "conversation": case.number,
            "customer": f"{one.customer.name} {case.number}",
            "clock": run.clock.value,
            "started": run.since.isoformat(),
            "due": _moment(run.deadline),
            "struck": tier > 0,
            "again": False,
            "breach": True,
            "tier": tier if run.clock in TIERED else None,
            "times": tier,
            "agent": numbers.get(case.owner or 0),
        }


def _agents(seen: Seen) -> Iterator[dict[str, Any]]:
    held = Counter(one.conversation.owner for one in seen.open if one.conversation.state is State.ACTIVE)
    aside = Counter(
        one.conversation.owner
        for one in seen.open
        if one.conversation.state is State.HOLD and one.conversation.hold is not Hold.CALLBACK
    )
    for agent in seen.agents:
        if not agent.removed:
            yield {
                "number": agent.number,
                "on_duty": agent.on_duty,
                "standing": _standing(agent),
                "since": _moment(agent.away_since),
                "holding": held[agent.user_id],
                "aside": aside[agent.user_id],
            }


def _standing(agent: Agent) -> str:
    if not agent.on_duty:
        return "off"
    if agent.away_since is not None and agent.absence is not None:
        return agent.absence.value
    return "leaving" if agent.leaving_since is not None else "on"


def _latest(strikes: tuple[PastStrike, ...]) -> list[PastStrike]:
    """The last strike of each run of a clock; the warnings before a deadline are none."""
    last: dict[tuple[str, str, int], PastStrike] = {}
    for strike in strikes:
        if strike.tier > 0:
            last.setdefault((strike.subject, strike.clock, strike.occurrence), strike)
    return list(last.values())


def _struck(strike: PastStrike, named: Mapping[str, str]) -> dict[str, Any]:
    clock = Promise(strike.clock)
    number = strike.subject.partition(":")[2]
    return {
        "conversation": int(number),
        "number": named.get(strike.subject, f"#{number}"),
        "clock": strike.clock,
        "due": strike.due.isoformat(),
        "at": strike.at.isoformat(),
        "breach": clock in BREACHABLE,
        "tier": strike.tier if clock in TIERED else None,
        "times": strike.tier,
    }


def _ticket(conversation: Conversation) -> str:
    return conversation.number or f"#{conversation.id}"


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
