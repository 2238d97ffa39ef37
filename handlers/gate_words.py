"""What the gate found of a draft, in plain words: whose question would be taken, which would go wrong."""

from collections.abc import Iterable

from desk.library.shelf import Double, GateReport, Theft, Wrong
from handlers.lettering import cut, escape, one_line
from handlers.spoken import Voice

_EACH = 5
_QUESTION = 80
_NAME = 24
_ID = 64


def gate_lines(voice: Voice, report: GateReport, entry_id: str) -> list[str]:
    """Return what was found, the most serious first, a line each."""
    words = voice.words
    head = "gate.passed" if report.passed else "gate.stopped"
    if report.passed and not report.tested:
        head = "gate.untested"
    rivals = [one for one in report.doubles if not one.alike]
    likes = [one for one in report.doubles if one.alike]
    lines = [
        *_some(_stolen(voice, one, entry_id) for one in report.stolen),
        *_some(_wrong(voice, one, entry_id) for one in report.wrong),
        *_some(_double(voice, one, entry_id, "gate.rivals") for one in rivals),
        *_some(_double(voice, one, entry_id, "gate.alike") for one in likes),
    ]
    more = report.more + sum(max(len(kind) - _EACH, 0) for kind in (report.stolen, report.wrong, rivals, likes))
    if more:
        lines.append(words("gate.more", more=more))
    precision = _precision(voice, report)
    return [words(head), *precision, *lines] if report.passed else [words(head), *lines, *precision]


def _precision(voice: Voice, report: GateReport) -> list[str]:
    """A precision that stays as it is comforts whoever passed; who was stopped is stopped by something else."""
    if report.precision_before is None or report.precision_after is None:
        return []
    before, after = (f"{share:.1%}" for share in (report.precision_before, report.precision_after))
    if before != after:
        return [voice.words("gate.precision", before=before, after=after)]
    return [voice.words("gate.precision_same", after=after)] if report.passed else []


def named(voice: Voice, entry_id: str) -> str:
    """Return an entry by its id and, where it is known, the beginning of its question."""
    entry = voice.knowledge.entry(entry_id)
    code = f"<code>{escape(cut(one_line(entry_id), _ID))}</code>"
    if entry is None:
        return voice.words("entry.unnamed", id=code)
    return voice.words("entry.named", id=code, question=escape(cut(one_line(entry.question), _NAME)))


def _some(lines: Iterable[str]) -> list[str]:
    return list(lines)[:_EACH]


def _stolen(voice: Voice, theft: Theft, entry_id: str) -> str:
    key = "gate.stolen_by_this" if theft.thief == entry_id else "gate.stolen"
    owner, thief = named(voice, theft.owner), named(voice, theft.thief)
    return voice.words(key, question=_asked(theft.question), owner=owner, thief=thief)


def _wrong(voice: Voice, wrong: Wrong, entry_id: str) -> str:
    question = _asked(wrong.question)
    expected = _whose(voice, wrong.expected, entry_id)
    answered = _whose(voice, wrong.answered, entry_id)
    if expected is None:
        return voice.words("gate.wrong_none", question=question, answered=answered)
    if answered is None:
        return voice.words("gate.wrong_lost", question=question, expected=expected)
    return voice.words("gate.wrong", question=question, expected=expected, answered=answered)


def _double(voice: Voice, double: Double, entry_id: str, key: str) -> str:
    others = [named(voice, one) for one in double.entry_ids if one != entry_id]
    return voice.words(key, question=_asked(double.question), others=voice.listed(others))


def _whose(voice: Voice, other: str | None, entry_id: str) -> str | None:
    if other is None:
        return None
    return voice.words("gate.this") if other == entry_id else named(voice, other)


def _asked(question: str) -> str:
    return escape(cut(one_line(question), _QUESTION))
