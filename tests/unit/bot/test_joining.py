from bot.joining import LINES, PARAGRAPHS, fitting


def test_a_burst_of_short_lines_goes_as_one() -> None:
    assert fitting(["My tap leaks", "in the kitchen", "since Monday"], LINES) == 3


def test_the_first_always_goes_however_long_it_is() -> None:
    assert fitting(["x" * 5000, "y"], LINES) == 1


def test_nothing_is_joined_of_nothing() -> None:
    assert fitting([], LINES) == 0


def test_two_that_fill_the_message_exactly_go_together() -> None:
    assert fitting(["x" * 2000, "y" * 2095], LINES) == 2


def test_one_unit_too_many_goes_in_the_next_message() -> None:
    assert fitting(["x" * 2000, "y" * 2096], LINES) == 1


def test_an_emoji_counts_as_telegram_counts_it() -> None:
    assert fitting(["x" * 2000, "🔧" * 1048], LINES) == 1


def test_what_stands_between_counts_too() -> None:
    assert fitting(["x" * 2000, "y" * 2095], PARAGRAPHS) == 1
