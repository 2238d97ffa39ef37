"""What a customer says while a form is open: an answer, a question in the middle, or a word for people.

A form listens while the bot serves and while the customer waits; in the hands of a person it rests, unless that person
began it, or it is about an emergency. Who leaves it to wait for people writes to them: only what plainly answers is for
the form then.
"""

import re
from dataclasses import replace

from desk import commands as c
from desk import ladder
from desk.cases import asked
from desk.cases.kinds import Remedy
from desk.content import Content, Kind
from desk.events import Hold
from desk.forms import filling, forming
from desk.forms.asides import BEYOND_DOUBT, asks, may_ask, parts, unadorned
from desk.forms.defects import defect_in
from desk.forms.fields import FREE, Blank, blank_of
from desk.forms.form import Answer, Field, Form, FormKind
from desk.forms.moves import Heard, Move, Outcome
from desk.forms.names import bare_name, said_name
from desk.forms.places import place_in
from desk.forms.reading import FULL
from desk.forms.sayings import agrees, asked_for, cancels, chosen, goes_back, goes_on, skips, takes_up, without_reproach
from desk.forms.times import named_time
from desk.notices.forms import FormPaused, Remark
from desk.state import State
from desk.turn import Turn
from faq import Manner
from faq.text import fold
from faq.wishes import asks_arrival, asks_progress, calls, presses

_LISTENS = frozenset({State.BOT, State.QUEUED, State.OFFERED})
_SMALL_TALK = frozenset(
    {Manner.GREETING, Manner.COURTESY, Manner.WISHES, Manner.ASIDE, Manner.WHO, Manner.HELP, Manner.NOISE}
)
_FOR_PEOPLE = frozenset({Manner.DANGER, Manner.PERSON_WANTED})
_A_MATTER = 5
"""Characters of a message that may tell what a complaint is about, where nothing asks for it yet."""
_UNSURE = frozenset({Outcome.REFUSED, Outcome.ADDED})
"""What may be a question the library knows."""
_NEVER_ANGRY = frozenset({Field.WHEN, Field.CALLED})


def hear(turn: Turn, command: c.Say, manner: Manner, *, part_of_album: bool) -> bool:
    """Let an open form have what a customer says; tell whether it was for the form."""
    form = forming.open_form(turn)
    if not _listens(turn) or ladder.spoke_too_much(turn) or _is_a_call(turn, form, command.content, manner):
        return False
    if form is None:
        _add_to_offer(turn, command.content, manner)
        return not command.goes_on and _takes_up(turn, command)
    if command.goes_on:
        return True
    content = command.whole
    if content.kind is Kind.TEXT and cancels(content.text, form.kind):
        forming.give_up(turn, form)
    elif _is_for_people(turn, form, content, manner):
        return False
    elif form.heard_at is not None and turn.now - form.heard_at >= forming.PAUSE:
        _ask_whether_to_go_on(turn, form, content)
    elif _goes_aside(turn, form, content, manner):
        pass
    else:
        heard = _heard(turn, form, content)
        if heard.outcome is Outcome.REFUSED and content.kind is Kind.TEXT and manner is Manner.ANGRY:
            return False
        if heard.outcome not in _UNSURE or not _answered(turn, form, content):
            _take(turn, form, heard, content, part_of_album=part_of_album)
    return True


def _take(turn: Turn, form: Form, heard: Heard, content: Content, *, part_of_album: bool) -> None:
    """Say what came of it; of the photos of an album once."""
    if part_of_album and not _first_too_many(form, heard):
        turn.keep_form(heard.form)
    else:
        forming.take(turn, heard, anew=filling.is_other(form, content.text))


def _takes_up(turn: Turn, command: c.Say) -> bool:
    """Begin what was offered, for who writes what the button says; tell whether that was it."""
    form, content = turn.form, command.content
    if form is None or turn.now - form.began_at >= forming.PAUSE or content.kind is not Kind.TEXT:
        return False
    kind = asked_for(content.text)
    if kind is not form.kind and (kind is not None or not takes_up(content.text)):
        return False
    forming.start(turn, form.kind)
    return True


def _add_to_offer(turn: Turn, content: Content, manner: Manner) -> None:
    """Who was offered to have something registered, and had only said of whom, tells next what it is."""
    form, text = turn.form, content.text
    if form is None or not form.offered or form.emergency or content.kind is not Kind.TEXT or manner not in _TOLD:
        return
    tells = len(fold(text)) >= _A_MATTER and not _says_no_matter(text, form.kind)
    if Field.WHAT in form.answers or not tells or turn.now - form.began_at >= forming.PAUSE:
        return
    filled = filling.fill(form, text, turn.now, turn.rules.organisation.zone)
    if Field.WHAT in filled.answers:
        turn.keep_form(filled)


def _says_no_matter(text: str, kind: FormKind) -> bool:
    """Tell whether it can hardly be what happened: a question, a wish, a call for us, thanks, a please to hurry."""
    if asks(text) or _calls(text) or asked_for(text) or takes_up(text) or cancels(text, kind):
        return True
    return any(map(may_ask, parts(text))) or not parts(unadorned(_HURRY.sub("", text)))


_HURRY = re.compile(
    r"(?:麻烦|请|帮我|尽快|快点|赶紧|马上|处理|解决|安排|看|一下|吧|哦|啊|谢谢|我等着|等你们?)+|please|asap|soon"
)


def hear_beside(turn: Turn, command: c.Say, manner: Manner) -> None:
    """Let a form that an agent began have what answers it, while customer and agent talk; a refusal is not said.

    Of an emergency the place and the phone are still heard.
    """
    form = forming.open_form(turn)
    served = turn.conversation.state is State.ACTIVE
    if form is None or not served or manner not in _TOLD or command.goes_on:
        return
    content = command.whole
    if form.agent is None and not (form.emergency and _plainly_answers(turn, form, content)):
        return
    if (content.kind is Kind.TEXT and (asks(content.text) or _calls(content.text))) or ladder.spoke_too_much(turn):
        return
    heard = _heard(turn, form, content)
    if heard.outcome in {Outcome.KEPT, Outcome.ADDED}:
        turn.keep_form(heard.form)
    elif heard.outcome in {Outcome.ASKED, Outcome.READ_BACK, Outcome.CONFIRMED}:
        forming.take(turn, heard)


_TOLD = frozenset({Manner.NONE, Manner.INTRODUCES, Manner.COMPLAINT, Manner.REPAIR, Manner.ANGRY})


def edited(turn: Turn) -> bool:
    """Tell who changes an earlier message while a form is open how an answer is changed; tell whether one is."""
    form = forming.open_form(turn)
    if form is None or not _listens(turn) or ladder.spoke_too_much(turn):
        return False
    forming.put(turn, form, remark=Remark.EDITED)
    return True


def _listens(turn: Turn) -> bool:
    return turn.conversation.state in _LISTENS or turn.conversation.hold is Hold.CALLBACK


def _is_for_people(turn: Turn, form: Form, content: Content, manner: Manner) -> bool:
    """Tell whether it is said to people: by who is cross, or calls for them, or has left the form to wait for them."""
    waits = turn.conversation.state is not State.BOT
    if content.kind is Kind.TEXT and _calls(content.text):
        return waits or manner is Manner.ANGRY
    if manner is Manner.ANGRY and form.asking in _NEVER_ANGRY and not _is_plain(turn, form, content.text):
        return True
    return waits and not form.emergency and _has_left(turn, form) and not _plainly_answers(turn, form, content)


def _is_a_call(turn: Turn, form: Form | None, content: Content, manner: Manner) -> bool:
    """Tell whether it calls for people, and answers not even what the form about that danger asks (紧急 3栋502)."""
    answers = form is not None and form.emergency and _plainly_answers(turn, form, content)
    return manner in _FOR_PEOPLE and not answers


def _calls(text: str) -> bool:
    """Tell whether somebody only calls for an answer, or for us to hurry: 在吗？怎么没人理我, 催一下."""
    return calls(text) or presses(text)


def _has_left(turn: Turn, form: Form) -> bool:
    """Tell whether the customer was handed to people after they last had to do with the form."""
    handed_off_at = turn.conversation.handed_off_at
    return form.heard_at is not None and handed_off_at is not None and form.heard_at < handed_off_at


def _plainly_answers(turn: Turn, form: Form, content: Content) -> bool:
    """Tell whether it can hardly be anything but the answer to what the form asks."""
    blank = blank_of(form, form.asking)
    if content.kind is not Kind.TEXT:
        thing = Field.CONTACT if content.phone is not None else Field.PLACE if content.place is not None else None
        return form.asking is (thing or Field.EVIDENCE)
    text = content.text
    if blank is None:
        return agrees(text)
    if skips(text) or goes_back(text) or asked_for(text) is form.kind:
        return True
    if blank.takes in FREE:
        return _is_plain(turn, form, text)
    return not asks(text) and _heard(turn, form, content).outcome is not Outcome.REFUSED


def _is_plain(turn: Turn, form: Form, text: str) -> bool:
    """Tell whether words name what a question takes that any words would answer."""
    match form.asking:
        case Field.WHEN:
            return named_time(text, turn.now, turn.rules.organisation.zone, ahead=False) is not None
        case Field.PLACE:
            return place_in(text) is not None
        case Field.CALLED:
            return (said_name(text) or bare_name(text)) is not None
        case Field.REMEDY:
            return chosen(form.asking, tuple(Remedy), text) is not None
        case _:
            return False


def _heard(turn: Turn, form: Form, content: Content) -> Heard:
    return filling.hear(form, content, turn.now, zone=turn.rules.organisation.zone, hours=turn.rules.workers_hours)


def _ask_whether_to_go_on(turn: Turn, form: Form, content: Content) -> None:
    """What was left for a day is not simply gone on with; a question that is sure is answered first."""
    if agrees(content.text) or goes_on(content.text):
        forming.put(turn, replace(form, heard_at=turn.now), remark=Remark.GOES_ON)
        return
    if content.kind is Kind.TEXT and content.text and turn.conversation.state in _LISTENS:
        ladder.answer_if_sure(turn, content)
    turn.keep_form(replace(form, heard_at=turn.now))
    ladder.reply(turn, FormPaused(kind=form.kind, step=form.step))


def _goes_aside(turn: Turn, form: Form, content: Content, manner: Manner) -> bool:
    """Deal with what is no answer to a question that takes any words: small talk, a question, another wish."""
    if content.kind is not Kind.TEXT:
        return False
    if asks_progress(content.text) or asks_arrival(content.text):
        _tell_progress(turn, form, content)
        return True
    blank = blank_of(form, form.asking)
    if blank is None:
        return False
    kind = asked_for(content.text)
    if kind is not None:
        forming.put(turn, form, remark=None if kind is form.kind else Remark.BUSY)
        return True
    if _calls(content.text):
        urged = presses(content.text) and asked.answer(turn, content)
        forming.put(turn, form, remark=Remark.ASIDE if urged else Remark.HERE)
        return True
    if blank.takes not in FREE or skips(content.text) or goes_back(content.text):
        return False
    talks = _talks_small(turn, form, blank, content.text, manner)
    return talks or (_is_question(turn, form, content.text) and _answered(turn, form, content))


def _talks_small(turn: Turn, form: Form, blank: Blank, text: str, manner: Manner) -> bool:
    """Deal with what says nothing of what is asked: thanks, a greeting, who are you, I have told you that."""
    if not fold(text):
        return False
    if not without_reproach(text):
        forming.put(turn, form, remark=Remark.AGAIN)
    elif manner is Manner.COURTESY and blank.field is Field.WISHES:
        skipped = filling.press(form, form.step, Move.SKIP, turn.now, zone=None, hours=turn.rules.workers_hours)
        forming.take(turn, skipped)
    elif manner in _SMALL_TALK:
        if manner in {Manner.WHO, Manner.HELP, Manner.ASIDE}:
            ladder.reply(turn, ladder.REPLIES[manner])
        if manner is not Manner.ASIDE:
            forming.put(turn, form)
    else:
        return False
    return True


def _tell_progress(turn: Turn, form: Form, content: Content) -> None:
    """Tell how far the customer's cases are; what is being filled in is none of them yet."""
    cases = [one for one in turn.floor.cases.get(turn.conversation.customer, []) if one.open]
    told = bool(cases) and asked.answer(turn, content)
    unfiled = all(one.kind is not form.kind.case for one in cases)
    forming.put(turn, form, remark=Remark.UNFILED if unfiled or not told else Remark.ASIDE)


def _is_question(turn: Turn, form: Form, text: str) -> bool:
    """Tell whether it is a question by its form, or by a word in it where the library knows it beyond doubt.

    What a repair is asked about may say what is to be mended in such words too (下水道怎么疏通).
    """
    if asks(text):
        return True
    tells = form.kind is FormKind.REPAIR and form.asking is Field.WHAT and defect_in(text) is not None
    return may_ask(text) and not tells and turn.floor.match(text).confidence >= BEYOND_DOUBT


def _answered(turn: Turn, form: Form, content: Content) -> bool:
    """Answer a question that is no answer, if the library is sure, and put our own again."""
    listens = content.kind is Kind.TEXT and turn.conversation.state in _LISTENS
    if listens and ladder.asks_the_way(turn, content):
        forming.put(turn, replace(form, heard_at=turn.now))
        return True
    if not listens or not ladder.answer_if_sure(turn, content):
        return False
    forming.put(turn, replace(form, heard_at=turn.now), remark=Remark.ASIDE)
    return True


def _first_too_many(before: Form, heard: Heard) -> bool:
    """Tell whether this photo of an album is the first that is not kept; of the others nothing is said."""
    full = before.answers.get(Field.EVIDENCE, Answer()).code == FULL
    return heard.outcome is Outcome.REFUSED and not full
