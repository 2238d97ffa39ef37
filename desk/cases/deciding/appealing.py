"""Appeals against breaches of a case: whoever one is charged to asks, a lead decides, the ledger follows (003:310)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desk import events as e
from desk.cases import commands as c
from desk.cases import notices as n
from desk.cases.turn import CaseTurn, about
from desk.clocks.appeals import appealable, judged
from desk.clocks.ledger import Line
from desk.commands import Command
from desk.notices import Outcome, Told


def appeal(turn: CaseTurn, command: c.AppealCase) -> None:
    """Ask that the last breach charged to whoever asks be looked at again."""
    reason = command.words.strip()
    line = appealable(_lines(turn), command.agent, reason)
    if isinstance(line, Outcome):
        turn.say(Told(outcome=line))
        return
    clock, occurrence, due = line.clock, line.occurrence, line.due
    turn.happen(e.Appealed(at=turn.moment(), clock=clock, occurrence=occurrence, due=due, agent=command.agent))
    turn.keep("note", reason, author=command.agent)
    by = turn.floor.number(command.agent)
    made = n.CaseAppealMade(**about(turn), clock=clock, occurrence=occurrence, due=due, by=by, reason=reason)
    turn.say(made, Told(outcome=Outcome.APPEALED))


def judge(turn: CaseTurn, command: c.JudgeCaseAppeal) -> None:
    """Grant an appeal, so that the breach counts no more, or let the breach stand; whoever asked hears it."""
    run = (command.clock, command.occurrence)
    line = judged(turn, _lines(turn), run, command.agent, grant=command.grant)
    if isinstance(line, Outcome):
        turn.say(Told(outcome=line))
        return
    if line.agent is not None and turn.floor.employs(line.agent):
        turn.say(
            n.CaseAppealJudged(**about(turn), clock=line.clock, due=line.due, agent=line.agent, granted=command.grant)
        )
    turn.say(Told(outcome=Outcome.APPEAL_GRANTED if command.grant else Outcome.APPEAL_REFUSED))


def _lines(turn: CaseTurn) -> Sequence[Line]:
    return turn.floor.case_ledger.get(turn.id, ())


DECISIONS: Mapping[type[Command], Callable[[CaseTurn, Any], None]] = {
    c.AppealCase: appeal,
    c.JudgeCaseAppeal: judge,
}
