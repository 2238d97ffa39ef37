"""The units that can be responsible, by name or by a short code that fits a button."""

from collections.abc import Iterable
from hashlib import blake2b


def code_of(unit: str) -> str:
    """Return the code of a unit: 8 signs, the same wherever it stands among the others."""
    return blake2b(unit.encode(), digest_size=4).hexdigest()


def unit_of(units: Iterable[str], told: str) -> str | None:
    """Return the unit meant by its name or code, or None if there is none."""
    return next((unit for unit in units if told in {unit, code_of(unit)}), None)
