"""A question that leans on the one before it: 那周末呢, what about children."""

import re

_leans = re.compile(r"(?:那么|那|如果是?|要是|换成|(?:and )?(?:what|how) about|and if|and|what if)\s*(.+)")


def leaning(key: str) -> str | None:
    """What a normalised question asks beyond the last one, or None where it stands on its own."""
    found = _leans.fullmatch(key)
    return found[1].removesuffix("呢").strip() if found else None
