"""The states of a conversation as a picture, drawn from the table that rules them."""

from desk.state import Conversation, State
from desk.transitions import TRANSITIONS


def mermaid() -> str:
    """Return the moves between states as a Mermaid state diagram; what leaves a state as it is, is left out."""
    first = Conversation(customer=0).state
    lines = [f"    [*] --> {first}"]
    for state, row in TRANSITIONS.items():
        for after in State:
            moves = sorted(kind.__name__ for kind, to in row.items() if to is after and after is not state)
            if moves:
                lines.append(f"    {state} --> {after}: {', '.join(moves)}")
    last = [state for state, row in TRANSITIONS.items() if set(row.values()) <= {state}]
    lines += [f"    {state} --> [*]" for state in last]
    return "\n".join(("stateDiagram-v2", *lines))
