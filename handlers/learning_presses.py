"""What a press of a button about gaps or autonomy asks of the desk."""

from desk.commands import Origin
from desk.learning import commands as c
from desk.library.commands import EditorCommand
from handlers import learning_buttons as b


def learning_asked_by(button: b.LearningButton, agent: int, origin: Origin) -> EditorCommand:
    """Return the command a button means; whether whoever pressed it may do so, the desk knows."""
    match button:
        case b.OpenGaps(start):
            return c.ShowGaps(agent=agent, origin=origin, start=start)
        case b.OpenGap(key):
            return c.ShowGap(agent=agent, origin=origin, key=key)
        case b.DecideGapIt(decision, key):
            return c.DecideGap(agent=agent, origin=origin, key=key, decision=decision)
        case b.OpenAutonomy():
            return c.ShowAutonomy(agent=agent, origin=origin)
        case b.SetAutonomyIt(direct, entry):
            return c.SetAutonomy(agent=agent, origin=origin, entry_id=entry, direct=direct)
