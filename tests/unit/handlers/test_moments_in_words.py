from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.moments import about, clock_time, on_day, span
from handlers.words import words_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
LATE = datetime(2026, 11, 22, 17, 2, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "chinese", "english"),
    [
        (timedelta(seconds=-5), "0 秒", "0 seconds"),
        (timedelta(0), "0 秒", "0 seconds"),
        (timedelta(seconds=1), "1 秒", "1 second"),
        (timedelta(minutes=3), "3 分钟", "3 minutes"),
        (timedelta(minutes=3, seconds=20), "3 分钟 20 秒", "3 minutes 20 seconds"),
        (timedelta(hours=1, minutes=5), "1 小时 5 分钟", "1 hour 5 minutes"),
        (timedelta(hours=72), "3 天", "3 days"),
        (timedelta(days=1, hours=2, minutes=3), "1 天 2 小时", "1 day 2 hours"),
    ],
)
def test_a_span_is_told_by_its_two_largest_parts(length: timedelta, chinese: str, english: str) -> None:
    assert (span(length, words_of("zh")), span(length, words_of("en"))) == (chinese, english)


@pytest.mark.parametrize(
    ("length", "chinese", "english"),
    [
        (timedelta(seconds=20), "不到 1 分钟", "less than a minute"),
        (timedelta(minutes=1), "约 1 分钟", "about 1 minute"),
        (timedelta(minutes=4, seconds=40), "约 5 分钟", "about 5 minutes"),
        (timedelta(hours=1), "约 1 小时", "about 1 hour"),
    ],
)
def test_in_passing_a_span_is_told_in_whole_minutes(length: timedelta, chinese: str, english: str) -> None:
    assert (about(length, words_of("zh")), about(length, words_of("en"))) == (chinese, english)


def test_a_moment_is_told_in_local_time() -> None:
    assert clock_time(LATE, SHANGHAI) == "01:02"
    assert clock_time(LATE, UTC, seconds=True) == "17:02:07"


def test_a_moment_of_another_day_carries_its_date() -> None:
    assert clock_time(LATE, SHANGHAI, today=LATE) == "01:02"
    assert clock_time(LATE, SHANGHAI, today=LATE - timedelta(hours=2)) == "11-23 01:02"


def test_a_promise_is_named_by_its_day_which_stays_true_however_late_it_is_read() -> None:
    assert on_day(LATE, SHANGHAI, words_of("zh")) == "11 月 23 日 1:02"
    assert on_day(LATE, SHANGHAI, words_of("en")) == "on 23 November at 1:02"
