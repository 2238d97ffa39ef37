from hypothesis import given
from hypothesis import strategies as st

from faq.masking import LONGEST, mask

pieces = st.sampled_from(
    [
        *("1", "3", "8", "138", "0013", "0755", "6222", "502", "2027-01-31", "１", "零", "一三八"),
        *("-", ".", "@", "+", "(", ")", ",", "：", "〔", "〕", "\u200b", "〔电话〕", "[name]"),
        *("栋", "号楼", "单元", "室", "路", "号", "room", "沪", "A", "ａ", "a.b", "c@d.e"),
        *("我叫", "我是", "姓名", "王", "小明", "先生", "欧阳", "my name is", "call", "Mr", "John"),
    ]
)
messages = st.one_of(st.text(), st.lists(st.one_of(pieces, st.just(" ")), max_size=60).map("".join))


@given(messages)
def test_any_text_can_be_masked_and_a_masked_text_stays_as_it_is(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked


@given(st.text(max_size=40), st.integers(10_000_000_000, 999_999_999_999_999_999), st.text(max_size=40))
def test_no_long_number_is_left_whatever_stands_around_it(before: str, number: int, behind: str) -> None:
    assert str(number) not in mask(f"{before}{number}{behind}")


@given(
    st.sampled_from(["1", "a", "王", "-", "@", ".", "12-", "a@", "一", "〔", "3栋", "我叫"]), st.integers(1, LONGEST)
)
def test_no_repetition_takes_long(piece: str, times: int) -> None:
    assert len(mask(piece * times)) <= 10 * LONGEST
