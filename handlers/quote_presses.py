"""What a customer's press about a repair of theirs asks of the desk."""

from desk.cases.commands import CaseWish
from desk.cases.repairs import commands as k
from desk.commands import OfCase
from handlers import quote_buttons as b
from handlers.pressed import Asked, Press


def quote_asked_by(button: b.QuoteButton, pressed: Press) -> Asked | None:
    """Return it; only a private chat is a customer's, and whose the case is the desk looks at."""
    return (OfCase(button.case), _asked(button, pressed)) if pressed.in_private else None


def _asked(button: b.QuoteButton, pressed: Press) -> CaseWish:
    customer, origin = pressed.origin.chat_id, pressed.origin
    match button:
        case b.PriceIt(_, quote, agreed):
            return k.AnswerPrice(customer=customer, origin=origin, quote=quote, agreed=agreed)
        case b.ConfirmIt(_, remedy, fixed):
            return k.ConfirmWork(customer=customer, origin=origin, remedy=remedy, fixed=fixed)
        case b.VisitIt(_, visits, code):
            return k.PickVisit(customer=customer, origin=origin, visits=visits, code=code)
