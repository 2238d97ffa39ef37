"""One edge under atheris, led by what its bytes reach: `python -m tests.fire.fuzz_edges EDGE SECONDS FOLDER`.

Whatever is found lies in FOLDER afterwards, to be kept in `tests/fuzz/corpus`; the exit code is 0 if nothing was.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

PACKAGES = [
    *("faq.files", "desk.rules", "desk.hours", "desk.shifts.rota_file", "desk.toml_page", "desk.spans"),
    "handlers",
]
"""Whose code is watched."""

_LONGEST_WORD = 60
"""Bytes that libFuzzer takes for a word."""


def main(edge: str, seconds: str, folder: str) -> None:
    """Throw at an edge for so long."""
    atheris: Any = import_module("atheris")  # only where it is installed

    with atheris.instrument_imports(include=PACKAGES):
        from tests.fuzz.edges import EDGES, kept, seeds  # noqa: PLC0415 - watched from here on
    from tests.fuzz.mutations import TOKENS  # noqa: PLC0415 - not watched

    corpus = Path(folder) / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate([*seeds(edge), *(path.read_bytes() for path in kept(edge))]):
        (corpus / f"seed{number}").write_bytes(content)
    words = Path(folder) / "words" / "tokens"
    words.parent.mkdir(exist_ok=True)
    words.write_text("".join(f'"{_escaped(token)}"\n' for token in TOKENS if 0 < len(token) < _LONGEST_WORD))
    options: list[Any] = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", "-max_len=20000", "-timeout=20"]
    atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=1024", f"-dict={words}", str(corpus)], EDGES[edge])
    atheris.Fuzz()


def _escaped(token: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in token)


if __name__ == "__main__":
    main(*sys.argv[1:])
