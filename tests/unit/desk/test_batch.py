"""A batch of commands while it is decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.batch import Batch
from desk.content import Content, Kind
from desk.errors import IllegalMove
from desk.evolution import evolve, fold
from desk.notices.shifts import ShiftOutcome, ShiftTold
from desk.people import Agent, Customer
from desk.ports import Change, Letter, Loaded, Waiting, Written
from desk.rules import Rules
from desk.state import Conversation, State
from tests.kit.cast import FEE, KNOWLEDGE, LIN, MEI, PENG, STAFF, STAFF_ROOM, TEN, WANG, ZHAO, at
from tests.kit.lines import in_chat, in_topic

_TOPIC = c.OfTopic(STAFF_ROOM, 5)
_MEI = c.OfCustomer(MEI.chat_id)
_STRANGER = 555
_ASK_A_LEAD = ShiftTold(outcome=ShiftOutcome.ASK_A_LEAD, number=str(_STRANGER))


def _batch(
    found: dict[c.Subject, Conversation | None] | None = None,
    *,
    now: datetime = TEN,
    agents: Sequence[Agent] = STAFF,
    load: dict[int, int] | None = None,
    known: Sequence[Customer] = (MEI, PENG),
) -> Batch:
    batch = Batch(
        now=now,
        rules=Rules(),
        knowledge=KNOWLEDGE,
        locale="zh",
        loaded=Loaded(conversations=found or {}, customers={customer.chat_id: customer for customer in known}),
        agents={agent.user_id: agent for agent in agents},
    )
    batch.floor.load = load if load is not None else {}
    return batch


def _says(text: str, customer: Customer = MEI, *, message: int = 1, sent_at: datetime = TEN, **more: Any) -> c.Given:
    content = replace(Content(chat_id=customer.chat_id, message_id=message, sent_at=sent_at, text=text), **more)
    return c.Given(command=c.Say(customer=customer, content=content), subject=c.OfCustomer(customer.chat_id))


def _takes(agent: Agent, subject: c.Subject = _TOPIC, epoch: int | None = None) -> c.Given:
    return c.Given(command=c.Take(agent=agent.user_id, origin=in_topic("press"), epoch=epoch), subject=subject)


def _replies(agent: Agent, subject: c.Subject = _TOPIC, text: str = "Which tap?") -> c.Given:
    content = Content(chat_id=STAFF_ROOM, message_id=50, sent_at=TEN, text=text)
    return c.Given(command=c.Reply(agent=agent.user_id, origin=in_topic(), content=content), subject=subject)


def _waiting(number: int = 1, customer: Customer = MEI, since: datetime = TEN) -> Conversation:
    history = [e.Opened(at=since), e.HandedOff(at=since, reason=e.Reason.ASKED)]
    return replace(fold(customer.chat_id, history), id=number, locale=customer.locale)


def _held(by: Agent = LIN, number: int = 1, customer: Customer = MEI) -> Conversation:
    return evolve(_waiting(number, customer), e.Taken(at=TEN, agent=by.user_id))


def _settled(at_: datetime = TEN) -> Conversation:
    return evolve(_held(), e.Resolved(at=at_, agent=LIN.user_id))


def _play(batch: Batch, *given: c.Given) -> list[Change]:
    for one in given:
        batch.handle(one)
    batch.settle()
    return batch.changes()


def _outcomes(letters: Sequence[Letter]) -> list[n.Outcome]:
    return [letter.notice.outcome for letter in letters if isinstance(letter.notice, n.Told)]


# --- what is written -------------------------------------------------------------------------------------------------


def test_a_first_question_begins_a_conversation_and_writes_all_of_it_in_one_change() -> None:
    given = _says(FEE.question)
    (change,) = _play(_batch({_MEI: None}, known=()), given)
    news = (
        e.Opened(at=TEN),
        e.CustomerWrote(at=TEN, message=1, locale="en"),
        e.BotAnswered(
            at=TEN,
            entry_id="fee",
            confidence=1.0,
            thought=e.Thought(message=1, entry_id="fee", confidence=1.0, direct=True, exact=True),
        ),
    )
    before = Conversation(customer=MEI.chat_id, locale="en")
    after = evolve(evolve(evolve(before, news[0]), news[1]), news[2])
    answer = n.Answer(entry_id="fee", library=KNOWLEDGE.version)
    assert change == Change(
        before=before,
        after=after,
        news=news,
        letters=(Letter(notice=answer, locale="en", customer=MEI.chat_id, guard=0),),
        written=(
            Written(
                content=Content(chat_id=MEI.chat_id, message_id=1, sent_at=TEN, text=FEE.question), author="customer"
            ),
        ),
        customer=MEI,
        next_due_at=None,
        due_changed=False,
    )


def test_letters_speak_the_language_of_whom_they_reach() -> None:
    (change,) = _play(_batch({_MEI: None}), _says("human"))
    spoken = {type(letter.notice).__name__: letter.locale for letter in change.letters}
    assert spoken == {"Queued": "en", "Card": "zh"}


def test_the_agenda_learns_the_soonest_clock_and_only_when_it_moved() -> None:
    (change,) = _play(_batch({_MEI: None}), _says("human"))
    assert (change.next_due_at, change.due_changed) == (at(minutes=2, seconds=24), True)
    (change,) = _play(
        _batch({_MEI: _waiting()}, now=at(minutes=1)), _says("It is getting worse", sent_at=at(minutes=1))
    )
    assert (change.next_due_at, change.due_changed) == (at(minutes=2, seconds=24), False)


def test_a_clock_looked_at_too_early_says_nothing_and_is_looked_at_again() -> None:
    waiting = _waiting()
    (early,) = _play(_batch({_MEI: waiting}, now=at(minutes=1)), c.Given(command=c.Strike(), subject=_MEI))
    (late,) = _play(_batch({_MEI: waiting}, now=at(minutes=2, seconds=24)), c.Given(command=c.Strike(), subject=_MEI))
    assert (early.news, early.letters, early.after) == ((), (), waiting)
    assert (early.next_due_at, early.due_changed) == (at(minutes=2, seconds=24), True)
    assert (late.next_due_at, late.due_changed) == (at(minutes=3), True)


def test_an_album_waits_a_second_for_the_rest_of_it() -> None:
    given = _says("", kind=Kind.PHOTO, album="a")
    (change,) = _play(_batch({_MEI: _waiting()}), given)
    assert [letter.not_before for letter in change.letters] == [at(seconds=1)]


def test_a_card_replaces_the_one_not_sent_yet_and_an_answer_is_guarded_by_its_epoch() -> None:
    (change,) = _play(_batch({_MEI: None}), _says("hello"), _says("human", message=2))
    assert [(type(letter.notice), letter.key, letter.guard) for letter in change.letters] == [
        (n.Prompt, None, 0),
        (n.Queued, None, None),
        (n.Card, "card:1001", None),
    ]


def test_a_greeting_is_answered_in_the_customers_language() -> None:
    (change,) = _play(_batch({_MEI: None}), c.Given(command=c.Greet(customer=MEI), subject=_MEI))
    assert [type(event) for event in change.news] == [e.Opened, e.BotReplied]
    assert change.letters == (Letter(notice=n.Greeting(), locale="en", customer=MEI.chat_id),)


def test_what_a_stranger_reacts_with_reaches_nobody() -> None:
    subject = c.OfMessage(-100500, 21)
    reaction = c.React(chat_id=-100500, message_id=21, emoji="👎", agent=555)
    batch = _batch({subject: _held()})
    assert (_play(batch, c.Given(command=reaction, subject=subject)), batch.loose) == ([], [])


def test_a_customer_who_changed_the_name_is_kept_anew_and_one_who_did_not_is_not() -> None:
    renamed = replace(MEI, name="Mei Chen")
    (change,) = _play(_batch({_MEI: _waiting()}), _says("Hello?", renamed))
    assert change.customer == renamed
    (change,) = _play(_batch({_MEI: _waiting()}), _says("Hello?"))
    assert change.customer is None


def test_edits_and_staffs_words_are_kept_as_revisions_and_by_whom() -> None:
    edited = Content(chat_id=MEI.chat_id, message_id=1, sent_at=TEN, text="My bath leaks")
    corrected = Content(chat_id=STAFF_ROOM, message_id=50, sent_at=TEN, text="Which?")
    (change,) = _play(
        _batch({_MEI: (mine := _held()), _TOPIC: mine}),
        c.Given(command=c.Correct(content=edited), subject=_MEI),
        _replies(LIN),
        c.Given(command=c.CorrectReply(agent=LIN.user_id, origin=in_topic(), content=corrected), subject=_TOPIC),
    )
    said = Content(chat_id=STAFF_ROOM, message_id=50, sent_at=TEN, text="Which tap?")
    assert change.written == (
        Written(content=edited, author="customer", revision=True),
        Written(content=said, author="agent", agent=LIN.user_id),
        Written(content=corrected, author="agent", agent=LIN.user_id, revision=True),
    )


def test_what_an_agent_writes_beside_anothers_conversation_is_kept_as_a_note() -> None:
    (change,) = _play(_batch({_MEI: (mine := _held()), _TOPIC: mine}), _replies(WANG))
    assert [(one.author, one.agent) for one in change.written] == [("note", WANG.user_id)]


# --- one conversation, many hands ------------------------------------------------------------------------------------


def test_a_conversation_met_by_chat_topic_and_number_is_one() -> None:
    mine = _waiting(number=9)
    batch = _batch({_MEI: mine, _TOPIC: mine, c.OfNumber(9): mine}, now=at(minutes=4))
    (change,) = _play(
        batch,
        _says("Hello?", sent_at=at(minutes=4)),
        c.Given(command=c.Strike(), subject=c.OfNumber(9)),
        _takes(LIN),
    )
    told = (e.CustomerWrote, e.Breached, e.Taken, e.Overran)
    assert [type(event) for event in change.news if isinstance(event, told)] == list(told)
    assert batch.about(_TOPIC) == change.after


def test_two_who_take_at_once_have_one_owner_and_the_other_is_told_who_and_when() -> None:
    (change,) = _play(_batch({_TOPIC: _waiting()}), _takes(LIN, epoch=1), _takes(WANG, epoch=1))
    assert change.after.owner == LIN.user_id
    assert [letter.notice for letter in change.letters if isinstance(letter.notice, n.Told)] == [
        n.Told(outcome=n.Outcome.TAKEN),
        n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=TEN),
    ]


@pytest.mark.rule("capacity")
def test_capacity_counts_what_was_taken_in_the_same_batch() -> None:
    pengs = c.OfTopic(STAFF_ROOM, 6)
    batch = _batch({_TOPIC: _waiting(1), pengs: _waiting(2, PENG)}, load={LIN.user_id: Rules().capacity - 1})
    changes = _play(batch, _takes(LIN), _takes(LIN, pengs))
    assert [change.after.state for change in changes] == [State.ACTIVE, State.QUEUED]
    assert _outcomes(changes[1].letters) == [n.Outcome.AT_CAPACITY]


def test_who_wrote_first_stands_first_however_the_batch_was_read() -> None:
    batch = _batch({_MEI: None, c.OfCustomer(PENG.chat_id): None}, now=at(minutes=1))
    peng, mei = _play(
        batch,
        _says("人工", PENG, sent_at=at(seconds=2)),
        _says("human", MEI, sent_at=at(seconds=5)),
    )
    told = [
        letter.notice.place
        for change in (peng, mei)
        for letter in change.letters
        if isinstance(letter.notice, n.Queued)
    ]
    assert told == [1, 2]


def test_a_burst_of_a_new_customer_opens_one_conversation() -> None:
    changes = _play(_batch({_MEI: None}), *(_says(f"wug {i}", message=i) for i in range(1, 5)))
    assert [change.after.state for change in changes] == [State.QUEUED]
    assert sum(isinstance(event, e.Opened) for change in changes for event in change.news) == 1


# --- after the close -------------------------------------------------------------------------------------------------


def test_after_the_window_a_new_conversation_follows_the_old_one() -> None:
    closed = evolve(_settled(), e.Closed(at=at(hours=72), due=at(hours=72)))
    changes = _play(_batch({_MEI: closed}, now=at(hours=80)), _says(FEE.question, sent_at=at(hours=80)))
    assert [(change.before.id, change.after.previous, change.after.state) for change in changes] == [
        (None, 1, State.BOT)
    ]
    assert changes[0].news[0] == e.Opened(at=at(hours=80), previous=1, former=LIN.user_id)


def test_a_message_after_the_window_finds_it_closed_though_the_timekeeper_has_not_looked_yet() -> None:
    changes = _play(_batch({_MEI: _settled()}, now=at(hours=73)), _says("It leaks again", sent_at=at(hours=73)))
    assert [(change.after.state, change.after.previous) for change in changes] == [
        (State.CLOSED, None),
        (State.QUEUED, 1),
    ]
    assert changes[0].news == (e.Closed(at=at(hours=73), due=at(hours=72)),)


def test_a_message_of_the_last_minute_reopens_though_it_arrives_an_hour_late() -> None:
    last = at(hours=72) - timedelta(minutes=1)
    (change,) = _play(_batch({_MEI: _settled()}, now=at(hours=73)), _says("It leaks again", sent_at=last))
    assert (change.after.state, change.after.id) == (State.ACTIVE, 1)


def test_an_agent_who_writes_after_the_close_begins_a_new_conversation() -> None:
    closed = evolve(_settled(), e.Closed(at=at(hours=72), due=at(hours=72)))
    (change,) = _play(_batch({_TOPIC: closed}, now=at(hours=80)), _replies(WANG))
    assert (change.after.previous, change.after.owner, change.after.locale) == (1, WANG.user_id, "en")


def test_what_an_agent_begins_by_writing_began_when_it_was_written() -> None:
    closed = evolve(_settled(), e.Closed(at=at(hours=72), due=at(hours=72)))
    batch = _batch({_TOPIC: closed}, now=at(hours=80))
    content = Content(chat_id=STAFF_ROOM, message_id=50, sent_at=at(hours=79), text="Did it hold?")
    written = c.Reply(agent=WANG.user_id, origin=in_topic(), content=content)
    (change,) = _play(batch, c.Given(command=written, subject=_TOPIC))
    assert change.news == (
        e.Opened(at=at(hours=79), previous=1, former=LIN.user_id),
        e.Taken(at=at(hours=79), agent=WANG.user_id),
        e.AgentReplied(at=at(hours=79), agent=WANG.user_id, message=50, answers=True, settles=True),
    )


# --- never silent ----------------------------------------------------------------------------------------------------


def test_a_stranger_is_refused_before_anything_is_looked_at() -> None:
    batch = _batch({_TOPIC: _waiting()})
    stranger = Agent(user_id=_STRANGER, number="99")
    assert _play(batch, _takes(stranger), _replies(stranger)) == []
    batch.settle()
    assert [letter for letter in batch.loose if letter.origin] == [
        Letter(notice=_ASK_A_LEAD, locale="zh", origin=in_topic("press")),
        Letter(notice=_ASK_A_LEAD, locale="zh", origin=in_topic()),
    ]


def test_a_press_with_nothing_to_tell_is_told_that_it_was_done() -> None:
    asks = c.Given(command=c.AskForPerson(customer=MEI, origin=in_chat()), subject=_MEI)
    (change,) = _play(_batch({_MEI: None}), asks)
    done = Letter(notice=n.Told(outcome=n.Outcome.DONE), locale="en", customer=MEI.chat_id, origin=in_chat())
    assert change.letters[-1] == done


def test_a_press_or_a_word_where_nothing_is_gets_its_answer() -> None:
    batch = _batch({_TOPIC: None})
    asks_why = c.Given(command=c.Why(agent=LIN.user_id, origin=in_topic()), subject=_TOPIC)
    assert _play(batch, _takes(LIN), asks_why, _replies(LIN)) == []
    assert _outcomes(batch.loose) == [n.Outcome.OLD_BUTTON, n.Outcome.NO_CONVERSATION]


def test_an_illegal_move_of_staff_is_told_and_one_of_our_own_is_an_error() -> None:
    closed = evolve(_settled(), e.Closed(at=at(hours=72), due=at(hours=72)))
    sends = c.SendEntry(agent=LIN.user_id, origin=in_topic("press"), entry_id="fee", epoch=closed.epoch)
    batch = _batch({_TOPIC: closed})
    assert _play(batch, c.Given(command=sends, subject=_TOPIC)) == []
    assert _outcomes(batch.loose) == [n.Outcome.STALE]
    with pytest.raises(IllegalMove):
        _batch({_MEI: replace(_waiting(), state=State.HOLD, opened_at=None)}).handle(_says("Hello?"))


def test_nobody_hears_of_an_edit_or_a_clock_of_nothing() -> None:
    batch = _batch({_MEI: None, c.OfNumber(9): None})
    edit = c.Correct(content=Content(chat_id=MEI.chat_id, message_id=1, sent_at=TEN, text="x"))
    assert _play(batch, c.Given(command=edit, subject=_MEI), c.Given(command=c.Strike(), subject=c.OfNumber(9))) == []
    assert batch.loose == []


# --- the room --------------------------------------------------------------------------------------------------------


def test_who_insists_on_going_off_gives_back_what_waits_for_us_in_the_same_step() -> None:
    batch = _batch(load={LIN.user_id: 1})
    batch.own([_held()])
    off_duty = c.Given(command=c.GoOff(agent=LIN.user_id, origin=in_topic()), subject=c.OfRoom())
    (change,) = _play(batch, off_duty, off_duty)
    assert change.news[0] == e.Requeued(at=TEN, reason=e.Reason.OWNER_LEFT)
    assert [type(letter.notice) for letter in change.letters] == [n.AgentLeft, n.Card]
    assert (batch.floor.on_duty(LIN.user_id), batch.floor.load) == (False, {LIN.user_id: 0})
    assert batch.loose[-1].origin == in_topic()


def test_who_came_on_duty_may_act_in_the_same_batch() -> None:
    batch = _batch({_TOPIC: _waiting()})
    admits = c.Given(command=c.LetIn(agent=ZHAO.user_id, origin=in_topic(), whose=_STRANGER), subject=c.OfRoom())
    comes = c.Given(command=c.GoOn(agent=_STRANGER, origin=in_topic()), subject=c.OfRoom())
    (change,) = _play(batch, admits, comes, _takes(Agent(user_id=_STRANGER, number="02")))
    assert change.after.owner == _STRANGER


def test_the_queue_is_shown_with_who_is_there_to_serve_it() -> None:
    batch = _batch()
    batch.general.first_waiting = Waiting(count=1, first=((_waiting(), MEI),))
    _play(batch, c.Given(command=c.ShowQueue(agent=ZHAO.user_id, origin=in_topic()), subject=c.OfRoom()))
    line = n.QueueLine(customer=MEI.chat_id, name="Mei", since=TEN)
    assert [letter.notice for letter in batch.loose] == [
        n.QueueShown(waiting=1, first=(line,), on_duty=("01", "07", "12"))
    ]


@pytest.mark.parametrize(("agent", "lead"), [(LIN.user_id, False), (ZHAO.user_id, True)])
def test_the_commands_are_shown_to_staff_with_what_only_leads_can_ask(agent: int, lead: bool) -> None:  # noqa: FBT001 - a case
    batch = _batch()
    _play(batch, c.Given(command=c.ShowCommands(agent=agent, origin=in_topic()), subject=c.OfRoom()))
    assert [letter.notice for letter in batch.loose] == [n.CommandsShown(lead=lead)]


def test_the_queue_is_not_shown_to_strangers() -> None:
    batch = _batch()
    _play(batch, c.Given(command=c.ShowQueue(agent=_STRANGER, origin=in_topic()), subject=c.OfRoom()))
    batch.settle()
    assert [letter.notice for letter in batch.loose if letter.origin] == [_ASK_A_LEAD]


@pytest.mark.parametrize(
    ("agent", "thread", "told"),
    [
        (LIN.user_id, 55, n.Told(outcome=n.Outcome.UNKNOWN_COMMAND, command="on")),
        (LIN.user_id, None, n.Told(outcome=n.Outcome.UNKNOWN_IN_GENERAL, command="on")),
        (_STRANGER, None, n.Told(outcome=n.Outcome.UNKNOWN_IN_GENERAL, command="on")),
        (_STRANGER, 55, _ASK_A_LEAD),
    ],
)
def test_a_slip_is_answered_with_what_was_meant_also_to_a_newcomer_in_general(
    agent: int, thread: int | None, told: n.Notice
) -> None:
    batch = _batch()
    origin = c.Origin(chat_id=STAFF_ROOM, message_id=8, thread_id=thread)
    _play(batch, c.Given(command=c.Misspelt(agent=agent, origin=origin, nearest="on"), subject=c.OfRoom()))
    batch.settle()
    assert [letter.notice for letter in batch.loose if letter.origin] == [told]


def test_commands_without_a_topic_or_without_a_name_are_explained() -> None:
    batch = _batch()
    _play(
        batch,
        c.Given(command=c.NoTopic(agent=LIN.user_id, origin=in_topic()), subject=c.OfRoom()),
        c.Given(command=c.Anonymous(origin=in_topic()), subject=c.OfRoom()),
    )
    assert _outcomes(batch.loose) == [n.Outcome.NO_TOPIC, n.Outcome.ANONYMOUS]
