"""A text without what tells who wrote it: numbers, names and rooms give way to words for what stood there.

It errs on the side of hiding: a long number is hidden whatever it is. What is hidden once is hidden for good; a masked
text masked again stays as it is.
"""

import re

from faq.entry import Language
from faq.text import language_of

LONGEST = 8_192
"""Characters of a text that are kept; the rest is cut off, unseen as it is."""

WORDS: dict[str, dict[Language, str]] = {
    "phone": {"zh": "〔电话〕", "en": "[phone]"},
    "id": {"zh": "〔证件〕", "en": "[id]"},
    "card": {"zh": "〔卡号〕", "en": "[card]"},
    "mail": {"zh": "〔邮箱〕", "en": "[email]"},
    "name": {"zh": "〔姓名〕", "en": "[name]"},
    "room": {"zh": "〔房号〕", "en": "[room]"},
    "plate": {"zh": "〔车牌〕", "en": "[plate]"},
    "number": {"zh": "〔号码〕", "en": "[number]"},
}
"""What is hidden, and the word that stands for it in each language."""

PLACEHOLDER = re.compile("|".join(re.escape(word) for words in WORDS.values() for word in words.values()))
"""Any of these words."""

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤庞樊兰殷施洪翟颜倪温芦俞葛祁岳齐柳"
)
_TWO = "欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|东方|司徒|南宫"
_NOT_GIVEN = "我你您他她它家住在是的有要想问请电手房户业和跟与先女小太来去说打报修"
_SURNAME = f"(?:{_TWO}|[{_SURNAMES}])"
_NAME = rf"{_SURNAME}[\u4e00-\u9fff](?:(?![{_NOT_GIVEN}])[\u4e00-\u9fff])?"
_TITLE = "先生|女士|小姐|太太|阿姨|大爷|奶奶|叔叔|师傅|老师|经理"
_NAME_ENDS = r"(?=$|[\s，,。.！!？?；;、]|想|要|住|请|的?电话|手机)"
_LATIN_NAME = r"[^\W\d_][\w'’-]*+(?: [A-Z][\w'’-]*+){0,2}"

_PART = "[0-9A-Za-z一二三四五六七八九十]{1,4}"
_SIGN = r"[-\s.–—()（）]?"
_BUILDING = rf"{_PART}(?:栋|幢|号楼|座|弄|号院){_SIGN}"
_UNIT = rf"{_PART}(?:单元|门栋|梯){_SIGN}"
_FLOOR = rf"(?:{_PART}(?:楼|层){_SIGN})?"
_ROOM = r"(?:\d{3,4}(?:号房|室|房|户|号)?+(?!\d|[元块年月天个米分])|\d{1,2}(?:号房|室|户))"

_PLATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_DATE = r"(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./]\d{1,2}(?!\d)"
_WECHAT = "(?:(?<=微信)|(?<=微信号)|(?i:(?<=wechat)|(?<=wechat id)))"
_86 = rf"(?<!\d)(?:\+?86{_SIGN})?"

_HIDDEN: dict[str, tuple[str, ...]] = {
    "mail": (r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++",),
    "id": (
        r"(?<!\d)\d{6}\s?\d{8}\s?\d{3}[\dXx](?![\dA-Za-z])",
        r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{7,8}(?![A-Za-z0-9])",
    ),
    "card": (r"(?<!\d)\d(?:[ -]?\d){15,18}(?![ -]?\d)",),
    "phone": (
        rf"{_86}1[3-9]\d(?:{_SIGN}\d){{8}}(?!\d)",
        rf"{_86}\(?0\d{{2,3}}\)?{_SIGN}\d{{3,4}}{_SIGN}\d{{4}}(?:(?:-|转|\s?ext\.?\s?)\d{{1,6}})?(?!\d)",
        rf"(?<!\d)[48]00{_SIGN}\d{{3,4}}{_SIGN}\d{{3,4}}(?!\d)",
        rf"\+\d(?:{_SIGN}\d){{6,14}}(?!\d)",
    ),
    "plate": (rf"[{_PLATES}][A-Za-z][·•.\s-]?[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂学警港澳](?![A-Za-z0-9])",),
    "room": (
        rf"{_BUILDING}(?:{_UNIT})?{_FLOOR}{_ROOM}",
        rf"(?:{_BUILDING})?{_UNIT}{_FLOOR}{_ROOM}?",
        r"(?<![\d-])\d{1,2}-\d{1,2}-\d{3,4}(?![\d-])",
        r"(?:(?<=房号)|(?<=房间号)|(?<=门牌号)|(?<=门牌))[是为：: ]{0,2}[A-Za-z]?\d{2,5}",
        r"(?<!\d)(?:\d{1,2}-)?\d{3,4}(?:号房|室|房(?![价租费款]))",
        r"(?<=[路街巷弄道])\d{1,5}号(?![线楼])",
        r"(?i:\b(?:room|rm|apt|apartment|flat|suite|unit)\.?\s?(?:no\.?\s?)?#?[a-z]?-?\d{1,5}[a-z]?\b)",
    ),
    "number": (
        rf"(?<!\d)(?!{_DATE})\d(?:[ -]?\d){{6,}}",
        r"\d{6,}",
        rf"{_WECHAT}[是为：: ]{{0,2}}(?<![A-Za-z])[A-Za-z][-_0-9A-Za-z]{{5,19}}",
        "[零〇一二三四五六七八九幺]{7,}",
    ),
    "name": (
        rf"(?<=我叫){_NAME}",
        rf"(?:(?<=姓名)|(?<=名字)|(?<=联系人)|(?<=收件人)|(?<=户主))[是为叫：: ]{{1,2}}{_NAME}",
        rf"(?:(?<=我姓)|(?<=免贵姓)){_SURNAME}",
        rf"(?:(?!谢)|(?<!谢)(?!谢谢)){_SURNAME}[\u4e00-\u9fff]{{0,2}}?(?={_TITLE})",
        rf"(?<=我是){_NAME}{_NAME_ENDS}",
        rf"(?i:(?<=my name is ))(?!(?i:and|i|from|in|on|the|not|a|my|going|called)\b){_LATIN_NAME}",
        rf"(?:(?<=\bMr )|(?<=\bMrs )|(?<=\bMs )|(?<=\bMr\. )|(?<=\bMrs\. )|(?<=\bMs\. ))(?=[A-Z]){_LATIN_NAME}",
        rf"(?<=[Cc]all me )(?=[A-Z]){_LATIN_NAME}",
    ),
}
"""How it looks, in the order in which it is looked for."""

_patterns = tuple((kind, re.compile(pattern)) for kind, patterns in _HIDDEN.items() for pattern in patterns)
_cue = re.compile(rf"[\d@微零〇幺一二三四五六七八九叫姓名是人主]|{_TITLE}|(?i:name|wechat|call|mrs?\b|ms\b)")
_narrow = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1) if chr(code - 0xFEE0) not in "!(),:;?"}


def mask(text: str, language: Language | None = None) -> str:
    """The text with everything hidden that tells who wrote it; without `language`, in the language of its script.

    Letters and digits in full width become narrow ones.
    """
    kept = text[:LONGEST].translate(_narrow)
    if not _cue.search(kept):
        return kept
    spoken = language or language_of(PLACEHOLDER.sub("", kept))
    for kind, pattern in _patterns:
        kept = pattern.sub(WORDS[kind][spoken], kept)
    return kept
