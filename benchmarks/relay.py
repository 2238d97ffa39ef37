"""How many messages a second pass through a bot, and what each costs it in CPU."""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.figures import Figure, compared, reached, spread
from benchmarks.stage import CUSTOMERS, FIRST_CUSTOMER, Stage, clock

_GIVEN_UP = 12.0  # the usual bot's database is locked for five seconds at a time


@dataclass(frozen=True, slots=True)
class Round:
    """One flood of messages: how many came through a second, milliseconds of CPU for each, how many never came."""

    rate: float
    cpu: float
    lost: int
    house: float


async def figures(stages: Sequence[Stage], *, rounds: int, count: int, few: int) -> list[Figure]:
    """Flood the bots in turn, several times; the usual bot gets `few` messages, for it is slow."""
    found: dict[str, list[Round]] = defaultdict(list)
    for _ in range(rounds):
        for played in stages:
            found[played.name].append(await flood(played, few if played.name == "usual" else count))
    return list(_figures(found))


async def flood(played: Stage, count: int) -> Round:
    """Let everyone write at once, and see when the last message has come through."""
    sent, cpu, house = await played.calls(), played.usage().cpu, played.house_cpu()
    await played.do("bulk", count=count, users=CUSTOMERS, first_user=FIRST_CUSTOMER)
    begun = last = time.perf_counter()
    through = 0
    while through < count and time.perf_counter() - last < _GIVEN_UP:
        await clock.sleep(0.03)
        now = await played.calls() - sent
        if now > through:
            through, last = now, time.perf_counter()
    await played.until_quiet()  # what is still to be written down costs CPU too
    through = max(through, 1)
    used, host = played.usage().cpu - cpu, played.house_cpu() - house
    return Round(through / (last - begun), 1000 * used / through, count - through, 1000 * host / through)


def _figures(found: dict[str, list[Round]]) -> list[Figure]:
    rates = {name: [one.rate for one in rounds] for name, rounds in found.items()}
    costs = {name: [one.cpu for one in rounds] for name, rounds in found.items()}
    lost = {name: sum(one.lost for one in rounds) for name, rounds in found.items()}
    theirs = f"bare {lost['bare']}, usual {lost['usual']}"
    house = [one.house for rounds in found.values() for one in rounds]
    return [
        compared("messages relayed/s, against bare aiogram", rates["desk"], rates["bare"], at_least=0.8),
        compared("CPU per message, ms, against bare aiogram", costs["desk"], costs["bare"], at_most=1.3),
        compared("messages relayed/s, against the usual ORM bot", rates["desk"], rates["usual"], at_least=5),
        compared("CPU per message, ms, against the usual ORM bot", costs["desk"], costs["usual"]),
        reached("messages that never came through", lost["desk"], baseline=theirs, at_most=0),
        Figure(name="CPU of the sandbox per message, ms", ours=spread(house)),
    ]  # fmt: skip
