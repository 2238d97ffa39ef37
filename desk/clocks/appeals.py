"""Appeals: an agent asks that a breach be looked at again, a lead decides, the ledger follows by event (003:310)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks.ledger import Appeal, Key, Line
from desk.clocks.meeting import Recording
from desk.turn import Turn


class Judging(Recording, Protocol):
    """A decision in the making, about a conversation or a case, in which a lead judges."""

    def moment(self) -> datetime:
        """Return when a person did what we now hear of."""
        ...


def appeal(turn: Turn, command: c.Appeal) -> None:
    """Ask that the last breach charged to the agent here be looked at again."""
    line = appealable(_lines(turn), command.agent, command.reason)
    if isinstance(line, n.Outcome):
        turn.say(n.Told(outcome=line))
        return
    turn.happen(
        e.Appealed(
            at=turn.moment(command.content.sent_at),
            clock=line.clock,
            occurrence=line.occurrence,
            due=line.due,
            agent=command.agent,
            message=command.content.message_id,
        )
    )
    turn.say(
        n.AppealMade(
            conversation=turn.conversation.id or 0,
            customer=turn.conversation.customer,
            clock=line.clock,
            occurrence=line.occurrence,
            due=line.due,
            tier=line.tier,
            number=turn.floor.number(command.agent),
            reason=command.reason,
        ),
        n.Told(outcome=n.Outcome.APPEALED),
    )


def judge_appeal(turn: Turn, command: c.JudgeAppeal) -> None:
    """Grant an appeal, so that the breach counts no more, or let the breach stand."""
    run = (command.clock, command.occurrence)
    line = judged(turn, _lines(turn), run, command.agent, grant=command.grant)
    if isinstance(line, n.Outcome):
        turn.say(n.Told(outcome=line))
        return
    turn.say(
        n.AppealJudged(clock=line.clock, due=line.due, number=turn.floor.number(line.agent), granted=command.grant),
        n.Told(outcome=n.Outcome.APPEAL_GRANTED if command.grant else n.Outcome.APPEAL_REFUSED),
    )


def appealable(lines: Iterable[Line], agent: int, reason: str) -> Line | n.Outcome:
    """Return the last line charged to an agent, or why it cannot be appealed against."""
    line = max((line for line in lines if line.agent == agent), key=lambda one: one.due, default=None)
    if not reason:
        return n.Outcome.APPEAL_UNREASONED
    if line is None:
        return n.Outcome.NOTHING_CHARGED
    if line.excuse is not None:
        return n.Outcome.EXCUSED_ALREADY
    return line if line.appeal is None else n.Outcome.APPEALED_ALREADY


def judged(turn: Judging, lines: Iterable[Line], run: Key, lead: int, *, grant: bool) -> Line | n.Outcome:
    """Let an appeal be granted or not; return the line it was against, or why whoever asks cannot."""
    line = next((one for one in lines if one.key == run), None)
    agent = turn.floor.agents.get(lead)
    if agent is None or not agent.leads:
        return n.Outcome.APPEAL_FOR_LEADS
    if line is None or line.appeal is not Appeal.OPEN:
        return n.Outcome.NO_APPEAL
    at, clock, occurrence, due = turn.moment(), line.clock, line.occurrence, line.due
    if grant:
        turn.happen(e.Excused(at=at, clock=clock, occurrence=occurrence, due=due, excuse=e.Excuse.APPEAL, agent=lead))
    else:
        turn.happen(e.AppealRefused(at=at, clock=clock, occurrence=occurrence, due=due, agent=lead))
    return line


def excuse_one(turn: Recording, command: c.ExcuseOne) -> None:
    """Let a broken promise not count, by rule."""
    turn.happen(
        e.Excused(
            at=turn.now,
            clock=command.clock,
            occurrence=command.occurrence,
            due=command.due,
            excuse=command.why,
        )
    )


def excused(ledger: Mapping[int, Sequence[Line]], command: c.ExcuseAll) -> list[tuple[int, c.ExcuseOne]]:
    """Return what of some conversations is excused: whatever was due meanwhile, and is not excused yet."""
    return [
        (number, c.ExcuseOne(clock=line.clock, occurrence=line.occurrence, due=line.due, why=command.why))
        for number, lines in ledger.items()
        for line in lines
        if line.excuse is None and command.since <= line.due <= command.until
    ]


def _lines(turn: Turn) -> Sequence[Line]:
    """The lines of this conversation: its own, and what has happened to them since in this batch is not asked for."""
    return turn.floor.ledger.get(turn.conversation.id or 0, ())
