"""An answer that only says how one gets somewhere is not given to who is there already."""

import pytest

from desk.events import Reason
from desk.forms.form import Field, FormKind
from desk.state import State
from faq import Entry, KnowledgeBase
from tests.kit.lines import AskForPerson, Say
from tests.kit.script import (
    Answer,
    BotAnswered,
    CustomerWrote,
    FormBegun,
    FormOffer,
    FormOffered,
    FormQuestion,
    HandedOff,
    Mirror,
    Queued,
    Script,
)

HOW_TO_COMPLAIN = Entry(
    "how-complain",
    "怎么投诉",
    ("我要投诉，保安态度恶劣",),
    "请发送“投诉”。",
    leads_to="complaint",
)
HOW_TO_REPORT = Entry(
    "how-repair", "怎么报修", ("水龙头坏了", "厨房水管漏水，3栋502，明天下午来"), "请发送“报修”。", leads_to="repair"
)
LEAK = Entry("leak", "阳台水管漏水，3栋502，明天下午来", ("卧室漏水了",), "请先关上水阀。")
LOCKSMITH = Entry("locked-out", "钥匙丢了", ("门打不开了",), "请发送“人工”。", leads_to="person")


def _play() -> Script:
    return Script(knowledge=KnowledgeBase([HOW_TO_COMPLAIN, HOW_TO_REPORT, LEAK, LOCKSMITH]))


@pytest.mark.parametrize(
    ("asked", "entry"), [("怎么投诉", "how-complain"), ("怎么报修", "how-repair"), ("钥匙丢了", "locked-out")]
)
def test_who_asks_the_way_is_told_it(asked: str, entry: str) -> None:
    _play() >> Say(asked) << CustomerWrote << BotAnswered(entry) << Answer(entry)


def test_a_complaint_is_not_answered_with_how_to_complain_but_goes_to_a_person_and_is_offered_to_be_registered() -> (
    None
):
    play = _play() >> Say("我要投诉，保安态度恶劣") << CustomerWrote << HandedOff(Reason.COMPLAINT)
    play << FormOffered(kind=FormKind.COMPLAINT) << Queued << FormOffer(kind=FormKind.COMPLAINT)


def test_a_fault_is_not_answered_with_how_to_report_one() -> None:
    play = _play() >> Say("水龙头坏了") << CustomerWrote << HandedOff(Reason.REPAIR)
    play << FormOffered << Queued << FormOffer(kind=FormKind.REPAIR)


def test_nor_with_how_a_person_is_reached_for_people_come_anyway() -> None:
    play = _play() >> Say("门打不开了") << CustomerWrote << HandedOff(Reason.REPAIR)
    play << FormOffered << Queued << FormOffer(kind=FormKind.REPAIR)


def test_a_repair_that_is_ordered_in_one_message_opens_the_form_and_nothing_besides() -> None:
    play = _play() >> Say("厨房水管漏水，3栋502，明天下午来") << CustomerWrote << FormBegun(FormKind.REPAIR)
    play << FormQuestion


def test_advice_that_leads_nowhere_is_given_beside_the_form_and_nobody_is_asked_whether_it_helped() -> None:
    play = _play() >> Say("阳台水管漏水，3栋502，明天下午来") << CustomerWrote << BotAnswered("leak")
    play << FormBegun(FormKind.REPAIR) << Answer("leak", judged=False) << FormQuestion


def test_advice_is_given_before_a_person_comes_and_the_form_is_offered() -> None:
    play = _play() >> Say("卧室漏水了") << CustomerWrote << BotAnswered("leak") << HandedOff(Reason.REPAIR)
    play << FormOffered << Answer("leak", judged=True) << Queued << FormOffer


def test_who_waits_for_a_person_is_told_the_place_instead_of_how_a_person_is_reached() -> None:
    play = _play() >> AskForPerson() << HandedOff << Queued
    play.wait(minutes=1) >> Say("钥匙丢了") << CustomerWrote << Mirror << Queued(place=1)
    assert play.conversation.state is State.QUEUED


def test_who_waits_for_a_person_still_hears_how_a_form_is_reached() -> None:
    play = _play() >> AskForPerson() << HandedOff << Queued
    play >> Say("怎么投诉") << CustomerWrote << BotAnswered("how-complain") << Mirror << Answer


def test_who_asks_for_the_way_to_the_form_that_is_open_is_asked_its_question_again() -> None:
    play = _play() >> Say("投诉") << CustomerWrote << FormBegun << FormQuestion(field=Field.WHAT)
    play >> Say("怎么投诉？") << CustomerWrote << FormQuestion(field=Field.WHAT)
    play >> Say("怎么报修？") << CustomerWrote << BotAnswered("how-repair") << Answer << FormQuestion(field=Field.WHAT)
