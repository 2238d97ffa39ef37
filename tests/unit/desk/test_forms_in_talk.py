"""A form in a conversation: offered, begun, interrupted, left for a day, read back and filed once."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk import events as e
from desk.cases.kinds import CaseKind, Category
from desk.cases.notices import OwnCases
from desk.cases.state import Case
from desk.events import Reason
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.forms.moves import Change, Move, Pick, Press, Trouble
from desk.notices import Outcome
from desk.notices.forms import FormOutcome, Remark
from desk.state import State
from faq import Entry, KnowledgeBase
from tests.kit.cast import LIN, MEI, ZHAO
from tests.kit.lines import AskForPerson, Edit, Reply, Resolve, Say, Take
from tests.kit.lines_forms import (
    BeginForm,
    BeginReport,
    DropForm,
    FileForm,
    PressForm,
    SayAtOnce,
    SendPhoto,
    StartForm,
)
from tests.kit.lines_waiting import WaitNoMore
from tests.kit.script import (
    Answer as Told_,
)
from tests.kit.script import (
    BotAnswered,
    BotReplied,
    CustomerEdited,
    CustomerWrote,
    EmergencyCall,
    EmergencyRing,
    FormBegun,
    FormEnded,
    FormGivenUp,
    FormLeft,
    FormOffer,
    FormOffered,
    FormPaused,
    FormQuestion,
    FormReadBack,
    FormRests,
    FormTold,
    FormWhileWaiting,
    HandedOff,
    HelpText,
    LeftQueue,
    Mirror,
    NoMatter,
    Queued,
    SameFormAgain,
    Script,
    StillWaiting,
    Taken,
    TakenBy,
    Told,
    WaitEnded,
    WhoIAm,
)

EXAMPLE = KnowledgeBase.load(Path(__file__).parents[3] / "faq" / "example")
_FEE = "How do I pay the property fee?"


def _form(play: Script) -> Form:
    return play.floor.forms[MEI.chat_id]


def _begun(word: str = "报修") -> Script:
    return Script() >> Say(word) << CustomerWrote << FormBegun << BotReplied << FormQuestion


def _press(play: Script, what: Press) -> Script:
    return play >> PressForm(_form(play).step, what)


def _suggestion(play: Script, words: str = "请在门口装一个雨棚") -> Script:
    """Fill in a suggestion up to the reading back."""
    play >> Say("提个建议") << CustomerWrote << FormBegun(FormKind.SUGGESTION) << FormQuestion(field=Field.WHAT)
    play >> Say(words) << CustomerWrote << FormQuestion(field=Field.CONTACT)
    return _press(play, Move.SKIP) << FormReadBack(FormKind.SUGGESTION)


# --- offering --------------------------------------------------------------------------------------------------------


def test_a_told_defect_goes_to_a_person_and_is_offered_to_be_registered_meanwhile() -> None:
    play = Script() >> Say("厨房漏水了") << CustomerWrote << HandedOff(Reason.REPAIR) << FormOffered(FormKind.REPAIR)
    play << Queued << FormOffer(FormKind.REPAIR, more=False)
    assert play.conversation.state is State.QUEUED


def test_who_waits_for_a_person_may_ask_for_a_form_meanwhile() -> None:
    play = Script() >> AskForPerson() << HandedOff << Queued
    play >> Say("报修") << CustomerWrote << FormBegun(FormKind.REPAIR) << Mirror << FormQuestion(FormKind.REPAIR)
    assert play.conversation.state is State.QUEUED


def test_what_was_told_is_not_asked_again_once_the_offer_is_taken_up() -> None:
    play = Script() >> Say("厨房漏水了，3栋502") << CustomerWrote << HandedOff << Queued
    play >> StartForm() << FormBegun(FormKind.REPAIR, agent=None)
    play << FormQuestion(field=Field.EVIDENCE, remark=Remark.KNOWN)
    assert _form(play).answers == {
        Field.CATEGORY: Answer(text="漏水", code=Category.LEAKAGE),
        Field.PLACE: Answer(text="3栋502"),
        Field.WHAT: Answer(text="厨房漏水了"),
    }


@pytest.mark.parametrize(
    "said", ["漏水，3栋502，明天下午", "厨房漏水，3栋502，明天下午", "厨房水管漏水，3栋502，明天下午来"]
)
def test_who_names_the_place_and_the_time_orders_a_repair_and_waits_for_nobody(said: str) -> None:
    play = Script() >> Say(said) << CustomerWrote << FormBegun(FormKind.REPAIR, agent=None)
    play << BotReplied << FormQuestion(field=Field.EVIDENCE, remark=Remark.KNOWN)
    assert play.conversation.state is State.BOT
    assert {Field.CATEGORY, Field.PLACE, Field.VISIT, Field.WHAT} <= set(_form(play).answers)


def test_nobody_is_asked_anything_before_they_take_up_the_offer() -> None:
    play = Script() >> Say("厨房漏水了") << CustomerWrote << HandedOff << Queued
    play >> Say("3栋502") << CustomerWrote << Mirror


def test_where_the_library_is_sure_of_a_complaint_it_answers_and_the_form_is_offered() -> None:
    knowledge = KnowledgeBase([Entry(id="noise", question="我要投诉邻居太吵", answer="晚上十点后请找秩序部。")])
    play = Script(knowledge=knowledge) >> Say("我要投诉邻居太吵") << CustomerWrote << BotAnswered("noise")
    play << FormOffered(FormKind.COMPLAINT) << Told_("noise") << FormOffer(FormKind.COMPLAINT)
    assert play.conversation.state is State.BOT


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("报修", FormKind.REPAIR),
        ("我要投诉", FormKind.COMPLAINT),
        ("I want to make a complaint", FormKind.COMPLAINT),
        ("I have a suggestion", FormKind.SUGGESTION),
        ("我有个建议", FormKind.SUGGESTION),
        ("吐槽一下", FormKind.GRIEVANCE),
    ],
)
def test_the_bare_word_begins_the_form_at_once(word: str, kind: FormKind) -> None:
    play = Script() >> Say(word) << CustomerWrote << FormBegun(kind, agent=None) << FormQuestion(kind, first=True)
    assert play.conversation.state is State.BOT


def test_a_person_stays_one_press_away_and_knows_what_it_is_about() -> None:
    play = _begun() >> AskForPerson() << HandedOff(Reason.REPAIR) << Queued
    play >> Say("漏水") << CustomerWrote << Mirror << FormQuestion(field=Field.PLACE)


def test_who_asks_for_a_person_in_words_gets_one_and_the_form_rests() -> None:
    _begun("投诉") >> Say("人工") << CustomerWrote << HandedOff(Reason.COMPLAINT) << Queued


# --- filling in ------------------------------------------------------------------------------------------------------


def test_a_suggestion_is_asked_read_back_and_filed_with_one_press() -> None:
    play = _suggestion(Script())
    step = _form(play).step
    form = _form(play)
    play >> PressForm(step, Move.CONFIRM) << FormEnded(FormKind.SUGGESTION, filed=True)
    assert play.filings == [Filing(form=form, at=play.now, conversation=1)]
    assert MEI.chat_id not in play.floor.forms


def test_who_confirms_twice_hears_that_it_is_done_and_the_number() -> None:
    play = _suggestion(Script())
    step = _form(play).step
    play >> PressForm(step, Move.CONFIRM) << FormEnded
    play.floor.cases[MEI.chat_id] = [Case(customer=MEI.chat_id, kind=CaseKind.SUGGESTION, id=3, number="JY-1")]
    play >> PressForm(step, Move.CONFIRM) << FormTold(FormOutcome.ALREADY_FILED, FormKind.SUGGESTION, number="JY-1")
    assert len(play.filings) == 1


def test_the_same_words_within_ten_minutes_are_asked_about_before_they_are_filed_again() -> None:
    play = _press(_suggestion(Script()), Move.CONFIRM) << FormEnded
    play.floor.cases[MEI.chat_id] = [Case(customer=MEI.chat_id, kind=CaseKind.SUGGESTION, id=3, number="JY-1")]
    for _ in range(2):
        play = _press(_suggestion(play.wait(seconds=20)), Move.CONFIRM) << SameFormAgain(number="JY-1")
        play = _press(play, Move.CANCEL) << FormEnded(filed=False) << FormGivenUp
    assert len(play.filings) == 1


def test_who_means_another_matter_may_file_the_same_words_again() -> None:
    play = _press(_suggestion(Script()), Move.CONFIRM) << FormEnded
    play = _press(_suggestion(play), Move.CONFIRM) << SameFormAgain
    play = _press(play, Move.ANEW) << FormEnded(filed=True)
    assert len(play.filings) == 2


def test_whether_it_is_another_matter_can_be_told_in_words() -> None:
    play = _press(_suggestion(Script()), Move.CONFIRM) << FormEnded
    play = _press(_suggestion(play), Move.CONFIRM) << SameFormAgain
    play >> Say("不是，另外登记") << CustomerWrote << FormEnded(filed=True)
    play = _press(_suggestion(play), Move.CONFIRM) << SameFormAgain
    play >> Say("是同一件事") << CustomerWrote << FormEnded(filed=False) << FormGivenUp
    assert len(play.filings) == 2


def test_yes_and_no_answer_whether_it_is_the_same_matter() -> None:
    play = _press(_suggestion(Script()), Move.CONFIRM) << FormEnded
    play = _press(_suggestion(play), Move.CONFIRM) << SameFormAgain
    play >> Say("不是") << CustomerWrote << FormEnded(filed=True)
    play = _press(_suggestion(play), Move.CONFIRM) << SameFormAgain
    play >> Say("是的") << CustomerWrote << FormEnded(filed=False) << FormGivenUp
    assert len(play.filings) == 2


def test_yes_confirms_what_was_changed_after_the_same_matter_was_asked_about() -> None:
    play = _press(_suggestion(Script()), Move.CONFIRM) << FormEnded
    play = _press(_suggestion(play), Move.CONFIRM) << SameFormAgain
    play = _press(play, Change(Field.WHAT)) << FormQuestion(field=Field.WHAT, answered=True)
    play >> Say("请在后门装一个雨棚") << CustomerWrote << FormReadBack
    play >> Say("是的") << CustomerWrote << FormEnded(filed=True)


def test_after_ten_minutes_the_same_words_are_filed_without_a_question() -> None:
    play = _press(_suggestion(Script()), Move.CONFIRM) << FormEnded
    play = _press(_suggestion(play.wait(minutes=10)), Move.CONFIRM) << FormEnded(filed=True)
    assert len(play.filings) == 2


def test_every_line_that_was_read_back_can_be_changed() -> None:
    play = _press(_suggestion(Script()), Change(Field.WHAT)) << FormQuestion(field=Field.WHAT, answered=True)
    play >> Say("请在后门装一个雨棚") << CustomerWrote << FormReadBack
    assert _form(play).answers[Field.WHAT] == Answer(text="请在后门装一个雨棚")


def test_a_trouble_is_told_with_the_question_and_nothing_is_lost() -> None:
    play = _begun() >> Say("漏水,3栋502") << CustomerWrote << FormQuestion(field=Field.WHAT)
    before = _form(play)
    play >> Say("👍") << CustomerWrote << FormQuestion(field=Field.WHAT, trouble=Trouble.NO_WORDS)
    assert _form(play).answers == before.answers


def test_a_photo_that_comes_first_is_kept_and_what_happened_is_asked_again() -> None:
    play = _begun("投诉") >> SendPhoto("a") << CustomerWrote
    play << FormQuestion(field=Field.WHAT, files=1, may_skip=False, remark=Remark.SEEN)


def test_what_somebody_wishes_in_their_own_words_is_kept_and_a_question_there_is_answered() -> None:
    play = _begun("投诉")
    for words in ("楼道没扫", "昨天", "保洁"):
        play >> Say(words) << CustomerWrote << FormQuestion
    play >> Say(_FEE) << CustomerWrote << BotAnswered("fee") << Told_("fee")
    play << FormQuestion(field=Field.REMEDY, remark=Remark.ASIDE)
    play >> Say("希望每天扫一次") << CustomerWrote << FormQuestion(field=Field.MONEY)
    assert _form(play).answers[Field.REMEDY] == Answer(text="希望每天扫一次")


def test_who_complains_of_somebody_is_asked_what_they_have_done() -> None:
    play = Script() >> Say("我要投诉保洁") << CustomerWrote << HandedOff(Reason.COMPLAINT) << Queued
    play >> StartForm(FormKind.COMPLAINT) << FormBegun << FormQuestion(field=Field.WHAT)
    assert _form(play).answers == {Field.WHOM: Answer(text="保洁")}


def test_what_is_told_after_the_offer_is_what_the_complaint_is_about() -> None:
    play = Script() >> Say("我要投诉保洁") << CustomerWrote << HandedOff(Reason.COMPLAINT) << Queued
    play >> Say("人呢") << CustomerWrote << Mirror << StillWaiting
    play >> Say("楼道三天没扫了") << CustomerWrote << Mirror
    play >> Say("垃圾也没有人收走") << CustomerWrote << Mirror
    play >> Say("投诉") << CustomerWrote << FormBegun << Mirror << FormQuestion(field=Field.WHEN)
    assert _form(play).answers == {Field.WHOM: Answer(text="保洁"), Field.WHAT: Answer(text="楼道三天没扫了")}


def test_what_is_said_in_one_breath_is_one_answer() -> None:
    play = _begun("投诉")
    play >> SayAtOnce(("保安态度很差", "还乱收费")) << CustomerWrote << FormQuestion(field=Field.WHEN)
    assert _form(play).answers[Field.WHAT] == Answer(text="保安态度很差\n还乱收费")


def test_an_album_is_one_turn_and_all_of_it_is_kept() -> None:
    play = _begun("投诉") >> Say("保安态度很差") << CustomerWrote << FormQuestion(field=Field.WHEN)
    play >> SendPhoto("a", album="7") << CustomerWrote << FormQuestion(field=Field.WHEN, files=1, remark=Remark.SEEN)
    play >> SendPhoto("b", album="7") << CustomerWrote
    assert _form(play).answers[Field.EVIDENCE].files == ("photo:a", "photo:b")


def test_of_albums_with_30_photos_20_are_kept_and_that_is_said_once_for_each_album() -> None:
    play = _begun("投诉") >> Say("保安态度很差") << CustomerWrote << FormQuestion
    for photo in range(30):
        play >> SendPhoto(str(photo), album=str(photo // 15)) << CustomerWrote
        if photo in {0, 15}:
            play << FormQuestion(trouble=None)
        if photo == 20:
            play << FormQuestion(trouble=Trouble.TOO_MANY)
    assert len(_form(play).answers[Field.EVIDENCE].files) == 20


@pytest.mark.parametrize(
    "said", ["物业费怎么交", "麻烦尽快处理一下", "好的，谢谢", "算了不投诉了", "可以登记吗，应该怎么弄"]
)
def test_a_small_remark_after_the_offer_is_not_what_the_complaint_is_about(said: str) -> None:
    play = Script() >> Say("我要投诉保洁")
    (play.clear() >> Say(said)).clear()
    form = play.floor.forms.get(MEI.chat_id)
    assert form is None or Field.WHAT not in form.answers


def test_not_mending_it_ends_a_repair_and_is_a_word_like_any_other_to_a_complaint() -> None:
    (_begun("报修") >> Say("不用修了") << CustomerWrote << FormEnded(filed=False) << FormGivenUp).clear()
    play = (_begun("投诉") >> Say("不用修了")).clear()
    assert _form(play).answers[Field.WHAT].text == "不用修了"


def test_a_form_that_was_left_for_days_is_not_handed_over_as_if_it_were_new() -> None:
    play = (_begun("报修").wait(days=20) >> Say("人工")).clear()
    (play >> Take()).clear()
    (play >> Reply()).clear()
    play.wait(minutes=1) >> Resolve()
    assert play.happened(e.ResolveAsked) == []
    play.clear()


def test_cancel_ends_it_and_says_so() -> None:
    play = _begun() >> Say("算了") << CustomerWrote << FormEnded(filed=False) << FormGivenUp(FormKind.REPAIR)
    assert (play.filings, MEI.chat_id in play.floor.forms) == ([], False)
    play >> Say(_FEE) << CustomerWrote << BotAnswered("fee") << Told_


def test_a_button_of_a_form_that_is_given_up_is_old() -> None:
    play = _begun()
    step = _form(play).step
    play = _press(play, Move.CANCEL) << FormEnded << FormGivenUp
    play >> PressForm(step, Move.SKIP) << Told(Outcome.OLD_BUTTON)


def test_a_button_of_an_earlier_question_is_old() -> None:
    play = _begun()
    step = _form(play).step
    play >> Say("漏水") << CustomerWrote << FormQuestion
    play >> PressForm(step, Pick("water")) << FormTold(FormOutcome.OLD)


# --- in the middle ---------------------------------------------------------------------------------------------------


def test_a_question_in_the_middle_is_answered_and_ours_is_put_again() -> None:
    play = _begun() >> Say(_FEE) << CustomerWrote << BotAnswered("fee") << Told_("fee")
    play << FormQuestion(field=Field.CATEGORY, remark=Remark.ASIDE, trouble=None)


def test_a_question_is_answered_also_where_any_words_would_do() -> None:
    play = _begun("投诉") >> Say(_FEE) << CustomerWrote << BotAnswered("fee") << Told_("fee")
    play << FormQuestion(field=Field.WHAT, remark=Remark.ASIDE)
    assert Field.WHAT not in _form(play).answers


def test_what_the_library_knows_but_nobody_asks_is_an_answer() -> None:
    knowledge = KnowledgeBase([Entry(id="rude", question="保安态度很差", answer="抱歉。")])
    play = Script(knowledge=knowledge) >> Say("投诉") << CustomerWrote << FormBegun << FormQuestion
    play >> Say("保安态度很差") << CustomerWrote << FormQuestion(field=Field.WHEN)


@pytest.mark.parametrize("asked", ["物业费怎么交", "请问，停车费多少钱", "你好，停车费多少钱"])
def test_a_question_without_its_mark_is_answered_where_the_library_is_beyond_doubt(asked: str) -> None:
    play = Script(knowledge=EXAMPLE) >> Say("投诉") << CustomerWrote << FormBegun << FormQuestion(field=Field.WHAT)
    play >> Say(asked) << CustomerWrote << BotAnswered << Told_
    play << FormQuestion(field=Field.WHAT, remark=Remark.ASIDE)
    assert _form(play).answers == {}


@pytest.mark.parametrize(
    "told",
    [
        "水龙头关不上怎么办",
        "楼道灯不亮怎么没人修",
        "停车位被占了怎么没人管",
        "电梯老是坏，什么时候能修好",
        "厨房漏水了什么时候有人来",
        "装修押金一直不退",
        "物业费多收了我三百",
        "门禁怎么刷不开",
        "物业费多少钱都不知道",
        "空调不制冷怎么修",
    ],
)
def test_what_is_told_may_have_a_word_of_a_question_in_it(told: str) -> None:
    play = Script(knowledge=EXAMPLE) >> Say("投诉") << CustomerWrote << FormBegun << FormQuestion(field=Field.WHAT)
    play >> Say(told) << CustomerWrote << FormQuestion(field=Field.WHEN)
    assert _form(play).answers[Field.WHAT].text == told


def _at_when() -> Script:
    return _begun("投诉") >> Say("保安态度不好") << CustomerWrote << FormQuestion(field=Field.WHEN)


@pytest.mark.parametrize(
    "cry",
    [
        "在吗？怎么没人理我",
        "怎么没人回复",
        "人呢？？",
        "等了半天了，快点",
        "why is nobody answering me",
        "喂喂",
        "催一下",
        "能不能快点",
    ],
)
def test_who_calls_for_us_is_heard_and_has_answered_nothing(cry: str) -> None:
    play = _at_when() >> Say(cry) << CustomerWrote << FormQuestion(field=Field.WHEN, remark=Remark.HERE)
    assert set(_form(play).answers) == {Field.WHAT}


def test_what_is_to_be_mended_may_be_said_as_a_question() -> None:
    play = Script(knowledge=EXAMPLE) >> Say("报修") << CustomerWrote << FormBegun << FormQuestion
    play >> Say("堵了，3栋502") << CustomerWrote << FormQuestion(field=Field.WHAT)
    play >> Say("下水道怎么疏通") << CustomerWrote << FormQuestion(field=Field.EVIDENCE)


def test_who_calls_for_us_in_anger_gets_a_person() -> None:
    _at_when() >> Say("一直没人理我，气死了") << CustomerWrote << HandedOff(Reason.ANGER) << Queued


@pytest.mark.parametrize("cry", ["在吗？怎么没人理我", "怎么还没人回我"])
def test_who_calls_for_us_while_waiting_hears_about_the_wait_and_has_answered_nothing(cry: str) -> None:
    play = _at_when().wait(minutes=1) >> Say("人工") << CustomerWrote << HandedOff << Queued
    play.wait(seconds=30) >> Say(cry) << CustomerWrote << Mirror << StillWaiting
    assert set(_form(play).answers) == {Field.WHAT}


def test_what_no_cry_is_stays_an_answer() -> None:
    play = _begun("投诉") >> Say("路灯坏了，怎么没人修") << CustomerWrote << FormQuestion(field=Field.WHEN)
    assert _form(play).answers[Field.WHAT].text == "路灯坏了，怎么没人修"


@pytest.mark.parametrize("asked", ["我的投诉处理了吗", "我的投诉怎么样了？"])
def test_who_asks_how_far_it_is_hears_that_it_is_not_filed_yet(asked: str) -> None:
    play = _at_when() >> Say(asked) << CustomerWrote << FormQuestion(field=Field.WHEN, remark=Remark.UNFILED)
    play = _suggestion(Script()) >> Say("我的建议怎么样了") << CustomerWrote << FormReadBack(remark=Remark.UNFILED)
    assert play.filings == []


def test_who_has_another_case_hears_of_it_and_that_this_is_not_filed_yet() -> None:
    play = _at_when()
    play.floor.cases[MEI.chat_id] = [Case(customer=MEI.chat_id, kind=CaseKind.REPAIR, id=3, number="BX-1")]
    play >> Say("我的报修怎么样了") << CustomerWrote
    assert [one.number for one in play.told(OwnCases).cases] == ["BX-1"]
    play << FormQuestion(remark=Remark.UNFILED)
    play.floor.cases[MEI.chat_id].append(Case(customer=MEI.chat_id, kind=CaseKind.COMPLAINT, id=4, number="TS-1"))
    play >> Say("我的投诉怎么样了") << CustomerWrote
    assert len(play.told(OwnCases).cases) == 2
    play << FormQuestion(remark=Remark.ASIDE)


@pytest.mark.parametrize("said", ["我刚才不是说了吗", "我已经告诉你们了", "I told you already"])
def test_that_it_was_told_before_is_no_answer(said: str) -> None:
    _begun("投诉") >> Say(said) << CustomerWrote << FormQuestion(field=Field.WHAT, remark=Remark.AGAIN)


def test_small_talk_is_no_answer() -> None:
    play = _begun("投诉") >> Say("谢谢") << CustomerWrote << FormQuestion(field=Field.WHAT)
    play >> Say("你是机器人吗") << CustomerWrote << WhoIAm << FormQuestion(field=Field.WHAT)
    play >> Say("等一下") << CustomerWrote << NoMatter
    play >> Say("你能做什么") << CustomerWrote << HelpText << FormQuestion(field=Field.WHAT)
    play >> Say("怎么没人理我") << CustomerWrote << FormQuestion(field=Field.WHAT, remark=Remark.HERE)


def test_who_waits_for_a_person_and_finds_it_long_is_told_of_the_wait_and_the_form_stays_as_it_is() -> None:
    play = _begun("投诉") >> AskForPerson() << HandedOff << Queued
    form = _form(play)
    play.wait(minutes=3) >> Say("等了半天了") << CustomerWrote << Mirror << StillWaiting
    assert _form(play) == form


def test_thanks_at_the_end_means_that_there_is_nothing_more_to_say() -> None:
    play = _served() >> BeginForm(FormKind.REPAIR, "漏水 3栋502 水槽下面一直滴水 13800138000")
    play.clear()
    for what in (Move.SKIP, Move.SKIP, Pick("yes"), Move.SKIP):
        _press(play, what).clear()
    assert _form(play).asking is Field.WISHES
    resting = replace(_form(play), agent=None)
    play = Script()
    play.floor.forms[MEI.chat_id] = resting
    play >> Say("好的，谢谢") << CustomerWrote << FormReadBack


def test_danger_rings_people_at_once_whatever_is_being_filled_in() -> None:
    play = _begun("投诉") >> Say("救命，有人晕倒了") << CustomerWrote << HandedOff(Reason.DANGER)
    play << Queued << EmergencyCall << EmergencyRing


def test_anger_where_it_is_no_answer_brings_a_person() -> None:
    _begun() >> Say("你们太差劲了，气死我了") << CustomerWrote << HandedOff(Reason.ANGER) << Queued


def test_who_wants_another_form_hears_of_the_one_that_is_open() -> None:
    play = _begun() >> Say("投诉") << CustomerWrote << FormQuestion(FormKind.REPAIR, remark=Remark.BUSY)
    play >> StartForm(FormKind.COMPLAINT) << FormQuestion(FormKind.REPAIR, remark=Remark.BUSY)


def test_who_changes_an_earlier_message_hears_how_an_answer_is_changed() -> None:
    play = _begun() >> Say("漏水") << CustomerWrote << FormQuestion
    play >> Edit(message=2, text="漏电") << CustomerEdited << FormQuestion(field=Field.PLACE, remark=Remark.EDITED)


def test_after_a_day_without_a_word_the_customer_is_asked_whether_to_go_on() -> None:
    play = _begun() >> Say("漏水,3栋502") << CustomerWrote << FormQuestion(field=Field.WHAT)
    play.wait(hours=24) >> Say("水槽下面一直滴水") << CustomerWrote << FormPaused(FormKind.REPAIR)
    play = _press(play, Move.GO_ON) << FormQuestion(field=Field.WHAT)
    play >> Say("水槽下面一直滴水") << CustomerWrote << FormQuestion(field=Field.EVIDENCE)


def test_a_pause_of_less_than_a_day_is_none() -> None:
    play = _begun().wait(hours=23) >> Say("漏水") << CustomerWrote << FormQuestion(field=Field.PLACE)
    assert _form(play).heard_at == play.now


# --- people ----------------------------------------------------------------------------------------------------------


def _served() -> Script:
    return Script() >> AskForPerson() << HandedOff << Queued >> Take() << Taken << TakenBy << Told


def test_who_left_the_form_for_a_person_writes_to_people() -> None:
    play = _at_when().wait(minutes=1) >> Say("人工") << CustomerWrote << HandedOff << Queued
    before = _form(play)
    play.wait(seconds=30) >> Say("其实还有别的事想说") << CustomerWrote << Mirror
    play >> SendPhoto("a") << CustomerWrote << Mirror
    assert _form(play) == before


def test_what_plainly_answers_takes_the_form_up_again_while_its_customer_waits() -> None:
    play = _at_when().wait(minutes=1) >> Say("人工") << CustomerWrote << HandedOff << Queued
    play.wait(seconds=30) >> Say("昨天晚上") << CustomerWrote << Mirror << FormQuestion(field=Field.WHOM)
    play.wait(seconds=30) >> Say("东门的保安") << CustomerWrote << Mirror << FormQuestion(field=Field.REMEDY)


def test_a_button_takes_the_form_up_again_while_its_customer_waits() -> None:
    play = _at_when().wait(minutes=1) >> Say("人工") << CustomerWrote << HandedOff << Queued
    play = _press(play.wait(seconds=30), Move.SKIP) << FormQuestion(field=Field.WHOM)
    play.wait(seconds=30) >> Say("东门的保安") << CustomerWrote << Mirror << FormQuestion(field=Field.REMEDY)


def test_who_gives_up_the_form_while_waiting_hears_that_the_place_is_kept() -> None:
    play = _at_when().wait(minutes=1) >> Say("人工") << CustomerWrote << HandedOff << Queued
    play >> Say("算了不填了") << CustomerWrote << FormEnded(filed=False) << Mirror << FormGivenUp << Queued(place=1)
    assert play.conversation.state is State.QUEUED


def test_who_waits_no_more_goes_on_with_the_form() -> None:
    play = _at_when().wait(minutes=1) >> Say("人工") << CustomerWrote << HandedOff << Queued
    play.wait(minutes=1) >> WaitNoMore() << LeftQueue << WaitEnded
    play << FormQuestion(field=Field.WHEN, remark=Remark.GOES_ON)
    play >> Say("昨天晚上") << CustomerWrote << FormQuestion(field=Field.WHOM)


def test_while_a_person_serves_the_form_rests() -> None:
    play = _begun() >> AskForPerson() << HandedOff << Queued >> Take() << Taken << TakenBy
    play << FormRests(FormKind.REPAIR) << FormLeft(kind=FormKind.REPAIR) << Told
    before = _form(play)
    play >> Say("漏水") << CustomerWrote << Mirror
    assert _form(play) == before


def test_in_an_emergency_the_place_and_the_phone_are_still_heard_by_whoever_has_taken_it() -> None:
    play = Script() >> Say("水管爆了")
    play.clear()
    play >> Take() << Taken << TakenBy << Told
    play >> Say("我很害怕") << CustomerWrote << Mirror
    play >> Say("3栋502") << CustomerWrote << Mirror << FormQuestion(field=Field.CONTACT)
    play >> Say("13800138000") << CustomerWrote << FormEnded(filed=True) << Mirror


def test_a_form_that_is_filed_while_its_customer_waits_asks_whether_a_person_is_still_needed() -> None:
    play = _suggestion(Script())
    step = _form(play).step
    play >> AskForPerson() << HandedOff << Queued
    play >> PressForm(step, Move.CONFIRM) << FormEnded(filed=True) << FormWhileWaiting(FormKind.SUGGESTION)


def test_an_agent_begins_a_form_with_what_was_told_and_the_customer_confirms_it() -> None:
    play = _served() >> BeginForm(FormKind.REPAIR, "漏水 3栋502 水槽下面一直滴水 13800138000")
    play << FormBegun(FormKind.REPAIR, LIN.user_id)
    play << FormQuestion(field=Field.EVIDENCE, remark=Remark.BEGUN_BY_AGENT, number="07")
    play << FormTold(FormOutcome.BEGUN, FormKind.REPAIR, fields=(Field.ENTRY,))
    play = _press(play, Move.SKIP) << FormQuestion(field=Field.VISIT)
    play = _press(play, Move.SKIP) << FormQuestion(field=Field.ENTRY)
    play = _press(play, Pick("yes")) << FormQuestion(field=Field.CALLED)
    play = _press(play, Move.SKIP) << FormQuestion(field=Field.WISHES)
    play = _press(play, Move.SKIP) << FormReadBack(FormKind.REPAIR)
    play = _press(play, Move.CONFIRM) << FormEnded(filed=True)
    assert [(one.form.agent, one.read_back_by) for one in play.filings] == [(LIN.user_id, None)]


def test_in_a_talk_with_an_agent_the_customer_answers_the_form_that_the_agent_began() -> None:
    play = _served() >> BeginForm(FormKind.REPAIR, "漏水") << FormBegun << FormQuestion(field=Field.PLACE) << FormTold
    play >> Say("3栋502") << CustomerWrote << Mirror << FormQuestion(field=Field.WHAT)
    play >> Say("你们几点来？") << CustomerWrote << Mirror


def test_an_agent_files_what_was_read_back_by_phone() -> None:
    play = _served() >> BeginForm(FormKind.SUGGESTION, "请在门口装一个雨棚") << FormBegun << FormQuestion << FormTold
    play >> FileForm() << FormEnded(filed=True, agent=LIN.user_id) << FormTold(FormOutcome.FILED)
    assert [one.read_back_by for one in play.filings] == [LIN.user_id]


def test_what_is_needed_must_be_there_before_an_agent_files_it() -> None:
    play = _served() >> BeginForm(FormKind.REPAIR, "漏水 3栋502") << FormBegun << FormQuestion << FormTold
    missing = (Field.WHAT, Field.ENTRY, Field.CONTACT)
    play >> FileForm() << FormTold(FormOutcome.MISSING, FormKind.REPAIR, fields=missing)
    play >> BeginForm(None, "水槽下面一直滴水，13800138000") << FormQuestion
    play << FormTold(FormOutcome.FILLED, fields=(Field.ENTRY,))
    assert play.filings == []


def test_an_agent_gives_up_a_form() -> None:
    play = _served() >> BeginForm(FormKind.REPAIR) << FormBegun << FormQuestion << FormTold
    play >> DropForm() << FormEnded(filed=False, agent=LIN.user_id) << FormGivenUp << FormTold(FormOutcome.GIVEN_UP)
    play >> DropForm() << FormTold(FormOutcome.NO_FORM)
    play >> FileForm() << FormTold(FormOutcome.NO_FORM)
    play >> BeginForm(None, "3栋502") << FormTold(FormOutcome.NO_FORM)
    play >> BeginForm(None, "") << FormTold(FormOutcome.UNCLEAR)


def test_an_agent_begins_no_second_form_beside_one_that_is_open() -> None:
    play = _begun("投诉") >> BeginForm(FormKind.REPAIR) << FormTold(FormOutcome.OTHER_OPEN, FormKind.COMPLAINT)
    assert _form(play).kind is FormKind.COMPLAINT


# --- emergencies and reports -----------------------------------------------------------------------------------------


def test_a_burst_pipe_rings_people_and_asks_only_where_and_whom_to_ring() -> None:
    play = Script() >> Say("水管爆了，快来人") << CustomerWrote << HandedOff(Reason.DANGER)
    play << FormBegun(FormKind.REPAIR)
    play << EmergencyCall(agent=ZHAO.user_id) << EmergencyRing
    play << FormQuestion(field=Field.PLACE, remark=Remark.EMERGENCY)
    play >> Say("3栋502") << CustomerWrote << Mirror << FormQuestion(field=Field.CONTACT)
    (
        play
        >> Say("13800138000")
        << CustomerWrote
        << FormEnded(filed=True)
        << FormOffered
        << Mirror
        << FormOffer(more=True)
    )
    assert [(one.form.emergency, sorted(one.form.answers)) for one in play.filings] == [
        (True, sorted([Field.CATEGORY, Field.CONTACT, Field.PLACE, Field.WHAT]))
    ]


def test_who_says_where_they_live_beside_what_is_broken_is_not_asked_for_the_place() -> None:
    play = Script() >> SayAtOnce(("我是3栋502的业主", "厨房漏水了，明天下午来修"))
    play.clear()
    assert {Field.CATEGORY, Field.PLACE, Field.VISIT} <= set(_form(play).answers)


def test_place_and_phone_told_in_the_same_breath_as_a_burst_pipe_are_not_asked_for() -> None:
    play = Script() >> SayAtOnce(("水管爆了", "3栋502", "13800138000"))
    play.clear()
    (filed,) = play.filings
    told = filed.form.answers
    assert (filed.form.emergency, told[Field.PLACE].text, told[Field.CONTACT].text) == (True, "3栋502", "13800138000")


@pytest.mark.parametrize("begun", ["人工", "我要报修", "马桶溢水"])
def test_a_repair_that_is_called_urgent_as_we_ask_for_is_an_emergency_at_once(begun: str) -> None:
    play = Script() >> Say(begun)
    play.clear()
    play >> Say("紧急 3栋502 13800138000")
    play.clear()
    (filed,) = play.filings
    told = filed.form.answers
    assert (filed.form.emergency, told[Field.CONTACT].text) == (True, "13800138000")
    assert "3栋502" in told[Field.PLACE].text


def test_an_emergency_that_is_told_again_is_registered_once() -> None:
    play = Script() >> Say("漏水止不住，3栋502，13800138000")
    play.clear()
    play >> Say("紧急！快来") << CustomerWrote << Mirror
    assert len(play.filings) == 1


def test_who_waits_and_tells_of_a_burst_pipe_last_is_not_asked_for_what_came_before() -> None:
    play = Script() >> Say("人工")
    play.clear()
    play >> SayAtOnce(("3栋502", "13800138000", "水管爆了"))
    play.clear()
    assert [sorted(one.form.answers) for one in play.filings] == [
        sorted([Field.CATEGORY, Field.CONTACT, Field.PLACE, Field.WHAT])
    ]


def test_the_rest_of_an_emergency_is_told_afterwards_and_completes_its_case() -> None:
    play = Script() >> Say("水管爆了，3栋502") << CustomerWrote << HandedOff << FormBegun
    play.clear()
    play >> Say("13800138000")
    play.clear()
    filed = Case(customer=MEI.chat_id, kind=CaseKind.REPAIR, id=4, number="BX-1", emergency=True)
    play.floor.cases[MEI.chat_id] = [filed]
    play >> StartForm() << FormBegun << FormQuestion(field=Field.EVIDENCE)
    assert (_form(play).case, _form(play).emergency) == (4, False)


def test_a_worker_is_asked_for_the_report_on_a_case_and_files_it() -> None:
    play = Script() >> BeginReport(4) << FormBegun(FormKind.REPORT) << FormQuestion(FormKind.REPORT, field=Field.WHAT)
    play >> Say("更换阀芯，试水不漏") << CustomerWrote << FormQuestion(field=Field.EVIDENCE)
    play >> SendPhoto("a") << CustomerWrote << FormQuestion(field=Field.EVIDENCE, files=1, remark=Remark.KEPT)
    play = _press(play, Move.SKIP) << FormReadBack(FormKind.REPORT)
    play = _press(play, Move.CONFIRM) << FormEnded(FormKind.REPORT, filed=True)
    assert [one.form.case for one in play.filings] == [4]
