"""The edges where bytes from outside come in: what is behind each gives a value or a clear refusal, and nothing else.

Hypothesis and atheris throw at the same functions, and what either has found is kept in `corpus`, a folder for each
edge, and thrown again in every run.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from bot.webhook import update_in
from desk.errors import BadRules
from desk.library.live import LiveLibrary
from desk.rules.editions import Names, Sources, read_sources
from faq import KnowledgeBase
from faq.files.problem import LibraryError
from faq.files.reading import parse
from faq.files.template import template
from handlers.buttons import MOST, pack, unpack

CORPUS = Path(__file__).parent / "corpus"
_ROOT = Path(__file__).resolve().parents[2]
_NAMED = LiveLibrary(
    KnowledgeBase(()), entry_ids=frozenset({"fee", "a-long-name-of-an-entry-about-taps-at-night"})
).named
_SHEET = "xl/worksheets/sheet1.xml"
_NAMES = Names(rules="rules.toml", hours="hours.toml", rota="rota.toml")


def _library(suffix: str) -> Callable[[bytes], None]:
    def edge(content: bytes) -> None:
        refusal: LibraryError | None = None
        try:
            parse(f"library{suffix}", content)
        except LibraryError as error:
            refusal = error
        if refusal is not None:
            assert refusal.problems
            assert all(problem.file and problem.what for problem in refusal.problems)
            assert all(refusal.in_words("zh"))

    return edge


@cache
def _sound_parts() -> Mapping[str, bytes]:
    with ZipFile(BytesIO(template("zh"))) as sound:
        return {part: sound.read(part) for part in sound.namelist()}


def _sheet(content: bytes) -> None:
    """A workbook whose parts are all sound but its sheet."""
    packed = BytesIO()
    with ZipFile(packed, "w") as made:
        for part, sound in _sound_parts().items():
            made.writestr(part, content if part == _SHEET else sound)
    EDGES["xlsx"](packed.getvalue())


def _toml(name: str) -> Callable[[bytes], None]:
    def edge(content: bytes) -> None:
        text = content.decode("utf-8", "replace")  # what is no UTF-8 is refused before it is read
        refusal = "none"
        try:
            read_sources(Sources(**{name: text}), _NAMES)
        except BadRules as error:
            refusal = str(error)
        assert refusal.strip()

    return edge


def _button(content: bytes) -> None:
    data = content.decode("utf-8", "replace")
    read = unpack(data, _NAMED)
    assert read is None or (pack(read) == data and len(data.encode()) <= MOST)


def _request(content: bytes) -> None:
    update = update_in(content)
    assert update is None or 0 <= update["update_id"] < 1 << 63


EDGES: Mapping[str, Callable[[bytes], None]] = {
    "yaml": _library(".yaml"),
    "jsonl": _library(".jsonl"),
    "csv": _library(".csv"),
    "xlsx": _library(".xlsx"),
    "sheet": _sheet,
    "rules": _toml("rules"),
    "hours": _toml("hours"),
    "rota": _toml("rota"),
    "button": _button,
    "request": _request,
}
"""Takes bytes; whatever it raises is a find."""

_YAML = """# ours
- id: fee
  question: 物业费怎么交？
  variants: [交物业费, "how: to pay"]
  veto: [银行]
  answer: |
    在线上交。
    Under "Bills".
- question: When is the office open?
  language: en
  valid_until: 2027-01-31
  answer: From 8:30 to 18:00.
"""
_JSONL = (
    '{"id": "fee", "question": "物业费怎么交？", "variants": ["交费"], "answer": "在线上交"}\n'
    '{"question": "Open?", "answer": "8"}\n'
)
_CSV = 'question,variants,answer\n物业费怎么交？,交费|多少钱,"在线上交, ""Bills"""\nOpen?,,Eight\n'
_BUTTONS = ("1t:1:2", "1r:1:2:3", "1s:1:2fee", "1yfee", "1p", "1dt:900099", "1db:7", "1os:1:2", "1am:1:2", "1cfee")


def seeds(edge: str) -> Iterable[bytes]:
    """Return sound bytes of an edge, to begin from."""
    match edge:
        case "yaml":
            return [_YAML.encode(), (_ROOT / "faq/example/zh.yaml").read_bytes()[:3000]]
        case "jsonl":
            return [_JSONL.encode()]
        case "csv":
            return [_CSV.encode(), _CSV.encode("gb18030"), _CSV.encode("utf-16")]
        case "xlsx":
            return [template("zh"), template("en")]
        case "sheet":
            return [_sound_parts()[_SHEET]]
        case "button":
            return [data.encode() for data in _BUTTONS]
        case "request":
            return [b'{"update_id": 1, "message": {"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}}}']
        case _:
            return [(_ROOT / f"docs/examples/{edge}.toml").read_bytes()]


def kept(edge: str) -> list[Path]:
    """Return what was found at an edge before."""
    return sorted((CORPUS / edge).glob("*")) if (CORPUS / edge).is_dir() else []
