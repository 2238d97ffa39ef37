"""A scripted day: what people do, waiting only for what they see, whatever becomes of the desk meanwhile.

Customers ask for a person, are taken, written to and handed on; others register suggestions; one is never taken, so
that a clock comes due. In the end the sandbox (what people saw) and the database (what is kept) are held together.
"""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot.clock import WallClock
from tests.fire.figures import Figures
from tests.fire.past import Past
from tests.kit.desks import LIN, ROOM, WANG, ZHAO, Sandbox
from tests.kit.watching import Fits, on_duty, says, topic_of

_FIRST = 60000
_REPEAT = "重复"
_PATIENCE = 90.0  # seconds
_NUMBER = re.compile(r"JY-\d{8}-\d{4}")
_TRIES = 12
_LATE = timedelta(seconds=5)
"""After which a clock that is due is missed; others come due while it is being counted."""
_SENDS = ("sendmessage", "copymessage")
Message = dict[str, Any]


class Day:
    """One day; `served` customers write `lines` messages each, `filing` customers register a suggestion each.

    `spread` is how many seconds lie between what one and the same person does.
    """

    def __init__(
        self, play: Sandbox, *, served: int = 3, filing: int = 2, lines: int = 4, spread: float = 0.15
    ) -> None:
        self.play = play
        self.served = served
        self.filing = filing
        self.lines = lines
        self.spread = spread
        self._clock = WallClock()
        self._probes = 0
        self.deeds = 0

    # --- what people do ----------------------------------------------------------------------------------------------

    async def begin(self) -> None:
        """Everybody is there, Lin comes on duty, and the one whom nobody will take asks for a person."""
        for place in range(1 + self.served + self.filing):
            await self.play.do("user", id=_FIRST + place, first_name=_name(place))
        await on_duty(self.play)
        self.deeds += 1
        await self._writes(0, "转人工")
        await topic_of(self.play, _name(0))

    async def go_on(self) -> None:
        """Let everybody do what they do."""
        async with asyncio.TaskGroup() as people:
            people.create_task(self._sees(ROOM, says("接单时限已过")))
            for place in range(1, 1 + self.served):
                people.create_task(self._is_served(place))
            for place in range(1 + self.served, 1 + self.served + self.filing):
                people.create_task(self._files(place))

    async def probe(self) -> str:
        """Let the first customer write once more, so that there is something to say; return what."""
        self._probes += 1
        text = f"消息 00-9{self._probes:03}"
        await self._writes(0, text)
        return text

    async def hand_on(self) -> None:
        """Lin hands the first of those served on to Wang, who takes them."""
        await self._does("write", as_=ZHAO, chat=ROOM, text=f"/admit {WANG} 客服")
        number = "03"  # after the lead and Lin
        await self._sees(ROOM, says(f"{number} 号同事现在是客服，"))
        await self._does("write", as_=WANG, chat=ROOM, text="/on")
        thread = max(await self._topics(1))
        await self._does("write", as_=LIN, chat=ROOM, thread=thread, text=f"/transfer {number} 水管的事")
        wanted = (await self.play.until(_has_button("✅ 接"), seconds=_PATIENCE, kind="message", chat=ROOM))["message"]
        data = next(data for words, data in _buttons(wanted) if words.startswith("✅ 接"))
        await self._does("press", as_=WANG, chat=ROOM, message_id=wanted["message_id"], data=data, stale=True)
        await self._sees(_FIRST + 1, says(f"{number} 号同事"))

    async def _is_served(self, place: int) -> None:
        await self._writes(place, "转人工")
        thread = await self._taken(place)
        for line in range(self.lines):
            await self._writes(place, f"消息 {place:02}-{line:04}")
            await self._pause()
            await self._does("write", as_=LIN, chat=ROOM, thread=thread, text=f"答复 {place:02}-{line:04}")
            await self._pause()
        if place == 1:
            await self.hand_on()

    async def _taken(self, place: int) -> int:
        """Lin takes a customer, again if nothing comes of it: a call that was cut off may have left a topic behind."""
        await topic_of(self.play, _name(place))
        for _ in range(_TRIES):
            await self._pause()
            thread = max(await self._topics(place))
            await self._does("write", as_=LIN, chat=ROOM, thread=thread, text="/take")
            with suppress(AssertionError):
                await self.play.until(says("为您服务"), seconds=5, kind="message", chat=_FIRST + place)
                return thread
        raise AssertionError(f"nobody could take {_name(place)}")

    async def _topics(self, place: int) -> list[int]:
        topics = (await self.play.room())["topics"]
        return [topic["message_thread_id"] for topic in topics if topic["name"] == _name(place)]

    async def _files(self, place: int) -> None:
        for words, answer in (
            ("提个建议", "请写下您的建议"),
            (f"请在{place}号门口装一个雨棚", "请留一个电话"),
            ("跳过", "请您核对建议内容"),
            ("确认", "JY-"),
        ):
            await self._writes(place, words)
            await self._sees(_FIRST + place, says(answer))

    async def _writes(self, place: int, text: str) -> None:
        await self._does("write", as_=_FIRST + place, text=text)

    async def _sees(self, chat: int, fits: Fits) -> str:
        """Return what is said, once it is."""
        event = await self.play.until(fits, seconds=_PATIENCE, kind="message", chat=chat)
        return str(event["message"].get("text"))

    async def _does(self, deed: str, **wish: Any) -> None:
        """Let somebody do what makes one update."""
        await self.play.do(deed, **wish)
        self.deeds += 1

    async def _pause(self) -> None:
        await self._clock.sleep(self.spread)

    async def confirmed_unheard(self, past: Past) -> int:
        """Return how many updates Telegram does not have any more and the database does not know."""
        deeds = self.deeds
        pending = sum((await self.play.see("stats"))["pending"].values())
        return int(max(0, deeds - pending - await past.handled()))

    # --- when it is over ---------------------------------------------------------------------------------------------

    async def rest(self, past: Past) -> None:
        """Wait until everything is heard, said and struck."""
        still = 0
        for _ in range(600):
            pending = (await self.play.see("stats"))["pending"]
            still = 0 if any(pending.values()) or await past.unsent() or await past.overdue() else still + 1
            if still >= 3:
                return
            await self._clock.sleep(0.1)
        raise AssertionError(
            f"no rest: {pending} at Telegram, {await past.unsent()} letters, {await past.overdue()} due"
        )

    async def figures(self, scenario: str, past: Past, *, kills: int | None, recovery: float | None) -> Figures:
        """Hold what people saw against what is kept, and both against what was done."""
        state = await self.play.see("state", messages=10000)
        group = next(group for group in state["groups"] if group["id"] == ROOM)
        room, topics = group["messages"], [topic["name"] for topic in group["topics"]]
        private = {chat["id"]: chat["messages"] for chat in state["privates"]}
        lost = [*self._never_seen(room, private)]
        heard = await past.heard()
        written = sum(message["from"]["id"] == chat for chat in private for message in private[chat])
        numbers = {number for messages in private.values() for number in _numbers(messages)}
        kept = await past.numbers()
        lost += [*numbers.symmetric_difference(kept), *range(self.filing - len(kept)), *range(written - heard)]
        strikes = await past.strikes()
        waited = await past.subjects_of({_FIRST})
        never_struck = [subject for subject in waited if not strikes[subject, "accept", 1, 1]]
        told = [_heard(messages, "答复") for messages in private.values()]
        print(f"{scenario}: lost {lost}, heard {heard} of {written}, never struck {never_struck}")  # noqa: T201 - if it fails
        return Figures(
            scenario=scenario,
            kill_points=kills,
            lost=len(lost),
            doubled=max(0, heard - written) + _unmarked(room) + sum(map(_unmarked_copies, private.values())),
            repeated=_again(topics) + _again(_mirrored(room)) + sum(map(_again, told)),
            out_of_order=_disorder(room, private),
            missed=await past.overdue(_LATE) + len(never_struck),
            fired_twice=sum(count - 1 for count in strikes.values()),
            two_owners=await past.second_owners(),
            ledger_gaps=_gaps(kept),
            recovery=recovery,
        )

    async def recoveries(self, begun: list[datetime]) -> list[float]:
        """Return for each life but the first how long it took until the bot said something, if it ever did."""
        calls = (await self.play.see("calls"))["calls"]
        sent = [datetime.fromisoformat(call["at"]) for call in calls if call["method"].lower() in _SENDS]
        ends = [*begun[2:], None]
        spans = []
        for begin, end in zip(begun[1:], ends, strict=True):
            first = next((at for at in sent if at > begin and (end is None or at < end)), None)
            if first is not None:
                spans.append((first - begin).total_seconds())
        return spans

    def _never_seen(self, room: list[Message], private: dict[int, list[Message]]) -> Iterator[str]:
        """Give what somebody wrote and whom it was for does not see."""
        probes = {f"消息 00-9{probe:03}" for probe in range(1, 1 + self._probes)}
        asked = {f"消息 {place:02}-{line:04}" for place in self._places() for line in range(self.lines)}
        yield from (probes | asked) - set(_mirrored(room))
        for place in self._places():
            told = {f"答复 {place:02}-{line:04}" for line in range(self.lines)}
            yield from told - set(_heard(private[_FIRST + place], "答复"))

    def _places(self) -> range:
        return range(1, 1 + self.served)


def _name(place: int) -> str:
    return f"住户{place:02}"


def _has_button(words: str) -> Fits:
    return lambda event: any(told.startswith(words) for told, _ in _buttons(event["message"]))


def _buttons(message: Message) -> Iterator[tuple[str, str]]:
    for row in (message.get("reply_markup") or {}).get("inline_keyboard", ()):
        for one in row:
            yield one["text"], one.get("callback_data", "")


def _mirrored(room: list[Message]) -> list[str]:
    """Return what stands in the topics that customers wrote; a card shows the last words, too, and is left out."""
    said = [message for message in room if message["from"]["is_bot"] and "状态" not in (message.get("text") or "")]
    return [line for message in said for line in _heard([message], "消息")]


def _heard(messages: list[Message], begin: str) -> list[str]:
    """Return the lines of the bot that begin so."""
    texts = [message.get("text") or "" for message in messages if message["from"]["is_bot"]]
    return [line for text in texts for line in text.splitlines() if line.startswith(f"{begin} ")]


def _numbers(messages: list[Message]) -> Iterator[str]:
    for message in messages:
        if message["from"]["is_bot"]:
            yield from _NUMBER.findall(message.get("text") or "")


def _again(lines: list[str]) -> int:
    return sum(count - 1 for count in Counter(lines).values())


def _unmarked(room: list[Message]) -> int:
    """Return how many lines stand in the room again without the mark of a repeat."""
    return _again(_mirrored([message for message in room if _REPEAT not in (message.get("text") or "")]))


def _unmarked_copies(messages: list[Message]) -> int:
    """Return how many copied lines stand there again without answering the mark of a repeat."""
    copies: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        for line in _heard([message], "答复"):
            copies[line].append(message)
    again = [message for found in copies.values() for message in found[1:]]
    return sum(_REPEAT not in message.get("reply_to_message", {}).get("text", "") for message in again)


def _disorder(room: list[Message], private: dict[int, list[Message]]) -> int:
    """Return in how many topics and chats the lines do not stand in the order in which they were written."""
    topics: dict[int, list[Message]] = defaultdict(list)
    for message in room:
        topics[message.get("message_thread_id", 0)].append(message)
    runs = [_mirrored(messages) for messages in topics.values()]
    runs += [_heard(messages, "答复") for messages in private.values()]
    once = [list(dict.fromkeys(run)) for run in runs]
    return sum(run != sorted(run) for run in once)


def _gaps(numbers: list[str]) -> int:
    """Return how many numbers are missing or doubled in their series: each begins at one, every day."""
    series: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        name, _, last = number.rpartition("-")
        series[name].append(int(last))
    return sum(len(set(range(1, 1 + len(found))) ^ set(found)) for found in series.values())
