"""Notices as rows and back: of every type a letter may carry, by its name."""

from collections.abc import Mapping

from desk.cases.all_notices import CASE_NOTICES
from desk.customers.notices import FILE_NOTICES
from desk.learning.notices import LEARNING_NOTICES
from desk.library.notices import LIBRARY_NOTICES
from desk.notices import NOTICES, Notice
from desk.reports.asked import REPORT_NOTICES
from storage import codec

_NOTICES = (*NOTICES, *LIBRARY_NOTICES, *LEARNING_NOTICES, *CASE_NOTICES, *FILE_NOTICES, *REPORT_NOTICES)
NOTICES_BY_NAME: Mapping[str, type[Notice]] = {kind.__name__: kind for kind in _NOTICES}


def notice(name: str, body: str) -> Notice:
    """Return the notice a row holds."""
    return codec.decode(NOTICES_BY_NAME[name], body)
