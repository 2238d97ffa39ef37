"""What can be wrong with a library file, in the two languages of its keepers; every sentence says how to mend it."""

from faq.files.headers import HEADERS
from faq.files.problem import Problem

SENTENCES: dict[str, tuple[str, str]] = {
    # of a field
    "needed": ("This field is needed; write a text.", "必填，请写上文字。"),
    "empty": ("This field must not be empty; write a text.", "必填，不能为空，请写上文字。"),
    "no_field": ("There is no such field. There are: {fields}.", "没有这个字段。可用的字段：{fields_zh}。"),
    "twice": (
        "This field stands twice in one entry; keep one of them.",
        "同一条里这个字段出现了两次，请只保留一个。",
    ),
    "list": ("This field is a list, even with a single text: [text].", "这里要写成列表，只有一项也要写成 [文字]。"),
    "many": (
        "{count:,} items; more than {most:,} are not read.",
        "共 {count:,} 项，最多 {most:,} 项，请删去一些。",
    ),
    "empty_item": (
        "An item of this list is empty; write a text or take the line out.",
        "列表里有一项是空的，请写上文字或删去这一项。",
    ),
    "nested": ("A list stands where one text belongs.", "这里只能写一段文字，不能写列表。"),
    "kind": (
        '{written} reads as {kind}, not as a text; put it in quotes: "{written}".',
        '{written} 会被当成{kind_zh}而不是文字，请加上引号："{written}"。',
    ),
    "fields": (
        "{written} reads as {kind}, not as a text; an entry has no fields within fields.",
        "{written} 会被当成{kind_zh}而不是文字；字段里面不能再有字段。",
    ),
    "cell_kind": (
        "This cell holds {kind}, {written}; format the cell as text and write it again.",
        "这个单元格里是{kind_zh}：{written}。请把单元格格式改成“文本”后重新填写。",
    ),
    "formula": (
        "This cell holds a formula; write the text itself, or paste it as a value.",
        "这个单元格里是公式，请改成文字（复制后“粘贴为值”）。",
    ),
    "control": (
        "There is an invisible control character in it ({sign}); type the text again.",
        "里面有看不见的控制字符（{sign}），请重新输入这段文字。",
    ),
    "long": (
        "{count:,} characters; at most {most:,} fit. Shorten it.",
        "共 {count:,} 个字，最多 {most:,} 个字，请缩短。",
    ),
    "language": (
        "“{written}” is not spoken here; write zh or en.",
        "不支持“{written}”，请写 zh（中文）或 en（英文）。",
    ),
    "lead": (
        "An answer does not lead to “{written}”; write repair, complaint or person, or leave it empty.",
        "不能引向“{written}”，请写 repair（报修）、complaint（投诉）或 person（人工），或者不填。",
    ),
    "date": (
        "This is no date; write year-month-day, such as 2027-01-31.",
        "这不是日期，请按“年-月-日”填写，例如 2027-01-31。",
    ),
    "remark": (
        "An id must not begin with #, which marks a remark; write another one.",
        "编号不能以 # 开头（# 开头的行是备注），请换一个。",
    ),
    # of an entry
    "many_fields": (
        "{count:,} fields; an entry has {most} at most. Look for a missing line end or a missing bracket.",
        "这一条有 {count:,} 个字段，最多 {most} 个。请检查是否漏了换行或括号。",
    ),
    "no_letter": (
        "There is no letter in it that could be looked for; write the question in words.",
        "里面没有可以查找的文字，请用文字写出问题。",
    ),
    "backwards": (
        "It ends before it begins on {begin}; exchange the two dates.",
        "失效日期早于生效日期 {begin}，请对调两个日期。",
    ),
    "own_veto": (
        "“{word}” stands in a phrasing of this very entry, which could so never be found.",
        "“{word}”出现在这一条自己的问法里，这样它永远匹配不到，请删去其中一个。",
    ),
    "same_id": (
        "“{id}” is taken by the entry at {place}; an id belongs to one entry.",
        "编号“{id}”已被{place_zh}使用，请换一个编号。",
    ),
    "same_question": (
        "It asks the same as “{id}” at {place}; make one entry of the two.",
        "和{place_zh}的“{id}”问的是同一个问题，请合并成一条。",
    ),
    # of a file
    "not_yaml": (
        "This is not YAML: {why}. {remedy}",
        "这里不符合 YAML 格式（{why}）。请检查这一行前面的符号和缩进；含冒号的文字要加引号。",
    ),
    "not_a_list": (
        'The file must be a list: begin every entry with "- id: …".',
        "文件要写成列表，每一条都以“- id: …”开头。",
    ),
    "not_an_entry": (
        'An entry is a list of fields: write "- id: …" and so on.',
        "每一条要由字段组成，请写成“- id: …”的样子。",
    ),
    "reference": (
        "References (&name, *name) are not read here; write the text out, in quotes if it begins with such a sign.",
        "这里不支持引用（&名称、*名称），请直接写出文字；文字以 & 或 * 开头时请加引号。",
    ),
    "deep": ("Lists within lists within lists: an entry is flat.", "列表套得太深，一条里只能有一层列表。"),
    "not_json": (
        "This is not JSON: {why}. Write one whole entry on one line.",
        "这一行不是 JSON（{why}）。请在一行里写完整的一条。",
    ),
    "not_an_object": (
        'An entry is an object: {{"id": "…", "question": "…"}}.',
        '每一行要写成一个对象：{{"id": "…", "question": "…"}}。',
    ),
    "not_csv": (
        "This is not CSV: {why}. Look for a quotation mark that is never closed.",
        "这一行不符合 CSV 格式（{why}）。请检查是否有没有配对的引号。",
    ),
    "not_xlsx": (
        "This is no XLSX workbook; open it in a spreadsheet program and save it as .xlsx.",
        "这不是 XLSX 工作簿，请用表格软件打开后另存为 .xlsx。",
    ),
    "locked": (
        "This is an old .xls file or one with a password; save it as .xlsx without a password.",
        "这是旧的 .xls 文件或带密码的文件，请另存为不带密码的 .xlsx。",
    ),
    "bomb": (
        "Unpacked it would be larger than {most:,} bytes or far larger than packed; it is not opened.",
        "解压后超过 {most:,} 字节，或压缩比异常，为安全起见没有打开。",
    ),
    "doctype": (
        "{part} in the workbook defines entities, as no spreadsheet program does; it is not opened.",
        "工作簿的 {part} 里有自定义实体，正常的表格软件不会这样，为安全起见没有打开。",
    ),
    "no_header": (
        "The first row must name the columns: {fields}.",
        "第一行必须是列名：{fields_zh}。",
    ),
    "no_column": (
        "“{written}” in column {column} is no column that is known. There are: {fields}.",
        "{column} 列的列名“{written}”不认识。可用的列名：{fields_zh}。",
    ),
    "unnamed_column": (
        "Something stands in column {column}, which has no name in the first row; name the column or empty it.",
        "{column} 列有内容，但第一行没有写列名，请补上列名或清空这一列。",
    ),
    "twice_named": (
        "Two columns have this name; keep one of them.",
        "有两列都叫这个名字，请只保留一列。",
    ),
    "wide": (
        "More than {most} columns; take out those that are not needed.",
        "超过 {most} 列，请删去用不到的列。",
    ),
    "kind_of_file": (
        "This kind of file is not read; save it as one of {kinds}.",
        "不支持这种文件，请另存为以下格式之一：{kinds}。",
    ),
    "no_library": ("No library file is in this folder ({kinds}).", "这个文件夹里没有知识库文件（{kinds}）。"),
    "no_entry": ("There is no entry in it.", "里面一条内容也没有。"),
    "closed": (
        "It cannot be opened ({why}); check the path and the right to read it.",
        "打不开文件（{why}），请检查路径和读取权限。",
    ),
    "large": ("Larger than {most:,} bytes; split it into several files.", "文件超过 {most:,} 字节，请拆成几个文件。"),
    "encoding": (
        "This is not UTF-8; save the file again with the encoding UTF-8.",
        "文件编码不是 UTF-8，请用 UTF-8 编码重新保存。",
    ),
    "table_encoding": (
        "The encoding is neither UTF-8 nor GB18030; save the file again as “CSV UTF-8”.",
        "文件编码既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”。",
    ),
    "entries": (
        "More than {most:,} entries; the rest is not read. Retire old ones or split the library.",
        "超过 {most:,} 条，后面的没有读取。请停用旧的条目，或拆成几个文件。",
    ),
    "problems": (
        "More than {most:,} problems; what follows was not looked at.",
        "问题超过 {most:,} 个，后面的没有再检查。",
    ),
}
"""Code → the sentence in English and in Chinese."""

KINDS = {
    "a number": "数字",
    "a yes or no": "是/否",
    "a date": "日期",
    "a time": "时间",
    "a list": "列表",
    "a list of fields": "一组字段",
    "an error": "错误值",
}
"""What a machine takes a value for, in Chinese."""


def complain(file: str, line: int, field: str, code: str, **values: object) -> Problem:
    """A problem in both languages."""
    en, zh = SENTENCES[code]
    known = {"fields": ", ".join(HEADERS), "fields_zh": "、".join(HEADERS.values()), **values}
    if "kind" in values:
        known["kind_zh"] = KINDS.get(str(values["kind"]), str(values["kind"]))
    return Problem(file, line, field, en.format(**known), zh.format(**known), code)
