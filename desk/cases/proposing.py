"""What a complaint seems to be by its words; people decide (003:163-165, 001:1531)."""

import re
from typing import Final

from desk.cases.kinds import Class

_CRISIS: Final = re.compile(
    r"受伤|伤了|骨折|流血|烧伤|烫伤|触电|中毒|住院|死亡|昏迷|泄露|隐私外泄|信息外泄|燃气|煤气|起火|着火|坠落|"
    r"\binjur|\bhospital|\bbleed|\bburn(?:t|ed)\b|\bdata leak|\bleaked\b|\bgas leak|\bfire\b",
    re.IGNORECASE,
)
_REGULATOR: Final = re.compile(
    r"消协|消费者协会|12315|12345|市长热线|住建局|房管局|信访|监管部门|市场监管|银保监|媒体曝光|起诉|法院|律师函|"
    r"\bregulator|\bombudsman|\bconsumer (?:council|association|protection)|\bsue\b|\blawsuit|\bcourt\b|\blawyer",
    re.IGNORECASE,
)
_OVER_HEAD: Final = re.compile(
    r"总部|总公司|你们(?:领导|经理|老板|上级)|找(?:领导|经理|老板|上级)|上级公司|集团|"
    r"\bhead ?office|\bheadquarters|\byour (?:boss|manager|superior)s?\b",
    re.IGNORECASE,
)
_MAJOR_MONEY: Final = 500_000  # in hundredths (ours)


def class_of(words: str, money: int | None) -> Class:
    """Return the class a complaint is proposed for: by injury or a leak, by a regulator, by the money involved."""
    if _CRISIS.search(words):
        return Class.CRISIS
    if _REGULATOR.search(words):
        return Class.REGULATOR
    return Class.MAJOR if money is not None and money >= _MAJOR_MONEY else Class.ORDINARY


def goes_over_our_heads(words: str) -> bool:
    """Tell whether the customer threatens to go to a regulator or a higher level (001:1543)."""
    return bool(_REGULATOR.search(words) or _OVER_HEAD.search(words))
