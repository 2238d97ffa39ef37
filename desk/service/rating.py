"""Whether and how a customer rates a talk that is over: once for each time it was settled, and never twice.

It is asked with the farewell itself. It is not asked where nobody was served (spam, a wrong addressee, a polite close
for silence, a barred customer), nor where there is a case: its callback asks. A press never opens the talk again, and
counts also once the customer has written on, until the matter is settled again.
"""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.content import Content, Kind
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.state import Conversation, State
from desk.turn import Turn
from faq.text import fold

_ASKED_AFTER = frozenset({e.Code.SOLVED, e.Code.UNSOLVED})
_LOW = 2
_SAYS_LOW = frozenset(map(fold, ("差评", "给差评", "不满意", "很不满意", "非常不满意", "not satisfied", "bad rating")))
_VALUES = range(1, 6)


def is_asked(turn: Turn, code: e.Code) -> bool:
    """Tell whether the farewell asks how it was."""
    conversation = turn.conversation
    served = code in _ASKED_AFTER and conversation.replied_at is not None and not conversation.unreachable
    return served and not conversation.barred and not _fills_in_a_form(turn) and not _has_case(turn)


def rate(turn: Turn, command: c.Rate) -> None:
    """Take a rating; one that was given already is thanked for."""
    conversation = turn.conversation
    if not _is_theirs(conversation, command):
        turn.say(n.Told(outcome=n.Outcome.OLD_BUTTON))
    elif command.satisfied is not None and conversation.rated is None:
        _record(turn, satisfied=command.satisfied)
        turn.say(n.RatingHeard(episode=command.episode, satisfied=command.satisfied), n.Told(outcome=n.Outcome.THANKS))
    elif command.value in _VALUES and conversation.rated is not None and conversation.rated_value is None:
        _record(turn, satisfied=conversation.rated, value=command.value)
        turn.say(n.Told(outcome=n.Outcome.THANKS))
    else:
        turn.say(n.Told(outcome=n.Outcome.THANKS))


def says_low(text: str) -> bool:
    """Tell whether this is a low rating and nothing more."""
    return fold(text) in _SAYS_LOW


def take_low(turn: Turn, content: Content) -> bool:
    """Take 差评 or 不满意, written while the farewell waits for a rating, as the button; tell whether it was that."""
    conversation = turn.conversation
    waits = conversation.state is State.RESOLVED and not conversation.barred and conversation.rated is None
    if not waits or conversation.rating_asked is None or content.kind is not Kind.TEXT:
        return False
    if not says_low(content.text):
        return False
    _record(turn, satisfied=False)
    turn.say(n.RatingHeard(episode=conversation.rating_asked, satisfied=False))
    return True


def _is_theirs(conversation: Conversation, command: c.Rate) -> bool:
    """What was asked is good until the matter is settled again, and never was another customer's to say."""
    asked = conversation.rating_asked is not None and conversation.rating_asked == command.episode
    return asked and not conversation.barred and conversation.customer == command.customer.chat_id


def _record(turn: Turn, *, satisfied: bool, value: int | None = None) -> None:
    conversation = turn.conversation
    agent = conversation.rating_of or conversation.owner or 0
    was_low = conversation.rated is False
    at = turn.moment()
    turn.happen(e.Rated(at=at, agent=agent, satisfied=satisfied, value=value))
    low = not satisfied or (value is not None and value <= _LOW)
    if low and not was_low:
        _tell_of_it(turn, agent, value, at)


def _tell_of_it(turn: Turn, agent: int, value: int | None, at: datetime) -> None:
    """A low rating is a grievance, and the lead hears of it."""
    conversation, number = turn.conversation, turn.floor.number(agent)
    mark = "☹" if value is None else f"☹ {value}/{_VALUES[-1]}"
    answers = {Field.WHAT: Answer(text=mark), Field.WHOM: Answer(text=number)}
    form = Form(chat_id=conversation.customer, kind=FormKind.GRIEVANCE, began_at=at, answers=answers)
    turn.file(Filing(form=form, at=at, conversation=conversation.id))
    turn.say(n.LowRating(customer=conversation.customer, number=number, value=value))
    turn.say(
        *[
            n.LowRatingRing(customer=conversation.customer, number=number, value=value, agent=lead)
            for lead in turn.floor.leads()[:1]
        ]
    )


def _fills_in_a_form(turn: Turn) -> bool:
    return turn.form is not None and not turn.form.offered


def _has_case(turn: Turn) -> bool:
    """Tell whether a case is open, or was filed in this talk."""
    conversation = turn.conversation
    theirs = turn.floor.cases.get(conversation.customer, ())
    return any(one.open or (one.conversation is not None and one.conversation == conversation.id) for one in theirs)
