"""One edge under atheris, led by what its bytes reach: `python -m tests.fire.fuzz_edges EDGE SECONDS FOLDER`.

The edge `update` is a whole desk: of the bytes Hypothesis makes updates, as it does in `tests/fuzz/test_updates.py`.

Whatever is found lies in FOLDER afterwards, to be kept in `tests/fuzz/corpus`; the exit code is 0 if nothing was.
"""

import asyncio
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

UPDATE = "update"
PACKAGES = [
    *("faq.files", "desk.rules", "desk.hours", "desk.shifts.rota_file", "desk.toml_page", "desk.spans"),
    *("handlers", "bot.webhook", "bot.updates", "bot.intake", "bot.understanding", "bot.hiding"),
]
"""Whose code is watched."""

_LONGEST_WORD = 60
"""Bytes that libFuzzer takes for a word."""


def main(edge: str, seconds: str, folder: str) -> None:
    """Throw at an edge for so long."""
    atheris: Any = import_module("atheris")  # only where it is installed

    with atheris.instrument_imports(include=PACKAGES):
        from tests.fuzz.edges import EDGES, kept, seeds  # noqa: PLC0415 - watched from here on
        from tests.fuzz.mutations import TOKENS  # noqa: PLC0415 - likewise

        thrown = _at_a_desk(Path(folder) / "desk") if edge == UPDATE else EDGES[edge]
    corpus, words = (Path(folder) / name for name in ("corpus", "words"))
    corpus.mkdir(parents=True, exist_ok=True)
    words.mkdir(exist_ok=True)
    begun_from = [] if edge == UPDATE else [*seeds(edge), *(path.read_bytes() for path in kept(edge))]
    for number, content in enumerate(begun_from):
        (corpus / f"seed{number}").write_bytes(content)
    (words / "tokens").write_text(
        "".join(f'"{_escaped(token)}"\n' for token in TOKENS if 0 < len(token) < _LONGEST_WORD)
    )
    options: list[Any] = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", "-timeout=20"]
    options += ["-max_len=400", "-len_control=0"] if edge == UPDATE else ["-max_len=20000"]
    options += ["-rss_limit_mb=1024", f"-dict={words / 'tokens'}", str(corpus)]
    atheris.Setup([sys.argv[0], *options], thrown)
    atheris.Fuzz()


def _at_a_desk(folder: Path) -> Callable[[bytes], None]:
    from storage.engine import migrate  # noqa: PLC0415 - watched if its caller says so
    from tests.fuzz.arrivals import arrivals  # noqa: PLC0415
    from tests.fuzz.hearing import heard  # noqa: PLC0415
    from tests.fuzz.mutations import odd  # noqa: PLC0415
    from tests.kit.cast import CHEN, LIN, WANG, ZHAO  # noqa: PLC0415
    from tests.kit.databases import sqlite_address  # noqa: PLC0415
    from tests.kit.doorway import doorway  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    file, runner = folder / "desk.sqlite3", asyncio.Runner()
    runner.run(migrate(sqlite_address(file)))
    here = runner.run(AsyncExitStack().enter_async_context(doorway(file, LIN, WANG, ZHAO, CHEN)))

    def holds(updates: list[dict[str, Any]]) -> None:
        runner.run(heard(here, updates))

    given_updates: Any = given(st.lists(odd(arrivals()), min_size=1, max_size=5))(holds)

    def thrown(content: bytes) -> None:
        given_updates.hypothesis.fuzz_one_input(content)

    return thrown


def _escaped(token: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in token)


if __name__ == "__main__":
    main(*sys.argv[1:])
