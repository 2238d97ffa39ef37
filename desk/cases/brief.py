"""A case in brief: what the figures and the ledger of callbacks look at.

To read a whole case from its row takes three times as long, and a year has a hundred thousand of them.
"""

from dataclasses import dataclass
from datetime import datetime

from desk.cases.kinds import CaseKind, Category, Class
from desk.cases.state import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInBrief:
    """Some of the facts of a `Case`, each under the same name and with the same meaning."""

    customer: int
    kind: CaseKind
    number: str = ""
    conversation: int | None = None
    filed_at: datetime | None = None

    klass: Class = Class.ORDINARY
    category: Category | None = None
    items: int = 1
    household: str | None = None
    repeats: int | None = None

    handler: int | None = None
    replied_at: datetime | None = None
    unit: str | None = None
    remedied_at: datetime | None = None
    excluded: bool = False
    worker: int | None = None
    repeat_repairs: int = 0
    settled_at: datetime | None = None


AnyCase = Case | CaseInBrief
"""What is counted: a whole case, or all of it that matters here."""
