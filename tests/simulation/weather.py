"""What goes wrong between the bot and Telegram, and when a life of the bot ends, by one seed."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random  # noqa: TID251 - seeded: the same weather every time

from tests.simulation.life import Lives
from tests.simulation.town import Town

_FAULTS: tuple[dict[str, object], ...] = (
    {"kind": "error", "code": 429, "retry_after": 3},
    {"kind": "error", "code": 429, "retry_after": 20, "method": "sendMessage"},
    {"kind": "error", "code": 500},
    {"kind": "error", "code": 502, "method": "getUpdates"},
    {"kind": "html"},
    {"kind": "reset_before"},
    {"kind": "reset_after"},
    {"kind": "hang", "method": "[!g]*"},
    {"kind": "delay", "seconds": 4.0},
)


@dataclass
class Weather:
    """How much of it there was."""

    storms: int = 0
    repeated: int = 0


def plan_weather(
    town: Town, lives: Lives, chance: Random, *, days: float, storms_a_day: float, crashes: int
) -> Weather:
    """Plan the storms, the repeated updates and the sudden ends of a stretch of days."""
    weather = Weather()
    span = days * 86400.0
    for _ in range(round(days * storms_a_day)):
        town.later(chance.uniform(0, span), _storm(town, chance, weather))
        town.later(chance.uniform(0, span), _repeat(town, chance, weather))
    for _ in range(crashes):
        town.later(chance.uniform(0.02, 0.98) * span, lambda: lives.doom(chance.randint(1, 120)))
    return weather


def _storm(town: Town, chance: Random, weather: Weather) -> Callable[[], None]:
    """Let calls fail for some minutes, one in a few."""

    def begin() -> None:
        weather.storms += 1
        faults = town.world.faults
        fault = faults.switch_on(
            **chance.choice(_FAULTS), chance=chance.choice((0.2, 0.5, 1.0)), seed=chance.getrandbits(32)
        )
        town.later(chance.uniform(20, 400), lambda: faults.switch_off(fault.id))

    return begin


def _repeat(town: Town, chance: Random, weather: Weather) -> Callable[[], None]:
    """Let the next updates come again although they were confirmed."""

    def disturb() -> None:
        count = chance.randint(1, 5)
        weather.repeated += count
        town.world.bot().updates.disturb(duplicate=count)

    return disturb
