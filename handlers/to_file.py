"""What is said about a customer's file, and about what was hidden in somebody's words."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

from desk.customers import notices as n
from desk.notices import Notice
from desk.secrets import SecretKind
from handlers.buttons import Button
from handlers.file_buttons import ConfirmIt, DropIt, ShowLooksIt, ShowPhonesIt
from handlers.lettering import cut, escape, fitted, one_line
from handlers.moments import day_and_time
from handlers.spoken import Spoken, Voice, keyboard

_TEXT = 200
_CODE = 40


def _masked(voice: Voice, notice: n.SecretMasked) -> Spoken:
    return Spoken(voice.words("secret.customer", kinds=_kinds(voice, notice.kinds)))


def _masked_here(voice: Voice, notice: n.SecretMaskedHere) -> Spoken:
    return Spoken(voice.words("secret.staff", kinds=_kinds(voice, notice.kinds)))


def _kinds(voice: Voice, kinds: Sequence[SecretKind]) -> str:
    return voice.listed([voice.words(f"secret.{kind.value}") for kind in kinds])


def _told(voice: Voice, notice: n.FileTold) -> Spoken:
    field = voice.words(f"file_field.{notice.field.value}") if notice.field is not None else ""
    return Spoken(voice.words(f"file_outcome.{notice.outcome.value}", field=field), toast=True)


def _shown(voice: Voice, notice: n.FileShown) -> Spoken:
    words, nothing = voice.words, voice.words("file.unknown")
    language = words.either(f"language.{notice.language}", "language.zh")
    head = [
        words("file.title", name=_line(notice.name) or nothing, customer=notice.customer),
        words("file.called", called=_line(notice.called) or nothing),
        words("file.phones", phones=voice.listed([_line(one) for one in notice.phones]) or nothing),
        words("file.home", home=_line(notice.home) or nothing),
        words("file.class", klass=words(f"file_class.{notice.klass.value}"), language=language),
    ]
    if notice.note:
        head.append(words("file.note", note=escape(cut(one_line(notice.note), 2 * _TEXT))))
    if notice.merged:
        head.append(words("file.merged", others=voice.listed([str(one) for one in notice.merged])))
    history = [_history(voice, line) for line in notice.history] or [words("file.nothing")]
    more = [words("file.more", more=notice.more)] if notice.more else []
    text = fitted([*head, "", words("file.history"), *history, *more, "", words("file.how")])
    buttons: list[tuple[str, Button]] = [(words("file_button.looks"), ShowLooksIt(notice.customer))]
    if notice.phones:
        buttons.insert(0, (words("file_button.phones"), ShowPhonesIt(notice.customer)))
    return Spoken(text, keyboard(buttons))


def _history(voice: Voice, line: n.HistoryLine) -> str:
    words = voice.words
    mark = words("file.open_mark" if line.open else "file.closed_mark")
    at = day_and_time(line.at, voice.zone) if line.at is not None else words("file.unknown")
    if line.kind is None:
        said = words("file.line_talk", mark=mark, at=at, number=line.number, state=_known(voice, "state", line.state))
    else:
        kind, state = _known(voice, "file_kind", line.kind), _known(voice, "file_state", line.state)
        said = words("file.line_case", mark=mark, at=at, kind=kind, number=_line(line.number), state=state)
    if line.ending is None:
        return said
    return words("file.line_ending", line=said, ending=_known(voice, "file_ending", line.ending))


def _check_asked(voice: Voice, notice: n.FileCheckAsked) -> Spoken:
    words = voice.words
    rows: list[list[tuple[str, Button]]] = []
    for first, second in combinations(notice.checks, 2):
        label = words(
            "file_button.pair",
            first=words(f"file_check.{first.value}"),
            second=words(f"file_check.{second.value}"),
        )
        rows.append([(label, ConfirmIt(notice.customer, notice.wish, (first, second)))])
    drop: list[tuple[str, Button]] = [(words("file_button.drop"), DropIt(notice.customer, notice.wish))]
    field = words(f"file_field.{notice.field.value}")
    return Spoken(words("file.check", field=field), keyboard(*rows, drop))


def _phones_shown(voice: Voice, notice: n.PhonesShown) -> Spoken:
    return Spoken(voice.words("file.phones_shown", phones=voice.listed([_line(phone) for phone in notice.phones])))


def _looks_shown(voice: Voice, notice: n.LooksShown) -> Spoken:
    words = voice.words
    if not notice.lines:
        return Spoken(words("file.looks_none"))
    lines = [
        words(
            "file.look_line",
            at=day_and_time(line.at, voice.zone),
            who=escape(one_line(line.number)) if line.number is not None else words("file.machine"),
            what=_known(voice, "file_look", line.what),
        )
        for line in notice.lines
    ]
    more = [words("file.more", more=notice.more)] if notice.more else []
    return Spoken(fitted([words("file.looks"), *lines, *more]))


def _line(text: str) -> str:
    return escape(cut(one_line(text), _TEXT))


def _known(voice: Voice, table: str, code: str) -> str:
    """A code in words; one that is newer than the words is shown as it is."""
    key = f"{table}.{code}"
    return voice.words(key) if key in voice.words else escape(cut(one_line(code), _CODE))


TO_FILE: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    n.SecretMasked: _masked,
    n.SecretMaskedHere: _masked_here,
    n.FileTold: _told,
    n.FileShown: _shown,
    n.FileCheckAsked: _check_asked,
    n.PhonesShown: _phones_shown,
    n.LooksShown: _looks_shown,
}
"""How each of these notices is said."""
