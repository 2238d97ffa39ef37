"""What a customer hears who asks the bot about a case: their own, one line each; of another's nothing at all."""

import re
from typing import Final

from desk.cases import commands as k
from desk.cases.kinds import SERIES, CaseKind
from desk.cases.notices import OwnCases
from desk.cases.showing import listed
from desk.cases.state import Case
from desk.content import Content, Kind
from desk.turn import Turn
from faq.wishes import asks_arrival, asks_progress, presses

_NUMBER: Final = re.compile(rf"({'|'.join(SERIES.values())})[-—\s]?(\d{{8}})[-—\s]?(\d{{4,}})", re.IGNORECASE)
_OWN: Final = re.compile(r"我|\bmy\b", re.IGNORECASE)
_SHOWN = 5
_NAMED: Final = {
    CaseKind.REPAIR: ("报修", "维修", "修", "师傅", "repair"),
    CaseKind.COMPLAINT: ("投诉", "complain"),
    CaseKind.SUGGESTION: ("建议", "suggest"),
}


def answer(turn: Turn, content: Content) -> bool:
    """Answer a question about one's own cases, and pass on that somebody urges; tell whether it was that."""
    if content.kind is not Kind.TEXT or not content.text.strip():
        return False
    theirs = turn.floor.cases.get(turn.conversation.customer, [])
    named = _NUMBER.search(content.text)
    if named is not None:
        number = "-".join(named.groups()).upper()
        found = [one for one in theirs if one.number == number]
        turn.say(OwnCases(cases=tuple(listed(one, turn.now) for one in found), unknown=not found))
        return True
    open_ = [one for one in theirs if one.open]
    if open_ and presses(content.text) and (case := _meant(open_, content.text)) is not None and case.id is not None:
        turn.ask_case(case.id, k.Urge(customer=turn.conversation.customer))
        return True
    coming = [one for one in open_ if one.kind is CaseKind.REPAIR] if asks_arrival(content.text) else []
    if coming or (asks_progress(content.text) and (theirs or _OWN.search(content.text))):
        shown = coming or open_ or theirs[:1]
        turn.say(OwnCases(cases=tuple(listed(one, turn.now) for one in shown[:_SHOWN])))
        return True
    return False


def tells_progress(turn: Turn, content: Content) -> bool:
    """Answer how far one's own cases are though people have the talk in hand, or had; tell whether it was asked."""
    known = bool(turn.floor.cases.get(turn.conversation.customer))
    asks = asks_progress(content.text) or asks_arrival(content.text)
    return known and asks and answer(turn, content)


def _meant(cases: list[Case], text: str) -> Case | None:
    """Return the case that is urged: of the kind that is named, else the latest."""
    for kind, words in _NAMED.items():
        of_kind = [one for one in cases if one.kind is kind]
        if of_kind and any(word in text.lower() for word in words):
            return of_kind[0]
    return cases[0] if cases else None
