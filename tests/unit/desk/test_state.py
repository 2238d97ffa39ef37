"""The table of moves and the fold."""

import pytest

from desk import events as e
from desk.content import Kind
from desk.errors import IllegalMove
from desk.evolution import evolve, fold
from desk.state import Conversation, State, Unseen
from desk.transitions import TRANSITIONS
from tests.kit.cast import LIN, MEI, TEN, WANG, at

_NEW = Conversation(customer=MEI.chat_id)


def test_every_state_has_a_row_and_every_event_a_place() -> None:
    assert set(TRANSITIONS) == set(State)
    assert {kind for row in TRANSITIONS.values() for kind in row} == set(e.EVENTS)


def test_every_state_but_the_last_has_a_way_on_and_all_ways_end_in_the_close() -> None:
    ways = {state: {after for after in row.values() if after is not state} for state, row in TRANSITIONS.items()}
    ends, found = {State.CLOSED}, True
    while found:
        reached = {state for state, after in ways.items() if after & ends} | ends
        found, ends = reached != ends, reached
    assert ends == set(State)
    assert ways[State.CLOSED] == set()


def test_an_illegal_move_is_one_error_that_names_state_and_event() -> None:
    with pytest.raises(IllegalMove, match="a conversation that is BOT knows no Resolved") as refused:
        evolve(_NEW, e.Resolved(at=TEN, agent=LIN.user_id))
    assert (refused.value.state, refused.value.event) == (State.BOT, "Resolved")


def test_a_history_folds_into_the_conversation_it_leaves() -> None:
    history = [
        e.Opened(at=TEN),
        e.CustomerWrote(at=TEN, message=1, locale="en"),
        e.HandedOff(at=TEN, reason=e.Reason.ASKED),
        e.Taken(at=at(minutes=1), agent=LIN.user_id),
        e.AgentReplied(at=at(minutes=2), agent=LIN.user_id, message=2),
        e.Resolved(at=at(minutes=3), agent=LIN.user_id),
    ]
    assert fold(MEI.chat_id, history) == Conversation(
        customer=MEI.chat_id,
        version=6,
        epoch=3,
        state=State.RESOLVED,
        locale="en",
        opened_at=TEN,
        last_fact_at=at(minutes=3),
        owner=LIN.user_id,
        owner_since=at(minutes=1),
        episode=1,
        waiting_since=TEN,
        queued_at=TEN,
        handed_off_at=TEN,
        promise=1,
        replied_at=at(minutes=2),
        turn=1,
        resolved_at=at(minutes=3),
        last_message=1,
        last_wrote_at=TEN,
        stints=1,
        served_since=at(minutes=1),
        idles=1,
    )


def test_every_change_of_hands_raises_the_epoch() -> None:
    play = [
        e.HandedOff(at=TEN, reason=e.Reason.ASKED),
        e.Taken(at=TEN, agent=LIN.user_id),
        e.Taken(at=TEN, agent=WANG.user_id),
        e.Requeued(at=TEN, reason=e.Reason.OWNER_LEFT),
        e.Taken(at=TEN, agent=WANG.user_id),
        e.Resolved(at=TEN, agent=WANG.user_id),
        e.Resumed(at=TEN),
    ]
    conversation, epochs = evolve(_NEW, e.Opened(at=TEN)), []
    for event in play:
        conversation = evolve(conversation, event)
        epochs.append(conversation.epoch)
    assert epochs == [1, 2, 3, 4, 5, 6, 7]


def test_a_thousand_strikes_are_not_carried_along() -> None:
    conversation = evolve(_NEW, e.Opened(at=TEN))
    for occurrence in range(1000):
        breach = e.Breached(at=TEN, clock=e.Clock.NEXT_REPLY, occurrence=occurrence, due=TEN)
        conversation = evolve(conversation, breach)
    assert (len(conversation.rung), len(conversation.breaches)) == (64, 8)
    assert conversation.has_rung(e.Clock.NEXT_REPLY, 999)
    assert not conversation.has_rung(e.Clock.NEXT_REPLY, 1000)


def test_of_many_photos_the_last_ten_wait_for_the_people() -> None:
    conversation = evolve(_NEW, e.Opened(at=TEN))
    for message in range(12):
        conversation = evolve(conversation, e.CustomerWrote(at=TEN, message=message, kind=Kind.PHOTO))
    assert conversation.unseen == tuple(Unseen(message) for message in range(2, 12))
