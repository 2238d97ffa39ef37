"""The commands that look and tell, or make ready: check, migrate."""

import sys

from bot.check import findings
from bot.clock import WallClock
from bot.places import database_url
from bot.settings import Settings
from desk.errors import DeskError
from storage.migrations import migrate


async def run_check(settings: Settings) -> int:
    """Print every finding with its remedy; 1 if anything is wrong beyond doubt."""
    found_wrong = False
    async for finding in findings(settings, WallClock(), database_url(settings)):
        mark = "✓" if finding.wrong is None else "!" if finding.doubt else "✗"
        sys.stdout.write(f"{mark} {finding.what}" + (f": {finding.wrong}" if finding.wrong else "") + "\n")
        if finding.wrong and finding.remedy:
            sys.stdout.write(f"  → {finding.remedy}\n")
        found_wrong = found_wrong or mark == "✗"
    return int(found_wrong)


async def run_migrate(settings: Settings) -> int:
    """Bring the database up to this version."""
    try:
        await migrate(database_url(settings))
    except DeskError as error:
        sys.stderr.write(f"frontdesk: {error}\n")
        return 2
    sys.stdout.write("the database is up to this version\n")
    return 0
