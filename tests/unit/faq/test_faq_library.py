import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faq import Entry, KnowledgeBase, LibraryError, Problem
from faq.files.complaints import SENTENCES
from faq.files.drafting import FIELDS
from faq.files.reading import read
from faq.upkeep.rivals import Rivals, rivals

Write = Callable[[str], Path]


@pytest.fixture
def yaml_file(tmp_path: Path) -> Write:
    return lambda text: _written(tmp_path / "faq.yaml", text.encode())


@pytest.fixture
def jsonl_file(tmp_path: Path) -> Write:
    return lambda text: _written(tmp_path / "faq.jsonl", text.encode())


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def problems(path: Path) -> list[tuple[int, str, str]]:
    """Line, field and sentence of everything that is wrong with a library."""
    with pytest.raises(LibraryError) as caught:
        KnowledgeBase.load(path)
    assert {problem.file for problem in caught.value.problems} == {str(path)}
    return [(problem.line, problem.field, problem.what) for problem in caught.value.problems]


FULL = """
- id: gift
  question: " 端午活动怎么参加？ "
  variants: [端午节有什么活动, 端午活动报名, 端午活动报名]
  answer: 请在前台报名。
  language: zh
  category: 活动
  keywords: [粽子]
  owner: 客户服务部
  valid_from: 2027-06-01
  valid_until: "2027-06-09"
  review_on: 2027-06-02
  veto: [中秋]
  attachments: [gift.jpg]
  applies_to: [东区, 金卡]
  leads_to: 报修
"""


def test_every_field_of_an_entry_is_read_from_yaml(yaml_file: Write) -> None:
    assert KnowledgeBase.load(yaml_file(FULL)).entries == (
        Entry(
            id="gift",
            question="端午活动怎么参加？",
            variants=("端午节有什么活动", "端午活动报名"),
            answer="请在前台报名。",
            language="zh",
            category="活动",
            keywords=("粽子",),
            owner="客户服务部",
            valid_from=date(2027, 6, 1),
            valid_until=date(2027, 6, 9),
            review_on=date(2027, 6, 2),
            veto=("中秋",),
            attachments=("gift.jpg",),
            applies_to=("东区", "金卡"),
            leads_to="repair",
        ),
    )


def test_entries_are_read_from_json_lines_and_an_answer_may_be_missing(jsonl_file: Write) -> None:
    lines = '{"id": "a", "question": "停车费？", "answer": null, "variants": []}\n\n{"id": "b", "question": "Where?"}\n'
    assert KnowledgeBase.load(jsonl_file(lines)).entries == (
        Entry("a", "停车费？"),
        Entry("b", "Where?", language="en"),
    )


def test_a_folder_is_the_library_of_all_its_files(tmp_path: Path) -> None:
    _written(tmp_path / "b.jsonl", b'{"id": "b", "question": "b?"}')
    _written(tmp_path / "a.yml", b"\xef\xbb\xbf- id: a\r\n  question: a?\r\n")
    _written(tmp_path / "notes.txt", b"not read")
    assert [entry.id for entry in KnowledgeBase.load(tmp_path).entries] == ["a", "b"]


def test_all_problems_are_told_at_once_with_their_lines(yaml_file: Write) -> None:
    text = """\
- id: 7
  question:
  variants: 停车费
- question: 几点开门
  opens: 8:30
  answer: no
  keywords: [5, ~, [a]]
  valid_from: soon
- id: a
  id: a
  question: ？？
- id: b
  question: 门禁卡丢了
  language: fr
"""
    quote = "not as a text; put it in quotes:"
    assert problems(yaml_file(text)) == [
        (2, "question", "This field is needed; write a text."),
        (1, "id", f'7 reads as a number, {quote} "7".'),
        (3, "variants", "This field is a list, even with a single text: [text]."),
        (5, "opens", f"There is no such field. There are: {', '.join(FIELDS)}."),
        (4, "id", "This field is needed; write a text."),
        (6, "answer", f'no reads as a yes or no, {quote} "no".'),
        (7, "keywords", f'5 reads as a number, {quote} "5".'),
        (7, "keywords", "An item of this list is empty; write a text or take the line out."),
        (7, "keywords", "A list stands where one text belongs."),
        (8, "valid_from", "This is no date; write year-month-day, such as 2027-01-31."),
        (10, "id", "This field stands twice in one entry; keep one of them."),
        (14, "language", "“fr” is not spoken here; write zh or en."),
    ]


def test_a_time_without_quotes_is_refused_as_it_was_written(yaml_file: Write) -> None:
    text = "- id: a\n  question: 几点开门\n  answer: 8:30\n"
    assert problems(yaml_file(text)) == [
        (3, "answer", '8:30 reads as a number, not as a text; put it in quotes: "8:30".'),
    ]


def test_sense_is_asked_of_every_entry(yaml_file: Write) -> None:
    text = """\
- id: a
  question: ？？
- id: b
  question: 店铺物业费怎么交
  veto: [店铺]
- id: c
  question: 端午活动
  valid_from: 2027-06-09
  valid_until: 2027-06-01
"""
    assert problems(yaml_file(text)) == [
        (2, "question", "There is no letter in it that could be looked for; write the question in words."),
        (5, "veto", "“店铺” stands in a phrasing of this very entry, which could so never be found."),
        (9, "valid_until", "It ends before it begins on 2027-06-09; exchange the two dates."),
    ]


def test_texts_have_a_longest_length_and_lists_a_largest_size(jsonl_file: Write) -> None:
    many = ",".join(['"停车"'] * 1_001)
    text = f'{{"id": "{"i" * 201}", "question": "{"问" * 1001}", "answer": "{"答" * 4001}", "variants": [{many}]}}'
    assert problems(jsonl_file(text)) == [
        (1, "question", "1,001 characters; at most 1,000 fit. Shorten it."),
        (1, "id", "201 characters; at most 200 fit. Shorten it."),
        (1, "variants", "1,001 items; more than 1,000 are not read."),
        (1, "answer", "4,001 characters; at most 4,000 fit. Shorten it."),
    ]


def test_an_id_belongs_to_one_entry_and_a_question_to_one_answer(yaml_file: Write) -> None:
    path = yaml_file(
        "- {id: a, question: 物业费怎么交, answer: 请扫码。}\n"
        "- {id: a, question: 停车费多少钱, answer: 请看价目表。}\n"
        "- {id: c, question: 请问物业费如何交？, answer: 请到前台。}\n"
    )
    assert problems(path) == [
        (2, "id", f"“a” is taken by the entry at {path}, line 1; an id belongs to one entry."),
        (3, "question", f"It asks the same as “a” at {path}, line 1; make one entry of the two."),
    ]


def test_one_question_may_have_two_answers_at_two_times_or_in_two_languages(yaml_file: Write) -> None:
    text = """\
- {id: spring, question: WiFi, answer: 一, language: zh, valid_until: 2027-06-30}
- {id: autumn, question: WiFi, answer: 二, language: zh, valid_from: 2027-07-01}
- {id: english, question: WiFi, answer: Three., language: en}
"""
    assert [entry.id for entry in KnowledgeBase.load(yaml_file(text)).entries] == ["spring", "autumn", "english"]


def test_one_question_may_have_an_answer_for_each_branch_and_one_for_everybody_else(yaml_file: Write) -> None:
    text = """\
- {id: east, question: 电话, answer: 一, applies_to: [东区]}
- {id: west, question: 电话, answer: 二, applies_to: [西区]}
- {id: else, question: 电话, answer: 三}
- {id: both, question: 电话, answer: 四, applies_to: [东区, 西区]}
"""
    path = yaml_file(text)
    assert problems(path) == [
        (4, "question", f"It asks the same as “east” at {path}, line 1; make one entry of the two."),
    ]


def test_an_answer_is_needed_where_it_is_to_be_given(yaml_file: Write) -> None:
    with pytest.raises(LibraryError) as caught:
        read(
            yaml_file("- id: a\n  question: 停车费\n- id: b\n  question: 物业费\n  answer: ' '\n"), answers_needed=True
        )
    assert caught.value.in_words("zh") == [
        "第 1 行「答案」：必填，请写上文字。",
        "第 5 行「答案」：必填，不能为空，请写上文字。",
    ]


def test_fields_may_have_their_chinese_names(yaml_file: Write, jsonl_file: Write) -> None:
    said = read(yaml_file("- 编号: a\n  问题: 停车费多少\n  问法: [停车怎么收费]\n  答案: 5 元\n"))
    assert said == read(
        jsonl_file('{"编号": "a", "question": "停车费多少", "问法": ["停车怎么收费"], "答案": "5 元"}\n')
    )
    assert said[0].variants == ("停车怎么收费",)
    with pytest.raises(LibraryError) as caught:
        read(yaml_file("- 编号: a\n  id: b\n  问题: 停车费\n"))
    assert caught.value.in_words("zh") == ["第 2 行「编号」：同一条里这个字段出现了两次，请只保留一个。"]


def test_an_invisible_control_character_is_refused_and_a_line_end_is_made_plain(jsonl_file: Write) -> None:
    what = "There is an invisible control character in it (U+0007); type the text again."
    assert problems(jsonl_file('{"id": "a", "question": "a\\u0007b"}')) == [(1, "question", what)]
    (entry,) = read(jsonl_file('{"id": "a", "question": "a", "answer": "one\\r\\ntwo\\rthree"}'))
    assert entry.answer == "one\ntwo\nthree"


@pytest.mark.parametrize("written", ["2027-1-31", "2027/01/31", "2027.1.31", "2027年1月31日"])
def test_a_date_may_be_written_as_people_write_it(jsonl_file: Write, written: str) -> None:
    (entry,) = read(jsonl_file(f'{{"id": "a", "question": "a", "review_on": "{written}"}}'))
    assert entry.review_on == date(2027, 1, 31)


@pytest.mark.parametrize("written", ["31.1.2027", "2027-02-30", "2027-1", "٢٠٢٧-٠١-٣١", "2027-01-31 8:00"])
def test_what_is_no_date_is_refused(jsonl_file: Write, written: str) -> None:
    what = "This is no date; write year-month-day, such as 2027-01-31."
    line = f'{{"id": "a", "question": "a", "review_on": "{written}"}}'
    assert problems(jsonl_file(line)) == [(1, "review_on", what)]


def test_entries_without_answers_may_ask_alike(jsonl_file: Write) -> None:
    lines = '{"id": "a", "question": "停车费"}\n{"id": "b", "question": "停车费？"}'
    assert len(KnowledgeBase.load(jsonl_file(lines)).entries) == 2


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- id: a\n  question: [\n", 3, "This is not YAML: did not find expected node content. "),
        ("id: a\nquestion: b\n", 1, 'The file must be a list: begin every entry with "- id: …".'),
        ("- id: a\n  question: b\n- just text\n", 3, 'An entry is a list of fields: write "- id: …" and so on.'),
        ("- &a [x]\n- *a\n", 1, "References (&name, *name) are not read here; write the text out, in quotes if it"),
        ("- &a\n  me: *a\n", 1, "References (&name, *name) are not read here; write the text out, in quotes if it"),
        ("- id: a\n  question: *a\n", 2, "References (&name, *name) are not read here; write the text out, in quotes"),
        (
            "*a\n",
            1,
            "References (&name, *name) are not read here; write the text out, in quotes if it begins with such",
        ),
        ("- id: a\n  question: " + "[" * 100_000, 2, "Lists within lists within lists: an entry is flat."),
        ("[" * 100_000, 1, 'An entry is a list of fields: write "- id: …" and so on.'),
        ("- {id: a, question: b}\n---\n- {id: b, question: c}\n", 3, "The file must be a list: begin every entry"),
        ("just text", 1, 'The file must be a list: begin every entry with "- id: …".'),
        ("# a remark\n~\n", 0, "There is no entry in it."),
        ("- id: a\n  question: \x07\n", 0, "This is not YAML: unacceptable character"),
        ("", 0, "There is no entry in it."),
        ("- id: a\n  question: {a: b}\n", 2, "…: … reads as a list of fields, not as a text; an entry has no fields"),
        ("- id: a\n  question: !!python/object:os.system x\n", 2, "x reads as a “python/object:os.system”, not as a"),
    ],
)
def test_yaml_that_is_no_library_is_refused(yaml_file: Write, text: str, line: int, what: str) -> None:
    first, *_ = problems(yaml_file(text))
    assert (first[0], first[2][: len(what)]) == (line, what)


def test_a_billion_laughs_are_refused_at_the_first(yaml_file: Write) -> None:
    bomb = "- &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n" + "".join(
        f"- &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert [(line, field) for line, field, _ in problems(yaml_file(bomb))] == [(1, "")]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (
            "{'id': 'a'}",
            "This is not JSON: Expecting property name enclosed in double quotes. Write one whole entry on",
        ),
        ("[1, 2]", 'An entry is an object: {"id": "…", "question": "…"}.'),
        ("null", 'An entry is an object: {"id": "…", "question": "…"}.'),
        ("[" * 100_000, "This is not JSON: maximum recursion depth exceeded"),
        ('{"id": "a", "question": true}', 'true reads as a yes or no, not as a text; put it in quotes: "true".'),
        ('{"id": "a", "question": NaN}', 'NaN reads as a number, not as a text; put it in quotes: "NaN".'),
        ('{"id": "a", "question": {"b": []}}', "{…} reads as a list of fields, not as a text; an entry has no fields"),
        ('{"id": "a", "question": "b", "veto": [[]]}', "[…] reads as a list, not as a text; an entry has no fields"),
        ('{"id": "a", "id": "b", "question": "c"}', "This field stands twice in one entry; keep one of them."),
    ],
)
def test_json_lines_that_are_no_entries_are_refused(jsonl_file: Write, line: str, what: str) -> None:
    (found,) = problems(jsonl_file("\n" + line))
    assert (found[0], found[2][: len(what)]) == (2, what)


def test_an_entry_of_a_hundred_thousand_fields_is_one_problem(jsonl_file: Write) -> None:
    fields = ",".join([f'"f{number}":1' for number in range(100_000)])
    what = "100,000 fields; an entry has 60 at most. Look for a missing line end or a missing bracket."
    assert problems(jsonl_file(f"{{{fields}}}")) == [(1, "", what)]


def test_a_number_of_a_million_digits_is_not_computed(jsonl_file: Write) -> None:
    (found,) = problems(jsonl_file('{"id": "a", "question": ' + "9" * 1_000_000 + "}"))
    assert found[1] == "question"


@pytest.mark.parametrize("suffix", [".xls", ".txt", ""])
def test_a_kind_of_file_that_is_not_read_is_named(tmp_path: Path, suffix: str) -> None:
    what = "This kind of file is not read; save it as one of .yaml, .yml, .jsonl, .ndjson, .csv, .xlsx."
    assert problems(_written(tmp_path / f"faq{suffix}", b"id,question")) == [(0, "", what)]


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    what = "It cannot be opened (No such file or directory); check the path and the right to read it."
    assert problems(tmp_path / "faq.yaml") == [(0, "", what)]


def test_a_folder_without_a_library_is_named(tmp_path: Path) -> None:
    what = "No library file is in this folder (.yaml, .yml, .jsonl, .ndjson, .csv, .xlsx)."
    assert problems(tmp_path) == [(0, "", what)]


def test_another_encoding_is_named_with_the_line(tmp_path: Path) -> None:
    content = b"- id: a\n  question: " + "物业费怎么交".encode("gb18030")
    what = "This is not UTF-8; save the file again with the encoding UTF-8."
    assert problems(_written(tmp_path / "faq.yaml", content)) == [(2, "", what)]


def test_a_file_may_not_be_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.files.reading.LARGEST", 50)
    what = "Larger than 50 bytes; split it into several files."
    assert problems(_written(tmp_path / "faq.jsonl", b" " * 51)) == [(0, "", what)]


def test_a_million_rows_are_refused_at_the_first_that_is_too_many(tmp_path: Path) -> None:
    rows = b"".join(b'{"id":"%d"}\n' % number for number in range(1_000_000))
    found = problems(_written(tmp_path / "faq.jsonl", rows))
    assert len(found) == 1_002
    assert found[-1] == (1_001, "", "More than 1,000 problems; what follows was not looked at.")


def test_a_library_may_not_have_too_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.files.reading.MOST_ENTRIES", 2)
    _written(tmp_path / "a.jsonl", b'{"id": "a", "question": "a"}\n{"id": "b", "question": "b"}\n')
    second = _written(tmp_path / "b.yaml", b"\n- {id: c, question: c}\n- {id: d, question: d}\n")
    with pytest.raises(LibraryError) as caught:
        KnowledgeBase.load(tmp_path)
    assert list(map(str, caught.value.problems)) == [
        f"{second}, line 2: More than 2 entries; the rest is not read. Retire old ones or split the library."
    ]


def test_an_error_tells_the_first_problems_and_counts_the_rest() -> None:
    many = [Problem("faq.yaml", line, "id", "Mend it.") for line in range(1, 23)]
    lines = str(LibraryError(many)).splitlines()
    assert (lines[0], lines[19:]) == (
        "faq.yaml, line 1, id: Mend it.",
        ["faq.yaml, line 20, id: Mend it.", "… and 2 more."],
    )


def test_a_problem_is_told_in_chinese_too(yaml_file: Write) -> None:
    with pytest.raises(LibraryError) as caught:
        KnowledgeBase.load(yaml_file("- question: 停车费\n  answer: 8:30\n"))
    assert caught.value.in_words("zh") == [
        "第 1 行「编号」：必填，请写上文字。",
        '第 2 行「答案」：8:30 会被当成数字而不是文字，请加上引号："8:30"。',
    ]
    assert caught.value.in_words("en")[0] == "line 1, id: This field is needed; write a text."
    with pytest.raises(LibraryError) as empty:
        KnowledgeBase.load(yaml_file(""))
    assert empty.value.in_words("zh") == ["里面一条内容也没有。"]
    assert empty.value.in_words("en") == ["There is no entry in it."]


def test_the_rest_of_many_problems_is_counted_in_chinese_too() -> None:
    many = LibraryError([Problem("faq.yaml", line, "id", "Mend it.") for line in range(1, 23)])
    assert many.in_words("zh")[19:] == ["第 20 行「编号」：Mend it.", "还有 2 处。"]
    assert many.in_words("en")[20:] == ["… and 2 more."]


def test_every_sentence_is_there_in_both_languages_with_the_same_gaps() -> None:
    gaps = re.compile(r"(?<!{){(\w+)")
    for en, zh in SENTENCES.values():
        assert {name.removesuffix("_zh") for name in gaps.findall(zh)} <= {*gaps.findall(en)}
        assert zh.endswith("。")


def test_entries_that_share_a_phrasing_are_rivals() -> None:
    entries = [Entry("a", "停车费？"), Entry("b", "收费", ("停车费", "停车费！")), Entry("c", "门禁")]
    assert rivals(entries) == [Rivals("停车费？", ("a", "b"))]
