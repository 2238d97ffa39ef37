"""What is said when a conversation is passed on, set aside, helped with and ended."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import notices as n
from desk.events import Code, Hold
from desk.library.live import LiveLibrary
from desk.manners import blunders
from desk.ports import CardFacts, Topic
from desk.rules import Rules
from desk.state import Conversation, State
from handlers.action_buttons import (
    AnswerTransferIt,
    AssistIt,
    EndItSo,
    SendAsideIt,
    ShowEndingsIt,
    TakeOverIt,
    UnholdIt,
)
from handlers.buttons import ResolveIt, TakeIt, pack
from handlers.spoken import Spoken
from handlers.wording import Wording
from handlers.words import LOCALES
from tests.flows.handlers.action_notices import action_samples
from tests.kit.cast import KNOWLEDGE, MEI, at

WORDING = Wording(LiveLibrary(KNOWLEDGE), Rules())
TOPIC = Topic(chat_id=-1001234567890, thread_id=55)


def say(notice: n.Notice, locale: str = "zh", **more: object) -> Spoken:
    return WORDING.speak(notice, locale, customer=MEI, topic=TOPIC, card=card(**more))


def card(**more: object) -> CardFacts:
    conversation = Conversation(customer=MEI.chat_id, id=9, epoch=4, state=State.ACTIVE, owner=7, last_message=210)
    conversation = replace(conversation, last_fact_at=at(), **more)  # type: ignore[arg-type]
    return CardFacts(conversation=conversation, customer=MEI, owner=None, lines=(), card_message=None, reason=None)


def stands(spoken: Spoken) -> list[list[tuple[str, str | None]]]:
    rows = spoken.keyboard.inline_keyboard if spoken.keyboard else []
    return [[(button.text, button.callback_data) for button in row] for row in rows]


WANTED = n.TransferWanted(
    agent=12, number="12", by="07", customer=MEI.chat_id, conversation=9, epoch=4, lease=2, until=at(seconds=45)
)


def test_the_customer_hears_to_whom_the_matter_goes() -> None:
    announced = say(n.TransferAnnounced(number="12")).text
    assert announced == "接下来由 12 号同事为您服务，会在这里回复您。您前面说过的内容同事都能看到，不用您再说一遍。"
    warmly = say(n.TransferAnnounced(number="12", warm=True)).text
    assert warmly == (
        "接下来由 12 号同事为您服务，刚才的同事也会留在这里一起帮您。您前面说过的内容同事都能看到，不用您再说一遍。"
    )
    passed_on = say(n.PassedOn(line="B", place=2, wait=timedelta(minutes=3)))
    assert passed_on.text == (
        "我把您转给负责投诉的同事，前面说过的内容都在，不用您再说一遍。"
        "等候的时间接着算，您排在第 2 位，前面还有 1 位，预计最长等候约 3 分钟。"
    )


def test_who_is_passed_on_to_colleagues_who_are_not_there_yet_hears_when_they_are() -> None:
    passed_on = say(n.PassedOn(line="B", place=2, wait=timedelta(minutes=3), at=at(), opening=at(hours=22.5)))
    assert passed_on.text == (
        "我把您转给负责投诉的同事，前面说过的内容都在，不用您再说一遍。"
        "这边的同事明早 8:30 上班，会第一时间在这里接着帮您，不用一直守着。"
    )


@pytest.mark.parametrize(
    ("until", "text"),
    [
        (at(minutes=30), "这件事我去核实，最晚今天上午 10:30 前在这里回复您。请您放心，不用一直守着。"),
        (at(hours=23), "这件事我去核实，最晚明早 9:00 前在这里回复您。请您放心，不用一直守着。"),
    ],
)
def test_a_promise_names_its_moment_as_people_do(until: object, text: str) -> None:
    assert say(n.PromiseMade(until=until, at=at())).text == text  # type: ignore[arg-type]


def test_a_broken_promise_is_apologised_for_with_what_comes_next() -> None:
    broken = n.PromiseMade(until=at(minutes=30), at=at(minutes=30), broken=True)
    assert say(broken).text == (
        "答应您今天上午 10:30 前回复，到现在还没有做到，非常抱歉。"
        "这件事我们一直记着，已经请同事抓紧办，一有结果马上在这里回复您，不用一直守着。"
    )
    assert "明早 9:00 上班后，同事第一时间在这里回复您" in say(replace(broken, opening=at(hours=23))).text


def test_the_colleague_is_mentioned_with_the_two_answers() -> None:
    spoken = say(WANTED)
    assert spoken.text == (
        '🤝 <a href="tg://user?id=12">12</a>：07 请您接手这位客户，10:00:45 前请点一下。您接下之前，由 07 继续负责。'
    )
    assert stands(spoken) == [
        [
            ("✅ 接", pack(AnswerTransferIt(9, 4, 2, taken=True))),
            ("↩️ 不接", pack(AnswerTransferIt(9, 4, 2, taken=False))),
        ]
    ]


def test_in_private_the_colleague_reads_the_note_and_finds_the_topic() -> None:
    fields = {"agent": 12, "number": "12", "by": "07", "customer": MEI.chat_id, "conversation": 9, "epoch": 4}
    spoken = say(n.TransferCall(**fields, lease=2, note="<b>She waits"))  # type: ignore[arg-type]
    assert spoken.text == (
        '🤝 <a href="https://t.me/c/1234567890/55">Mei</a>：07 请您接手，45 秒内请点一下。\n说明：&lt;b&gt;She waits'
    )
    assert len(stands(spoken)[0]) == 2


def test_a_lead_who_is_called_finds_the_topic_and_the_two_ways_to_help() -> None:
    lead = n.Called(agent=1, number="01")
    spoken = say(n.HelpWanted(customer=MEI.chat_id, number="07", leads=(lead,), conversation=9, epoch=4))
    assert spoken.text == (
        '🆘 <a href="https://t.me/c/1234567890/55">Mei</a>：07 请主管协助。<a href="tg://user?id=1">01</a>'
    )
    assert stands(spoken) == [[("👥 旁听协助", pack(AssistIt(9, 4))), ("🔁 接管", pack(TakeOverIt(9, 4)))]]


def test_a_note_in_anothers_conversation_can_be_sent_with_one_press() -> None:
    spoken = say(n.NotedAside(number="07", conversation=9, epoch=4, message=77))
    assert stands(spoken) == [[("📤 发给客户", pack(SendAsideIt(9, 4, 77)))]]
    assert (spoken.toast, "客户看不到" in spoken.text) == (False, True)


def test_the_farewell_is_as_warm_when_nothing_was_solved() -> None:
    texts = {code: say(n.Farewell(code=code)).text for code in Code}
    assert texts[Code.UNSOLVED].startswith("这次没能完全帮您解决，非常抱歉。请问还有什么可以帮您？")
    assert [code for code, text in texts.items() if not text.endswith("再见。") or "3 天内直接" not in text] == []
    assert texts[Code.SOLVED] == texts[Code.SPAM]  # which is never said


# --- the card ------------------------------------------------------------------------------------------------------


def test_the_usual_end_is_one_press_away_and_every_other_two() -> None:
    resolve, more = ("结案", pack(ResolveIt(9, 4, 210))), ("更多…", pack(ShowEndingsIt(9, 4)))
    assert stands(say(n.Card())) == [[resolve, more]]
    assert stands(say(n.Card(more=True))) == [
        [resolve],
        [
            ("未解决", pack(EndItSo(9, 4, 210, Code.UNSOLVED))),
            ("非我方业务", pack(EndItSo(9, 4, 210, Code.WRONG_ADDRESSEE))),
        ],
        [("客户无回应", pack(EndItSo(9, 4, 210, Code.NO_ANSWER))), ("垃圾信息", pack(EndItSo(9, 4, 210, Code.SPAM)))],
    ]


def test_what_is_set_aside_shows_for_what_until_when_and_how_to_go_on() -> None:
    spoken = say(n.Card(), state=State.HOLD, hold=Hold.THIRD_PARTY, promised_until=at(hours=2))
    assert "搁置：等第三方，最晚 12:00 前回复" in spoken.text
    assert stands(spoken)[0][0] == ("▶️ 继续", pack(UnholdIt(9, 4)))


def test_a_callback_can_be_taken_and_closed() -> None:
    spoken = say(n.Card(), state=State.HOLD, hold=Hold.CALLBACK, owner=None, promised_until=at(hours=24))
    assert "稍后回复客户" in spoken.text
    assert [label for label, _ in stands(spoken)[0]] == ["接单", "结案", "更多…"]
    assert stands(spoken)[0][0][1] == pack(TakeIt(9, 4))


def test_the_card_says_what_else_goes_on() -> None:
    text = say(n.Card(), promised_until=at(hours=2), transfer_to=12, helpers=(1, 7), emergency_at=at()).text
    assert "已答应 12:00 前回复 · 正在转给同事 · 协助 2 人 · 🚨 紧急，尚无人着手" in text


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_said_to_customers_keeps_its_manners(locale: str) -> None:
    for notice in action_samples("–", "07"):
        if notice.audience is n.Audience.CUSTOMER:
            assert blunders(say(notice, locale).text, locale) == [], notice
