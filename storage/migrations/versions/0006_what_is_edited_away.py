"""What is edited away: whatever asks staff to take somebody is found again where it was said, once it is over."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    asks = where("type IN ('OfferMade', 'OfferCall', 'TransferWanted', 'TransferCall', 'OpenToAll')")
    op.drop_index("offers_sent", table_name="outbox")
    op.create_index("offers_sent", "outbox", ["key"], unique=False, **asks)


def where(condition: str) -> dict[str, Any]:
    """Say it to whichever database it is."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
