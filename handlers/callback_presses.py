"""What a press about how it went asks of the desk."""

from desk import commands as c
from desk.cases.callbacks import commands as k
from desk.commands import OfCase, OfNumber
from handlers import callback_buttons as b
from handlers.pressed import Asked, Press


def callback_asked_by(button: b.CallbackButton, pressed: Press) -> Asked | None:
    """Return it, or None where such a button has no business: what customers are asked stands in their own chat."""
    match button:
        case b.AnswerIt() | b.RateIt():
            return _by_customer(button, pressed) if pressed.in_private else None
        case _:
            return _by_staff(button, pressed)


def _by_customer(button: b.AnswerIt | b.RateIt, pressed: Press) -> Asked:
    origin = pressed.origin
    match button:
        case b.AnswerIt(case, remedy, question, value):
            answer = k.AnswerCallback(
                customer=origin.chat_id, origin=origin, remedy=remedy, question=question, value=value
            )
            return OfCase(case), answer
        case b.RateIt(conversation, episode, satisfied, value):
            rate = c.Rate(customer=pressed.customer, origin=origin, episode=episode, satisfied=satisfied, value=value)
            return OfNumber(conversation), rate


def _by_staff(button: b.CalledIt | b.OtherTimesIt | b.PutOffIt | b.RenewedIt, pressed: Press) -> Asked:
    agent, origin = pressed.by, pressed.origin
    match button:
        case b.CalledIt(case, remedy, result):
            return OfCase(case), k.RecordCallback(agent=agent, origin=origin, result=result, remedy=remedy)
        case b.OtherTimesIt(case, remedy):
            return OfCase(case), k.ShowCallbackTimes(agent=agent, origin=origin, remedy=remedy)
        case b.PutOffIt(case, remedy, until):
            return OfCase(case), k.MoveCallback(agent=agent, origin=origin, until=until, remedy=remedy)
        case b.RenewedIt(case):
            return OfCase(case), k.RenewContact(agent=agent, origin=origin)
