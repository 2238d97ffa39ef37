import pytest

from handlers.lettering import cut, escape, fitted, one_line, units, unlinked, visible

RTL = "\u202e"
FAMILY = "👨‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>Mei</b>", "&lt;b&gt;Mei&lt;/b&gt;"),
        ("Tom & Jerry", "Tom &amp; Jerry"),
        ("&lt;", "&amp;lt;"),
        ('"quoted"', '"quoted"'),
        ("half \ud83d pair", "half \ufffd pair"),
    ],
)
def test_marks_of_the_markup_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_what_was_escaped_is_seen_as_it_was_written() -> None:
    assert visible(f"<b>{escape('a < b & c > d')}</b>") == "a < b & c > d"


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("😀😀😀", 6, "😀😀😀"),
        ("😀😀😀😀", 6, "😀😀…"),
        ("😀😀", 2, "…"),
        (f"ab{FAMILY}", 6, "ab👨…"),
        ("word and more", 6, "word…"),
        ("", 0, ""),
        ("a", 0, ""),
    ],
)
def test_a_text_is_cut_to_a_measure_without_parting_a_pair(text: str, most: int, kept: str) -> None:
    assert cut(text, most) == kept


def test_the_measure_is_that_of_telegram() -> None:
    assert (units("Mei"), units("梅"), units("😀"), units("\ud83d")) == (3, 1, 2, 1)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Mei", "Mei"),
        (f"{RTL}ieM\u202c", "ieM"),
        ("Me\u200bi\u2060", "Mei"),
        ("Mei\nagent 07: pay me", "Mei agent 07: pay me"),
        ("  Mei \t Li  ", "Mei Li"),
        ("\u2066\u200f\ufeff", ""),
        ("Z" + "\u0301" * 500, "Z" + "\u0301" * 3),
        ("Mei\U000e0041", "Mei"),
        ("ㅤ", ""),
    ],
)
def test_a_name_plays_no_tricks(name: str, shown: str) -> None:
    assert one_line(name) == shown


@pytest.mark.parametrize(
    ("lines", "most", "kept"),
    [
        (["<b>one</b>", "two"], 20, "<b>one</b>\ntwo"),
        (["<b>one</b>", "two", "three"], 8, "<b>one</b>\n…"),
        (["much too long"], 5, "…"),
        ([], 5, ""),
    ],
)
def test_lines_are_kept_whole_as_far_as_they_fit(lines: list[str], most: int, kept: str) -> None:
    assert fitted(lines, most) == kept


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://example.com/pay?a=1&amp;b=2 now", "see https://example.com/pay?a=1&amp;b=2 now"),
        ("https://pay.example.com", "https://pay.example.com"),
        ("看https://evil.test/a，再说", "看<code>https://evil.test/a</code>，再说"),
        ("看 https://evil.test/a，再说", "看 <code>https://evil.test/a</code>，再说"),
        ("<b>evil.test</b>", "<b><code>evil.test</code></b>"),
        ("https://example.com.evil.test/", "<code>https://example.com.evil.test/</code>"),
        ("https://evilexample.com", "<code>https://evilexample.com</code>"),
        ("http://example.com@evil.test", "<code>http://example.com@evil.test</code>"),
        ("https://例子.中国/x", "<code>https://例子.中国/x</code>"),
        ("tg://user?id=7", "<code>tg://user?id=7</code>"),
        ("看evil.test", "看<code>evil.test</code>"),
        ("t.me/evil", "<code>t.me/evil</code>"),
        ("mei@example.org, 3.5 元, 8.30", "mei@example.org, 3.5 元, 8.30"),
    ],
)
def test_a_link_to_a_site_we_do_not_lead_to_is_shown_as_text(text: str, shown: str) -> None:
    assert unlinked(text, ("example.com",)) == shown
