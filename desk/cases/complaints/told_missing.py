"""What a customer writes who does not agree that a complaint is settled: it is for the complaint, not for the bot."""

import re
from datetime import timedelta
from typing import Final

from desk.cases.complaints.commands import TellMissing
from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState
from desk.commands import Say
from desk.content import Content, Kind
from desk.forms.asides import BEYOND_DOUBT, asks, may_ask, parts
from desk.forms.forming import open_form
from desk.service.rating import says_low
from desk.state import State
from desk.turn import Turn
from faq import Manner, manner_of
from faq.text import fold
from faq.wishes import asks_progress, calls, presses

WITHIN: Final = timedelta(days=1)
"""So long after we asked, words that something is not done are taken for the answer (ours)."""
_JUST_ASKED: Final = timedelta(hours=1)
_BARE: Final = re.compile("没有?|不行|不好")
"""What is an answer to our question only while nothing else has been asked since."""
_WITH_THE_BOT: Final = frozenset({State.BOT, State.RESOLVED})
_TOLD: Final = frozenset({Manner.NONE, Manner.INTRODUCES, Manner.ANGRY, Manner.REPAIR})
_BAD: Final = "脏|吵|漏|滴|坏|堵|慢|差|乱|臭|响|暗|垃圾|积水|异味|味道|味儿|噪[音声]|灰"
_DONE: Final = "解决|处理|弄|搞|做|动|改|扫|清|修|换|退|管|通|收走|到账"
_UNDONE: Final = rf"没(?:有)?(?:人|谁)?(?:来|去|给|把|彻底|完全|全部)*(?:我们?|那)?.{{0,3}}(?:{_DONE})"
_AS_BEFORE: Final = (
    f"{_UNDONE}|没(?:有)?人|没(?:有)?来|没(?:有)?好|没有?$|不(?:行|好|满|同意|干净|亮|通|热|够|到位|对)"
    f"|(?:很|[这那]么|太|有点|特别|非常)?(?:{_BAD})|[这那]样子?(?:啊|呀|的)?$|老样子|一样|原样"
)
_WELL: Final = re.compile(
    r"没(?:有|什么)*(?:不满|不同意|意见|问题|异味|噪音|味道)|不(?:吵|脏|漏|臭|堵|响|慢|滴|乱|差)了"
    r"|(?:一点)?(?:味道|异味|噪音|声音)都?没有了?|\bstill (?:great|good|satisfied|happy|fine|perfect)\b"
)
"""What praises in the words of an objection: 完全没问题, 一点都不吵了."""
_OBJECTS: Final = re.compile(
    rf"(?:不|没)(?:同意|满意|认可|接受)|{_UNDONE}|(?:还|仍|依然|依旧|照样|又)(?:是|在|有|会)?(?:{_AS_BEFORE})"
    r"|(?:根本|一点[都也]?|完全)(?:没|不)(?:有)?(?:人|变|行|好|干净|管|来)|没用|没(?:有)?什?么?(?:效果|变化|改善)"
    r"|不(?:够|太|是很|怎么)?干净|(?:垃圾|积水|东西|问题|异味|味道|噪音|车)都?还在|(?:跟|和)(?:之前|以前|原来|上次)(?:一样|没区别|没两样)"
    r"|没(?:有)?人(?:联系|管|来|理|找)|^(?:(?:还|并)没有?|没有?|不行|不好)(?:啊|呢|呀)?$"
    r"|\b(?:not (?:been )?(?:solved|settled|fixed|done|clean\w*|agree|satisfied|resolved|happy|yet)|disagree"
    r"|(?:is|has|have|was|do|does|did)nt (?:been )?(?:really |fully )?"
    r"(?:solved|fixed|done|settled|resolved|agree|clean\w*)"
    r"|nothing (?:has )?changed|no(?:body| one) (?:has )?c[ao]me"
    r"|still (?:not|no|dirty|broken|the same|same|smell\w*|nois\w*|leak\w*|there|wet|loud|bad|nothing|hasnt|isnt))\b"
)


def take_what_is_missing(turn: Turn, command: Say, manner: Manner) -> bool:
    """Pass on to a complaint what is still missing, asked for or not; tell whether nobody else need answer it.

    Who is cross, or tells of something broken, is served as well.
    """
    if command.goes_on:
        return False
    content = command.whole
    manner = manner_of(content.text) if command.earlier and content.text else manner
    case = _meant(turn, content, manner)
    if case is None or case.id is None:
        return False
    turn.ask_case(case.id, TellMissing(at=turn.moment(content.sent_at), words=content.text))
    return manner in {Manner.NONE, Manner.INTRODUCES}


def _meant(turn: Turn, content: Content, manner: Manner) -> Case | None:
    text = content.text
    if content.kind is not Kind.TEXT or not text.strip() or manner not in _TOLD or open_form(turn) is not None:
        return None
    if turn.conversation.state not in _WITH_THE_BOT:
        return None
    lately = [one for one in turn.floor.cases.get(turn.conversation.customer, ()) if _asked_lately(turn, one, text)]
    objects = bool(_OBJECTS.search(_WELL.sub(" ", fold(text))))
    case = next((one for one in lately if one.explains or (objects and _awaits_agreement(one))), None)
    return None if case is None or _is_something_else(turn, text, objects=objects) else case


def _is_something_else(turn: Turn, text: str, *, objects: bool) -> bool:
    """Tell whether it is a question, or a call for us: those are answered as ever."""
    if asks(text) or any(map(may_ask, parts(text))) or asks_progress(text):
        return True
    if (presses(text) or calls(text)) and not objects:
        return True
    return turn.floor.match(text).confidence >= BEYOND_DOUBT


def _asked_lately(turn: Turn, case: Case, text: str) -> bool:
    """Tell whether we asked; 不满意 and no more is about the talk, where how that was has been asked since."""
    asked_at, talk = case.last_fact_at, turn.conversation
    if case.kind is not CaseKind.COMPLAINT or asked_at is None or turn.now - asked_at > WITHIN:
        return False
    if _BARE.fullmatch(fold(text)) and turn.now - asked_at > _JUST_ASKED:
        return False
    rates = talk.state is State.RESOLVED and talk.rating_asked is not None and talk.rated is None and says_low(text)
    return not (rates and talk.resolved_at is not None and talk.resolved_at > asked_at)


def _awaits_agreement(case: Case) -> bool:
    return case.state in {CaseState.DONE, CaseState.RESTING} and case.remedied_at is not None
