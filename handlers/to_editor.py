"""What the bot says to those who keep the library."""

from collections.abc import Callable, Mapping
from typing import Any

from desk.library import notices as n
from desk.library.alterations import Field
from desk.library.commands import Blank
from desk.library.outcomes import LibraryTold
from desk.notices import Notice
from faq.upkeep.usage import CHANCE, LOOKED_BACK
from handlers.buttons import Button
from handlers.editor_buttons import AskFor, Decide, Deed, OpenEntry, OpenView, View
from handlers.entry_card import by_whom, entry_card, outcome_of, standing_of
from handlers.gate_words import gate_lines
from handlers.lettering import TOAST, cut, escape, fitted, one_line
from handlers.moments import day_and_time
from handlers.prompts import prompt
from handlers.spoken import Spoken, Voice, keyboard
from handlers.trying import tried

_QUESTION = 200
_LINE = 60
_BUTTON = 60
_ID = 64
_TEXT = 100
_NOTE = 60
_REASON = 1000
_WAYS_BACK = 8

Row = list[tuple[str, Button]]


def _told(voice: Voice, notice: LibraryTold) -> Spoken:
    return Spoken(cut(outcome_of(voice, notice.outcome, notice.by), TOAST), toast=True)


def _refused(voice: Voice, notice: n.SaveRefused) -> Spoken:
    why = voice.words(
        f"trouble.{notice.trouble.value}",
        field=voice.words(f"field.{notice.field.value}"),
        text=_refused_text(voice, notice),
        most=notice.most if notice.most is not None else "",
    )
    return Spoken(voice.words("editor.refused", why=why))


def _refused_text(voice: Voice, notice: n.SaveRefused) -> str:
    """What came as a file that cannot be attached is told by its kind: nobody knows Telegram's name for it."""
    kind = f"kind.{notice.text.partition(':')[0]}"
    if notice.field is Field.ATTACHMENTS and kind in voice.words:
        return voice.words(kind)
    return escape(cut(one_line(notice.text), _TEXT))


def _library(voice: Voice, notice: n.LibraryShown) -> Spoken:
    words = voice.words
    counts = {
        "live": notice.live,
        "drafts": notice.drafts,
        "waiting": notice.waiting,
        "retired": notice.retired,
        "golden": notice.golden,
    }
    return Spoken(
        words("editor.library", **counts),
        keyboard(
            [
                (words("editor_button.search"), AskFor(Blank.SEARCH)),
                (words("editor_button.new"), AskFor(Blank.NEW)),
            ],
            [
                (words("editor_button.drafts", count=notice.drafts), OpenView(View.DRAFTS)),
                (words("editor_button.bin", count=notice.retired), OpenView(View.BIN)),
            ],
            [
                (words("editor_button.unused"), OpenView(View.UNUSED)),
                (words("editor_button.lapsed"), OpenView(View.LAPSED)),
            ],
            [(words("editor_button.try"), AskFor(Blank.TRY))],
            [(words("editor_button.golden_none"), AskFor(Blank.GOLDEN_NONE))],
        ),
    )


def _listed(voice: Voice, notice: n.EntriesListed) -> Spoken:
    words, listing = voice.words, notice.listing.value
    text = escape(cut(one_line(notice.text), _TEXT))
    spans = {"back": LOOKED_BACK.days, "chance": CHANCE.days}
    if not notice.lines:
        rows: list[Row] = [[(words("editor_button.new"), AskFor(Blank.NEW))]] if notice.text else []
        return Spoken(words(f"list.no_{listing}", text=text, **spans), keyboard(*rows))
    lines = [words(f"list.{listing}", total=notice.total, text=text, **spans)]
    lines += [_entry_line(voice, notice.listing, place, line) for place, line in enumerate(notice.lines, start=1)]
    if notice.total > len(notice.lines):
        lines.append(words("list.more", more=notice.total - len(notice.lines)))
    opens = [[_opening(line, place)] for place, line in enumerate(notice.lines, start=1)]
    if notice.listing is n.Listing.NEAR:
        opens.append([(words("editor_button.new"), AskFor(Blank.NEW))])
    return Spoken(fitted(lines), keyboard(*opens))


def _entry_line(voice: Voice, listing: n.Listing, place: int, line: n.EntryLine) -> str:
    standing = _upkept(voice, line) or standing_of(
        voice, line.standing, retired=listing is n.Listing.RETIRED, live=line.live
    )
    key = "list.line" if line.at is None else "list.line_by"
    return voice.words(
        key,
        place=place,
        question=_short(line.question),
        id=escape(cut(one_line(line.entry_id), _ID)),
        standing=standing,
        by=by_whom(voice, line.by),
        at=day_and_time(line.at, voice.zone) if line.at is not None else "",
    )


def _upkept(voice: Voice, line: n.EntryLine) -> str:
    """Why an entry stands in a list of what should be looked at."""
    words = voice.words
    if line.expired_on is not None:
        return words("list.expired_on", day=line.expired_on)
    if line.review_on is not None:
        return words("list.review_on", day=line.review_on)
    if line.days is None:
        return ""
    if line.last_at is None:
        return words("list.never_used", days=line.days)
    return words("list.last_used", days=line.days, at=day_and_time(line.last_at, voice.zone))


def _opening(line: n.EntryLine, place: int) -> tuple[str, Button]:
    return cut(f"{place}. {one_line(line.question)}", _BUTTON), OpenEntry(line.entry_id)


def _history(voice: Voice, notice: n.HistoryShown) -> Spoken:
    words = voice.words
    lines = [words("history.head", id=escape(cut(one_line(notice.entry_id), _ID)), total=notice.total)]
    lines += [_version(voice, notice, line) for line in notice.lines]
    if notice.total > len(notice.lines):
        lines.append(words("history.more", more=notice.total - len(notice.lines)))
    looks: Row = [
        (words("editor_button.version", number=line.number), OpenEntry(notice.entry_id, line.number))
        for line in notice.lines[:_WAYS_BACK]
    ]
    back = [line.number for line in notice.lines if line.published and line.number != notice.live]
    backs: Row = [
        (words("editor_button.back_to", number=number), AskFor(Blank.ROLL_BACK, notice.entry_id, number))
        for number in back[:_WAYS_BACK]
    ]
    rows = [*_in_rows(looks, 4), *(_in_rows(backs, 2) if notice.live is not None else [])]
    current: Row = [(words("editor_button.current"), OpenEntry(notice.entry_id))]
    return Spoken(fitted(lines), keyboard(*rows, current))


def _version(voice: Voice, notice: n.HistoryShown, line: n.VersionLine) -> str:
    key = "live" if line.number == notice.live else "published" if line.published else "saved"
    note = escape(cut(one_line(line.note), _NOTE))
    at, by = day_and_time(line.at, voice.zone), by_whom(voice, line.by)
    told = voice.words(f"history.{key}", number=line.number, at=at, by=by)
    for text in (voice.words("history.forced") if line.forced else "", note):
        told = voice.words("history.below", above=told, text=text) if text else told
    return told


def _in_rows(buttons: Row, width: int) -> list[Row]:
    return [buttons[begin : begin + width] for begin in range(0, len(buttons), width)]


def _gate(voice: Voice, notice: n.GateShown) -> Spoken:
    words, entry_id = voice.words, notice.entry_id
    lines = [_about(voice, entry_id, notice.question, notice.number)]
    lines += gate_lines(voice, notice.report, entry_id)
    if notice.published:
        lines.append(words("gate.published"))
    else:
        lines.append(words("gate.waits" if notice.report.passed else "gate.next"))
    rows: list[Row] = [[(words("editor_button.open"), OpenEntry(entry_id))]]
    if not notice.report.passed:
        edit = (words("editor_button.edit"), AskFor(Blank.PART, entry_id, notice.number))
        insist = (words("editor_button.insist"), AskFor(Blank.REASON_TO_INSIST, entry_id, notice.number))
        rows = [[edit, insist], *rows]
    return Spoken(fitted(lines), keyboard(*rows))


def _decided(voice: Voice, notice: n.DraftDecided) -> Spoken:
    key = "rejected" if not notice.approved else "insisted" if notice.insisted else "approved"
    lines = [
        _about(voice, notice.entry_id, notice.question, notice.number),
        voice.words(f"decided.{key}", by=by_whom(voice, notice.by)),
    ]
    if notice.reason:
        lines.append(voice.words("decided.reason", reason=escape(cut(one_line(notice.reason), _REASON))))
    opens: Row = [(voice.words("editor_button.open"), OpenEntry(notice.entry_id))]
    if not notice.approved:
        opens.insert(0, (voice.words("editor_button.edit"), AskFor(Blank.PART, notice.entry_id, notice.number)))
    return Spoken(fitted(lines), keyboard(opens))


def _review_wanted(voice: Voice, notice: n.ReviewWanted) -> Spoken:
    words, entry_id, number = voice.words, notice.entry_id, notice.number
    text = words("library_room.review", by=by_whom(voice, notice.by), question=_short(notice.question), number=number)
    look: Row = [
        (words("editor_button.open"), OpenEntry(entry_id)),
        (words("editor_button.approve"), Decide(Deed.APPROVE, entry_id, number)),
    ]
    return Spoken(
        text, keyboard(look, [(words("editor_button.reject"), AskFor(Blank.REASON_TO_REJECT, entry_id, number))])
    )


def _expires(voice: Voice, notice: n.EntryExpires) -> Spoken:
    key = "expires_today" if notice.days <= 0 else "expires_tomorrow" if notice.days == 1 else "expires"
    text = voice.words(
        f"library_room.{key}",
        owner=_owner(voice, notice.owner),
        question=_short(notice.question),
        until=notice.valid_until,
        days=notice.days,
    )
    renew = (voice.words("editor_button.open"), OpenEntry(notice.entry_id))
    retire = (voice.words("editor_button.retire"), AskFor(Blank.RETIRE, notice.entry_id))
    return Spoken(text, keyboard([renew, retire]))


def _review_due(voice: Voice, notice: n.ReviewDue) -> Spoken:
    owner, question = _owner(voice, notice.owner), _short(notice.question)
    text = voice.words("library_room.review_due", owner=owner, question=question, on=notice.review_on)
    return Spoken(text, keyboard([(voice.words("editor_button.open"), OpenEntry(notice.entry_id))]))


def _imported(voice: Voice, notice: n.ImportTold) -> Spoken:
    counts = {"added": notice.added, "changed": notice.changed, "retired": notice.retired}
    return Spoken(voice.words("library_room.imported", **counts))


def _about(voice: Voice, entry_id: str, question: str, number: int) -> str:
    code = escape(cut(one_line(entry_id), _ID))
    shown = escape(cut(one_line(question), _QUESTION))
    return voice.words("editor.about", id=code, question=shown, number=number)


def _owner(voice: Voice, owner: str) -> str:
    return escape(cut(one_line(owner), _LINE)) or voice.words("entry.nobody")


def _short(question: str) -> str:
    return escape(cut(one_line(question), _LINE))


TO_EDITOR: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    LibraryTold: _told,
    n.SaveRefused: _refused,
    n.EntryShown: entry_card,
    n.EntriesListed: _listed,
    n.HistoryShown: _history,
    n.QuestionTried: tried,
    n.LibraryShown: _library,
    n.FillIn: prompt,
    n.GateShown: _gate,
    n.DraftDecided: _decided,
    n.ReviewWanted: _review_wanted,
    n.EntryExpires: _expires,
    n.ReviewDue: _review_due,
    n.ImportTold: _imported,
}
"""How each notice about the library is said."""
