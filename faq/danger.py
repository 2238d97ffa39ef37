"""Words that tell of danger to life, of a crime under way, or of an urgent repair: who writes them waits for nobody.

Rather ten people too many are sent to a person than one too few; only what is plainly not happening now (a drill, an
insurance, an extinguisher) is left out. Written as `fold` leaves messages.
"""

import re

_SOMEBODY = "(?:人|孩子|小孩|老人|老爷爷|老奶奶|宝宝|娃|我妈|我爸|妈妈|爸爸|爷爷|奶奶|手|脚|头)"
_FALLING = "(?:掉|摔|坠|砸)(?:下来|下去|下楼|进水|进池|到人|落)"
_TOLD = re.compile(
    r"救命|(?<!不)着火|起火|失火|冒(?:浓|黑)?烟|(?<!得)冒火|打火花|爆炸|中毒|触电|电到(?:人|我|了)|漏气|臭鸡蛋味|瓦斯味"
    r"|(?:燃|煤|天然)气(?:味|泄|漏|报警)|(?:闻到|有).{0,4}(?:煤|燃|天然)气|漏煤气"
    r"|晕(?:倒|过去)|昏(?:倒|迷|过去)|没有?(?:呼吸|意识)|摔倒|摔伤|受伤|流血|骨折|心脏病(?:犯|发)|溺水|呛水"
    rf"|{_SOMEBODY}.{{0,6}}(?:没有?反应|{_FALLING})|(?:玻璃|天花板|外机|瓷砖|墙皮).{{0,3}}{_FALLING}|砸到人"
    r"|下坠|坠楼|跳楼|轻生|不想活|活不下去|活着?没意思|(?<![得都了气烦热累])想死(?![你我他她了]|的心)|自杀|(?:拿|持)着?刀|(?:有人|他|保安|老公|老婆).{0,3}打(?:人|我)"
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
_WATER = "水|污|粪|马桶|地漏|管"
_URGENT = re.compile(
    r"(?:水|漏|溢).{0,4}(?:止不住|关不住|关不了|停不下)|(?:水阀|阀门|总阀|水管).{0,3}(?:关不|拧不|断(?!水)|崩)"
    rf"|水.{{0,4}}喷(?!淋|头|泉|漆|不)|(?:{_WATER}).{{0,10}}(?:一直|不停|往外|哗哗).{{0,3}}(?:溢|喷|涌)(?!不)"
    rf"|(?:一直|不停|往外|哗哗).{{0,3}}(?:溢|喷|涌)(?!不).{{0,4}}(?:{_WATER})|溢水(?!口)|(?:水|马桶|地漏).{{0,3}}溢(?:出|了|满)"
    r"|(?:全|都|满地|满屋子?)是水(?![分藻垢池管泥质表费珠果坑渍印雾汽迹瓶货壶])|(?:被|水|快|把.{0,6})淹|水漫"
    r"|(?:家里|屋里|房间|客厅|厨房|卧室|地下室|车库|电梯)(?:里|全|都)*进水|漏电(?!保护|开关|断路)"
    r"|\b(?:water (?:is )?(?:everywhere|gushing|pouring|spraying)|(?:gushing|pouring) (?:water|from the|out of)"
    r"|(?:is|are|keeps) (?:overflowing|flooding)|cant (?:stop|turn off) the (?:water|leak)|water wont stop)\b"
)
_CALLED_URGENT = re.compile(
    r"(?<![不没非])(?<!不[太算是])(?<!没那么|不怎么|不是很|不特别)紧急"
    r"(?!联系|联络|(?:维修|报修|抢修)?电话|出口|通道|集合|疏散|程度|按钮|开关|制动|采购|通知|投诉|照明|呼叫|预案)"
    r"|^(?:its |this is |very |an |help )*(?:urgent|emergency)\b"
    r"(?! (?:contact|number|exit|phone|complaint|call|service|door|light))|\b(?:urgent|emergency)(?: please| help)*$"
)
_AND_NOTHING_MORE = re.compile(
    "(?:我|我家|家里|这里|这边|现在|有|是|非常|特别|十分|很|太|好|真的|快点|快来|快|情况|报修|维修|抢修|求助|救援|派人|来人|马上|立刻|尽快|请|过来|来"
    "|的|了|啊|呀|呢|紧急)+"
    "|(?:its |this is |very |an |help |please |we need |i need )*(?:urgent|emergency)"
    "(?: repair| help| please| come| quickly| now| here| at once)*"
)
_TO_BE_REPAIRED = re.compile(
    r"漏[水电气]|[没停断][水电气]|跳闸|爆|水管|水阀|马桶|下水|地漏|堵|溢|淹|积水|进水|锁|进不去|出不[来去]|打不开|玻璃|电梯|燃气|煤气|火"
    r"|电线|插座|暖气|抢修|报修|维修|(?<!装)修|坏|\d(?:栋|幢|座|号楼|单元)|\b\d{1,3} \d{3,4}\b|1[3-9]\d{9}"
    r"|\d{3,4}(?:室|房)|\b(?:repair|leak\w*|flood\w*|overflow\w*|no (?:water|power|gas)|power (?:cut|is out)|gas"
    r"|lock\w*|pipe|toilet|broken)\b"
)
_ASKED = re.compile(r"怎么(?!办)|什么|多少|哪|吗$|谁|如何|\b(?:how|what|which|who|where|do you|is there)\b")
_NO_CASE = re.compile(
    r"演习|演练|培训|灭火器|消防栓|预防|防止|怎么防|会不会|注意什么|\b(?:drill|training|extinguisher|prevent)\b"
)
"""What is spoken of, and does not happen."""
_LONG_AGO = re.compile(r"以前|去年|上个月|\b(?:insurance|last (?:year|month|week)|heart ?burn|burning question)\b")
_OVER = re.compile(r"保险|赔偿|理赔|谁赔|上次")
"""What is over, for all that is known; not where somebody calls it urgent, or the water cannot be stopped."""


def in_danger(folded: str) -> bool:
    """Whether a folded message tells of danger, or of a repair that cannot wait, now."""
    if _NO_CASE.search(folded):
        return False
    if is_called_urgent(folded):
        return True
    if _LONG_AGO.search(folded):
        return False
    return bool(_URGENT.search(folded) or (_TOLD.search(folded) and not _OVER.search(folded)))


def is_called_urgent(folded: str) -> bool:
    """Whether somebody calls a repair urgent, or says that and nothing else, as the library asks them to."""
    if not _CALLED_URGENT.search(folded) or _ASKED.search(folded):
        return False
    return bool(_AND_NOTHING_MORE.fullmatch(folded) or _TO_BE_REPAIRED.search(folded))
