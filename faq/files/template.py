"""A workbook to fill in: the columns with an example, and a sheet that says in Chinese and English what they hold."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.files.headers import FIELD_WORDS, HEADERS, Locale
from faq.files.table import letters
from faq.files.writing import NARROW, WIDE, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


TEXT = "@"
"""The format that keeps what is typed as it was typed."""

DAY = "2027-01-31"
LEADS = "repair, complaint, person"


@dataclass(frozen=True, slots=True)
class Note:
    """What belongs in a column, what may, and an example in each language."""

    zh: str
    en: str
    allowed: str
    example_zh: str
    example_en: str


NOTES = {
    "id": Note(
        "必填。每条一个编号，不能重复；再次导入时按编号更新。",
        "Needed. One id for each entry; importing again updates by id.",
        "1–200",
        "# fee-pay",
        "# fee-pay",
    ),
    "question": Note(
        "必填。客户最常用的问法。",
        "Needed. The question as most customers ask it.",
        "1–1,000",
        "物业费怎么交？",
        "How do I pay the management fee?",
    ),
    "variants": Note(
        "同一个问题的其他问法，用 | 隔开，越像客户说的话越好。",
        "Other ways to ask the same, parted by |, in customers' own words.",
        "≤ 1,000 × 1,000",
        "在哪里交物业费|物业费可以扫码交吗|怎么缴物业费",
        "Where can I pay the fee?|Can I pay the management fee online?",
    ),
    "answer": Note(
        "必填。原样发给客户，请礼貌、简短、完整。",
        "Needed. Sent to the customer as it stands: polite, short and whole.",
        "1–4,000",
        "您可以在服务中心缴费，也可以扫描缴费单上的二维码。",
        "You can pay at the service centre or scan the code on your bill.",
    ),
    "language": Note(
        "答案的语言；不填时按问题的文字判断。",
        "The language of the answer; empty: told by the question's script.",
        "zh, en",
        "zh",
        "en",
    ),
    "category": Note("分类，便于查找。", "A category, to find it by.", "≤ 200", "费用", "Fees"),
    "keywords": Note("关键词，用 | 隔开。", "Keywords, parted by |.", "≤ 1,000 × 200", "物业费|缴费", "fee|bill"),
    "owner": Note(
        "负责内容的部门或同事，到期前会提醒。",
        "Who answers for the content and is reminded before it expires.",
        "≤ 200",
        "客户服务部",
        "Customer service",
    ),
    "valid_from": Note("从这一天起有效（含当天）。", "The first day it holds.", DAY, "2027-01-01", "2027-01-01"),
    "valid_until": Note("到这一天为止有效（含当天）。", "The last day it holds.", DAY, "", ""),
    "review_on": Note("到这一天请复核内容。", "The day to look at it again.", DAY, "2027-12-01", "2027-12-01"),
    "veto": Note(
        "客户的话里出现这些词时，不用这一条回答；用 | 隔开。",
        "Words in a message that keep this entry from answering it, parted by |.",
        "≤ 1,000 × 200",
        "商铺",
        "shop",
    ),
    "attachments": Note(
        "随答案发送的附件，用 | 隔开。", "What is sent with the answer, parted by |.", "≤ 1,000 × 200", "", ""
    ),
    "applies_to": Note(
        "适用的分店或客户等级，用 | 隔开；不填表示适用于所有人。",
        "The branches or customer levels it is for, parted by |; empty: everybody.",
        "≤ 1,000 × 200",
        "",
        "",
    ),
    "leads_to": Note(
        "答案只是告诉客户怎么报修、怎么投诉、怎么找人工时填写；客户已经到了那一步，就不再发送。",
        "For an answer that only says how to get to a form or a person; who is there already does not get it.",
        LEADS,
        "",
        "",
    ),
}

REMARKS = (
    (
        "以 # 开头的行是备注，不会导入；示例行就是这样。",
        "A row that begins with # is a remark and is not read, as the example.",
    ),
    ("文字本身含有 | 时请写成 \\|。", "A | that belongs to the text itself is written \\|."),
    ("单元格请用“文本”格式；含公式的单元格不会导入。", "Format cells as text; a cell with a formula is refused."),
    (
        "以 = + - @ 开头的文字，导出时前面会加一个 '，再导入时会去掉。",
        "A text that begins with = + - @ is exported with a ' before it, which is taken away when it is read.",
    ),
)

ROWS = 5_000
"""Rows whose language is chosen from a list."""


def template(locale: Locale = "zh") -> bytes:
    """The workbook, its columns named in this language."""
    from openpyxl import Workbook  # noqa: PLC0415 - a third of a second that only a workbook should cost

    workbook = Workbook()
    _fill(workbook.create_sheet("FAQ", 0), locale)
    _explain(workbook.create_sheet("说明 Notes", 1))
    del workbook["Sheet"]
    return saved(workbook)


def _fill(sheet: "Worksheet", locale: Locale) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.worksheet.cell_range import MultiCellRange  # noqa: PLC0415 - as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

    words = FIELD_WORDS[locale]
    sheet.append([words[name] for name in NOTES])
    sheet.append([note.example_zh if locale == "zh" else note.example_en for note in NOTES.values()])
    sheet.freeze_panes = "A2"
    for number, note in enumerate(NOTES.values()):
        column = sheet.column_dimensions[letters(number)]
        column.width = NARROW if note.allowed in {DAY, "zh, en", LEADS} else WIDE
        column.number_format = TEXT
        sheet[f"{letters(number)}1"].font = Font(bold=True)
    language = letters(list(NOTES).index("language"))
    spoken = DataValidation(
        type="list", formula1='"zh,en"', allow_blank=True, sqref=MultiCellRange(f"{language}2:{language}{ROWS}")
    )
    sheet.add_data_validation(spoken)
    lead = letters(list(NOTES).index("leads_to"))
    leading = f'"{LEADS.replace(", ", ",")}"'
    led = DataValidation(type="list", formula1=leading, allow_blank=True, sqref=MultiCellRange(f"{lead}2:{lead}{ROWS}"))
    sheet.add_data_validation(led)


def _explain(sheet: "Worksheet") -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    sheet.append(["列名", "Column", "说明", "Note", "允许的内容 Allowed"])
    for name, note in NOTES.items():
        sheet.append([HEADERS[name], name, note.zh, note.en, note.allowed])
    for zh, en in REMARKS:
        sheet.append(["", "", zh, en])
    for column, width in zip("ABCDE", (NARROW, NARROW, WIDE, WIDE, NARROW), strict=True):
        sheet.column_dimensions[column].width = width
        sheet[f"{column}1"].font = Font(bold=True)
