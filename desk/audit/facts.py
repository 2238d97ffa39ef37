"""Which facts somebody must answer for, and what is said of each: the one table that deeds are derived from.

It is asked wherever a fact is written, so that there is no fact of these kinds without its record, and none the other
way round.
"""

from collections.abc import Callable, Mapping
from typing import Any

from desk import events as e
from desk.audit.deed import Action, Code, Deed, user
from desk.cases import events as k
from desk.customers import events as f
from desk.library import events as b
from desk.shifts import events as s

_Details = Mapping[str, Code]
_NOTHING: _Details = {}


def deed_of(subject: str, event: e.Event, customer: int | None = None) -> Deed | None:
    """Return the deed a fact of a history is, if it is one; `customer` is whose conversation or case it is about.

    `subject` is what the history is kept under, such as `conversation:3`. What time or a rule did is nobody's deed.
    """
    told = _TOLD.get(type(event))
    if told is None:
        return None
    action, details_of = told
    by = _doer(event)
    if by is None and type(event) in _OF_PEOPLE:
        return None
    return Deed(
        at=event.at,
        action=action,
        subjects=(*_subjects(subject, event), *((f"customer:{customer}",) if customer is not None else ())),
        actor=user(by) if by is not None else None,
        details=details_of(event),
    )


def _doer(event: e.Event) -> int | None:
    """Return who did it: in a conversation events call them agent, elsewhere they stand under `by`."""
    by: int | None = getattr(event, "by", None)
    return getattr(event, "agent", None) if by is None else by


def _subjects(subject: str, event: e.Event) -> tuple[str, ...]:
    if isinstance(event, b.EntryEvent):
        return (f"entry:{event.entry_id}",)
    if isinstance(event, b.AutonomyChanged | b.AutonomyReturned) and event.entry_id is not None:
        return (f"entry:{event.entry_id}",)
    if isinstance(event, f.FileMerged):
        return (subject, f"file:{event.into}")
    return (subject,)


def _role(event: s.Admitted | s.RoleGiven) -> _Details:
    return {"role": event.role.value}


def _version(event: s.RulesApplied) -> _Details:
    return {"version": event.version}


def _imported(event: b.LibraryImported) -> _Details:
    counts = {"added": event.added, "changed": event.changed, "retired": event.retired, "golden": event.golden}
    return {**counts, "insisted": event.insisted}


def _published(event: b.EntryPublished) -> _Details:
    return {"number": event.number, "insisted": event.insisted}


def _back_to(event: b.EntryRolledBack) -> _Details:
    return {"number": event.to}


def _autonomy(event: b.AutonomyChanged) -> _Details:
    return {"direct": event.direct, "ground": event.ground.value}


def _breach(event: e.Excused | e.AppealRefused) -> _Details:
    return {"clock": event.clock.value, "occurrence": event.occurrence}


def _excluded(event: k.ExclusionDecided) -> _Details:
    return {"excluded": event.excluded}


def _texts(event: f.PersonErased) -> _Details:
    return {"texts": event.texts}


def _left(_: s.LeftGroup) -> _Details:
    return {"why": "left the group"}


def _none(_: e.Event) -> _Details:
    return _NOTHING


_TOLD: Mapping[type[e.Event], tuple[Action, Callable[[Any], _Details]]] = {
    s.Admitted: (Action.ADMITTED, _role),
    s.RoleGiven: (Action.ROLE_GIVEN, _role),
    s.Removed: (Action.REMOVED, _none),
    s.LeftGroup: (Action.REMOVED, _left),
    s.RulesApplied: (Action.RULES_APPLIED, _version),
    f.PersonErased: (Action.PERSON_ERASED, _texts),
    f.FileMerged: (Action.FILES_MERGED, _none),
    b.LibraryImported: (Action.LIBRARY_IMPORTED, _imported),
    b.EntryPublished: (Action.ENTRY_PUBLISHED, _published),
    b.EntryRolledBack: (Action.ENTRY_ROLLED_BACK, _back_to),
    b.EntryRetired: (Action.ENTRY_RETIRED, _none),
    b.EntryRestored: (Action.ENTRY_RESTORED, _none),
    b.AutonomyChanged: (Action.AUTONOMY_CHANGED, _autonomy),
    b.AutonomyReturned: (Action.AUTONOMY_RETURNED, _none),
    e.Barred: (Action.CUSTOMER_BARRED, _none),
    e.Unbarred: (Action.CUSTOMER_UNBARRED, _none),
    e.Excused: (Action.BREACH_EXCUSED, _breach),
    e.AppealRefused: (Action.APPEAL_REFUSED, _breach),
    k.ExclusionDecided: (Action.EXCLUSION_DECIDED, _excluded),
}

_OF_PEOPLE = frozenset({e.Excused, b.AutonomyChanged, b.EntryRetired})
"""What a rule or a whole file may do, too: a rule answers for itself, and a file is one deed."""
