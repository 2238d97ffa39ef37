"""An entry as its keepers see it: what it says, what the draft changes, what the gate found, and what can be done."""

from collections import Counter
from collections.abc import Iterable, Sequence

from desk.content import file_of
from desk.library.alterations import LISTS, Field
from desk.library.commands import Blank
from desk.library.notices import Difference, EntryShown
from desk.library.outcomes import LibraryOutcome
from desk.library.shelf import Standing
from faq import Entry
from handlers.buttons import Button
from handlers.editor_buttons import AskFor, Decide, Deed, OpenEntry, OpenHistory
from handlers.gate_words import gate_lines
from handlers.lettering import TEXT, cut, escape, fitted, one_line, units, visible
from handlers.moments import day_and_time
from handlers.spoken import Spoken, Voice, keyboard

_QUESTION = 300
_PHRASINGS = 8
_ITEM = 80
_WORDS = 120
_ID = 64
_NOTE = 120
_HEAD = 900
_REPORT = 900
_CHANGES = 1000
_OLD = 240
_SEVERAL = 5  # items that went, and that came

BY_FILE = "–"
"""The number of nobody: what a file brought."""

Row = list[tuple[str, Button]]


def entry_card(voice: Voice, notice: EntryShown) -> Spoken:
    """Return the entry with its buttons; the answer gets the room that all else leaves."""
    head = fitted(_head(voice, notice), _HEAD)
    found = fitted(_found(voice, notice), _REPORT)
    changes = fitted(_changes(voice, notice), _CHANGES)
    facts = fitted(_facts(voice, notice), _HEAD)
    others = [part for part in (head, found, changes, facts) if part]
    room = TEXT - sum(units(visible(part)) + 2 for part in others) - 2
    answer = _answer(voice, notice.entry.answer, room)
    parts = [part for part in (head, found, changes, answer, facts) if part]
    return Spoken("\n\n".join(parts), keyboard(*_buttons(voice, notice)))


def outcome_of(voice: Voice, outcome: LibraryOutcome, by: str | None = None) -> str:
    """Return how a command ended, in a sentence; who was faster is left out where it was nobody."""
    if by not in {None, BY_FILE}:
        return voice.words(f"library_outcome.{outcome.value}", by=one_line(by or ""))
    key = f"library_outcome_plain.{outcome.value}"
    return voice.words(key if key in voice.words else f"library_outcome.{outcome.value}")


def by_whom(voice: Voice, number: str) -> str:
    """Return who did something: a member of staff by number, or a file."""
    if number == BY_FILE:
        return voice.words("entry.by_file")
    return voice.words("entry.by", number=escape(cut(one_line(number), _ID)))


def standing_of(voice: Voice, standing: Standing, *, retired: bool = False, live: bool = True) -> str:
    """Return how far an entry has come, in words."""
    if standing is not Standing.SETTLED:
        return voice.words(f"standing.{standing.value}")
    return voice.words("standing.retired" if retired else "standing.live" if live else "standing.settled")


def _head(voice: Voice, notice: EntryShown) -> Iterable[str]:
    words, entry = voice.words, notice.entry
    if notice.outcome is not None:
        yield words("entry.done", outcome=outcome_of(voice, notice.outcome))
    yield words("entry.question", question=escape(cut(one_line(entry.question), _QUESTION)))
    code = escape(cut(one_line(entry.id), _ID))
    standing = standing_of(voice, notice.standing, retired=notice.retired, live=notice.published is not None)
    if not notice.current:
        standing = words("standing.earlier")
    yield words("entry.which", id=code, number=notice.number, standing=standing)
    key = "entry.imported" if notice.by == BY_FILE else "entry.saved"
    yield words(key, by=by_whom(voice, notice.by), at=day_and_time(notice.at, voice.zone))
    if notice.note:
        yield words("entry.note", note=escape(cut(one_line(notice.note), _NOTE)))
    if notice.retired:
        yield words("entry.is_retired")
    elif notice.published is None:
        yield words("entry.never_published")
    elif notice.published != notice.number:
        yield words("entry.still_published", number=notice.published)


def _found(voice: Voice, notice: EntryShown) -> list[str]:
    return gate_lines(voice, notice.report, notice.entry.id) if notice.report is not None else []


def _changes(voice: Voice, notice: EntryShown) -> list[str]:
    if not notice.differences:
        drafted = notice.current and notice.standing is not Standing.SETTLED and notice.published is not None
        return [voice.words("change.none", number=notice.published)] if drafted else []
    head = voice.words("change.head", number=notice.published)
    return [head, *(line for one in notice.differences for line in _change(voice, one))]


def _change(voice: Voice, difference: Difference) -> list[str]:
    """One text that became another is told as such; of a list what went and what came."""
    words, field = voice.words, difference.field
    head = words("change.field", field=words(f"field.{field.value}"))
    if field not in LISTS:
        before, after = (_shown(voice, field, texts) for texts in (difference.before, difference.after))
        return [head, words("change.gone", item=before), words("change.come", item=after)]
    if not difference.before and not difference.after:
        return [words("change.order", field=words(f"field.{field.value}"))]
    return [
        head,
        *_several(voice, field, "change.gone", difference.before),
        *_several(voice, field, "change.come", difference.after),
    ]


def _shown(voice: Voice, field: Field, texts: Sequence[str]) -> str:
    text = " ".join(texts)
    if not text:
        return voice.words("entry.nothing")
    return code_of(voice, field, text) or escape(cut(one_line(text), _OLD))


def code_of(voice: Voice, field: Field, text: str) -> str | None:
    """Return what a field that holds one of a few codes means; None for a field of free words."""
    if field is Field.LANGUAGE:
        return voice.words.either(f"language.{text}", "language.zh")
    return voice.words.either(f"lead.{text}", "lead.person") if field is Field.LEADS_TO else None


def _several(voice: Voice, field: Field, key: str, items: Sequence[str]) -> list[str]:
    lines = [voice.words(key, item=item_of(voice, field, one)) for one in items[:_SEVERAL]]
    return [*lines, voice.words("entry.more", more=len(items) - _SEVERAL)] if len(items) > _SEVERAL else lines


def item_of(voice: Voice, field: Field, item: str) -> str:
    """Return one item of a list as it is shown; an attachment by its kind."""
    if field is Field.ATTACHMENTS:
        found = file_of(item)
        return voice.words(f"kind.{found[0].value}" if found else "kind.other")
    return escape(cut(one_line(item), _ITEM))


def _answer(voice: Voice, answer: str | None, room: int) -> str:
    if not answer:
        return voice.words("entry.no_answer")
    label = voice.words("entry.answer", answer="")
    text = escape(cut(answer, room - units(visible(label)), voice.words("mark.cut")))
    return voice.words("entry.answer", answer=text)


def _facts(voice: Voice, notice: EntryShown) -> Iterable[str]:
    words, entry = voice.words, notice.entry
    if entry.variants:
        yield words("entry.variants", count=len(entry.variants))
        yield from (
            words("entry.item", item=item_of(voice, Field.VARIANTS, one)) for one in entry.variants[:_PHRASINGS]
        )
        if len(entry.variants) > _PHRASINGS:
            yield words("entry.more", more=len(entry.variants) - _PHRASINGS)
    for field in (Field.KEYWORDS, Field.VETO, Field.APPLIES_TO):
        items: tuple[str, ...] = getattr(entry, field.value)
        if items:
            joined = voice.listed([one_line(item) for item in items])
            yield words("entry.fact", field=words(f"field.{field.value}"), value=escape(cut(joined, _WORDS)))
    yield " · ".join(_short_facts(voice, entry, notice.golden))


def _short_facts(voice: Voice, entry: Entry, golden: int) -> Iterable[str]:
    words = voice.words

    def fact(field: Field, value: str) -> str:
        return words("entry.fact", field=words(f"field.{field.value}"), value=value)

    yield fact(Field.LANGUAGE, words(f"language.{entry.language}"))
    if entry.category:
        yield fact(Field.CATEGORY, escape(cut(one_line(entry.category), _ITEM)))
    yield fact(Field.OWNER, escape(cut(one_line(entry.owner), _ITEM)) or words("entry.nobody"))
    if entry.valid_from:
        yield fact(Field.VALID_FROM, str(entry.valid_from))
    if entry.valid_until:
        yield fact(Field.VALID_UNTIL, str(entry.valid_until))
    if entry.review_on:
        yield fact(Field.REVIEW_ON, str(entry.review_on))
    if entry.leads_to:
        yield fact(Field.LEADS_TO, words(f"lead.{entry.leads_to}"))
    if entry.attachments:
        kinds = Counter(item_of(voice, Field.ATTACHMENTS, one) for one in entry.attachments)
        yield fact(Field.ATTACHMENTS, voice.listed([f"{kind} × {count}" for kind, count in kinds.items()]))
    if golden:
        yield words("entry.golden", count=golden)


# --- buttons -----------------------------------------------------------------------------------------------------


def _buttons(voice: Voice, notice: EntryShown) -> list[Row]:
    words, entry_id = voice.words, notice.entry.id
    history: Row = [(words("editor_button.history"), OpenHistory(entry_id))]
    if not notice.current:
        return [[(words("editor_button.current"), OpenEntry(entry_id)), *history]]
    if notice.retired:
        return [[(words("editor_button.restore"), Decide(Deed.RESTORE, entry_id)), *history]]
    edit: Row = [(words("editor_button.edit"), AskFor(Blank.PART, entry_id, notice.number))]
    return [*_of_draft(voice, notice), edit + history, _of_published(voice, notice)]


def _of_draft(voice: Voice, notice: EntryShown) -> list[Row]:
    words, entry_id, number = voice.words, notice.entry.id, notice.number
    submit: Row = [(words("editor_button.submit"), Decide(Deed.SUBMIT, entry_id, number))]
    drop: Row = [(words("editor_button.drop"), Decide(Deed.DROP, entry_id, number))]
    reject: Row = [(words("editor_button.reject"), AskFor(Blank.REASON_TO_REJECT, entry_id, number))]
    match notice.standing:
        case Standing.SETTLED:
            return []
        case Standing.DRAFT if not notice.entry.answer:
            return [[(words("editor_button.answer"), AskFor(Field.ANSWER, entry_id, number)), *drop]]
        case Standing.DRAFT:
            return [submit + drop]
        case Standing.CHECKING:
            return [drop]
        case Standing.REFUSED:
            again: Row = [(words("editor_button.submit_again"), Decide(Deed.SUBMIT, entry_id, number))]
            insist: Row = [(words("editor_button.insist"), AskFor(Blank.REASON_TO_INSIST, entry_id, number))]
            return [again + insist, reject + drop]
        case Standing.REVIEW:
            approve: Row = [(words("editor_button.approve"), Decide(Deed.APPROVE, entry_id, number))]
            return [approve + reject, drop]


def _of_published(voice: Voice, notice: EntryShown) -> Row:
    words, entry_id = voice.words, notice.entry.id
    if notice.published is None:
        return []
    row: Row = [(words("editor_button.retire"), AskFor(Blank.RETIRE, entry_id))]
    if notice.can_roll_back:
        row.insert(0, (words("editor_button.roll_back"), AskFor(Blank.ROLL_BACK, entry_id)))
    return row
