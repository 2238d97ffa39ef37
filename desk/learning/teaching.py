"""What becomes of what editors, leads and the program ask about what was learned: gaps decided, autonomy set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from desk.commands import Origin
from desk.events import Event
from desk.learning import commands as c
from desk.learning import notices as n
from desk.learning.autonomy import LIBRARY_RECENT, Autonomy, Outcome, Standing, evolve_autonomy, tally, weighed
from desk.learning.gap_board import GapLine, Verdict
from desk.library import events as e
from desk.library.alterations import Add, Alteration, Field, Put
from desk.library.commands import EditorCommand, SaveEntry
from desk.library.turn import KEEPERS, WRITERS, ReadingRoom, Saying
from desk.notices import Notice
from desk.people import Role
from faq import KnowledgeBase

LISTED = 10
"""Lines of a list in the chat."""
_TOLD = 5
_ENTRIES = 8

_o = n.LearningOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What these commands need to know, as it is kept."""

    board: Sequence[GapLine] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict[str, Verdict])
    outcomes: Sequence[Outcome] = ()
    told: date | None = None
    autonomy: Autonomy | None = None


class Teaching:
    """The commands of a batch about what was learned, in order, on one view of it."""

    def __init__(self, room: ReadingRoom, learned: Learned, autonomy: Autonomy, knowledge: KnowledgeBase) -> None:
        self._room = room
        self._learned = learned
        self._knowledge = knowledge
        self._told = learned.told
        self._verdicts = dict(learned.verdicts)
        self.autonomy = learned.autonomy or autonomy
        self.board: tuple[GapLine, ...] | None = None
        self.verdicts: list[Verdict] = []
        self.news: list[Event] = []
        self.says: list[Saying] = []

    def handle(self, command: c.LearningCommand) -> SaveEntry | None:
        """Decide one command; return the draft that it asks for, which `drafted` follows once it is written."""
        match command:
            case c.ShowGaps():
                self._list(command)
            case c.ShowGap():
                self._show(command)
            case c.DecideGap():
                return self._decide(command)
            case c.ShowAutonomy():
                self._show_autonomy(command)
            case c.SetAutonomy():
                self._set_autonomy(command)
            case c.Weigh():
                self._weigh(command)
            case c.PutUpGaps():
                self._put_up(command)
            case c.TellGaps():
                self._tell_week(command)
        return None

    def take_over(self, *, shipped: bool) -> None:
        """A file came: what was granted to the library that comes with the program, another has yet to earn."""
        standing = self.autonomy.library
        if shipped and not standing.direct:
            self._happen(e.AutonomyChanged(at=self._room.now, direct=True, ground=e.Ground.SHIPPED))
        elif not shipped and standing.ground is e.Ground.SHIPPED:
            self._happen(e.AutonomyChanged(at=self._room.now, direct=False, ground=e.Ground.NEW))

    def drafted(self, command: c.DecideGap, entry_id: str) -> None:
        """The draft for a line is written."""
        line = self._line(command.key)
        if line is not None:
            self._rule(command, line, entry_id)

    # --- gaps ----------------------------------------------------------------------------------------------------

    @property
    def _waiting(self) -> list[GapLine]:
        decided = {verdict.key for verdict in self.verdicts}
        return [line for line in self._learned.board if line.key not in decided]

    def _list(self, command: c.ShowGaps) -> None:
        if self._may(command):
            lines = self._waiting
            shown = tuple(lines[command.start : command.start + LISTED])
            self._answer(command, n.GapsListed(lines=shown, start=command.start, total=len(lines)))

    def _show(self, command: c.ShowGap) -> None:
        line = self._line(command.key)
        if not self._may(command):
            return
        if line is None:
            self._tell(command, *self._gone(command.key))
        else:
            self._answer(command, n.GapShown(line=line, question=self._question(line.entry_id)))

    def _decide(self, command: c.DecideGap) -> SaveEntry | None:
        line = self._line(command.key)
        if not self._may(command):
            return None
        if line is None:
            self._tell(command, *self._gone(command.key))
        elif command.decision in {e.GapDecision.IGNORED, e.GapDecision.REFUSED}:
            self._rule(command, line, line.entry_id if line.proposed else None)
            self._tell(command, _o.REFUSED if command.decision is e.GapDecision.REFUSED else _o.IGNORED)
        elif command.decision is e.GapDecision.ENTRY:
            return _draft(command, line)
        elif line.entry_id is None or self._knowledge.entry(line.entry_id) is None:
            self._tell(command, _o.NO_ENTRY_NEAR)
        else:
            wording = (Add(Field.VARIANTS, line.text),)
            return SaveEntry(agent=command.agent, origin=command.origin, entry_id=line.entry_id, alterations=wording)
        return None

    def _rule(self, command: c.DecideGap, line: GapLine, entry_id: str | None) -> None:
        at, decision = self._room.now, command.decision
        self.news.append(e.GapDecided(at=at, key=line.key, decision=decision, entry_id=entry_id, by=command.agent))
        verdict = Verdict(
            key=line.key,
            decision=decision,
            entry_id=entry_id,
            by=command.agent,
            at=at,
            text=line.text,
            places=line.places,
        )
        self.verdicts.append(verdict)
        self._verdicts[line.key] = verdict

    def _line(self, key: str) -> GapLine | None:
        return next((line for line in self._waiting if line.key == key), None)

    def _gone(self, key: str) -> tuple[n.LearningOutcome, str | None]:
        verdict = self._verdicts.get(key)
        return (_o.NO_SUCH_GAP, None) if verdict is None else (_o.DECIDED_ALREADY, self._room.number(verdict.by))

    def _put_up(self, command: c.PutUpGaps) -> None:
        """What was decided while the board was put together does not come back."""
        moments = {key: verdict.at for key, verdict in self._verdicts.items()}
        self.board = tuple(
            line for line in command.lines if line.key not in moments or line.last_at > moments[line.key]
        )

    def _tell_week(self, command: c.TellGaps) -> None:
        """A Monday that was missed is made up for, but a desk that never told a week begins with a Monday."""
        if self._told is None and command.late:
            return
        if self._told is not None and self._told >= command.monday:
            return
        self._told = command.monday
        self.news.append(e.GapsTold(at=self._room.now, monday=command.monday))
        if lines := self._waiting:
            proposed = sum(line.proposed for line in lines)
            told = n.GapsOfTheWeek(total=len(lines) - proposed, proposed=proposed, first=tuple(lines[:_TOLD]))
            self.says.append((None, told))

    # --- autonomy ------------------------------------------------------------------------------------------------

    def _weigh(self, command: c.Weigh) -> None:
        for event in weighed(self.autonomy, command.outcomes, self._room.now):
            self._happen(event)
            if isinstance(event, e.AutonomyChanged):
                self.says.append((None, self._news_of(event)))
            elif isinstance(event, e.AutonomyDoubted):
                self.says.append((None, n.AutonomyAsked(right=event.right, total=event.total)))

    def _set_autonomy(self, command: c.SetAutonomy) -> None:
        at, by, entry_id = self._room.now, command.agent, command.entry_id
        if self._room.role(by) is not Role.LEAD:
            self._tell(command, _o.LEADS_ONLY)
        elif entry_id is not None and self._knowledge.entry(entry_id) is None:
            self._tell(command, _o.NO_SUCH_ENTRY)
        elif self._is_so(command):
            self._tell(command, _o.SO_ALREADY)
        else:
            event: Event = e.AutonomyReturned(at=at, entry_id=entry_id, by=by)
            if command.direct is not None:
                event = e.AutonomyChanged(at=at, entry_id=entry_id, direct=command.direct, ground=e.Ground.LEAD, by=by)
                self.says.append((None, self._news_of(event)))
            self._happen(event)
            self._tell(command, _o.AUTONOMY_SET)

    def _is_so(self, command: c.SetAutonomy) -> bool:
        standing = self.autonomy.library
        if command.entry_id is not None:
            standing = self.autonomy.entries.get(command.entry_id, Standing())
        overruled = standing.ground is e.Ground.LEAD
        return not overruled if command.direct is None else overruled and standing.direct is command.direct

    def _show_autonomy(self, command: c.ShowAutonomy) -> None:
        if not self._may(command):
            return
        standing, outcomes = self.autonomy.library, self._learned.outcomes
        record, recent = tally(_since(outcomes, standing)), tally(outcomes[:LIBRARY_RECENT])
        entries = [self._autonomy_line(*item, outcomes) for item in sorted(self.autonomy.entries.items())]
        self._answer(
            command,
            n.AutonomyShown(
                direct=standing.direct,
                ground=standing.ground,
                since=standing.since,
                right=record.right,
                total=record.total,
                lower=round(record.lower, 4),
                recent_right=recent.right,
                recent_total=recent.total,
                entries=tuple(entries[:_ENTRIES]),
                more=max(0, len(entries) - _ENTRIES),
                lead=self._room.role(command.agent) is Role.LEAD,
            ),
        )

    def _autonomy_line(self, entry_id: str, standing: Standing, outcomes: Sequence[Outcome]) -> n.AutonomyLine:
        own = tally(one for one in _since(outcomes, standing) if one.entry_id == entry_id)
        return n.AutonomyLine(
            entry_id=entry_id,
            question=self._question(entry_id) or entry_id,
            direct=standing.direct,
            ground=standing.ground,
            right=own.right,
            total=own.total,
        )

    def _news_of(self, event: e.AutonomyChanged) -> n.AutonomyNews:
        return n.AutonomyNews(
            entry_id=event.entry_id,
            question=self._question(event.entry_id) or event.entry_id or "",
            direct=event.direct,
            ground=event.ground,
            right=event.right,
            total=event.total,
            by=self._room.number(event.by) if event.by is not None else None,
        )

    def _happen(self, event: Event) -> None:
        self.autonomy = evolve_autonomy(self.autonomy, event)
        self.news.append(event)

    # --- what is said --------------------------------------------------------------------------------------------

    def _question(self, entry_id: str | None) -> str | None:
        entry = self._knowledge.entry(entry_id) if entry_id is not None else None
        return entry.question if entry else None

    def _may(self, command: EditorCommand) -> bool:
        """Whoever may write drafts may look; to throw a line away is for those who keep the library."""
        discards = isinstance(command, c.DecideGap) and command.decision in _DISCARDS
        allowed = self._room.role(command.agent) in (KEEPERS if discards else WRITERS)
        if not allowed:
            self._tell(command, _o.NOT_ALLOWED)
        return allowed

    def _tell(self, command: EditorCommand, outcome: n.LearningOutcome, by: str | None = None) -> None:
        self.says.append((command.origin, n.LearningTold(outcome=outcome, by=by)))

    def _answer(self, command: EditorCommand, notice: Notice) -> None:
        origin: Origin = replace(command.origin, press_id=None)
        self.says.append((origin, notice))


_NEVER = datetime.min.replace(tzinfo=UTC)
_DISCARDS = frozenset({e.GapDecision.IGNORED, e.GapDecision.REFUSED})


def _draft(command: c.DecideGap, line: GapLine) -> SaveEntry:
    """The other wordings of a gap come along as phrasings, for an editor to choose from."""
    alterations: list[Alteration] = [Put(Field.QUESTION, " ".join(line.text.split()))]
    if line.examples:
        alterations.append(Add(Field.VARIANTS, "\n".join(" ".join(text.split()) for text in line.examples)))
    if line.answer:
        alterations.append(Put(Field.ANSWER, line.answer))
    return SaveEntry(agent=command.agent, origin=command.origin, alterations=tuple(alterations))


def _since(outcomes: Sequence[Outcome], standing: Standing) -> list[Outcome]:
    return [outcome for outcome in outcomes if standing.since is None or outcome.at > standing.since]
