"""The table of moves between the states of a conversation."""

from collections.abc import Iterable, Mapping

from desk import events as e
from desk.state import State

_STAYS: tuple[type[e.Event], ...] = (
    e.CustomerWrote,
    e.CustomerEdited,
    e.AnswerJudged,
    e.BotReplied,
    e.AgentEdited,
    e.Noted,
    e.BecameUnreachable,
    e.BecameReachable,
    e.Breached,
    e.WaitNoticed,
    e.BreachWithdrawn,
    e.Warned,
    e.Reminded,
    e.Overran,
    e.Excused,
    e.Appealed,
    e.AppealRefused,
    e.Raised,
    e.OpeningTold,
    e.AbuseReported,
    e.Unbarred,
    e.ResolveAsked,
    e.FormOffered,
    e.FormBegun,
    e.FormEnded,
    e.Rated,
)
_WAITS: tuple[type[e.Event], ...] = (e.WaitTold, e.EmergencyAcknowledged, e.BotAnswered)
_BOT_SAYS: tuple[type[e.Event], ...] = (e.BotAnswered, e.BotSuggested, e.BotMissed)
_AGENT_SAYS: tuple[type[e.Event], ...] = (e.AgentReplied, e.EntrySent)
_TRANSFERS: tuple[type[e.Event], ...] = (e.TransferOffered, e.TransferEnded, e.TransferLapsed)


def _row(
    state: State, moves: Mapping[type[e.Event], State], stays: Iterable[type[e.Event]] = ()
) -> dict[type[e.Event], State]:
    return {**dict.fromkeys((*_STAYS, *stays), state), **moves}


TRANSITIONS: Mapping[State, Mapping[type[e.Event], State]] = {
    State.BOT: _row(
        State.BOT,
        {e.HandedOff: State.QUEUED, e.Taken: State.ACTIVE, e.CallbackAgreed: State.HOLD, e.Barred: State.CLOSED},
        stays=(e.Opened, *_BOT_SAYS),
    ),
    State.QUEUED: _row(
        State.QUEUED,
        {
            e.Offered: State.OFFERED,
            e.Taken: State.ACTIVE,
            e.LeftQueue: State.BOT,
            e.CallbackAgreed: State.HOLD,
            e.Resolved: State.RESOLVED,
            e.Barred: State.CLOSED,
        },
        stays=(e.Requeued, *_WAITS),
    ),
    State.OFFERED: _row(
        State.OFFERED,
        {
            e.Taken: State.ACTIVE,
            e.OfferDeclined: State.QUEUED,
            e.OfferWithdrawn: State.QUEUED,
            e.OfferLapsed: State.QUEUED,
            e.Requeued: State.QUEUED,
            e.LeftQueue: State.BOT,
            e.CallbackAgreed: State.HOLD,
            e.Resolved: State.RESOLVED,
            e.Barred: State.CLOSED,
        },
        stays=(e.OfferPaused, *_WAITS),
    ),
    State.ACTIVE: _row(
        State.ACTIVE,
        {
            e.Requeued: State.QUEUED,
            e.Held: State.HOLD,
            e.IdleClosed: State.RESOLVED,
            e.Resolved: State.RESOLVED,
            e.Barred: State.CLOSED,
        },
        stays=(
            *_TRANSFERS,
            *_AGENT_SAYS,
            e.Taken,
            e.Promised,
            e.HelpAsked,
            e.Assisted,
            e.EmergencyAcknowledged,
            e.HandlingCounted,
        ),
    ),
    State.HOLD: _row(
        State.HOLD,
        {
            e.Requeued: State.QUEUED,
            e.Taken: State.ACTIVE,
            e.Unheld: State.ACTIVE,
            e.LeftQueue: State.BOT,
            e.IdleClosed: State.RESOLVED,
            e.Resolved: State.RESOLVED,
            e.Barred: State.CLOSED,
        },
        stays=(
            *_TRANSFERS,
            *_AGENT_SAYS,
            e.Held,
            e.Promised,
            e.HelpAsked,
            e.Assisted,
            e.CallbackAgreed,
            e.EmergencyAcknowledged,
            e.HandlingCounted,
        ),
    ),
    State.RESOLVED: _row(
        State.RESOLVED,
        {e.Resumed: State.ACTIVE, e.Reopened: State.QUEUED, e.Closed: State.CLOSED, e.Barred: State.CLOSED},
        stays=_AGENT_SAYS,
    ),
    State.CLOSED: _row(State.CLOSED, {}),
}
"""`{state: {event type: next state}}`; what is not here is illegal."""
