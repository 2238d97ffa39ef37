"""Who pays for a repair: free, and it is ordered; else a price that the customer agrees to before any order (002:362).

The text that is agreed to is made and kept before it can be agreed to, and the agreement names it by its digest.
"""

from hashlib import blake2b
from typing import Final

from desk.cases import events as v
from desk.cases.callbacks.closing import close_if_over
from desk.cases.deciding.calling import done
from desk.cases.kinds import Ending, Scope, Waits
from desk.cases.notices import CaseCard
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.repairs import commands as c
from desk.cases.repairs import notices as r
from desk.cases.repairs import work_notices as o
from desk.cases.repairs.dispatching import send
from desk.cases.repairs.office import (
    UNDONE,
    call_for_dispatch,
    claim,
    may_arrange,
    may_report,
    replied,
    stands_in,
)
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn, about

_BEFORE_WORK: Final = frozenset({CaseState.OPEN, CaseState.ASSIGNED, CaseState.QUOTED})
_MAY_BE_PRICED: Final = _BEFORE_WORK | {CaseState.ORDERED, CaseState.ON_SITE}
_MAY_BE_ANSWERED: Final = frozenset({CaseState.QUOTED, CaseState.RESTING, CaseState.ASSIGNED})
_LARGEST: Final = 100_000_000 * 100


def text_of(number: str, amount: int, what: str) -> str:
    """Return the text of a price, the same in every language: the case, what is done, what it costs."""
    return f"{number}\n{what.strip()}\n{sum_of(amount)}"


def sum_of(amount: int) -> str:
    """Return hundredths as they are written: ¥1,280.00."""
    return f"¥{amount // 100:,}.{amount % 100:02}"


def digest_of(text: str) -> str:
    """Return what tells this very text from every other."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def decide_scope(turn: CaseTurn, command: c.DecideScope) -> None:
    """Free: there is a work order at once. Paid: a price must be agreed first."""
    if not may_arrange(turn, command.agent) or not stands_in(turn, _BEFORE_WORK):
        return
    claim(turn, command.agent)
    if turn.case.waits is Waits.CUSTOMER:
        turn.meet(v.WaitOver(at=turn.moment(), by=command.agent))
    turn.meet(v.Scoped(at=turn.moment(), scope=command.scope, by=command.agent))
    turn.keep("note", command.words, author=command.agent)
    if command.scope is Scope.PAID:
        done(turn, Outcome.PRICE_WANTED)
        return
    order(turn)
    turn.say(r.WorkOrderMade(**about(turn), free=True))
    done(turn, Outcome.WORK_ORDERED)


def order(turn: CaseTurn) -> None:
    """Let there be a work order; who was there already goes on with it, else a worker must be found."""
    turn.happen(v.WorkOrdered(at=turn.moment(), order=turn.case.orders + 1))
    if turn.case.worker is not None and turn.case.arrived_at is not None:
        send(turn, turn.case.worker)
    else:
        call_for_dispatch(turn)


def tell_price(turn: CaseTurn, command: c.TellPrice) -> None:
    """Tell the customer what it costs and for what; a newer price takes the place of an older one."""
    seen = frozenset({CaseState.ACCEPTED} if turn.case.arrived_at is not None else ())
    if not may_arrange(turn, command.agent) or not stands_in(turn, _MAY_BE_PRICED | seen):
        return
    if not command.words.strip() or not 0 < command.amount <= _LARGEST:
        turn.say(Told(outcome=Outcome.PRICE_UNCLEAR))
        return
    claim(turn, command.agent)
    if turn.case.scope is not Scope.PAID:
        turn.meet(v.Scoped(at=turn.moment(), scope=Scope.PAID, by=command.agent))
    text = text_of(turn.case.number, command.amount, command.words)
    turn.meet(v.Quoted(at=turn.moment(), amount=command.amount, digest=digest_of(text), by=command.agent))
    turn.keep("quote", text, author=command.agent)
    replied(turn, command.agent)
    turn.say(r.PriceTold(**about(turn), quote=turn.case.quotes, text=text))
    done(turn, Outcome.PRICE_SENT)


def answer_price(turn: CaseTurn, command: c.AnswerPrice) -> None:
    """The customer agrees to the price they were shown, or not; to an older one nobody can agree any more."""
    case = turn.case
    if command.quote == case.quotes and case.agreed:
        turn.say(Told(outcome=Outcome.PRICE_AGREED))
    elif command.quote < case.quotes:
        turn.say(Told(outcome=Outcome.PRICE_OLD))
    elif command.quote > case.quotes or case.state not in _MAY_BE_ANSWERED or case.digest is None:
        turn.say(Told(outcome=Outcome.PRICE_OVER))
    else:
        _answered(turn, case.digest, agreed=command.agreed)


def note_price_answer(turn: CaseTurn, command: c.NotePriceAnswer) -> None:
    """Somebody of ours has heard on the phone what the customer says to the price."""
    if not may_arrange(turn, command.agent):
        return
    digest = turn.case.digest
    if digest is None or turn.case.agreed or turn.case.state not in _MAY_BE_ANSWERED:
        turn.say(Told(outcome=Outcome.CASE_STALE))
        return
    _answered(turn, digest, agreed=command.agreed, by=command.agent, words=command.words)


def remind_of_price(turn: CaseTurn, _: int) -> None:
    """Show the customer again what waits for their yes."""
    turn.say(r.PriceAsked(**about(turn), quote=turn.case.quotes, digest=turn.case.digest or ""))


def drop(turn: CaseTurn, command: c.DropRepair) -> None:
    """End it as the customer wishes; a repair is never refused by us (003:226), so it needs how we know."""
    if not may_arrange(turn, command.agent) or not stands_in(turn, UNDONE | {CaseState.RESTING}):
        return
    if not command.words.strip():
        turn.say(Told(outcome=Outcome.WORDS_WANTED))
        return
    worker = turn.case.worker
    declined = turn.case.quotes > 0 and not turn.case.agreed
    ending = Ending.DECLINED if declined else Ending.WITHDRAWN
    turn.meet(v.CaseSettled(at=turn.moment(), ending=ending, by=command.agent))
    turn.keep("note", command.words, author=command.agent)
    close_if_over(turn, command.agent)
    if worker is not None:
        turn.say(o.WorkTakenAway(**about(turn), agent=worker))
    turn.say(r.RepairDropped(**about(turn)))
    done(turn, Outcome.REPAIR_DROPPED)


def note_payment(turn: CaseTurn, command: c.NotePayment) -> None:
    """The customer has paid."""
    if not may_report(turn, command.agent):
        return
    turn.meet(v.PaymentNoted(at=turn.moment(), amount=command.amount, by=command.agent))
    turn.keep("note", command.words, author=command.agent)
    done(turn, Outcome.PAYMENT_NOTED)


def note_invoice(turn: CaseTurn, command: c.NoteInvoice) -> None:
    """The customer has the invoice."""
    if not may_arrange(turn, command.agent):
        return
    turn.meet(v.InvoiceNoted(at=turn.moment(), by=command.agent))
    turn.keep("invoice", command.words, author=command.agent)
    done(turn, Outcome.INVOICE_NOTED)


def _answered(turn: CaseTurn, digest: str, *, agreed: bool, by: int | None = None, words: str = "") -> None:
    at = turn.moment()
    if agreed:
        turn.meet(v.QuoteAgreed(at=at, digest=digest, by=by))
        turn.keep("note", words, author=by)
        order(turn)
        turn.say(r.PriceAgreed(**about(turn), digest=digest), r.WorkOrderMade(**about(turn), free=False))
    else:
        turn.meet(v.QuoteDeclined(at=at, digest=digest, by=by))
        turn.keep("note", words, author=by)
        turn.say(r.PriceDeclined(**about(turn)))
    turn.say(r.PriceAnswered(**about(turn), agreed=agreed), CaseCard(**about(turn)))
    turn.say(Told(outcome=Outcome.PRICE_AGREED if agreed else Outcome.PRICE_DECLINED))
