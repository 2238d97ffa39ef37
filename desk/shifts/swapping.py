"""Swaps of shifts: one asks, the other agrees, a lead approves; then the rota has it (003:5)."""

from datetime import date
from typing import TypedDict

from desk import commands as c
from desk.errors import BadRules
from desk.notices import shifts as n
from desk.shifts import events as s
from desk.shifts.clocks import number_in
from desk.shifts.crew import Crew, told
from desk.shifts.room import AskedSwap, Consent
from desk.shifts.rota import Rota, Swap

_O = n.ShiftOutcome


def ask(crew: Crew, command: c.AskSwap) -> None:
    """Ask a colleague to take a shift."""
    rota = crew.floor.rota
    if rota is None:
        crew.tell(command.origin, told(_O.NO_ROTA))
        return
    if command.day is None or command.day < _today(crew, rota):
        crew.tell(command.origin, told(_O.HOW_TO_SWAP))
        return
    giver = number_in(rota, crew.floor.agents[command.agent])
    swap = Swap(day=command.day, shift=command.shift, giver=giver, taker=command.taker)
    refusal = _refusal(rota, swap)
    if refusal is not None:
        crew.tell(command.origin, told(refusal))
        return
    number = (crew.room.asked if crew.room is not None else 0) + 1
    crew.befall(
        s.SwapAsked(at=crew.now, swap=number, day=swap.day, shift=swap.shift, giver=swap.giver, taker=swap.taker)
    )
    taker = crew.called(swap.taker)
    crew.tell(command.origin, told(_O.SWAP_ASKED, number=swap.taker))
    rung = (taker,) if taker is not None else ()
    crew.say(n.SwapProposed(swap=number, **_facts(swap), rung=rung))


def answer(crew: Crew, command: c.AnswerSwap) -> None:
    """Say yes or no: first the colleague who is asked, then a lead; who asked may take it back."""
    asked = crew.room.swap(command.swap) if crew.room is not None else None
    rota = crew.floor.rota
    if asked is None or rota is None or asked.consent is Consent.APPROVED:
        crew.tell(command.origin, told(_O.SWAP_OVER))
        return
    number = number_in(rota, crew.floor.agents[command.agent])
    leads = crew.floor.is_lead(command.agent)
    if not command.yes:
        _refuse(crew, command, asked, allowed=leads or number in {asked.swap.giver, asked.swap.taker})
    elif asked.consent is Consent.ASKED:
        _agree(crew, command, asked, allowed=number == asked.swap.taker)
    elif not leads:
        crew.tell(command.origin, told(_O.LEADS_DECIDE))
    else:
        _approve(crew, command, asked, rota)


def _refuse(crew: Crew, command: c.AnswerSwap, asked: AskedSwap, *, allowed: bool) -> None:
    if not allowed:
        crew.tell(command.origin, told(_O.NOT_FOR_YOU))
        return
    crew.befall(s.SwapRefused(at=crew.now, swap=asked.id, by=command.agent))
    crew.tell(command.origin, told(_O.SWAP_REFUSED))
    crew.say(n.SwapSettled(swap=asked.id, **_facts(asked.swap), approved=False))


def _agree(crew: Crew, command: c.AnswerSwap, asked: AskedSwap, *, allowed: bool) -> None:
    if not allowed:
        leads = crew.floor.is_lead(command.agent)
        crew.tell(command.origin, told(_O.SWAP_NOT_AGREED if leads else _O.NOT_FOR_YOU))
        return
    crew.befall(s.SwapAgreed(at=crew.now, swap=asked.id, by=command.agent))
    crew.tell(command.origin, told(_O.SWAP_AGREED))
    crew.say(n.SwapToApprove(swap=asked.id, **_facts(asked.swap), rung=crew.leads()))


def _approve(crew: Crew, command: c.AnswerSwap, asked: AskedSwap, rota: Rota) -> None:
    swap = asked.swap
    try:
        crew.floor.rota = rota.swapped(swap.day, swap.shift, swap.giver, swap.taker)
    except BadRules:  # the rota has changed since
        crew.tell(command.origin, told(_O.SWAP_OVER))
        return
    crew.befall(s.SwapApproved(at=crew.now, swap=asked.id, by=command.agent))
    crew.look_at(*crew.floor.agents)
    crew.tell(command.origin, told(_O.SWAP_APPROVED))
    crew.say(n.SwapSettled(swap=asked.id, **_facts(swap), approved=True))


def _refusal(rota: Rota, swap: Swap) -> n.ShiftOutcome | None:
    if swap.giver not in rota.plan(swap.day).shifts.get(swap.shift, frozenset()):
        return _O.NOT_YOUR_SHIFT
    try:
        rota.swapped(swap.day, swap.shift, swap.giver, swap.taker)
    except BadRules:
        return _O.NO_SUCH_TAKER
    return None


class _Facts(TypedDict):
    day: date
    shift: str
    giver: str
    taker: str


def _facts(swap: Swap) -> _Facts:
    return {"day": swap.day, "shift": swap.shift, "giver": swap.giver, "taker": swap.taker}


def _today(crew: Crew, rota: Rota) -> date:
    return crew.now.astimezone(rota.zone).date()
