"""What the control does to the world itself: faults, disturbed updates, limits, the speed of time."""

from collections.abc import Callable

from bot.sandbox.errors import bad_request
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def fault(world: World, wish: Json) -> Json:
    """Switch a fault on."""
    switched = world.faults.switch_on(**wish)
    return {"fault": next(shown for shown in world.faults.shown() if shown["id"] == switched.id)}


def fault_off(world: World, wish: Json) -> Json:
    """Switch one fault or all off."""
    world.faults.switch_off(wish.get("id"))
    return {}


def updates(world: World, wish: Json) -> Json:
    """Disturb how updates are delivered."""
    queue = world.bot(wish.get("bot")).updates
    queue.disturb(
        duplicate=int(wish.get("duplicate", 0)), reverse=bool(wish.get("shuffle")), next_id=wish.get("next_id")
    )
    if wish.get("confirm_all"):
        queue.waiting.clear()
    return {}


def update(world: World, wish: Json) -> Json:
    """Queue an update as it is."""
    return {"update_id": world.bot(wish.get("bot")).updates.inject(wish["update"])}


def limits(world: World, wish: Json) -> Json:
    """Switch the limits or change their pace."""
    world.limits.reset(wish.get("pace"), on=wish.get("on"))
    return {"on": world.limits.on, "pace": world.limits.pace}


def speed(world: World, wish: Json) -> Json:
    """Let time pass faster, where the clock can."""
    speed_up = getattr(world.clock, "speed_up", None)
    if speed_up is None:
        raise bad_request("this clock cannot be sped up")
    speed_up(float(wish["rate"]))
    world.feed.note("clock", now=world.clock.now().isoformat(), rate=float(wish["rate"]))
    return {"rate": wish["rate"]}


def log(world: World, wish: Json) -> Json:
    """Switch the log of calls, or begin it anew."""
    world.journal.on = bool(wish.get("on", world.journal.on))
    if wish.get("clear"):
        world.journal.clear()
    return {}


TROUBLES: dict[str, Callable[[World, Json], Json]] = {
    "fault": fault, "fault/off": fault_off, "updates": updates, "update": update, "limits": limits, "speed": speed,
    "log": log,
}  # fmt: skip
