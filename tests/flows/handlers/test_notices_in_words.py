import re
from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest
from aiogram.types import InlineKeyboardMarkup

from desk import notices as n
from desk.content import Kind
from desk.events import Clock, Excuse, Reason, Thought
from desk.library.live import LiveLibrary
from desk.manners import blunders
from desk.notices.rooms import LinkCode, MovedIn, MovedOut, RoomLinked, RoomLost, TeamUnknown
from desk.people import Customer
from desk.ports import CardFacts, Said, Topic
from desk.rules import Organisation, Rules
from desk.state import Conversation, Question, State
from faq import Entry, KnowledgeBase
from handlers.buttons import ChooseIt, JudgeIt, PersonPlease, ResolveIt, SendIt, TakeIt, pack
from handlers.lettering import TEXT, TITLE, TOAST, units, visible
from handlers.to_customer import TO_CUSTOMER
from handlers.wording import Spoken, Wording
from handlers.words import LOCALES
from tests.flows.handlers.action_notices import action_samples
from tests.flows.handlers.form_notices import form_samples
from tests.flows.handlers.rating_notices import rating_samples
from tests.flows.handlers.shift_notices import shift_samples
from tests.flows.handlers.waiting_notices import waiting_samples
from tests.kit.cast import FEE, HOURS, KNOWLEDGE, LIN, MEI, PARKING_DAY, PARKING_MONTH, STAFF_ROOM, at

HOSTILE = "<b>Mei</b> & co \u202e\u200bevil\n<a href='tg://user?id=1'>you</a>"
LONG = "😀" * 4096
VAST = Entry(id="vast", question=LONG, answer=LONG)
LIBRARY = KnowledgeBase([FEE, HOURS, PARKING_DAY, PARKING_MONTH, VAST, Entry(id="mute", question="Mute?")])
RULES = Rules()
WORDING = Wording(LiveLibrary(LIBRARY), RULES)
EAST = timezone(timedelta(hours=8))
MINUTES = timedelta(minutes=3)


def facts(**more: object) -> CardFacts:
    conversation = Conversation(
        customer=MEI.chat_id,
        id=9,
        epoch=4,
        state=State.QUEUED,
        locale="en",
        waiting_since=at(),
        last_message=210,
        last_fact_at=at(minutes=2),
    )
    lines = (
        Said(author="customer", at=at(), kind="text", text="What does parking cost?"),
        Said(author="bot", at=at(minutes=1), kind="text", text="Which one?"),
        Said(author="agent", at=at(minutes=1), kind="text", text="Hello", number="07"),
        Said(author="customer", at=at(minutes=2), kind="photo", text=""),
    )
    whole = CardFacts(
        conversation=conversation, customer=MEI, owner=None, lines=lines, card_message=None, reason=Reason.ASKED
    )
    changes = {key: value for key, value in more.items() if key not in {"state", "owner_since", "epoch"}}
    moved = {key: value for key, value in more.items() if key in {"state", "owner_since", "epoch"}}
    return replace(whole, conversation=replace(conversation, **moved), **changes)  # type: ignore[arg-type]


def _offers(text: str) -> list[n.Notice]:
    no = text[:9]
    offers = [
        kind(agent=7, number=no, offer=1, epoch=2, until=at(), customer=1, line=text, ticket=no)
        for kind in (n.OfferMade, n.OfferCall)
    ]
    over = [
        kind(agent=7, number=no, offer=1, ending=ending, at=at(), by=no, ticket=no, transfer=transfer)
        for kind in (n.OfferOver, n.OfferCallOver)
        for transfer in (True, False)
        for ending in n.Ending
    ]
    many = n.OpenToAll(customer=1, conversation=9, epoch=1, agents=tuple(range(30)), numbers=(no,) * 30)
    no_more = [n.OpenToAll(customer=1, conversation=9, epoch=1, ticket=no, over_at=at(), by=by) for by in (no, None)]
    return [*offers, *over, many, *no_more]


def _about_rooms(text: str, number: str) -> list[n.Notice]:
    team, leads = text[:20], (n.Called(agent=1, number=number),)
    return [
        *(
            kind(customer=MEI.chat_id, former=former, team=team)
            for kind in (MovedOut, MovedIn)
            for former in (team, "")
        ),
        RoomLost(team=team, leads=leads),
        RoomLinked(team=team, lines=("A", "Z")),
        *(TeamUnknown(team=text[:64], teams=teams) for teams in ((team, team), ())),
        LinkCode(code="1a2b3c4d", lasts=MINUTES, teams=(team,)),
    ]


def _from_bot(*, person: bool) -> list[n.FromBot]:
    plain = [
        kind(person=person)
        for kind in (n.Greeting, n.HelpText, n.Prompt, n.WhoIAm, n.StillHere, n.SaidAlready, n.Rephrase)
    ]
    answers = [
        n.Answer(entry_id=entry, library="1", person=person, judged=judged)
        for entry in ("fee", "vast", "mute", "gone")
        for judged in (True, False)
    ]
    offered = [("fee", "vast", "hours", "gone"), ("fee",), ("gone",)]
    open_ones = [n.Rephrase(about=about, person=person) for about in ("<b>wifi", "字" * 100)]
    chosen = [
        n.Suggestions(entry_ids=entries, person=person, about=about)
        for entries in offered
        for about in ("", "字" * 100)
    ]
    return [*plain, *answers, *open_ones, *chosen]


def samples(text: str, number: str = "07") -> list[n.Notice]:
    """One of every kind of notice, with this text wherever somebody else chose the words."""
    relay = {"from_chat": MEI.chat_id, "message": 5, "kind": Kind.TEXT, "text": text}
    return [
        *action_samples(text, number),
        *form_samples(text, number),
        *rating_samples(text, number),
        *shift_samples(text, number),
        *_about_rooms(text, number),
        *waiting_samples(text, number),
        *_from_bot(person=True),
        *_from_bot(person=False),
        n.Welcome(),
        n.WellWished(),
        n.NoMatter(),
        n.GladToHelp(),
        *(
            n.Queued(place=place, wait=MINUTES, reason=reason, staffed=staffed)
            for reason in Reason
            for place in (1, 2)
            for staffed in (True, False)
        ),
        n.AlreadyWithPerson(number=number),
        n.SameAgent(number=number),
        n.StaffGreeted(number=number),
        n.StillWaiting(waited=MINUTES, place=2, wait=MINUTES),
        n.StillWaiting(waited=MINUTES, place=2, wait=MINUTES, number="A002"),
        n.StillWaiting(waited=MINUTES, place=2, wait=2 * MINUTES),
        n.StillWaiting(waited=MINUTES, place=2, wait=2 * MINUTES, number="A002"),
        n.StillWaiting(waited=5 * MINUTES, place=1, wait=5 * MINUTES, staffed=False),
        *(n.WaitExplained(waited=MINUTES, place=place) for place in (1, 2)),
        n.TakenBy(number=number),
        n.AgentLeft(place=1, wait=MINUTES),
        n.Farewell(),
        *(n.AnswerFromAgent(entry_id=entry, library="1", number=number) for entry in ("fee", "vast", "gone")),
        n.Attachment(file="photo:AgAC"),
        n.CannotRead(),
        *(n.Mirror(**{**relay, "kind": kind}) for kind in Kind),  # type: ignore[arg-type]
        *(n.Deliver(**{**relay, "kind": kind}) for kind in Kind),  # type: ignore[arg-type]
        *(
            n.MirrorEdit(from_chat=MEI.chat_id, message=5, text=words, after_reply=after)
            for words in (text, "")
            for after in (True, False)
        ),
        n.DeliverEdit(from_chat=STAFF_ROOM, message=5, kind=Kind.TEXT, text=text),
        *(n.MirrorReaction(from_chat=MEI.chat_id, message=5, emoji=emoji) for emoji in ("👍", None)),
        *(n.DeliverReaction(from_chat=STAFF_ROOM, message=5, emoji=emoji) for emoji in ("👍", None)),
        n.Card(),
        *(
            n.Alarm(clock=clock, due=at(), customer=MEI.chat_id, number=owner)
            for clock in Clock
            for owner in (None, number)
        ),
        n.AlarmWithdrawn(clock=Clock.ACCEPT, due=at(), customer=MEI.chat_id),
        n.LongWait(customer=MEI.chat_id, waited=MINUTES),
        n.LongWait(customer=MEI.chat_id, waited=MINUTES, leads=(n.Called(agent=1, number="01"),)),
        n.InDanger(customer=MEI.chat_id),
        n.NobodyOnDuty(customer=MEI.chat_id),
        *(n.Admitted(user_id=7, number=number, name=name) for name in (text, "")),
        n.DeadLetter(what=text),
        *(n.DeliveryMark(failed=code) for code in (None, "blocked", "deactivated", "too_large", "unsupported", text)),
        *(n.Told(outcome=outcome) for outcome in n.Outcome),
        *(n.Told(outcome=outcome, number=number, at=at(), count=3, command="take") for outcome in n.Outcome),
        n.Spent(),
        *_offers(text),
        n.CommandsShown(lead=False),
        n.CommandsShown(lead=True),
        n.QueueShown(waiting=0, first=(), on_duty=()),
        n.QueueShown(
            waiting=99,
            first=tuple(n.QueueLine(customer=i, name=text, since=at(), level=i % 2) for i in range(30)),
            on_duty=("07", "12"),
        ),
        n.WhyShown(now=at(), state="QUEUED", rules=1, clocks=()),
        n.WhyShown(
            now=at(minutes=4),
            state=text,
            rules=1,
            clocks=tuple(n.ClockLine(clock=clock, since=at(), due=at(minutes=5), struck=False) for clock in Clock),
        ),
        n.WhyShown(now=at(minutes=4), state="ACTIVE", rules=2, clocks=tuple(_explained(clock) for clock in Clock) * 4),
        *(n.DueSoon(clock=clock, due=at(), agent=7, number=number) for clock in Clock),
        n.LongHandling(customer=MEI.chat_id, number=number, since=at()),
        *(n.IdlePrompt(tier=tier) for tier in (1, 2)),
        n.IdlePrompt(tier=1, thanked=True),
        n.IdleFarewell(),
        n.AppealMade(
            conversation=9,
            customer=MEI.chat_id,
            clock=Clock.FIRST_REPLY,
            occurrence=1,
            due=at(),
            tier=1,
            number=number,
            reason=text,
        ),
        *(n.AppealJudged(clock=Clock.ACCEPT, due=at(), number=number, granted=granted) for granted in (True, False)),
    ]


def _explained(clock: Clock) -> n.ClockLine:
    return n.ClockLine(
        clock=clock,
        since=at(),
        due=at(minutes=5),
        struck=True,
        budget=MINUTES,
        ran=MINUTES,
        stretches=3,
        pauses=((at(), at(minutes=1)), (at(minutes=2), None)),
        ended_at=at(minutes=9),
        ended_by="AgentReplied",
        overrun=MINUTES,
        excuse=Excuse.OUTAGE,
    )


def say(notice: n.Notice, locale: str = "en", text: str = "", wording: Wording = WORDING) -> Spoken:
    who = Customer(chat_id=MEI.chat_id, name=text, username=text, locale=locale)
    lines = tuple(Said(author="customer", at=at(), kind="text", text=text) for _ in range(30))
    card = facts(customer=who, lines=lines, reason=text, state=State.ACTIVE)
    topic = Topic(chat_id=-1001234567890, thread_id=55)
    return wording.speak(notice, locale, card=card, customer=who, topic=topic, past=lines)


def stands(spoken: Spoken) -> list[list[tuple[str, str | None]]]:
    keyboard: InlineKeyboardMarkup | None = spoken.keyboard
    return [[(b.text, b.callback_data) for b in row] for row in keyboard.inline_keyboard] if keyboard else []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", ["Hello", HOSTILE, LONG, ""])
def test_every_notice_is_whole_escaped_and_short_enough(locale: str, text: str) -> None:
    for notice in samples(text):
        spoken = say(notice, locale, text)
        seen = visible(spoken.text)
        assert units(seen) <= TEXT, notice
        assert "{" not in seen, notice
        assert "<b>Mei" not in spoken.text, notice
        of_staff = re.sub(r'<a href="tg://user\?id=[0-9]+">', "", spoken.text)  # only they are rung
        assert "tg://" not in of_staff.replace("href='tg://user?id=1'", ""), notice
        assert seen.strip() or text in {"", LONG} or isinstance(notice, n.Relay | n.DeliverEdit), notice
        assert all(len(data or "") <= 64 for row in stands(spoken) for _, data in row), notice
        assert all(units(label) <= 64 for row in stands(spoken) for label, _ in row), notice


def test_the_samples_are_of_every_kind_there_is() -> None:
    assert {type(notice) for notice in samples("x")} == set(n.NOTICES)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_notice_to_a_customer_keeps_its_manners_when_it_is_put_together(locale: str) -> None:
    library = KnowledgeBase([FEE, HOURS])
    wording = Wording(LiveLibrary(library), RULES)
    for notice in samples("–"):
        if type(notice) in TO_CUSTOMER:
            assert blunders(visible(say(notice, locale, "–", wording).text), locale) == [], notice


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("outcome", n.Outcome)
def test_an_outcome_fits_the_small_window_and_needs_no_markup(locale: str, outcome: n.Outcome) -> None:
    for told in (n.Told(outcome=outcome), n.Told(outcome=outcome, number="07", at=at(), count=3, command="take")):
        spoken = WORDING.speak(told, locale)
        assert (spoken.toast, spoken.keyboard, visible(spoken.text)) == (True, None, spoken.text)
        assert 0 < units(spoken.text) <= TOAST


@pytest.mark.parametrize(
    ("told", "locale", "text"),
    [
        (
            n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=at(minutes=2, seconds=7)),
            "zh",
            "07 已于 10:02:07 接单",
        ),
        (n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=at(minutes=2)), "en", "Taken by 07 at 10:02:00"),
        (n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="–", at=at()), "en", "A colleague has taken it already"),
        (n.Told(outcome=n.Outcome.TAKEN_ALREADY), "zh", "已有同事接单"),
        (
            n.Told(outcome=n.Outcome.UNKNOWN_IN_GENERAL, command="take"),
            "zh",
            "没有这个命令。请问您要的是 /take 吗？",
        ),
        (n.Told(outcome=n.Outcome.UNKNOWN_IN_GENERAL), "zh", "没有这个命令。有哪些命令，请发“帮助”"),
    ],
)
def test_what_an_outcome_does_not_know_it_leaves_out(told: n.Told, locale: str, text: str) -> None:
    assert WORDING.speak(told, locale) == Spoken(text, toast=True)


def test_the_greeting_carries_the_organisations_name_whatever_it_is() -> None:
    wording = Wording(LiveLibrary(LIBRARY), Rules(organisation=Organisation(name="安<b>居", name_en="A & B")))
    assert wording.speak(n.Greeting(), "zh").text.startswith("您好，这里是安&lt;b&gt;居的自动助手")
    assert wording.speak(n.Greeting(), "en").text.startswith("Hello, this is the automatic assistant of A &amp; B.")


@pytest.mark.parametrize("locale", LOCALES)
def test_whom_people_do_not_serve_is_neither_shown_nor_told_of_the_way_to_one(locale: str) -> None:
    for notice in _from_bot(person=False):
        spoken = say(notice, locale)
        shown = [button.text for row in (spoken.keyboard.inline_keyboard if spoken.keyboard else []) for button in row]
        assert not any(word in text for text in (spoken.text, *shown) for word in ("人工", "同事", "A person", "human"))


def test_an_answer_asks_whether_it_helped_and_offers_a_person() -> None:
    spoken = say(n.Answer(entry_id="fee", library="1"))
    assert spoken.text == "In the app, under Bills.\n\nDid this answer your question?"
    assert stands(spoken) == [
        [("👍 This helped", pack(JudgeIt("fee", helpful=True))), ("👎 Not yet", pack(JudgeIt("fee", helpful=False)))],
        [("🙋 A person", pack(PersonPlease()))],
    ]


def test_suggestions_are_buttons_with_a_person_below() -> None:
    assert stands(say(n.Suggestions(entry_ids=("fee", "gone", "hours")))) == [
        [("How do I pay the property fee?", pack(ChooseIt("fee")))],
        [("When is the office open?", pack(ChooseIt("hours")))],
        [("🙋 A person", pack(PersonPlease()))],
    ]


def test_an_entry_that_is_gone_leaves_a_way_to_a_person() -> None:
    for notice in (n.Answer(entry_id="gone", library="1"), n.Suggestions(entry_ids=("gone",)), n.Rephrase()):
        assert stands(say(notice)) == [[("🙋 A person", "1p")]]


def test_of_several_questions_the_open_one_is_told_back_with_a_person_below() -> None:
    spoken = say(n.Rephrase(about="我家wifi连不上了"), "zh")
    assert spoken.text.startswith("关于“我家wifi连不上了”，我还答不上来，请问要请同事来看吗？")
    assert stands(spoken)[-1:] == stands(say(n.Rephrase(), "zh"))[-1:]
    assert say(n.Suggestions(entry_ids=("fee",), about="<b>"), "en").text.startswith("About “&lt;b&gt;”: ")


def test_who_waits_hears_the_place_the_longest_wait_or_honestly_that_nobody_is_there() -> None:
    first = n.Queued(place=1, wait=MINUTES)
    meanwhile = "预计最长等候约 3 分钟。等候时您可以继续补充，同事都能看到。"
    assert say(first, "zh").text == f"好的，请您放心。正在为您转接，您是下一位，{meanwhile}"
    assert say(replace(first, place=2, reason=Reason.NOT_HELPFUL), "zh").text == (
        f"抱歉，刚才的解答没能帮到您，请同事来帮您。正在为您转接，您排在第 2 位，前面还有 1 位，{meanwhile}"
    )
    assert say(replace(first, staffed=False), "zh").text == (
        "好的，请您放心。现在同事暂时不在班上。您的留言已经保存好，第一位到岗的同事会直接在这里回复您，不用一直守着。"
    )


def test_only_who_has_others_ahead_hears_that_there_are_many() -> None:
    second = n.WaitExplained(waited=MINUTES, place=2)
    assert say(second, "zh").text.splitlines()[0] == (
        "让您等了约 3 分钟，非常抱歉。现在咨询的客户比较多，同事正在逐一接待，您排在第 2 位，前面还有 1 位。"
    )
    assert say(replace(second, place=1), "zh").text.splitlines()[0] == (
        "让您等了约 3 分钟，非常抱歉。您是下一位，只是目前还没有同事接上，我们已经在催。"
    )


def test_numbers_stand_apart_from_chinese_words() -> None:
    crowded = re.compile(r"[\u4e00-\u9fff][0-9A-Za-z]|[0-9A-Za-z][\u4e00-\u9fff]")
    library = KnowledgeBase([FEE, HOURS])
    told = {
        type(notice): visible(say(notice, "zh", "–", Wording(LiveLibrary(library), RULES)).text)
        for notice in samples("–")
    }
    assert {kind: text for kind, text in told.items() if crowded.search(text)} == {}


def test_the_card_shows_the_matter_and_the_next_step() -> None:
    spoken = WORDING.speak(n.Card(), "en", card=facts())
    assert spoken.text == (
        "<b>Mei</b> · Language: English\n"
        "State: <b>waiting</b> · Reason: asked for a person\n"
        "Waiting since 10:00\n\n"
        "<b>Customer</b> 10:00  <b>What does parking cost?</b>\n"
        "Bot 10:01  Which one?\n"
        "07 10:01  Hello\n"
        "<b>Customer</b> 10:02  <b>[photo]</b>"
    )
    assert stands(spoken) == [[("Take", pack(TakeIt(9, 4)))]]


def test_what_the_bot_said_takes_one_short_line_of_the_card() -> None:
    answer = "服务中心刷卡或扫码缴费，也可以按账单上的账户转账，转账时请注明房号，行动不便的可以上门。"
    lines = (
        Said(author="bot", at=at(), kind="text", text=f"{answer}\n\n请问这样说清楚了吗？"),
        Said(author="bot", at=at(), kind="text", text="You can pay by card or QR code at the service centre."),
        Said(author="bot", at=at(), kind="text", text="早上八点到晚上六点。\n\n请问这样说清楚了吗？"),
        Said(author="agent", at=at(), kind="text", text="好的" * 40, number="07"),
    )
    card = WORDING.speak(n.Card(), "zh", card=facts(lines=lines)).text
    assert card.splitlines()[4:] == [
        "助手 10:00　服务中心刷卡或扫码缴费，也可以…",
        "助手 10:00　You can pay by card or QR code…",
        "助手 10:00　早上八点到晚上六点。",
        f"07 10:00　{'好的' * 29}好…",
    ]


def test_the_card_tells_what_the_customer_saw_from_what_was_noted() -> None:
    lines = (
        Said(author="agent", at=at(), kind="text", text="马上来", number="07"),
        Said(author="note", at=at(), kind="text", text="客户很着急", number="12"),
        Said(author="entry", at=at(), kind="text", text="服务中心早上八点开门。", number="07"),
    )
    card = WORDING.speak(n.Card(), "zh", card=facts(lines=lines)).text
    assert card.splitlines()[4:] == [
        "07 10:00　马上来",
        "12 备注 10:00　客户很着急",
        "07 发送条目 10:00　服务中心早上八点开门。",
    ]


@pytest.mark.parametrize(
    ("confidence", "told"), [(0.42, "助手想到的：“How do I pay the property fee?”　42 %"), (0.02, "")]
)
def test_the_card_tells_what_the_bot_thought_of_but_no_guess(confidence: float, told: str) -> None:
    thought = Thought(message=1, entry_id=FEE.id, confidence=confidence)
    whole = facts()
    asked = replace(whole.conversation, questions=(Question(thought=thought, at=at()),))
    card = WORDING.speak(n.Card(), "zh", card=replace(whole, conversation=asked)).text
    assert [line for line in card.splitlines() if "想到" in line] == [told] * bool(told)


def test_the_card_shows_the_last_eight_lines() -> None:
    lines = tuple(Said(author="customer", at=at(), kind="text", text=f"line {number}") for number in range(12))
    card = WORDING.speak(n.Card(), "en", card=facts(lines=lines)).text
    assert card.splitlines()[4:] == [f"<b>Customer</b> 10:00  <b>line {number}</b>" for number in range(4, 12)]


def test_the_card_of_a_conversation_that_is_served_offers_answers_to_send() -> None:
    spoken = WORDING.speak(n.Card(), "en", card=facts(state=State.ACTIVE, owner=LIN, owner_since=at(minutes=1)))
    assert "State: <b>being served</b> · Reason: asked for a person · With: 07\n" in spoken.text
    assert "Waiting since 10:00 · Taken at 10:01\n" in spoken.text
    assert stands(spoken) == [
        [("Send: What does parking cost?", pack(SendIt(9, 4, "parking-day")))],
        [("Send: What does parking cost?", pack(SendIt(9, 4, "parking-month")))],
        [("Resolve", pack(ResolveIt(9, 4, 210))), ("More…", "1am:9:4")],
    ]


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        (("How do I pay the property fee?",), [SendIt(9, 4, "fee")]),
        (("How do I pay the property fee?", "Thanks", "a person please"), [SendIt(9, 4, "fee")]),
        (("Where do elephants go to see the snow?",), []),
        (("人工",), []),
        ((), []),
    ],
)
def test_the_card_offers_only_what_the_library_would_say_itself(asked: tuple[str, ...], offered: list[SendIt]) -> None:
    lines = tuple(Said(author="customer", at=at(), kind="text", text=text) for text in asked)
    spoken = WORDING.speak(n.Card(), "en", card=facts(state=State.ACTIVE, lines=lines))
    assert [data for row in stands(spoken)[:-1] for _, data in row] == [pack(button) for button in offered]


@pytest.mark.parametrize("state", [State.RESOLVED, State.CLOSED])
def test_the_card_of_a_settled_conversation_has_no_buttons(state: State) -> None:
    assert stands(WORDING.speak(n.Card(), "en", card=facts(state=state))) == []


def test_the_card_tells_local_time() -> None:
    wording = Wording(LiveLibrary(KNOWLEDGE), RULES, "zh", EAST)
    assert "等候自 18:00" in wording.speak(n.Card(), "zh", card=facts()).text


def test_an_alarm_names_the_customer_and_leads_to_the_topic_without_ringing_anybody() -> None:
    alarm = n.Alarm(clock=Clock.ACCEPT, due=at(minutes=3), customer=MEI.chat_id)
    topic = Topic(chat_id=-1001234567890, thread_id=55)
    assert WORDING.speak(alarm, "en", customer=MEI, topic=topic).text == (
        '⏰ Overdue, time to take: <a href="https://t.me/c/1234567890/55">Mei</a>, '
        "due by 10:03, not taken yet. Please take it. (tier 1)"
    )
    assert WORDING.speak(alarm, "en").text == (
        "⏰ Overdue, time to take: Customer 1001, due by 10:03, not taken yet. Please take it. (tier 1)"
    )


def test_why_prints_each_clock_with_its_arithmetic() -> None:
    shown = n.WhyShown(
        now=at(minutes=4),
        state=State.QUEUED,
        rules=1,
        clocks=(
            n.ClockLine(clock=Clock.ACCEPT, since=at(), due=at(minutes=3), struck=True),
            n.ClockLine(clock=Clock.WAIT_COMFORT, since=at(), due=at(minutes=5), struck=False),
        ),
    )
    assert WORDING.speak(shown, "en").text == (
        "State: waiting. Rules, version 1\n"
        "• time to take: from 10:00:00 + 3 minutes = <b>10:03:00</b>, struck, 1 minute over\n"
        "• comfort while waiting: from 10:00:00 + 5 minutes = <b>10:05:00</b>, 1 minute left"
    )


def test_the_queue_names_who_waits_and_who_is_there() -> None:
    lines = (
        n.QueueLine(customer=1, name="Mei", since=at(), level=1, ticket="B003", line="B"),
        n.QueueLine(customer=2, name="\u202e", since=at(minutes=1), offered_to="07", until=at(minutes=2)),
    )
    later = (n.QueueLine(customer=3, name="Hu", since=at(), ticket="A001", until=at(hours=24)),)
    shown = n.QueueShown(waiting=3, first=lines, on_duty=("07", "12"), later=later)
    assert WORDING.speak(shown, "en").text == (
        "Waiting now: <b>3</b>\n1. B003 Mei (Complaints), since 10:00, urgency 1\n"
        "2. Customer 2 (Enquiries), since 10:01 · offered to 07 until 10:02:00\n… and 1 more\n"
        "Promised an answer later:\n• A001 Hu (Enquiries), by 11-24 10:00 at the latest\nOn duty: 07, 12"
    )


@pytest.mark.parametrize(
    ("customer", "title"),
    [
        (MEI, "Mei"),
        (Customer(chat_id=5, name="\u202eieM\u200b\n", username="mei"), "ieM (@mei)"),
        (Customer(chat_id=5, name="\u2067"), "客户 5"),
        (Customer(chat_id=5, name="<b>"), "<b>"),
    ],
)
def test_a_topic_is_titled_by_the_customer(customer: Customer, title: str) -> None:
    assert WORDING.topic_title(customer) == title


def test_a_topics_title_is_never_too_long() -> None:
    assert 0 < units(WORDING.topic_title(Customer(chat_id=5, name=LONG, username="m" * 32))) <= TITLE


@pytest.mark.parametrize("locale", LOCALES)
def test_the_menus_name_commands_telegram_takes(locale: str) -> None:
    menus = [WORDING.commands(locale), WORDING.staff_commands(locale)]
    assert [[one.command for one in menu] for menu in menus] == [
        ["start", "help", "human"],
        [
            *("on", "off", "queue", "take", "resolve", "why", "faq", "gaps", "rules", "transfer", "hold", "promise"),
            *("note", "sos", "help", "appeal", "away", "back", "handover", "swap", "notices"),
            *("case", "file", "form", "ledger"),
        ],
    ]
    assert [one for menu in menus for one in menu if not 1 <= len(one.description) <= 256] == []


def test_a_reason_without_words_is_told_in_general_ones() -> None:
    assert WORDING.failure("blocked", "zh") == "客户停用了本机器人，请改用电话联系"
    assert WORDING.failure("meteor", "zh") == WORDING.failure("unknown", "zh")


def test_a_copy_that_may_be_the_second_says_so() -> None:
    assert WORDING.repeat_mark("zh") == "（网络中断后补发，可能与上一条重复）"


def test_the_zone_is_utc_unless_told() -> None:
    assert WORDING.zone is UTC


def test_an_answer_leads_to_no_site_but_those_the_rules_name() -> None:
    entry = Entry(id="pay", question="Pay?", answer="At https://pay.example.com or https://evil.test.", language="en")
    library = LiveLibrary(KnowledgeBase([entry]))
    answer = n.Answer(entry_id="pay", library="1")
    anywhere = Wording(library, RULES).speak(answer, "en").text
    assert "https://pay.example.com or https://evil.test" in anywhere
    rules = replace(RULES, organisation=replace(RULES.organisation, links=("example.com",)))
    assert "https://pay.example.com or <code>https://evil.test" in Wording(library, rules).speak(answer, "en").text
