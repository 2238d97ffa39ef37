"""The card of a case: what it is, where it stands, what was told, what is due, and the next steps as buttons."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from desk.cases.clocks import started
from desk.cases.kinds import CaseKind, Class
from desk.cases.notices import CaseNotice
from desk.cases.state import Case, CaseState
from desk.clocks.promises import BREACHABLE
from desk.ports import CaseFacts
from handlers.buttons import Button
from handlers.callback_card import lines_of_callback, rows_of_callback
from handlers.case_buttons import AssignMeIt, ClassifyIt, UndertakeIt
from handlers.complaint_card import lines_of_complaint, rows_of_complaint, rows_of_grievance
from handlers.lettering import cut, escape, fitted, one_line
from handlers.moments import day_and_time
from handlers.repair_card import lines_of_repair, rows_of_repair
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_staff import customer_named

Row = Sequence[tuple[str, Button]]
Rows = Callable[[Voice, CaseFacts], Sequence[Row]]
Lines = Callable[[Voice, CaseFacts], Sequence[str]]

_LONGEST = 400
_NOTES = 6
_NOTE = 160
_ANSWERS: Final = (
    "category",
    "place",
    "what",
    "when",
    "whom",
    "remedy",
    "money",
    "visit",
    "entry",
    "wishes",
    "called",
    "contact",
)
_CODED: Final = frozenset({"category", "remedy", "entry"})

ROWS: Mapping[CaseKind, Sequence[Rows]] = {
    CaseKind.GRIEVANCE: (rows_of_grievance,),
    CaseKind.COMPLAINT: (rows_of_complaint, rows_of_callback),
    CaseKind.REPAIR: (rows_of_repair, rows_of_callback),
}
"""The buttons of each kind, by who knows its life."""
LINES: Mapping[CaseKind, Sequence[Lines]] = {
    CaseKind.GRIEVANCE: (lines_of_complaint,),
    CaseKind.SUGGESTION: (lines_of_complaint,),
    CaseKind.COMPLAINT: (lines_of_complaint, lines_of_callback),
    CaseKind.REPAIR: (lines_of_repair, lines_of_callback),
}
"""The lines of each kind, by who knows its life."""


def card(voice: Voice, _: CaseNotice) -> Spoken:
    """Return the card as the case stands."""
    facts = voice.case
    if facts is None:
        return Spoken(voice.words("card.nothing"))
    lines = [_title(voice, facts), _standing(voice, facts), *_due(voice, facts)]
    lines += [line for of_kind in LINES.get(facts.case.kind, ()) for line in of_kind(voice, facts)]
    lines += ["", *_answers(voice, facts)]
    if notes := _notes(voice, facts):
        lines += ["", *notes]
    return Spoken(fitted(lines), keyboard(*_buttons(voice, facts)))


shown = card
"""A case that is asked for looks like its card."""


def _title(voice: Voice, facts: CaseFacts) -> str:
    case, words = facts.case, voice.words
    told = [words("case_card.title", kind=words(f"case_kind.{case.kind.value}"), number=case.number)]
    if case.kind is CaseKind.COMPLAINT:
        told.append(words(f"case_class.{case.klass.value}"))
    if case.emergency_at is not None:
        told.append(words("case_card.emergency"))
    told.append(customer_named(voice, case.customer))
    return " · ".join(told)


def _standing(voice: Voice, facts: CaseFacts) -> str:
    case, words = facts.case, voice.words
    told = [words("case_card.state", state=words(f"case_state.{case.state.value}"))]
    if case.handler is not None:
        key = "case_card.handler" if case.taken else "case_card.given"
        told.append(words(key, number=escape(facts.numbers.get(case.handler, "–"))))
    if case.worker is not None:
        told.append(words("case_card.worker", number=escape(facts.numbers.get(case.worker, "–"))))
    if case.waits is not None:
        told.append(words(f"case_waits.{case.waits.value}"))
    if case.urged:
        told.append(words("case_card.urged", count=case.urged))
    if case.repeats is not None:
        told.append(words("case_card.repeats"))
    if case.level:
        told.append(words("case_card.level", level=case.level))
    if case.reopened:
        told.append(words("case_card.reopened", count=case.reopened))
    return " · ".join(told)


def _due(voice: Voice, facts: CaseFacts) -> list[str]:
    """The next promise that is due, and the filing."""
    case = facts.case
    told: list[str] = []
    if case.filed_at is not None:
        told.append(voice.words("case_card.filed", at=day_and_time(case.filed_at, voice.zone)))
    owed = [(run.deadline, run.clock) for run in started(case, voice.rules) if run.clock in BREACHABLE and run.deadline]
    if owed:
        at, clock = min(owed)
        told.append(voice.words(f"case_due.{clock.value}", at=day_and_time(at, voice.zone)))
    return [" · ".join(told)] if told else []


def _answers(voice: Voice, facts: CaseFacts) -> list[str]:
    said = {field: facts.words.get(field, "") for field in _ANSWERS if field not in _above(facts)}
    told = {field: answered(voice, facts, field, text) for field, text in said.items() if text}
    return [
        voice.words("case_card.answer", field=voice.words(f"case_field.{field}"), text=text)
        for field, text in told.items()
    ]


def _above(facts: CaseFacts) -> frozenset[str]:
    """Return what the lines of a repair have shown already: the wishes, and a visit with its date, or one long over."""
    case = facts.case
    if case.kind is not CaseKind.REPAIR:
        return frozenset()
    wished_only = case.visit_since is None and not case.visits and not case.repeat_repairs
    return frozenset({"wishes"} if wished_only else {"wishes", "visit"})


def answered(voice: Voice, facts: CaseFacts, field: str, text: str) -> str:
    """Return an answer, escaped; of a choice what it means, and the customer's own words for it, if there are any."""
    category = facts.case.category
    code = category.value if field == "category" and category is not None else text
    key, words = f"case_choice.{field}_{code}", cut(one_line(text), _LONGEST, voice.words("mark.cut"))
    if field not in _CODED or key not in voice.words:
        return escape(words)
    chosen = voice.words(key)
    own = field == "category" and text not in {code, chosen}
    return voice.words("case_card.chosen", chosen=chosen, words=escape(words)) if own else chosen


def _notes(voice: Voice, facts: CaseFacts) -> list[str]:
    """What was written down about it, the latest last."""
    written = [one for one in facts.notes if one[1] not in _ANSWERS and one[3]]
    return [
        voice.words(
            "case_card.note",
            at=day_and_time(at, voice.zone),
            who=escape(facts.numbers.get(author, "–")) if author is not None else voice.words("case_card.customer"),
            text=escape(cut(one_line(text), _NOTE)),
        )
        for at, _, author, text in written[-_NOTES:]
    ]


def _buttons(voice: Voice, facts: CaseFacts) -> list[Row]:
    case = facts.case
    if case.state is CaseState.CLOSED or case.id is None:
        return []
    rows: list[Row] = [_whose(voice, case, case.id)]
    if case.kind is CaseKind.COMPLAINT and case.justified is None:
        rows.append(
            [
                (voice.words(f"case_class.{one.value}"), ClassifyIt(case.id, one))
                for one in Class
                if one is not case.klass
            ]
        )
    for of_kind in ROWS.get(case.kind, ()):
        rows += of_kind(voice, facts)
    return rows


def _whose(voice: Voice, case: Case, case_id: int) -> Row:
    if case.handler is None:
        return [(voice.words("case_button.assign_me"), AssignMeIt(case_id))]
    if not case.taken:
        return [(voice.words("case_button.undertake"), UndertakeIt(case_id))]
    return []
