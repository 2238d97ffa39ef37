"""How somebody wants to be called: 王先生, 我姓李, Ms Wang."""

import re
from dataclasses import dataclass

from desk.forms.plain import plain


@dataclass(frozen=True, slots=True)
class Called:
    """A surname with a form of address, or as much of it as was said, and where it stands in the text."""

    text: str
    start: int
    end: int


def said_name(text: str) -> Called | None:
    """Return the name that somebody gives as their own (我姓李, 我是王先生, my name is Li Mei), or None."""
    return _first(_OWN, text)


def bare_name(text: str) -> Called | None:
    """Return a surname with a form of address that stands by itself between commas or spaces, whoever's it is."""
    return _first(_BARE, text)


def name_in(answer: str) -> str:
    """Return the name in an answer to the question how we may call somebody: what is only around it left out."""
    own = said_name(answer)
    return own.text if own is not None else answer.strip(" ,.，。!！~")


_TITLE = "先生|女士|小姐|太太|阿姨|大爷|大叔|大妈|奶奶|爷爷|叔叔|师傅|老师|经理|医生|律师"
_SURNAME = r"(?:欧阳|司马|上官|诸葛|夏侯|皇甫|慕容|令狐|司徒|[\u4e00-\u9fff])"
_ENGLISH = r"(?:mr|mrs|ms|miss|mx|dr)\.? [a-z][a-z'’-]*"
_LATIN = r"[a-z][a-z'’-]*(?: [a-z][a-z'’-]*){0,2}"
_EDGE = r"(?=$|[\s,.;!。、~]|的|电话|手机)"
_OWN = (
    re.compile(rf"(?:我|免贵|本人)姓(?P<name>{_SURNAME}(?:{_TITLE})?)"),
    re.compile(
        r"(?:我是|(?:请)?(?:叫|喊|称呼)我|联系人(?:是|:)? ?|姓名(?:是|:)? ?)"
        rf"(?P<name>{_SURNAME}[\u4e00-\u9fff]{{0,2}}(?:{_TITLE})|小[\u4e00-\u9fff])"
    ),
    re.compile(rf"(?:我叫|联系人(?:是|:) ?|姓名(?:是|:) ?)(?P<name>[\u4e00-\u9fff]{{2,4}}){_EDGE}"),
    re.compile(rf"\b(?:i am|i'm|i’m|this is) (?P<name>{_ENGLISH})"),
    re.compile(rf"\b(?:my (?:sur)?name is|my last name is|call me) (?P<name>{_LATIN})"),
)
_BARE = (
    re.compile(rf"(?:^|(?<=[\s,;。、]))(?P<name>{_SURNAME}[\u4e00-\u9fff]{{0,2}}(?:{_TITLE}))(?=$|[\s,;。、\d])"),
    re.compile(rf"(?:^|(?<=[,;] )|(?<=[,;]))(?P<name>{_ENGLISH})(?=$|[,;.])"),
)


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> Called | None:
    read = plain(text)
    for pattern in patterns:
        if (found := pattern.search(read)) is not None:
            start, end = found.span("name")
            return Called(text[start:end].strip(), *found.span())
    return None
