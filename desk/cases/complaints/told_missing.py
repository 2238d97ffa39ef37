"""What a customer writes who does not agree that a complaint is settled: it is for the complaint, not for the bot."""

import re
from datetime import timedelta
from typing import Final

from desk.cases.complaints.commands import TellMissing
from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState
from desk.content import Content, Kind
from desk.forms.asides import BEYOND_DOUBT, asks, may_ask, parts
from desk.forms.forming import open_form
from desk.service.rating import says_low
from desk.state import State
from desk.turn import Turn
from faq import Manner
from faq.text import fold
from faq.wishes import asks_progress, calls, presses

WITHIN: Final = timedelta(days=1)
"""So long after we asked, words that something is not done are taken for the answer (ours)."""
_WITH_THE_BOT: Final = frozenset({State.BOT, State.RESOLVED})
_TOLD: Final = frozenset({Manner.NONE, Manner.ANGRY, Manner.REPAIR})
_AS_BEFORE: Final = (
    "没(?!事|关系|时间|空)|不(?:行|好|满|同意|干净|亮|通|热|够|到位|对)|很(?!好|满意|感谢|棒)|[这那]么|[这那]样|老样子|一样|原样"
    "|脏|吵|漏|滴|坏|堵|慢|差|乱|臭|响|垃圾|积水|异味|味道|味儿|噪[音声]|灰"
)
_OBJECTS: Final = re.compile(
    r"(?:不|没)(?:同意|满意|认可|接受)|没(?:有)?人?(?:解决|处理|弄|搞|做|动|改|扫|打扫|清|修|换|退|来)"
    rf"|(?:还|仍|依然|依旧|照样|又)(?:是|在|有|会)?(?:{_AS_BEFORE})|(?:根本|一点[都也]?|完全)[没不]|没用|没变化"
    r"|\b(?:not (?:solved|settled|fixed|done|clean|agree|satisfied)|disagree|nothing (?:has )?changed|nobody came"
    r"|still (?!have (?:a|one|some)|want|need|at|in|on|wonder))\b"
)


def take_what_is_missing(turn: Turn, content: Content, manner: Manner) -> bool:
    """Pass on to a complaint what is still missing, asked for or not; tell whether nobody else need answer it.

    Who is cross, or tells of something broken, is served as well.
    """
    case = _meant(turn, content, manner)
    if case is None or case.id is None:
        return False
    turn.ask_case(case.id, TellMissing(at=turn.moment(content.sent_at), words=content.text))
    return manner is Manner.NONE


def _meant(turn: Turn, content: Content, manner: Manner) -> Case | None:
    text = content.text
    if content.kind is not Kind.TEXT or not text.strip() or manner not in _TOLD or open_form(turn) is not None:
        return None
    if turn.conversation.state not in _WITH_THE_BOT:
        return None
    lately = [one for one in turn.floor.cases.get(turn.conversation.customer, ()) if _asked_lately(turn, one, text)]
    objects = bool(_OBJECTS.search(fold(text)))
    case = next((one for one in lately if one.explains or (objects and _awaits_agreement(one))), None)
    return None if case is None or _is_something_else(turn, text) else case


def _is_something_else(turn: Turn, text: str) -> bool:
    """Tell whether it is a question, or a call for us: those are answered as ever."""
    if asks(text) or any(map(may_ask, parts(text))) or asks_progress(text) or presses(text) or calls(text):
        return True
    return turn.floor.match(text).confidence >= BEYOND_DOUBT


def _asked_lately(turn: Turn, case: Case, text: str) -> bool:
    """Tell whether we asked; 不满意 and no more is about the talk, where how that was has been asked since."""
    asked_at, talk = case.last_fact_at, turn.conversation
    if case.kind is not CaseKind.COMPLAINT or asked_at is None or turn.now - asked_at > WITHIN:
        return False
    rates = talk.state is State.RESOLVED and talk.rating_asked is not None and talk.rated is None and says_low(text)
    return not (rates and talk.resolved_at is not None and talk.resolved_at > asked_at)


def _awaits_agreement(case: Case) -> bool:
    return case.state in {CaseState.DONE, CaseState.RESTING} and case.remedied_at is not None
