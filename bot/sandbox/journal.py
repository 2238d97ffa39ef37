"""The calls a bot made, as the server saw them; tests count repeats and order here."""

from collections import Counter, deque

from bot.clock import Clock
from bot.sandbox.wire import Json

KEPT = 50_000


class Journal:
    """The last calls and the sums of all; keeping the calls can be switched off where speed is measured."""

    def __init__(self, clock: Clock) -> None:
        self.on = True
        self.counts: Counter[str] = Counter()
        self.codes: Counter[int] = Counter()
        self._clock = clock
        self._calls: deque[Json] = deque(maxlen=KEPT)
        self._n = 0

    def note(self, method: str, params: Json, code: int, outcome: object, fault: str | None = None) -> None:
        """Write down a call and its outcome (code 0: no answer was given)."""
        self.counts[method] += 1
        self.codes[code] += 1
        if not self.on:
            return
        self._n += 1
        call: Json = {"n": self._n, "at": self._clock.now().isoformat(), "method": method, "params": params}
        self._calls.append({**call, "code": code, "outcome": outcome, "fault": fault})

    def calls(self, *, since: int = 0, method: str | None = None, chat_id: str | None = None) -> list[Json]:
        """Return the calls after a number, those of one method or chat if asked."""
        return [
            call
            for call in self._calls
            if call["n"] > since
            and (method is None or call["method"].lower() == method.lower())
            and (chat_id is None or str(call["params"].get("chat_id")) == chat_id)
        ]

    def clear(self) -> None:
        """Begin anew; numbers go on."""
        self._calls.clear()
        self.counts.clear()
        self.codes.clear()
