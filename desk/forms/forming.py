"""A form in a conversation: offered, begun, put question by question, filed or given up.

It is offered where a complaint or a defect was told, and nobody is asked anything before they want to be. It is filed
once, however often it is confirmed, and the same words again only when the customer says that they mean another matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b

from desk import events as e
from desk.cases.kinds import CaseKind
from desk.cases.state import Case
from desk.forms import filling
from desk.forms.defects import defect_in
from desk.forms.fields import blank_of, missing
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.forms.moves import Heard, Outcome, Trouble
from desk.notices import Notice, Queued, SafetyFirst
from desk.notices import forms as n
from desk.queue.handoff import queued
from desk.state import IN_QUEUE
from desk.turn import Turn
from faq import Manner
from faq.danger import is_called_urgent
from faq.text import fold, normalise

PAUSE = timedelta(hours=24)
"""After this long without a word the customer is asked first whether to go on."""
AGAIN = timedelta(minutes=10)
"""Within this time the same words are asked about before they are filed a second time."""

KINDS = {Manner.COMPLAINT: FormKind.COMPLAINT, Manner.REPAIR: FormKind.REPAIR}
"""The forms that are offered for what is told."""
REASONS = {FormKind.COMPLAINT: e.Reason.COMPLAINT, FormKind.REPAIR: e.Reason.REPAIR}
"""The reasons for which people take over who was offered such a form."""

_OFFER_STANDS = timedelta(minutes=30)


def open_form(turn: Turn) -> Form | None:
    """Return the form that is being filled in; one that was only offered is none."""
    form = turn.form
    return form if form is not None and not form.offered else None


def offer(turn: Turn, kind: FormKind, texts: Iterable[str]) -> None:
    """Offer to register what was told; the words are kept for it."""
    at = turn.moment()
    form = filling.begin(
        kind, turn.conversation.customer, at, texts, zone=turn.rules.organisation.zone, known=_known(turn, kind)
    )
    turn.keep_form(replace(form, offered=True))
    turn.happen(e.FormOffered(at=at, kind=kind))
    turn.say(n.FormOffer(kind=kind))


def reason(turn: Turn) -> e.Reason:
    """Return why a person is asked for: because of what a form was begun or offered for lately, if one was."""
    since, kind = turn.conversation.form_offered_at, turn.conversation.form_offered
    if since is None or kind is None or turn.now - since >= _OFFER_STANDS:
        return e.Reason.ASKED
    return REASONS.get(kind, e.Reason.ASKED)


def is_ordered(turn: Turn, texts: Iterable[str]) -> bool:
    """Tell whether words name all by which a repair is ordered: where, and when to come ("漏水,3栋502,明天下午")."""
    known = filling.begin(
        FormKind.REPAIR, turn.conversation.customer, turn.moment(), texts, zone=turn.rules.organisation.zone
    )
    return {Field.PLACE, Field.VISIT} <= set(known.answers)


def start(turn: Turn, kind: FormKind, texts: Iterable[str] = (), *, agent: int | None = None) -> None:
    """Begin a form with all that is known, and put its first question."""
    at, before = turn.moment(), turn.form
    form = filling.begin(
        kind,
        turn.conversation.customer,
        at,
        texts,
        zone=turn.rules.organisation.zone,
        known=_known(turn, kind),
        agent=agent,
        case=_completed_by(turn, before),
    )
    turn.happen(e.FormBegun(at=at, kind=kind, agent=agent))
    known = n.Remark.KNOWN if form.answers else n.Remark.BEGUN
    put(turn, form, remark=known if agent is None else n.Remark.BEGUN_BY_AGENT)


def start_emergency(turn: Turn, texts: Sequence[str]) -> None:
    """Ask whoever reports an emergency for the place and the phone, while people are being rung (003:216)."""
    form = open_form(turn)
    of_repair = any(defect_in(text) is not None or is_called_urgent(fold(text)) for text in texts)
    begun = (form is not None and form.emergency) or _is_filed_already(turn)
    if not of_repair or begun or turn.conversation.state not in IN_QUEUE:
        return
    at, zone = turn.moment(), turn.rules.organisation.zone
    known = form.answers if form is not None and form.kind is FormKind.REPAIR else _known(turn, FormKind.REPAIR)
    form = filling.begin(FormKind.REPAIR, turn.conversation.customer, at, texts, zone=zone, known=known, emergency=True)
    turn.happen(e.FormBegun(at=at, kind=FormKind.REPAIR))
    if form.asking is None:  # place and phone were in the first words: nothing holds it up
        file(turn, form)
    else:
        put(turn, form, remark=n.Remark.EMERGENCY)
        turn.says = [one for one in turn.says if not _says_that_help_is_called(one)]


def _is_filed_already(turn: Turn) -> bool:
    """Tell whether this emergency was registered: just now, or long ago and is not over."""
    form = turn.form
    if form is None or not (form.offered and form.emergency):
        return False
    return turn.now - form.began_at < AGAIN or _completed_by(turn, form) is not None


def _says_that_help_is_called(notice: Notice) -> bool:
    """The first question of an emergency says so itself, and what to do until then."""
    return isinstance(notice, SafetyFirst) or (isinstance(notice, Queued) and notice.reason is e.Reason.DANGER)


def put(turn: Turn, form: Form, *, trouble: Trouble | None = None, remark: n.Remark | None = None) -> None:
    """Keep a form as it is now, and say what is asked, or all that was answered."""
    turn.keep_form(form)
    turn.happen(e.BotReplied(at=turn.moment()))
    number = turn.floor.number(form.agent) if form.agent is not None else ""
    blank = blank_of(form, form.asking)
    if blank is None:
        lines = tuple(n.AnswerLine(field=field, answer=form.answers[field]) for field in Field if field in form.answers)
        turn.say(
            n.FormReadBack(kind=form.kind, step=form.step, lines=lines, trouble=trouble, remark=remark, number=number)
        )
        return
    evidence = form.answers.get(Field.EVIDENCE, Answer())
    turn.say(
        n.FormQuestion(
            kind=form.kind,
            step=form.step,
            field=blank.field,
            choices=filling.choices(form, turn.now, zone=turn.rules.organisation.zone, hours=turn.rules.workers_hours),
            may_skip=blank.may_skip,
            first=form.trail[:1] == (blank.field,),
            answered=blank.field in form.answers,
            longest=blank.longest,
            files=len(evidence.files),
            trouble=trouble,
            remark=remark,
            number=number,
        )
    )


def take(turn: Turn, heard: Heard, *, anew: bool = False) -> None:
    """Let happen what came of something said or pressed."""
    match heard.outcome:
        case Outcome.CANCELLED:
            give_up(turn, heard.form)
        case Outcome.CONFIRMED:
            confirm(turn, heard.form, anew=anew)
        case Outcome.KEPT:
            of_photos = heard.form.asking is Field.EVIDENCE
            put(turn, heard.form, remark=n.Remark.KEPT if of_photos else n.Remark.SEEN)
        case Outcome.ADDED:
            put(turn, heard.form, remark=n.Remark.ADDED)
        case _:
            put(turn, heard.form, trouble=heard.trouble)


def confirm(turn: Turn, form: Form, *, anew: bool = False) -> None:
    """File a form, unless the same words were filed a few minutes ago: then ask whether it is the same matter."""
    if not anew and _is_same(turn, form):
        turn.keep_form(replace(form, doubted=True))
        turn.happen(e.BotReplied(at=turn.moment()))
        turn.say(n.SameFormAgain(kind=form.kind, step=form.step, number=last_number(turn, form.kind)))
    else:
        file(turn, form)


def file(turn: Turn, form: Form, read_back_by: int | None = None) -> None:
    """Have a case made of a form; of one filed in an emergency the rest may be told afterwards."""
    at = turn.moment()
    turn.keep_form(None)
    turn.happen(e.FormEnded(at=at, kind=form.kind, filed=True, digest=_digest(form), agent=read_back_by))
    turn.file(Filing(form=form, at=at, conversation=turn.conversation.id, read_back_by=read_back_by))
    if not form.emergency and turn.conversation.state in IN_QUEUE:
        turn.say(n.FormWhileWaiting(kind=form.kind))
    if form.emergency:
        turn.keep_form(replace(form, offered=True))
        turn.happen(e.FormOffered(at=at, kind=form.kind))
        turn.say(n.FormOffer(kind=form.kind, more=True))


def give_up(turn: Turn, form: Form, agent: int | None = None) -> None:
    """Forget a form that nobody wants filed; who gives it up while waiting has not given up the place."""
    turn.keep_form(None)
    turn.happen(e.FormEnded(at=turn.moment(), kind=form.kind, filed=False, agent=agent))
    turn.happen(e.BotReplied(at=turn.moment()))
    turn.say(n.FormGivenUp(kind=form.kind))
    if turn.conversation.state in IN_QUEUE and agent is None:
        turn.say(queued(turn))


def is_left(turn: Turn, form: Form) -> bool:
    """Tell whether nobody has had to do with a form for so long that nobody goes on with it unasked."""
    return turn.now - (form.heard_at or form.began_at) >= PAUSE


def rest(turn: Turn) -> None:
    """Let what the customer has begun wait for the agent who takes over; an emergency asks on (003:216)."""
    form = open_form(turn)
    if form is None or form.agent is not None or form.emergency or form.kind is FormKind.REPORT or is_left(turn, form):
        return
    turn.say(n.FormRests(kind=form.kind), n.FormLeft(kind=form.kind, fields=missing(form)))


def last_number(turn: Turn, kind: FormKind) -> str:
    """Return the number of the customer's latest case of a kind, or nothing."""
    return next((case.number for case in _cases(turn) if case.kind is kind.case), "")


def _known(turn: Turn, kind: FormKind) -> dict[Field, Answer]:
    """Return what was told when such a form was offered."""
    form = turn.form
    stands = form is not None and form.offered and form.kind is kind and turn.now - form.began_at < PAUSE
    return dict(form.answers) if form is not None and stands else {}


def _completed_by(turn: Turn, before: Form | None) -> int | None:
    """Return the case that was filed in an emergency, if this is to tell the rest of it."""
    if before is None or not (before.offered and before.emergency) or turn.now - before.began_at >= PAUSE:
        return None
    cases = (case for case in _cases(turn) if case.kind is CaseKind.REPAIR and case.emergency and case.open)
    return next((case.id for case in cases), None)


def _cases(turn: Turn) -> list[Case]:
    return turn.floor.cases.get(turn.conversation.customer, [])


def _is_same(turn: Turn, form: Form) -> bool:
    last = turn.conversation.form_filed
    return last is not None and turn.now - last.at < AGAIN and (last.kind, last.digest) == (form.kind, _digest(form))


def _digest(form: Form) -> str:
    """Return what tells the same matter told again; a report belongs to its case."""
    asked = Field.PLACE if form.emergency else Field.WHAT
    words = form.answers.get(asked, Answer()).text
    about = f"{form.case}" if form.case is not None else ""
    return blake2b(f"{about}:{normalise(words)}".encode(), digest_size=8).hexdigest()
