"""Whatever can be pressed below a form can be typed as the word on the button, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.conversation import decide
from desk.forms.fields import blanks
from desk.forms.filling import begin
from desk.forms.form import Answer, Field, Form, FormKind
from desk.forms.moves import Move
from desk.forms.visits import half_days
from desk.library.live import LiveLibrary
from desk.notices import Notice
from desk.notices.forms import FormOffer, FormPaused, FormQuestion, FormReadBack, SameFormAgain
from desk.rules import Rules
from desk.turn import Decision
from handlers.buttons import Button, unpack
from handlers.form_buttons import FormIt, StartFormIt
from handlers.wording import Wording
from handlers.words import LOCALES
from tests.flows.handlers.test_notices_in_words import stands
from tests.kit.cast import KNOWLEDGE, MEI, TEN
from tests.kit.lines import Line, Say
from tests.kit.lines_forms import PressForm, StartForm
from tests.kit.script import Script

_LIBRARY = LiveLibrary(KNOWLEDGE)
_EAST = ZoneInfo("Asia/Shanghai")
_RULES = replace(Rules(), organisation=replace(Rules().organisation, zone=_EAST))
_WORDING = Wording(_LIBRARY, _RULES, zone=_EAST)
_KINDS = [kind for kind in FormKind if kind is not FormKind.REPORT]
_ANSWERED = {
    Field.EVIDENCE: Answer(files=("photo:a",)),
    Field.CATEGORY: Answer(text="漏水", code="leakage"),
    Field.REMEDY: Answer(text="道歉", code="non_material"),
    Field.ENTRY: Answer(code="yes"),
    Field.CONTACT: Answer(text="13800138000"),
}


def _decided(form: Form, line: Line) -> Decision:
    play = Script(rules=_RULES)
    play.floor.forms[MEI.chat_id] = form
    return decide(play.conversation, line.command(play), play.now, play.rules, play.floor)


def _forms(kind: FormKind) -> Iterator[Form]:
    """A form at each of its questions, with an answer there and without, and one that is read back."""
    form = begin(kind, MEI.chat_id, TEN)
    for blank in blanks(form):
        answer = _ANSWERED.get(blank.field, Answer(text="水槽下面一直滴水"))
        yield replace(form, asking=blank.field, trail=(*form.trail, blank.field))
        form = replace(form, answers={**form.answers, blank.field: answer}, trail=(*form.trail, blank.field))
        yield replace(form, asking=blank.field)
    yield replace(form, asking=None)


def _buttons(notice: Notice, locale: str) -> list[tuple[str, Button]]:
    rows = stands(_WORDING.speak(notice, locale))
    return [(label, button) for row in rows for label, data in row if (button := unpack(data or "", _LIBRARY.named))]


def _comes_of(form: Form, line: Line) -> tuple[object, ...]:
    """What is said, and what the form then holds, without the words in which a choice was made."""
    decision = _decided(form, line)
    said = [type(one) for one in decision.says]
    after = decision.kept.form if decision.kept is not None else form
    if after is None:
        return said, len(decision.filings)
    held = {field: _meant(answer) for field, answer in after.answers.items()}
    return said, after.kind, after.asking, after.offered, held


def _meant(answer: Answer) -> Answer:
    return replace(answer, text="") if answer.code is not None or answer.skipped else answer


def _put(form: Form, line: Line, kind: type[Notice]) -> Notice:
    return next(one for one in _decided(form, line).says if isinstance(one, kind))


def _differing(form: Form, notice: Notice, locale: str) -> list[str]:
    """The words of buttons that do something else when they are typed."""
    return [
        word
        for label, button in _buttons(notice, locale)
        if isinstance(button, FormIt)
        for word in _words(label)
        if _comes_of(form, Say(word, locale=locale)) != _comes_of(form, PressForm(form.step, button.what))
    ]


def _words(label: str) -> set[str]:
    """A button's label, and its words without the sign before them."""
    sign, _, words = label.partition(" ")
    return {label, words} if words and not any(letter.isalnum() for letter in sign) else {label}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", list(FormKind))
def test_every_button_of_a_form_can_be_typed(kind: FormKind, locale: str) -> None:
    for form in _forms(kind):
        notice = _put(form, PressForm(form.step, Move.GO_ON), FormReadBack if form.asking is None else FormQuestion)
        assert _differing(form, notice, locale) == [], form.asking


@pytest.mark.parametrize("locale", LOCALES)
def test_every_half_day_of_a_month_can_be_typed(locale: str) -> None:
    form = replace(begin(FormKind.REPAIR, MEI.chat_id, TEN), asking=Field.VISIT, trail=(Field.VISIT,))
    codes = half_days(_RULES.hours, TEN, _EAST, most=60)
    notice = FormQuestion(kind=FormKind.REPAIR, step=0, field=Field.VISIT, choices=codes)
    assert _differing(form, notice, locale) == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", list(FormKind))
def test_what_goes_on_after_a_day_can_be_typed(kind: FormKind, locale: str) -> None:
    for form in _forms(kind):
        left = replace(form, heard_at=TEN - timedelta(days=2))
        paused = _put(left, Say("东门的那位"), FormPaused)
        assert _differing(left, paused, locale) == [], form.asking
        assert _differing(replace(left, heard_at=TEN), paused, locale) == [], form.asking


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", list(FormKind))
def test_whether_it_is_the_same_matter_can_be_typed(kind: FormKind, locale: str) -> None:
    form = replace(next(one for one in reversed(list(_forms(kind)))), asking=None)
    assert _differing(form, SameFormAgain(kind=kind, step=form.step), locale) == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize("more", [False, True])
def test_what_is_offered_can_be_typed(kind: FormKind, locale: str, *, more: bool) -> None:
    form = replace(begin(kind, MEI.chat_id, TEN), offered=True)
    pressed = _comes_of(form, StartForm(kind))
    for label, button in _buttons(FormOffer(kind=kind, more=more), locale):
        if isinstance(button, StartFormIt):
            assert [word for word in _words(label) if _comes_of(form, Say(word, locale=locale)) != pressed] == []
