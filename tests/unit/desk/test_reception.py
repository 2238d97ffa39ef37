"""What becomes of what a customer does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import notices as n
from desk.cases.repairs.work_notices import WorkerGreeted
from desk.content import Kind
from desk.events import Clock, Code, Reason
from desk.evolution import DANGER
from desk.forms.form import Field, FormKind
from desk.notices.forms import Remark
from desk.people import Absence, Agent, Role
from desk.queue import Place
from desk.rules import Rules
from desk.state import Awaiting, State, Unseen
from faq import Entry, KnowledgeBase
from tests.kit.cast import CHEN, KNOWLEDGE, LIN, MEI, PENG, STAFF_ROOM, ZHAO, at
from tests.kit.lines import (
    AskForPerson,
    Block,
    Choose,
    Edit,
    Forged,
    Greet,
    Help,
    Judge,
    Line,
    React,
    Reply,
    Resolve,
    Say,
    SendEntry,
    Take,
    Unblock,
    Unreadable,
)
from tests.kit.lines_forms import BeginReport
from tests.kit.script import (
    AgentLeft,
    AgentReplied,
    AlreadyWithPerson,
    Answer,
    AnswerFromAgent,
    AnswerJudged,
    BecameReachable,
    BecameUnreachable,
    BotAnswered,
    BotMissed,
    BotReplied,
    BotSuggested,
    CannotRead,
    Card,
    CustomerEdited,
    CustomerWrote,
    Deliver,
    EntrySent,
    Farewell,
    FormBegun,
    FormQuestion,
    GladToHelp,
    Greeting,
    HandedOff,
    HelpText,
    Mirror,
    MirrorEdit,
    NobodyOnDuty,
    Opened,
    Prompt,
    Queued,
    Reopened,
    Rephrase,
    Requeued,
    Resolved,
    Resumed,
    SaidAlready,
    SameAgent,
    Script,
    StaffGreeted,
    Suggestions,
    Taken,
    TakenBy,
    Told,
    Welcome,
)

FEE = "How do I pay the property fee?"
PARKING = "What does parking cost?"


def queued() -> Script:
    return Script() >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued


def active() -> Script:
    return queued() >> Take() << Taken << TakenBy << Told


def answered() -> Script:
    return active() >> Reply() << AgentReplied << Deliver


def resolved() -> Script:
    return answered() >> Resolve() << Resolved << Farewell << Told


# --- the ladder ----------------------------------------------------------------------------------------------------


def test_a_question_the_library_knows_is_answered_at_once() -> None:
    play = Script() >> Say(FEE) << Opened(previous=None) << CustomerWrote(message=1, courtesy=False)
    play << BotAnswered("fee", confidence=1.0) << n.Answer(entry_id="fee", library=KNOWLEDGE.version)
    assert play.conversation.state is State.BOT


def test_two_entries_alike_are_offered_to_choose_from() -> None:
    play = Script() >> Say(PARKING) << CustomerWrote
    play << BotSuggested(("parking-day", "parking-month")) << Suggestions(("parking-day", "parking-month"))
    play >> Choose("parking-month") << BotAnswered("parking-month", 1.0) << Answer("parking-month")


def test_who_picks_an_entry_that_is_gone_is_told_so() -> None:
    Script() >> Choose("of-last-year") << n.Told(outcome=n.Outcome.ENTRY_GONE)


@pytest.mark.rule("misses")
def test_what_is_not_understood_is_asked_for_once_in_other_words_and_then_goes_to_people() -> None:
    play = Script() >> Say("flurble wug") << CustomerWrote << BotMissed << Rephrase
    play >> Say("zorp blick") << CustomerWrote << HandedOff(Reason.MISSES) << Queued(reason=Reason.MISSES)


@pytest.mark.rule("misses")
def test_another_number_of_misses_asks_more_often() -> None:
    play = Script(rules=Rules(misses=3)) >> Say("flurble wug") << CustomerWrote << BotMissed << Rephrase
    play >> Say("zorp blick") << CustomerWrote << BotMissed << Rephrase
    play >> Say("quux grault") << CustomerWrote << HandedOff(Reason.MISSES) << Queued


def test_an_answer_in_between_makes_the_misses_begin_anew() -> None:
    play = Script() >> Say("flurble wug") << CustomerWrote << BotMissed << Rephrase
    play >> Say(FEE) << CustomerWrote << BotAnswered << Answer
    play >> Say("zorp blick") << CustomerWrote << BotMissed << Rephrase


def test_the_same_answer_is_never_given_twice_in_a_row_and_who_asks_again_is_not_told_that_nobody_understood() -> None:
    play = Script() >> Say(FEE) << CustomerWrote << BotAnswered << Answer
    play >> Say(FEE) << CustomerWrote << BotMissed << SaidAlready
    play >> Say(FEE) << CustomerWrote << HandedOff(Reason.MISSES) << Queued


def test_the_same_answer_may_be_given_again_after_another() -> None:
    play = Script() >> Say(FEE) << CustomerWrote << BotAnswered("fee") << Answer
    play >> Say("When is the office open?") << CustomerWrote << BotAnswered("hours") << Answer
    play >> Say(FEE) << CustomerWrote << BotAnswered("fee") << Answer


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("human", Reason.ASKED),
        ("人工", Reason.ASKED),
        ("You are useless idiots", Reason.ANGER),
        ("I want to complain about the guard", Reason.COMPLAINT),
        ("我要投诉保安", Reason.COMPLAINT),
        ("My tap leaks", Reason.REPAIR),
    ],
)
def test_what_needs_a_person_goes_to_people_at_the_first_word(words: str, reason: Reason) -> None:
    Script() >> Say(words) << CustomerWrote << HandedOff(reason) << Queued(place=1, reason=reason, staffed=True)


def test_a_sure_answer_about_complaints_is_no_complaint() -> None:
    knowledge = KnowledgeBase([Entry(id="complain", question="I want to complain", answer="Here is how.")])
    Script(knowledge=knowledge) >> Say("I want to complain") << CustomerWrote << BotAnswered("complain") << Answer


def test_a_reported_fault_goes_to_a_person_with_what_is_known_to_do_until_then() -> None:
    knowledge = KnowledgeBase(
        [Entry(id="burst", question="水管漏水了怎么办", variants=("水管漏水了",), answer="请先关总阀。")]
    )
    play = Script(knowledge=knowledge)
    play >> Say("水管漏水了") << CustomerWrote << BotAnswered("burst") << HandedOff(Reason.REPAIR)
    play << Answer << Queued(place=1, reason=Reason.REPAIR, staffed=True)


def test_danger_goes_to_a_person_before_everybody_the_room_is_alarmed_and_the_customer_is_told_so_once() -> None:
    knowledge = KnowledgeBase([Entry(id="trapped", question="电梯困人了", answer="请按警铃。")])
    play = Script(knowledge=knowledge)
    play >> Say("电梯困人了") << CustomerWrote << BotAnswered("trapped") << HandedOff(Reason.DANGER)
    play << FormBegun(FormKind.REPAIR)
    play << Answer(judged=False)
    play << n.EmergencyCall(customer=MEI.chat_id, agent=ZHAO.user_id, number="01", conversation=1)
    play << n.EmergencyRing(customer=MEI.chat_id, agent=ZHAO.user_id, number="01", conversation=1)
    play << FormQuestion(field=Field.PLACE, remark=Remark.EMERGENCY)
    assert play.conversation.level == DANGER


def test_danger_is_not_answered_with_what_is_only_likely() -> None:
    play = Script() >> Say("小孩从楼上掉下来了") << CustomerWrote << HandedOff(Reason.DANGER)
    play << Queued(place=1, reason=Reason.DANGER, staffed=True) << n.EmergencyCall
    play << n.EmergencyRing


@pytest.mark.parametrize(
    ("word", "kind"), [("报修", FormKind.REPAIR), ("投诉", FormKind.COMPLAINT), ("repair", FormKind.REPAIR)]
)
def test_who_only_names_what_is_wanted_is_not_told_how_to_ask_for_it_but_asked(word: str, kind: FormKind) -> None:
    knowledge = KnowledgeBase([Entry(id="how", question=word, answer="请发送这个词。")])
    Script(knowledge=knowledge) >> Say(word) << CustomerWrote << FormBegun(kind) << FormQuestion(kind)


def test_hello_is_answered_with_hello_and_thanks_with_you_are_welcome() -> None:
    play = Script() >> Say("hello") << CustomerWrote << BotReplied << Prompt
    play >> Say("Thanks!") << CustomerWrote(courtesy=True) << BotReplied << Welcome


def test_a_sticker_to_the_bot_is_asked_what_it_means() -> None:
    Script() >> Say(kind=Kind.STICKER) << CustomerWrote(courtesy=True) << BotReplied << Prompt


def test_a_photo_alone_goes_to_people_who_are_shown_it() -> None:
    play = Script() >> Say(kind=Kind.PHOTO) << CustomerWrote(message=1) << HandedOff(Reason.ATTACHMENT)
    play << Queued << Card << n.Mirror(from_chat=MEI.chat_id, message=1, kind=Kind.OTHER)


def test_a_photo_with_words_is_a_question() -> None:
    Script() >> Say(FEE, kind=Kind.PHOTO) << CustomerWrote(kind=Kind.PHOTO) << BotAnswered("fee") << Answer


def test_photos_the_bot_was_sent_are_shown_to_the_people_who_come_in_later() -> None:
    play = Script() >> Say(FEE, kind=Kind.PHOTO) << CustomerWrote << BotAnswered << Answer
    play >> AskForPerson() << HandedOff(Reason.ASKED) << Queued << Card << Mirror(message=1)
    assert play.conversation.unseen == (Unseen(1),)


def test_a_message_too_long_for_a_card_is_shown_in_full_to_the_people_who_come_in() -> None:
    play = Script() >> Say("I want to complain! " + "It leaks. " * 100) << CustomerWrote(long=True)
    play << HandedOff(Reason.COMPLAINT) << Queued << Card << Mirror(message=1)


def test_an_edit_of_the_last_message_is_asked_anew_unless_it_means_what_was_just_answered() -> None:
    play = Script() >> Say("Wat?") << CustomerWrote << BotMissed << Rephrase
    play >> Edit(message=1, text=FEE) << CustomerEdited << BotAnswered << Answer
    play >> Edit(message=1, text=f"{FEE}?") << CustomerEdited


def test_the_same_question_is_answered_again_when_some_time_has_passed() -> None:
    play = Script() >> Say(FEE) << CustomerWrote << BotAnswered << Answer
    play.wait(minutes=11) >> Say(FEE) << CustomerWrote << BotAnswered << Answer


def test_a_picture_or_a_number_leaves_the_language_of_the_talk_as_it_is() -> None:
    play = Script() >> Say("窗户？", locale="zh") << CustomerWrote(locale="zh") << BotMissed << Rephrase
    play >> Say("", kind=Kind.PHOTO, locale="en") << CustomerWrote(locale="zh") << HandedOff << Queued << Mirror
    play >> Say("13800138000", locale="en") << CustomerWrote(locale="zh") << Mirror


def test_who_starts_while_a_person_has_the_matter_hears_so() -> None:
    queued() >> Greet() << Queued(place=1)
    active() >> Greet() << AlreadyWithPerson(number="07")


def test_who_starts_again_and_again_is_answered_only_so_often() -> None:
    play = Script(rules=Rules(automatic_per_hour=2)) >> Greet() << Greeting
    play >> Greet() << Greeting
    play >> Greet()


def test_who_asks_for_a_person_can_be_reached_whatever_we_were_told() -> None:
    play = Script() >> Say(FEE) << CustomerWrote << BotAnswered << Answer
    play >> Block() << BecameUnreachable
    play >> AskForPerson() << BecameReachable << HandedOff << Queued
    assert Clock.ACCEPT in play.clocks


def test_an_album_is_one_turn() -> None:
    play = Script() >> Say(FEE, kind=Kind.PHOTO, album="a") << CustomerWrote << BotAnswered << Answer
    play >> Say(kind=Kind.PHOTO, album="a") << CustomerWrote(album="a")
    play >> Say(kind=Kind.PHOTO, album="b") << CustomerWrote << HandedOff(Reason.ATTACHMENT) << Queued
    play << Mirror(message=1) << Mirror(message=2) << Mirror(message=3)


def test_the_rest_of_an_album_that_went_to_people_follows_it() -> None:
    play = Script() >> Say(kind=Kind.PHOTO, album="a") << CustomerWrote << HandedOff << Queued << Mirror(message=1)
    play >> Say(kind=Kind.PHOTO, album="a") << CustomerWrote << Mirror(message=2, album="a")


def test_not_helpful_brings_a_person() -> None:
    play = Script() >> Say(FEE) << CustomerWrote << BotAnswered << Answer
    play >> Judge("fee", helpful=False) << AnswerJudged("fee", helpful=False)
    play << HandedOff(Reason.NOT_HELPFUL) << Queued(reason=Reason.NOT_HELPFUL)


def test_helpful_is_thanked_for() -> None:
    play = Script() >> Say(FEE) << CustomerWrote << BotAnswered << Answer
    play >> Judge("fee", helpful=True) << AnswerJudged("fee", helpful=True) << GladToHelp << Told(n.Outcome.THANKS)
    assert play.conversation.state is State.BOT


@pytest.mark.rule("automatic_per_hour")
def test_a_bot_that_talks_to_a_bot_is_stopped_by_the_automatic_limit() -> None:
    play = Script(rules=Rules(automatic_per_hour=2))
    play >> Say("hello") << CustomerWrote << BotReplied << Prompt
    play >> Say("hello") << CustomerWrote << BotReplied << Prompt
    play >> Say("hello") << CustomerWrote << HandedOff(Reason.LIMIT) << Queued


@pytest.mark.rule("automatic_per_hour")
def test_the_automatic_limit_is_one_of_an_hour() -> None:
    play = Script(rules=Rules(automatic_per_hour=1)) >> Say("hello") << CustomerWrote << BotReplied << Prompt
    play.wait(minutes=60) >> Say("hello") << CustomerWrote << BotReplied << Prompt
    play.wait(minutes=59) >> Say("hello") << CustomerWrote << HandedOff(Reason.LIMIT) << Queued


@pytest.mark.rule("organisation")
def test_the_first_touch_carries_the_organisation() -> None:
    play = Script() >> Greet() << Greeting
    play >> Help() << HelpText
    assert play.rules.organisation.called("en") == "Anju Property & Home Services"
    assert play.rules.organisation.called("zh") == "安居物业与家庭服务"


def test_what_cannot_be_read_or_was_never_ours_is_said() -> None:
    play = Script() >> Unreadable() << CannotRead
    play >> Forged() << n.Told(outcome=n.Outcome.OLD_BUTTON)


# --- waiting -------------------------------------------------------------------------------------------------------


def test_who_waits_is_told_the_place_and_the_longest_wait_to_expect() -> None:
    waits = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 6))
    play = Script(recent_waits=waits).ahead(PENG, since=at(minutes=-2))
    play >> Say("human") << CustomerWrote << HandedOff << Queued(place=2, wait=timedelta(minutes=6))


def test_who_waits_longer_is_served_before_and_who_is_more_urgent_before_that() -> None:
    play = Script().ahead(PENG, since=at(minutes=1), level=1)
    play >> Say("human") << CustomerWrote << HandedOff << Queued(place=2)


def test_the_wait_begins_when_the_customer_wrote_not_when_we_read_it() -> None:
    play = Script() >> Say("human", ago=timedelta(minutes=2)) << CustomerWrote(at=at(minutes=-2))
    play << HandedOff(at=at(minutes=-2)) << Queued
    assert play.clocks[Clock.ACCEPT] == at(minutes=1)


def test_writing_while_queued_moves_no_clock_and_all_of_it_reaches_the_topic() -> None:
    play = queued()
    clocks, place = play.clocks, play.floor.queue.places
    play.wait(minutes=2) >> Say("It is getting worse") << CustomerWrote << Mirror(text="It is getting worse")
    play.wait(minutes=1) >> Say(kind=Kind.PHOTO) << CustomerWrote << Mirror(kind=Kind.PHOTO)
    assert (play.clocks, play.floor.queue.places) == (clocks, place)
    assert play.floor.queue.places == [_place()]


def _place() -> Place:
    return Place(at(), MEI.chat_id, "C")


def test_nobody_on_duty_tells_the_lead_at_once_and_the_customer_truly() -> None:
    play = Script(agents=(CHEN,)) >> Say("human") << CustomerWrote << HandedOff << Queued(staffed=False)
    play << n.NobodyOnDuty(customer=MEI.chat_id)


def test_asking_for_a_person_while_waiting_for_one_is_answered_with_the_place() -> None:
    play = queued() >> Say("human") << CustomerWrote << Mirror << Queued(place=1)
    play >> AskForPerson() << Queued(place=1)
    assert play.conversation.turn == 1


def test_asking_for_a_person_who_is_there_tells_who() -> None:
    play = active() >> Say("human") << CustomerWrote << Mirror << AlreadyWithPerson(number="07")
    play >> AskForPerson() << n.AlreadyWithPerson(number="07")


def test_old_buttons_of_the_bot_tell_who_has_it_now() -> None:
    queued() >> Judge("fee", helpful=False) << AnswerJudged << n.Told(outcome=n.Outcome.IN_QUEUE, count=1)
    active() >> Choose("fee") << n.Told(outcome=n.Outcome.WITH_PERSON, number="07")
    resolved() >> Choose("fee") << n.Told(outcome=n.Outcome.OLD_BUTTON)
    Script() >> Judge("fee", helpful=True) << n.Told(outcome=n.Outcome.OLD_BUTTON)


def test_the_bot_stays_silent_once_people_are_there() -> None:
    active() >> Say(FEE) << CustomerWrote << Mirror(text=FEE)


# --- after resolve -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["Thanks!", "谢谢", "ok", "👍"])
def test_thanks_after_resolve_keeps_nothing_running_and_reopens_nothing(words: str) -> None:
    play = resolved()
    clocks = play.clocks
    play.wait(minutes=1) >> Say(words) << CustomerWrote(courtesy=True) << Mirror << Welcome
    assert (play.conversation.state, play.clocks) == (State.RESOLVED, clocks)
    assert list(play.clocks) == [Clock.REOPEN_WINDOW]


@pytest.mark.parametrize(
    ("words", "courtesy", "reply"),
    [("新年快乐", True, n.WellWished), ("发错了", False, n.NoMatter), ("等一下，我看看", False, n.NoMatter)],
)
def test_a_wish_or_a_slip_after_resolve_reopens_nothing(words: str, courtesy: bool, reply: type[n.Notice]) -> None:  # noqa: FBT001
    play = resolved().wait(minutes=1) >> Say(words) << CustomerWrote(courtesy=courtesy) << Mirror << reply
    assert (play.conversation.state, list(play.clocks)) == (State.RESOLVED, [Clock.REOPEN_WINDOW])


def test_two_thanks_get_one_farewell() -> None:
    play = resolved().wait(minutes=1) >> Say("Thanks!") << CustomerWrote << Mirror << Welcome
    play.wait(minutes=1) >> Say("ok") << CustomerWrote << Mirror
    play.wait(minutes=1) >> Say(kind=Kind.STICKER) << CustomerWrote << Mirror


def test_thanks_to_an_agent_starts_no_clock() -> None:
    play = answered() >> Say("谢谢") << CustomerWrote(courtesy=True) << Mirror
    assert (play.owed, play.conversation.awaiting) == ({}, Awaiting.CUSTOMER)


@pytest.mark.rule("reopen_window")
def test_a_question_after_resolve_is_the_same_owners_who_is_there() -> None:
    play = resolved().wait(hours=1) >> Say("It leaks again") << CustomerWrote << Resumed
    play << Mirror << SameAgent(number="07")
    assert (play.conversation.owner, play.conversation.awaiting) == (LIN.user_id, Awaiting.AGENT)
    assert play.owed == {Clock.NEXT_REPLY: at(minutes=65)}


def test_a_question_after_resolve_queues_with_the_original_waiting_time_when_the_owner_is_off() -> None:
    play = resolved().leaves(LIN).wait(hours=1) >> Say("It leaks again") << CustomerWrote << Reopened
    play << Mirror << Queued(place=1)
    assert (play.conversation.waiting_since, play.conversation.owner) == (at(), None)
    assert play.clocks == {
        Clock.ACCEPT: at(minutes=63),
        Clock.WAIT_COMFORT: at(minutes=65),
        Clock.FIRST_REPLY: at(minutes=65),
        Clock.WAIT_EXPLAIN: at(minutes=75),
    }


def test_who_asks_for_a_form_after_resolve_fills_it_in_while_waiting() -> None:
    play = resolved().leaves(LIN).wait(hours=1) >> Say("我要报修") << CustomerWrote << Reopened << FormBegun
    play << Mirror << Queued(place=1) << FormQuestion
    assert play.conversation.state is State.QUEUED


def test_reopening_with_nobody_there_tells_the_lead() -> None:
    play = Script(agents=(LIN,)) >> Say("human") << CustomerWrote << HandedOff << Queued
    play >> Take() << Taken << TakenBy << Told
    play >> Resolve(code=Code.SOLVED) << Resolved << Farewell << Told
    play.leaves(LIN) >> Say("It leaks again") << CustomerWrote << Reopened << Mirror
    play << Queued(staffed=False) << NobodyOnDuty


def test_asking_for_a_person_after_resolve_reaches_the_one_who_knows_the_matter() -> None:
    play = resolved() >> AskForPerson() << Resumed << SameAgent
    assert play.conversation.owner == LIN.user_id


def test_asking_for_a_person_after_resolve_queues_when_the_owner_is_off() -> None:
    resolved().leaves(LIN) >> AskForPerson() << Reopened << Queued(place=1)


def test_reopened_twice_raises_the_level_and_goes_before_those_who_wait() -> None:
    play = resolved() >> Say("It leaks again") << CustomerWrote << Resumed << Mirror << SameAgent
    assert play.conversation.level == 0
    play >> Reply() << AgentReplied << Deliver
    play >> Resolve() << Resolved << Farewell << Told
    play.leaves(LIN).ahead(PENG, since=at(minutes=-9))
    play >> Say("And again") << CustomerWrote << Reopened << Mirror << Queued(place=1)
    assert (play.conversation.level, play.conversation.reopened) == (1, 2)


def test_a_question_that_crossed_the_resolve_reopens() -> None:
    play = resolved() >> Say("Wait, the kitchen too", ago=timedelta(seconds=20)) << CustomerWrote(at=at())
    play << Resumed << Mirror << SameAgent


def test_the_next_message_queues_when_the_owner_left_meanwhile() -> None:
    play = answered().leaves(LIN) >> Say("And the kitchen?") << CustomerWrote << Requeued(Reason.OWNER_LEFT)
    play << Mirror << AgentLeft(place=1)
    assert (play.conversation.state, play.conversation.waiting_since) == (State.QUEUED, at())


@pytest.mark.rule("meal")
@pytest.mark.parametrize("absence", [Absence.MEAL, Absence.REASON, Absence.MISSED])
def test_the_next_message_queues_while_the_owner_is_at_table_or_away_for_longer(absence: Absence) -> None:
    play = answered().comes(replace(LIN, away_since=at(), absence=absence)).wait(minutes=1)
    play >> Say("And the kitchen?") << CustomerWrote << Requeued(Reason.OWNER_LEFT) << Mirror << AgentLeft
    resolved().comes(replace(LIN, away_since=at(), absence=absence)) >> AskForPerson() << Reopened << Queued


@pytest.mark.rule("away")
def test_who_has_only_stepped_out_keeps_their_customers_until_that_is_a_fault() -> None:
    play = answered().comes(replace(LIN, away_since=at(), absence=Absence.UNSAID)).wait(minutes=4)
    play >> Say("And the kitchen?") << CustomerWrote << Mirror
    play.wait(minutes=1) >> Say("Hello?") << CustomerWrote << Requeued << Mirror << AgentLeft


# --- edits, reactions, blocking --------------------------------------------------------------------------------------


def test_an_edit_moves_no_clock_and_is_shown() -> None:
    play = queued()
    clocks = play.clocks
    play.wait(minutes=2) >> Edit(1, "My kitchen tap leaks", ago=timedelta(minutes=2)) << CustomerEdited(message=1)
    play << n.MirrorEdit(from_chat=MEI.chat_id, message=1, text="My kitchen tap leaks", after_reply=False)
    assert play.clocks == clocks


def test_an_edit_of_what_was_answered_is_marked() -> None:
    play = answered().wait(minutes=1)
    play >> Edit(1, "My shower leaks", ago=timedelta(minutes=1)) << CustomerEdited << MirrorEdit(after_reply=True)


def test_an_edit_of_the_second_question_is_marked_only_once_it_is_answered() -> None:
    play = answered().wait(minutes=1) >> Say("And the shower?") << CustomerWrote(message=3) << Mirror
    play.wait(seconds=10) >> Edit(3, "And the bath?", ago=timedelta(seconds=10)) << CustomerEdited
    play << MirrorEdit(message=3, after_reply=False)
    play >> Reply() << AgentReplied << Deliver
    (
        play.wait(seconds=10)
        >> Edit(3, "And?", ago=timedelta(seconds=20))
        << CustomerEdited
        << MirrorEdit(after_reply=True)
    )


def test_an_edit_while_the_bot_serves_is_kept_and_shown_to_nobody() -> None:
    play = Script() >> Say(FEE) << CustomerWrote << BotAnswered << Answer
    play >> Edit(1, "How do I pay?") << CustomerEdited(message=1)


def test_an_emoji_is_shown_on_the_other_side() -> None:
    play = answered() >> React("👍", chat=MEI.chat_id, message=1)
    play << n.MirrorReaction(from_chat=MEI.chat_id, message=1, emoji="👍")
    play >> React(None, chat=STAFF_ROOM, message=2) << n.DeliverReaction(from_chat=STAFF_ROOM, message=2, emoji=None)


def test_an_emoji_to_the_bot_is_shown_to_nobody() -> None:
    play = Script() >> Say(FEE) << CustomerWrote << BotAnswered << Answer
    play >> React("👍")


def test_who_blocks_the_bot_has_no_response_clocks_any_more() -> None:
    play = queued() >> Block() << BecameUnreachable
    assert play.clocks == {}
    play >> Block()


def test_who_comes_back_waits_from_then_on_and_keeps_the_place() -> None:
    play = queued() >> Block() << BecameUnreachable
    play.wait(hours=1) >> Unblock() << BecameReachable
    assert play.clocks[Clock.ACCEPT] == at(minutes=63)
    assert play.floor.queue.places == [_place()]
    play >> Unblock()


def test_who_writes_can_be_reached_whatever_we_were_told() -> None:
    play = answered() >> Block() << BecameUnreachable
    play.wait(hours=1) >> Say("Are you there?") << BecameReachable << CustomerWrote << Mirror
    assert play.owed == {Clock.NEXT_REPLY: at(minutes=65)}


def test_a_blocked_customer_nobody_served_yet_changes_no_card() -> None:
    play = Script() >> Say(FEE) << CustomerWrote << BotAnswered << Answer
    play >> Block() << BecameUnreachable
    play >> Unblock() << BecameReachable
    assert play.conversation.epoch == 0


# --- moments -------------------------------------------------------------------------------------------------------


def test_a_message_from_the_future_happened_now() -> None:
    Script() >> Say(FEE, ago=timedelta(seconds=-40)) << CustomerWrote(at=at()) << BotAnswered << Answer


def test_a_message_is_never_older_than_what_is_known_already() -> None:
    play = active().wait(minutes=1) >> SendEntry("fee") << EntrySent << AnswerFromAgent << Told
    play.wait(minutes=1) >> Say("And?", ago=timedelta(seconds=90)) << CustomerWrote(at=at(minutes=1)) << Mirror
    assert play.owed == {Clock.NEXT_REPLY: at(minutes=6)}


@pytest.mark.parametrize("line", [Greet(), Help()])
def test_one_of_the_staff_who_starts_the_bot_hears_what_the_chat_is_for_and_is_no_customer(line: Line) -> None:
    own = Agent(user_id=MEI.chat_id, number="08")
    play = Script(agents=(LIN, ZHAO, own)) >> line << StaffGreeted(number="08")
    assert play.conversation.opened_at is None
    Script(agents=(LIN, ZHAO, replace(own, removed=True))) >> Greet() << Greeting


# --- workers ---------------------------------------------------------------------------------------------------------

QIAN = Agent(user_id=MEI.chat_id, number="21", role=Role.WORKER)
"""A worker who writes from the chat that is Mei's otherwise."""


def test_a_worker_who_starts_hears_what_the_chat_is_for() -> None:
    Script(agents=(LIN, ZHAO, QIAN)) >> Greet() << WorkerGreeted(number="21")


@pytest.mark.parametrize("words", ["到哪里领配件？", "人工", "My tap leaks", "你好"])
def test_a_worker_who_writes_in_private_is_no_customer(words: str) -> None:
    script = Script(agents=(LIN, ZHAO, QIAN)) >> Say(words) << CustomerWrote << WorkerGreeted(number="21")
    assert script.conversation.state is State.BOT


def test_a_worker_whose_talk_is_over_does_not_open_it_again() -> None:
    script = resolved().clear().comes(QIAN)
    script >> Say("到哪里领配件？") << CustomerWrote << WorkerGreeted(number="21")
    assert script.conversation.state is State.RESOLVED


def test_a_worker_is_heard_who_fills_in_a_report() -> None:
    script = Script(agents=(LIN, ZHAO, QIAN)) >> BeginReport(4) << FormBegun << FormQuestion(field=Field.WHAT)
    script >> Say("更换阀芯，试水不漏") << CustomerWrote << FormQuestion(field=Field.EVIDENCE)


def test_a_worker_who_tells_of_danger_reaches_people() -> None:
    script = Script(agents=(LIN, ZHAO, QIAN)) >> Say("燃气泄漏了，有人晕倒")
    script.clear()
    assert script.conversation.state is State.QUEUED


def test_who_was_a_worker_is_a_customer_like_any_other() -> None:
    Script(agents=(LIN, ZHAO, replace(QIAN, removed=True))) >> Greet() << Greeting
