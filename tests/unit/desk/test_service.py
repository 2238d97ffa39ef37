"""What becomes of what an agent does."""

from datetime import timedelta

import pytest

from desk import notices as n
from desk.content import Kind
from desk.errors import IllegalMove
from desk.events import Clock, Reason
from desk.rules import Rules
from desk.state import Awaiting, State
from tests.kit.cast import CHEN, KNOWLEDGE, LIN, MEI, STAFF_ROOM, TEN, WANG, ZHAO, at
from tests.kit.lines import AskForPerson, Block, EditReply, OwnerLeft, Reply, Resolve, Say, SendEntry, Strike, Take, Why
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
    Queued,
    Reopened,
    Requeued,
    Resolved,
    Resumed,
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
    assert (play.conversation.state, play.conversation.awaiting, play.clocks) == (State.ACTIVE, Awaiting.CUSTOMER, {})


def test_an_agent_may_step_in_while_the_bot_serves_and_sees_what_was_sent() -> None:
    play = Script() >> Say("How do I pay the property fee?", kind=Kind.PHOTO) << CustomerWrote << BotAnswered << Answer
    play.wait(minutes=1) >> Take() << Taken << TakenBy << Card << Mirror(message=1) << Told
    assert play.clocks == {Clock.FIRST_REPLY: at(minutes=6)}


# --- answering -----------------------------------------------------------------------------------------------------


def test_answering_in_anothers_topic_is_a_note_the_customer_does_not_see() -> None:
    play = active()
    clocks = play.clocks
    play >> Reply("Turn the main valve", by=WANG) << Noted(agent=WANG.user_id, message=2)
    play << Told(n.Outcome.NOTED, number="07")
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
    assert (play.clocks, play.conversation.awaiting) == ({}, Awaiting.CUSTOMER)


def test_an_entry_is_not_sent_from_an_old_card_by_another_or_to_nobody() -> None:
    play = active() >> SendEntry("fee", epoch=1) << Told(n.Outcome.STALE)
    play >> SendEntry("fee", by=WANG) << Told(n.Outcome.TAKEN_ALREADY, number="07")
    play >> SendEntry("of-last-year") << n.Told(outcome=n.Outcome.ENTRY_GONE)
    play >> Block() << BecameUnreachable
    play >> SendEntry("fee") << n.Told(outcome=n.Outcome.UNREACHABLE)
    queued() >> SendEntry("fee") << n.Told(outcome=n.Outcome.NOT_YOURS)


# --- resolving -----------------------------------------------------------------------------------------------------


def test_resolving_says_goodbye_and_stops_every_response_clock() -> None:
    play = active() >> Resolve(seen=1, epoch=2) << Resolved(agent=LIN.user_id) << n.Farewell()
    play << n.Told(outcome=n.Outcome.RESOLVED) << n.Card()
    assert (play.clocks, play.floor.load) == ({Clock.REOPEN_WINDOW: at(hours=72)}, {LIN.user_id: 0})


def test_resolving_is_refused_when_the_customer_has_written_something_newer() -> None:
    play = answered() >> Say("One more thing") << CustomerWrote(message=3) << Mirror
    play >> Resolve(seen=1, epoch=2) << n.Told(outcome=n.Outcome.NEWER_MESSAGE) << Card
    play >> Resolve(seen=3, epoch=2) << Resolved << Farewell << Told


def test_what_an_agent_has_answered_was_seen_whatever_the_card_was_drawn_with() -> None:
    play = answered() >> Say("One more thing") << CustomerWrote(message=3) << Mirror
    play >> Reply("Here it is") << AgentReplied << Deliver
    play >> Resolve(seen=1) << Resolved << Farewell << Told


def test_a_card_drawn_before_the_customer_wrote_anything_settles_nothing_unseen() -> None:
    play = Script() >> AskForPerson() << HandedOff << Queued
    play >> Take() << Taken << TakenBy << Told
    play >> Say("A pipe has burst") << CustomerWrote << Mirror
    play >> Resolve(seen=None, epoch=2) << n.Told(outcome=n.Outcome.NEWER_MESSAGE) << Card


def test_an_answer_that_comes_late_is_a_breach_even_when_the_clock_was_not_heard_first() -> None:
    play = active().wait(minutes=6) >> Reply() << Breached(Clock.FIRST_REPLY) << AgentReplied << Alarm << Deliver
    assert play.conversation.breaches != ()


def test_a_take_that_was_typed_in_time_is_no_breach_however_late_it_is_read() -> None:
    queued().wait(minutes=6) >> Take(sent_at=at(minutes=2)) << Taken << TakenBy << Told


def test_a_typed_resolve_is_refused_when_the_customer_wrote_after_it_was_typed() -> None:
    play = answered().wait(minutes=1) >> Say("One more thing") << CustomerWrote << Mirror
    play >> Resolve(sent_at=at(seconds=59)) << n.Told(outcome=n.Outcome.NEWER_MESSAGE) << Card
    play >> Resolve(sent_at=at(minutes=1)) << Resolved << Farewell << Told


def test_who_is_off_duty_takes_nobody_and_says_nothing_to_a_customer_who_waits() -> None:
    play = queued().comes(LIN).leaves(WANG)
    play >> Take(by=WANG) << n.Told(outcome=n.Outcome.NOT_ON_DUTY)
    play >> Reply(by=WANG) << Noted << Told(n.Outcome.NOT_ON_DUTY)


def test_an_entry_is_sent_once_however_often_it_is_pressed() -> None:
    play = active() >> SendEntry("fee") << EntrySent << AnswerFromAgent << Told(n.Outcome.ENTRY_SENT)
    play >> SendEntry("fee") << n.Told(outcome=n.Outcome.ENTRY_SENT_ALREADY)


def test_a_lead_may_resolve_for_anybody_and_another_agent_may_not() -> None:
    play = active() >> Resolve(by=WANG) << n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=TEN)
    play >> Resolve(by=ZHAO) << Resolved(agent=ZHAO.user_id) << Farewell << Told
    assert play.conversation.owner == LIN.user_id


def test_what_nobody_has_taken_is_only_the_leads_to_resolve() -> None:
    play = queued() >> Resolve() << n.Told(outcome=n.Outcome.NOT_YOURS)
    play >> Resolve(by=ZHAO) << Resolved << Farewell << Told
    assert play.floor.queue.places == []


def test_resolving_from_an_old_card_twice_or_what_waits_for_nobody_is_refused() -> None:
    active() >> Resolve(epoch=1) << Told(n.Outcome.STALE) << Card
    resolved() >> Resolve() << n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
    Script() >> Resolve() << n.Told(outcome=n.Outcome.NOT_WAITING)


def test_who_settled_what_nobody_had_taken_owns_it_from_then_on() -> None:
    play = queued().wait(minutes=1) >> Resolve(by=ZHAO) << Resolved << Farewell << Told
    play.wait(minutes=1) >> Say("It leaks again") << CustomerWrote << Resumed << Mirror
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
    play >> Reply(ago=timedelta(seconds=2)) << BreachWithdrawn(Clock.FIRST_REPLY, due=at(minutes=5))
    play << AgentReplied(at=at(minutes=5))
    play << n.AlarmWithdrawn(clock=Clock.FIRST_REPLY, due=at(minutes=5), customer=MEI.chat_id) << Deliver
    assert play.conversation.breaches == ()


def test_a_breach_stays_when_the_answer_was_late() -> None:
    play = active().wait(minutes=5, seconds=2) >> Strike() << Breached << Alarm
    play >> Reply(ago=timedelta(seconds=1)) << AgentReplied << Deliver


def test_the_answer_that_takes_in_time_withdraws_the_late_acceptance_too() -> None:
    play = queued().wait(minutes=5) >> Strike() << Breached(Clock.ACCEPT) << Breached(Clock.FIRST_REPLY)
    play << WaitNoticed << Alarm << Alarm << StillWaiting
    play >> Reply(ago=timedelta(minutes=3)) << Taken << BreachWithdrawn(Clock.ACCEPT)
    play << BreachWithdrawn(Clock.FIRST_REPLY) << AgentReplied
    play << AlarmWithdrawn(Clock.ACCEPT) << TakenBy << AlarmWithdrawn(Clock.FIRST_REPLY) << Deliver


def test_an_answer_at_the_very_deadline_is_in_time() -> None:
    play = active().wait(minutes=5) >> Strike() << Breached << Alarm
    play >> SendEntry("fee") << BreachWithdrawn << EntrySent << AlarmWithdrawn << AnswerFromAgent << Told


# --- asking why ----------------------------------------------------------------------------------------------------


def test_why_shows_every_clock_with_its_beginning_and_its_end() -> None:
    play = queued().wait(minutes=3) >> Strike() << Breached << Alarm
    (
        play
        >> Why(by=CHEN)
        << n.WhyShown(
            now=at(minutes=3),
            state=State.QUEUED,
            rules=1,
            clocks=(
                n.ClockLine(clock=Clock.ACCEPT, since=TEN, due=at(minutes=3), struck=True),
                n.ClockLine(clock=Clock.FIRST_REPLY, since=TEN, due=at(minutes=5), struck=False),
                n.ClockLine(clock=Clock.WAIT_COMFORT, since=TEN, due=at(minutes=5), struck=False),
                n.ClockLine(clock=Clock.WAIT_EXPLAIN, since=TEN, due=at(minutes=15), struck=False),
            ),
        )
    )


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
    play << Breached << Breached << WaitNoticed << WaitNoticed << Alarm << Alarm
    play << n.WaitExplained(waited=timedelta(hours=1), place=1)
    play << n.LongWait(customer=MEI.chat_id, waited=timedelta(hours=1))
