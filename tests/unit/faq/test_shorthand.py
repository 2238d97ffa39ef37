"""English as it is typed on a phone finds what was written in full."""

import pytest

from faq.shorthand import SHORT, written_out
from faq.text import fold, normalise


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("wen will u come", "When will you come?"),
        ("Hw do i change my pwd??", "how do I change my password"),
        ("r u open 2moro", "Are you open tomorrow?"),
        ("I don't wanna wait", "i do not want to wait"),
        ("whats ur adress", "What is your address"),
        ("plz tell me abt the parking fee thx", "tell me about the parking fee"),
        ("cant i pay thru wechat", "Cannot I pay through WeChat?"),
    ],
)
def test_short_forms_have_the_key_of_what_they_stand_for(typed: str, full: str) -> None:
    assert normalise(typed) == normalise(full)


@pytest.mark.parametrize("text", ["building r", "r 2 unit", "id card", "I was ill", "we were there", "the cup", "dust"])
def test_what_can_be_read_otherwise_stays(text: str) -> None:
    assert written_out(fold(text)) == fold(text)


def test_what_is_written_out_is_not_short_any_more() -> None:
    assert [long for long in SHORT.values() if written_out(long) != long] == []


def test_beside_chinese_nothing_is_written_out() -> None:
    assert normalise("u盘坏了 wen") == fold("u盘坏了 wen")
