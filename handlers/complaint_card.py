"""What the card of a complaint or a grievance shows of its life, and the buttons for the next steps."""

from collections.abc import Sequence

from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState, Slip
from desk.ports import CaseFacts
from handlers.buttons import Button
from handlers.complaint_buttons import (
    CloseIt,
    DecideExclusionIt,
    DecideMoneyIt,
    GoOnIt,
    KnowCrisisIt,
    RemedyIt,
    SeekIt,
    TurnIt,
    UnreachedIt,
    VerdictIt,
)
from handlers.lettering import escape, one_line
from handlers.moments import day_and_time
from handlers.spoken import Voice

Row = Sequence[tuple[str, Button]]
_HUNDREDTHS = 100


def lines_of_complaint(voice: Voice, facts: CaseFacts) -> Sequence[str]:
    """Return what was found and done, what is asked of whom."""
    case, words = facts.case, voice.words
    lines: list[str] = []
    if case.justified is not None and case.cause is not None:
        verdict = words("complaint_card.justified" if case.justified else "complaint_card.unjustified")
        cause, unit = words(f"case_cause.{case.cause.value}"), escape(one_line(case.unit or "–"))
        lines.append(words("complaint_card.verdict", verdict=verdict, cause=cause, unit=unit))
    if case.money_asked is not None:
        lines.append(words("complaint_card.money_asked", amount=sum_of(case.money_asked)))
    if case.money_granted is not None:
        lines.append(words("complaint_card.money_granted", amount=sum_of(case.money_granted)))
    if case.attempts:
        lines.append(words("complaint_card.attempts", count=len(case.attempts), wanted=voice.rules.attempts))
    lines += [_slip(voice, facts, slip) for slip in case.slips]
    marks = {
        "crisis": case.crisis_at is not None,
        "over_head": case.over_head,
        "skip_unreported": case.skip_unreported,
        "exclusion_asked": case.exclusion_asked,
        "excluded": case.excluded,
    }
    told = [words(f"complaint_card.{name}") for name, shown in marks.items() if shown]
    if case.ending is not None:
        told.append(words(f"case_ending.{case.ending.value}"))
    if case.turned_into is not None:
        told.append(words("complaint_card.turned_into", number=case.turned_into))
    return [*lines, *([" · ".join(told)] if told else [])]


def rows_of_complaint(voice: Voice, facts: CaseFacts) -> Sequence[Row]:
    """Return the buttons: first what waits for a lead, then the handler's next step."""
    case = facts.case
    return [row for row in (*leads_rows(voice, case), _verdicts(voice, case), _steps(voice, case)) if row]


def rows_of_grievance(voice: Voice, facts: CaseFacts) -> Sequence[Row]:
    """Return the button by which it becomes a complaint."""
    case = facts.case
    if case.kind is not CaseKind.GRIEVANCE or case.id is None:
        return []
    return [[(voice.words("complaint_button.turn"), TurnIt(case.id))], *_going_on(voice, case, case.id)]


def leads_rows(voice: Voice, case: Case) -> list[Row]:
    """Return the buttons for what a lead must decide or know."""
    words, case_id = voice.words, case.id or 0
    rows: list[Row] = []
    if case.crisis_at is not None:
        rows.append([(words("complaint_button.crisis"), KnowCrisisIt(case_id, case.crises))])
    if (asked := case.money_asked) is not None:
        rows.append(money_row(voice, case_id, asked))
    if case.exclusion_asked:
        rows.append(exclusion_row(voice, case_id))
    return rows


def money_row(voice: Voice, case_id: int, amount: int) -> Row:
    """Return the lead's answers about money."""
    return [
        (voice.words(f"complaint_button.{name}", amount=sum_of(amount)), DecideMoneyIt(case_id, amount, granted=yes))
        for name, yes in (("grant", True), ("deny", False))
    ]


def exclusion_row(voice: Voice, case_id: int) -> Row:
    """Return the lead's answers about an exclusion."""
    return [
        (voice.words(f"complaint_button.{name}"), DecideExclusionIt(case_id, excluded=yes))
        for name, yes in (("exclude", True), ("count", False))
    ]


def sum_of(amount: int) -> str:
    """Return an amount in hundredths as one writes it: 1,200 or 1,200.50."""
    whole, rest = divmod(amount, _HUNDREDTHS)
    return f"{whole:,}.{rest:02}" if rest else f"{whole:,}"


def _verdicts(voice: Voice, case: Case) -> Row:
    if case.state is not CaseState.ASSIGNED or case.justified is not None or case.id is None:
        return []
    return [
        (voice.words(f"complaint_button.{name}"), VerdictIt(case.id, justified=yes))
        for name, yes in (("justified", True), ("unjustified", False))
    ]


def _steps(voice: Voice, case: Case) -> Row:
    words, case_id = voice.words, case.id or 0
    match case.state:
        case CaseState.ASSIGNED:
            remedied = (words("complaint_button.remedied"), RemedyIt(case_id, case.remedies))
            return [remedied, *(one for row in _going_on(voice, case, case_id) for one in row)]
        case CaseState.DONE:
            enough = len(case.attempts) >= voice.rules.attempts
            unreached = (words("complaint_button.unreached"), UnreachedIt(case_id))
            return [(words("complaint_button.seek"), SeekIt(case_id)), *([unreached] if enough else [])]
        case CaseState.SETTLED:
            return [(words("complaint_button.close"), CloseIt(case_id))]
        case CaseState.RESTING:
            return [(words("complaint_button.go_on"), GoOnIt(case_id))]
        case _:
            return []


def _going_on(voice: Voice, case: Case, case_id: int) -> list[Row]:
    waiting = case.waits is not None and case.state is CaseState.ASSIGNED
    if not waiting and case.state is not CaseState.RESTING:
        return []
    return [[(voice.words("complaint_button.go_on"), GoOnIt(case_id))]]


def _slip(voice: Voice, facts: CaseFacts, slip: Slip) -> str:
    key = "complaint_card.slip" if slip.returned_at is None else "complaint_card.slip_returned"
    at = day_and_time(slip.returned_at or slip.until, voice.zone)
    return voice.words(key, slip=slip.number, to=escape(facts.numbers.get(slip.to, "–")), at=at)
