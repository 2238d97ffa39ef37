"""What is said about gaps and autonomy, and what the presses there ask for."""

import pytest

from desk.commands import OfCustomer, OfRoom
from desk.learning import commands as c
from desk.learning import notices as n
from desk.learning.gap_board import GapLine
from desk.library.events import GapDecision, Ground
from desk.library.live import LiveLibrary, digest_of
from desk.notices import Notice
from desk.rules import Rules
from faq import Entry, KnowledgeBase
from handlers.buttons import pack, unpack
from handlers.learning_buttons import DecideGapIt, LearningButton, OpenAutonomy, OpenGap, OpenGaps, SetAutonomyIt
from handlers.lettering import TEXT, TOAST, units, visible
from handlers.spoken import Spoken
from handlers.to_learning import TO_LEARNING
from handlers.wording import Wording
from handlers.words import LOCALES
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import in_room, update, written
from tests.kit.cast import at

HOSTILE = "<b>Mei</b> & co \u202e\u200bevil\n<a href='tg://user?id=1'>you</a>"
LONG = "😀" * 4000
LONG_ID = "an-entry-with-a-very-long-name-about-taps-that-leak"
FEE = Entry(id="fee", question="物业费怎么交？", answer="在“账单”里。")
WORDING = Wording(LiveLibrary(KnowledgeBase([FEE])), Rules())


def line(text: str = "宽带怎么办理", **more: object) -> GapLine:
    fields: dict[str, object] = {
        "key": "ab12",
        "text": text,
        "examples": (text, text),
        "times": 4,
        "misses": 2,
        "not_helpful": 1,
        "handed_over": 1,
        "this_week": 3,
        "trend": 2,
        "first_at": at(hours=-9),
        "last_at": at(),
        "answer": text,
        "entry_id": "fee",
    }
    return GapLine(**{**fields, **more})  # type: ignore[arg-type]


def samples(text: str) -> list[Notice]:
    """One of every kind, with this text wherever somebody else chose the words."""
    standing = n.AutonomyLine(entry_id=LONG_ID, question=text, direct=True, ground=Ground.LOST, right=7, total=10)
    return [
        *(n.LearningTold(outcome=outcome, by=text) for outcome in n.LearningOutcome),
        n.GapsListed(lines=(), start=0, total=0),
        n.GapsListed(lines=(line(text),) * 10, start=10, total=99),
        *(n.GapShown(line=line(text, trend=trend), question=text) for trend in (-1, 0, 1)),
        n.GapShown(line=line(text, proposed=True, entry_id="gone", answer=None), question=None),
        n.GapsOfTheWeek(total=3, proposed=2, first=(line(text), line(text, proposed=True))),
        *(
            n.AutonomyShown(
                direct=direct,
                ground=ground,
                since=at(),
                right=95,
                total=100,
                lower=0.9123,
                recent_right=9,
                recent_total=10,
                entries=(standing,) * 8,
                more=3,
                lead=True,
            )
            for direct in (True, False)
            for ground in Ground
        ),
        *(
            n.AutonomyNews(entry_id=entry_id, question=text, direct=direct, ground=Ground.LEAD, right=1, total=2, by=by)
            for entry_id in (None, LONG_ID)
            for direct in (True, False)
            for by in (None, text)
        ),
        n.AutonomyAsked(right=80, total=100),
    ]


def say(notice: Notice, locale: str = "zh") -> Spoken:
    return WORDING.speak(notice, locale)


def means(spoken: Spoken) -> list[str | None]:
    rows = spoken.keyboard.inline_keyboard if spoken.keyboard is not None else []
    return [button.callback_data for row in rows for button in row]


def test_the_samples_are_of_every_kind_there_is() -> None:
    assert {type(notice) for notice in samples("x")} == set(n.LEARNING_NOTICES) == set(TO_LEARNING)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", [HOSTILE, LONG, ""])
def test_whatever_was_asked_it_is_said_safely_and_fits(text: str, locale: str) -> None:
    for notice in samples(text):
        spoken = say(notice, locale)
        assert units(spoken.text if spoken.toast else visible(spoken.text)) <= (TOAST if spoken.toast else TEXT)
        assert spoken.toast or "<a href" not in spoken.text
        assert all(data is not None and len(data.encode()) <= 64 for data in means(spoken))


def test_a_gap_is_shown_with_what_was_asked_what_was_answered_and_what_can_be_done() -> None:
    asked = line(examples=("想装宽带",), answer="请联系物业前台登记。")
    spoken = say(n.GapShown(line=asked, question="物业费怎么交？"))
    assert "宽带怎么办理" in spoken.text
    assert "问过 4 次：没答上 2 次、没帮上忙 1 次、转人工 1 次。\n近 7 天 3 次" in spoken.text
    assert "也有人这样问：\n• 想装宽带" in spoken.text
    assert "请联系物业前台登记。" in spoken.text
    assert means(spoken) == [
        pack(DecideGapIt(GapDecision.PHRASING, "ab12")),
        pack(DecideGapIt(GapDecision.ENTRY, "ab12")),
        pack(DecideGapIt(GapDecision.IGNORED, "ab12")),
    ]


def test_a_proposed_wording_can_be_accepted_or_refused() -> None:
    spoken = say(n.GapShown(line=line(proposed=True), question="物业费怎么交？"))
    assert means(spoken) == [
        pack(DecideGapIt(GapDecision.PHRASING, "ab12")),
        pack(DecideGapIt(GapDecision.REFUSED, "ab12")),
    ]


def test_only_a_lead_is_shown_the_switches_of_autonomy() -> None:
    shown = n.AutonomyShown(
        direct=False, ground=Ground.NEW, since=None, right=4, total=5, lower=0.5, recent_right=4, recent_total=5,
        entries=(),
    )  # fmt: skip
    assert means(say(shown)) == []
    assert "5 次有结果的判断里 4 次对，可以保证的准确率 50.0%" in say(shown).text


@pytest.mark.parametrize(
    "button",
    [
        OpenGaps(10),
        OpenGap("ab12"),
        OpenAutonomy(),
        *(DecideGapIt(decision, "0f3a") for decision in GapDecision),
        *(SetAutonomyIt(direct, entry) for direct in (True, False, None) for entry in (None, "fee", LONG_ID)),
    ],
)
def test_every_button_is_read_back_as_it_was_packed(button: LearningButton) -> None:
    assert unpack(pack(button), {digest_of(LONG_ID): LONG_ID}.get) == button


@pytest.mark.parametrize("data", ["1m", "1mz", "1ml:-1", "1ml:99999", "1mg:", "1mp:AB", f"1mp:{'a' * 17}", "1md#x"])
def test_what_was_never_ours_is_no_button(data: str) -> None:
    assert unpack(data, {digest_of("fee"): "fee"}.get) is None


@pytest.mark.parametrize("text", ["/gaps", "缺口", "/faq gaps", "/faq 缺口"])
async def test_gaps_are_asked_for_in_the_staff_room(text: str) -> None:
    ((subject, command),) = await heard(update(message=in_room(text=text)))
    assert subject == OfRoom()
    assert isinstance(command, c.ShowGaps)


@pytest.mark.parametrize("text", ["/faq 自主", "/faq autonomy"])
async def test_autonomy_is_asked_for_in_the_staff_room(text: str) -> None:
    ((_, command),) = await heard(update(message=in_room(text=text)))
    assert isinstance(command, c.ShowAutonomy)


async def test_gaps_are_asked_for_in_private_where_a_customer_only_says_it() -> None:
    ((subject, command),) = await heard(update(message=written(text="/gaps")))
    assert isinstance(subject, OfCustomer)
    assert isinstance(command, c.ShowGaps)
    assert command.otherwise is not None
    assert command.otherwise.content.text == "/gaps"
