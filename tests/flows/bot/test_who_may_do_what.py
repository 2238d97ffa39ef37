"""Who may do what, where: every word and every button there is, by everybody, on a real desk, held against a table.

Whoever may not is told so, and nothing has changed.
"""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from desk import commands as c
from desk.cases.kinds import CaseKind
from desk.people import Agent, Role
from desk.ports import Topic
from handlers.asking import CUSTOMER, STAFF
from handlers.buttons import pack
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import (
    ANONYMOUS,
    FORWARDED,
    LIN_USER,
    OTHER_BOT,
    ROOM,
    STRANGER,
    TOPIC,
    Json,
    in_room,
    in_topic,
    pressed,
    update,
    written,
)
from tests.kit import registered
from tests.kit.cast import CHEN, LIN, MEI, STAFF_ROOM, WANG, ZHAO, at
from tests.kit.doorway import Doorway, doorway
from tests.kit.every_button import every_button, kinds_of_buttons

WORKER = Agent(user_id=21, number="21", role=Role.WORKER)
GONE = Agent(user_id=31, number="31", removed=True)
WHO = {"L": ZHAO, "A": LIN, "E": CHEN, "W": WORKER}
PLACES = ("general", "topic", "private")

WORDS = """
on          LA    LA    LA
off         LAEW  LAEW  LAEW
away        LAEW  LAEW  LAEW
meal        LAEW  LAEW  LAEW
back        LAEW  LAEW  LAEW
handover    LAEW  LAEW  LAEW
notices     LAEW  LAEW  LAEW
swap        LAEW  LAEW  LAEW
rules       LAEW  LAEW  LAEW
queue       LA    LA    LA
notice      L     L     L
remove      L     L     L
admit       L     L     .
ledger      L     L     .
report      L     L     .
report_day  L     L     .
report_week L     L     .
report_month L    L     .
link        L     L     .
case        LAW   LAW   LAW
faq         LAEW  LAEW  LAEW
keep        LAE   LAE   LAE
gaps        LAE   LAE   LAE
take        .     LA    .
resolve     .     LA    .
transfer    .     LA    .
warm        .     LA    .
hold        .     LA    .
await       .     LA    .
promise     .     LA    .
unhold      .     LA    .
note        .     LA    .
sos         .     LA    .
help        LAEW  LAEW  c
care        .     LA    .
block       .     LA    .
unblock     .     L     .
assist      .     L     .
takeover    .     L     .
form        .     LA    .
file        .     LA    .
why         .     LAEW  .
appeal      .     LAEW  .
start       c     .     c
human       c     .     c
"""
"""Who of the staff may: lead, agent, editor, worker; "." is the wrong place, "c" no matter of the staff's."""

BUTTONS = {
    "L": "BarIt ApplyRulesIt AssistIt TakeOverIt GrantIt LetInIt JudgeAppealIt JudgeCaseAppealIt ShowLooksIt"
    " SetAutonomyIt DecideMoneyIt DecideExclusionIt KnowCrisisIt",
    "LA": "TakeIt ResolveIt SendIt AnswerTransferIt SendAsideIt ShowEndingsIt EndItSo UnholdIt SkipIt"
    " CalledIt OtherTimesIt PutOffIt RenewedIt AssignMeIt UndertakeIt ShowCaseIt ClassifyIt TurnIt"
    " AcceptWorkIt ArriveIt FinishIt RefuseWorkIt ScopeIt WorkersIt DispatchIt TakeUpIt"
    " RemedyIt VerdictIt SeekIt UnreachedIt CloseIt GoOnIt file_buttons.ConfirmIt ShowPhonesIt DropIt",
    "LAE": "AskFor Decide TakeOut ClearIt OpenGaps OpenGap DecideGapIt OpenAutonomy",
    "LAEW": "OpenView OpenEntry OpenHistory LeaveIt EmergencyIt RepairEmergencyIt"
    " BackIt HandOverIt LeaveNowIt GoOnWithIt ReadIt SwapIt InHandIt",
    "customer": "JudgeIt ChooseIt PersonPlease WaitNoMoreIt LaterIt AnswerIt RateIt PriceIt quote_buttons.ConfirmIt"
    " VisitIt StartFormIt FormIt AgreementButton",
}
"""Who may press what, wherever it stands; whose very conversation or case it must be is another matter."""

NOT_YOURS = {
    *("not_serving", "leads_only", "leads_only_help", "leads_decide", "rules_for_leads", "appeal_for_leads"),
    *("looks_for_leads", "link_for_leads", "not_allowed", "office_only", "not_your_case", "not_concerned"),
}
"""The outcomes by which somebody of the staff hears that something is for others."""
NO_STAFF = {"ask_a_lead", "not_admitted"}
OUT_OF_PLACE = {"no_topic", "unknown_command"}
OLD = {"old_button"}


@asynccontextmanager
async def at_work(file: Path) -> AsyncGenerator[Doorway]:
    """Have Mei wait in her topic, a case of hers with Wang, and everybody there."""
    async with doorway(file, LIN, WANG, ZHAO, CHEN, WORKER, GONE) as here:
        await here.hear(update(message=written(text="human", message_id=3)))
        await here.database.outbox.bind_topic(MEI.chat_id, Topic(chat_id=STAFF_ROOM, thread_id=TOPIC))
        case = registered.begun(1, CaseKind.COMPLAINT, MEI.chat_id)
        async with here.database.begin() as unit:
            await unit.record_cases([registered.change(case, registered.history(case, at())[:2])], {})
        # a case that was looked at once has its next moment from then on
        await here.hear(pressed("1gs:1", by=_user(ZHAO.user_id), chat=ROOM))
        yield here


def _user(user_id: int) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": "Somebody"}


def _private(user_id: int) -> Json:
    return {"id": user_id, "type": "private", "first_name": "Somebody"}


def said(place: str, message_id: int, text: str, who: Json = LIN_USER, **more: Any) -> Json:
    """Return a message somewhere."""
    about: Json = {"message_id": message_id, "text": text, "from": who, **more}
    if place == "private":
        return written(**{**about, "chat": _private(who["id"])})
    return in_topic(**about) if place == "topic" else in_room(**about)


async def outcomes(here: Doorway, updates: Sequence[Json]) -> dict[object, set[str]]:
    """Return how each ended, by the message or the press it was."""
    before = here.last_letter()
    await here.hear(*updates)
    assert here.aside() == set()
    found: dict[object, set[str]] = {}
    for notice, origin in here.letters(before):
        if origin is not None:
            outcome = getattr(notice, "outcome", None)
            told = outcome.value if outcome is not None else type(notice).__name__
            found.setdefault(origin["press_id"] or origin["message_id"], set()).add(told)
    return found


def _table() -> dict[str, dict[str, str]]:
    rows = (line.split() for line in WORDS.strip().splitlines())
    return {name: dict(zip(PLACES, cells, strict=True)) for name, *cells in rows}


def _spelt() -> Iterable[tuple[str, str]]:
    """Yield every word that makes a command, with its name: in the room's language first."""
    yield from STAFF.items()
    yield from ((word, name) for word, name in CUSTOMER.items() if word not in STAFF)


def test_the_table_knows_every_word_and_every_button() -> None:
    assert set(_table()) == {*STAFF.values(), *CUSTOMER.values()}
    named = [name for names in BUTTONS.values() for name in names.split()]
    assert sorted(named) == sorted(map(_name, kinds_of_buttons()))
    assert {type(button) for button in every_button()} == set(kinds_of_buttons())


def _one_word_each() -> Iterable[str]:
    """Return one spelling of each command: the last, which is Chinese where there are two."""
    return {name: word for word, name in _spelt()}.values()


def _all(words: Iterable[str], outcome: str) -> dict[str, set[str]]:
    return {word: {outcome} for word in words}


def _name(kind: type) -> str:
    twice = [one.__name__ for one in kinds_of_buttons()].count(kind.__name__) > 1
    return f"{kind.__module__.split('.')[-1]}.{kind.__name__}" if twice else kind.__name__


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", WHO)
async def test_every_word_is_heard_from_those_of_the_staff_who_may_and_refused_to_the_others(
    role: str, desk_file: Path
) -> None:
    cells = [(word, place) for word, _ in _spelt() for place in PLACES]
    numbered = {100 + number: cell for number, cell in enumerate(cells)}
    who = _user(WHO[role].user_id)

    def where(wanted: str) -> dict[int, tuple[str, str]]:
        return {n: cell for n, cell in numbered.items() if wanted == _expected(_cell(*cell), role)}

    def asked(cells: Mapping[int, tuple[str, str]]) -> list[Json]:
        return [update(message=said(place, n, f"/{word}", who)) for n, (word, place) in cells.items()]

    async with at_work(desk_file) as here:
        before = here.facts(but=["people"])
        for wanted, marks in (("refused", NOT_YOURS), ("out of place", OUT_OF_PLACE)):
            found = await outcomes(here, asked(where(wanted)))
            wrong = {numbered[n]: found.get(n) for n in where(wanted) if not found.get(n, set()) & marks}
            assert wrong == {}
            assert here.facts(but=["people"]) == before
        allowed = where("allowed")
        found = await outcomes(here, asked(allowed))
    no = NOT_YOURS | NO_STAFF | OUT_OF_PLACE
    assert {numbered[n]: found.get(n) for n in allowed if not found.get(n) or found[n] & no} == {}


def _cell(word: str, place: str) -> str:
    """Return the cell of the table; in the room, a word of the customers' alone is none."""
    if word not in STAFF and place != "private":
        return "c" if place == "general" else "."
    return _table()[STAFF.get(word) or CUSTOMER[word]][place]


def _expected(cell: str, role: str) -> str:
    if cell in ".c":
        return "out of place" if cell == "." else "nobody's"
    return "allowed" if role in cell else "refused"


@pytest.mark.parametrize("who", [STRANGER["id"], GONE.user_id], ids=["a stranger", "a former colleague"])
@pytest.mark.parametrize("place", ["general", "topic"])
async def test_to_whoever_is_not_on_the_staff_every_word_is_refused_in_the_room_and_nothing_changes(
    who: int, place: str, desk_file: Path
) -> None:
    words = [word for word, _ in _spelt() if place == "topic" or _cell(word, place) != "c"]
    async with at_work(desk_file) as here:
        before = here.facts(but=["rooms", "events"])
        told = await outcomes(
            here, [update(message=said(place, 100 + n, f"/{word}", _user(who))) for n, word in enumerate(words)]
        )
        assert {word: told.get(100 + n) for n, word in enumerate(words)} == _all(words, "ask_a_lead")
        assert here.facts(but=["rooms", "events"]) == before
        assert here.rows("SELECT count(*) FROM events WHERE type = 'Knocked'") == [(1,)]
        assert here.rows("SELECT count(*) FROM outbox WHERE type = 'Knocked'") == [(1,)]


async def test_to_a_customer_in_private_every_word_of_the_staff_is_refused_or_only_a_question(desk_file: Path) -> None:
    words = [word for word, _ in _spelt() if _cell(word, "private") != "c"]
    questions = {"faq", "keep", "gaps"}  # whoever is a customer may ask about anything in such words
    async with at_work(desk_file) as here:
        before = here.facts(but=["people"])
        refused = [word for word in words if STAFF[word] not in questions]
        told = await outcomes(
            here, [update(message=written(message_id=100 + n, text=f"/{word}")) for n, word in enumerate(refused)]
        )
        assert {word: told.get(100 + n) for n, word in enumerate(refused)} == _all(refused, "not_admitted")
        assert here.facts(but=["people"]) == before


async def test_an_anonymous_admin_is_told_to_act_in_person_and_nothing_changes(desk_file: Path) -> None:
    async with at_work(desk_file) as here:
        before = here.facts()
        hidden = {"who": ANONYMOUS, "sender_chat": ROOM}
        told = await outcomes(
            here, [update(message=said("topic", 100 + n, f"/{word}", **hidden)) for n, word in enumerate(STAFF)]
        )
        assert {word: told.get(100 + n) for n, word in enumerate(STAFF)} == _all(STAFF, "anonymous")
        assert here.facts() == before


@pytest.mark.parametrize("place", PLACES)
async def test_another_bot_is_never_heard(place: str) -> None:
    for word in _one_word_each():
        assert await heard(update(message=said(place, 9, f"/{word}", OTHER_BOT))) == []


SECOND_HAND: dict[str, Json] = {"forwarded": {"forward_origin": FORWARDED}, "by an inline bot": {"via_bot": OTHER_BOT}}


@pytest.mark.parametrize("how", SECOND_HAND)
async def test_what_is_sent_on_or_made_by_a_bot_is_no_command_but_words(how: str) -> None:
    for word in _one_word_each():
        text = f"/{word}" if word.isascii() else word
        assert await heard(update(message=said("general", 9, text, **SECOND_HAND[how]))) == []
        in_a_topic = await heard(update(message=said("topic", 9, text, **SECOND_HAND[how])))
        assert [type(command) for _, command in in_a_topic] == [c.Reply]
        in_private = await heard(update(message=said("private", 9, text, **SECOND_HAND[how])))
        assert [type(command) for _, command in in_private] == [c.Say]


async def test_what_is_edited_into_a_command_is_no_command() -> None:
    for word in _one_word_each():
        edited: Json = {"edit_date": 1_800_000_000}
        assert await heard(update(edited_message=said("general", 9, f"/{word}", **edited))) == []
        in_a_topic = await heard(update(edited_message=said("topic", 9, f"/{word}", **edited)))
        assert [type(command) for _, command in in_a_topic] == [c.Misspelt]
        in_private = await heard(update(edited_message=said("private", 9, f"/{word}", **edited)))
        assert [type(command) for _, command in in_private] == [c.Correct]


async def test_a_command_to_another_bot_is_none_of_ours() -> None:
    for word in _one_word_each():
        for place in PLACES:
            assert await heard(update(message=said(place, 9, f"/{word}@weather_bot"))) == []


# --- buttons ---------------------------------------------------------------------------------------------------------


def _presses(who: int, chat: Json, which: Sequence[Any]) -> list[Json]:
    presses = [pressed(pack(button), by=_user(who), chat=chat) for button in which]
    for number, press in enumerate(presses):
        press["callback_query"]["id"] = str(number)
    return presses


@pytest.mark.parametrize("private", ["", "in private"], ids=["in the room", "in private"])
@pytest.mark.parametrize("role", WHO)
async def test_every_button_is_for_those_of_the_staff_who_may_and_refused_to_the_others(
    role: str, private: str, desk_file: Path
) -> None:
    who = WHO[role].user_id
    chat = _private(who) if private else ROOM
    may = {name: who for who, names in BUTTONS.items() for name in names.split()}
    of_staff = [button for button in every_button() if may[_name(type(button))] != "customer"]
    refused = [button for button in of_staff if role not in may[_name(type(button))]]
    allowed = [button for button in of_staff if role in may[_name(type(button))]]
    async with at_work(desk_file) as here:
        before = here.facts()
        told = await outcomes(here, _presses(who, chat, refused))
        assert {button: told.get(str(n)) for n, button in enumerate(refused) if not told[str(n)] <= NOT_YOURS} == {}
        assert here.facts() == before
        told = await outcomes(here, _presses(who, chat, allowed))
    heard_of = {type(button) for n, button in enumerate(allowed) if not told[str(n)] <= NOT_YOURS | NO_STAFF}
    assert heard_of == {type(button) for button in allowed}, "each kind in at least one of its forms"


@pytest.mark.parametrize("private", ["", "in private"], ids=["in the room", "in private"])
@pytest.mark.parametrize("who", [STRANGER["id"], GONE.user_id], ids=["a stranger", "a former colleague"])
async def test_no_button_of_the_staffs_does_anything_for_others_and_each_says_so(
    who: int, private: str, desk_file: Path
) -> None:
    may = {name: who for who, names in BUTTONS.items() for name in names.split()}
    of_staff = [button for button in every_button() if may[_name(type(button))] != "customer"]
    async with at_work(desk_file) as here:
        before = here.facts(but=["rooms", "events"])
        told = await outcomes(here, _presses(who, _private(who) if private else ROOM, of_staff))
        assert {button: told.get(str(n)) for n, button in enumerate(of_staff) if not told[str(n)] <= NO_STAFF} == {}
        assert here.facts(but=["rooms", "events"]) == before
        assert here.rows("SELECT DISTINCT type FROM events WHERE subject = 'room'") == (
            [] if private else [("Knocked",)]
        )


async def test_a_customers_button_does_nothing_in_the_staff_room(desk_file: Path) -> None:
    theirs = [button for button in every_button() if _name(type(button)) in BUTTONS["customer"].split()]
    async with at_work(desk_file) as here:
        before = here.facts()
        for who in (LIN.user_id, STRANGER["id"]):
            told = await outcomes(here, _presses(who, ROOM, theirs))
            assert set().union(*told.values()) == OLD
            assert len(told) == len(theirs)
        assert here.facts() == before


async def test_a_customers_button_about_a_case_or_talk_is_worth_nothing_to_another_customer(desk_file: Path) -> None:
    numbered = {"AnswerIt", "RateIt", "PriceIt", "quote_buttons.ConfirmIt", "VisitIt", "AgreementButton"}
    theirs = [button for button in every_button() if _name(type(button)) in numbered]
    async with at_work(desk_file) as here:
        before = here.facts(but=["people"])
        told = await outcomes(here, _presses(1002, _private(1002), theirs))
        assert set().union(*told.values()) <= {"not_your_case", "old_button"}
        assert len(told) == len(theirs)
        assert here.facts(but=["people"]) == before


# --- every button, a sign changed ------------------------------------------------------------------------------------

SIGNS = "0123456789:=-+ abcdefghijklmnopqrstuvwxyzABZ_.;/\u00e9\u4e00\u202e\x00"


def _changed(data: str) -> list[str]:
    ours = {
        *(data[:place] + sign + data[place + 1 :] for place in range(len(data)) for sign in SIGNS),
        *(data[:place] + data[place + 1 :] for place in range(len(data))),
        *(data + sign for sign in SIGNS),
    }
    return sorted(ours - {data})


@pytest.mark.parametrize(
    "button", ["1t:1:{epoch}", "1r:1:{epoch}:", "1s:1:{epoch}=fee", "1ah:1:{epoch}", "1os:1:{epoch}"]
)
async def test_a_button_with_one_sign_changed_is_worth_nothing_even_to_an_agent(button: str, desk_file: Path) -> None:
    async with at_work(desk_file) as here:
        await here.hear(pressed("1t:1:1", by=LIN_USER, chat=ROOM))
        epoch = here.rows("SELECT epoch FROM conversations WHERE id = 1")[0][0]
        others = _changed(button.format(epoch=epoch + 40))
        before = here.facts(but=["staff"])
        presses = [pressed(data, by=_user(WANG.user_id), chat=ROOM) for data in others]
        for number, press in enumerate(presses):
            press["callback_query"]["id"] = str(number)
        told = await outcomes(here, presses)
        assert len(told) == len(others), "each is answered"
        assert here.facts(but=["staff"]) == before
