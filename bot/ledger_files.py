"""A ledger as a file: XLSX, or CSV that Excel takes for UTF-8; nothing in it computes, phone numbers are masked.

content.add(entry)     every entry is a line soon after it is read; a few hundred are kept until they are told at once
write(path, …)         into a file beside the one that is meant, which takes its place when it is whole
"""

import csv
import os
import re
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache, partial
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

_LOT = 500
_REPEATED = 1024
_NARROW, _WIDE = 14, 44
_HUNDRED = 100
_TO_THE_HOUR = len("2026-11-22 10")
_QUARTER = 15
_MINUTE = timedelta(minutes=1)
_PHONE = re.compile(r"(?<![\dA-Za-z-])(?:\+|00)?\d(?:[ \-–().（）]{0,2}\d){6,14}(?![\dA-Za-z]|-\d)")
_SEVEN_DIGITS = re.compile(r"\d(?:\D{0,2}\d){6}")
"""What every phone number has, and most words of people have not: many times as fast to look for."""

_LOCAL = 8
_HARDLY_REPEATED = frozenset({Shows.TEXT, Shows.WORDS, Shows.MOMENT})
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
    """Takes lines whose cells are `written` as it keeps them."""

    def written(self, cell: Cell) -> Any: ...
    def lines(self, lines: Iterable[Sequence[Any]]) -> None: ...
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
        header = [words(f"ledger_column.{column.name}") for column in columns]
        widths = [_WIDE if column.shows is Shows.WORDS else _NARROW for column in columns]
        title = words(f"ledger.{kind.value}")
        self._sheet: _Sheet = Workbook(file, title, header, widths) if ending == ".xlsx" else _Csv(file, header)
        self._columns = [
            (column.of, _writer(column, self._sheet, words, zone, numbers, phones=phones)) for column in columns
        ]
        self._empty = self._sheet.written(None)
        self._waiting: list[Entry] = []
        self._phones = phones
        self.customers: set[int] = set()
        self.lines = 0

    def add(self, entry: Entry) -> None:
        """Have the line of an entry written."""
        self._waiting.append(entry)
        self.lines += 1
        if self._phones and isinstance(entry, CaseEntry | CallbackEntry):
            self.customers.add(entry.case.customer)
        if len(self._waiting) >= _LOT:
            self._write()

    def close(self) -> None:
        """Have it all written."""
        self._write()
        self._sheet.close()

    def _write(self) -> None:
        """Write the lines of all who wait, told column by column."""
        empty = self._empty
        columns = [
            [empty if value is None else written(value) for value in map(of, self._waiting)]
            for of, written in self._columns
        ]
        self._sheet.lines(zip(*columns, strict=True))
        self._waiting.clear()


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
    if _SEVEN_DIGITS.search(text) is None:
        return text

    def mask(found: re.Match[str]) -> str:
        phone = phone_of(found[0])
        return found[0] if phone is None or (len(phone) <= _LOCAL and not asked) else masked_phone(phone)

    return _PHONE.sub(mask, text)


def moments(zone: tzinfo | None) -> Callable[[datetime], str]:
    """Return what tells a moment to the minute by the clocks of a zone; None: those of the machine.

    To ask a zone is dear; so it is asked for a quarter of an hour, within which no clock is set.
    """

    @lru_cache(_REPEATED)
    def quarter(year: int, month: int, day: int, hour: int, number: int) -> tuple[str, int]:
        local = datetime(year, month, day, hour, _QUARTER * number, tzinfo=UTC).astimezone(zone)
        return local.isoformat(" ", "hours")[:_TO_THE_HOUR], local.minute

    def told(at: datetime) -> str:
        at = at.astimezone(UTC)
        number, more = divmod(at.minute, _QUARTER)
        hour, minute = quarter(at.year, at.month, at.day, at.hour, number)
        return f"{hour}:{minute + more:02}"

    return told


def code_in(words: Words, column: str, code: str) -> str:
    """Return what a code of a column is called; one without words is told as it is."""
    return words.sentences.get(_CODES.get(column, f"ledger_{column}.") + code, str(code))


class _Csv:
    """Comma-separated, with the mark at its head by which Excel knows UTF-8."""

    def __init__(self, file: IO[bytes], header: Sequence[str]) -> None:
        self._text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
        self._writer = csv.writer(self._text)
        self._writer.writerow(header)

    def written(self, cell: Cell) -> Cell:
        return cell

    def lines(self, lines: Iterable[Sequence[Cell]]) -> None:
        self._writer.writerows(lines)

    def close(self) -> None:
        self._text.flush()
        self._text.detach()


def _writer(
    column: Column,
    sheet: _Sheet,
    words: Words,
    zone: tzinfo | None,
    numbers: Mapping[int, str],
    *,
    phones: bool,
) -> Callable[[Any], Any]:
    """Return what makes a cell of a value as the sheet keeps it; what is told again and again, it remembers."""
    tell, written = _teller(column, words, zone, numbers, phones=phones), sheet.written

    def cell(value: Any) -> Any:
        return written(tell(value))

    return cell if column.shows in _HARDLY_REPEATED else lru_cache(_REPEATED)(cell)


def _teller(
    column: Column, words: Words, zone: tzinfo | None, numbers: Mapping[int, str], *, phones: bool
) -> Callable[[Any], Cell]:
    match column.shows:
        case Shows.TEXT | Shows.WORDS:
            return _safe if phones else partial(_safe_and_masked, asked=column.name == "contact")
        case Shows.CODE:
            return partial(code_in, words, column.name)
        case Shows.MOMENT:
            return moments(zone)
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


def _safe(text: str) -> str:
    seen = text if text.isprintable() else CONTROL.sub("", text)
    return guarded(seen[:LONGEST_CELL])


def _safe_and_masked(text: str, *, asked: bool) -> str:
    return _safe(masked(text, asked=asked))
