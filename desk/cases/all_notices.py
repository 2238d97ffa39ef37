"""Every notice about cases, of all areas, for the codec and the words."""

from desk.cases.callbacks.notices import CALLBACK_NOTICES
from desk.cases.complaints.notices import COMPLAINT_NOTICES
from desk.cases.ledger_asked import LEDGER_NOTICES
from desk.cases.notices import COMMON_NOTICES
from desk.cases.outcomes import CaseTold
from desk.cases.repairs.notices import REPAIR_NOTICES
from desk.notices.notice import Notice

CASE_NOTICES: tuple[type[Notice], ...] = (
    *COMMON_NOTICES,
    *CALLBACK_NOTICES,
    *COMPLAINT_NOTICES,
    *REPAIR_NOTICES,
    *LEDGER_NOTICES,
    CaseTold,
)
