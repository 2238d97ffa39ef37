"""What becomes of time: a clock that has come due is recorded once, at its due moment, and acted upon.

The agenda only says "look here"; whether anything is due, the conversation's facts decide.
"""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks import BREACHABLE, Due, running
from desk.handoff import place
from desk.turn import Turn


def strike(turn: Turn, _: c.Strike) -> None:
    """Let every clock strike that has come due."""
    come = [due for due in running(turn.conversation, turn.rules) if due.at <= turn.now]
    overtaken = e.Clock.WAIT_EXPLAIN in {due.clock for due in come}
    for due in come:
        if due.clock is e.Clock.WAIT_COMFORT and overtaken:
            _notice(turn, due)  # of several tiers at once all are recorded, only the highest is told
        else:
            _STRIKES[due.clock](turn, due)


def note_breaches(turn: Turn, at: datetime) -> None:
    """Record the promises already broken when somebody did what meets them, whoever noticed first."""
    for due in running(turn.conversation, turn.rules):
        if due.clock in BREACHABLE and due.at < at:
            _breach(turn, due)


def _breach(turn: Turn, due: Due) -> None:
    turn.happen(e.Breached(at=turn.now, clock=due.clock, occurrence=due.occurrence, due=due.at))
    owner = turn.conversation.owner
    turn.say(
        n.Alarm(
            clock=due.clock,
            due=due.at,
            customer=turn.conversation.customer,
            number=turn.floor.number(owner) if owner is not None else None,
        )
    )


def _comfort(turn: Turn, due: Due) -> None:
    _notice(turn, due)
    waited = turn.now - due.since  # who has waited longer than we thought anybody would is not told less than that
    turn.say(
        n.StillWaiting(
            waited=waited,
            place=place(turn),
            wait=max(turn.floor.wait(turn.rules), waited),
            staffed=turn.floor.anyone_on_duty(),
        )
    )


def _explain(turn: Turn, due: Due) -> None:
    _notice(turn, due)
    turn.say(
        n.WaitExplained(waited=turn.now - due.since, place=place(turn), staffed=turn.floor.anyone_on_duty()),
        n.LongWait(customer=turn.conversation.customer, waited=turn.now - due.since),
    )


def _notice(turn: Turn, due: Due) -> None:
    turn.happen(e.WaitNoticed(at=turn.now, clock=due.clock, occurrence=due.occurrence, due=due.at))


def _close(turn: Turn, due: Due) -> None:
    turn.happen(e.Closed(at=turn.now, due=due.at))
    turn.say(n.Card())


_STRIKES = {
    e.Clock.ACCEPT: _breach,
    e.Clock.FIRST_REPLY: _breach,
    e.Clock.NEXT_REPLY: _breach,
    e.Clock.WAIT_COMFORT: _comfort,
    e.Clock.WAIT_EXPLAIN: _explain,
    e.Clock.REOPEN_WINDOW: _close,
}
