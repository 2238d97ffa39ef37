"""The audit: which facts are somebody's deed, and what is said of them."""

from datetime import timedelta

import pytest

from desk import events as e
from desk.audit.chain import ORIGIN, Fault, Flaw, Head, chained, verify
from desk.audit.deed import DESK, Action, Deed, command_line, user
from desk.audit.facts import deed_of
from desk.cases.events import ExclusionDecided
from desk.customers.events import FileMerged, FileTookIn, PersonErased
from desk.events import Clock, Event, Excuse
from desk.library import events as b
from desk.people import Role
from desk.shifts import events as s
from tests.kit.cast import LIN, MEI, TEN, ZHAO

_LEAD = user(ZHAO.user_id)
_BREACH = {"clock": "first_reply", "occurrence": 1}
_DEEDS: list[tuple[str, Event, Action, tuple[str, ...], str | None, dict[str, object]]] = [
    (
        "agent:7",
        s.Admitted(at=TEN, number="07", by=ZHAO.user_id),
        Action.ADMITTED,
        ("agent:7",),
        _LEAD,
        {"role": "agent"},
    ),
    ("agent:1", s.Admitted(at=TEN, number="01", role=Role.LEAD), Action.ADMITTED, ("agent:1",), None, {"role": "lead"}),
    (
        "agent:7",
        s.RoleGiven(at=TEN, role=Role.EDITOR, by=ZHAO.user_id),
        Action.ROLE_GIVEN,
        ("agent:7",),
        _LEAD,
        {"role": "editor"},
    ),
    ("agent:7", s.Removed(at=TEN, by=ZHAO.user_id), Action.REMOVED, ("agent:7",), _LEAD, {}),
    (
        "room",
        s.RulesApplied(at=TEN, version=3, by=ZHAO.user_id),
        Action.RULES_APPLIED,
        ("room",),
        _LEAD,
        {"version": 3},
    ),
    ("file:1001", PersonErased(at=TEN, texts=4), Action.PERSON_ERASED, ("file:1001",), None, {"texts": 4}),
    (
        "file:1002",
        FileMerged(at=TEN, into=1001, by=ZHAO.user_id),
        Action.FILES_MERGED,
        ("file:1002", "file:1001"),
        _LEAD,
        {},
    ),
    (
        "library",
        b.LibraryImported(at=TEN, added=1, changed=2, retired=3, golden=4),
        Action.LIBRARY_IMPORTED,
        ("library",),
        None,
        {"added": 1, "changed": 2, "retired": 3, "golden": 4, "insisted": False},
    ),
    (
        "library",
        b.EntryPublished(at=TEN, entry_id="fee", number=2, by=3, insisted=True),
        Action.ENTRY_PUBLISHED,
        ("entry:fee",),
        "user:3",
        {"number": 2, "insisted": True},
    ),
    (
        "library",
        b.EntryRolledBack(at=TEN, entry_id="fee", to=1, by=3),
        Action.ENTRY_ROLLED_BACK,
        ("entry:fee",),
        "user:3",
        {"number": 1},
    ),
    ("library", b.EntryRetired(at=TEN, entry_id="fee", by=3), Action.ENTRY_RETIRED, ("entry:fee",), "user:3", {}),
    ("library", b.EntryRestored(at=TEN, entry_id="fee", by=3), Action.ENTRY_RESTORED, ("entry:fee",), "user:3", {}),
    (
        "library",
        b.AutonomyChanged(at=TEN, entry_id="fee", direct=True, ground=b.Ground.LEAD, by=1),
        Action.AUTONOMY_CHANGED,
        ("entry:fee",),
        _LEAD,
        {"direct": True, "ground": "lead"},
    ),
    ("library", b.AutonomyReturned(at=TEN, by=1), Action.AUTONOMY_RETURNED, ("library",), _LEAD, {}),
    (
        "conversation:3",
        e.Barred(at=TEN, agent=1),
        Action.CUSTOMER_BARRED,
        ("conversation:3", "customer:1001"),
        _LEAD,
        {},
    ),
    (
        "conversation:3",
        e.Unbarred(at=TEN, agent=1),
        Action.CUSTOMER_UNBARRED,
        ("conversation:3", "customer:1001"),
        _LEAD,
        {},
    ),
    (
        "conversation:3",
        e.Excused(at=TEN, clock=Clock.FIRST_REPLY, occurrence=1, due=TEN, excuse=Excuse.APPEAL, agent=1),
        Action.BREACH_EXCUSED,
        ("conversation:3", "customer:1001"),
        _LEAD,
        _BREACH,
    ),
    (
        "case:8",
        e.AppealRefused(at=TEN, clock=Clock.FIRST_REPLY, occurrence=1, due=TEN, agent=1),
        Action.APPEAL_REFUSED,
        ("case:8", "customer:1001"),
        _LEAD,
        _BREACH,
    ),
    (
        "case:8",
        ExclusionDecided(at=TEN, excluded=True, by=1),
        Action.EXCLUSION_DECIDED,
        ("case:8", "customer:1001"),
        _LEAD,
        {"excluded": True},
    ),
]


@pytest.mark.parametrize(("subject", "event", "action", "subjects", "actor", "details"), _DEEDS)
def test_what_somebody_must_answer_for_is_a_deed(
    subject: str,
    event: Event,
    action: Action,
    subjects: tuple[str, ...],
    actor: str | None,
    details: dict[str, str | int | bool],
) -> None:
    customer = MEI.chat_id if subject.startswith(("conversation", "case")) else None
    told = Deed(at=TEN, action=action, subjects=subjects, actor=actor, details=details)
    assert deed_of(subject, event, customer) == told


@pytest.mark.parametrize(
    "event",
    [
        e.Taken(at=TEN, agent=LIN.user_id),
        e.Excused(at=TEN, clock=Clock.FIRST_REPLY, occurrence=1, due=TEN, excuse=Excuse.OUTAGE),
        b.EntryRetired(at=TEN, entry_id="fee", by=None),
        b.AutonomyChanged(at=TEN, direct=False, ground=b.Ground.LOST),
        FileTookIn(at=TEN, other=1002, by=ZHAO.user_id),
    ],
)
def test_work_rules_and_what_another_record_tells_are_no_deed(event: Event) -> None:
    assert deed_of("conversation:3", event) is None


def test_a_record_names_its_doer_or_whoever_runs_the_program_and_nobody_twice() -> None:
    bare = Deed(at=TEN, action=Action.PERSON_EXPORTED, subjects=("file:1001",))
    named = Deed(at=TEN + timedelta(hours=1), action=Action.REMOVED, subjects=("agent:7",), actor=user(1))
    first, second = chained(Head(), [bare, named], command_line("root"))
    assert first.body == (
        '{"action":"person_exported","actor":"command line:root","at":"2026-11-23T10:00:00.000000+00:00",'
        '"details":{},"number":1,"subjects":["file:1001"]}'
    )
    assert '"actor":"user:1"' in second.body
    assert chained(first.head, [named], DESK) == [second]


def test_a_chain_is_compared_with_what_was_counted_and_with_what_was_noted() -> None:
    deeds = [Deed(at=TEN, action=Action.REMOVED, subjects=(f"agent:{one}",)) for one in range(3)]
    records = chained(Head(), deeds, DESK)
    head = records[-1].head
    assert verify(records, head) is None
    assert verify(records, head, records[0].digest) is None
    assert verify([], Head(), ORIGIN) is None
    assert verify(records[:2], head) == Flaw(3, Fault.CUT)
    assert verify(records, records[1].head) == Flaw(3, Fault.BEYOND)
    assert verify(records, Head(3, "0" * 64)) == Flaw(3, Fault.NOT_THE_HEAD)
    assert verify(records[:2], records[1].head, head.digest) == Flaw(2, Fault.NOT_NOTED)
