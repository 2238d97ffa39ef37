"""From the bot to people: joining the queue, going back to it, and what everyone is told."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from desk import events as e
from desk import notices as n
from desk.content import Kind
from desk.evolution import DANGER
from desk.notices.rooms import MovedIn, MovedOut
from desk.queue.closed import has_heard, is_closed, opening_after
from desk.state import IN_QUEUE, Conversation
from desk.turn import Turn

_Back = TypeVar("_Back", n.AgentLeft, n.PassedOn)


def hand_off(
    turn: Turn, reason: e.Reason, at: datetime, thought: e.Thought | None = None, *, wanted: int | None = None
) -> None:
    """Put the conversation into the queue; the customer hears the place and the longest wait to expect.

    `wanted` is the agent who was asked for. A barred customer is not handed over, but for danger.
    """
    if turn.conversation.barred and reason is not e.Reason.DANGER:
        turn.happen(e.BotReplied(at=turn.moment()))
        turn.say(n.NotServed())
        return
    waiting = unseen(turn)
    before, letter = turn.conversation, turn.rules.line_of(reason)
    turn.happen(
        e.HandedOff(
            at=at,
            reason=reason,
            thought=thought,
            line=letter,
            ticket=turn.floor.next_ticket(letter),
            level=turn.rules.lines[letter].level,
            wanted=wanted,
            team=turn.rules.team_of(letter),
        )
    )
    tell_place(turn, reason)
    told = [] if reason is e.Reason.DANGER else _in_their_language(turn)
    turn.say(*told, *moved(turn, before), n.Card(), *waiting)
    if reason is e.Reason.DANGER:
        turn.say(*emergency_call(turn, 0))
    alarm_if_unstaffed(turn)


def _in_their_language(turn: Turn) -> list[n.Notice]:
    """Whose language nobody on duty speaks hears who will answer (003:140); without a plan everybody speaks it."""
    rota, spoken = turn.floor.rota, turn.conversation.locale
    if rota is None:
        return []
    speakers = [who for who in rota.agents if not who.languages or spoken in who.languages]
    there = [who for who in rota.agents if turn.floor.available(who.user_id)]
    if not speakers or not there or any(who in speakers for who in there):
        return []
    shifts = (rota.next_shift(who.number, turn.now) for who in speakers)
    starts = [shift.start for shift in shifts if shift is not None]
    return [n.NobodySpeaks(back_at=min(starts, default=None), at=turn.now)]


def requeue(turn: Turn, at: datetime) -> None:
    """Put it back, because the owner left: the original waiting time counts for the order; told once.

    Of danger the people on call are rung anew, whoever had it in hand.
    """
    turn.happen(e.Requeued(at=at, reason=e.Reason.OWNER_LEFT))
    if turn.conversation.level >= DANGER:
        turn.happen(e.Raised(at=at, level=DANGER, why=e.Raising.DANGER))
        turn.say(n.SafetyFirst(), *emergency_call(turn, 0), n.Card())
        alarm_if_unstaffed(turn)
        return
    wait, staffed = turn.floor.wait(turn.conversation.line), turn.floor.anyone_present()
    turn.say(told_of_opening(turn, n.AgentLeft(place=place(turn), wait=wait, staffed=staffed)), n.Card())
    alarm_if_unstaffed(turn)


def told_of_opening(turn: Turn, notice: _Back) -> _Back:
    """Return what is told of going back to the queue, with the opening where we are closed; danger knows no hours."""
    if turn.conversation.emergency_at is not None or not is_closed(turn.hours, turn.now):
        return notice
    opening = opening_after(turn.hours, turn.now).at
    turn.happen(e.OpeningTold(at=turn.moment(), opening=opening))
    return replace(notice, at=turn.now, opening=opening)


def moved(turn: Turn, before: Conversation) -> list[n.Notice]:
    """Return what both rooms are told of a conversation that goes on in another; one new to people only comes."""
    former, team = before.team, turn.conversation.team
    if team == former or not before.episode:
        return []
    return [kind(customer=before.customer, former=former, team=team) for kind in (MovedOut, MovedIn)]


def reopen(turn: Turn, at: datetime) -> bool:
    """Within the window the same owner goes on if there with a hand free; else the queue, waiting as long as before.

    Return whether it is the owner.
    """
    owner = turn.conversation.owner
    goes_on = owner is not None and turn.floor.answers(owner, turn.now) and not turn.floor.full(owner, turn.rules)
    if goes_on:
        turn.happen(e.Resumed(at=at))
        turn.say(n.SameAgent(number=turn.floor.number(owner)), n.Card())
    else:
        turn.happen(e.Reopened(at=at))
        tell_place(turn)
        turn.say(n.Card())
        alarm_if_unstaffed(turn)
    return goes_on


def tell_place(turn: Turn, reason: e.Reason = e.Reason.ASKED) -> None:
    """Tell who waits about it; outside the opening hours once when we open next (001:633)."""
    told = queued(turn, reason)
    turn.say(told)
    if isinstance(told, n.ClosedNow):
        turn.happen(e.OpeningTold(at=turn.moment(), opening=told.opening))


def queued(turn: Turn, reason: e.Reason = e.Reason.ASKED) -> n.Notice:
    """Return what a customer who waits is told about it; danger knows no hours."""
    if is_closed(turn.hours, turn.now) and turn.conversation.emergency_at is None:
        opening, number = opening_after(turn.hours, turn.now), turn.conversation.number
        if has_heard(turn.conversation, opening):
            return n.KeptForOpening(at=turn.now, opening=opening.at, place=place(turn), number=number)
        return n.ClosedNow(
            at=turn.now, opening=opening.at, pause=opening.pause, place=place(turn), number=number, reason=reason
        )
    return n.Queued(
        place=place(turn),
        wait=turn.floor.wait(turn.conversation.line),
        reason=reason,
        staffed=turn.floor.anyone_present(),
        number=turn.conversation.number,
    )


def note_what_was_told(turn: Turn) -> None:
    """Record what a customer who waits has just heard about place and wait, for who tells it again."""
    if turn.conversation.state not in IN_QUEUE:
        return
    told = next((one for one in reversed(turn.says) if isinstance(one, _TELL_THE_WAIT) and one.staffed), None)
    if told is not None:
        turn.happen(e.WaitTold(at=turn.now, place=told.place, until=turn.now + told.wait))


def name_nobody_to_the_barred(turn: Turn) -> None:
    """Whom people do not serve is not sent to people, only to be turned away there; danger is heard all the same."""
    if turn.conversation.barred:
        turn.says = [replace(one, person=False) if isinstance(one, n.FromBot) else one for one in turn.says]


_TELL_THE_WAIT = (n.Queued, n.StillWaiting, n.AgentLeft, n.PassedOn)


def emergency_call(turn: Turn, turns: int) -> list[n.Notice]:
    """Return the call to whoever on call is rung now, after so many who did not answer; in the end all who lead."""
    people, floor = turn.rules.on_call.people, turn.floor
    leads = {**floor.planned_leads(turn.now), **{one: floor.number(one) for one in floor.leads()}}
    rung = {people[turns]: floor.number(people[turns])} if turns < len(people) else leads
    customer, conversation = turn.conversation.customer, turn.conversation.id
    if not rung:
        return [n.InDanger(customer=customer)]
    return [
        kind(customer=customer, conversation=conversation, agent=one, number=number)
        for one, number in rung.items()
        for kind in (n.EmergencyCall, n.EmergencyRing)
    ]


def place(turn: Turn) -> int:
    """Return the customer's place in the queue: 1 is next."""
    return turn.floor.ahead_of(turn.conversation) + 1


def unseen(turn: Turn) -> list[n.Mirror]:
    """Return what the customer sent to the bot that a card cannot show, for the people who come in now."""
    customer = turn.conversation.customer
    return [
        n.Mirror(from_chat=customer, message=one.message, kind=Kind.OTHER, album=one.album)
        for one in turn.conversation.unseen
    ]


def alarm_if_unstaffed(turn: Turn) -> None:
    """Have the lead told of a customer for whom nobody is there although the line is open."""
    if not turn.floor.anyone_on_duty() and not is_closed(turn.hours, turn.now):
        turn.say(n.NobodyOnDuty(customer=turn.conversation.customer))
