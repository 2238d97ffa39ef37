"""A deed: something that somebody must be able to answer for; codes and ids, never words, names, phones or tokens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Code = str | int | bool
"""What a detail may be: a number, a yes, or one of our own words."""

DESK = "desk"
"""Who did what no person is named for: the program as it runs, by its settings and files."""


class Action(StrEnum):
    """What was done."""

    ADMITTED = "admitted"
    ROLE_GIVEN = "role_given"
    REMOVED = "removed"
    ROOM_BOUND = "room_bound"
    PERSON_EXPORTED = "person_exported"
    PERSON_ERASED = "person_erased"
    PHONES_EXPORTED = "phones_exported"
    LEDGER_SENT = "ledger_sent"
    FILES_MERGED = "files_merged"
    RULES_CHANGED = "rules_changed"
    RULES_APPLIED = "rules_applied"
    LIBRARY_IMPORTED = "library_imported"
    ENTRY_PUBLISHED = "entry_published"
    ENTRY_ROLLED_BACK = "entry_rolled_back"
    ENTRY_RETIRED = "entry_retired"
    ENTRY_RESTORED = "entry_restored"
    AUTONOMY_CHANGED = "autonomy_changed"
    AUTONOMY_RETURNED = "autonomy_returned"
    CUSTOMER_BARRED = "customer_barred"
    CUSTOMER_UNBARRED = "customer_unbarred"
    BREACH_EXCUSED = "breach_excused"
    APPEAL_REFUSED = "appeal_refused"
    EXCLUSION_DECIDED = "exclusion_decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who (`actor` None: whoever runs the program) did what to whom or what, and when.

    `subjects` are ids with their kind, such as `agent:7`; `details` are few and coded.
    """

    at: datetime
    action: Action
    subjects: tuple[str, ...]
    actor: str | None = None
    details: Mapping[str, Code] = field(default_factory=dict[str, Code])


def user(user_id: int) -> str:
    """Return how somebody with a Telegram account stands in the record."""
    return f"user:{user_id}"


def command_line(account: str) -> str:
    """Return how somebody at the machine stands in the record, by their account there."""
    return f"command line:{account}"
