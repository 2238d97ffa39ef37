"""`python -m bot restore`: a backup put back into a database of either kind, all of it or nothing."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.past_asked import parser, wrong
from bot.places import database_url
from bot.settings import BadSettings, read_settings
from desk.errors import DeskError, StorageDown
from storage.errors import InUse
from storage.restore import restore


def main(arguments: Sequence[str]) -> int:
    """Restore; the exit code: 1 where the database is in use or away, 2 where the question was wrong."""
    asked = parser("restore", "fill the database that DESK_DATABASE_URL names from a backup")
    asked.add_argument("file", type=Path, metavar="FILE", help="what `backup` has written, on this kind or the other")
    asked.add_argument("--replace", action="store_true", help="yes, what the database holds now may go")
    given = asked.parse_args(arguments)
    try:
        found = asyncio.run(restore(database_url(read_settings()), given.file, replace=given.replace))
    except (InUse, StorageDown) as error:
        wrong(str(error))
        return 1
    except (BadSettings, DeskError) as error:
        return wrong(str(error))
    rows = sum(found.rows.values())
    sys.stdout.write(f"restored as of {found.made_at:%Y-%m-%d %H:%M:%S} UTC: {rows} rows of {len(found.rows)} tables\n")
    sys.stdout.write("letters not sent then may have been sent since: such a copy says so\n")
    return 0
