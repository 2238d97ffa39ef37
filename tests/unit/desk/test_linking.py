"""Which groups become staff rooms, by whose word, and what becomes of one that is lost."""

from datetime import timedelta

import pytest

from desk import commands as c
from desk import notices as n
from desk.batch import Batch
from desk.linking import CODE_LASTS, digest_of
from desk.notices.rooms import LinkCode, RoomLinked, RoomLost, TeamUnknown
from desk.ports import Loaded
from desk.rules import Rules, Team
from tests.kit.cast import KNOWLEDGE, LIN, STAFF, STAFF_ROOM, TEN, ZHAO

GROUP, TEAM, CODE = -100700, "投诉组", "0a1b2c3d"
THERE = c.Origin(chat_id=GROUP, message_id=1)
HERE = c.Origin(chat_id=STAFF_ROOM, message_id=1)


def batch(*, main: bool = True, start_code: str | None = None, until: timedelta = CODE_LASTS) -> Batch:
    one = Batch(
        now=TEN,
        rules=Rules(teams={TEAM: Team(lines=("B",))}),
        knowledge=KNOWLEDGE,
        locale="zh",
        loaded=Loaded(),
        agents={agent.user_id: agent for agent in STAFF},
        link_code=start_code,
    )
    rooms = one.general.rooms
    rooms.bound, rooms.codes, rooms.new_code = {"": STAFF_ROOM} if main else {}, {digest_of(CODE): TEN + until}, "new"
    return one


def told(play: Batch, command: c.Command) -> n.Notice:
    play.handle(c.Given(command=command, subject=c.OfRoom()))
    (letter,) = play.loose
    play.loose = []
    return letter.notice


def link(team: str = TEAM, agent: int | None = ZHAO.user_id, *, code: str = CODE, forum: bool = True) -> c.Link:
    return c.Link(origin=THERE, code=code, forum=forum, team=team, agent=agent)


def test_a_lead_links_a_teams_room_with_a_fresh_code_which_is_good_once() -> None:
    play = batch()
    assert told(play, link()) == RoomLinked(team=TEAM, lines=("B",))
    assert (play.general.rooms.linked, play.general.rooms.spent) == ((TEAM, GROUP), digest_of(CODE))
    assert told(play, link()) == n.Told(outcome=n.Outcome.WRONG_CODE)


def test_a_lead_may_make_another_group_the_main_room() -> None:
    play = batch()
    assert told(play, link("")) == n.Told(outcome=n.Outcome.LINKED)
    assert play.general.rooms.linked == ("", GROUP)


@pytest.mark.parametrize("agent", [LIN.user_id, 555, None])
def test_nobody_else_links_a_room_although_they_know_the_code(agent: int | None) -> None:
    play = batch()
    assert told(play, link(agent=agent)) == n.Told(outcome=n.Outcome.LINK_FOR_LEADS)
    assert (play.general.rooms.linked, play.general.rooms.spent) == (None, None)


@pytest.mark.parametrize(("code", "until"), [("00000000", CODE_LASTS), (CODE, timedelta(0)), ("", CODE_LASTS)])
def test_a_code_that_is_wrong_or_too_old_is_refused(code: str, until: timedelta) -> None:
    assert told(batch(until=until), link(code=code)) == n.Told(outcome=n.Outcome.WRONG_CODE)


def test_a_team_the_rules_do_not_know_is_refused_with_those_they_know_and_the_code_stays_good() -> None:
    play = batch()
    assert told(play, link("投诉")) == TeamUnknown(team="投诉", teams=(TEAM,))
    assert isinstance(told(play, link()), RoomLinked)


def test_a_group_without_topics_is_no_room_for_a_team() -> None:
    assert told(batch(), link(forum=False)) == n.Told(outcome=n.Outcome.NOT_A_FORUM)


def test_the_operators_code_makes_the_first_room_by_anybodys_word_and_no_teams() -> None:
    play = batch(main=False, start_code="start")
    assert told(play, link(code="start", agent=555)) == n.Told(outcome=n.Outcome.MAIN_ROOM_FIRST)
    assert told(play, link("", code="start", agent=555)) == n.Told(outcome=n.Outcome.LINKED)
    assert play.general.rooms.spent is None


def test_the_operators_code_is_worth_nothing_once_there_is_a_room_whoever_made_it() -> None:
    play = batch(main=True, start_code="start")
    assert told(play, link("", code="start")) == n.Told(outcome=n.Outcome.WRONG_CODE)


def test_who_guesses_wrong_beside_somebody_who_linked_a_room_is_taken_on_by_nobody() -> None:
    play = batch(main=False, start_code="start")
    for command in (link("", code="start", agent=555), link("", code="guess", agent=666)):
        play.handle(c.Given(command=command, subject=c.OfRoom()))
    assert (play.crew.floor.employs(555), play.crew.floor.employs(666)) == (True, False)


def test_a_lead_is_given_a_code_and_others_are_not() -> None:
    play = batch()
    ask = c.AskCode(agent=ZHAO.user_id, origin=HERE)
    assert told(play, ask) == LinkCode(code="new", lasts=CODE_LASTS, teams=(TEAM,))
    assert play.general.rooms.given == (digest_of("new"), TEN + CODE_LASTS)
    assert told(batch(), c.AskCode(agent=LIN.user_id, origin=HERE)) == n.Told(outcome=n.Outcome.LINK_FOR_LEADS)
    stranger = batch()
    stranger.handle(c.Given(command=c.AskCode(agent=555, origin=HERE), subject=c.OfRoom()))
    assert stranger.general.rooms.given is None


def test_a_teams_room_that_is_lost_is_given_up_and_the_leads_hear_of_it_in_the_main_one() -> None:
    play = batch()
    play.general.rooms.bound = {"": STAFF_ROOM, TEAM: GROUP}
    lost = RoomLost(team=TEAM, leads=(n.Called(agent=ZHAO.user_id, number="01"),))
    assert told(play, c.LoseRoom(chat_id=GROUP)) == lost
    assert play.general.rooms.lost == (TEAM,)


@pytest.mark.parametrize("chat_id", [STAFF_ROOM, -1])
def test_the_main_room_is_never_given_up_nor_one_that_is_none(chat_id: int) -> None:
    play = batch()
    play.handle(c.Given(command=c.LoseRoom(chat_id=chat_id), subject=c.OfRoom()))
    assert (play.loose, play.general.rooms.lost) == ([], ())
