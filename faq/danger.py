"""Words that tell of danger to life or of a crime under way: nobody who writes them may wait for a machine.

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
_NOT_NOW = re.compile(
    r"保险|演习|演练|培训|灭火器|消防栓|预防|防止|怎么防|会不会|注意什么|赔偿|理赔|谁赔|以前|去年|上次|上个月"
    r"|\b(?:drill|training|insurance|extinguisher|prevent|last (?:year|month|week)|heart ?burn|burning question)\b"
)


def in_danger(folded: str) -> bool:
    """Whether a folded message tells of danger now."""
    return bool(_TOLD.search(folded)) and not _NOT_NOW.search(folded)
