"""What staff write and press about a conversation people serve, as the desk is asked it."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from desk import commands as c
from desk.cases import commands as k
from desk.cases.repairs import commands as w
from desk.commands import OfCustomer, OfNumber, OfRoom, OfTopic, Origin
from desk.content import Content, Kind
from desk.events import Code, Hold
from desk.people import Absence
from desk.service.until import ClockTime, InDays, Until, Weekday
from handlers.action_buttons import (
    AnswerTransferIt,
    AssistIt,
    EmergencyIt,
    EndItSo,
    SendAsideIt,
    ShowEndingsIt,
    TakeOverIt,
    UnholdIt,
)
from handlers.buttons import MOST, Button, pack, unpack
from handlers.until import UnreadableTimeError, read_until
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import FORWARDED, LIN_USER, MEI_USER, ROOM, TOPIC, in_room, in_topic, pressed, update
from tests.kit.cast import LIN, MEI, STAFF_ROOM, TEN

THERE = OfTopic(STAFF_ROOM, TOPIC)
ORIGIN = Origin(chat_id=STAFF_ROOM, message_id=8, thread_id=TOPIC)
BY_LIN = {"agent": LIN.user_id, "origin": ORIGIN}
MESSAGE = Content(chat_id=STAFF_ROOM, message_id=8, sent_at=TEN, kind=Kind.TEXT)
MINUTES = timedelta(minutes=30)


def note(text: str) -> Content:
    return replace(MESSAGE, text=text)


def transfer(to: str, words: str = "", *, warm: bool = False) -> c.Transfer:
    return c.Transfer(**BY_LIN, to=to, warm=warm, note=note(words) if words else None, sent_at=TEN)  # type: ignore[arg-type]


def hold(until: Until | None = None, why: Hold = Hold.SCHEDULED, words: str = "") -> c.Hold:
    return c.Hold(**BY_LIN, hold=why, until=until, note=note(words) if words else None, sent_at=TEN)  # type: ignore[arg-type]


def promise(until: Until | None = None, words: str = "") -> c.Promise:
    return c.Promise(**BY_LIN, until=until, note=note(words) if words else None, sent_at=TEN)  # type: ignore[arg-type]


def resolve(code: Code | None = None) -> c.Resolve:
    return c.Resolve(**BY_LIN, code=code, sent_at=TEN)  # type: ignore[arg-type]


def on_case(asked: k.CaseCommand) -> k.OnCase:
    return k.OnCase(**BY_LIN, number=None, asked=asked)  # type: ignore[arg-type]


def unclear(command: str) -> c.Unclear:
    return c.Unclear(**BY_LIN, command=command)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/transfer 12", transfer("12")),
        ("/transfer 12 She waits for a quote", transfer("12", "She waits for a quote")),
        ("/transfer 12 warm", transfer("12", warm=True)),
        ("/transfer 12 warm She waits", transfer("12", "She waits", warm=True)),
        ("/transfer #12", transfer("12")),
        ("/transfer B", transfer("B")),
        ("/转接 12号 客户在等报价", transfer("12", "客户在等报价")),
        ("转接 12 客户在等报价", transfer("12", "客户在等报价")),
        ("热转 12 客户在等报价", transfer("12", "客户在等报价", warm=True)),
        ("/transfer", unclear("transfer")),
        ("转接", unclear("transfer")),
        ("转接 给王姐吧", unclear("transfer")),
        ("/transfer back", c.TakeBack(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("转接 撤回", c.TakeBack(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("/hold 30m 查一下管线", hold(MINUTES, words="查一下管线")),
        ("/hold 15:30 the plumber", hold(ClockTime(time(15, 30)), words="the plumber")),
        ("/hold customer", hold(why=Hold.CUSTOMER_INFO)),
        ("等客户", hold(why=Hold.CUSTOMER_INFO)),
        ("等客户 户号", hold(why=Hold.CUSTOMER_INFO, words="户号")),
        ("/hold 2h third the insurer", hold(timedelta(hours=2), Hold.THIRD_PARTY, "the insurer")),
        ("搁置 第三方 2小时", hold(timedelta(hours=2), Hold.THIRD_PARTY)),
        ("/hold", hold()),
        ("搁置 查一下管线", hold(words="查一下管线")),
        ("/hold 30x the pipe", unclear("hold")),
        ("搁置 25:00", unclear("hold")),
        ("/promise 2h", promise(timedelta(hours=2))),
        ("/promise tomorrow 10:00", promise(ClockTime(time(10), InDays(1)))),
        ("承诺 明天 9:00 报价", promise(ClockTime(time(9), InDays(1)), "报价")),
        ("/promise 10 o'clock", unclear("promise")),
        ("/unhold", c.Unhold(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("继续", c.Unhold(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("/note She is upset", c.Note(**BY_LIN, note=note("She is upset"))),  # type: ignore[arg-type]
        ("备注 客户着急", c.Note(**BY_LIN, note=note("客户着急"))),  # type: ignore[arg-type]
        ("备注", unclear("note")),
        ("/sos", c.AskHelp(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("求助", c.AskHelp(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("协助", c.Assist(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("/takeover", c.TakeOver(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("接管", c.TakeOver(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("/resolve", resolve()),
        ("/resolve Unsolved", resolve(Code.UNSOLVED)),
        ("结案 未解决", resolve(Code.UNSOLVED)),
        ("/resolve wrong", resolve(Code.WRONG_ADDRESSEE)),
        ("结案 不归我们管", resolve(Code.WRONG_ADDRESSEE)),
        ("/resolve noanswer", resolve(Code.NO_ANSWER)),
        ("/结案 垃圾信息", resolve(Code.SPAM)),
        ("/resolve maybe", unclear("resolve")),
    ],
)
async def test_a_command_in_a_topic_is_about_its_customer(text: str, expected: c.Command) -> None:
    assert await heard(update(message=in_topic(text=text))) == [(THERE, expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("结案。", resolve()),
        ("求助！", c.AskHelp(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("求助 客户很急", c.AskHelp(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("接单!", c.Take(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("／take", c.Take(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("/take。", c.Take(**BY_LIN, sent_at=TEN)),  # type: ignore[arg-type]
        ("备注：客户着急", c.Note(**BY_LIN, note=note("客户着急"))),  # type: ignore[arg-type]
        ("备注:客户着急", c.Note(**BY_LIN, note=note("客户着急"))),  # type: ignore[arg-type]
        ("/备注：客户着急", c.Note(**BY_LIN, note=note("客户着急"))),  # type: ignore[arg-type]
        ("／note 客户着急", c.Note(**BY_LIN, note=note("客户着急"))),  # type: ignore[arg-type]
        ("转接12", transfer("12")),
        ("/转接12", transfer("12")),
        ("转接：12，客户在等报价", transfer("12", "客户在等报价")),
        ("搁置30分钟", hold(MINUTES)),
        ("搁置半小时", hold(timedelta(minutes=30))),
        ("等客户。", hold(why=Hold.CUSTOMER_INFO)),
        ("承诺：2小时", promise(timedelta(hours=2))),
        ("承诺两小时", promise(timedelta(hours=2))),
        ("承诺明天10点", promise(ClockTime(time(10), InDays(1)))),
        ("搁置三十分钟", hold(MINUTES)),
        ("约 明天15点", on_case(w.AgreeVisit(**BY_LIN, words="明天15点"))),  # type: ignore[arg-type]
        ("报价：120 换水龙头", on_case(w.TellPrice(**BY_LIN, amount=12_000, words="换水龙头"))),  # type: ignore[arg-type]
        ("报价 一百二 换水龙头", on_case(w.TellPrice(**BY_LIN, amount=12_000, words="换水龙头"))),  # type: ignore[arg-type]
        ("我来负责", on_case(k.Assign(**BY_LIN))),  # type: ignore[arg-type]
        ("派工 21", on_case(w.DispatchTo(**BY_LIN, to="21"))),  # type: ignore[arg-type]
    ],
)
async def test_a_command_typed_in_haste_is_understood(text: str, expected: c.Command) -> None:
    assert await heard(update(message=in_topic(text=text))) == [(THERE, expected)]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("备注一下：客户着急", "备注"),
        ("转接给维修的同事", "转接"),
        ("结案了", "结案"),
        ("/ 结案吧", "结案"),
        ("／帮忙", "帮助"),
        ("/ note 客户着急", None),
        ("/今天几点下班呢", None),
    ],
)
async def test_what_looks_like_a_command_never_reaches_the_customer(text: str, nearest: str | None) -> None:
    misspelt = c.Misspelt(**BY_LIN, nearest=nearest)  # type: ignore[arg-type]
    assert await heard(update(message=in_topic(text=text))) == [(OfRoom(), misspelt)]


async def test_in_general_a_word_takes_what_follows_where_that_needs_no_customer() -> None:
    away = c.GoAway(agent=LIN.user_id, origin=Origin(chat_id=STAFF_ROOM, message_id=8), absence=Absence.REASON)
    assert await heard(update(message=in_room(text="离开 开会"))) == [(OfRoom(), away)]


@pytest.mark.parametrize(
    "text", ["备注 谁带午饭", "转接 12", "下班 回家", "通知大家聚餐", "/ 结案吧", "Please note this"]
)
async def test_outside_a_topic_words_are_words(text: str) -> None:
    assert await heard(update(message=in_room(text=text))) == []


@pytest.mark.parametrize("text", ["/transfer 12", "/hold 30m", "/note x", "求助", "接管"])
async def test_outside_a_topic_a_command_is_about_nobody(text: str) -> None:
    origin = Origin(chat_id=STAFF_ROOM, message_id=8)
    assert await heard(update(message=in_room(text=text))) == [(OfRoom(), c.NoTopic(agent=LIN.user_id, origin=origin))]


@pytest.mark.parametrize(
    "text", ["通知您一下，师傅明天上门", "承诺的事我们会办好", "请转接 12", "我们继续", "备注 说明"]
)
async def test_what_only_looks_like_one_or_was_forwarded_is_a_reply(text: str) -> None:
    more = {"forward_origin": FORWARDED} if text == "备注 说明" else {}
    ((_, command),) = await heard(update(message=in_topic(text=text, **more)))
    assert isinstance(command, c.Reply)


# --- times ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "until", "rest"),
    [
        ("30m", MINUTES, ""),
        ("30 m pipes", MINUTES, "pipes"),
        ("30分钟 查", MINUTES, "查"),
        ("30分钟后 查", MINUTES, "查"),
        ("2H", timedelta(hours=2), ""),
        ("2小时", timedelta(hours=2), ""),
        ("2个小时后，报价", timedelta(hours=2), "报价"),
        ("半小时内 报价", MINUTES, "报价"),
        ("两个小时后 报价", timedelta(hours=2), "报价"),
        ("下午三点前", ClockTime(time(15)), ""),
        ("3点", ClockTime(time(15)), ""),
        ("3:00", ClockTime(time(3)), ""),
        ("9点", ClockTime(time(9)), ""),
        ("今晚12点", ClockTime(time(23, 59), InDays(0)), ""),
        ("今晚 0:30", ClockTime(time(0, 30)), ""),
        ("明天凌晨2点", ClockTime(time(2), InDays(1)), ""),
        ("明天中午1点", ClockTime(time(13), InDays(1)), ""),
        ("下午3点半 报价", ClockTime(time(15, 30)), "报价"),
        ("中午12点", ClockTime(time(12)), ""),
        ("晚上8点15分前", ClockTime(time(20, 15)), ""),
        ("明天上午10点 报价", ClockTime(time(10), InDays(1)), "报价"),
        ("明晚 7:05", ClockTime(time(19, 5), InDays(1)), ""),
        ("1d", timedelta(days=1), ""),
        ("1天", timedelta(days=1), ""),
        ("9:05", ClockTime(time(9, 5)), ""),
        ("15：30 报价", ClockTime(time(15, 30)), "报价"),
        ("今天 15:30", ClockTime(time(15, 30), InDays(0)), ""),
        ("明天9:00", ClockTime(time(9), InDays(1)), ""),
        ("明早 9:00 报价", ClockTime(time(9), InDays(1)), "报价"),
        ("Tomorrow 23:59", ClockTime(time(23, 59), InDays(1)), ""),
        ("后天10点", ClockTime(time(10), InDays(2)), ""),
        ("大后天 下午2点 报价", ClockTime(time(14), InDays(3)), "报价"),
        ("周五10点 报价", ClockTime(time(10), Weekday(4)), "报价"),
        ("星期天晚上8点", ClockTime(time(20), Weekday(6)), ""),
        ("这周五下午3点", ClockTime(time(15), Weekday(4, 0)), ""),
        ("下周一上午10点", ClockTime(time(10), Weekday(0, 1)), ""),
        ("friday 15:00 a quote", ClockTime(time(15), Weekday(4)), "a quote"),
        ("Next Monday 10:00", ClockTime(time(10), Weekday(0, 1)), ""),
        ("查管线", None, "查管线"),
        ("", None, ""),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, until: Until | None, rest: str) -> None:
    assert read_until(text) == (until, rest)


@pytest.mark.parametrize(
    "text",
    [
        "30",
        "30x",
        "30minutes",
        "25:00",
        "9:60",
        "9.30",
        "15栋的水管",
        "明天",
        "tomorrow morning",
        "后天",
        "下周一上午",
        "friday",
        "明天 30m",
        "99999m",
        "下午",
        "晚上25点",
    ],
)
def test_what_begins_like_a_time_and_is_none_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTimeError):
        read_until(text)


# --- buttons -------------------------------------------------------------------------------------------------------

PRESSED = Origin(chat_id=STAFF_ROOM, message_id=21, thread_id=TOPIC, press_id="p1")
BY_PRESS = {"agent": LIN.user_id, "origin": PRESSED}
LARGE = 10**17


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (AnswerTransferIt(9, 4, 2, taken=True), c.AnswerTransfer(**BY_PRESS, taken=True, epoch=4, lease=2)),  # type: ignore[arg-type]
        (AnswerTransferIt(9, 4, 2, taken=False), c.AnswerTransfer(**BY_PRESS, taken=False, epoch=4, lease=2)),  # type: ignore[arg-type]
        (AssistIt(9, 4), c.Assist(**BY_PRESS, epoch=4)),  # type: ignore[arg-type]
        (TakeOverIt(9, 4), c.TakeOver(**BY_PRESS, epoch=4)),  # type: ignore[arg-type]
        (SendAsideIt(9, 4, 77), c.SendAside(**BY_PRESS, epoch=4, message=77)),  # type: ignore[arg-type]
        (ShowEndingsIt(9, 4), c.ShowEndings(**BY_PRESS, epoch=4)),  # type: ignore[arg-type]
        (EndItSo(9, 4, 210, Code.SPAM), c.Resolve(**BY_PRESS, epoch=4, seen=210, code=Code.SPAM)),  # type: ignore[arg-type]
        (EndItSo(9, 4, None, Code.UNSOLVED), c.Resolve(**BY_PRESS, epoch=4, code=Code.UNSOLVED)),  # type: ignore[arg-type]
        (UnholdIt(9, 4), c.Unhold(**BY_PRESS, epoch=4)),  # type: ignore[arg-type]
    ],
)
async def test_a_press_is_about_the_conversation_it_was_shown_for(button: Button, expected: c.Command) -> None:
    card = {"message_thread_id": TOPIC, "is_topic_message": True}
    assert await heard(pressed(pack(button), by=LIN_USER, chat=ROOM, **card)) == [(OfNumber(9), expected)]


async def test_an_emergency_is_the_customers_and_may_be_taken_in_hand_from_private() -> None:
    origin = Origin(chat_id=MEI.chat_id, message_id=21, press_id="p1")
    expected = c.AcknowledgeEmergency(agent=MEI.chat_id, origin=origin)
    assert await heard(pressed(pack(EmergencyIt(1002)), by=MEI_USER)) == [(OfCustomer(1002), expected)]


@pytest.mark.parametrize(
    "button",
    [
        AnswerTransferIt(LARGE, LARGE, LARGE, taken=True),
        SendAsideIt(LARGE, LARGE, LARGE),
        EndItSo(LARGE, LARGE, LARGE, Code.WRONG_ADDRESSEE),
        *(EndItSo(9, 4, 210, code) for code in Code),
        EmergencyIt(LARGE),
    ],
)
def test_a_button_fits_and_is_read_back(button: Button) -> None:
    data = pack(button)
    assert (len(data.encode()) <= MOST, unpack(data, lambda _: None)) == (True, button)


@pytest.mark.parametrize(
    "data", ["1a", "1ay:9:4", "1ar:9:4:210", "1ar:9:4:210:z", "1ae:", "1ae:-5", "1aq:1:2", "1ah:01:2"]
)
def test_what_we_never_made_is_none_of_ours(data: str) -> None:
    assert unpack(data, lambda _: None) is None
