"""What has to be repaired, by the words that people use for it: a category, and the finer words that belong to it.

What is nearer to the customer's hand goes first: a dripping tap is one of the water supply, a dripping ceiling a leak;
the lamp of a staircase belongs to everybody.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desk.cases.kinds import Category
from desk.forms.plain import plain


@dataclass(frozen=True, slots=True)
class Defect:
    """A category, and the word by which it was known."""

    category: Category
    word: str


def defect_in(text: str) -> Defect | None:
    """Return what a text says is to be repaired, or None where that is not plain."""
    read = plain(text)
    for category, pattern in _PATTERNS.items():
        if (found := pattern.search(read)) is not None:
            return Defect(category, text[found.start() : found.end()])
    return None


FINER: Final[Mapping[Category, str]] = {
    Category.COMMON_AREA: "公共|公区|楼道|走廊|大堂|电梯|门禁|单元门|车库|地下室|小区大门|路灯|围墙"
    "|健身|花坛|垃圾(?:房|站|桶)|消防"
    r"|\b(?:elevators?|lifts?|lobby|hallways?|corridors?|stair\w*|garage|gates?|street ?lights?|common area)\b",
    Category.SANITARY: "马桶|坐便|蹲便|便池|洗手[池盆台]|洗脸[池盆]|面盆|台盆|浴缸|淋浴|花洒|浴室柜|洁具"
    r"|\b(?:toilets?|wash ?basins?|sinks?|bath ?tubs?|showers?|sanitary)\b",
    Category.WATER: "水龙头|龙头|水管|下水|排水|上水|给水|地漏|水压|停水|没水|没有水|热水"
    "|水表|阀门|堵|爆管|反水|返水|水路"
    r"|\b(?:taps?|faucets?|pipes?|drains?|no (?:hot )?water"
    r"|water pressure|valves?|clogged|blocked|water supply|plumbing)\b",
    Category.CRACKS: r"裂缝|开裂|裂[了开痕]|裂纹|\b(?:cracks?|cracked)\b",
    Category.DOORS_WINDOWS: "门窗|房门|入户门|大门|防盗门|推拉门|门锁|门[坏关打开]|锁|窗|玻璃|纱窗"
    r"|\b(?:doors?|windows?|locks?|glass)\b",
    Category.LEAKAGE: r"漏水|渗水|渗漏|滴水|返潮|渗|漏|\b(?:leak\w*|drip\w*|seep\w*|damp)\b",
    Category.ELECTRICAL: "电灯|灯|插座|开关|跳闸|短路|断电|停电|没电|没有电|漏电|电线|电箱|电路|电表|可视对讲|对讲|空调"
    "|暖气|地暖|电器|电气"
    r"|\b(?:lights?|lamps?|sockets?|outlets?|switch(?:es)?|power|electric\w*|fuses?|tripped|wiring|intercom"
    r"|air ?con\w*|heating)\b",
    Category.FINISHING: "墙皮|墙纸|壁纸|墙面|瓷砖|地砖|墙砖|地板|油漆|涂料|起皮|脱落|空鼓|吊顶"
    "|天花板|踢脚线|饰面|装修|发霉"
    r"|\b(?:wall ?papers?|walls?|tiles?|floor\w*|paint\w*|plaster|ceilings?|mould|mold|finishing)\b",
    Category.PARTS: r"配件|零件|把手|拉手|合页|铰链|滑轮|遥控器|五金|挂钩"
    r"|\b(?:parts?|handles?|hinges?|remote|hooks?)\b",
}
"""The words of each category, those first that outrank the others."""

_PATTERNS: Final = {category: re.compile(words) for category, words in FINER.items()}
