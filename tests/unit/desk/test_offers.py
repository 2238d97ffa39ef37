"""An offer from its making to its end, and who may take meanwhile."""

from datetime import timedelta

import pytest

from desk import events as e
from desk import notices as n
from desk.events import Clock
from desk.evolution import evolve
from desk.notices import Ending, Outcome
from desk.people import Agent
from desk.rules import Rules
from desk.state import State
from tests.kit.cast import LIN, MEI, PENG, TEN, WANG, ZHAO, at
from tests.kit.lines import AskForPerson, Block, Reply, Say, Strike, Take
from tests.kit.lines_offers import Decline, Offer, WithdrawOffer, WritesElsewhere
from tests.kit.lines_waiting import WaitNoMore
from tests.kit.script import (
    Alarm,
    Breached,
    CustomerWrote,
    Deliver,
    LeftQueue,
    Mirror,
    Noted,
    OfferCall,
    OfferCallOver,
    OfferDeclined,
    Offered,
    OfferLapsed,
    OfferMade,
    OfferOver,
    OfferPaused,
    OfferWithdrawn,
    OpenToAll,
    Overran,
    Script,
    Taken,
    TakenBy,
    Told,
    WaitEnded,
    WaitTold,
)


def _offered(to: Agent = LIN, *, rules: Rules | None = None) -> Script:
    play = Script(rules=rules) >> AskForPerson()
    play.clear() >> Offer(to)
    return play.clear()


def test_an_offer_names_the_agent_and_until_when_it_is_kept_in_the_topic_and_in_private() -> None:
    play = Script() >> AskForPerson()
    play.clear() >> Offer()
    told = {
        "agent": LIN.user_id,
        "number": "07",
        "offer": 1,
        "epoch": 1,
        "until": at(seconds=45),
        "customer": MEI.chat_id,
        "line": "A",
        "ticket": "A001",
        "since": TEN,
    }
    play << Offered(agent=7) << OfferMade(**told) << OfferCall(**told)
    play.end()
    assert (play.conversation.state, play.conversation.offered_to) == (State.OFFERED, LIN.user_id)


@pytest.mark.rule("offer")
def test_an_agent_who_does_not_take_is_skipped_after_45_seconds() -> None:
    play = _offered()
    play.wait(seconds=44) >> Strike()
    play.end()
    play.wait(seconds=1) >> Strike() << OfferLapsed(agent=7, due=at(seconds=45))
    play << OfferOver(ending=Ending.LAPSED, number="07", by=None) << OfferCallOver(ending=Ending.LAPSED)
    play.end()
    assert (play.conversation.state, play.conversation.skipped) == (State.QUEUED, (LIN.user_id,))


def test_an_offer_passed_on_waits_for_the_next_agent_with_the_place_it_had() -> None:
    play = _offered().wait(seconds=5) >> Decline() << OfferDeclined(agent=7) << Told(outcome=Outcome.PASSED)
    play << OfferOver(ending=Ending.DECLINED) << OfferCallOver(ending=Ending.DECLINED)
    play.end()
    conversation = play.conversation
    assert (conversation.state, conversation.waiting_since, conversation.epoch) == (State.QUEUED, TEN, 1)


def test_a_button_of_an_offer_that_is_over_passes_nothing_on() -> None:
    play = _offered() >> Decline(offer=2) << Told(outcome=Outcome.OFFER_OVER)
    play >> Decline(by=WANG) << Told(outcome=Outcome.OFFER_OVER)
    play.wait(seconds=45) >> Strike()
    play.clear() >> Decline(offer=1) << Told(outcome=Outcome.OFFER_OVER)
    play.end()


def test_whoever_it_is_offered_to_takes_it_by_taking_or_by_simply_answering() -> None:
    play = _offered() >> Take() << Taken(agent=7) << TakenBy << Told(outcome=Outcome.TAKEN)
    play << OfferOver(ending=Ending.TAKEN, by="07") << OfferCallOver(ending=Ending.TAKEN)
    play.end()
    play = _offered() >> Reply() << Taken << e.AgentReplied << TakenBy << Deliver << OfferOver << OfferCallOver
    play.end()


def test_what_is_kept_for_another_is_refused_with_for_whom_and_until_when() -> None:
    play = _offered().wait(seconds=10) >> Take(WANG)
    play << n.Told(outcome=Outcome.RESERVED, number="07", at=at(seconds=45))
    play >> Reply("I could", by=WANG) << Noted << Told(outcome=Outcome.RESERVED_NOTED, number="07")
    play.end()
    assert play.conversation.offered_to == LIN.user_id


def test_a_lead_may_take_what_is_kept_for_another() -> None:
    play = _offered() >> Take(ZHAO) << Taken(agent=1) << TakenBy << Told(outcome=Outcome.TAKEN)
    play << OfferOver(ending=Ending.TAKEN_BY_OTHER, number="07", by="01") << OfferCallOver
    play.end()


@pytest.mark.rule("accept")
def test_once_it_was_not_taken_in_time_everybody_hears_that_they_may_take_and_may() -> None:
    play = _offered(rules=Rules(offer=timedelta(minutes=4))).wait(minutes=3) >> Strike()
    play << Breached(clock=e.Clock.ACCEPT, agent=7) << Alarm
    play << OpenToAll(conversation=1, epoch=1, agents=(7, 12, 1), numbers=("07", "12", "01"), ticket="A001")
    play.wait(seconds=10) >> Take(WANG) << Taken(agent=12) << e.Overran << TakenBy << Told(outcome=Outcome.TAKEN)
    play << OpenToAll(conversation=1, epoch=1, over_at=play.now, by="12")
    play << OfferOver(ending=Ending.TAKEN_BY_OTHER) << OfferCallOver
    play.end()


def test_what_everybody_might_take_is_nobodys_once_the_customer_waits_no_more() -> None:
    play = _offered(rules=Rules(offer=timedelta(minutes=4))).wait(minutes=3) >> Strike()
    play.clear().wait(seconds=10) >> WaitNoMore()
    play << LeftQueue << Overran << WaitEnded
    play << OpenToAll(conversation=1, epoch=1, over_at=play.now, by=None) << OfferOver << OfferCallOver
    play.end()


def test_danger_is_open_to_all_at_once() -> None:
    play = Script() >> Say("My neighbour is unconscious")
    play.clear() >> Offer()
    play.clear() >> Take(WANG) << Taken(agent=12)
    play.clear()


@pytest.mark.rule("writing")
def test_the_lease_stands_still_while_the_agent_writes_to_another_customer() -> None:
    play = _offered() >> WritesElsewhere(timedelta(seconds=30))
    play << OfferPaused(agent=7, since=at(seconds=10)) << n.Card
    play.wait(seconds=64) >> Strike()
    play.end()
    play.wait(seconds=1) >> Strike() << OfferLapsed(due=at(seconds=65))
    play.clear()


def test_no_second_is_given_back_twice_and_none_before_the_offer() -> None:
    play = _offered() >> WritesElsewhere(timedelta(seconds=5)) << OfferPaused(since=TEN)
    play >> WritesElsewhere(timedelta(seconds=15)) << OfferPaused(since=at(seconds=5))
    play >> WritesElsewhere(timedelta(seconds=15))
    play.end()
    play >> WritesElsewhere(timedelta(seconds=40), agent=WANG)
    play.end()


def test_who_began_to_write_when_the_lease_was_over_gets_nothing_back() -> None:
    play = _offered().wait(seconds=70) >> WritesElsewhere(timedelta(seconds=70))
    play.end()


def test_an_offer_is_taken_back_from_who_is_not_there() -> None:
    play = _offered() >> WithdrawOffer(WANG)
    play.end()
    play >> WithdrawOffer() << OfferWithdrawn(agent=7, why=e.Withdrawal.AGENT_LEFT)
    play << OfferOver(ending=Ending.WITHDRAWN) << OfferCallOver
    play.end()
    assert play.conversation.skipped == ()


def test_a_customer_who_blocks_us_is_kept_for_nobody() -> None:
    play = _offered() >> Block() << OfferWithdrawn(why=e.Withdrawal.CUSTOMER_LEFT) << e.BecameUnreachable
    play << OfferOver(ending=Ending.WITHDRAWN) << OfferCallOver
    play.end()
    assert play.clocks == {}


def test_writing_while_it_is_offered_changes_nothing_but_what_the_agent_will_see() -> None:
    play = _offered() >> Say("It is still dripping") << CustomerWrote << Mirror
    play.end()
    assert (play.conversation.offers, play.conversation.offered_to) == (1, LIN.user_id)


def test_a_full_agent_may_take_what_was_offered_for_that_is_counted_already() -> None:
    play = _offered(rules=Rules(capacity=1))
    assert play.floor.load == {LIN.user_id: 1}
    play >> Take() << Taken
    play.clear()


def test_an_offer_made_late_makes_no_timely_answer_late() -> None:
    """Offers are nobody's deed: what was done before one was heard of later still counts from when it was done."""
    conversation = Script().conversation
    for event in (
        e.HandedOff(at=TEN, reason=e.Reason.ASKED),
        e.Offered(at=at(minutes=1), agent=7),
        e.WaitTold(at=at(minutes=2), place=1, until=at(minutes=5)),
    ):
        conversation = evolve(conversation, event)
    assert conversation.last_fact_at == TEN


def test_what_a_customer_is_told_about_the_wait_is_remembered() -> None:
    play = Script(recent_waits=(timedelta(minutes=7),)) >> AskForPerson() << e.HandedOff
    play << WaitTold(place=1, until=at(minutes=7))
    play.clear()
    assert (play.conversation.told_place, play.conversation.told_until) == (1, at(minutes=7))


def _told_while_waiting(usual: timedelta) -> list[int]:
    """Return after how many minutes a customer who waits for more than an hour hears something."""
    play = Script(recent_waits=(usual,)) >> AskForPerson()
    for _ in range(5, 70, 5):
        play.clear().wait(minutes=5) >> Strike()
    play.clear()
    return [(event.at - TEN) // timedelta(minutes=1) for event in play.happened(e.WaitTold)]


def test_waiting_is_told_again_ever_more_seldom_and_when_it_gets_much_worse_than_was_told() -> None:
    assert _told_while_waiting(timedelta(minutes=90)) == [0, 5, 30, 60]
    assert _told_while_waiting(timedelta(minutes=2)) == [0, 5, 20, 30, 60]


def test_whoever_falls_back_in_the_queue_hears_of_it() -> None:
    play = Script(recent_waits=(timedelta(minutes=90),)) >> AskForPerson()
    play.clear().wait(minutes=5) >> Strike()
    play.clear().ahead(PENG, since=TEN, level=2).wait(minutes=5) >> Strike()
    told = play.happened(e.WaitTold)[-1]
    assert told == e.WaitTold(at=at(minutes=10), place=2, until=at(minutes=100))
    play.clear()


@pytest.mark.rule("offer")
def test_who_let_it_pass_and_is_the_only_one_there_is_rung_again_for_as_long_as_the_promise_lasts() -> None:
    play = _offered().wait(seconds=45) >> Strike()
    play.clear() >> Offer()
    play.clear().wait(seconds=179) >> Strike()
    assert (play.conversation.state, play.conversation.offered_to) == (State.OFFERED, LIN.user_id)
    play.clear().wait(seconds=1) >> Strike()
    play.clear()
    assert play.conversation.skipped == (LIN.user_id, LIN.user_id)


def test_who_lets_the_same_pass_again_and_again_is_rung_ever_more_seldom() -> None:
    play, spans = _offered(), list[timedelta]()
    for _ in range(5):
        spans.append(play.clocks[Clock.OFFER] - play.now)
        play.now = play.clocks[Clock.OFFER]
        (play >> Strike()).clear()
        (play >> Offer()).clear()
    assert spans == [timedelta(seconds=45), *(timedelta(minutes=each) for each in (3, 6, 12, 12))]


def test_where_somebody_is_in_danger_the_only_one_there_is_rung_every_45_seconds() -> None:
    play = Script() >> Say("电梯里有人被困住了，快来人")
    play.clear() >> Offer()
    play.clear().wait(seconds=45) >> Strike()
    play.clear() >> Offer()
    play.clear().wait(seconds=45) >> Strike()
    play.clear()
    assert play.conversation.skipped == (LIN.user_id, LIN.user_id)
