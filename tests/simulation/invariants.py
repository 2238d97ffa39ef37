"""What is always true of the desk, whatever happens; each is a function of the record that fails with what is not.

A new one is such a function and its place in `EVERY_HOUR` or `IN_THE_END`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import TypeVar

from desk import events as e
from desk.state import Conversation, State
from tests.kit.desks import ROOM
from tests.simulation.record import Invariant, Record, moment

T = TypeVar("T")

_OUR_FAULT = re.compile(r"(?!Client|Server)\w+(Error|Move): ")

_WAITS = frozenset({State.QUEUED, State.OFFERED})
_AT_ONCE = timedelta(seconds=1)
_MICROSECOND = timedelta(microseconds=1)
_CATCHES_UP = timedelta(minutes=15)  # a storm may keep a new life from hearing, and nothing strikes before it has heard


# --- always ------------------------------------------------------------------------------------------------------


def replay_equals_state(record: Record) -> None:
    """Each conversation is what its events leave it."""
    wrong = [(stored, _differs(stored, folded)) for stored, folded in record.changed if stored != folded]
    _none(wrong)


def no_clock_struck_twice(record: Record) -> None:
    """One strike for each subject, clock, tier and occurrence; the events tell of the same ones as the ledger."""
    twice = record.rows(
        "SELECT subject, clock, tier, occurrence, count(*) FROM strikes GROUP BY 1, 2, 3, 4 HAVING count(*) > 1"
    )
    _none(twice)
    struck = [(before.id, news.clock, news.tier, news.occurrence) for before, news in _strikes(record)]
    _none(_twice(struck))


def nobody_is_told_early(record: Record) -> None:
    """A strike is never before its time, in the ledger and in the history."""
    _none(record.rows("SELECT subject, clock, due, at FROM strikes WHERE at < due"))
    early = [
        (before.id, news) for before, news, _ in record.new
        if isinstance(news, e.Struck | e.Closed) and news.at < news.due
    ]  # fmt: skip
    _none(early)


def strikes_are_punctual(record: Record) -> None:
    """Any clock strikes within a second, but where nobody was there to let it, or nobody had heard what began it."""
    late = [
        (subject, clock, tier, moment(due), moment(at))
        for subject, clock, tier, due, at, customer in record.rows(_LATE, _AT_ONCE // _MICROSECOND)
        if not _was_down(record, moment(due), moment(at)) and not _was_deaf(record, customer, moment(due), moment(at))
    ]
    _none(late)


def waiting_never_shrinks(record: Record) -> None:
    """Within one stretch of waiting nobody's waiting begins later than it did."""
    shrunk = [
        (before.id, news, before.waiting_since, after.waiting_since)
        for before, news, after in record.new
        if before.state in _WAITS
        and after.state in _WAITS
        and before.waiting_since is not None
        and (after.waiting_since is None or after.waiting_since > before.waiting_since)
    ]
    _none(shrunk)


def nobody_is_left_alone(record: Record) -> None:
    """An open conversation is the bot's, has an owner or a place in the queue, or a reason to rest."""
    alone = [one for one, _ in record.changed if not _has_somebody(one)]
    _none(alone)


def one_open_conversation(record: Record) -> None:
    """No customer has two at once."""
    _none(
        record.rows(
            "SELECT customer, count(*) FROM conversations WHERE state != 'CLOSED' GROUP BY customer HAVING count(*) > 1"
        )
    )


def capacity_is_kept(record: Record) -> None:
    """Nobody has more in hand than one may: what is served, and what is kept for them."""
    _none((owner, held) for owner, held in record.rows(_CLAIMED) if held > record.rules.capacity)


def nothing_is_heard_twice(record: Record) -> None:
    """A message is in the history once, however often its update came."""
    heard = [
        (before.customer, news.message) for before, news, _ in record.new if isinstance(news, e.CustomerWrote)
    ]  # fmt: skip
    _none(_twice(heard))
    _none(record.rows("SELECT kind, number, error FROM dead_letters WHERE kind = 'update'"))


# --- when it is quiet --------------------------------------------------------------------------------------------


def every_update_is_handled(record: Record) -> None:
    """What Telegram had for us is confirmed, and is in the record as far as that goes back."""
    updates = record.town.world.bot().updates
    _none(updates.waiting)
    (first,) = record.rows("SELECT min(update_id) FROM handled_updates")[0]
    if first is not None:
        handled = {row[0] for row in record.rows("SELECT update_id FROM handled_updates")}
        _none(set(range(first, updates.next_id)) ^ handled)


def every_message_is_in_the_history(record: Record) -> None:
    """Whatever a customer wrote that is no command was heard, exactly once."""
    written = {
        (chat.id, message["message_id"])
        for chat in record.town.world.bot().privates.values()
        for message in chat.messages.values()
        if message["from"]["id"] == chat.id and not message.get("text", "").startswith("/")
    }
    heard = [
        (row[0], row[1])
        for row in record.rows(
            "SELECT c.customer, json_extract(e.body, '$.message') FROM events e"
            " JOIN conversations c ON e.subject = 'conversation:' || c.id WHERE e.type = 'CustomerWrote'"
        )
    ]
    _none(_twice(heard))
    _none(set(heard) ^ {one for one in written if one[0] not in record.town.staff})


def every_letter_has_ended(record: Record) -> None:
    """Sent, dropped or dead; the dead are those kept aside with their reason."""
    _none(record.rows("SELECT id, type, status FROM outbox WHERE settled_at IS NULL"))
    _none(record.rows("SELECT id, type FROM outbox WHERE status NOT IN ('sent', 'dropped')"))
    lost = record.count("SELECT count(*) FROM outbox WHERE status = 'dropped' AND error IS NOT NULL")
    assert lost <= record.count("SELECT count(*) FROM dead_letters WHERE kind = 'letter'")


def no_letter_is_lost_by_us(record: Record) -> None:
    """A letter may be refused by Telegram, but never be one that we cannot say."""
    dead = record.rows("SELECT type, error FROM outbox WHERE error IS NOT NULL")
    _none({(name, error) for name, error in dead if _OUR_FAULT.match(error)})


def nothing_is_overdue(record: Record) -> None:
    """No clock has come due that has not struck."""
    now = record.town.clock.now()
    late = record.rows("SELECT id, state, due_at FROM conversations WHERE due_at IS NOT NULL")
    _none([(number, state, moment(due)) for number, state, due in late if moment(due) < now])


def _none(found: Iterable[object]) -> None:
    """Fail with what was found, if anything was."""
    seen = list(found)
    assert not seen, f"{len(seen)}: {seen[:3]}"


def _twice(found: Sequence[T]) -> list[T]:
    return [one for one, times in Counter(found).items() if times > 1]


def _differs(stored: Conversation, folded: Conversation) -> dict[str, tuple[object, object]]:
    pairs = {one.name: (getattr(stored, one.name), getattr(folded, one.name)) for one in fields(stored)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _strikes(record: Record) -> list[tuple[Conversation, e.Struck]]:
    return [(before, news) for before, news, _ in record.new if isinstance(news, e.Struck)]


def _was_down(record: Record, due: datetime, at: datetime) -> bool:
    """Tell whether no life of the bot was there, or it had not caught up yet."""
    return any(due - _CATCHES_UP < begun <= at < begun + _CATCHES_UP for begun in record.begun_at)


def _was_deaf(record: Record, customer: int | None, due: datetime, at: datetime) -> bool:
    """Tell whether what was done before the due moment was heard only after it, and the strike came at once."""
    return any(
        chat in {customer, ROOM} and done <= due < heard <= at <= heard + _AT_ONCE
        for chat, done, heard in record.town.heard_late
    )


def _has_somebody(one: Conversation) -> bool:
    match one.state:
        case State.QUEUED:
            return one.waiting_since is not None and one.queued_at is not None
        case State.HOLD:
            return getattr(one, "hold", None) is not None or one.owner is not None
        case State.OFFERED | State.ACTIVE:
            return one.owner is not None or getattr(one, "offered_to", None) is not None
        case State.RESOLVED:
            return one.resolved_at is not None
        case _:
            return True


_LATE = """
SELECT s.subject, s.clock, s.tier, s.due, s.at, c.customer
FROM strikes s LEFT JOIN conversations c ON s.subject = 'conversation:' || c.id
WHERE s.at - s.due > ?
"""
_CLAIMED = """
SELECT owner, count(*) FROM conversations WHERE state IN ('ACTIVE', 'OFFERED') GROUP BY owner
"""

EVERY_HOUR: tuple[Invariant, ...] = (
    replay_equals_state,
    no_clock_struck_twice,
    nobody_is_told_early,
    strikes_are_punctual,
    waiting_never_shrinks,
    nobody_is_left_alone,
    one_open_conversation,
    capacity_is_kept,
    nothing_is_heard_twice,
)
IN_THE_END: tuple[Invariant, ...] = (
    *EVERY_HOUR,
    every_update_is_handled,
    every_message_is_in_the_history,
    every_letter_has_ended,
    no_letter_is_lost_by_us,
    nothing_is_overdue,
)
