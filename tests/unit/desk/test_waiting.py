"""Customers who wait: what they may wish, and what becomes of it."""

from datetime import timedelta

import pytest

from desk.content import Kind
from desk.events import Clock, Leaving, Raising
from desk.notices import Outcome
from desk.rules import Rules
from desk.state import State
from faq import Entry, KnowledgeBase
from faq.wishes import gives_up, named_agent, puts_off, urges
from tests.kit.cast import LIN, MEI, WANG, ZHAO, at, off
from tests.kit.lines import AskForPerson, Greet, Judge, Reply, Say, SendEntry, Take
from tests.kit.lines_actions import Transfer
from tests.kit.lines_waiting import AnswerLater, DecideBarring, MarkCare, ReportAbuse, WaitNoMore
from tests.kit.script import (
    AbuseReported,
    AgentAbsent,
    AgentLeft,
    AgentReplied,
    Answer,
    AnswerFromAgent,
    AnswerJudged,
    Barred,
    BarringAsked,
    BotAnswered,
    CallbackAgreed,
    CustomerWrote,
    Deliver,
    EmergencyCall,
    EmergencyRing,
    EntrySent,
    FormBegun,
    FormQuestion,
    Greeting,
    HandedOff,
    LaterPromised,
    LeftQueue,
    Mirror,
    NotServed,
    OfferCallOver,
    OfferOver,
    Queued,
    Raised,
    Requeued,
    Script,
    StillNeeded,
    StillWaiting,
    Taken,
    TakenBy,
    Told,
    TransferCall,
    TransferOffered,
    TransferWanted,
    Unbarred,
    Upset,
    WaitEnded,
)

_QUESTION = "How do I pay the property fee?"


def _waiting(**kept: object) -> Script:
    play = Script(**kept) >> AskForPerson() << HandedOff << Queued  # type: ignore[arg-type]
    return play.wait(seconds=10)


def test_who_says_never_mind_leaves_the_queue_and_the_bot_serves_again() -> None:
    play = _waiting() >> Say("Never mind, thanks") << CustomerWrote << LeftQueue(Leaving.GAVE_UP) << Mirror << WaitEnded
    assert (play.conversation.state, play.clocks) == (State.BOT, {})


def test_who_only_says_thanks_goes_on_waiting() -> None:
    play = _waiting() >> Say("Thanks!") << CustomerWrote << Mirror
    assert play.conversation.state is State.QUEUED


def test_the_press_leaves_the_queue_and_a_second_one_is_told_that_it_is_old() -> None:
    play = _waiting() >> WaitNoMore() << LeftQueue(Leaving.GAVE_UP) << WaitEnded
    play >> WaitNoMore() << Told(Outcome.OLD_BUTTON)


def test_who_comes_back_after_leaving_has_a_new_number_and_waits_anew() -> None:
    play = _waiting() >> WaitNoMore() << LeftQueue << WaitEnded
    play.wait(minutes=30) >> AskForPerson() << HandedOff(ticket=2) << Queued
    assert play.conversation.waiting_since == play.now


def test_who_asks_how_long_hears_the_place_again() -> None:
    _waiting() >> Say("how long do I have to wait?") << CustomerWrote << Mirror << Queued(place=1)


@pytest.mark.parametrize("text", ["那你们稍后联系我吧", "晚点回复我就行，谢谢", "please call me back later"])
def test_who_would_rather_be_answered_later_may_say_so(text: str) -> None:
    play = _waiting() >> Say(text) << CustomerWrote << CallbackAgreed << Mirror << LaterPromised
    assert play.conversation.state is State.HOLD


@pytest.mark.parametrize("text", ["在吗？怎么没人理我", "等了半天了", "有没有人啊", "Why is nobody answering?"])
def test_who_finds_that_it_takes_long_hears_an_apology_the_place_and_the_wait_and_nothing_of_the_library(
    text: str,
) -> None:
    known = KnowledgeBase([Entry(id="progress", question="有没有人啊", variants=("等了半天了",), answer="请发单号。")])
    play = Script(knowledge=known) >> AskForPerson() << HandedOff << Queued
    play.wait(minutes=2) >> Say(text) << CustomerWrote << Mirror << StillWaiting(timedelta(minutes=2), place=1)
    assert play.conversation.state is State.QUEUED


@pytest.mark.parametrize("text", ["在吗", "hello? anyone there"])
def test_who_calls_while_waiting_hears_the_place_and_an_apology_once_it_took_a_minute(text: str) -> None:
    play = _waiting() >> Say(text) << CustomerWrote << Mirror << Queued(place=1)
    play.wait(minutes=1) >> Say(text) << CustomerWrote << Mirror << StillWaiting(place=1)


def test_who_was_promised_an_answer_and_calls_hears_again_by_when() -> None:
    play = _waiting() >> AnswerLater() << CallbackAgreed << LaterPromised
    play >> Say("怎么没人理我") << CustomerWrote << Mirror << LaterPromised


def test_an_apology_does_not_take_the_place_of_help_in_danger() -> None:
    play = Script() >> Say("电梯困人了")
    play.clear()
    play.wait(minutes=2) >> Say("怎么没人理我") << CustomerWrote << Mirror << Queued


def test_who_gets_angry_while_waiting_moves_up_and_the_lead_hears_of_it() -> None:
    play = _waiting() >> Say("This is ridiculous!") << CustomerWrote << Raised(1, Raising.WORSE)
    play << Mirror << Upset(MEI.chat_id) << Queued
    assert play.conversation.level == 1


def test_anger_alone_moves_nobody_up_for_ever() -> None:
    play = _waiting()
    for _ in range(6):
        play >> Say("This is ridiculous!")
        play.clear()
    assert play.conversation.level == 3


def test_a_sure_answer_is_given_meanwhile_and_the_place_is_kept() -> None:
    play = _waiting() >> Say(_QUESTION) << CustomerWrote << BotAnswered("fee") << Mirror << Answer("fee")
    assert play.conversation.state is State.QUEUED
    play >> Judge("fee", helpful=True) << AnswerJudged << StillNeeded << Told(Outcome.IN_QUEUE, count=1)
    play >> WaitNoMore() << LeftQueue(Leaving.ANSWERED) << WaitEnded


def test_who_complains_is_not_put_off_with_the_library() -> None:
    play = (
        Script() >> Say("I want to complain about the guard") << CustomerWrote << HandedOff(line="B", level=1) << Queued
    )
    play >> Say(_QUESTION) << CustomerWrote << Mirror
    assert play.conversation.state is State.QUEUED


@pytest.mark.rule("promised_reply")
def test_who_would_rather_be_answered_later_has_a_promise_with_a_moment_instead_of_a_place() -> None:
    play = _waiting(rules=Rules(promised_reply=timedelta(hours=2)))
    until = play.now + timedelta(hours=2)
    play >> AnswerLater() << CallbackAgreed(until) << LaterPromised(until, None)
    assert (play.conversation.state, play.clocks) == (State.HOLD, {Clock.PROMISED_REPLY: until})
    play >> AnswerLater() << Told(Outcome.LATER_ALREADY)


def test_a_promised_answer_is_met_by_whoever_takes_it_and_answers() -> None:
    play = _waiting() >> AnswerLater() << CallbackAgreed << LaterPromised
    play.wait(hours=3) >> Take() << Taken << TakenBy << Told
    assert play.clocks[Clock.PROMISED_REPLY] == at(hours=24, seconds=10)
    play >> Reply("The fee is 2.5 a square metre.")
    play.clear()
    assert Clock.PROMISED_REPLY not in play.clocks


def test_who_changes_their_mind_about_a_later_answer_waits_no_more() -> None:
    play = _waiting() >> AnswerLater() << CallbackAgreed << LaterPromised
    play >> WaitNoMore() << LeftQueue << WaitEnded
    assert play.clocks == {}


def test_the_agent_who_is_asked_for_is_wanted() -> None:
    Script() >> Say("Can I talk to agent 07?") << CustomerWrote << HandedOff(wanted=LIN.user_id) << Queued


def test_for_an_agent_who_is_not_there_a_message_can_be_left() -> None:
    play = Script(agents=(off(LIN), WANG, ZHAO))
    play >> Say("找07号") << CustomerWrote << AgentAbsent("07", None)
    play >> AnswerLater("07") << CallbackAgreed(agent=LIN.user_id) << LaterPromised(number="07")
    assert play.conversation.owner == LIN.user_id


def test_a_number_nobody_has_is_an_ordinary_question() -> None:
    play = Script() >> Say("找99号")
    play.clear()
    assert play.conversation.wanted is None


def test_special_care_is_before_others_and_marked_once() -> None:
    play = _waiting() >> MarkCare() << Raised(2, Raising.CARE, LIN.user_id) << Told(Outcome.CARED_FOR)
    play >> MarkCare() << Told(Outcome.CARED_FOR_ALREADY)
    assert (play.conversation.care, play.conversation.level) == (True, 2)


def test_a_customer_is_barred_by_the_lead_and_nobody_else() -> None:
    play = (
        _waiting()
        >> ReportAbuse()
        << AbuseReported
        << BarringAsked(MEI.chat_id, 1, "07")
        << Told(Outcome.BARRING_ASKED)
    )
    play >> DecideBarring(by=LIN) << Told(Outcome.LEADS_ONLY)
    play >> DecideBarring() << Barred << NotServed << Told(Outcome.BARRED)
    assert (play.conversation.state, play.clocks) == (State.CLOSED, {})


def test_who_is_barred_is_answered_by_the_library_but_goes_to_no_person() -> None:
    play = Script()
    play.floor.barred = frozenset({MEI.chat_id})
    play >> Greet() << Greeting(person=False)
    play >> Say(_QUESTION) << CustomerWrote << BotAnswered << Answer(person=False)
    play >> AskForPerson() << NotServed
    assert play.conversation.state is State.BOT


def test_danger_goes_to_a_person_even_from_who_is_barred() -> None:
    play = Script()
    play.floor.barred = frozenset({MEI.chat_id})
    play >> Say("电梯困人了")
    play.clear()
    assert (play.conversation.state, play.conversation.level) == (State.QUEUED, 9)


def test_the_lead_lets_a_customer_be_served_again() -> None:
    play = _waiting() >> ReportAbuse() << AbuseReported << BarringAsked << Told
    play >> DecideBarring(barred=False) << Unbarred << Told(Outcome.NOT_BARRED)
    assert not play.conversation.barred


def test_a_sticker_in_the_queue_moves_nothing() -> None:
    play = _waiting() >> Say(kind=Kind.STICKER) << CustomerWrote << Mirror
    assert play.conversation.state is State.QUEUED


@pytest.mark.parametrize(
    "text", ["算了", "不用了，谢谢", "算了不用了", "我自己解决了", "不等了，再见", "Forget it", "cancel"]
)
def test_these_words_give_up(text: str) -> None:
    assert gives_up(text)


@pytest.mark.parametrize(
    "text", ["好的谢谢", "水管不用了吗", "不用了的会员卡怎么退", "ok", "谢谢", "why cancel the order"]
)
def test_these_words_do_not_give_up(text: str) -> None:
    assert not gives_up(text)


@pytest.mark.parametrize("text", ["师傅说稍后联系我，一直没来", "稍后", "你们上次说明天回复我"])
def test_these_words_do_not_put_off(text: str) -> None:
    assert not puts_off(text)


@pytest.mark.parametrize(
    "text", ["还要等多久？", "请问还要多久啊", "还没轮到我吗", "排到几了", "前面还有几个人", "how long?"]
)
def test_these_words_ask_how_long(text: str) -> None:
    assert urges(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("找07号", "07"),
        ("请转接 12 号客服", "12"),
        ("Can I talk to agent 07?", "07"),
        ("我住3栋07号", None),
        ("转到07号楼修灯", None),
    ],
)
def test_an_agent_is_asked_for_by_number(text: str, number: str | None) -> None:
    assert named_agent(text) == number


def test_who_needs_special_care_keeps_it_when_they_give_up_and_come_again() -> None:
    play = _waiting() >> MarkCare() << Raised << Told
    play >> WaitNoMore() << LeftQueue << WaitEnded
    play >> AskForPerson() << HandedOff << Queued
    assert play.conversation.level == 2


def test_who_was_served_gave_up_and_asks_again_is_owed_a_first_reply_anew() -> None:
    play = _waiting() >> Take() << Taken << TakenBy << Told
    play >> Reply() << AgentReplied << Deliver
    play.leaves(LIN) >> Say("And the kitchen?") << CustomerWrote << Requeued << Mirror << AgentLeft
    play >> WaitNoMore() << LeftQueue << WaitEnded
    play >> AskForPerson() << HandedOff << Queued
    assert (Clock.FIRST_REPLY in play.clocks, Clock.NEXT_REPLY in play.clocks) == (True, False)


def test_who_was_promised_an_answer_later_starts_no_clock_of_minutes_by_writing() -> None:
    play = _waiting() >> Take() << Taken << TakenBy << Told
    play >> Reply() << AgentReplied << Deliver
    play.leaves(LIN) >> Say("And the kitchen?") << CustomerWrote << Requeued << Mirror << AgentLeft
    play >> AnswerLater() << CallbackAgreed << LaterPromised
    play >> Say("My number is 555") << CustomerWrote << Mirror
    assert set(play.clocks) == {Clock.PROMISED_REPLY}


def test_who_was_promised_an_answer_later_and_asks_for_a_person_hears_the_promise_again() -> None:
    play = _waiting() >> AnswerLater() << CallbackAgreed << LaterPromised
    play >> AskForPerson() << LaterPromised(until=at(hours=24, seconds=10), number=None)
    play.end()


def test_danger_does_not_wait_for_an_answer_that_was_promised_for_later() -> None:
    play = _waiting() >> AnswerLater() << CallbackAgreed << LaterPromised
    play >> Say("There is a gas leak, help!") << CustomerWrote << Raised(why=Raising.DANGER) << Requeued
    play << FormBegun << Mirror << EmergencyCall << EmergencyRing << FormQuestion
    assert (play.conversation.state, play.floor.ahead_of(play.conversation)) == (State.QUEUED, 0)


def test_an_entry_sent_by_the_agent_who_was_asked_for_takes_the_matter_so_that_it_does_not_lie_there() -> None:
    play = Script(agents=(off(LIN), WANG, ZHAO)) >> Say("Can I talk to agent 07?") << CustomerWrote << AgentAbsent
    play >> AnswerLater("07") << CallbackAgreed << LaterPromised
    play >> SendEntry("fee") << Told(Outcome.NOT_ON_DUTY)
    play.comes(LIN) >> SendEntry("fee") << Taken << EntrySent << TakenBy << AnswerFromAgent << Told
    assert (play.conversation.state, play.conversation.owner) == (State.ACTIVE, LIN.user_id)


def test_who_is_barred_is_promised_no_answer_either() -> None:
    play = Script(agents=(off(LIN), WANG, ZHAO))
    play.floor.barred = frozenset({MEI.chat_id})
    play >> Say("Can I talk to agent 07?") << CustomerWrote << NotServed
    play >> AnswerLater("07") << NotServed
    assert (play.conversation.state, play.clocks) == (State.BOT, {})


def test_a_transfer_is_over_when_the_customer_waits_no_more() -> None:
    play = Script(agents=(off(LIN), WANG, ZHAO)) >> Say("Can I talk to agent 07?") << CustomerWrote << AgentAbsent
    play >> AnswerLater("07") << CallbackAgreed << LaterPromised
    play >> Transfer("12") << TransferOffered << TransferWanted << TransferCall << Told
    play >> WaitNoMore() << LeftQueue << WaitEnded << OfferOver << OfferCallOver
    assert (play.conversation.transfer_to, play.clocks) == (None, {})
