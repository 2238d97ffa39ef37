"""The way of a draft to the customers: submitted, seen by the gate, approved by a second person or given back."""

from dataclasses import replace

from desk.commands import StaffCommand
from desk.library import commands as c
from desk.library import events as e
from desk.library.notices import DraftDecided, GateShown, ReviewWanted
from desk.library.outcomes import LibraryOutcome
from desk.library.shelf import GateReport, Standing, Version
from desk.library.turn import KEEPERS, WRITERS, LibraryTurn
from desk.people import Role
from faq.upkeep.gate import needs_examination

_o = LibraryOutcome


def submit(turn: LibraryTurn, command: c.Submit) -> None:
    """Have the gate look at a draft, if there is anything for it to look at."""
    draft = draft_seen(turn, command, command.seen, WRITERS)
    if draft is None:
        return
    if turn.shelf.standing is Standing.CHECKING:
        turn.tell(command, _o.STILL_CHECKING)
    elif turn.shelf.standing is Standing.REVIEW:
        turn.tell(command, _o.SUBMITTED_ALREADY)
    elif not draft.entry.answer:
        turn.tell(command, _o.NO_ANSWER)
    else:
        _begin_checking(turn, command, draft)


def _begin_checking(turn: LibraryTurn, command: c.Submit, draft: Version) -> None:
    turn.happen(
        e.EntrySubmitted(at=turn.room.now, entry_id=draft.entry.id, number=draft.number, by=command.agent),
    )
    turn.asked_from = replace(command.origin, press_id=None)
    in_force = turn.in_force
    if needs_examination(in_force.entry if in_force else None, draft.entry):
        turn.report = None
        turn.tell(command, _o.CHECKING)
        return
    _pass(turn, draft, GateReport(passed=True, tested=False))
    turn.tell(command, _o.PUBLISHED if turn.is_settled() else _o.SUBMITTED)


def gated(turn: LibraryTurn, command: c.Gated) -> None:
    """The gate's answer to a draft that has gone on meanwhile is nobody's any more.

    One that waits for a second person may be stopped yet, by what was published after it had passed.
    """
    draft, standing = turn.shown, turn.shelf.standing
    waits = standing is Standing.REVIEW and not command.report.passed
    if draft is None or turn.shelf.draft != command.number or not (standing is Standing.CHECKING or waits):
        return
    if command.report.passed:
        _pass(turn, draft, command.report)
    else:
        _stop(turn, draft, command.report)
    shown = GateShown(
        entry_id=draft.entry.id,
        question=draft.entry.question,
        number=draft.number,
        report=command.report,
        published=turn.is_settled(),
    )
    turn.say_where_asked(shown)
    if turn.is_settled():
        turn.asked_from = None


def _stop(turn: LibraryTurn, draft: Version, report: GateReport) -> None:
    turn.report = report
    turn.happen(
        e.EntryRefused(
            at=turn.room.now,
            entry_id=draft.entry.id,
            number=draft.number,
            stolen=len(report.stolen),
            wrong=len(report.wrong),
            rivals=sum(not one.alike for one in report.doubles),
        )
    )


def _pass(turn: LibraryTurn, draft: Version, report: GateReport) -> None:
    """Where no second person is wanted, an editor's draft is published; an agent's waits for one all the same."""
    entry_id, by = draft.entry.id, turn.shelf.submitted_by
    turn.report = report
    turn.happen(e.EntryPassed(at=turn.room.now, entry_id=entry_id, number=draft.number, tested=report.tested))
    if by is not None and not turn.room.rules.library.review and turn.room.role(by) in KEEPERS:
        turn.happen(e.EntryPublished(at=turn.room.now, entry_id=entry_id, number=draft.number, by=by))
        turn.report = None
        return
    wanted = ReviewWanted(
        entry_id=entry_id, question=draft.entry.question, number=draft.number, by=turn.room.number(turn.shelf.author)
    )
    turn.say(None, wanted)


def approve(turn: LibraryTurn, command: c.Approve) -> None:
    """Publish what the gate has let pass, unless this is who wrote it."""
    draft = draft_seen(turn, command, command.seen, KEEPERS)
    if draft is None:
        return
    match turn.shelf.standing:
        case Standing.CHECKING:
            turn.tell(command, _o.STILL_CHECKING)
        case Standing.REFUSED:
            turn.tell(command, _o.STOPPED)
        case Standing.REVIEW if _is_own(turn, command):
            turn.tell(command, _o.SECOND_PERSON)
        case Standing.REVIEW:
            _publish(turn, command, draft)
            turn.done(command, _o.PUBLISHED)
        case _:
            turn.tell(command, _o.NOT_SUBMITTED)


def insist(turn: LibraryTurn, command: c.Insist) -> None:
    """Publish what the gate has stopped, with the reason beside the event."""
    draft = draft_seen(turn, command, command.seen, KEEPERS)
    if draft is None:
        return
    if turn.shelf.standing is not Standing.REFUSED:
        turn.tell(command, _o.STILL_CHECKING if turn.shelf.standing is Standing.CHECKING else _o.NOT_STOPPED)
    elif _is_own(turn, command):
        turn.tell(command, _o.SECOND_PERSON)
    elif not command.reason.strip():
        turn.tell(command, _o.REASON_NEEDED)
    else:
        _publish(turn, command, draft, reason=command.reason.strip())
        turn.done(command, _o.INSISTED)


def _is_own(turn: LibraryTurn, command: StaffCommand) -> bool:
    return turn.room.rules.library.review and turn.shelf.author == command.agent


def _publish(turn: LibraryTurn, command: StaffCommand, draft: Version, reason: str = "") -> None:
    _tell_who_submitted(turn, command, draft, approved=True, reason=reason)
    turn.happen(
        e.EntryPublished(
            at=turn.room.now,
            entry_id=draft.entry.id,
            number=draft.number,
            by=command.agent,
            insisted=bool(reason),
        ),
        reason,
    )
    turn.report = turn.asked_from = None


def _tell_who_submitted(
    turn: LibraryTurn, command: StaffCommand, draft: Version, *, approved: bool, reason: str
) -> None:
    if turn.shelf.submitted_by in {None, command.agent}:
        return
    decided = DraftDecided(
        entry_id=draft.entry.id,
        question=draft.entry.question,
        number=draft.number,
        by=turn.room.number(command.agent),
        approved=approved,
        insisted=approved and bool(reason),
        reason=reason,
    )
    turn.say_where_asked(decided)


def reject(turn: LibraryTurn, command: c.Reject) -> None:
    """Give a draft back to whoever wrote it."""
    draft = draft_seen(turn, command, command.seen, KEEPERS)
    if draft is None:
        return
    if turn.shelf.standing not in {Standing.REVIEW, Standing.REFUSED}:
        checking = turn.shelf.standing is Standing.CHECKING
        turn.tell(command, _o.STILL_CHECKING if checking else _o.NOT_SUBMITTED)
    elif not command.reason.strip():
        turn.tell(command, _o.REASON_NEEDED)
    else:
        _tell_who_submitted(turn, command, draft, approved=False, reason=command.reason.strip())
        turn.happen(
            e.EntryReturned(at=turn.room.now, entry_id=draft.entry.id, number=draft.number, by=command.agent),
            command.reason.strip(),
        )
        turn.asked_from = None
        turn.tell(command, _o.REJECTED)


def draft_seen(turn: LibraryTurn, command: StaffCommand, seen: int, roles: frozenset[Role]) -> Version | None:
    """Return the draft, if there is one, it is the one that was looked at, and this person may decide about it."""
    if not turn.may(command, roles):
        return None
    draft = turn.shown
    if draft is None:
        turn.tell(command, _o.NO_SUCH_ENTRY)
    elif turn.shelf.draft is None:
        turn.tell(command, _o.NO_DRAFT)
    elif turn.shelf.retired_at is not None:
        turn.tell(command, _o.IS_RETIRED)
    elif seen != turn.shelf.draft:
        turn.changed_meanwhile(command)
    else:
        return draft
    return None
