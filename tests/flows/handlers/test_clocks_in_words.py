"""What is said about deadlines, overruns and appeals, and how an appeal is heard."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import commands as c
from desk import notices as n
from desk.commands import OfNumber, OfTopic, Origin
from desk.content import Content
from desk.events import Clock, Excuse
from desk.library.live import LiveLibrary
from desk.rules import Rules
from handlers.buttons import MOST, pack, unpack
from handlers.clock_buttons import JudgeAppealIt
from handlers.clock_presses import clock_asked_by
from handlers.pressed import Press
from handlers.wording import Wording
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import TOPIC, in_topic, update
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, TEN, ZHAO, at

WORDING = Wording(LiveLibrary(KNOWLEDGE), Rules(), "en")
THERE = OfTopic(STAFF_ROOM, TOPIC)
IN_TOPIC = Origin(chat_id=STAFF_ROOM, message_id=8, thread_id=TOPIC)
REPLIED = n.ClockLine(
    clock=Clock.FIRST_REPLY,
    since=at(),
    due=at(minutes=5),
    struck=False,
    budget=timedelta(minutes=5),
    ran=timedelta(minutes=4),
    ended_at=at(minutes=4),
    ended_by="AgentReplied",
)
LATE = replace(REPLIED, struck=True, ended_at=at(minutes=6), overrun=timedelta(minutes=1))


_EXCUSED = "(excused: our system was down)"


def _nothing(_: str) -> str | None:
    return None


def why(line: n.ClockLine) -> str:
    shown = n.WhyShown(now=at(minutes=30), state="ACTIVE", rules=2, clocks=(replace(line, version=2),))
    return WORDING.speak(shown, "en").text.partition("\n• time to the first reply: ")[2]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (REPLIED, "from 10:00:00 + 5 minutes = 10:05:00, answered at 10:04:00 after 4 minutes ✓"),
        (LATE, "from 10:00:00 + 5 minutes = 10:05:00, answered at 10:06:00, <b>1 minute</b> over"),
        (
            replace(LATE, tier=1),
            "from 10:00:00 + 5 minutes = 10:05:00, answered at 10:06:00, <b>1 minute</b> over (tier 1)",
        ),
        (
            replace(LATE, excuse=Excuse.OUTAGE),
            f"from 10:00:00 + 5 minutes = 10:05:00, answered at 10:06:00, <b>1 minute</b> over {_EXCUSED}",
        ),
        (
            replace(REPLIED, pauses=((at(minutes=1), at(minutes=2)),)),
            "from 10:00:00 + 5 minutes = 10:05:00, answered at 10:04:00 after 4 minutes ✓ (10:01–10:02 not counted)",
        ),
        (
            replace(REPLIED, stretches=2),
            "from 10:00:00 + 5 minutes = 10:05:00, answered at 10:04:00 after 4 minutes ✓ (counted in 2 stretches)",
        ),
        (
            replace(REPLIED, due=None, ended_at=None, pauses=((at(minutes=1), None),)),
            "from 10:00:00, paused, the deadline is open (10:01–open not counted)",
        ),
        (
            replace(REPLIED, ended_by="SomethingNew"),
            "from 10:00:00 + 5 minutes = 10:05:00, ended at 10:04:00 after 4 minutes ✓",
        ),
    ],
)
def test_why_tells_what_was_counted_and_what_met_or_broke_it(line: n.ClockLine, told: str) -> None:
    assert why(line) == told


def test_why_tells_by_which_older_rules_a_clock_runs() -> None:
    shown = n.WhyShown(now=at(minutes=3), state="ACTIVE", rules=2, clocks=(REPLIED,))
    assert "(by version 1 of the rules)" in WORDING.speak(shown, "en").text


def test_why_does_not_praise_an_offer_that_nobody_answered() -> None:
    lapsed = replace(REPLIED, clock=Clock.OFFER, due=at(minutes=4), version=2, ended_by="OfferLapsed")
    shown = n.WhyShown(now=at(minutes=30), state="QUEUED", rules=2, clocks=(lapsed,))
    told = WORDING.speak(shown, "en").text.partition("\n")[2]
    assert told.endswith(" = 10:04:00, struck; nobody answered at 10:04:00"), told


@pytest.mark.parametrize(
    ("tier", "end"), [(1, "soon. (tier 1)"), (2, "soon. (tier 2, more than 10 minutes over)"), (3, "30 minutes over)")]
)
def test_an_alarm_tells_its_tier_and_how_much_it_is_over(tier: int, end: str) -> None:
    alarm = n.Alarm(clock=Clock.FIRST_REPLY, due=at(minutes=5), customer=MEI.chat_id, number="07", tier=tier)
    assert WORDING.speak(alarm, "en").text.endswith(end)


def test_an_appeal_is_shown_with_its_reason_and_both_answers() -> None:
    made = n.AppealMade(
        conversation=9,
        customer=MEI.chat_id,
        clock=Clock.FIRST_REPLY,
        occurrence=4,
        due=at(minutes=5),
        tier=1,
        number="07",
        reason="the <lift> was stuck",
    )
    spoken = WORDING.speak(made, "en", customer=MEI)
    assert spoken.text == (
        "⚖️ 07 appeals: Mei, time to the first reply (due by 10:05, tier 1). Reason: the &lt;lift&gt; was stuck"
    )
    assert spoken.keyboard is not None
    ((grant, refuse),) = spoken.keyboard.inline_keyboard
    assert (grant.callback_data, refuse.callback_data) == ("1ky:9:first_reply:4", "1kn:9:first_reply:4")


@pytest.mark.parametrize("clock", list(Clock))
def test_every_answer_to_an_appeal_fits_a_button_and_comes_back_as_it_was(clock: Clock) -> None:
    button = JudgeAppealIt(10**17, clock, 10**9 - 1, grant=True)
    assert len(pack(button).encode()) <= MOST
    assert unpack(pack(button), _nothing) == button


@pytest.mark.parametrize("data", ["1ky", "1ky:0:accept:1", "1ky:9:lunch:1", "1kz:9:accept:1", "1ky:9:accept:1:2"])
def test_a_made_up_answer_is_none_of_ours(data: str) -> None:
    assert unpack(data, _nothing) is None


def test_a_press_asks_the_desk_to_judge() -> None:
    origin = Origin(chat_id=STAFF_ROOM, message_id=4, press_id="p")
    pressed = Press(by=ZHAO.user_id, customer=MEI, origin=origin, in_private=False, in_room=True, knowledge=KNOWLEDGE)
    asked = clock_asked_by(JudgeAppealIt(9, Clock.ACCEPT, 2, grant=False), pressed)
    judged = c.JudgeAppeal(agent=ZHAO.user_id, origin=origin, clock=Clock.ACCEPT, occurrence=2, grant=False)
    assert asked == (OfNumber(9), judged)


@pytest.mark.parametrize(
    ("text", "reason"), [("/appeal it rained", "it rained"), ("/申诉 下雨了", "下雨了"), ("申诉", "")]
)
async def test_an_appeal_is_heard_in_a_topic(text: str, reason: str) -> None:
    content = Content(chat_id=STAFF_ROOM, message_id=8, sent_at=TEN, text=text)
    appeal = c.Appeal(agent=LIN.user_id, origin=IN_TOPIC, content=content, reason=reason)
    assert await heard(update(message=in_topic(text=text))) == [(THERE, appeal)]
