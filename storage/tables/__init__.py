"""Every table, to be read beside the migrations that make them.

Conditions of partial indexes are literals and are repeated word for word in the queries meant to use them, for a
planner proves nothing about parameters.
"""

from storage.tables.audit import (
    audit,
    audit_head,
)
from storage.tables.cases import (
    STANDING,
    case_texts,
    cases,
    forms,
)
from storage.tables.conversations import (
    ASIDE,
    DUE,
    OFFERED,
    OPEN,
    SERVED,
    WAITING,
    WAS_SERVED,
    agenda,
    conversations,
    events,
    strikes,
)
from storage.tables.customer_file import (
    customer_files,
    file_looks,
)
from storage.tables.library import (
    DRAFTED,
    LIVE,
    RETIRED,
    entries,
    entry_versions,
    gap_decisions,
    gap_questions,
    gaps,
    golden,
    labels,
    remarks,
    reminders,
)
from storage.tables.mail import (
    BEHIND,
    IS_OFFER,
    IS_PROMPT,
    KEYED,
    PUT_OFF,
    READY,
    SENDING,
    UNSENT,
    dead_letters,
    handled_updates,
    outbox,
)
from storage.tables.metadata import (
    metadata,
)
from storage.tables.people import (
    bindings,
    people,
    staff,
    topics,
)
from storage.tables.processes import (
    paces,
    processes,
)
from storage.tables.time import (
    counters,
    notice_reads,
    overruns,
    rooms,
    rule_versions,
    staff_notices,
)
from storage.tables.words import (
    copies,
    messages,
    revisions,
)

__all__ = [
    "ASIDE",
    "BEHIND",
    "DRAFTED",
    "DUE",
    "IS_OFFER",
    "IS_PROMPT",
    "KEYED",
    "LIVE",
    "OFFERED",
    "OPEN",
    "PUT_OFF",
    "READY",
    "RETIRED",
    "SENDING",
    "SERVED",
    "STANDING",
    "UNSENT",
    "WAITING",
    "WAS_SERVED",
    "agenda",
    "audit",
    "audit_head",
    "bindings",
    "case_texts",
    "cases",
    "conversations",
    "copies",
    "counters",
    "customer_files",
    "dead_letters",
    "entries",
    "entry_versions",
    "events",
    "file_looks",
    "forms",
    "gap_decisions",
    "gap_questions",
    "gaps",
    "golden",
    "handled_updates",
    "labels",
    "messages",
    "metadata",
    "notice_reads",
    "outbox",
    "overruns",
    "paces",
    "people",
    "processes",
    "remarks",
    "reminders",
    "revisions",
    "rooms",
    "rule_versions",
    "staff",
    "staff_notices",
    "strikes",
    "topics",
]
