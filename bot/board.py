"""The clocks, the queue and the people, as the sandbox's page shows them beside the chat."""

from collections import Counter
from typing import Any

from bot.clock import Clock
from desk.clocks import started
from desk.events import Clock as Promise
from desk.rules.live_rules import LiveRules
from desk.state import State
from storage.engine import Database


class Board:
    """One look at the desk; nothing here is decided."""

    def __init__(self, database: Database, rules: LiveRules, clock: Clock) -> None:
        self._database = database
        self._rules = rules
        self._clock = clock

    async def __call__(self) -> dict[str, Any]:
        """Return the board as JSON values; moments are ISO 8601 in UTC."""
        seen = await self._database.board(self._clock.now())
        held = Counter(one.conversation.owner for one in seen.open if one.conversation.state is State.ACTIVE)
        return {
            "now": seen.now.isoformat(),
            "queue": [
                {
                    "conversation": one.conversation.id,
                    "customer": one.customer.name,
                    "number": f"#{one.conversation.id}",
                    "place": place,
                    "waiting_since": one.conversation.waiting_since.isoformat(),
                    "level": one.conversation.level,
                }
                for place, one in enumerate(seen.queue, start=1)
                if one.conversation.waiting_since is not None
            ],
            "clocks": [
                {
                    "conversation": one.conversation.id,
                    "customer": one.customer.name,
                    "clock": run.clock.value,
                    "started": run.since.isoformat(),
                    "due": run.deadline.isoformat() if run.deadline else None,
                    "struck": one.conversation.has_rung(run.clock, run.occurrence),
                }
                for one in seen.open
                for run in started(one.conversation, self._rules.now)
                if run.clock is not Promise.REOPEN_WINDOW
            ],
            "agents": [
                {"number": agent.number, "on_duty": agent.on_duty, "holding": held[agent.user_id]}
                for agent in seen.agents
            ],
            "struck": [
                {
                    "conversation": strike.conversation_id,
                    "clock": strike.clock,
                    "due": strike.due.isoformat(),
                    "at": strike.at.isoformat(),
                }
                for strike in seen.strikes
            ],
        }
