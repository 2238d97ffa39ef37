"""A library of any size, and questions to it, put together from words: the same for the same size, and nobody's data.

An entry is one thing to be done with one part of one estate, five ways of asking for it its phrasings; names of estates
are frequent and rare as names are.  Questions ask for an entry in other words, a fifth of them with a character lost,
a fifth for something that is in no library.
"""

from collections.abc import Iterator

import numpy as np

from faq import Entry

PHRASINGS = 5


def _words(*lines: str) -> list[str]:
    return [word for line in lines for word in line.split()]


_NAME = "康宁和美安泰华景春晖云锦翠湖枫林星河东方阳光金色碧水紫荆龙腾凤鸣御园天成世纪名门海棠玉兰丹桂银杏"
_KIND = _words("苑 里 花园 城 府 公寓")
_PLACE = _words(
    "厨房 阳台 卫生间 客厅 主卧 次卧 书房 儿童房 车库 楼道 门厅 露台 屋顶 会所 仓库 商铺 地下室 电梯间 前台 泳池"
)
_THING = _words(
    "水龙头 灯泡 门锁 窗户 空调 热水器 地板 墙面 插座 电表 水表 燃气表 管道 排风扇 马桶 门禁卡 钥匙 摄像头",
    "网线 电视 洗衣机 柜子 吊顶 瓷砖 暖气片 油烟机 净水器 扶手 玻璃 开关",
)
_DEED = _words(
    "维修 更换 清洗 安装 拆除 移位 检查 验收 报修 退款 预约 取消 投诉 收费 保修 延期 过户 登记 开通 停用",
    "升级 加固 消毒 刷漆 补办 挂失 借用 归还 转让 赔偿 催办 改期 加急 评估 测量 防水 除锈 回收 搬运 拍照",
)
_ASKED = _words(
    "{name}{place}{thing}怎么{deed} 我想{deed}{name}的{place}{thing}，去哪里办理 {name}{thing}{deed}要多少钱？",
    "{place}的{thing}坏了，{name}可以{deed}吗 {name}{place}{deed}{thing}一般要等几天",
    "{thing}{deed}需要带什么材料，{name}的住户 {name}业主申请{place}{thing}{deed}的流程",
)
_ASKED_ANEW = _words(
    "你好，{name}这边{place}的{thing}想{deed}一下，麻烦告诉我怎么弄 {place}{thing}能{deed}不，我住{name}",
    "请问一下{thing}{deed}找谁，{name} {name}{place}那个{thing}要{deed}，需要提前说吗？",
)
_STRANGE = _words(
    "{deed}签证的护照照片要几寸 明天{name}附近会下雪吗 哪支球队赢了昨晚的{thing}杯比赛 帮我写一首关于{thing}的诗"
)


def entries(texts: int) -> tuple[Entry, ...]:
    """A library of so many phrasings, at most 120,000."""
    words = _combined(texts // PHRASINGS)
    return tuple(_entry(number, one) for number, one in enumerate(words))


def questions(texts: int, count: int) -> list[str]:
    """So many questions to the library of that size."""
    chance = np.random.default_rng(texts + 1)
    known = list(_combined(texts // PHRASINGS))
    return [_question(known[int(chance.integers(len(known)))], place, chance) for place in range(count)]


def another(number: int) -> Entry:
    """An entry that no library of `entries` has."""
    words = {"name": f"新城{number}号楼", "place": "走廊", "thing": "消防栓", "deed": _DEED[number % len(_DEED)]}
    return _entry(f"more-{number}", words)


def _combined(count: int) -> Iterator[dict[str, str]]:
    """Different words for every entry."""
    chance = np.random.default_rng(count)
    pairs = [(thing, deed, place) for thing in _THING for deed in _DEED for place in _PLACE]
    for place in chance.permutation(len(pairs))[:count]:
        thing, deed, where = pairs[place]
        yield {"name": _name(chance), "place": where, "thing": thing, "deed": deed}


def _name(chance: np.random.Generator) -> str:
    first, second = (int(chance.zipf(1.1)) * 7 % len(_NAME) for _ in range(2))
    return f"{_NAME[first]}{_NAME[second]}{_KIND[int(chance.integers(len(_KIND)))]}"


def _entry(number: int | str, words: dict[str, str]) -> Entry:
    question, *others = (frame.format(**words) for frame in _ASKED)
    start = sum(map(ord, words["name"]))
    variants = [others[(start + place) % len(others)] for place in range(PHRASINGS - 1)]
    return Entry(f"e{number}", question, tuple(variants), answer="请到前台办理。")


def _question(words: dict[str, str], place: int, chance: np.random.Generator) -> str:
    frames = _STRANGE if place % 5 == 0 else _ASKED_ANEW
    text = frames[int(chance.integers(len(frames)))].format(**words)
    if place % 5 == 1:
        lost = int(chance.integers(len(text)))
        return text[:lost] + text[lost + 1 :]
    return text
