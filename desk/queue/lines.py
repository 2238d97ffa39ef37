"""Into another line: passed on by staff, or led there by what is said; the waiting so far counts there, too."""

from datetime import datetime

from desk import events as e
from desk import notices as n
from desk.clocks.strikes import meet
from desk.queue.handoff import alarm_if_unstaffed, moved, place, told_of_opening
from desk.state import IN_QUEUE
from desk.turn import Turn


def pass_on(turn: Turn, at: datetime, line: str) -> None:
    """Put it into another line, whoever has it."""
    before = turn.conversation
    meet(turn, e.Requeued(at=at, reason=e.Reason.TRANSFERRED, line=line, team=turn.rules.team_of(line)))
    wait, staffed = turn.floor.wait(line), turn.floor.anyone_present()
    passed_on = told_of_opening(turn, n.PassedOn(line=line, place=place(turn), wait=wait, staffed=staffed))
    turn.say(passed_on, *moved(turn, before), n.Card())
    alarm_if_unstaffed(turn)


def follow_line(turn: Turn, reason: e.Reason, at: datetime) -> None:
    """Put who waits into the line that a new reason leads to, where that line is another team's."""
    before, line = turn.conversation, turn.rules.line_of(reason)
    team = turn.rules.team_of(line)
    if before.state in IN_QUEUE and reason in turn.rules.lines[line].reasons and team != before.team:
        meet(turn, e.Requeued(at=at, reason=reason, line=line, team=team))
        turn.say(*moved(turn, before), n.Card())
