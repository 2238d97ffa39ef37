"""The picture of the states."""

from pathlib import Path

from desk.diagram import mermaid

_ARCHITECTURE = Path(__file__).parents[3] / "docs" / "architecture.md"


def test_the_picture_in_the_documents_is_drawn_from_the_table() -> None:
    text = _ARCHITECTURE.read_text(encoding="utf-8")
    drawn = text.split("<!-- states -->")[1].split("<!-- /states -->")[0]
    assert drawn.strip() == f"```mermaid\n{mermaid()}\n```"


def test_the_picture_begins_with_the_bot_and_ends_with_the_close() -> None:
    lines = mermaid().splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("stateDiagram-v2", "    [*] --> BOT", "    CLOSED --> [*]")
