"""What nobody should read, keep or pass on, whoever wrote it: passwords, one-time codes, bank cards, ID numbers.

`masked` hides it in a text and tells which kinds there were (001:965, 001:1005). It goes by what proves itself: the
check digit of a card or an ID number, the word beside a password or a code. Amounts, dates, phone numbers and the
numbers of cases and orders stay readable. What was masked once stays as it is.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

MASK: Final = "●●●●●●"
"""What stands where a secret stood, whatever its length."""


class SecretKind(StrEnum):
    """What was hidden."""

    PASSWORD = "password"  # noqa: S105 - a name, no password
    CODE = "code"  # sent for one use: 验证码, 动态码, OTP; also the code on the back of a card
    CARD = "card"
    ID = "id"


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of a text, from a place until just before another."""

    start: int
    end: int
    kind: SecretKind


def masked(text: str) -> tuple[str, tuple[SecretKind, ...]]:
    """Return a text without its secrets, and the kinds there were in it, each once, in their order."""
    if not _MAY_HOLD.search(text):
        return text, ()
    plain = _plain(text)
    kept: list[str] = []
    kinds: list[SecretKind] = []
    here = 0
    for found in sorted(_secrets(plain), key=lambda one: (one.start, -one.end)):
        if found.end <= here:
            continue
        if found.start >= here:
            kept += [text[here : found.start], MASK]
        kinds.append(found.kind)
        here = found.end
    return "".join((*kept, text[here:])), tuple(dict.fromkeys(kinds))


def is_masked(text: str) -> bool:
    """Tell whether something was hidden in a text, so that its original must not be shown."""
    return MASK in text


_MAY_HOLD = re.compile(r"(?:[\d①-⑳零〇一二三四五六七八九幺].*?){3}|密码|口令|pass|pwd|ｐ", re.IGNORECASE | re.DOTALL)


def _plain(text: str) -> str:
    """Return the text with all digits and Latin letters in their plain form, every sign at its place."""
    return text if text.isascii() else "".join(map(_plain_sign, text))


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if "！" <= sign <= "～":
        narrow = chr(ord(sign) - 0xFEE0)
        return narrow if narrow.isalnum() or narrow in _JOINS else sign
    return _SPOKEN.get(sign, sign)


_JOINS: Final = "-:=_@#+*."
_SPOKEN: Final = {**dict.fromkeys("\xa0\u2002\u2003\u2009\u202f\u3000", " "), **dict.fromkeys("‐‑–—−", "-")}
_SPOKEN_DIGITS = str.maketrans("零〇一二三四五六七八九幺", "0012345678" + "91")


def _secrets(plain: str) -> Iterator[_Found]:
    counted = plain.translate(_SPOKEN_DIGITS)
    for run in _RUN.finditer(counted):
        yield from _numbers(counted, run)
    for kind, patterns in _BESIDE_A_WORD.items():
        for pattern in patterns:
            for found in pattern.finditer(counted if kind is SecretKind.CODE else plain):
                if not _is_something_else(found["value"], found.string, found.end("value"), said=bool(found["said"])):
                    yield _Found(found.start("value"), found.end("value"), kind)


# --- numbers that prove themselves -----------------------------------------------------------------------------------

_RUN = re.compile(r"(?<!\d)\d(?:[ \t\-._·/\u200b-\u200d]{0,2}\d){11,}[Xx]?|(?<!\d)\d(?:[ -]?\d){16}[ -]?[Xx]")
_GROUP = re.compile(r"\d+[Xx]?|[Xx]")
_CARD_SHAPES: Final = frozenset({(4, 6, 5), (4, 6, 4), (6, 13), (6, 10), (6, 12), (6, 11), (4, 4, 4, 4, 3)})
_ID_SHAPES: Final = frozenset({(6, 8, 4), (6, 4, 4, 4), (3, 3, 8, 4), (6, 6, 3), (6, 4, 2, 2, 4), (6, 4, 8)})
_CALLED_ORDER = re.compile(
    r"(?:订单|单号|运单|快递|流水|编号|合同|发票|回执|序列|设备|imei|order|tracking|invoice|receipt|reference|ref)"
    r"\s?(?:号码|号|编号|number|no\.?|id)?\s?(?:是|为|is)?[\s:：#-]{0,2}$",
    re.IGNORECASE,
)
_CALLED_CARD = re.compile(r"(?:卡|账号|账户|帐号|card|account)[^\d]{0,12}$", re.IGNORECASE)
_CALLED_ID = re.compile(
    r"(?:身份证|证件|id ?card|identity card|id ?(?:number|no\.?))(?:号码|号|\s?number)?\s?(?:是|为|is)?[\s:：#]{0,2}$",
    re.IGNORECASE,
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS: Final = "10X98765432"
_PROVINCES: Final = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83, 91}
)


def _numbers(text: str, run: re.Match[str]) -> Iterator[_Found]:
    """Look in a run of groups of digits for those groups in a row that make a card or an ID number."""
    groups = [(run.start() + one.start(), run.start() + one.end()) for one in _GROUP.finditer(run[0])]
    first = 0
    while first < len(groups):
        last = _last_of_number(text, groups, first)
        if last is None:
            first += 1
        else:
            kind, place = last
            yield _Found(groups[first][0], groups[place][1], kind)
            first = place + 1


def _last_of_number(text: str, groups: list[tuple[int, int]], first: int) -> tuple[SecretKind, int] | None:
    """Return the kind of number that begins with a group, and its last group; the longest counts."""
    before = text[max(0, groups[first][0] - 20) : groups[first][0]]
    for last in range(min(len(groups), first + 19) - 1, first - 1, -1):
        number = "".join(text[start:end] for start, end in groups[first : last + 1])
        lengths = tuple(end - start for start, end in groups[first : last + 1])
        if _is_id(number, lengths, before):
            return SecretKind.ID, last
        if _is_card(number, lengths, before) and not _CALLED_ORDER.search(before) and not _is_abroad(before, number):
            return SecretKind.CARD, last
    return None


def _even(lengths: tuple[int, ...]) -> bool:
    """Tell whether all groups are alike, the last one perhaps shorter: a number that somebody broke up to be read."""
    short = len(lengths) == 1 or lengths[0] <= 6  # noqa: PLR2004 - longer groups are numbers of their own
    return short and len(set(lengths[:-1])) <= 1 and lengths[-1] <= lengths[0]


def _is_card(number: str, lengths: tuple[int, ...], before: str) -> bool:
    if not 13 <= len(number) <= 19 or not number.isdigit() or not _issued(number):  # noqa: PLR2004 - ISO/IEC 7812
        return False
    shaped = _even(lengths) or lengths in _CARD_SHAPES or _CALLED_CARD.search(before) is not None
    return shaped and _luhn(number)


def _issued(number: str) -> bool:
    """Tell whether cards begin so; phone numbers with a country code, moments and days do not."""
    if number[0] == "2":
        return 2221 <= int(number[:4]) <= 2720  # noqa: PLR2004 - the one series that begins with 2
    return (number[0] in "3456789" and not re.match(r"861[3-9]\d{9}$", number)) or number.startswith("103")


def _is_abroad(before: str, number: str) -> bool:
    """A number behind a plus is a phone's, which has at most fifteen digits."""
    return before.rstrip().endswith("+") and len(number) <= 15  # noqa: PLR2004 - E.164


def _luhn(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0  # noqa: PLR2004 - the sum of its two digits


def _is_id(number: str, lengths: tuple[int, ...], before: str) -> bool:
    if not (_even(lengths) or lengths in _ID_SHAPES):
        return False
    if _CALLED_ID.search(before) and len(number) in {15, 18}:
        return True
    if len(number) == 18 and number[:17].isdigit():  # noqa: PLR2004 - GB 11643-1999
        sum_ = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
        return _CHECK_SIGNS[sum_ % 11] == number[17].upper() and _is_day(number[6:14])
    if len(number) == 15 and number.isdigit():  # noqa: PLR2004 - as it was until 1999
        return int(number[:2]) in _PROVINCES and _is_day(f"19{number[6:12]}")
    return False


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1850 <= day.year <= 2100  # noqa: PLR2004 - somebody's birthday, or a day that is spoken of


# --- what stands beside a word that says what it is ------------------------------------------------------------------

_ALONE, _ENDS = r"(?<![a-z])", r"(?![a-z])"
_CODE_WORD = (
    rf"(?:验证码|校验码|动态码|动态密码|动态口令|短信码|确认码|激活码|支付码|{_ALONE}otp{_ENDS}|"
    r"one[- ]time (?:pass)?(?:code|word)|"
    r"(?:verification|security|auth(?:entication|orisation|orization)?|confirmation|access|login|sms) code|"
    rf"{_ALONE}(?:your|my|the|this) code{_ENDS}|{_ALONE}passcode|{_ALONE}pin(?: code)?{_ENDS})"
)
_BACK_OF_A_CARD = rf"(?:安全码|{_ALONE}cvv2?{_ENDS}|{_ALONE}cvc2?{_ENDS})"
_WHOSE = r"(?:(?:我|您|你|刚收到)的|[a-z]{1,12} ){0,3}"
_IS = rf"(?:是|为|[:=]|{_ALONE}is{_ENDS}|{_ALONE}was{_ENDS})"
_SAYS = rf"\s{{0,3}}(?:(?:码|号码|number)\s{{0,2}})?(?P<said>{_IS}(?:\s?[:=])?)?\s{{0,3}}"
_QUOTES = r"[\s,，。:：\"'“”‘’「」『』()（）\[\]【】#*]{0,4}"
_KEY_WORD = rf"(?:密码|口令|暗号|{_ALONE}(?:pass ?word|passwd|pwd|pass ?phrase))"
_WRITTEN = r"(?!\d{3}(?![\x21-\x7e]))[\x21-\x7e]{3,64}"
_BESIDE_A_WORD: Final = {
    SecretKind.CODE: (
        re.compile(
            rf"{_CODE_WORD}{_QUOTES}{_SAYS}{_QUOTES}(?:[A-Za-z]-)?(?P<value>\d{{3}}[- ]\d{{3}}|\d{{4,8}})(?!\d)",
            re.IGNORECASE,
        ),
        re.compile(rf"{_BACK_OF_A_CARD}{_QUOTES}{_SAYS}{_QUOTES}(?P<value>\d{{3,4}})(?!\d)", re.IGNORECASE),
        re.compile(
            r"(?<![\d.,/:])(?<!\d-)(?P<value>\d{3}[- ]\d{3}|\d{4,8})[\"'”’」』)）】]?\s{0,2}"
            rf"(?P<said>,|，|就?是|为|is|was)?\s{{0,2}}{_WHOSE}{_CODE_WORD}",
            re.IGNORECASE,
        ),
    ),
    SecretKind.PASSWORD: (
        re.compile(
            rf"{_KEY_WORD}{_SAYS}[\"'“”‘’「」『』（(【\[]?(?P<value>(?![:=/]){_WRITTEN})",
            re.IGNORECASE,
        ),
    ),
}
_UNIT = re.compile(
    r"\s?[年月日号点时分秒元块角次个位天岁楼栋幢座室房层米斤万千百度%℃]|[-./:]\d|,\d{3}|\s?(?:yuan|rmb|usd)\b",
    re.IGNORECASE,
)
_SERVICE_NUMBER = re.compile(
    r"(?:100\d\d|12\d{3}|95\d{3}|106\d{1,5})(?=\s?(?:发|给我发|的短信|sent|text))", re.IGNORECASE
)
_CASE_NUMBER = re.compile(r"[A-Z]{2}-\d{8}-\d{4,}")
_MOMENT = re.compile(r"\d{1,4}[-./:]\d{1,2}(?:[-./:]\d{1,4})?$")
_PHONE = re.compile(r"(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}$|0\d{2,3}-\d{7,8}$|400-?\d{3}-?\d{4}$|\+\d+(?:-\d+)*$")
_GOES_ON = re.compile(r" ?-? ?\d")
_ORDINARY: Final = frozenset(
    {
        *("wrong", "incorrect", "invalid", "expired", "lost", "forgotten", "required", "correct", "right", "missing"),
        *("reset", "changed", "locked", "weak", "strong", "too", "not", "the", "my", "your", "our", "being", "please"),
        *("what", "where", "how", "why", "when", "and", "but", "for", "from", "with", "still", "now", "again", "same"),
        *("empty", "blank", "unknown", "protected", "different", "case-sensitive"),
    }
)


def _is_something_else(value: str, text: str, end: int, *, said: bool) -> bool:
    """Tell whether what follows a word like "password" is a date, an amount, a phone, or a word of the sentence."""
    token = value.rstrip(".,;!?)]}\"'")
    if not said and (_MOMENT.match(token) or _PHONE.match(token) or _CASE_NUMBER.match(token) or "://" in token):
        return True
    if token.isdigit() and not said and _GOES_ON.match(text, end):
        return True
    if token.isdigit():
        unit = _UNIT.match(text, end - len(value) + len(token))
        is_date = not said and len(token) == 8 and token[:2] in {"19", "20"} and _is_day(token)  # noqa: PLR2004
        return bool(unit) or is_date or bool(_SERVICE_NUMBER.match(text, end - len(value)))
    if MASK[0] in text[end : end + 1] or not any(sign.isalnum() for sign in token):
        return True
    return _is_prose(token, said=said)


def _is_prose(token: str, *, said: bool) -> bool:
    """A word with no digit and no odd sign is a password only where it is said to be one."""
    odd = any(sign.isdigit() for sign in token) or bool(re.search(r"[@#$%^&*_+~!=]", token))
    if odd:
        return False
    mixed = token.lower() != token and token[1:] != token[1:].lower()
    return not said or (token.lower() in _ORDINARY) or (not mixed and len(token) < 4)  # noqa: PLR2004 - "is it"
