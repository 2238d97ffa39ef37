"""No card and no ID number survives, whatever stands around it; amounts, phones, dates and case numbers always do."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desk.secrets import MASK, SecretKind, masked

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

_words = st.sampled_from(
    [
        "",
        "我的卡号是",
        "请退到",
        "my card is ",
        "退款，",
        "（谢谢）",
        " please\n",
        "ID：",
        "“",
        "abc ",
        "好的。",
        "住3栋",
    ]
)
_separators = st.sampled_from(["", " ", "-", "\u3000", "–", "·"])
_pieces = st.sampled_from(
    [
        "密码",
        "验证码",
        "password",
        "是",
        ":",
        " is ",
        "1",
        "12",
        "3456",
        "６",
        "-",
        " ",
        "x",
        "X",
        "年",
        "元",
        "六",
        MASK,
    ]
)


def check_digit(digits: str) -> str:
    """Return the digit that makes a number pass Luhn's check."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits)))
    return str(-sum(value - 9 * (value > 9) for value in doubled) % 10)


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Draw the number of a bank card."""
    issuer = draw(st.sampled_from(["4", "51", "55", "2221", "2720", "34", "37", "36", "35", "62", "6222", "60", "81"]))
    length = draw(st.sampled_from([13, 15, 16, 17, 18, 19]))
    rest = draw(st.text("0123456789", min_size=length - len(issuer) - 1, max_size=length - len(issuer) - 1))
    return issuer + rest + check_digit(issuer + rest)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """Draw an ID number of the mainland."""
    area = draw(st.sampled_from(["110105", "310101", "440524", "500101", "650101"]))
    born = draw(st.dates(date(1930, 1, 1), date(2025, 12, 31)))
    digits = f"{area}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return digits + "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11]


def in_fours(number: str, separator: str) -> str:
    return separator.join(number[at : at + 4] for at in range(0, len(number), 4))


def full_width(text: str) -> str:
    return text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789X-"})


@given(cards(), _separators, st.booleans(), _words, _words)
def test_no_card_survives(number: str, separator: str, wide: bool, before: str, behind: str) -> None:  # noqa: FBT001
    written = in_fours(number, separator)
    shown = full_width(written) if wide else written
    text, kinds = masked(f"{before}{shown}{behind}")
    assert text == f"{before}{MASK}{behind}"
    assert len(kinds) == 1


@given(id_numbers(), st.sampled_from(["", " ", "-"]), st.booleans(), _words, _words)
def test_no_id_number_survives(number: str, separator: str, wide: bool, before: str, behind: str) -> None:  # noqa: FBT001
    written = separator.join((number[:6], number[6:14], number[14:]))
    shown = full_width(written) if wide else written
    text, kinds = masked(f"{before}{shown}{behind}")
    assert text == f"{before}{MASK}{behind}"
    assert kinds == (SecretKind.ID,)


@given(st.sampled_from(["验证码", "验证码是", "动态码：", "OTP ", "verification code: "]), st.integers(4, 8), st.data())
def test_no_code_survives_beside_its_word(word: str, length: int, data: st.DataObject) -> None:
    code = data.draw(st.text("3456789", min_size=length, max_size=length))
    assert masked(f"您好，{word}{code}。") == (f"您好，{word}{MASK}。", (SecretKind.CODE,))


@given(
    st.sampled_from(["13", "15", "18", "19"]),
    st.integers(0, 999_999_999),
    st.sampled_from(["{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}", "+86{0}{1}{2}", "86{0}{1}{2}", "+86 {0} {1} {2}"]),
    st.sampled_from(["我的电话", "忘记密码 ", "没收到验证码 ", "call ", ""]),
)
def test_phones_survive(head: str, rest: int, form: str, before: str) -> None:
    number = f"{head}{rest:09}"
    written = before + form.format(number[:3], number[3:7], number[7:])
    assert masked(written) == (written, ())


@given(
    st.decimals(Decimal("0.01"), Decimal("9999999.99"), places=2),
    st.sampled_from(["{0}元", "{0:,}元", "¥{0:,}", "{0} yuan", "共{0}元，请退"]),
    st.sampled_from(["", "没收到验证码，", "密码错误，扣了", "I paid "]),
)
def test_amounts_survive(amount: Decimal, form: str, before: str) -> None:
    written = before + form.format(amount)
    assert masked(written) == (written, ())


@given(
    st.datetimes(),
    st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M:%S", "%H:%M", "%m-%d %H:%M"]),
    st.sampled_from(["", "没收到验证码，", "忘记密码 ", "since "]),
)
def test_dates_survive(moment: object, form: str, before: str) -> None:
    written = before + format(moment, form)
    assert masked(written) == (written, ())


@given(st.sampled_from(["TS", "BX", "JY", "BY"]), st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 99_999))
def test_case_numbers_survive(series: str, day: date, count: int) -> None:
    written = f"{series}-{day:%Y%m%d}-{count:04} 和 {series}-{day:%Y%m%d}-{count + 1:04} 到哪一步了？"
    assert masked(written) == (written, ())


@given(st.one_of(st.text(), st.lists(_pieces, max_size=40).map("".join)))
def test_what_was_masked_stays_as_it_is(text: str) -> None:
    once, _ = masked(text)
    assert masked(once) == (once, ())


@given(
    st.sampled_from(["1", "密码", "验证码 ", "4 ", "4111-", "1 2", "a1", "password is ", "６"]), st.integers(1, 4096)
)
def test_no_repetition_takes_long(piece: str, times: int) -> None:
    assert len(masked(piece * times)[0]) <= (len(piece) + len(MASK)) * times
