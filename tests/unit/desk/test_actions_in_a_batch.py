"""What staff do with a conversation, through the same batch as everything that happens."""

from dataclasses import replace

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.batch import Batch
from desk.content import Content
from desk.events import Event
from desk.evolution import evolve
from desk.notices.shifts import ShiftOutcome, ShiftTold
from desk.ports import Change, Loaded, Written
from desk.rules import OnCall, Rules
from desk.state import Conversation, State
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF, STAFF_ROOM, TEN, WANG
from tests.kit.lines import in_topic

_TOPIC = c.OfTopic(STAFF_ROOM, 5)
_STRANGER = 555
_NOTE = Content(chat_id=STAFF_ROOM, message_id=50, sent_at=TEN, text="She waits for a quote")


def _served(*more: Event) -> Conversation:
    conversation = Conversation(customer=MEI.chat_id, id=9)
    for event in (
        e.Opened(at=TEN),
        e.HandedOff(at=TEN, reason=e.Reason.ASKED),
        e.Taken(at=TEN, agent=LIN.user_id),
        *more,
    ):
        conversation = evolve(conversation, event)
    return conversation


def _handled(conversation: Conversation, command: c.Command, rules: Rules | None = None) -> Batch:
    batch = Batch(
        now=TEN,
        rules=rules or Rules(),
        knowledge=KNOWLEDGE,
        locale="zh",
        loaded=Loaded(conversations={_TOPIC: conversation}, customers={MEI.chat_id: MEI}),
        agents={agent.user_id: agent for agent in STAFF},
    )
    batch.handle(c.Given(command=command, subject=_TOPIC))
    return batch


def _change(batch: Batch) -> Change:
    (change,) = batch.changes()
    return change


def test_what_the_giver_wrote_is_kept_as_a_note_beside_the_history() -> None:
    transfer = c.Transfer(agent=LIN.user_id, origin=in_topic(), to="12", note=_NOTE)
    change = _change(_handled(_served(), transfer))
    assert change.written == (Written(content=_NOTE, author="note", agent=LIN.user_id),)
    assert change.news == (
        e.Noted(at=TEN, agent=LIN.user_id, message=50),
        e.TransferOffered(at=TEN, agent=LIN.user_id, to=WANG.user_id),
    )


def test_what_was_refused_keeps_no_words() -> None:
    batch = _handled(_served(), c.Transfer(agent=LIN.user_id, origin=in_topic(), to="99", note=_NOTE))
    assert [change.written for change in batch.changes()] in ([], [()])


def test_a_note_and_the_words_of_a_hold_are_kept_too() -> None:
    for command in (
        c.Note(agent=WANG.user_id, origin=in_topic(), note=_NOTE),
        c.Hold(agent=LIN.user_id, origin=in_topic(), note=_NOTE),
        c.Promise(agent=LIN.user_id, origin=in_topic(), note=_NOTE),
    ):
        (written,) = _change(_handled(_served(), command)).written
        assert (written.content, written.author) == (_NOTE, "note")


def test_what_can_be_shown_once_more_does_not_wait_behind_a_card_that_shows_less() -> None:
    show = c.ShowEndings(agent=LIN.user_id, origin=in_topic("press"), epoch=_served().epoch)
    letters = {letter.key: letter.notice for letter in _change(_handled(_served(), show)).letters}
    assert letters[f"card:{MEI.chat_id}:more"] == n.Card(more=True)


def test_who_is_on_call_may_have_an_emergency_in_hand_without_being_on_the_staff() -> None:
    danger = _served(e.Raised(at=TEN, level=9, why=e.Raising.DANGER))
    command = c.AcknowledgeEmergency(agent=_STRANGER, origin=in_topic("press"))
    assert _change(_handled(danger, command, Rules(on_call=OnCall(people=(_STRANGER,))))).after.emergency_at is None
    asks_a_lead = ShiftTold(outcome=ShiftOutcome.ASK_A_LEAD, number=str(_STRANGER))
    refused = _handled(danger, command)
    refused.settle()
    assert asks_a_lead in [letter.notice for letter in refused.loose]
    other = replace(c.Assist(agent=_STRANGER, origin=in_topic("press")))
    refused = _handled(danger, other, Rules(on_call=OnCall(people=(_STRANGER,))))
    refused.settle()
    assert asks_a_lead in [letter.notice for letter in refused.loose]


def test_a_conversation_with_nobody_keeps_a_note_and_is_not_begun_by_one() -> None:
    closed = replace(_served(), state=State.CLOSED, owner=None)
    change = _change(_handled(closed, c.Note(agent=LIN.user_id, origin=in_topic(), note=_NOTE)))
    assert (change.after.id, change.after.state) == (9, State.CLOSED)
