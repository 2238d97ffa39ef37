"""What a command needs of the past: a conversation's history and its lines in the ledger, what was broken when."""

from desk import commands as c
from desk.batch import Batch
from desk.ports import UnitOfWork


async def look_back(unit: UnitOfWork, given: c.Given, batch: Batch) -> None:
    """Load what a command asks about; most ask about nothing that is past."""
    match given.command:
        case c.ExcuseAll(since=since, until=until):
            for conversation, lines in await unit.broken(since, until):
                batch.own([conversation])
                batch.floor.ledger[conversation.id or 0] = lines
            for case, lines in await unit.broken_cases(since, until):
                batch.cases.bring([case])
                batch.floor.case_ledger[case.id or 0] = lines
        case c.Appeal() | c.JudgeAppeal():
            about = batch.about(given.subject)
            if about is not None and about.id is not None and about.id not in batch.floor.ledger:
                batch.floor.ledger[about.id] = await unit.ledger(about.id)
        case c.Why():
            about = batch.about(given.subject)
            if about is not None and about.id is not None and about.id not in batch.floor.histories:
                batch.floor.histories[about.id] = [*await unit.happened(about.id), *batch.news_of(about.id)]
        case _:
            pass
