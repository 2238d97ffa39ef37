"""Appeals: an agent asks that a breach be looked at again, a lead decides, the ledger follows by event (003:310)."""

from collections.abc import Mapping, Sequence

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks.ledger import Appeal, Line
from desk.clocks.meeting import Recording
from desk.turn import Turn


def appeal(turn: Turn, command: c.Appeal) -> None:
    """Ask that the last breach charged to the agent here be looked at again."""
    mine = [line for line in _lines(turn) if line.agent == command.agent]
    line = max(mine, key=lambda one: one.due, default=None)
    refusal = _refusal(line, command)
    if line is None or refusal is not None:
        turn.say(n.Told(outcome=refusal or n.Outcome.NOTHING_CHARGED))
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
    line = next((one for one in _lines(turn) if one.key == (command.clock, command.occurrence)), None)
    agent = turn.floor.agents.get(command.agent)
    if agent is None or not agent.leads:
        turn.say(n.Told(outcome=n.Outcome.APPEAL_FOR_LEADS))
        return
    if line is None or line.appeal is not Appeal.OPEN:
        turn.say(n.Told(outcome=n.Outcome.NO_APPEAL))
        return
    at, clock, occurrence, due = turn.moment(), line.clock, line.occurrence, line.due
    if command.grant:
        turn.happen(
            e.Excused(at=at, clock=clock, occurrence=occurrence, due=due, excuse=e.Excuse.APPEAL, agent=command.agent)
        )
    else:
        turn.happen(e.AppealRefused(at=at, clock=clock, occurrence=occurrence, due=due, agent=command.agent))
    turn.say(
        n.AppealJudged(clock=clock, due=due, number=turn.floor.number(line.agent), granted=command.grant),
        n.Told(outcome=n.Outcome.APPEAL_GRANTED if command.grant else n.Outcome.APPEAL_REFUSED),
    )


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


def _refusal(line: Line | None, command: c.Appeal) -> n.Outcome | None:
    if not command.reason:
        return n.Outcome.APPEAL_UNREASONED
    if line is None:
        return n.Outcome.NOTHING_CHARGED
    if line.excuse is not None:
        return n.Outcome.EXCUSED_ALREADY
    return None if line.appeal is None else n.Outcome.APPEALED_ALREADY


def _lines(turn: Turn) -> Sequence[Line]:
    """The lines of this conversation: its own, and what has happened to them since in this batch is not asked for."""
    return turn.floor.ledger.get(turn.conversation.id or 0, ())
