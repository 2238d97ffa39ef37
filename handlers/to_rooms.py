"""What is said when there are several staff rooms: a conversation that moves, a room that is linked or lost."""

from collections.abc import Callable, Mapping
from typing import Any

from desk import notices as n
from desk.notices.rooms import LinkCode, MovedIn, MovedOut, RoomLinked, RoomLost, TeamUnknown
from desk.ports import Said
from handlers.card import code_in_words, who_said
from handlers.lettering import TEXT, cut, escape, one_line, units, visible
from handlers.moments import clock_time, span
from handlers.spoken import Spoken, Voice
from handlers.to_staff import line_named, topic_link

_NAME = 60
_LINE = 500


def _moved_out(voice: Voice, notice: MovedOut) -> Spoken:
    topic = topic_link(voice, voice.words("rooms.moved_topic"))
    return Spoken(voice.words("rooms.moved_out", team=_team(voice, notice.team), topic=topic))


def _moved_in(voice: Voice, notice: MovedIn) -> Spoken:
    """The newest lines that fit into one message, and how many more there were."""
    if not voice.past:
        return Spoken(voice.words("rooms.moved_in_silent", former=_team(voice, notice.former)))
    head = voice.words("rooms.moved_in", former=_team(voice, notice.former))
    lines = [_line(voice, said) for said in voice.past]
    left = TEXT - units(visible(head)) - units(voice.words("rooms.earlier", count=len(lines))) - 2
    kept: list[str] = []
    for line in reversed(lines):
        left -= units(visible(line)) + 1
        if left < 0:
            break
        kept.insert(0, line)
    earlier = len(lines) - len(kept)
    told = [voice.words("rooms.earlier", count=earlier)] if earlier else []
    return Spoken("\n".join([head, *told, *kept]))


def _line(voice: Voice, said: Said) -> str:
    text = said.text if said.author not in {"bot", "entry"} else visible(said.text)
    text = cut(one_line(text), _LINE, voice.words("mark.cut"))
    if said.kind != "text":
        text = f"[{code_in_words(voice, 'kind', said.kind)}] {text}".rstrip()
    at = clock_time(said.at, voice.zone, today=voice.past[-1].at)
    return voice.words("rooms.line", who=escape(who_said(voice, said)), at=at, text=escape(text))


def _lost(voice: Voice, notice: RoomLost) -> Spoken:
    leads = " ".join(
        f'<a href="tg://user?id={lead.agent}">{escape(one_line(lead.number))}</a>' for lead in notice.leads
    )
    return Spoken(voice.words("rooms.lost", team=_team(voice, notice.team), leads=leads).strip())


def _linked(voice: Voice, notice: RoomLinked) -> Spoken:
    lines = voice.listed([line_named(voice, letter) for letter in notice.lines])
    return Spoken(voice.words("rooms.linked", team=_team(voice, notice.team), lines=lines))


def _team_unknown(voice: Voice, notice: TeamUnknown) -> Spoken:
    team = _team(voice, notice.team)
    if not notice.teams:
        return Spoken(voice.words("rooms.no_teams", team=team))
    teams = voice.listed([_team(voice, one) for one in notice.teams])
    return Spoken(voice.words("rooms.team_unknown", team=team, teams=teams))


def _code(voice: Voice, notice: LinkCode) -> Spoken:
    code = escape(notice.code)
    examples = [voice.words("rooms.example", code=code, team=_team(voice, team)) for team in notice.teams]
    examples.append(voice.words("rooms.example_main", code=code))
    lasts = span(notice.lasts, voice.words)
    return Spoken(voice.words("rooms.code", code=code, lasts=lasts, examples="\n".join(examples)))


def _team(voice: Voice, team: str) -> str:
    return escape(cut(one_line(team), _NAME)) if team else voice.words("rooms.main")


TO_ROOMS: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    MovedOut: _moved_out,
    MovedIn: _moved_in,
    RoomLost: _lost,
    RoomLinked: _linked,
    TeamUnknown: _team_unknown,
    LinkCode: _code,
}
"""How each of these notices is said."""
