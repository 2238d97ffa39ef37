"""A database, opened to look back: what was recorded, and the rules it was recorded under."""

from typing import Self

from desk.audit.deed import DESK
from storage import migrations
from storage.audit import SqlAudit
from storage.case_past import SqlCasePast
from storage.connections import Connections, address
from storage.past import SqlPast
from storage.presence import Alone, presence
from storage.rulebook import SqlRulebook


class Archive:
    """What is on record in a database; whoever only asks for it needs nothing of what the desk works with."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.past = SqlPast(connections)
        self.case_past = SqlCasePast(connections)
        self.rulebook = SqlRulebook(connections)
        self.audit = SqlAudit(connections)
        self.presence = presence(connections)

    @classmethod
    async def open(cls, url: str, doer: str = DESK) -> Self:
        """Open a database ready for use: an SQLite file is made and migrated, PostgreSQL must have been.

        `doer` is who answers for what is written through it and names nobody.

        Raises:
            BadAddress: the address names no database we can use.
            InUse: another process works on the SQLite file, whose tables have to change.
            NewerDatabase: a later version of the program has been here.
            NotMigrated: PostgreSQL waits for `migrate`.
            StorageDown: it does not answer.
        """
        opened = cls(Connections(address(url), doer=doer))
        try:
            await opened.make_ready()
        except BaseException:
            await opened.close()
            raise
        return opened

    async def close(self) -> None:
        """Let every connection go, and our place with them."""
        await self.presence.leave()
        await self._connections.close()

    async def make_ready(self) -> None:
        """Bring the tables of an SQLite file up to this version; those on PostgreSQL must have been."""
        if isinstance(self.presence, Alone):
            await migrations.migrate_file(self._connections, self.presence)
        else:
            await migrations.require_newest(self._connections)
