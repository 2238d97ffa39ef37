import string

import pytest

from desk.library.alterations import LISTS, Field
from desk.library.commands import Blank
from desk.library.live import LiveLibrary
from faq import KnowledgeBase
from handlers.buttons import (
    MOST,
    Button,
    ChooseIt,
    JudgeIt,
    PersonPlease,
    ResolveIt,
    SendIt,
    TakeIt,
    pack,
    unpack,
)
from handlers.carrying import Named
from handlers.editor_buttons import (
    CODES,
    AskFor,
    ClearIt,
    Decide,
    Deed,
    LeaveIt,
    OpenEntry,
    OpenHistory,
    OpenView,
    TakeOut,
    View,
)
from handlers.offer_buttons import SkipIt

LARGEST = 2**63 - 1
LONG = "a-very-long-name-for-an-entry-about-taps-that-leak-at-night"
CHINESE = "水龙头夜里漏水怎么办呢请问"
IDS = ("fee", LONG, CHINESE, "another-long-name-of-an-entry-about-parking")


def named(*entry_ids: str) -> Named:
    """Return what finds one of these ids by its digest."""
    return LiveLibrary(KnowledgeBase(()), entry_ids=frozenset(entry_ids)).named


EVERY_KIND: list[tuple[Button, str]] = [
    (TakeIt(9, 4), "1t:9:4"),
    (ResolveIt(9, 4, 210), "1r:9:4:210"),
    (ResolveIt(9, 4, None), "1r:9:4:"),
    (SendIt(9, 4, "fee"), "1s:9:4=fee"),
    (JudgeIt("fee", helpful=True), "1y=fee"),
    (JudgeIt("fee", helpful=False), "1n=fee"),
    (ChooseIt("fee"), "1c=fee"),
    (PersonPlease(), "1p"),
    (OpenView(View.LIBRARY), "1lm"),
    (OpenView(View.DRAFTS), "1ld"),
    (OpenView(View.BIN), "1lb"),
    (OpenView(View.UNUSED), "1ln"),
    (OpenView(View.LAPSED), "1lo"),
    (OpenEntry("fee", 3), "1le:3=fee"),
    (OpenEntry("fee"), "1le:=fee"),
    (OpenHistory("fee"), "1lh=fee"),
    (AskFor(Field.QUESTION, "fee", 3), "1la:q:3=fee"),
    (AskFor(Blank.NEW), "1la:n:"),
    (AskFor(Blank.TRY), "1la:y:"),
    (Decide(Deed.SUBMIT, "fee", 3), "1ls:3=fee"),
    (Decide(Deed.APPROVE, "fee", 3), "1lp:3=fee"),
    (Decide(Deed.DROP, "fee", 3), "1lx:3=fee"),
    (Decide(Deed.RETIRE, "fee"), "1lr:=fee"),
    (Decide(Deed.RESTORE, "fee"), "1lu:=fee"),
    (Decide(Deed.ROLL_BACK, "fee", 2), "1lv:2=fee"),
    (TakeOut("fee", 3, Field.VARIANTS, 0), "1lt:v:0:3=fee"),
    (ClearIt("fee", 3, Field.VALID_UNTIL), "1lc:u:3=fee"),
    (LeaveIt(), "1ll"),
    (SkipIt(9, 3), "1os:9:3"),
]
LARGE: list[Button] = [
    TakeIt(LARGEST, LARGEST),
    ResolveIt(LARGEST, LARGEST, LARGEST),
    SendIt(LARGEST, LARGEST, LONG),
    SendIt(LARGEST, LARGEST, "x" * 20),
    SendIt(1, 0, CHINESE),
    JudgeIt(LONG, helpful=True),
    ChooseIt(CHINESE),
    *(AskFor(blank, "x" * 20, LARGEST) for blank in (*Field, *Blank)),
    *(TakeOut("x" * 20, LARGEST, field, 9999) for field in sorted(LISTS)),
    *(ClearIt(LONG, LARGEST, field) for field in Field),
    *(Decide(deed, CHINESE, LARGEST) for deed in (Deed.SUBMIT, Deed.APPROVE, Deed.DROP, Deed.ROLL_BACK)),
    OpenEntry("x" * 20, LARGEST),
    SkipIt(10**18 - 1, 10**9 - 1),
]


@pytest.mark.parametrize(("button", "data"), EVERY_KIND)
def test_a_button_is_packed_into_this_form_and_read_back(button: Button, data: str) -> None:
    assert (pack(button), unpack(data, named(*IDS))) == (data, button)


@pytest.mark.parametrize("button", LARGE)
def test_the_largest_numbers_and_the_longest_ids_fit_and_come_back(button: Button) -> None:
    assert len(pack(button).encode()) <= MOST
    assert unpack(pack(button), named(*IDS, "x" * 20)) == button


@pytest.mark.parametrize("data", [pack(button) for button in [*(one for one, _ in EVERY_KIND), *LARGE]])
def test_any_changed_sign_is_refused_or_reads_as_the_other_button_it_now_is(data: str) -> None:
    finds = named(*IDS)
    for place in range(len(data)):
        for sign in (*string.printable, "", "水", "\ud800", "\u202e", "１", "\0"):
            forged = data[:place] + sign + data[place + 1 :]
            read = unpack(forged, finds)
            assert read is None or pack(read) == forged


@pytest.mark.parametrize(
    "data",
    [
        "",
        "1",
        "1t",
        "1t:9",
        "1t:9:",
        "1t:-9:4",
        "1t:09:4",
        "1t:9:4:5",
        "1t:9:4\n",
        "2t:9:4",
        "1t:9223372036854775808:4",
        "1t:99999999999999999999:4",
        "1r:9:4",
        "1s:9:4fee",
        "1s:9:4=",
        "1y",
        "1y=",
        "1y=" + "x" * 21,
        "1y=" + "x" * 62,
        "1y=a\nb",
        "1y=a\u202eb",
        "1y#0123456789abcdef",
        "1y#",
        "1p ",
        "take:9",
        "1l",
        "1lm ",
        "1lm=fee",
        "1ll:",
        "1le",
        "1le:9223372036854775808=fee",
        "1ls:=fee",
        "1lr:3=fee",
        "1la:w:",
        "1la:q:3=",
        "1lt:q:0:3=fee",
        "1lt:v:10000:3=fee",
        "1lt:v:0:=fee",
        "1lc:n:3=fee",
    ],
)
def test_what_we_never_made_is_refused(data: str) -> None:
    assert unpack(data, named(*IDS)) is None


def test_a_long_entry_that_is_gone_from_the_library_is_refused() -> None:
    assert unpack(pack(ChooseIt(LONG)), named("fee")) is None


def test_every_part_of_an_entry_and_every_question_has_a_code_of_its_own() -> None:
    assert set(CODES) == {*Field, *Blank}
    assert len(set(CODES.values())) == len(CODES)


def test_an_entry_that_came_later_is_named_too() -> None:
    library = LiveLibrary(KnowledgeBase(()))
    assert unpack(pack(ChooseIt(LONG)), library.named) is None
    library.exchange(library.knowledge, entry_ids=frozenset({LONG}))
    assert unpack(pack(ChooseIt(LONG)), library.named) == ChooseIt(LONG)
