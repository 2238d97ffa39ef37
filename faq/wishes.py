"""What a customer wishes who waits for people, where that is plain from a few words.

To wait no more, to hear how long it takes, to have a certain agent. Written as `fold` leaves messages, like the signs
of manners.
"""

import re

from faq import impatience
from faq.signs import made_of
from faq.text import fold

_LONGEST = 60

_GIVES_UP = made_of(
    "算了,不用了,不用啦,不用人工了,不等了,我不等了,不想等了,不用等了,不必等了,不排了,不排队了,取消排队,取消吧,不需要了,不麻烦了,没事了,解决了,已解决,"
    "已经解决了,自己解决了,自己弄好了,弄好了,修好了,搞定了,不问了,下次再说,"
    "never mind,nevermind,forget it,no longer needed,"
    "not needed anymore,dont bother,its solved,solved it,solved,it works now,ill try later,cancel,cancel it,leave it",
    "你,你们,我,我们,自己,已经,那,就,吧,了,啦,啊,好,好的,嗯,谢谢,感谢,辛苦了,再见,拜拜,客服,thanks,thank you,ok,okay,"
    "then,i,all,the,queue,please,bye,it,now,sorry,no,well",
)
_LATER = made_of(
    "稍后回复我,稍后回我,稍后联系我,稍后再联系我,晚点回复我,晚点回我,晚点联系我,晚点再回我,晚点再联系我,回头联系我,回头回复我,回头再联系我,有空回复我,有空联系我,有空再回我,有空再联系我,"
    "等会联系我,等会儿联系我,等会再联系我,过会联系我,明天回复我,明天联系我,明天再联系我,明天再回复我,稍后回复,晚点回复,"
    "answer me later,call me later,call me back,call me back later,get back to me,get back to me later,reply later",
    "你们,请,那,就,吧,就行,就好,也行,也可以,好了,可以,了,呢,好的,嗯,谢谢,麻烦,客服,please,thanks,then,just,can,you,ok,okay,when,have,time",
)
_URGES = re.compile(
    r"(?:请问|那|你好|麻烦)*+(?:我|大概|一般|现在|到底|究竟)*+(?:还要|还得|要|得|需要)(?:再)?(?:等|排)?(?:多久|多长时间|几分钟)(?:啊|呢|呀|才能|能)?.{0,8}"
    r"|(?:前面|我前面)(?:还有)?(?:几|多少)(?:个|位)?人?.{0,4}"
    r"|还没(?:好|轮到我|到我)吗?|排到(?:第)?几了|轮到我了吗|how (?:much )?long(?:er)?(?: .{0,30})?"
)
_NAMED = re.compile(
    r"(?:找|转|接|要|请|叫|换|联系|让|想跟|想和|跟|和)(?:一下|到|给|成)?(?:你们)?(?:的)?(?:客服|同事|工号|坐席)?\s*(?P<zh>\d{2,4})\s*(?:号|工号)(?![楼栋房门机线口馆厅站工])(?:客服|同事|坐席|师傅|老师)?"
    r"|\b(?:agent|colleague|number|no) (?P<en>\d{2,4})\b"
)


def gives_up(text: str) -> bool:
    """Tell whether somebody who waits wants to wait no more (001:1863)."""
    return bool(_GIVES_UP.fullmatch(fold(text)[:_LONGEST]))


def puts_off(text: str) -> bool:
    """Tell whether somebody who waits would rather be answered later, and says nothing else."""
    return bool(_LATER.fullmatch(fold(text)[:_LONGEST]))


def urges(text: str) -> bool:
    """Tell whether somebody who waits asks how long it takes, and nothing else."""
    return bool(_URGES.fullmatch(fold(text)[:_LONGEST]))


def calls(text: str) -> bool:
    """Tell whether somebody who waits asks if anybody is there, or says that nobody answers, and nothing else."""
    folded = fold(text)[:_LONGEST]
    return impatience.calls(folded) or impatience.is_impatient(folded)


def named_agent(text: str) -> str | None:
    """Return the number of the agent somebody asks for ("找07号"), or None (003:79-88)."""
    found = _NAMED.search(fold(text)[:_LONGEST])
    return (found["zh"] or found["en"]) if found else None


_CASE = "报修|维修|投诉|建议|意见|工单|单子|案子|诉求|反映的(?:事|问题)?"
_PROGRESS = re.compile(
    rf"(?:我|我们|我家)?的?(?:上次|昨天|之前|前天)?(?:{_CASE})(?:的)?(?:现在|目前|到底)?(?:怎么样|咋样|如何|进展|进度|状态|到哪|处理|"
    r"办得|办好|修好|好了|有结果|有消息|什么时候|几时|多久).{0,16}"
    rf"|(?:查|查询|查一下|查查|看看|问一下|问问|想知道)(?:一下)?(?:我|我的|我家)?的?(?:{_CASE})?(?:的)?(?:进度|进展|状态|结果|情况).{{0,8}}"
    rf"|(?:查|查询|查一下|查查|看看)(?:一下)?(?:我|我的|我家)的?(?:{_CASE})"
    r"|(?:what(?:s| is) the |any )?(?:status|progress|update|news)s? (?:of|on|about|for) my (?:repair|complaint|case|"
    r"request|suggestion|ticket).{0,20}"
    r"|(?:how is|hows|where is|wheres|when will|check) my (?:repair|complaint|case|request|suggestion|ticket).{0,30}"
    rf"|(?:查|查询|查看|看看|查一下)?(?:我|我的|我家)?的?(?:{_CASE})?(?:的)?(?:处理)?进[度展]"
    rf"|我的(?:{_CASE})|(?:my )?(?:progress|cases?|tickets?)"
    r"|(?:现在|已经)?(?:修|弄|处理|安排)好?了(?:没有?|吗)"
)
_WORKER = "(?:(?:水|电)工|水电工|维修(?:人员|工|师傅)|(?:维修|修理)?师傅|工人|人)"
_ASKS_POLITELY = "(?:你好|您好|那|请问|你们|今天|明天|到底|维修|修理)*"
_WHEN = (
    "(?:大概|大约|到底|今天|明天|还)*(?:什么时候|啥时候|几点钟?|多久|还?要多久|还有多久)(?:才能|能|会|可以|才|派|叫)*"
)
_ARRIVAL = re.compile(
    rf"{_ASKS_POLITELY}{_WORKER}{_WHEN}(?:过来|来|到|上门)?(?:修|维修)?(?:啊|呀|呢)?"
    rf"|{_ASKS_POLITELY}{_WHEN}{_WORKER}?(?:过来|来|到|上门)(?:人|修|维修)?(?:啊|呀|呢)?"
    rf"|(?:你好|您好|那|请问)*(?:维修|修理)*{_WORKER}(?:现在|人)?(?:到哪|在哪|来了|出发|在路上|走到哪)(?:里|儿)?了?(?:没有?|吗|呢)?"
    rf"|(?:你好|您好|那|请问)*(?:{_WORKER}|你们)?今天(?:还)?能(?:过)?来(?:修)?吗"
    r"|(?:hi |hello )?when (?:will|is|are) (?:the |my |your )?"
    r"(?:worker|plumber|electrician|repairman|technician|someone|somebody|he|she|you|you guys) "
    r"(?:coming|come|arrive|arriving|be here|be there|get here)(?: please| today| tomorrow)?"
    r"|what time (?:will|is|are) (?:the |my |your )?(?:worker|plumber|electrician|repairman|technician|he|she|you) "
    r"(?:coming|come|arrive|be here)"
    r"|(?:where is|wheres) (?:the |my |your )?(?:worker|plumber|electrician|repairman|technician)"
)
_PRESSES = re.compile(
    rf"(?:麻烦|请|帮我|能不能|可以)*(?:再)?催(?:一下|一催|办|单|催)?(?:我的|我家的)?(?:{_CASE}|师傅|进度)?.{{0,6}}"
    r"|(?:师傅|你们|人)?(?:怎么|为什么|咋)?(?:到现在)?还(?:没有?|不)(?:人|师傅)?(?:来|修|处理|解决|上门|联系我|结果|动静).{0,10}"
    r"|(?:有|有没有)(?:消息|结果|进展)(?:了)?(?:吗|没|没有)?|any news(?: yet)?|any update(?: yet)?"
    r"|(?:when is|is) (?:some|any)(?:one|body) coming.{0,10}|no(?:body| one) (?:has )?c[ao]me.{0,10}"
)


def asks_progress(text: str) -> bool:
    """Tell whether a customer asks how far a case of theirs is, and nothing else (003:161)."""
    return bool(_PROGRESS.fullmatch(fold(text)[:_LONGEST]))


def asks_arrival(text: str) -> bool:
    """Tell whether somebody asks when the worker comes, or where he is, and nothing else."""
    return bool(_ARRIVAL.fullmatch(fold(text)[:_LONGEST]))


def presses(text: str) -> bool:
    """Tell whether a customer urges a case of theirs (催办), and says nothing else (001:351)."""
    return bool(_PRESSES.fullmatch(fold(text)[:_LONGEST]))
