"""A case begins: a confirmed form gets a number, the customer hears it, the room sees it (RULES §4, §5)."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from hashlib import blake2b

from desk.cases import commands as c
from desk.cases import events as v
from desk.cases import notices as n
from desk.cases.clocks import started
from desk.cases.complaints.raising import on_filing
from desk.cases.kinds import CaseKind, Category, Channel, Class, Remedy
from desk.cases.proposing import class_of, goes_over_our_heads
from desk.cases.repairs import emergencies
from desk.cases.state import Case
from desk.cases.turn import CaseTurn, about
from desk.events import Clock
from desk.forms.form import Answer, Field, Filing, Form
from faq.text import language_of, normalise


def file(turn: CaseTurn, command: c.File) -> None:
    """Register it; the numbers of a series follow one another without a gap."""
    filing = command.filing
    form, at = filing.form, turn.moment(filing.at)
    kind = turn.case.kind
    words = " ".join(answer.text for answer in form.answers.values())
    klass = class_of(words, _amount(form)) if kind is CaseKind.COMPLAINT else Class.ORDINARY
    turn.happen(
        v.Filed(
            at=at,
            kind=kind,
            number=turn.floor.next_case_number(kind, turn.now),
            customer=command.customer,
            locale=command.locale,
            conversation=filing.conversation,
            channel=Channel.PHONE if filing.read_back_by is not None else Channel.CHAT,
            by=filing.read_back_by or form.agent,
            klass=klass,
            category=_category(form),
            wanted=_wanted(form),
            money=_amount(form),
            household=household_of(form),
            emergency=form.emergency,
            repeats=command.repeats,
            since=form.answers.get(Field.VISIT, Answer()).since,
            until=form.answers.get(Field.VISIT, Answer()).until,
            over_head=kind is CaseKind.COMPLAINT and goes_over_our_heads(words),
        )
    )
    keep_answers(turn, form)
    turn.say(
        n.CaseRegistered(
            **about(turn),
            kind=kind,
            at=turn.now,
            until=promised(turn),
            repeats=command.repeats is not None,
            emergency=form.emergency,
        )
    )
    turn.say(n.NewCase(**about(turn), kind=kind, klass=turn.case.klass, repeats=command.repeats is not None))
    turn.say(n.CaseCard(**about(turn)))
    on_filing(turn)
    if kind is CaseKind.REPAIR:
        emergencies.registered(turn)
    for answer in form.answers.values():
        turn.say(*[n.CaseFile(**about(turn), file=one) for one in answer.files])


def complete(turn: CaseTurn, command: c.Complete) -> None:
    """Add what was told after an emergency was reported."""
    form = command.filing.form
    turn.happen(v.Completed(at=turn.moment(command.filing.at), category=_category(form), household=household_of(form)))
    keep_answers(turn, form)
    turn.say(n.CaseCard(**about(turn)))


def keep_answers(turn: CaseTurn, form: Form) -> None:
    """Keep what was answered beside the last fact."""
    for field, answer in form.answers.items():
        turn.keep(field.value, _words(turn, field, answer), answer.files, author=form.agent)


def _words(turn: CaseTurn, field: Field, answer: Answer) -> str:
    """Return an answer as it is kept: yesterday evening is a date with hours, for it is read on other days."""
    said = answer.text or (answer.code or "")
    if field is not Field.WHEN or answer.since is None:
        return said
    named = _dated(answer.since, answer.until, turn.rules.organisation.zone or UTC)
    if not said or named in said:
        return said or named
    return f"{named}（{said}）" if language_of(said) == "zh" else f"{named} ({said})"


def _dated(since: datetime, until: datetime | None, zone: tzinfo) -> str:
    """Return a stretch of time with its date: "2026-11-22 18:00–22:00", or the date of a whole day."""
    start, end = since.astimezone(zone), (until or since).astimezone(zone)
    day = start.date().isoformat()
    return f"{day} {start:%H:%M}–{end:%H:%M}" if start.date() == end.date() and start < end else day


def household_of(form: Form) -> str | None:
    """Return a digest of the place, by which households can be counted without keeping an address in the history."""
    place = form.answers.get(Field.PLACE, Answer()).text
    return blake2b(normalise(place).encode(), digest_size=8).hexdigest() if place else None


def repeated(cases: Iterable[Case], case: Case, filing: Filing) -> int | None:
    """Return the case that the customer had about the same matter (001:1543): of the kind, and of the same place."""
    place = household_of(filing.form)
    for one in cases:
        if one.kind is case.kind and one.household == place and (place is not None or one.open):
            return one.id
    return None


def promised(turn: CaseTurn) -> datetime | None:
    """Return until when the customer will have heard of us at the latest."""
    runs = {run.clock: run for run in started(turn.case, turn.rules)}
    reply = runs.get(Clock.COMPLAINT_REPLY) or runs.get(Clock.REQUEST_REPLY)
    return reply.deadline if reply is not None else None


def _category(form: Form) -> Category | None:
    code = form.answers.get(Field.CATEGORY, Answer()).code
    return Category(code) if code in set(Category) else None


def _wanted(form: Form) -> Remedy | None:
    code = form.answers.get(Field.REMEDY, Answer()).code
    return Remedy(code) if code in set(Remedy) else None


def _amount(form: Form) -> int | None:
    return form.answers.get(Field.MONEY, Answer()).amount
