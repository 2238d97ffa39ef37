"""What the bot asks those who keep the library, to be answered with a reply or a press."""

from desk.library.alterations import LISTS, Field
from desk.library.commands import Blank
from desk.library.notices import FillIn
from handlers.buttons import Button
from handlers.editor_buttons import AskFor, ClearIt, Decide, Deed, LeaveIt, TakeOut
from handlers.entry_card import code_of, item_of
from handlers.lettering import TEXT, cut, escape, one_line, units, visible
from handlers.spoken import Spoken, Voice, keyboard

_QUESTION = 200
_ITEMS = 20
_LINES = "\n"
_ROW = 3
_NUMBERS = 5

PARTS = (
    Field.QUESTION,
    Field.ANSWER,
    Field.VARIANTS,
    Field.KEYWORDS,
    Field.VETO,
    Field.ATTACHMENTS,
    Field.OWNER,
    Field.CATEGORY,
    Field.APPLIES_TO,
    Field.LEADS_TO,
    Field.VALID_FROM,
    Field.VALID_UNTIL,
    Field.REVIEW_ON,
    Field.LANGUAGE,
)
"""The fields of an entry as they are offered to be changed."""

_BY_PRESS = frozenset({Blank.PART, Blank.RETIRE, Blank.ROLL_BACK})
_NEVER_EMPTY = frozenset({Field.QUESTION, Field.LANGUAGE})

Row = list[tuple[str, Button]]


def prompt(voice: Voice, notice: FillIn) -> Spoken:
    """Return what is asked, with what stands there now, and buttons to take it away or to leave it."""
    words = voice.words
    parts = [_asked(voice, notice)]
    if notice.blank not in _BY_PRESS:
        parts.append(words("prompt.how_in_topic" if voice.in_topic else "prompt.how"))
    room = TEXT - sum(units(visible(part)) + 2 for part in parts)
    if notice.now:
        parts.insert(1, _now(voice, notice, room))
    if notice.question:
        parts[0] = f"{words('entry.question', question=escape(cut(one_line(notice.question), _QUESTION)))}\n{parts[0]}"
    leave: Row = [(words("editor_button.leave"), LeaveIt())]
    return Spoken("\n\n".join(parts), keyboard(*_choices(voice, notice), leave))


def _asked(voice: Voice, notice: FillIn) -> str:
    if notice.blank is Blank.ROLL_BACK and notice.seen is not None:
        return voice.words("prompt.roll_back_to", number=notice.seen)
    return voice.words(f"prompt.{notice.blank.value}")


def _now(voice: Voice, notice: FillIn, room: int) -> str:
    """A text is shown whole, so that it can be copied; of a list the first items, numbered like their buttons."""
    field = notice.blank
    if not isinstance(field, Field) or field not in LISTS:
        text = notice.now[0]
        if isinstance(field, Field):
            text = code_of(voice, field, text) or text
        room -= units(visible(voice.words("prompt.now", now=""))) + _QUESTION + 1
        return voice.words("prompt.now", now=escape(cut(text, room, voice.words("mark.cut"))))
    items = [f"{place}. {item_of(voice, field, one)}" for place, one in enumerate(notice.now[:_ITEMS], start=1)]
    if len(notice.now) > _ITEMS:
        items.append(voice.words("entry.more", more=len(notice.now) - _ITEMS))
    return f"{voice.words('prompt.now', now=_LINES.join(items))}\n{voice.words('prompt.take_out')}"


def _choices(voice: Voice, notice: FillIn) -> list[Row]:
    entry_id, seen = notice.entry_id, notice.seen
    if entry_id is None:
        return []
    match notice.blank:
        case Blank.PART:
            return _parts(voice, entry_id, seen)
        case Blank.RETIRE:
            return [[(voice.words("editor_button.sure_to_retire"), Decide(Deed.RETIRE, entry_id))]]
        case Blank.ROLL_BACK:
            return [[(voice.words("editor_button.sure_to_roll_back"), Decide(Deed.ROLL_BACK, entry_id, seen))]]
        case Field() as field if seen is not None and notice.now:
            return _taken_away(voice, notice, field, entry_id, seen)
        case _:
            return []


def _parts(voice: Voice, entry_id: str, seen: int | None) -> list[Row]:
    fields: Row = [(voice.words(f"field.{field.value}"), AskFor(field, entry_id, seen)) for field in PARTS]
    rows = [fields[begin : begin + _ROW] for begin in range(0, len(fields), _ROW)]
    return [*rows, [(voice.words("editor_button.golden"), AskFor(Blank.GOLDEN, entry_id))]]


def _taken_away(voice: Voice, notice: FillIn, field: Field, entry_id: str, seen: int) -> list[Row]:
    if field in LISTS:
        numbers: Row = [
            (voice.words("editor_button.take_out", place=place + 1), TakeOut(entry_id, seen, field, place))
            for place in range(len(notice.now[:_ITEMS]))
        ]
        return [numbers[begin : begin + _NUMBERS] for begin in range(0, len(numbers), _NUMBERS)]
    if field in _NEVER_EMPTY:
        return []
    return [[(voice.words("editor_button.clear"), ClearIt(entry_id, seen, field))]]
