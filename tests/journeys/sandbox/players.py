"""Those who play in these tests: a bot over plain HTTP, people through the control, and a clock that stands."""

from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

MEI, TOM, ZHOU = 1001, 1002, 1003
ZHAO, LIN, WANG, STRANGER = 900001, 900007, 900012, 900099
ROOM = -1001234567890
BOT = 100000
TOKEN = "100000:SANDBOX"

Json = dict[str, Any]


class StandingClock:
    """A clock that moves only when it is pushed."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.push(seconds)

    def push(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Telegram:
    """A bot and the people around it, over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def call(self, method: str, token: str = TOKEN, **params: Any) -> Json:
        """Call a method of the Bot API; returns the whole envelope."""
        async with self.session.post(f"{self.url}/bot{token}/{method}", json=params) as response:
            envelope: Json = await response.json()
            assert response.status == envelope.get("error_code", 200)
            return envelope

    async def done(self, method: str, **params: Any) -> Any:
        """Call a method that must succeed; returns its result."""
        envelope = await self.call(method, **params)
        assert envelope["ok"], envelope
        return envelope["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """Call a method that must be refused; returns the description."""
        envelope = await self.call(method, **params)
        assert not envelope["ok"], envelope
        return str(envelope["description"])

    async def people(self, deed: str, who: int | None = None, **wish: object) -> Json:
        """Let people do something."""
        body = wish if who is None else {"as": who, **wish}
        async with self.session.post(f"{self.url}/control/{deed}", json=body) as response:
            answer: Json = await response.json()
            assert response.status == 200, answer
            return answer

    async def see(self, view: str) -> Json:
        """Look at something."""
        async with self.session.get(f"{self.url}/control/{view}") as response:
            assert response.status == 200
            seen: Json = await response.json()
            return seen

    async def greeted(self, who: int = MEI) -> int:
        """Let somebody write to the bot; returns the message's id."""
        written = await self.people("write", who, text="你好")
        message_id: int = written["message"]["message_id"]
        return message_id

    async def topic(self, name: str = "梅女士") -> int:
        """Open a topic; returns its id."""
        thread_id: int = (await self.done("createForumTopic", chat_id=ROOM, name=name))["message_thread_id"]
        return thread_id
