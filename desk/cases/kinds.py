"""What a case can be: its kind, class, category, and the codes that say why and how."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class CaseKind(StrEnum):
    """What is registered (003:161, 003:251); a grievance is below the level of a complaint (001:1549)."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    SUGGESTION = "suggestion"
    GRIEVANCE = "grievance"


SERIES: Final[Mapping[CaseKind, str]] = {
    CaseKind.COMPLAINT: "TS",  # 投诉
    CaseKind.REPAIR: "BX",  # 报修
    CaseKind.SUGGESTION: "JY",  # 建议
    CaseKind.GRIEVANCE: "BY",  # 抱怨
}
"""What the number of a case begins with; in each series numbers count on without a gap, anew every year."""


class Class(StrEnum):
    """How grave a complaint is (003:163-165, 001:1531), lightest first."""

    ORDINARY = "ordinary"
    MAJOR = "major"
    CRISIS = "crisis"
    REGULATOR = "regulator"


HIGHEST_LEVEL: Final = 3
"""How high a complaint can climb: the handler is 0, the lead 1, then the department and the head office (ours)."""


class Category(StrEnum):
    """What has to be repaired (001:1797), in the order of the source's table."""

    PARTS = "parts"
    ELECTRICAL = "electrical"
    WATER = "water"
    COMMON_AREA = "common_area"
    CRACKS = "cracks"
    DOORS_WINDOWS = "doors_windows"
    LEAKAGE = "leakage"
    SANITARY = "sanitary"
    FINISHING = "finishing"


class Remedy(StrEnum):
    """What a complainant wants (001:889)."""

    DAMAGES = "damages"
    REDO = "redo"  # repair, exchange, do again
    NON_MATERIAL = "non_material"  # an apology, an explanation


class Cause(StrEnum):
    """Why a complaint was justified, or what it came of (002:50)."""

    SERVICE = "service"
    QUALITY = "quality"
    DELAY = "delay"
    MANNER = "manner"
    CHARGE = "charge"
    INFORMATION = "information"
    OTHER = "other"


class Scope(StrEnum):
    """Who pays for a repair (002:362)."""

    FREE = "free"
    PAID = "paid"


class Channel(StrEnum):
    """Where a case came from: the customer's own chat, or told by phone or at the counter (003:162)."""

    CHAT = "chat"
    PHONE = "phone"


class Waits(StrEnum):
    """What a case that is set aside waits for."""

    PARTS = "parts"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"


class Ending(StrEnum):
    """How a case was settled."""

    AGREED = "agreed"  # with the customer's agreement
    UNJUSTIFIED = "unjustified"  # with reasons
    UNREACHED = "unreached"  # three recorded attempts to have the customer agree (002:576)
    UNSAID = "unsaid"  # the customer was called back about what was done, and did not wish to say
    DECLINED = "declined"  # the customer did not agree to the price
    WITHDRAWN = "withdrawn"  # by the customer
    ANSWERED = "answered"  # a suggestion, a grievance
    TURNED = "turned"  # a grievance that became a complaint


class Result(StrEnum):
    """What a callback found (002:358)."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"  # one attempt; after the third it has failed


class Refusal(StrEnum):
    """Why a worker cannot take a work order; it may not be refused without a reason (003:226)."""

    BUSY = "busy"
    TRADE = "trade"  # it needs another skill
    UNWELL = "unwell"
    LEFT = "left"  # works here no longer; the desk says it, no worker does
    OTHER = "other"  # in words
