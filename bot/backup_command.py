"""`python -m bot backup`: everything the database holds, in one file, while the desk runs."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.clock import WallClock
from bot.past_asked import parser, wrong
from bot.places import database_url
from bot.settings import BadSettings, read_settings
from desk.errors import DeskError, StorageDown
from storage.backup import back_up
from storage.errors import CannotKeep


def main(arguments: Sequence[str]) -> int:
    """Back up; the exit code: 1 where the disk or the database would not, 2 where the question was wrong."""
    asked = parser("backup", "write everything the database holds into a file, while the desk runs")
    asked.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet; only you will read it")
    given = asked.parse_args(arguments)
    try:
        made = asyncio.run(back_up(database_url(read_settings()), given.file, WallClock().now()))
    except (CannotKeep, StorageDown) as error:
        wrong(str(error))
        return 1
    except (BadSettings, DeskError) as error:
        return wrong(str(error))
    rows = sum(made.rows.values())
    size = given.file.stat().st_size
    sys.stdout.write(
        f"{given.file}: {rows} rows of {len(made.rows)} tables at revision {made.revision}, {size} bytes\n"
    )
    return 0
