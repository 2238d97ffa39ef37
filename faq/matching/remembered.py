"""Thresholds remembered: they follow from the library alone, so what was measured once need not be measured again."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from faq.matching.calibration import Thresholds


@dataclass(frozen=True, slots=True)
class Measured:
    """Thresholds with a digest of all they were measured on."""

    basis: str
    thresholds: Thresholds


def measured_beside(library: Path) -> Measured | None:
    """What is remembered of a library in a folder, in its file `measured.json`; None where there is none to be read.

    It is only believed for the very library it was measured on, so nothing depends on its being there.
    """
    try:
        stored: dict[str, Any] = json.loads(_beside(library).read_text("utf-8"))
        return Measured(stored["basis"], Thresholds(**stored["thresholds"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember_beside(library: Path, measured: Measured) -> None:
    """Write what is to be remembered into the library's folder."""
    text = json.dumps(asdict(measured), ensure_ascii=False, indent=1)
    _beside(library).write_text(f"{text}\n", "utf-8")


def _beside(library: Path) -> Path:
    return library / "measured.json"
