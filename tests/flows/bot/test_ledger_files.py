"""`ledger KIND` and `figures` at the command line: files that open, one sentence for what cannot be."""

import asyncio
import csv
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.__main__ import main
from bot.ledger_files import LedgerFile, masked, moments
from bot.workbook import Workbook
from desk.cases.kinds import CaseKind
from desk.cases.ledgers import CALLBACK_EVENTS, LedgerKind, OverrunEntry
from desk.cases.state import Case
from desk.cases.turn import CaseText
from desk.clocks.ledger import Line
from desk.events import Clock, Event
from desk.people import Agent
from desk.ports import DutyChange
from storage.engine import open_database
from tests.kit.registered import begun, change, history

Capture = pytest.CaptureFixture[str]
OCTOBER = datetime(2025, 10, 20, 8, tzinfo=UTC)
NUMBER = "13800138000"
FORMULAS = ("=1+1", "+86 10", "-5", "@SUM(A1)", "\t=1", "＝1")


def told(number: int) -> tuple[CaseText, ...]:
    """What was said when a case was registered: among it what a spreadsheet would compute."""
    return (
        CaseText(news=0, field="what", text=FORMULAS[number % len(FORMULAS)]),
        CaseText(news=0, field="contact", text=NUMBER),
        CaseText(news=1, field="note", text=f"Call {NUMBER} about BX-20251020-0001, not on 20251020", author=7),
    )


def case_of(number: int) -> Case:
    return begun(number, tuple(CaseKind)[number % len(CaseKind)])


def story(number: int) -> list[Event]:
    return history(case_of(number), OCTOBER + timedelta(hours=6) * number)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixty cases of a fixed rule, six hours apart, handled by 07 and others."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}"

    async def record() -> None:
        kept = await open_database(url)
        changes = [change(case_of(number), story(number), told(number)) for number in range(1, 61)]
        async with kept.begin() as unit:
            await unit.record_duty([DutyChange(agent=Agent(user_id=7, number="07"), admitted=True, at=OCTOBER)])
            await unit.record_cases(changes, {})
        await kept.close()

    asyncio.run(record())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_DATABASE_URL", url)
    monkeypatch.setenv("DESK_LOCALE", "en")
    return tmp_path


def table(path: Path) -> list[dict[str, str]]:
    """Return the lines of a ledger by the names of their columns, whichever kind of file it is."""
    if path.suffix == ".csv":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        rows: Sequence[Sequence[object]] = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    else:
        workbook = load_workbook(path)
        assert len(workbook.worksheets) == 1
        rows = [[cell.value for cell in row] for row in workbook.worksheets[0].iter_rows()]
        assert {cell.data_type for row in workbook.worksheets[0].iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    header, *lines = rows
    return [
        {str(name): "" if cell is None else str(cell) for name, cell in zip(header, line, strict=True)}
        for line in lines
    ]


def looks(folder: Path) -> list[tuple[int, str]]:
    """Return whose phone numbers somebody was given, and what it is called."""

    async def read() -> list[tuple[int, str]]:
        kept = await open_database(f"sqlite+aiosqlite:///{folder / 'desk.sqlite3'}")
        async with kept.begin() as unit:
            _, found = await unit.file_looks(range(10_000, 10_100), 1000)
        await kept.close()
        return sorted((one.chat_id, one.what.value) for one in found)

    return asyncio.run(read())


@pytest.mark.parametrize("name", ["repairs.xlsx", "repairs.csv", "REPAIRS.XLSX"])
def test_a_ledger_is_a_file_with_a_line_for_each_case(folder: Path, capsys: Capture, name: str) -> None:
    assert main(["ledger", "repairs", "--out", name]) == 0
    lines = table(folder / name)
    assert len(lines) == 15
    assert capsys.readouterr().out == f"15 → {name}\n"
    first = lines[0]
    assert (first["Number"], first["Registered"], first["Handler"]) == ("BX-20251020-0001", "2025-10-20 14:00", "12")
    assert (first["Category"], first["Scope"]) == ("electrical", "free")


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_ledger_of_many_lines_has_them_all_and_in_order(tmp_path: Path, ending: str) -> None:
    path, count = tmp_path / f"overruns{ending}", 1234
    with path.open("wb") as file:
        ledger = LedgerFile(file, ending, LedgerKind.OVERRUNS, locale="en", zone=UTC, numbers={})
        for number in range(1, count + 1):
            due = OCTOBER + timedelta(minutes=number)
            line = Line(clock=Clock.COMPLAINT_REPLY, occurrence=number % 2, due=due, tier=number % 3, points=number)
            ledger.add(OverrunEntry(line=line, conversation=number))
        ledger.close()
    lines = table(path)
    numbers = [str(number) for number in range(1, count + 1)]
    assert [line["Conversation"] for line in lines] == [line["Points"] for line in lines] == numbers
    assert lines[-1]["Due"] == "2025-10-21 04:34"


def test_nothing_that_was_said_is_computed(folder: Path) -> None:
    assert main(["ledger", "complaints", "--out", "c.xlsx"]) == 0
    assert main(["ledger", "complaints", "--out", "c.csv"]) == 0
    for name in ("c.xlsx", "c.csv"):
        said = {line["Matter"] for line in table(folder / name)}
        assert said <= {f"'{text}" for text in FORMULAS}
        assert len(said) == 3


def test_phone_numbers_are_masked_and_nothing_is_recorded(folder: Path) -> None:
    assert main(["ledger", "repairs", "--out", "r.csv"]) == 0
    (line, *_) = table(folder / "r.csv")
    assert line["Phone"] == "138****8000"
    assert line["Last note"] == "Call 138****8000 about BX-20251020-0001, not on 20251020"
    assert NUMBER not in (folder / "r.csv").read_text(encoding="utf-8-sig")
    assert looks(folder) == []


def test_whole_phone_numbers_are_had_by_who_asks_and_every_customers_file_remembers_it(folder: Path) -> None:
    assert main(["ledger", "repairs", "--month", "2025-11", "--phones", "--out", "r.csv"]) == 0
    lines = table(folder / "r.csv")
    assert {line["Phone"] for line in lines} == {NUMBER}
    numbers = [int(line["Number"].rpartition("-")[2]) for line in lines]
    assert looks(folder) == [(10_000 + number, "phones") for number in numbers]


def test_a_month_holds_what_was_registered_in_it(folder: Path) -> None:
    counts = []
    for month in ("2025-09", "2025-10", "2025-11"):
        assert main(["ledger", "repairs", "--month", month, "--out", f"{month}.csv"]) == 0
        counts.append(len(table(folder / f"{month}.csv")))
    assert counts == [0, 12, 3]


@pytest.mark.parametrize(("kind", "count"), [("grievances", 15), ("suggestions", 15), ("overruns", 0)])
def test_every_kind_has_its_ledger(folder: Path, kind: str, count: int) -> None:
    assert main(["ledger", kind, "--out", f"{kind}.xlsx"]) == 0
    assert len(table(folder / f"{kind}.xlsx")) == count


def test_every_step_of_a_callback_is_a_line(folder: Path) -> None:
    assert main(["ledger", "callbacks", "--out", "callbacks.csv"]) == 0
    steps = [one for number in range(1, 61) for one in story(number) if isinstance(one, CALLBACK_EVENTS)]
    assert len(table(folder / "callbacks.csv")) == len(steps) > 0


# --- what cannot be ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["ledger", "repairs", "--out", "nowhere/r.xlsx"], "there is no folder nowhere; make it, or name another"),
        (["ledger", "repairs", "--out", "."], "let its name end with .xlsx or .csv"),
        (["ledger", "repairs", "--out", "r.pdf"], "let its name end with .xlsx or .csv"),
        (
            ["ledger", "repairs", "--out", "folder.csv"],
            "is a folder; name a file in it, such as folder.csv/repairs.csv",
        ),
        (["ledger", "repairs", "--out", "r" * 300 + ".csv"], "File name too long; name a file where you may write"),
        (["ledger", "repairs"], "add --out repairs.xlsx"),
        (["ledger", "plans", "--out", "r.xlsx"], "there are complaints, repairs, grievances, suggestions, callbacks"),
        (["ledger", "--out", "r.xlsx"], "put one of complaints, repairs"),
        (["ledger", "repairs", "--month", "2025-13", "--out", "r.xlsx"], "write a month like 20"),
        (["ledger", "repairs", "--month", "2999-01", "--out", "r.xlsx"], "which has not begun; ask for 20"),
        (
            ["ledger", "repairs", "--month", "2025-11", "--from", "2025-11-01", "--out", "r.xlsx"],
            "leave one of them out",
        ),
        (["figures", "--month", "soon"], "write a month like 20"),
        (["figures", "--month", "2999-01"], "which has not begun"),
        (["report", "soon"], "write a day, a week or a month, such as 20"),
        (["report", "2999-W01"], "2999-W01 has not begun; ask for 20"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence_and_nothing_is_left_behind(
    arguments: list[str], remedy: str, capsys: Capture
) -> None:
    Path("folder.csv").mkdir()
    before = sorted(Path().iterdir())
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert (said.out, remedy in said.err, said.err.count("\n")) == ("", True, 1)
    assert sorted(Path().iterdir()) == before


def test_a_file_that_cannot_be_written_leaves_what_stood_there(folder: Path, capsys: Capture) -> None:
    (folder / "r.csv").write_text("as it was", encoding="utf-8")
    (folder / "desk.sqlite3").write_bytes(b"no database")
    assert main(["ledger", "repairs", "--out", "r.csv"]) == 2
    assert (folder / "r.csv").read_text(encoding="utf-8") == "as it was"
    assert list(folder.glob(".ledger-*")) == []
    assert capsys.readouterr().err.count("\n") == 1


# --- figures -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_the_figures_of_a_month_are_printed_with_what_they_mean(capsys: Capture) -> None:
    assert main(["figures", "--month", "2025-11", "--json"]) == 0
    figures = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = {(one["figure"], one["of"]): one for one in figures}
    assert found["registered", "repair"]["value"] == 3
    quick = found["quick_rate", ""]
    assert (quick["met"], quick["among"], quick["excluded"]) == (2, 3, 1)
    assert found["by_person", "7"]["group"] == "07"
    assert all(one["means"] for one in figures)
    assert found["quick_rate", ""]["target"] == 1.0


@pytest.mark.usefixtures("folder")
def test_people_read_the_figures_in_lines(capsys: Capture) -> None:
    assert main(["figures", "--month", "2025-11"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Figures of 2025-11\n")
    assert "7-day quick rate, month  66.7%  (2 of 3; 1 excluded; goal 100.0%)\n    Of the complaints registered" in said


@pytest.mark.usefixtures("folder")
def test_this_month_has_figures_too_though_nothing_happened(capsys: Capture) -> None:
    assert main(["figures"]) == 0
    assert "7-day quick rate, month  –  (0 of 0; " in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_the_report_of_a_month_is_printed_for_people_and_for_programs(capsys: Capture) -> None:
    assert main(["report", "2025-11", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["registered"]["repair"] == 3
    assert (found["period"], found["counted_until"], found["conversations"]) == ("2025-11", None, 0)
    promise = found["promises"]["complaint_reply"]
    assert promise["share"] == promise["kept"] / (promise["kept"] + promise["broken"])
    assert main(["report", "2025-11"]) == 0
    assert capsys.readouterr().out.startswith("📊 The month  November 2025\n\n")


@pytest.mark.usefixtures("folder")
def test_without_a_period_the_report_is_that_of_yesterday(capsys: Capture) -> None:
    assert main(["report"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert (said[0][:10], said[1:]) == ("📊 The day ", ["No customer came, and nothing was registered."])


# --- phone numbers and sheets ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打 138 0013 8000 找我", "打 138****8000 找我"),
        ("+86-138-0013-8000", "138****8000"),
        ("010-62345678", "010****5678"),
        ("(010) 62345678 转 5", "(010****5678 转 5"),
        ("１３８００１３８０００", "138****8000"),
        ("TS-20261122-0007", "TS-20261122-0007"),
        ("于 2026-11-22 10:30 到场", "于 2026-11-22 10:30 到场"),
        ("订单 20261122", "订单 20261122"),
    ],
)
def test_phone_numbers_are_found_in_any_words(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_a_short_number_is_masked_where_a_phone_number_was_asked_for() -> None:
    assert masked("62345678", asked=True) == "623****5678"


ZONES = ("Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Asia/Gaza")


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), st.integers(0, 20 * 366 * 24 * 60 * 60))
def test_a_moment_is_told_as_the_clocks_of_the_zone_show_it(zone: str, kept: str, seconds: int) -> None:
    tell = moments(ZoneInfo(zone))
    at = (datetime(2015, 6, 24, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(ZoneInfo(kept))
    for one in (at, at + timedelta(minutes=1), at + timedelta(minutes=14)):
        assert tell(one) == f"{one.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("zone", ZONES)
def test_a_moment_is_told_right_in_every_minute_of_the_nights_when_clocks_are_set(zone: str) -> None:
    tell = moments(ZoneInfo(zone))
    for begin in (
        datetime(2026, 3, 28, tzinfo=UTC),
        datetime(2026, 4, 4, tzinfo=UTC),
        datetime(2026, 10, 24, tzinfo=UTC),
    ):
        for minute in range(2 * 24 * 60):
            at = begin + timedelta(minutes=minute, seconds=minute % 60)
            assert tell(at) == f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20), min_size=1, max_size=5))
def test_whatever_is_written_into_a_sheet_is_read_back(texts: list[str]) -> None:
    file = BytesIO()
    workbook = Workbook(file, "A & B", ["x"] * len(texts), [14] * len(texts))
    workbook.line(texts)
    workbook.line([1, 2.5, None][: len(texts)])
    workbook.close()
    sheet = load_workbook(file).worksheets[0]
    _, line, *_ = sheet.iter_rows(values_only=True)
    assert [cell or "" for cell in line] == texts
