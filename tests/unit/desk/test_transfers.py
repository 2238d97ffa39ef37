"""What becomes of passing a conversation on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import notices as n
from desk.events import Clock, Reason
from desk.notices import Ending
from desk.people import Absence
from desk.rules import Rules
from desk.state import State
from tests.kit.cast import CHEN, LIN, MEI, TEN, WANG, ZHAO, at
from tests.kit.lines import Reply, Resolve, Say, Strike, Take
from tests.kit.lines_actions import AnswerTransfer, TakeBack, Transfer
from tests.kit.script import (
    AgentReplied,
    Alarm,
    Breached,
    Card,
    CustomerWrote,
    Deliver,
    HandedOff,
    Mirror,
    Noted,
    OfferCallOver,
    OfferOver,
    Overran,
    PassedOn,
    Queued,
    Requeued,
    Script,
    Taken,
    TakenBy,
    Told,
    TransferAnnounced,
    TransferCall,
    TransferEnded,
    TransferLapsed,
    TransferOffered,
    TransferSettled,
    TransferWanted,
)


def queued(rules: Rules | None = None) -> Script:
    return Script(rules=rules) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued


def active(rules: Rules | None = None) -> Script:
    return queued(rules) >> Take() << Taken << TakenBy << Told


def asked(rules: Rules | None = None, *, warm: bool = False) -> Script:
    play = active(rules) >> Transfer("12", warm=warm) << TransferOffered << TransferWanted << TransferCall
    return play << Told(n.Outcome.TRANSFER_OFFERED, number="12")


# --- asking a colleague --------------------------------------------------------------------------------------------


def test_a_colleague_is_asked_in_the_topic_and_in_private_with_what_the_giver_wrote() -> None:
    play = active() >> Transfer("12", note="She waits for a quote") << Noted(agent=LIN.user_id, message=2, aside=False)
    play << TransferOffered(agent=LIN.user_id, to=WANG.user_id, warm=False)
    asks: dict[str, object] = {
        "agent": WANG.user_id,
        "number": "12",
        "by": "07",
        "customer": MEI.chat_id,
        "conversation": 1,
    }
    asks |= {"epoch": 2, "lease": 1, "until": at(seconds=45)}
    play << n.TransferWanted(**asks)  # type: ignore[arg-type]
    play << n.TransferCall(**asks, note="She waits for a quote")  # type: ignore[arg-type]
    play << n.Told(outcome=n.Outcome.TRANSFER_OFFERED, number="12") << n.Card()


def test_the_owner_stays_answerable_until_the_colleague_takes_it() -> None:
    play = asked()
    assert (play.conversation.state, play.conversation.owner) == (State.ACTIVE, LIN.user_id)
    assert {Clock.FIRST_REPLY: at(minutes=5), Clock.OFFER: at(seconds=45)}.items() <= play.clocks.items()
    play >> Reply("One moment please") << AgentReplied(agent=LIN.user_id, helper=False) << Deliver


def test_a_colleague_who_takes_it_is_introduced_and_the_giver_hears_of_it() -> None:
    play = asked().wait(seconds=10) >> AnswerTransfer() << Taken(agent=WANG.user_id)
    play << n.TransferAnnounced(number="12")
    play << n.TransferSettled(agent=LIN.user_id, asked_by="07", number="12", how=n.Settled.TAKEN)
    play << n.Told(outcome=n.Outcome.TAKEN) << n.Card()
    play << OfferOver(offer=1, ending=Ending.TAKEN, by="12", transfer=True) << OfferCallOver(agent=WANG.user_id)
    assert (play.conversation.owner, play.conversation.former) == (WANG.user_id, LIN.user_id)
    assert play.floor.load == {LIN.user_id: 0, WANG.user_id: 1}


def test_the_waiting_time_and_the_first_reply_promised_do_not_begin_anew() -> None:
    play = asked().wait(seconds=10) >> AnswerTransfer() << Taken << TransferAnnounced << TransferSettled
    play << Told << OfferOver << OfferCallOver
    assert (play.conversation.waiting_since, play.clocks[Clock.FIRST_REPLY]) == (TEN, at(minutes=5))


def test_a_colleague_who_declines_leaves_it_with_the_giver_who_hears_of_it() -> None:
    play = asked() >> AnswerTransfer(taken=False) << TransferEnded(agent=WANG.user_id)
    play << n.TransferSettled(agent=LIN.user_id, asked_by="07", number="12", how=n.Settled.DECLINED)
    play << n.Card() << n.Told(outcome=n.Outcome.TRANSFER_DECLINED)
    play << OfferOver(ending=Ending.DECLINED) << OfferCallOver(ending=Ending.DECLINED)
    assert (play.conversation.owner, Clock.OFFER in play.clocks) == (LIN.user_id, False)


@pytest.mark.rule("offer")
def test_a_colleague_who_does_not_answer_in_45_seconds_leaves_it_with_the_giver_who_hears_of_it() -> None:
    play = asked().wait(seconds=44) >> Strike()
    play.wait(seconds=1) >> Strike() << TransferLapsed(to=WANG.user_id, due=at(seconds=45))
    play << n.TransferSettled(agent=LIN.user_id, asked_by="07", number="12", how=n.Settled.LAPSED)
    play << OfferOver(ending=Ending.LAPSED) << OfferCallOver(ending=Ending.LAPSED)
    assert (play.conversation.owner, play.conversation.transfer_to) == (LIN.user_id, None)


def test_a_press_after_the_lease_is_too_late_although_nobody_has_noticed_yet() -> None:
    play = asked().wait(seconds=46) >> AnswerTransfer() << TransferLapsed << TransferSettled
    play << n.Told(outcome=n.Outcome.TRANSFER_OVER) << OfferOver << OfferCallOver
    assert play.conversation.owner == LIN.user_id


def test_a_press_at_the_last_moment_counts() -> None:
    play = asked(Rules(offer=timedelta(seconds=30))).wait(seconds=29) >> AnswerTransfer()
    play << Taken << TransferAnnounced << TransferSettled << Told(n.Outcome.TAKEN) << OfferOver << OfferCallOver


def test_the_giver_may_take_it_back() -> None:
    play = asked() >> TakeBack() << TransferEnded(agent=LIN.user_id) << TransferSettled(how=n.Settled.TAKEN_BACK)
    play << Told(n.Outcome.TRANSFER_TAKEN_BACK)
    play << OfferOver(ending=Ending.WITHDRAWN, by=None) << OfferCallOver
    play >> TakeBack() << n.Told(outcome=n.Outcome.NO_TRANSFER)


def test_who_asks_another_colleague_asks_the_first_no_more() -> None:
    play = asked() >> Transfer("01") << TransferEnded << TransferOffered(to=ZHAO.user_id) << TransferWanted
    play << TransferCall << Told(n.Outcome.TRANSFER_OFFERED, number="01")
    play << OfferOver(offer=1, ending=Ending.WITHDRAWN) << OfferCallOver(agent=WANG.user_id, offer=1)
    play >> AnswerTransfer(lease=1) << n.Told(outcome=n.Outcome.TRANSFER_OVER)
    play >> AnswerTransfer(by=ZHAO) << Taken << TransferAnnounced << TransferSettled << Told
    play << OfferOver(offer=2, ending=Ending.TAKEN) << OfferCallOver(agent=ZHAO.user_id, offer=2)


# --- warmly --------------------------------------------------------------------------------------------------------


def test_warmly_passed_on_the_giver_stays_and_may_write_and_the_customer_hears_it() -> None:
    play = asked(warm=True) >> AnswerTransfer() << Taken << n.TransferAnnounced(number="12", warm=True)
    play << TransferSettled << Told(n.Outcome.TAKEN) << OfferOver << OfferCallOver
    assert (play.conversation.owner, play.conversation.helpers) == (WANG.user_id, (LIN.user_id,))
    play >> Reply("I have told 12 everything", by=LIN) << AgentReplied(agent=LIN.user_id, helper=True) << Deliver
    play >> Reply("I will go on from here", by=WANG) << AgentReplied(agent=WANG.user_id, helper=False) << Deliver


def test_who_is_not_asked_warmly_helps_no_more_afterwards() -> None:
    play = asked() >> AnswerTransfer() << Taken << TransferAnnounced << TransferSettled << Told
    play << OfferOver << OfferCallOver
    assert play.conversation.helpers == ()


# --- to whom it cannot be passed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "outcome"),
    [
        ("07", n.Told(outcome=n.Outcome.TRANSFER_TO_SELF)),
        ("7", n.Told(outcome=n.Outcome.TRANSFER_TO_SELF)),
        ("99", n.Told(outcome=n.Outcome.NO_SUCH_COLLEAGUE)),
        ("Z", n.Told(outcome=n.Outcome.NO_SUCH_COLLEAGUE)),
        ("", n.Told(outcome=n.Outcome.NO_SUCH_COLLEAGUE)),
        ("03", n.Told(outcome=n.Outcome.COLLEAGUE_OFF_DUTY, number="03")),
        ("12", n.Told(outcome=n.Outcome.COLLEAGUE_AWAY, number="12")),
        ("01", n.Told(outcome=n.Outcome.COLLEAGUE_LEAVING, number="01")),
    ],
)
def test_it_is_passed_to_nobody_who_cannot_take_it_and_the_giver_hears_why(to: str, outcome: n.Told) -> None:
    play = active().comes(CHEN).comes(replace(WANG, away_since=TEN, absence=Absence.MEAL))
    play.comes(replace(ZHAO, leaving_since=TEN))
    play >> Transfer(to, note="She waits") << outcome
    assert (play.conversation.transfer_to, play.conversation.owner) == (None, LIN.user_id)


@pytest.mark.rule("capacity")
def test_it_is_passed_to_nobody_who_has_no_room_and_taken_by_nobody_who_has_none_by_then() -> None:
    play = active(Rules(capacity=2))
    play.floor.load[WANG.user_id] = 2
    play >> Transfer("12") << n.Told(outcome=n.Outcome.COLLEAGUE_FULL, number="12")
    play.floor.load[WANG.user_id] = 1
    play >> Transfer("12") << TransferOffered << TransferWanted << TransferCall << Told
    play.floor.load[WANG.user_id] = 2
    play >> AnswerTransfer() << n.Told(outcome=n.Outcome.AT_CAPACITY, count=2)


def test_only_the_owner_or_a_lead_may_pass_it_on() -> None:
    play = active() >> Transfer("01", by=WANG) << n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=TEN)
    play >> Transfer("07", by=ZHAO) << n.Told(outcome=n.Outcome.TRANSFER_HAS_IT, number="07")
    play >> Transfer("12", by=ZHAO) << TransferOffered << TransferWanted(by="01") << TransferCall << Told
    queued() >> Transfer("12") << n.Told(outcome=n.Outcome.NOT_YOURS) << Card
    Script() >> Transfer("12") << n.Told(outcome=n.Outcome.NOT_WAITING) << Card


def test_a_late_double_or_strange_answer_is_told_what_is_true() -> None:
    play = asked() >> AnswerTransfer(by=ZHAO) << n.Told(outcome=n.Outcome.TRANSFER_NOT_FOR_YOU, number="12")
    play >> AnswerTransfer(by=LIN) << n.Told(outcome=n.Outcome.YOURS_ALREADY)
    play >> AnswerTransfer() << Taken << TransferAnnounced << TransferSettled << Told << OfferOver << OfferCallOver
    play >> AnswerTransfer() << n.Told(outcome=n.Outcome.YOURS_ALREADY)
    play >> AnswerTransfer(by=LIN, epoch=2) << n.Told(outcome=n.Outcome.TRANSFER_OVER)
    (play >> Reply(by=WANG)).clear()
    (play >> Resolve(by=WANG)).clear()
    play >> AnswerTransfer() << n.Told(outcome=n.Outcome.RESOLVED_ALREADY)


def test_who_went_off_duty_meanwhile_does_not_take_it() -> None:
    asked().leaves(WANG) >> AnswerTransfer() << n.Told(outcome=n.Outcome.NOT_ON_DUTY)


# --- to a line -----------------------------------------------------------------------------------------------------


def test_passed_to_a_line_it_waits_there_with_its_original_waiting_time_and_the_customer_is_told() -> None:
    play = active().wait(minutes=2) >> Transfer("b", note="A complaint") << Noted
    play << Requeued(reason=Reason.TRANSFERRED, line="B") << PassedOn(line="B", place=1)
    play << Told(n.Outcome.PASSED_ON)
    assert (play.conversation.state, play.conversation.line) == (State.QUEUED, "B")
    assert (play.conversation.waiting_since, play.conversation.owner) == (TEN, None)


def test_what_waits_in_a_line_is_moved_by_a_lead_only_and_only_to_another_line() -> None:
    play = queued() >> Transfer("B") << n.Told(outcome=n.Outcome.NOT_YOURS) << Card
    play >> Transfer("B", by=ZHAO) << Requeued(line="B") << PassedOn << Told(n.Outcome.PASSED_ON)
    play >> Transfer("B", by=ZHAO) << n.Told(outcome=n.Outcome.PASSED_ON_ALREADY)


def test_who_waited_too_long_before_being_moved_was_made_to_wait_whoever_notices_first() -> None:
    play = queued().wait(minutes=3, seconds=1) >> Transfer("B", by=ZHAO) << Breached(Clock.ACCEPT, due=at(minutes=3))
    play << Requeued(line="B") << Overran(clock=Clock.ACCEPT) << Alarm(clock=Clock.ACCEPT) << PassedOn << Told


def test_passing_it_to_a_line_ends_the_asking_of_a_colleague() -> None:
    play = asked() >> Transfer("C") << Requeued << PassedOn << Told << OfferOver << OfferCallOver
    assert play.conversation.transfer_to is None
    play >> AnswerTransfer() << n.Told(outcome=n.Outcome.NOT_YOURS)


def test_what_the_customer_writes_meanwhile_reaches_the_topic() -> None:
    asked() >> Say("Hello?") << CustomerWrote << Mirror
