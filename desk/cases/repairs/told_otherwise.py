"""What a customer writes about the appointment or the price of a repair: people settle it, the library knows neither.

We ask for it ourselves: 时间不方便的话，请直接写在这里.
"""

import re
from datetime import timedelta
from typing import Final

from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState
from desk.content import Content, Kind
from desk.forms.asides import BEYOND_DOUBT, asks
from desk.forms.times import named_time
from desk.forms.visits import is_far, is_past
from desk.turn import Turn
from faq import Manner, manner_of
from faq.text import fold

_COMING: Final = frozenset({CaseState.ORDERED, CaseState.DISPATCHED, CaseState.ACCEPTED})
_OTHERWISE: Final = re.compile(
    r"改期|改天|改约|另约|重新约|推迟|提前|延后|延期|往后推|换到"
    r"|(?:改|换|推|约|挪)(?:到|成|至|个|在|一下|下)*.{0,3}(?:时间|日子|一天|[今明后]天|[上中下]午|晚上|早上|周|星期|礼拜"
    r"|[\d一二两三四五六七八九十](?:点|号|天))"
    r"|(?:[今明后]天|[上中下]午|晚上|早上|周末?[一二三四五六日天]?|那天|时间).{0,5}(?:不行|不可以|不合适|冲突|没人|要上班)"
    r"|(?:不|没人?|才)在家|没空|没时间|不方便|来不了|赶不(?:回|上)|回不(?:来|去)|(?:临时|那天|明天|今天).{0,4}有事|周末来"
    r"|(?<![特个区级])(?:别|不用|不要|先别)(?:派人|过)?(?:来(?!电|访)|上门)|取消|[早晚]一?点(?:来|到|上门|吗|行)"
    r"|\b(?:reschedul\w*|postpone\w*|(?:another|different|other) (?:day|time|date)|not (?:be )?(?:at )?home"
    r"|wont be (?:home|in)|cant make it|change (?:the |my )?(?:time|appointment|visit|date)|move (?:it|the visit) to"
    r"|nobody (?:is|will be) (?:at )?home|not available|doesnt (?:work|suit)|dont come"
    r"|(?:come|be here) (?:earlier|later)|cancel (?:the |my |it)?(?:visit|appointment|repair)?)\b"
)
_MENDED: Final = re.compile(
    r"不用修|不修了|(?:自己|已经|都)(?:修|弄|处理|搞)好了"
    r"|\b(?:(?:already|now) (?:fixed|works|working)|fixed it (?:my|our)sel(?:f|ves))\b"
)
"""That nobody need come any more, which sounds like thanks."""
_OF_ANOTHER: Final = re.compile(
    r"停车|月卡|装修|押金|物业费|缴费|预交|快递|搬家|门禁|充电|健身|会所|泳池|发票|车位|宠物|来电显示"
    r"|\b(?:parking|fees?|parcel|deposit|gym|invoice|pool)\b"
)
"""What an appointment and a price are of, where it is no repair."""
_ANOTHER: Final = re.compile(
    r"换(?:一?[个位])?.{0,3}师傅|(?:别的|其他|另外?一?[个位]?).{0,2}师傅"
    r"|\b(?:another|different|other|same) (?:worker|plumber|technician|electrician)\b"
)
_DAY: Final = timedelta(days=1)
_SUITS: Final = re.compile(r"来|上门|方便|有空|在家|有人|可以|都行|\b(?:come|home|free|fine|suits?)\b")
_TOO_DEAR: Final = re.compile(
    r"贵(?![姓重宾司公])|便宜|打折|优惠|少一?点|(?:价格|报价|费用|收费).{0,3}高|太高|不(?:同意|能?接受|值|付|给钱)|接受不了|算了|凭什么|坑"
    r"|为(?:什么|啥)要?(?:收|这么|我)|应该.{0,4}(?:你们|物业)(?:出|付|承担|负责)|保修期|自己(?:买|修|换)|不修"
    r"|\b(?:expensive|too (?:much|high)|cheaper|discount|why (?:do|should|must) i (?:have to )?pay"
    r"|(?:dis|not |dont )agree|wont pay|not pay|dont want it)\b"
)


_SAID_OF_IT: Final = frozenset({Manner.NONE, Manner.COURTESY, Manner.UNHELPED})


def is_for_people(turn: Turn, content: Content) -> bool:
    """Tell whether the customer wants the appointment otherwise, or finds a price too high that we have just named."""
    text, manner = fold(content.text), manner_of(content.text)
    if content.kind is not Kind.TEXT or manner not in _SAID_OF_IT or _OF_ANOTHER.search(text):
        return False
    theirs = turn.floor.cases.get(turn.conversation.customer, ())
    states = {one.state for one in theirs if one.kind is CaseKind.REPAIR}
    if states & (_COMING | {CaseState.QUOTED}) and _MENDED.search(text):
        return True
    if manner is Manner.COURTESY or turn.floor.match(content.text).confidence >= BEYOND_DOUBT:
        return False
    if states & _COMING and (_OTHERWISE.search(text) or _ANOTHER.search(text)):
        return True
    if _names_a_time(turn, content.text) and any(_unagreed(one) for one in theirs):
        return True
    return CaseState.QUOTED in states and _TOO_DEAR.search(text) is not None


def _unagreed(case: Case) -> bool:
    """Tell whether somebody is to come for it, and when is still open."""
    return case.kind is CaseKind.REPAIR and case.state in _COMING and case.visit_agreed_at is None


def _names_a_time(turn: Turn, text: str) -> bool:
    """Tell whether the customer names a time at which somebody may come, and asks nothing."""
    named = named_time(text, turn.now, turn.rules.organisation.zone, ahead=True)
    if named is None or asks(text) or is_past(named, turn.now) or is_far(named, turn.now):
        return False
    return named.until - named.since < _DAY or _SUITS.search(fold(text)) is not None
