"""The version of a library: a sum over its entries, so that one changed entry does not mean reading all the others."""

import hashlib

from faq.entry import Entry

BITS = 64


def number(entry: Entry) -> int:
    """A number that is another for any other content."""
    content = repr(entry).encode("utf-8", "backslashreplace")
    return int.from_bytes(hashlib.sha256(content).digest()[: BITS // 8])


def digest(*parts: object) -> str:
    """Sixteen hexadecimal digits that are others for any other parts."""
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def written(total: int) -> str:
    """The sum of the numbers of all entries as sixteen hexadecimal digits."""
    return f"{total % (1 << BITS):016x}"
