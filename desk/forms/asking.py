"""What is pressed below a form, and what agents do about one for the customer."""

from dataclasses import replace

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.forms import filling, forming
from desk.forms.fields import missing
from desk.forms.form import Form, FormKind
from desk.forms.moves import Move, Outcome
from desk.notices.forms import FormOutcome, FormTold, Remark
from desk.state import State
from desk.turn import Turn


def start_form(turn: Turn, command: c.StartForm) -> None:
    """Begin what was offered; a form that is open already is gone on with."""
    if turn.conversation.state is State.ACTIVE:
        turn.say(n.Told(outcome=n.Outcome.WITH_PERSON, number=turn.floor.number(turn.conversation.owner)))
        return
    turn.open(turn.moment())
    form = forming.open_form(turn)
    if form is not None:
        forming.put(turn, form, remark=None if form.kind is command.kind else Remark.BUSY)
    else:
        forming.start(turn, command.kind)


def press_form(turn: Turn, command: c.PressForm) -> None:
    """Let a press below a form do what it says; one that confirms what is filed already hears the number."""
    form = forming.open_form(turn)
    if form is None:
        turn.say(_nothing_open(turn, command))
        return
    heard = filling.press(
        form,
        command.step,
        command.what,
        turn.now,
        zone=turn.rules.organisation.zone,
        hours=turn.rules.workers_hours,
    )
    if heard.outcome is Outcome.OLD:
        turn.say(FormTold(outcome=FormOutcome.OLD, kind=form.kind))
        return
    turn.open(turn.moment())
    forming.take(turn, heard, anew=command.what is Move.ANEW)


def begin_form(turn: Turn, command: c.BeginForm) -> None:
    """Begin a form for the customer, or fill in the one that is open with what the agent was told."""
    form = forming.open_form(turn)
    if command.kind is None and not command.words:
        turn.say(FormTold(outcome=FormOutcome.UNCLEAR))
    elif form is None and command.kind is None:
        turn.say(FormTold(outcome=FormOutcome.NO_FORM))
    elif form is not None and command.kind not in {None, form.kind}:
        turn.say(FormTold(outcome=FormOutcome.OTHER_OPEN, kind=form.kind))
    elif form is not None:
        zone = turn.rules.organisation.zone
        filled = filling.fill(form, command.words, turn.now, zone) if command.words else form
        forming.put(turn, replace(filled, agent=command.agent))
        _tell_agent(turn, FormOutcome.FILLED)
    elif command.kind is not None:
        turn.open(turn.moment())
        forming.start(turn, command.kind, [command.words] if command.words else [], agent=command.agent)
        _tell_agent(turn, FormOutcome.BEGUN)


def file_form(turn: Turn, command: c.FileForm) -> None:
    """File what was read back by phone; what is needed must be there, the rest counts as left out (003:422)."""
    form = forming.open_form(turn)
    if form is None:
        turn.say(FormTold(outcome=FormOutcome.NO_FORM))
        return
    finished = filling.finish(form, turn.now)
    lacking = missing(finished)
    if lacking:
        turn.say(FormTold(outcome=FormOutcome.MISSING, kind=form.kind, fields=lacking))
        return
    forming.file(turn, replace(finished, agent=form.agent or command.agent), read_back_by=command.agent)
    turn.say(FormTold(outcome=FormOutcome.FILED, kind=form.kind))


def drop_form(turn: Turn, command: c.DropForm) -> None:
    """Give up the form that is open."""
    form = forming.open_form(turn)
    if form is None:
        turn.say(FormTold(outcome=FormOutcome.NO_FORM))
        return
    forming.give_up(turn, form, agent=command.agent)
    turn.say(FormTold(outcome=FormOutcome.GIVEN_UP, kind=form.kind))


def begin_report(turn: Turn, command: c.BeginReport) -> None:
    """Ask a worker what was done, with photos; whatever else was open in this chat gives way."""
    at = turn.moment()
    turn.open(at)
    form = filling.begin(
        FormKind.REPORT, turn.conversation.customer, at, zone=turn.rules.organisation.zone, case=command.case
    )
    turn.happen(e.FormBegun(at=at, kind=FormKind.REPORT))
    forming.put(turn, form, remark=Remark.BEGUN)


def _tell_agent(turn: Turn, outcome: FormOutcome) -> None:
    form: Form | None = turn.form
    if form is not None:
        turn.say(FormTold(outcome=outcome, kind=form.kind, fields=missing(form)))


def _nothing_open(turn: Turn, command: c.PressForm) -> n.Notice:
    """Whoever confirms twice hears that it is done, and the number."""
    filed = turn.conversation.form_filed
    if filed is None or command.what not in {Move.CONFIRM, Move.ANEW}:
        return n.Told(outcome=n.Outcome.OLD_BUTTON)
    number = forming.last_number(turn, filed.kind)
    return FormTold(outcome=FormOutcome.ALREADY_FILED, kind=filed.kind, number=number)
