"""What a text says towards a form, in any order: "漏水,3栋502,明天下午" is four answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Final

from desk.forms.defects import defect_in
from desk.forms.fields import NO, YES, takes
from desk.forms.form import Answer, Field, FormKind
from desk.forms.names import bare_name, said_name
from desk.forms.phones import phone_in
from desk.forms.places import place_in
from desk.forms.plain import plain
from desk.forms.sums import sum_in
from desk.forms.times import Named, named_time
from desk.forms.visits import is_far, is_past
from faq import signs
from faq.text import fold


@dataclass(frozen=True, slots=True)
class Understood:
    """Answers by the field they belong to, and what is left of the text without them."""

    answers: Mapping[Field, Answer] = field(default_factory=dict[Field, Answer])
    rest: str = ""


def understand(kind: FormKind, text: str, now: datetime, zone: tzinfo | None) -> Understood:
    """Return everything a text says towards a form of a kind, but for what it is all about."""
    found = _Found(kind, text, text)
    if (phone := phone_in(text)) is not None:
        found.take(Field.CONTACT, Answer(text=phone.number), phone.start, phone.end)
    if (place := place_in(found.left)) is not None:
        found.take(Field.PLACE, Answer(text=place.text), place.start, place.end)
    _take_entry(found)
    _take_time(found, now, zone)
    if (called := said_name(found.left) or (bare_name(found.left) if kind is FormKind.REPAIR else None)) is not None:
        found.take(Field.CALLED, Answer(text=called.text), called.start, called.end)
    if (money := sum_in(found.left)) is not None:
        found.note(Field.MONEY, Answer(text=text[money.start : money.end], amount=money.amount))
    if (defect := defect_in(found.left)) is not None:
        found.note(Field.CATEGORY, Answer(text=defect.word, code=defect.category))
    return Understood(found.answers, found.left)


def told(kind: FormKind, text: str, now: datetime, zone: tzinfo | None) -> Mapping[Field, Answer]:
    """Return what a text says towards a form, and the matter itself, if it tells more than what is understood of it."""
    understood = understand(kind, text, now, zone)
    matter = _WISH.sub("", _matter(text, understood.rest), count=1).strip(_EDGES)
    if Field.WHOM not in understood.answers and takes(kind, Field.WHOM) and _SOMEBODY.fullmatch(plain(matter)):
        return {**understood.answers, Field.WHOM: Answer(text=matter)}
    if not _tells(understood, kind):
        matter = _ordered(understood)
    return {**understood.answers, Field.WHAT: Answer(text=matter)} if matter else understood.answers


def says_nothing(rest: str) -> bool:
    """Tell whether what is left of a text is only words that lead from one answer to the next."""
    return not any(sign.isalnum() for sign in _FILLER.sub(" ", plain(rest)))


_SOMEBODY: Final = re.compile(
    "(?:你们|你们的|小区|楼下|楼上|隔壁|那个|一个|这个|的)*(?:保洁|保安|门卫|物业|客服|前台|管家|师傅|维修|司机|快递|邻居|装修队|工作|服务)"
    "(?:公司|人员|部门?|队|员|阿姨|师傅|大哥|中心|们)*"
    r"|(?:the |your |a )?(?:cleaners?|guards?|security|staff|management|front desk|neighbou?rs?|workers?|agents?)"
)
"""Who is complained of, by whom nothing is told yet of what they have done."""
_EDGES: Final = " ,，.。:：;；、!！?？~\n"
_WISH = re.compile(
    r"^\s*(?:你好|您好|请问|麻烦|请)?[,，!！。 ]*我?(?:们)?(?:家)?(?:要|想|需要|来)*(?:进行)?"
    r"(?:投诉|报修|举报|提个?建议|建议|反映)"
    r"(?:一下|一个问题|个问题|个事)?(?![^\s,，:：。!！]{0,2}(?:电话|流程|进度))"
    r"|^\s*(?:hi|hello)?[,! ]*i (?:want|wish|need|would like|'d like|’d like)"
    r" to (?:make an? |file an? |lodge an? |report an? |book an? )?(?:complaint|complain|repair|report)\b(?! about)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"我(?:们)?家?|住|就?在|是|地址|电话|手机号?码?|联系(?:方式|人|我)?|请|派人|来|上门|维修|修理"
    r"|修|看看|看一?下|一?下|可以|的|了|吧|有空|时间|报修|投诉"
    r"|\b(?:my|phone|number|tel|mobile|address|is|at|in|on|it|its|call|me|please|come|repair|fix|the|a|an|and|i|am"
    r"|want|need|to|for|from|complain|complaint|make|visit)\b"
)
_SINCE = re.compile(r"(?:开始|起|以来|就|已经|之后)|\b(?:since|ago)\b")
_PARTS = re.compile(r"[^,，。;；!！、\n]+[,，。;；!！、\n]*|[,，。;；!！、\n]+")
_LEAST_HAN, _LEAST_WORDS = 3, 2


def _matter(text: str, rest: str) -> str:
    """Return a text without the parts between commas that are understood as a whole."""
    parts = [part.span() for part in _PARTS.finditer(text)]
    kept = [text[start:end] for start, end in parts if not says_nothing(rest[start:end])]
    return "".join(kept) or text


def _tells(understood: Understood, kind: FormKind) -> bool:
    """Tell whether something is left that describes: more than a word by which only the category was known."""
    left = _FILLER.sub(" ", plain(_WISH.sub("", understood.rest, count=1)))
    defect = understood.answers.get(Field.CATEGORY)
    if defect is not None:
        left = left.replace(plain(defect.text), " ", 1)
        return any(sign.isalpha() for sign in left)
    folded = fold(left)
    if folded.isascii():
        return len(folded.split()) >= (_LEAST_WORDS if kind is FormKind.REPAIR else 1)
    return len(folded) >= (_LEAST_HAN if kind is FormKind.REPAIR else 1)


def _ordered(understood: Understood) -> str:
    """Return the word for what is wrong, where it is said with the place and the time of a visit, or nothing."""
    left = " ".join(understood.rest.split()).strip(_EDGES)
    ordered = {Field.PLACE, Field.VISIT} <= set(understood.answers)
    return left if ordered and signs.REPAIR.search(fold(left)) is not None else ""


@dataclass(slots=True)
class _Found:
    """What was found so far, and the text with blanks where it stood."""

    kind: FormKind
    text: str
    left: str
    answers: dict[Field, Answer] = field(default_factory=dict[Field, Answer])

    def take(self, asked: Field, answer: Answer, start: int, end: int) -> None:
        """Note an answer whose words say nothing more."""
        self.left = f"{self.left[:start]}{' ' * (end - start)}{self.left[end:]}"
        self.note(asked, answer)

    def note(self, asked: Field, answer: Answer) -> None:
        """Note an answer, if there is a question for it."""
        if takes(self.kind, asked):
            self.answers[asked] = answer


def _take_time(found: _Found, now: datetime, zone: tzinfo | None) -> None:
    """A repair is asked when to come, a complaint when it was; what lies on the wrong side of now is neither."""
    if takes(found.kind, Field.VISIT):
        named = named_time(found.left, now, zone, ahead=True)
        if named is not None and not _began(found.left, named) and not (is_past(named, now) or is_far(named, now)):
            found.take(Field.VISIT, answer_of(named, found.text), named.start, named.end)
    elif takes(found.kind, Field.WHEN):
        named = named_time(found.left, now, zone, ahead=False)
        if named is not None and named.since <= now:
            found.note(Field.WHEN, answer_of(named, found.text))


def _take_entry(found: _Found) -> None:
    """Whether a worker may come in where nobody is home; 可以进门 stands in 不可以进门, so that is looked for first.

    A question, or who cannot get in themselves, says nothing of it.
    """
    if not takes(found.kind, Field.ENTRY):
        return
    for code, words in ((NO, _KEEPS_OUT), (YES, _LETS_IN)):
        for said in words.finditer(found.left):
            if not _OTHERWISE.search(_clause(found.left, *said.span())):
                found.take(Field.ENTRY, Answer(text=said[0], code=code), *said.span())
                return


def _clause(text: str, start: int, end: int) -> str:
    """Return what stands between the marks around a place of a text, with a question mark behind it."""
    before = max((text.rfind(mark, 0, start) for mark in _MARKS), default=-1)
    after = min((at for mark in _MARKS if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[before + 1 : after]


_MARKS: Final = ",，。；;!！\n"
_OTHERWISE: Final = re.compile(r"锁|钥匙|门禁|刷卡|陌生人|外人|小偷|蚊|虫|猫|水|[吗么嘛][\s?？]*$|[?？]")
_KEEPS_OUT: Final = re.compile(
    r"(?:不(?:可以|要|许|让|方便)|别|不能(?=直接|自己))(?:直接|自己)?进(?:门|屋)|(?:必须|需要|一定要|得|要等?)有?人在家"
    r"|家里(?:会|都|一直|到时候?)?有人(?=在|的?(?:[\s,，。;；!！]|$))"
    r"|\b(?:do not|don['’]?t|cannot|may not) (?:come|go) in(?=\s*(?:[.,;!]|$|if\b|when\b|unless\b|without\b))"
    r"|\bonly (?:when|if) (?:someone|somebody|i am|we are) (?:is )?(?:at )?home\b",
    re.IGNORECASE,
)
_LETS_IN: Final = re.compile(
    r"(?:可以|能|请直接|请自己)(?:直接|自己)?进(?:门|屋)(?![前时后换])"
    r"|\b(?:you|he|they) (?:may|can) (?:just )?(?:come|go) in"
    r"(?=\s*(?:[.,;!]|$|if\b|when (?:nobody|no one|(?:i|we)(?: am| are|['’]m|['’]re) (?:not|out))))",
    re.IGNORECASE,
)


def answer_of(named: Named, text: str) -> Answer:
    """Return a time that was named as the answer to a question."""
    words = text[named.start : named.end].strip(_EDGES)
    return Answer(text=words, code=named.code, since=named.since, until=named.until)


def _began(text: str, named: Named) -> bool:
    """Tell whether it is when something began: it has leaked since this morning."""
    before, after = text[max(named.start - 6, 0) : named.start], text[named.end : named.end + 4]
    return bool(_SINCE.search(plain(before)) or _SINCE.search(plain(after)))
