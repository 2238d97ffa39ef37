"""What a customer says while a form is open: an answer, a question in the middle, or a word for people.

A form listens while the bot serves and while the customer waits; in the hands of a person it rests, unless that person
began it.
"""

import re
from dataclasses import replace

from desk import commands as c
from desk import ladder
from desk import notices as n
from desk.cases import asked
from desk.content import Content, Kind
from desk.events import Hold
from desk.forms import filling, forming
from desk.forms.fields import Takes, blank_of
from desk.forms.form import Answer, Field, Form
from desk.forms.moves import Heard, Move, Outcome
from desk.forms.reading import FULL
from desk.forms.sayings import agrees, asked_for, cancels, goes_back, skips
from desk.state import State
from desk.turn import Turn
from faq import Manner
from faq.text import fold
from faq.wishes import asks_progress

_LISTENS = frozenset({State.BOT, State.QUEUED, State.OFFERED})
_FREE = frozenset({Takes.WORDS, Takes.NAME, Takes.PLACE})
_SMALL_TALK = frozenset({Manner.GREETING, Manner.COURTESY, Manner.WHO, Manner.NOISE, Manner.IMPATIENT})
_ANSWERED_FIRST = {Manner.WHO: n.WhoIAm(), Manner.IMPATIENT: n.StillHere()}
_FOR_PEOPLE = frozenset({Manner.DANGER, Manner.PERSON_WANTED})
_QUESTION = re.compile(
    r"[?？]\s*$|(?:吗|呢|么|嘛)[。.!！]?\s*$|^\s*(?:请问|怎么|如何|什么|多少|几点|哪|能不能|可不可以)"
    r"|^\s*(?:how|what|when|where|who|which|can|could|do|does|is|are)\b",
    re.IGNORECASE,
)


def hear(turn: Turn, command: c.Say, manner: Manner, *, part_of_album: bool) -> bool:
    """Let an open form have what a customer says; tell whether it was for the form."""
    form = forming.open_form(turn)
    if form is None or _is_for_people(turn, manner) or not _listens(turn) or ladder.spoke_too_much(turn):
        return False
    if command.goes_on:
        return True
    content = _in_one(command)
    if content.kind is Kind.TEXT and cancels(content.text):
        forming.give_up(turn, form)
    elif form.heard_at is not None and turn.now - form.heard_at >= forming.PAUSE:
        _ask_whether_to_go_on(turn, form, content)
    elif _goes_aside(turn, form, content, manner):
        pass
    else:
        heard = _heard(turn, form, content)
        if heard.outcome is Outcome.REFUSED and content.kind is Kind.TEXT:
            if manner is Manner.ANGRY:
                return False
            if _answered(turn, form, content):
                return True
        if part_of_album and not _first_too_many(form, heard):
            turn.keep_form(heard.form)
        else:
            forming.take(turn, heard)
    return True


def _is_for_people(turn: Turn, manner: Manner) -> bool:
    """Who waits for people and finds that it takes long speaks of them, not of the form."""
    waits = turn.conversation.state is not State.BOT
    return manner in _FOR_PEOPLE or (waits and manner is Manner.IMPATIENT)


def hear_beside(turn: Turn, command: c.Say, manner: Manner) -> None:
    """Let a form that an agent began have what answers it, while customer and agent talk; a refusal is not said."""
    form = forming.open_form(turn)
    served = turn.conversation.state is State.ACTIVE
    if form is None or form.agent is None or not served or manner not in _TOLD or command.goes_on:
        return
    content = _in_one(command)
    if _is_question(content) or ladder.spoke_too_much(turn):
        return
    heard = _heard(turn, form, content)
    if heard.outcome is Outcome.KEPT:
        turn.keep_form(heard.form)
    elif heard.outcome in {Outcome.ASKED, Outcome.READ_BACK, Outcome.CONFIRMED}:
        forming.take(turn, heard)


_TOLD = frozenset({Manner.NONE, Manner.COMPLAINT, Manner.REPAIR, Manner.ANGRY})


def edited(turn: Turn) -> bool:
    """Tell who changes an earlier message while a form is open how an answer is changed; tell whether one is."""
    form = forming.open_form(turn)
    if form is None or not _listens(turn) or ladder.spoke_too_much(turn):
        return False
    forming.put(turn, form, remark=n.Remark.EDITED)
    return True


def _listens(turn: Turn) -> bool:
    return turn.conversation.state in _LISTENS or turn.conversation.hold is Hold.CALLBACK


def _in_one(command: c.Say) -> Content:
    """Return what was said in one breath as one message."""
    texts = [one.text for one in (*command.earlier, command.content) if one.text]
    return replace(command.content, text="\n".join(texts)) if command.earlier else command.content


def _heard(turn: Turn, form: Form, content: Content) -> Heard:
    return filling.hear(form, content, turn.now, zone=turn.rules.organisation.zone, hours=turn.rules.hours)


def _ask_whether_to_go_on(turn: Turn, form: Form, content: Content) -> None:
    """What was left for a day is not simply gone on with; a question that is sure is answered first."""
    if agrees(content.text):
        forming.put(turn, replace(form, heard_at=turn.now), remark=n.Remark.GOES_ON)
        return
    if content.kind is Kind.TEXT and content.text and turn.conversation.state in _LISTENS:
        ladder.answer_if_sure(turn, content)
    turn.keep_form(replace(form, heard_at=turn.now))
    ladder.reply(turn, n.FormPaused(kind=form.kind, step=form.step))


def _goes_aside(turn: Turn, form: Form, content: Content, manner: Manner) -> bool:
    """Deal with what is no answer to a question that takes any words: small talk, a question, another wish."""
    blank = blank_of(form, form.asking)
    if content.kind is not Kind.TEXT or blank is None:
        return False
    if asks_progress(content.text) and asked.answer(turn, content):
        forming.put(turn, form, remark=n.Remark.ASIDE)
        return True
    kind = asked_for(content.text)
    if kind is not None:
        forming.put(turn, form, remark=None if kind is form.kind else n.Remark.BUSY)
        return True
    if blank.takes not in _FREE or skips(content.text) or goes_back(content.text):
        return False
    if manner is Manner.COURTESY and blank.field is Field.WISHES:
        skipped = filling.press(form, form.step, Move.SKIP, turn.now, zone=None, hours=turn.rules.hours)
        forming.take(turn, skipped)
        return True
    if manner in _SMALL_TALK and fold(content.text):
        if manner in _ANSWERED_FIRST:
            ladder.reply(turn, _ANSWERED_FIRST[manner])
        forming.put(turn, form)
        return True
    return _is_question(content) and _answered(turn, form, content)


def _is_question(content: Content) -> bool:
    return content.kind is Kind.TEXT and bool(_QUESTION.search(content.text))


def _answered(turn: Turn, form: Form, content: Content) -> bool:
    """Answer a question that is no answer, if the library is sure, and put our own again."""
    if turn.conversation.state in _LISTENS and ladder.asks_the_way(turn, content):
        forming.put(turn, replace(form, heard_at=turn.now))
        return True
    if turn.conversation.state not in _LISTENS or not ladder.answer_if_sure(turn, content):
        return False
    forming.put(turn, replace(form, heard_at=turn.now), remark=n.Remark.ASIDE)
    return True


def _first_too_many(before: Form, heard: Heard) -> bool:
    """Tell whether this photo of an album is the first that is not kept; of the others nothing is said."""
    full = before.answers.get(Field.EVIDENCE, Answer()).code == FULL
    return heard.outcome is Outcome.REFUSED and not full
