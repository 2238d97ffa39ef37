"""Words that tell of danger to life, of a crime under way, or of an urgent repair: who writes them waits for nobody.

Rather ten people too many are sent to a person than one too few; only what is plainly not happening now (a drill, an
insurance, an extinguisher) is left out. Written as `fold` leaves messages.
"""

import re

_SOMEBODY = "(?:人|孩子|小孩|老人|老爷爷|老奶奶|宝宝|娃|我妈|我爸|妈妈|爸爸|爷爷|奶奶|手|脚|头)"
_FALLING = "(?:掉|摔|坠|砸)(?:下来|下去|下楼|进水|进池|到人|落)"
_TOLD = re.compile(
    r"救命|(?<!不)着火|起火|失火|冒(?:浓|黑)?烟|爆炸|中毒|触电|电到(?:人|我|了)|漏气|臭鸡蛋味|瓦斯味"
    r"|(?:燃|煤|天然)气(?:味|泄|漏|报警)|(?:闻到|有).{0,4}(?:煤|燃|天然)气|漏煤气"
    r"|晕(?:倒|过去)|昏(?:倒|迷|过去)|没有?(?:呼吸|意识)|摔倒|摔伤|受伤|流血|骨折|心脏病(?:犯|发)|溺水|呛水"
    rf"|{_SOMEBODY}.{{0,6}}(?:没有?反应|{_FALLING})|(?:玻璃|天花板|外机|瓷砖|墙皮).{{0,3}}{_FALLING}|砸到人"
    r"|下坠|坠楼|跳楼|轻生|不想活|自杀|(?:拿|持)着?刀|(?:有人|他|保安|老公|老婆).{0,3}打(?:人|我)"
    r"|抢劫|小偷|进了?贼|有贼|被困|困(?:了|住|在|人)|关了人|(?:孩子|小孩|老人|娃)(?:走)?(?:丢|失|不见)"
    rf"|{_SOMEBODY}.{{0,3}}(?:卡|夹|锁)(?:在|住|到)|反锁在(?:屋|房|家|里)|(?:狗|猫|蛇)咬|被.{{0,3}}咬|水管爆|爆管"
    r"|\b(?:on fire|theres a fire|there is a fire|fire fire|fire on the|flames?|burning|smoke (?:is|in|coming)"
    r"|(?:see|lots of) smoke|smells? (?:of |like )?(?:gas|smoke)|gas (?:leak|alarm|detector)|full of gas|rotten eggs"
    r"|electrocuted|electric shock|faint(?:ed|ing)|passed out|unconscious|not breathing|(?:cant|cannot) breathe"
    r"|collapsed|heart attack|chest pain|stroke|bleeding|badly hurt|drowning|trapped|stuck in the (?:lift|elevator)"
    r"|(?:cant|cannot) get out|locked in (?:the|a)|burglars?|intruder|break(?:ing)? in|broke in(?:to)?|robbed|knife"
    r"|attack(?:ed|ing)|beating|hits? me|suicid\w+|kill (?:myself|himself|herself)|want to die|overdose"
    r"|carbon monoxide|explo(?:sion|ded)|child is missing|bitten|pipe (?:has )?burst|burst pipe)\b"
)
_URGENT = re.compile(
    r"(?:水|漏|溢).{0,4}(?:止不住|关不住|关不了|停不下)|(?:水阀|阀门|总阀|水管).{0,3}(?:关不|拧不|断了?$|崩)"
    r"|水.{0,4}喷(?!淋|头|泉|漆)|(?:一直|不停|往外|哗哗).{0,3}(?:溢|喷|涌)|溢水|(?:全|都|满地|满屋子?)是水(?![分藻垢池管泥质表费])|(?:被|水|快)淹|水漫"
    r"|漏电(?!保护|开关|断路)"
    r"|\b(?:water (?:is )?(?:everywhere|gushing|pouring|spraying)|(?:gushing|pouring) (?:water|from the|out of)"
    r"|(?:is|are|keeps) (?:overflowing|flooding)|cant (?:stop|turn off) the (?:water|leak))\b"
)
_CALLED_URGENT = re.compile(
    r"(?<![不没])(?<!不太)(?<!不是很)紧急(?!联系|联络|(?:维修|报修|抢修)?电话|出口|通道|集合|疏散|程度|按钮|开关|制动|采购|通知|投诉)"
    r"|^(?:its |this is |very |an )*(?:urgent|emergency)\b"
    r"(?! (?:contact|number|exit|phone|complaint|call|service|door))"
)
_AND_NOTHING_MORE = re.compile(
    "(?:我|我家|家里|这里|这边|现在|有|是|非常|特别|十分|很|太|好|真的|快点|快来|快|情况|报修|维修|抢修|求助|的|了|啊|呀|呢|紧急)+"
    "|(?:its |this is |very |an )*(?:urgent|emergency)(?: repair| help| please)*"
)
_TO_BE_REPAIRED = re.compile(
    r"\d|[水电气火漏爆堵锁修坏灯门窗管]|\b(?:repair|leak\w*|flood\w*|water|power|gas|door|lock\w*|pipe|toilet|broken)\b"
)
_ASKED = re.compile(r"怎么(?!办)|什么|多少|哪|吗$|谁|如何|\b(?:how|what|which|who|where|do you|is there)\b")
_NOT_NOW = re.compile(
    r"保险|演习|演练|培训|灭火器|消防栓|预防|防止|怎么防|会不会|注意什么|赔偿|理赔|谁赔|以前|去年|上次|上个月"
    r"|\b(?:drill|training|insurance|extinguisher|prevent|last (?:year|month|week)|heart ?burn|burning question)\b"
)


def in_danger(folded: str) -> bool:
    """Whether a folded message tells of danger, or of a repair that cannot wait, now."""
    told = _TOLD.search(folded) or _URGENT.search(folded) or is_called_urgent(folded)
    return bool(told) and not _NOT_NOW.search(folded)


def is_called_urgent(folded: str) -> bool:
    """Whether somebody calls a repair urgent, or says that and nothing else, as the library asks them to."""
    if not _CALLED_URGENT.search(folded) or _ASKED.search(folded):
        return False
    return bool(_AND_NOTHING_MORE.fullmatch(folded) or _TO_BE_REPAIRED.search(folded))
