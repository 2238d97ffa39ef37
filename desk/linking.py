"""Which groups are staff rooms: linked by a lead with a fresh code, lost when the bot can no longer work there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from desk import commands as c
from desk import notices as n
from desk.floor import Floor
from desk.notices.rooms import LinkCode, RoomLinked, RoomLost, TeamUnknown
from desk.rules import Rules

CODE_LASTS = timedelta(minutes=10)
MAIN = ""
"""What the main room is bound as; every other is bound as the name of its team."""


@dataclass(slots=True, kw_only=True)
class Rooms:
    """The rooms of a batch: which are bound, which codes hold, and what the batch changes of it.

    `bound` are groups by team, `codes` until when each holds, by its digest; `start_code` is the one that only the
    operator has seen, for the first room, `new_code` what a lead is given. Loaded only for commands that need it.
    """

    start_code: str | None = None
    new_code: str = ""
    bound: Mapping[str, int] = field(default_factory=dict[str, int])
    codes: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    linked: tuple[str, int] | None = None
    linked_by: int | None = None
    spent: str | None = None
    given: tuple[str, datetime] | None = None
    lost: tuple[str, ...] = ()

    def about(self, command: c.Link | c.AskCode, *, now: datetime, rules: Rules, floor: Floor) -> n.Notice:
        """Decide about a room that is to be, and return what whoever asked is told."""
        if isinstance(command, c.AskCode):
            return self.give_code(command, now=now, rules=rules, floor=floor)
        return self.link(command, now=now, rules=rules, floor=floor)

    def link(self, command: c.Link, *, now: datetime, rules: Rules, floor: Floor) -> n.Notice:
        """Make a group the main room or a team's: the first by the operator's code, any later one by a lead's."""
        first, digest = self._is_start_code(command.code), digest_of(command.code)
        fresh = now < self.codes.get(digest, now)
        if not first and not fresh:
            return n.Told(outcome=n.Outcome.WRONG_CODE)
        if not first and (command.agent is None or not floor.is_lead(command.agent)):
            return n.Told(outcome=n.Outcome.LINK_FOR_LEADS)
        if command.team != MAIN and MAIN not in self.bound:
            return n.Told(outcome=n.Outcome.MAIN_ROOM_FIRST)
        if command.team != MAIN and command.team not in rules.teams:
            return TeamUnknown(team=command.team, teams=tuple(rules.teams))
        if not command.forum:
            return n.Told(outcome=n.Outcome.NOT_A_FORUM)
        self.linked, self.linked_by = (command.team, command.origin.chat_id), command.agent
        self.start_code, self.spent = None, None if first else digest  # a code is good once
        self.codes = {known: until for known, until in self.codes.items() if known != digest}
        if command.team == MAIN:
            return n.Told(outcome=n.Outcome.LINKED)
        return RoomLinked(team=command.team, lines=rules.teams[command.team].lines)

    def linked_as(self, command: c.Link) -> bool:
        """Tell whether it was this command that linked a room: somebody else's, of the same batch, may have."""
        return self.linked == (command.team, command.origin.chat_id) and self.linked_by == command.agent

    def give_code(self, command: c.AskCode, *, now: datetime, rules: Rules, floor: Floor) -> n.Notice:
        """Give a lead a code for one more room."""
        if not floor.is_lead(command.agent):
            return n.Told(outcome=n.Outcome.LINK_FOR_LEADS)
        until = now + CODE_LASTS
        self.given = (digest_of(self.new_code), until)
        self.codes = {**self.codes, self.given[0]: until}
        return LinkCode(code=self.new_code, lasts=CODE_LASTS, teams=tuple(rules.teams))

    def lose(self, command: c.LoseRoom, floor: Floor) -> list[n.Notice]:
        """Let the main room have what a team's room had; the main room itself is never given up."""
        teams = tuple(team for team, chat_id in self.bound.items() if chat_id == command.chat_id and team != MAIN)
        self.lost += teams
        self.bound = {team: chat_id for team, chat_id in self.bound.items() if team not in teams}
        leads = tuple(n.Called(agent=one, number=floor.number(one)) for one in floor.leads())
        return [RoomLost(team=team, leads=leads) for team in teams]

    def _is_start_code(self, code: str) -> bool:
        known = self.start_code
        return (
            known is not None
            and MAIN not in self.bound
            and compare_digest(code.encode("utf-8", "replace"), known.encode())
        )


def digest_of(code: str) -> str:
    """Return what is kept of a code."""
    return sha256(code.encode("utf-8", "replace")).hexdigest()[:24]
