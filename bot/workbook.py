"""A workbook written line by line, however many lines there are: a sheet of texts and numbers, nothing that computes.

A library that keeps a cell as an object needs a quarter of a millisecond for a line of twenty; a ledger of a hundred
thousand lines is to be had while one waits. So the few parts an .xlsx file must have are written here.
"""

from collections.abc import Iterable, Sequence
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

Cell = str | int | float | None

MOST_LINES: Final = 1_048_576
"""Lines of a sheet, the header too; what is more goes on another."""

_FLUSH = 500
_FAST = 1


class Workbook:
    """An .xlsx file in the making; every sheet begins with the header, which stays in sight."""

    def __init__(self, file: IO[bytes], title: str, header: Sequence[str], widths: Sequence[int]) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_FAST)
        self._title = title
        self._header = header
        self._widths = widths
        self._lines: list[str] = []
        self._room = 0
        self._sheets = 0
        self._begin()

    def line(self, cells: Sequence[Cell]) -> None:
        """Write one line."""
        self.lines([[self.written(cell) for cell in cells]])

    def lines(self, lines: Iterable[Sequence[str]]) -> None:
        """Write lines whose cells are `written`."""
        for cells in lines:
            if self._room == 0:
                self._end()
                self._begin()
            self._room -= 1
            self._lines.append(f"<row>{''.join(cells)}</row>")
            if len(self._lines) >= _FLUSH:
                self._flush()

    def written(self, cell: Cell) -> str:
        """Return a cell as it stands in the file."""
        if cell is None or cell == "":
            return "<c/>"
        if isinstance(cell, str):
            text = escape(cell) if "&" in cell or "<" in cell or ">" in cell else cell
            return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        return f"<c><v>{cell}</v></c>"

    def close(self) -> None:
        """Write what a workbook has beside its sheets."""
        self._end()
        for name, text in _parts(self._title, self._sheets).items():
            self._zip.writestr(name, text)
        self._zip.close()

    def _begin(self) -> None:
        self._sheets += 1
        self._sheet = self._zip.open(f"xl/worksheets/sheet{self._sheets}.xml", "w", force_zip64=True)
        columns = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
            for place, width in enumerate(self._widths, start=1)
        )
        self._lines = [_SHEET.format(columns=columns)]
        self._room = MOST_LINES
        self.line(self._header)

    def _flush(self) -> None:
        self._sheet.write("".join(self._lines).encode())
        self._lines.clear()

    def _end(self) -> None:
        self._lines.append("</sheetData></worksheet>")
        self._flush()
        self._sheet.close()


def _parts(title: str, sheets: int) -> dict[str, str]:
    """Return everything but the sheets, by its name in the file."""
    numbers = range(1, sheets + 1)
    names = [title if number == 1 else f"{title} {number}" for number in numbers]
    return {
        "[Content_Types].xml": _HEAD
        + f'<Types xmlns="{_PACKAGE}/content-types">'
        + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        + f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            for number in numbers
        )
        + "</Types>",
        "_rels/.rels": _related([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _related(
            [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
            + [(f"rId{sheets + 1}", "styles", "styles.xml")]
        ),
        "xl/workbook.xml": _HEAD
        + f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>'
        + "".join(
            f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
            for number, name in zip(numbers, names, strict=True)
        )
        + "</sheets></workbook>",
        "xl/styles.xml": _HEAD
        + f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        + '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        + '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        + '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    }


def _related(parts: Sequence[tuple[str, str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{name}" Type="{_RELATED}/{kind}" Target="{target}"/>' for name, kind, target in parts
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_PACKAGE = f"{_OPEN}/package/2006"
_MAIN = f"{_OPEN}/spreadsheetml/2006/main"
_RELATED = f"{_OPEN}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    "<cols>{columns}</cols><sheetData>"
)
