import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from faq import Entry, LibraryError
from faq.files.headers import HEADERS
from faq.files.reading import parse
from faq.files.template import template
from faq.files.writing import WRITERS, write

PAY = Entry(
    id="pay",
    question="物业费怎么交？",
    variants=("在哪里交|缴物业费", "交物业费"),
    answer="请扫码。\n谢谢您。",
    category="费用",
    keywords=("物业费",),
    owner="客户服务部",
    valid_from=date(2027, 1, 1),
    valid_until=date(2027, 12, 31),
    review_on=date(2027, 6, 1),
    veto=("商铺",),
    attachments=("code.png",),
    applies_to=("东区", "金卡"),
    leads_to="person",
)
POOL = Entry("pool", "When does the pool open?", (), "At 7:00.", "en")
BARE = Entry("bare", "停车费")


def problems(name: str, content: bytes, locale: str = "en") -> list[tuple[int, str, str]]:
    """Line, field and sentence of everything that is wrong with a file."""
    with pytest.raises(LibraryError) as caught:
        parse(name, content)
    assert all(problem.file == name for problem in caught.value.problems)
    return [(one.line, one.field, one.zh if locale == "zh" else one.what) for one in caught.value.problems]


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """An XLSX file of these sheets, a row of values after the other."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in parts.namelist():
            changed.writestr(name, change(name, parts.read(name)))
    return packed.getvalue()


# ── CSV ──


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_in_every_encoding_and_with_every_separator(encoding: str, separator: str) -> None:
    rows = [["编号", "问题", "问法", "答案"], ["pay", "物业费怎么交？", "交物业费|缴物业费", "请您扫码缴费。"]]
    content = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    assert parse("faq.csv", content) == (Entry("pay", "物业费怎么交？", ("交物业费", "缴物业费"), "请您扫码缴费。"),)


def test_every_field_may_be_named_in_chinese() -> None:
    days = "2027-01-01,2027/12/31,2027年6月1日"
    cells = f"pay,停车费怎么交,交停车费,请扫码。,中文,费用,停车,客服部,{days},商铺,a.png,东区｜西区,人工"
    (entry,) = parse("faq.csv", f"{','.join(HEADERS.values())}\n{cells}\n".encode())
    assert entry == Entry(
        "pay",
        "停车费怎么交",
        ("交停车费",),
        "请扫码。",
        "zh",
        "费用",
        ("停车",),
        "客服部",
        date(2027, 1, 1),
        date(2027, 12, 31),
        date(2027, 6, 1),
        ("商铺",),
        ("a.png",),
        ("东区", "西区"),
        "person",
    )


def test_a_column_may_carry_a_note_and_a_list_may_fill_two_columns() -> None:
    header = "\n# made by hand\nID *,Question（必填）,问法 (用|隔开),问法\n"
    text = f"{header}a,停车费,停车费用|,收费||价格\n,,,\n#b,not read,,\n"
    assert parse("faq.csv", text.encode()) == (Entry("a", "停车费", ("停车费用", "收费", "价格")),)


def test_a_problem_names_the_row_as_a_spreadsheet_counts_it() -> None:
    text = '编号,问题,答案\na,停车费,"一\n二"\nb,,三\n'
    assert problems("faq.csv", text.encode()) == [(3, "question", "This field is needed; write a text.")]
    assert problems("faq.csv", text.encode(), "zh") == [(3, "question", "必填，请写上文字。")]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 0, "There is no entry in it."),
        ("编号,答案\na,b\n", 1, "The first row must name the columns: id, question, variants, answer, language, "),
        ("id,question,price\n", 1, "“price” in column C is no column that is known. There are: id, question, "),
        ("id,question,问题\n", 1, "Two columns have this name; keep one of them."),
        ("id,question\na,b,c\n", 2, "Something stands in column C, which has no name in the first row; name the "),
        ('id,question\na,"b\n', 2, "This is not CSV: unexpected end of data. Look for a quotation mark that is "),
        (f"id,question\na,{'b' * 131_073}\n", 2, "This is not CSV: field larger than field limit (131072). "),
        (f"id,question{',问法' * 59}\n", 1, "More than 60 columns; take out those that are not needed."),
        ("id,question,answer\na,停车费,=1+1\n", 2, "This cell holds a formula; write the text itself, or paste "),
        ("id,question,语言\na,停车费,法语\n", 2, "“法语” is not spoken here; write zh or en."),
        (
            "id,question,引向\na,停车费,泳池\n",
            2,
            "An answer does not lead to “泳池”; write repair, complaint or person, or leave it empty.",
        ),
    ],
)
def test_a_table_that_is_no_library_is_refused(text: str, line: int, what: str) -> None:
    ((found, _, sentence),) = problems("faq.csv", text.encode())
    assert (found, sentence[: len(what)]) == (line, what)


@pytest.mark.parametrize(
    "content",
    [
        "id,question\na,café\nb,naïve\n".encode("latin-1"),
        "編號,問題\na,物業費怎麼交\n".encode("big5"),
        "id,question\na,停車料金はいくらですか\n".encode("shift-jis"),
        b"id,question\na,\x81\x20\n",
    ],
)
def test_an_encoding_that_only_looks_like_chinese_is_not_guessed_at(content: bytes) -> None:
    ((_, _, what),) = problems("faq.csv", content)
    assert what == "The encoding is neither UTF-8 nor GB18030; save the file again as “CSV UTF-8”."


def test_two_ids_alike_are_told_with_their_rows_in_both_languages() -> None:
    content = "编号,问题\na,停车费\na,物业费\n".encode()
    what = "“a” is taken by the entry at faq.csv, line 2; an id belongs to one entry."
    assert problems("faq.csv", content) == [(3, "id", what)]
    assert problems("faq.csv", content, "zh") == [(3, "id", "编号“a”已被第 2 行使用，请换一个编号。")]


# ── XLSX ──


def test_a_workbook_is_read_with_numbers_as_shown_and_days_as_written() -> None:
    rows = [
        ("编号", "问题", "答案", "生效日期", "复核日期"),
        (17, "停车费", 30.0, datetime(2027, 1, 1), date(2027, 6, 1)),  # noqa: DTZ001 - a cell knows no zone
        (None, None, None, None, None),
        ("b", "物业费", "请扫码。", "2027/2/1", None),
    ]
    assert parse("faq.xlsx", workbook(rows)) == (
        Entry("17", "停车费", (), "30", valid_from=date(2027, 1, 1), review_on=date(2027, 6, 1)),
        Entry("b", "物业费", (), "请扫码。", valid_from=date(2027, 2, 1)),
    )


def test_every_sheet_with_columns_of_a_library_is_read_and_others_are_left_alone() -> None:
    content = workbook(
        [("编号", "问题"), ("a", "停车费")], [("说明", "随便写"), ("x", "y")], [("id", "question"), ("b", "Where?")], []
    )
    assert [entry.id for entry in parse("faq.xlsx", content)] == ["a", "b"]


def test_a_cell_that_is_no_text_is_refused_with_its_row_and_column() -> None:
    rows = [
        ("id", "question", "answer", "owner", "keywords", "review_on"),
        ("a", "停车费", "=1+1", True, 1.5, time(8, 30)),
        ("b", "物业费", datetime(2027, 1, 1, 8, 30), date(2027, 1, 1), 10**15, "#REF!"),  # noqa: DTZ001 - as above
    ]
    held, mend = "This cell holds", "format the cell as text and write it again."
    no_date = "This is no date; write year-month-day, such as 2027-01-31."
    assert problems("faq.xlsx", workbook(rows)) == [
        (2, "answer", "This cell holds a formula; write the text itself, or paste it as a value."),
        (2, "keywords", "This field is a list, even with a single text: [text]."),
        (2, "owner", f"{held} a yes or no, TRUE; {mend}"),
        (2, "review_on", no_date),
        (3, "answer", f"{held} a time, 2027-01-01 08:30:00; {mend}"),
        (3, "keywords", "This field is a list, even with a single text: [text]."),
        (3, "owner", f"{held} a date, 2027-01-01; {mend}"),
        (3, "review_on", no_date),
    ]
    assert problems("faq.xlsx", workbook(rows), "zh")[0] == (
        2,
        "answer",
        "这个单元格里是公式，请改成文字（复制后“粘贴为值”）。",
    )


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"id,question\na,b\n", 0, "This is no XLSX workbook; open it in a spreadsheet program and save it as .xlsx."),
        (b"PK\x03\x04 broken", 0, "This is no XLSX workbook; open it in a spreadsheet program and save it as .xlsx."),
        (b"\xd0\xcf\x11\xe0 old", 0, "This is an old .xls file or one with a password; save it as .xlsx without a "),
        (workbook([("a", "b")]), 1, "The first row must name the columns: id, question, variants, answer, "),
        (workbook([("id", "question", 5)]), 1, "“5” in column C is no column that is known. There are: id, "),
        (workbook([("id", "question"), ("a", "b", "c")]), 2, "Something stands in column C, which has no name in "),
        (workbook([("id", "question", *["问法"] * 59)]), 1, "More than 60 columns; take out those that are not "),
        (workbook([("id", "question")]), 0, "There is no entry in it."),
    ],
)
def test_a_workbook_that_is_no_library_is_refused(content: bytes, line: int, what: str) -> None:
    ((found, _, sentence),) = problems("faq.xlsx", content)
    assert (found, sentence[: len(what)]) == (line, what)


GOOD = workbook([("id", "question"), ("a", "停车费")])
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "change",
    [
        lambda name, part: part + b" " * 50_000_000 if name == SHEET else part,
        lambda _, part: part.replace(b"</sheetData>", b"<row/>" * 5_000_000 + b"</sheetData>"),
    ],
)
def test_a_zip_bomb_is_refused_before_it_is_opened(change: Callable[[str, bytes], bytes]) -> None:
    what = "Unpacked it would be larger than 128,000,000 bytes or far larger than packed; it is not opened."
    assert problems("faq.xlsx", repacked(GOOD, change)) == [(0, "", what)]


def test_many_large_parts_are_a_bomb_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.files.xlsx_rows.LARGEST", 1_000)
    what = "Unpacked it would be larger than 1,000 bytes or far larger than packed; it is not opened."
    assert problems("faq.xlsx", GOOD) == [(0, "", what)]


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    honest = BytesIO()
    with zipfile.ZipFile(honest, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(SHEET, b"0" * 5_000_000)
    size = (5_000_000).to_bytes(4, "little")
    lying = honest.getvalue().replace(size, (500).to_bytes(4, "little"))
    what = "This is no XLSX workbook; open it in a spreadsheet program and save it as .xlsx."
    assert problems("faq.xlsx", lying) == [(0, "", what)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_an_entity_that_multiplies_itself_is_refused(encoding: str) -> None:
    laughs = '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'.encode(encoding)
    content = repacked(GOOD, lambda name, part: laughs + part if name == SHEET else part)
    what = f"{SHEET} in the workbook defines entities, as no spreadsheet program does; it is not opened."
    assert problems("faq.xlsx", content) == [(0, "", what)]


def test_a_workbook_with_a_broken_part_is_refused() -> None:
    broken = "This is no XLSX workbook; open it in a spreadsheet program and save it as .xlsx."
    for part in (SHEET, "xl/workbook.xml", "[Content_Types].xml"):
        content = repacked(GOOD, lambda name, old, part=part: b"<x" if name == part else old)  # type: ignore[misc]
        assert problems("faq.xlsx", content) == [(0, "", broken)]


# ── out, and in again ──


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_what_is_written_reads_back_as_the_same_entries(suffix: str, locale: Any) -> None:
    entries = (PAY, POOL, BARE)
    assert parse(f"faq{suffix}", write(entries, suffix, locale)) == entries


@pytest.mark.parametrize("suffix", WRITERS)
def test_texts_that_look_like_something_else_stay_texts(suffix: str) -> None:
    odd = (
        "=1+1",
        "+86 10",
        "-1",
        "@home",
        "'=x",
        "''-x",
        "'",
        "8:30",
        "no",
        "007",
        "1e3",
        "2027-01-31",
        "#N/A",
        "_x0041_",
        "a\\|b\\",
    )
    entries = (
        Entry("=id", "=cmd|' /C calc'!A0", odd, "=HYPERLINK(1)", category="- a", keywords=("*a", "&b", "｜", "\\")),
    )
    assert parse(f"faq{suffix}", write(entries, suffix)) == entries


def test_a_text_that_shows_nothing_is_missing() -> None:
    rows = "id,question,variants,answer\nfee,Where to pay?,\u200b,\u2060\n".encode()
    with pytest.raises(LibraryError) as caught:
        parse("faq.csv", rows, answers_needed=True)
    assert [(one.line, one.field) for one in caught.value.problems] == [(2, "variants"), (2, "answer")]


def test_no_cell_begins_like_a_formula() -> None:
    entries = (Entry("=id", "+q", ("-v", "@v"), "=a", owner="＝o"),)
    rows = write(entries, ".csv").decode("utf-8-sig").splitlines()
    assert rows[1].startswith("'=id,'+q,'-v|@v,'=a,")
    sheet = load_workbook(BytesIO(write(entries, ".xlsx"))).worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == ["'=id", "'+q", "'-v|@v", "'=a"]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n"}
    assert {cell.value for cell in sheet[2] if cell.data_type == "n"} == {None}


def test_a_table_begins_with_the_mark_by_which_a_spreadsheet_knows_its_encoding() -> None:
    assert write([BARE], ".csv", "zh").startswith("\ufeff编号,问题,问法,答案".encode())


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_list_too_long_for_a_cell_fills_several_columns(suffix: str) -> None:
    entries = (Entry("a", "停车费", tuple(f"{'费' * 900}{number}" for number in range(120))), BARE)
    assert parse(f"faq{suffix}", write(entries, suffix)) == entries


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_sign_that_no_file_keeps_is_left_out(suffix: str) -> None:
    (entry,) = parse(f"faq{suffix}", write([Entry("a", "停\x00车\ud800费", ("\x07收费",), "a\nb")], suffix))
    assert entry == Entry("a", "停车费", ("收费",), "a\nb")


def test_a_kind_of_file_that_is_not_written_is_refused() -> None:
    with pytest.raises(ValueError, match=r"“\.doc” is not written; choose one of \.yaml, \.jsonl, \.csv, \.xlsx\."):
        write([BARE], ".doc")


# ── the template ──


@pytest.mark.parametrize(("locale", "first"), [("zh", "编号"), ("en", "id")])
def test_the_template_names_every_column_and_its_example_is_not_read(locale: Any, first: str) -> None:
    content = template(locale)
    sheet, notes = load_workbook(BytesIO(content)).worksheets
    header = [cell.value for cell in sheet[1]]
    assert (header[0], len(header), sheet.max_row) == (first, len(HEADERS), 2)
    assert [row[1].value for row in notes.iter_rows(min_row=2, max_row=len(HEADERS) + 1)] == list(HEADERS)
    assert [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation] == [
        ("E2:E5000", '"zh,en"'),
        ("O2:O5000", '"repair,complaint,person"'),
    ]
    assert problems("faq.xlsx", content) == [(0, "", "There is no entry in it.")]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_example_of_the_template_becomes_an_entry_when_it_is_no_remark_any_more(locale: Any) -> None:
    book = load_workbook(BytesIO(template(locale)))
    book.worksheets[0]["A2"] = "fee-pay"
    content = BytesIO()
    book.save(content)
    (entry,) = parse("faq.xlsx", content.getvalue())
    assert (entry.id, entry.language, len(entry.phrasings) > 2, entry.answer is not None) == (
        "fee-pay",
        locale,
        True,
        True,
    )
