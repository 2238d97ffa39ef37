"""What becomes of what an agent does."""

from datetime import timedelta

import pytest

from desk import events as e
from desk import notices as n
from desk.content import Kind
from desk.errors import IllegalMove
from desk.events import Clock, Code, Reason
from desk.rules import Rules
from desk.state import Awaiting, State
from tests.kit.cast import CHEN, KNOWLEDGE, LIN, MEI, STAFF_ROOM, TEN, WANG, ZHAO, at
from tests.kit.lines import Block, EditReply, OwnerLeft, Reply, Resolve, Say, SendEntry, Strike, Take, Why
from tests.kit.script import (
    AgentEdited,
    AgentLeft,
    AgentReplied,
    Alarm,
    AlarmWithdrawn,
    Answer,
    AnswerFromAgent,
    BecameUnreachable,
    BotAnswered,
    Breached,
    BreachWithdrawn,
    Card,
    Closed,
    CustomerWrote,
    Deliver,
    EntrySent,
    Farewell,
    HandedOff,
    Mirror,
    NobodyOnDuty,
    Noted,
    Overran,
    Queued,
    Reopened,
    Requeued,
    Resolved,
    Resumed,
    SameAgent,
    Script,
    StillWaiting,
    Taken,
    TakenBy,
    Told,
    WaitNoticed,
)


def queued(rules: Rules | None = None) -> Script:
    return Script(rules=rules) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued


def active(rules: Rules | None = None) -> Script:
    return queued(rules) >> Take() << Taken << TakenBy << Told


def answered() -> Script:
    return active() >> Reply() << AgentReplied << Deliver


def resolved() -> Script:
    return answered() >> Resolve() << Resolved << Farewell << Told


# --- taking --------------------------------------------------------------------------------------------------------


def test_an_agent_takes_and_introduces_himself_by_number() -> None:
    play = queued() >> Take(epoch=1) << Taken(agent=LIN.user_id) << n.TakenBy(number="07") << n.Card()
    play << n.Told(outcome=n.Outcome.TAKEN)
    assert (play.conversation.owner, play.floor.queue.places, play.floor.load) == (LIN.user_id, [], {LIN.user_id: 1})


def test_the_second_claim_of_a_race_is_refused_with_who_and_when() -> None:
    play = queued().wait(seconds=127) >> Take(epoch=1) << Taken << TakenBy << Told
    play.wait(seconds=1) >> Take(by=WANG, epoch=1)
    play << n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=at(minutes=2, seconds=7))
    assert play.conversation.owner == LIN.user_id


def test_who_takes_twice_has_it_already() -> None:
    active() >> Take(epoch=1) << n.Told(outcome=n.Outcome.YOURS_ALREADY)


def test_a_button_shown_before_the_hands_changed_is_refused() -> None:
    play = active() >> OwnerLeft() << Requeued << AgentLeft
    play >> Take(by=WANG, epoch=1) << n.Told(outcome=n.Outcome.STALE)
    play >> Take(by=WANG, epoch=play.conversation.epoch) << Taken << TakenBy << Told


def test_what_is_settled_cannot_be_taken() -> None:
    resolved() >> Take(by=WANG) << n.Told(outcome=n.Outcome.RESOLVED_ALREADY)


@pytest.mark.rule("capacity")
def test_who_holds_as_many_as_one_may_takes_no_more_and_the_words_become_a_note() -> None:
    play = queued(Rules(capacity=2))
    play.floor.load[LIN.user_id] = 2
    play >> Take() << n.Told(outcome=n.Outcome.AT_CAPACITY, count=2)
    play >> Reply() << Noted << Told(n.Outcome.AT_CAPACITY, count=2)
    play.floor.load[LIN.user_id] = 1
    play >> Take() << Taken << TakenBy << Told(n.Outcome.TAKEN)


def test_answering_in_the_topic_of_one_who_waits_takes_it() -> None:
    play = queued().wait(minutes=1) >> Reply("Which tap?") << Taken(agent=LIN.user_id)
    play << AgentReplied(agent=LIN.user_id, message=2) << TakenBy(number="07")
    play << n.Deliver(from_chat=STAFF_ROOM, message=2, kind=Kind.TEXT, text="Which tap?")
    assert (play.conversation.state, play.conversation.awaiting, play.owed) == (State.ACTIVE, Awaiting.CUSTOMER, {})


def test_an_agent_may_step_in_while_the_bot_serves_and_sees_what_was_sent() -> None:
    play = Script() >> Say("How do I pay the property fee?", kind=Kind.PHOTO) << CustomerWrote << BotAnswered << Answer
    play.wait(minutes=1) >> Take() << Taken << TakenBy << Card << Mirror(message=1) << Told
    assert play.owed == {Clock.FIRST_REPLY: at(minutes=6)}


# --- answering -----------------------------------------------------------------------------------------------------


def test_answering_in_anothers_topic_is_a_note_the_customer_does_not_see() -> None:
    play = active()
    clocks = play.clocks
    play >> Reply("Turn the main valve", by=WANG) << Noted(agent=WANG.user_id, message=2)
    play << n.NotedAside(number="07", conversation=1, epoch=2, message=2)
    assert (play.clocks, play.conversation.owner, play.conversation.awaiting) == (
        clocks,
        LIN.user_id,
        Awaiting.AGENT,
    )


def test_an_answer_to_somebody_who_cannot_be_reached_is_a_note() -> None:
    play = active() >> Block() << BecameUnreachable
    play >> Reply() << Noted << Told(n.Outcome.UNREACHABLE)


def test_a_word_after_resolve_is_delivered_and_reopens_nothing() -> None:
    play = resolved() >> Reply("Oh, and thank you") << AgentReplied << Deliver
    assert (play.conversation.state, list(play.clocks)) == (State.RESOLVED, [Clock.REOPEN_WINDOW])


def test_an_agents_correction_is_passed_on_and_kept() -> None:
    play = answered()
    clocks = play.clocks
    play >> EditReply(2, "Which of the taps?") << AgentEdited(agent=LIN.user_id, message=2)
    play << n.DeliverEdit(from_chat=STAFF_ROOM, message=2, kind=Kind.TEXT, text="Which of the taps?")
    assert play.clocks == clocks


def test_an_entry_sent_with_one_press_is_a_human_reply() -> None:
    play = active() >> SendEntry("fee") << EntrySent(agent=LIN.user_id, entry_id="fee")
    play << n.AnswerFromAgent(entry_id="fee", library=KNOWLEDGE.version, number="07") << Told(n.Outcome.ENTRY_SENT)
    assert (play.owed, play.conversation.awaiting) == ({}, Awaiting.CUSTOMER)


def test_an_entry_is_not_sent_from_an_old_card_by_another_or_to_nobody() -> None:
    play = active() >> SendEntry("fee", epoch=1) << Told(n.Outcome.STALE)
    play >> SendEntry("fee", by=WANG) << Told(n.Outcome.TAKEN_ALREADY, number="07")
    play >> SendEntry("of-last-year") << n.Told(outcome=n.Outcome.ENTRY_GONE)
    play >> Block() << BecameUnreachable
    play >> SendEntry("fee") << n.Told(outcome=n.Outcome.UNREACHABLE)
    queued() >> SendEntry("fee") << n.Told(outcome=n.Outcome.NOT_YOURS)


# --- resolving -----------------------------------------------------------------------------------------------------


def test_an_answer_that_comes_late_is_a_breach_even_when_the_clock_was_not_heard_first() -> None:
    play = active().wait(minutes=6) >> Reply() << Breached(Clock.FIRST_REPLY) << AgentReplied
    play << e.Overran(
        at=at(minutes=6),
        clock=Clock.FIRST_REPLY,
        occurrence=1,
        due=at(minutes=5),
        overrun=timedelta(minutes=1),
        tier=1,
    )
    play << Alarm << Deliver
    assert play.conversation.breaches == ()


def test_a_take_that_was_typed_in_time_is_no_breach_however_late_it_is_read() -> None:
    queued().wait(minutes=6) >> Take(sent_at=at(minutes=2)) << Taken << TakenBy << Told


def test_who_is_off_duty_takes_nobody_and_says_nothing_to_a_customer_who_waits() -> None:
    play = queued().comes(LIN).leaves(WANG)
    play >> Take(by=WANG) << n.Told(outcome=n.Outcome.NOT_ON_DUTY)
    play >> Reply(by=WANG) << Noted << Told(n.Outcome.NOT_ON_DUTY)


def test_an_entry_is_sent_once_however_often_it_is_pressed() -> None:
    play = active() >> SendEntry("fee") << EntrySent << AnswerFromAgent << Told(n.Outcome.ENTRY_SENT)
    play >> SendEntry("fee") << n.Told(outcome=n.Outcome.ENTRY_SENT_ALREADY)


def test_who_settled_what_nobody_had_taken_owns_it_from_then_on() -> None:
    play = queued().wait(minutes=1) >> Resolve(by=ZHAO, code=Code.SOLVED) << Resolved << Farewell << Told
    play.wait(minutes=1) >> Say("It leaks again") << CustomerWrote << Resumed << Mirror << SameAgent
    play >> Take(by=WANG) << n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="01", at=at(minutes=1))


# --- leaving -------------------------------------------------------------------------------------------------------


def test_who_leaves_gives_back_what_waits_for_us_with_its_waiting_time_and_the_customer_is_told_once() -> None:
    play = active().wait(minutes=2).leaves(LIN) >> OwnerLeft() << Requeued(Reason.OWNER_LEFT) << AgentLeft(place=1)
    assert (play.conversation.waiting_since, play.conversation.queued_at) == (TEN, at(minutes=2))
    play >> OwnerLeft()


def test_who_leaves_keeps_what_waits_for_the_customer() -> None:
    play = answered().leaves(LIN) >> OwnerLeft()
    assert (play.conversation.state, play.conversation.owner) == (State.ACTIVE, LIN.user_id)


def test_somebody_else_leaving_changes_nothing() -> None:
    play = active() >> OwnerLeft(WANG)
    assert play.conversation.owner == LIN.user_id


def test_the_last_one_leaving_tells_the_lead() -> None:
    active().leaves(LIN).leaves(WANG).leaves(ZHAO) >> OwnerLeft() << Requeued << AgentLeft << NobodyOnDuty


def test_going_back_to_the_queue_promises_no_second_first_reply() -> None:
    play = active().wait(minutes=5) >> Strike() << Breached(Clock.FIRST_REPLY) << Alarm
    play.leaves(LIN) >> OwnerLeft() << Requeued << AgentLeft
    assert Clock.FIRST_REPLY not in play.clocks
    play.wait(minutes=1) >> Strike()


# --- answers in time that arrive late --------------------------------------------------------------------------------


def test_a_breach_is_withdrawn_when_the_answer_given_in_time_arrives_late() -> None:
    play = active().wait(minutes=5, seconds=2) >> Strike() << Breached(Clock.FIRST_REPLY) << Alarm
    play >> Reply(ago=timedelta(seconds=2)) << AgentReplied(at=at(minutes=5))
    play << BreachWithdrawn(Clock.FIRST_REPLY, due=at(minutes=5))
    play << n.AlarmWithdrawn(clock=Clock.FIRST_REPLY, due=at(minutes=5), customer=MEI.chat_id) << Deliver
    assert play.conversation.breaches == ()


def test_a_breach_stays_when_the_answer_was_late() -> None:
    play = active().wait(minutes=5, seconds=2) >> Strike() << Breached << Alarm
    play >> Reply(ago=timedelta(seconds=1)) << AgentReplied << Overran(overrun=timedelta(seconds=1), tier=1) << Deliver


def test_the_answer_that_takes_in_time_withdraws_the_late_acceptance_too() -> None:
    play = queued().wait(minutes=5) >> Strike() << Breached(Clock.ACCEPT) << Breached(Clock.FIRST_REPLY)
    play << WaitNoticed << Alarm(Clock.ACCEPT) << StillWaiting
    play >> Reply(ago=timedelta(minutes=3)) << Taken << BreachWithdrawn(Clock.ACCEPT)
    play << AgentReplied << BreachWithdrawn(Clock.FIRST_REPLY)
    play << AlarmWithdrawn(Clock.ACCEPT) << TakenBy << Deliver


def test_an_answer_at_the_very_deadline_is_in_time() -> None:
    play = active().wait(minutes=5) >> Strike() << Breached << Alarm
    play >> SendEntry("fee") << EntrySent << BreachWithdrawn << AlarmWithdrawn << AnswerFromAgent << Told


# --- asking why ----------------------------------------------------------------------------------------------------


def test_why_shows_every_clock_with_its_beginning_its_end_and_what_it_counted() -> None:
    play = queued().wait(minutes=3) >> Strike() << Breached << Alarm
    play >> Why(by=CHEN)
    shown = play.told(n.WhyShown)
    assert (shown.now, shown.state, shown.rules) == (at(minutes=3), State.QUEUED, 1)
    assert [(line.clock, line.since, line.due, line.ran, line.struck) for line in shown.clocks] == [
        (Clock.ACCEPT, TEN, at(minutes=3), timedelta(minutes=3), True),
        (Clock.FIRST_REPLY, TEN, at(minutes=5), timedelta(minutes=3), False),
        (Clock.WAIT_COMFORT, TEN, at(minutes=5), timedelta(minutes=3), False),
        (Clock.WAIT_EXPLAIN, TEN, at(minutes=15), timedelta(minutes=3), False),
    ]


def test_why_tells_of_a_clock_that_is_over_who_met_it_and_when() -> None:
    play = queued().wait(minutes=4) >> Take() << Breached << Taken << Overran << Alarm << TakenBy << Told
    play >> Why()
    over = next(line for line in play.told(n.WhyShown).clocks if line.clock is Clock.ACCEPT)
    assert (over.ended_at, over.ended_by, over.overrun) == (at(minutes=4), "Taken", timedelta(minutes=1))


@pytest.mark.rule("version")
def test_why_names_the_version_of_the_rules() -> None:
    Script(rules=Rules(version=4)) >> Why() << n.WhyShown(now=TEN, state=State.BOT, rules=4, clocks=())


# --- the close -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("reopen_window")
def test_after_the_window_the_conversation_is_final() -> None:
    play = resolved().wait(hours=72) >> Strike() << Closed(due=at(hours=72)) << Card
    assert play.clocks == {}
    with pytest.raises(IllegalMove, match="a conversation that is CLOSED knows no AgentReplied"):
        play >> Reply()


def test_nobody_is_asked_twice_about_a_conversation_that_reopened_before_the_close() -> None:
    play = resolved().leaves(LIN).wait(hours=71) >> Say("Again") << CustomerWrote << Reopened << Mirror << Queued
    play.wait(hours=1) >> Strike()
    play.clear()
    assert (play.conversation.state, play.happened(e.Closed)) == (State.QUEUED, [])
