from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import GROUP, PRIVATE_CHAT, WHOLE_BOT, Limit, Pacer
from bot.sandbox.limits import Limits
from tests.kit.cast import MEI, PENG, STAFF_ROOM, at

SECOND = timedelta(seconds=1)


class Street:
    """A pacer on virtual time: everything that wants to be said is said as early as allowed, first things first."""

    def __init__(self, pace: float = 1.0) -> None:
        self.pacer = Pacer(pace)
        self.said: list[tuple[datetime, int]] = []

    def say_all(self, letters: Sequence[tuple[timedelta, int]]) -> None:
        """Say letters (when each is written, to which chat), in order within a chat."""
        waiting = sorted((at() + after, number, chat) for number, (after, chat) in enumerate(letters))
        now = at()
        while waiting:
            chats: set[int] = set()
            heads = [one for one in waiting if one[2] not in chats and not chats.add(one[2])]  # type: ignore[func-returns-value]
            moments = {one: max(one[0], now + self.pacer.wait(one[2], max(now, one[0]))) for one in heads}
            head = min(heads, key=lambda one: (moments[one], one[1]))
            now = max(moments[head], now)
            if self.pacer.wait(head[2], now):
                continue
            self.pacer.spend(head[2], now)
            self.said.append((now, head[2]))
            waiting.remove(head)

    def moments(self, chat: int | None = None) -> list[datetime]:
        """Return when something was said, to a chat or at all."""
        return [moment for moment, where in self.said if chat in {None, where}]


def most_within(moments: Sequence[datetime], span: timedelta) -> int:
    """Return the most that was said in any span, its end not counted."""
    return max(sum(1 for other in moments if moment <= other < moment + span) for moment in moments)


CHATS = (MEI.chat_id, PENG.chat_id, STAFF_ROOM)
SCHEDULES = st.lists(
    st.tuples(st.integers(0, 90_000).map(lambda ms: timedelta(milliseconds=ms)), st.sampled_from(CHATS)),
    min_size=1,
    max_size=60,
)


@given(SCHEDULES)
def test_no_schedule_brings_any_chat_over_its_limit_in_any_span(letters: list[tuple[timedelta, int]]) -> None:
    street = Street()
    street.say_all(letters)
    for chat, limit in ((MEI.chat_id, PRIVATE_CHAT), (PENG.chat_id, PRIVATE_CHAT), (STAFF_ROOM, GROUP)):
        if moments := street.moments(chat):
            assert most_within(moments, limit.span) <= limit.count
    assert most_within(street.moments(), WHOLE_BOT.span) <= WHOLE_BOT.count


class Still:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.moment = at()

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@given(SCHEDULES, st.integers(0, 10**9))
def test_telegrams_own_buckets_refuse_nothing_even_when_each_message_takes_its_time_to_arrive(
    letters: list[tuple[timedelta, int]], seed: int
) -> None:
    street = Street()
    street.say_all(letters)
    delays = [timedelta(milliseconds=(seed >> (n % 20)) % 400) for n in range(len(street.said))]
    clock = Still()
    limits = Limits(clock)
    for arrived, chat in sorted(
        (moment + delay, chat) for (moment, chat), delay in zip(street.said, delays, strict=True)
    ):
        clock.moment = arrived
        limits.take(1, chat)
    assert not limits.refused


def rate_used(limit: Limit, moments: Sequence[datetime]) -> float:
    """Return which part of what a limit allows over the time was said."""
    spans = (moments[-1] - moments[0]) / limit.span
    return len(moments) / (limit.count * spans)


def test_with_a_backlog_more_than_95_percent_of_a_groups_minutes_are_used() -> None:
    street = Street()
    street.say_all([(timedelta(), STAFF_ROOM)] * 400)
    assert rate_used(GROUP, street.moments()) >= 0.95


def test_with_a_backlog_more_than_95_percent_of_a_private_chats_seconds_are_used() -> None:
    street = Street()
    street.say_all([(timedelta(), MEI.chat_id)] * 200)
    assert rate_used(PRIVATE_CHAT, street.moments()) >= 0.95


def test_with_a_backlog_more_than_95_percent_of_what_the_bot_may_say_is_used() -> None:
    street = Street()
    street.say_all([(timedelta(), 5000 + n % 200) for n in range(400)])
    assert rate_used(WHOLE_BOT, street.moments()) >= 0.95


def test_a_short_exchange_with_one_customer_waits_for_nothing() -> None:
    street = Street()
    street.say_all([(timedelta(), MEI.chat_id)] * 2)
    assert street.moments() == [at(), at()]


def test_the_third_message_of_a_burst_waits_its_second() -> None:
    street = Street()
    street.say_all([(timedelta(), MEI.chat_id)] * 3)
    assert street.moments() == [at(), at(), at(seconds=1)]


def test_a_pace_of_ten_makes_a_minute_six_seconds() -> None:
    street = Street(pace=10)
    street.say_all([(timedelta(), STAFF_ROOM)] * 21)
    assert street.moments()[20] == at(seconds=6)


def test_an_album_weighs_as_much_as_it_holds() -> None:
    pacer = Pacer()
    pacer.spend(MEI.chat_id, at(), count=10)
    assert pacer.wait(MEI.chat_id, at()) == 9 * SECOND


def test_a_reaction_costs_a_chat_nothing() -> None:
    pacer = Pacer()
    for _ in range(5):
        pacer.spend(MEI.chat_id, at(), light=True)
    assert pacer.wait(MEI.chat_id, at()) == timedelta()


def test_reactions_count_to_what_the_bot_may_say() -> None:
    pacer = Pacer()
    for _ in range(20):
        pacer.spend(STAFF_ROOM, at(), light=True)
    assert pacer.room(at()) == 0


def test_a_chat_that_must_rest_does_not_hold_up_another() -> None:
    pacer = Pacer()
    pacer.rest(MEI.chat_id, at(seconds=40))
    waits = [pacer.wait(chat, at(), light=light) for chat in (MEI.chat_id, PENG.chat_id) for light in (False, True)]
    assert waits == [40 * SECOND, 40 * SECOND, timedelta(), timedelta()]


def test_a_bot_that_must_rest_says_nothing_anywhere() -> None:
    pacer = Pacer()
    pacer.rest(None, at(seconds=5))
    assert (pacer.wait(MEI.chat_id, at()), pacer.room(at()), pacer.room(at(seconds=5))) == (5 * SECOND, 0, 20)


def test_a_groups_budget_is_scarce_when_a_third_of_a_burst_is_left() -> None:
    pacer = Pacer()
    told: list[bool] = []
    for _ in range(11):
        told.append(pacer.scarce(STAFF_ROOM, at()))
        pacer.spend(STAFF_ROOM, at())
    assert told == [False] * 10 + [True]


def test_a_private_chat_is_never_scarce() -> None:
    pacer = Pacer()
    pacer.spend(MEI.chat_id, at(), count=5)
    assert not pacer.scarce(MEI.chat_id, at())


def test_those_who_wait_for_a_group_are_spread_over_its_coming_minute() -> None:
    pacer = Pacer()
    pacer.spend(STAFF_ROOM, at(), count=15)
    booked = [pacer.book(STAFF_ROOM, at()) for _ in range(22)]
    assert booked == [at(seconds=3 * n) for n in range(1, 22)] + [at(seconds=3)]


def test_chats_long_silent_are_forgotten() -> None:
    pacer = Pacer(pace=10_000)
    for number in range(10_001):
        pacer.spend(5000 + number, at(seconds=number))
    assert len(pacer._chats) < 10


def test_a_topic_that_says_all_it_may_never_keeps_another_waiting() -> None:
    pacer, now = Pacer(), at()
    for _ in range(600):
        while not pacer.wait(STAFF_ROOM, now, topic=1):
            pacer.spend(STAFF_ROOM, now, topic=1)
        assert pacer.wait(STAFF_ROOM, now, topic=2) == timedelta()
        now += SECOND


def test_a_topic_that_has_said_its_share_joins_what_it_can() -> None:
    pacer, told = Pacer(), []
    for _ in range(9):
        told.append(pacer.scarce(STAFF_ROOM, at(), 1))
        pacer.spend(STAFF_ROOM, at(), topic=1)
    assert told == [False] * 7 + [True] * 2
    assert not pacer.scarce(STAFF_ROOM, at(), 2)
    assert not pacer.scarce(STAFF_ROOM, at(seconds=61), 1)


@pytest.mark.parametrize(("topics", "share"), [(1, 0.5), (2, 0.6), (7, 0.95), (50, 0.95)])
def test_many_topics_together_say_what_telegram_allows_and_one_alone_half_of_it(topics: int, share: float) -> None:
    pacer, now, said = Pacer(), at(), 0
    for tick in range(6000):
        topic = tick % topics
        if not pacer.wait(STAFF_ROOM, now, topic=topic):
            pacer.spend(STAFF_ROOM, now, topic=topic)
            said += 1
        now += SECOND / 10
    assert share <= said / (GROUP.count * 10) <= 1.05


def test_a_clock_that_is_set_back_an_hour_keeps_nobody_waiting_for_an_hour() -> None:
    pacer = Pacer()
    for _ in range(15):
        pacer.spend(STAFF_ROOM, at(minutes=60))
    assert pacer.wait(STAFF_ROOM, at()) <= timedelta(seconds=3)
    assert pacer.book(STAFF_ROOM, at()) <= at(seconds=3)
    pacer.rest(STAFF_ROOM, at(seconds=40))
    assert pacer.wait(STAFF_ROOM, at(seconds=1)) == 39 * SECOND
