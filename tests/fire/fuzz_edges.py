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


def main(edge: str, seconds: str, folder: str) -> None:
    """Throw at an edge for so long."""
    atheris: Any = import_module("atheris")  # only where it is installed

    with atheris.instrument_imports(include=PACKAGES):
        from tests.fuzz.edges import EDGES, kept, seeds  # noqa: PLC0415 - watched from here on

    corpus = Path(folder) / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate([*seeds(edge), *(path.read_bytes() for path in kept(edge))]):
        (corpus / f"seed{number}").write_bytes(content)
    options: list[Any] = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", "-max_len=20000", "-timeout=20"]
    atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=1024", str(corpus)], EDGES[edge])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
