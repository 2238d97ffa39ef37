"""What happens to a repair: price, order, worker, visit, the work itself."""

from dataclasses import dataclass
from datetime import datetime

from desk.cases.kinds import Refusal, Scope
from desk.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyTaken(Event):
    """Somebody on call has the emergency in hand."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped(Event):
    """Who pays was decided (002:362)."""

    scope: Scope
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted(Event):
    """A price was told; `digest` is of the very text the customer can agree to, which is kept beside it."""

    amount: int
    digest: str
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteAgreed(Event):
    """The customer has agreed to that very text; `by` heard it on the phone."""

    digest: str
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDeclined(Event):
    """The customer has not."""

    digest: str
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrdered(Event):
    """There is a work order; `order` counts those of the case."""

    order: int
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched(Event):
    """A named worker is to do it; `late`: only after the window that was agreed, which is a promise no more."""

    worker: int
    by: int | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAccepted(Event):
    """The worker has accepted; `late`: only after the window that was agreed, which is a promise no more."""

    worker: int
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRefused(Event):
    """The worker cannot, for a reason; somebody else is to be found."""

    worker: int
    why: Refusal = Refusal.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAgreed(Event):
    """When somebody comes was agreed with the customer; agreed anew, it takes the former window's place."""

    since: datetime
    until: datetime
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(Event):
    """The worker is on site."""

    worker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDone(Event):
    """The worker says that it is done; words and photos are kept beside it."""

    worker: int
    photos: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFixed(Event):
    """The customer says that it is not: a repeat repair."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentNoted(Event):
    """The customer has paid."""

    amount: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceNoted(Event):
    """The customer has the invoice (002:362)."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTold(Event):
    """The customer heard that it is still open, and why (002:568)."""
