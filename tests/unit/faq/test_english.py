"""English as it is typed on a phone, or in Britain, finds what was written otherwise."""

import pytest

from faq.english import SPELLINGS, one_way
from faq.text import fold, normalise


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("Sir, where is the nearest service centre?", "where is the nearest service center"),
        ("my order was cancelled guys", "My order was canceled"),
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
    assert one_way(fold(text)) == fold(text)


def test_what_is_written_out_is_not_short_any_more() -> None:
    assert [long for long in SPELLINGS.values() if one_way(long) != long] == []


def test_beside_chinese_nothing_is_one_way() -> None:
    assert normalise("u盘坏了 wen") == fold("u盘坏了 wen")
