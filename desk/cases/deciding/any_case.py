"""What may be decided about any case: whose it is, how grave, what was done, what the customer hears and asks."""

from collections.abc import Callable, Mapping
from typing import Any

from desk.cases import commands as c
from desk.cases import events as v
from desk.cases import notices as n
from desk.cases.complaints import crisis, raising
from desk.cases.complaints.notices import Point
from desk.cases.deciding.calling import call, done
from desk.cases.deciding.standing import OFFICE, in_the_office, is_complaint, left_to_the_shift, numbered
from desk.cases.kinds import Waits
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn, about
from desk.commands import Command
from desk.people import Role

_ASKS_BY_BUTTON = frozenset({CaseState.QUOTED, CaseState.DONE})


def show(turn: CaseTurn, _: c.ShowCase) -> None:
    """Show it where it was asked for."""
    turn.say(n.CaseShown(**about(turn)))


def assign(turn: CaseTurn, command: c.Assign) -> None:
    """Give it to a named agent or lead; who had it stays answerable until they take it (002:568).

    What somebody has taken, they or a lead give on, or of a repair who is on duty when they are not; whom it is taken
    from hears so.
    """
    if not in_the_office(turn, command.agent):
        return
    to = command.agent if command.to is None else numbered(turn, command.to)
    if to is None:
        turn.say(Told(outcome=Outcome.NO_SUCH_AGENT, number=command.to or ""))
        return
    if turn.floor.agents[to].role not in OFFICE:
        turn.say(Told(outcome=Outcome.NOT_IN_THE_OFFICE, number=turn.floor.number(to)))
        return
    if turn.case.handler == to and turn.case.taken:
        turn.say(Told(outcome=Outcome.THEIRS_ALREADY, number=turn.floor.number(to)))
        return
    former = turn.case.handler
    if not _may_give_on(turn, command.agent):
        turn.say(Told(outcome=Outcome.HANDLER_ONLY, number=turn.floor.number(former)))
        return
    turn.meet(v.Assigned(at=turn.moment(), to=to, by=command.agent))
    turn.keep("note", command.words, author=command.agent)
    if to != command.agent:
        turn.say(n.CaseYours(**about(turn), agent=to, by=turn.floor.number(command.agent)))
    if former is not None and former not in {to, command.agent} and turn.floor.employs(former):
        by, answers = turn.floor.number(command.agent), turn.case.owner == former
        number = turn.floor.number(to)
        turn.say(n.CaseTakenAway(**about(turn), agent=former, by=by, to=number, answers=answers))
    turn.say(Told(outcome=Outcome.ASSIGNED, number=turn.floor.number(to)), n.CaseCard(**about(turn)))


def undertake(turn: CaseTurn, command: c.Undertake) -> None:
    """Take what was given to one."""
    if turn.case.handler != command.agent:
        turn.say(Told(outcome=Outcome.HANDLER_ONLY, number=turn.floor.number(turn.case.handler)))
        return
    turn.meet(v.Undertaken(at=turn.moment(), by=command.agent))
    turn.say(Told(outcome=Outcome.DONE), n.CaseCard(**about(turn)))


def classify(turn: CaseTurn, command: c.Classify) -> None:
    """Set how grave a complaint is; words only propose. Of a crisis every lead hears at once."""
    if not is_complaint(turn) or not in_the_office(turn, command.agent):
        return
    crises = turn.case.crises
    turn.meet(v.Classed(at=turn.moment(), klass=command.klass, by=command.agent))
    turn.keep("note", command.words, author=command.agent)
    if turn.case.crises > crises:
        crisis.alarm(turn)
    turn.say(Told(outcome=Outcome.DONE), n.CaseCard(**about(turn)))


def follow_up(turn: CaseTurn, command: c.FollowUp) -> None:
    """Write down what was done; without words there is nothing to record."""
    if not command.words.strip():
        turn.say(Told(outcome=Outcome.WORDS_WANTED))
        return
    turn.meet(v.FollowedUp(at=turn.moment(), by=command.agent))
    turn.keep("note", command.words, author=command.agent)
    turn.say(Told(outcome=Outcome.NOTED), n.CaseCard(**about(turn)))


def inform(turn: CaseTurn, command: c.Inform) -> None:
    """Write to the customer about it."""
    if not command.words.strip():
        turn.say(Told(outcome=Outcome.WORDS_WANTED))
        return
    turn.meet(v.Answered(at=turn.moment(), by=command.agent))
    turn.keep("reply", command.words, author=command.agent)
    turn.say(
        n.CaseWords(
            **about(turn),
            text=command.words,
            agent=turn.floor.number(command.agent),
            worker=turn.floor.agents[command.agent].role is Role.WORKER,
        ),
        Told(outcome=Outcome.SENT),
        n.CaseCard(**about(turn)),
    )


def note_answer(turn: CaseTurn, command: c.NoteAnswer) -> None:
    """A person wrote to the customer: what waits for a first word has had it (ours: any word of a person's counts)."""
    if turn.case.replied_at is None and turn.case.state is not CaseState.CLOSED:
        turn.meet(v.Answered(at=turn.moment(command.at), by=command.agent))
        turn.say(n.CaseCard(**about(turn)))


def note_word(turn: CaseTurn, command: c.NoteWord) -> None:
    """The customer has written: what waited for them, or rested, goes on; prices and work are agreed to by a press."""
    case, text = turn.case, command.content.text
    said_in_passing = command.courtesy or command.answered
    if case.explains and text and not said_in_passing:
        turn.meet(v.Explained(at=turn.moment(command.at)))
        call(turn, Point.EXPLAINED, [turn.owner], text=text)
    elif case.state is CaseState.RESTING:
        turn.meet(v.Woken(at=turn.moment(command.at)))
        call(turn, Point.WOKEN, [turn.owner], text=text)
    elif case.waits is Waits.CUSTOMER and case.state not in _ASKS_BY_BUTTON and not said_in_passing:
        turn.meet(v.WaitOver(at=turn.moment(command.at)))
        call(turn, Point.WOKEN, [turn.owner], text=text)
    if len(turn.news):
        turn.keep("word", text)
        turn.say(n.CaseCard(**about(turn)))
    raising.on_words(turn, text)


def urge(turn: CaseTurn, command: c.Urge) -> None:
    """Pass on that the customer asks; the second time it climbs (001:351)."""
    turn.meet(v.Urged(at=turn.moment(), by=command.by))
    owner = turn.owner
    turn.say(
        n.UrgeHeard(**about(turn), count=turn.case.urged),
        n.CaseUrged(
            **about(turn),
            count=turn.case.urged,
            owner=owner,
            owner_number=turn.floor.number(owner) if owner is not None else None,
        ),
        n.CaseCard(**about(turn)),
    )
    raising.on_urging(turn)


def reopen(turn: CaseTurn, command: c.Reopen) -> None:
    """Begin it again; the customer hears so."""
    if not in_the_office(turn, command.agent):
        return
    turn.meet(v.CaseReopened(at=turn.moment(), by=command.agent))
    turn.keep("note", command.words, author=command.agent)
    turn.say(n.CaseTakenUp(**about(turn), kind=turn.case.kind))
    done(turn)


def _may_give_on(turn: CaseTurn, agent: int) -> bool:
    case = turn.case
    held = case.taken and case.handler is not None and turn.floor.employs(case.handler)
    return not held or case.handler == agent or turn.floor.is_lead(agent) or left_to_the_shift(turn, agent)


DECISIONS: Mapping[type[Command], Callable[[CaseTurn, Any], None]] = {
    c.ShowCase: show,
    c.Assign: assign,
    c.Undertake: undertake,
    c.Classify: classify,
    c.FollowUp: follow_up,
    c.Inform: inform,
    c.NoteAnswer: note_answer,
    c.NoteWord: note_word,
    c.Urge: urge,
    c.Reopen: reopen,
}
