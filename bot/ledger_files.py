"""A ledger as a file: XLSX, or CSV that Excel takes for UTF-8; nothing in it computes, phone numbers are masked.

content.add(entry)     every entry is a line as soon as it is read; nothing is kept
write(path, …)         into a file beside the one that is meant, which takes its place when it is whole
"""

import csv
import os
import re
from collections.abc import AsyncIterable, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from functools import cache, partial
from io import TextIOWrapper
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any, Final, Protocol

from bot.workbook import Cell, Workbook
from desk.cases.ledgers import LEDGERS, CallbackEntry, CaseEntry, Column, Entry, LedgerKind, Shows
from desk.customers.phones import masked_phone, phone_of
from faq.files.drafting import CONTROL
from faq.files.table import guarded
from handlers.words import Words, words_of

ENDINGS: Final = (".xlsx", ".csv")
LONGEST_CELL: Final = 32_000
"""Signs of a cell; a spreadsheet refuses more than 32,767."""

_NARROW, _WIDE = 14, 44
_HUNDRED = 100
_TO_THE_MINUTE = len("2026-11-22 10:00")
_MINUTE = timedelta(minutes=1)
_PHONE = re.compile(r"(?<![\dA-Za-z-])(?:\+|00)?\d(?:[ \-–().（）]{0,2}\d){6,14}(?![\dA-Za-z]|-\d)")
_LOCAL = 8
_CODES: Final[Mapping[str, str]] = {
    "state": "case_state.",
    "kind": "case_kind.",
    "klass": "case_class.",
    "category": "case_choice.category_",
    "wanted": "case_choice.remedy_",
    "clock": "clock.",
    "callback_result": "ledger_result.",
}
"""Where the words for the codes of a column begin, if not with its own name."""


class CannotBeWritten(Exception):  # noqa: N818 - reads as the sentence it is
    """A file that cannot be made where it was wanted: one sentence with the remedy."""


class _Sheet(Protocol):
    def line(self, cells: Sequence[Cell]) -> None: ...
    def close(self) -> None: ...


class LedgerFile:
    """One ledger on its way into a file; `customers` are those whose phone numbers stand in it for all to read."""

    def __init__(
        self,
        file: IO[bytes],
        ending: str,
        kind: LedgerKind,
        *,
        locale: str,
        zone: tzinfo | None,
        numbers: Mapping[int, str],
        phones: bool = False,
    ) -> None:
        words = words_of(locale)
        columns = LEDGERS[kind]
        self._cells = [_told(column, words, zone, numbers, phones=phones) for column in columns]
        self._phones = phones
        header = [words(f"ledger_column.{column.name}") for column in columns]
        widths = [_WIDE if column.shows is Shows.WORDS else _NARROW for column in columns]
        title = words(f"ledger.{kind.value}")
        self._sheet: _Sheet = Workbook(file, title, header, widths) if ending == ".xlsx" else _Csv(file, header)
        self.customers: set[int] = set()
        self.lines = 0

    def add(self, entry: Entry) -> None:
        """Write the line of an entry."""
        self._sheet.line([cell(entry) for cell in self._cells])
        self.lines += 1
        if self._phones and isinstance(entry, CaseEntry | CallbackEntry):
            self.customers.add(entry.case.customer)

    def close(self) -> None:
        """Have it all written."""
        self._sheet.close()


async def write(
    path: Path,
    kind: LedgerKind,
    entries: AsyncIterable[Entry],
    before: Callable[[LedgerFile], Awaitable[None]],
    **told: Any,
) -> int:
    """Write a ledger and return how many lines it has; `before` is awaited before the file takes its place.

    Raises:
        CannotBeWritten: it cannot; whatever stood there stands there still.
    """
    made: Path | None = None
    try:
        ending = _ending(path, kind)
        with NamedTemporaryFile(dir=path.parent, prefix=".ledger-", suffix=".part", delete=False) as file:
            made = Path(file.name)
            ledger = LedgerFile(file.file, ending, kind, **told)
            async for entry in entries:
                ledger.add(entry)
            ledger.close()
        await before(ledger)
        made.replace(path)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise CannotBeWritten(
            f"{path} cannot be written: {why}; name a file where you may write and there is room."
        ) from error
    finally:
        if made is not None:
            with suppress(OSError):
                made.unlink(missing_ok=True)  # which is gone where all went well
    return ledger.lines


def _ending(path: Path, kind: LedgerKind) -> str:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise CannotBeWritten(f"{path} cannot be written: let its name end with .xlsx or .csv.")
    if path.is_dir():
        raise CannotBeWritten(f"{path} is a folder; name a file in it, such as {path / f'{kind.value}{ending}'}.")
    if not path.parent.is_dir():
        raise CannotBeWritten(f"{path} cannot be written: there is no folder {path.parent}; make it, or name another.")
    return ending


def masked(text: str, *, asked: bool = False) -> str:
    """Return a text in which every phone number shows its beginning and end only.

    Seven or eight digits are a phone number where one was `asked` for; elsewhere they may be a day or an order.
    """

    def mask(found: re.Match[str]) -> str:
        phone = phone_of(found[0])
        return found[0] if phone is None or (len(phone) <= _LOCAL and not asked) else masked_phone(phone)

    return _PHONE.sub(mask, text)


def code_in(words: Words, column: str, code: str) -> str:
    """Return what a code of a column is called; one without words is told as it is."""
    return words.sentences.get(_CODES.get(column, f"ledger_{column}.") + code, str(code))


class _Csv:
    """Comma-separated, with the mark at its head by which Excel knows UTF-8."""

    def __init__(self, file: IO[bytes], header: Sequence[str]) -> None:
        self._text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
        self._writer = csv.writer(self._text)
        self.line(header)

    def line(self, cells: Sequence[Cell]) -> None:
        self._writer.writerow(cells)

    def close(self) -> None:
        self._text.flush()
        self._text.detach()


def _told(
    column: Column, words: Words, zone: tzinfo | None, numbers: Mapping[int, str], *, phones: bool
) -> Callable[[Entry], Cell]:
    """Return what makes a cell of an entry."""
    of, tell = column.of, _teller(column, words, zone, numbers, phones=phones)

    def cell(entry: Entry) -> Cell:
        value = of(entry)
        return None if value is None or value == "" else tell(value)

    return cell


def _teller(
    column: Column, words: Words, zone: tzinfo | None, numbers: Mapping[int, str], *, phones: bool
) -> Callable[[Any], Cell]:
    match column.shows:
        case Shows.TEXT | Shows.WORDS:
            return _safe if phones else partial(_safe_and_masked, asked=column.name == "contact")
        case Shows.CODE:
            return cache(partial(code_in, words, column.name))
        case Shows.MOMENT:
            return partial(_moment, zone)
        case Shows.STAFF:
            return partial(_number, numbers)
        case Shows.MONEY:
            return lambda hundredths: hundredths / _HUNDRED
        case Shows.COUNT:
            return int
        case Shows.YES:
            yes, no = words("ledger.yes"), words("ledger.no")
            return lambda said: yes if said else no
        case Shows.SPAN:
            return lambda span: round(span / _MINUTE, 1)


def _number(numbers: Mapping[int, str], user_id: int) -> str:
    return _safe(numbers.get(user_id, str(user_id)))


def _moment(zone: tzinfo | None, at: datetime) -> str:
    return at.astimezone(zone).isoformat(" ", "minutes")[:_TO_THE_MINUTE]


def _safe(text: str) -> str:
    return guarded(CONTROL.sub("", text)[:LONGEST_CELL])


def _safe_and_masked(text: str, *, asked: bool) -> str:
    return _safe(masked(text, asked=asked))
