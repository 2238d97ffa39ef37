"""What a batch about cases and forms needs from storage; most batches need none of it."""

from collections.abc import Iterable, Sequence

from desk import commands as c
from desk.batch import Batch
from desk.cases import commands as k
from desk.cases.complaints.commands import TurnIntoComplaint
from desk.cases.repairs.commands import FinishWork, TakeEmergency
from desk.people import Role
from desk.ports import Loaded, UnitOfWork
from desk.service.rating import says_low
from desk.shifts.answering import leaves
from faq.danger import in_danger
from faq.text import fold

_LISTED = 500
_PASSED_OVER = (c.React, c.Block, c.Unblock)
"""What no case and no form ever has to do with."""


async def open_cases(unit: UnitOfWork, todo: Sequence[c.Given], batch: Batch, loaded: Loaded) -> None:
    """Load the forms and cases of whoever speaks or is spoken to, and the cases that are named."""
    heard = [one for one in todo if not isinstance(one.command, _PASSED_OVER)]
    chats = {chat for one in heard if (chat := _chat(one, batch)) is not None}
    if with_form := chats & loaded.forms:
        batch.floor.forms.update(await unit.forms(with_form))
    named = {one.subject.case_id for one in heard if isinstance(one.subject, c.OfCase)}
    numbers = {one.command.number for one in heard if isinstance(one.command, k.ShowByNumber | k.OnCase)}
    owners = chats & loaded.cases
    reported = {form.case for form in batch.floor.forms.values() if form.case is not None}
    if named or reported:
        brought = await unit.cases(named | reported)
        batch.cases.bring(brought)
        if any(isinstance(one.command, TakeEmergency) for one in heard):
            talks = await unit.load({c.OfCustomer(one.customer) for one in brought})
            batch.own([talk for talk in talks.conversations.values() if talk is not None])
    if owners:
        batch.cases.bring(await unit.cases_of(owners))
    for worker in sorted(_workers(heard, batch)):
        batch.cases.bring(await unit.cases_with(worker))
    if gone := {who for one in heard if isinstance(one.command, c.Remove) and (who := leaves(one, batch.floor))}:
        batch.cases.bring([case for who in sorted(gone) for case in await unit.cases_with(who)])
    if numbers - {None}:
        batch.cases.bring(await unit.cases_numbered({one for one in numbers if one is not None}))
    await _look_back(unit, [_asked(one.command) for one in heard], batch)
    if any(isinstance(one.command, k.ShowCases) and not isinstance(one.subject, c.OfTopic) for one in heard):
        batch.cases.listed = await unit.open_cases(_LISTED)
    if any(_may_file(one.command, with_form=bool(batch.floor.forms)) for one in heard):
        batch.floor.case_counters = await unit.case_counters()


async def _look_back(unit: UnitOfWork, asked: Iterable[c.Command], batch: Batch) -> None:
    """Load what is asked of the past of cases: what has happened, and their lines in the ledger."""
    for command in asked:
        if isinstance(command, k.WhyCase):
            batch.cases.histories = {number: await unit.case_history(number) for number in batch.cases.ids}
        elif isinstance(command, k.AppealCase | k.JudgeCaseAppeal):
            batch.floor.case_ledger.update({number: await unit.case_lines(number) for number in batch.cases.ids})


def reporters(todo: Iterable[c.Given]) -> set[c.Subject]:
    """Return the private chats in which workers will be asked for a report."""
    asked = (_asked(one.command) for one in todo)
    return {c.OfCustomer(one.agent) for one in asked if isinstance(one, FinishWork)}


def _workers(heard: Iterable[c.Given], batch: Batch) -> set[int]:
    """Return the workers who write in private, or ask something about the order they have."""
    said = (one.subject for one in heard if isinstance(one.command, c.Say))
    who = {subject.chat_id for subject in said if isinstance(subject, c.OfCustomer)}
    who |= {one.command.agent for one in heard if isinstance(one.command, k.OnCase) and one.command.number is None}
    return {one for one in who if one in batch.floor.agents and batch.floor.agents[one].role is Role.WORKER}


def _asked(command: c.Command) -> c.Command:
    return command.asked if isinstance(command, k.OnCase) else command


def _may_file(command: c.Command, *, with_form: bool) -> bool:
    """Tell whether a case may come of it: all others wait while the numbers are held."""
    if isinstance(command, c.Say | c.Correct):
        return with_form or says_low(command.content.text) or in_danger(fold(command.content.text))
    return isinstance(_asked(command), c.FormCommand | c.Rate | TurnIntoComplaint)


def _chat(given: c.Given, batch: Batch) -> int | None:
    if isinstance(given.subject, c.OfCustomer):
        return given.subject.chat_id
    conversation = batch.about(given.subject)
    return conversation.customer if conversation is not None else None
