"""Whatever is said or pressed while a form is filled in, no answer is lost and no question is put in vain."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.cases.kinds import Category, Remedy
from desk.content import Content, Kind
from desk.forms.fields import NONE, YES, Takes, blank_of, blanks, next_blank
from desk.forms.filling import begin, choices, hear, press
from desk.forms.form import Answer, Field, Form, FormKind
from desk.forms.moves import Change, Heard, Move, Outcome, Pick, Press
from desk.forms.understanding import told
from desk.hours import ALWAYS

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)

_SAYINGS = (
    "漏水,3栋502,明天下午",
    "厨房漏水了",
    "3-2-502",
    "13800138000",
    "12345",
    "昨天下午",
    "明天下午",
    "周三上午10点",
    "2月30日",
    "王先生",
    "我姓李",
    "300元",
    "没有",
    "跳过",
    "上一步",
    "可以",
    "不方便",
    "道歉",
    "3",
    "99",
    "😀",
    "",
    "Building 3 Unit 502, tomorrow afternoon",
    "My tap leaks",
    "skip",
    "back",
    "yes",
    "很远" * 2_000,
)
_CODES = (*Category, *Remedy, YES, "no", NONE, "2026-11-24a", "2026-11-20p", "none of these", "")

sayings = st.one_of(st.sampled_from(_SAYINGS), st.text(max_size=60))
contents = st.one_of(
    sayings.map(lambda text: _content(text=text)),
    st.tuples(st.sampled_from([Kind.PHOTO, Kind.VIDEO]), st.integers(0, 40), sayings).map(
        lambda sent: _content(kind=sent[0], file_id=f"f{sent[1]}", text=sent[2])
    ),
    st.sampled_from([Kind.VOICE, Kind.STICKER, Kind.OTHER, Kind.CONTACT, Kind.LOCATION]).map(
        lambda kind: _content(kind=kind)
    ),
    st.just("13900000001").map(lambda phone: _content(kind=Kind.CONTACT, phone=phone)),
    st.just("31.2, 121.4").map(lambda place: _content(kind=Kind.LOCATION, place=place)),
)
presses = st.one_of(
    st.sampled_from([Move.SKIP, Move.BACK, Move.CONFIRM, Move.ANEW, Move.GO_ON, Move.CANCEL]),
    st.sampled_from(_CODES).map(Pick),
    st.sampled_from(list(Field)).map(Change),
)
deeds = st.lists(st.one_of(contents, st.tuples(st.integers(-1, 1), presses)), max_size=30)
forms = st.builds(
    lambda kind, texts, emergency: begin(
        kind, 1, NOW, texts, zone=SHANGHAI, emergency=emergency and kind is FormKind.REPAIR
    ),
    st.sampled_from(list(FormKind)),
    st.lists(sayings, max_size=3),
    st.booleans(),
)


def _content(
    *,
    kind: Kind = Kind.TEXT,
    text: str = "",
    file_id: str | None = None,
    phone: str | None = None,
    place: str | None = None,
) -> Content:
    return Content(
        chat_id=1, message_id=1, sent_at=NOW, kind=kind, text=text, file_id=file_id, phone=phone, place=place
    )


def _do(form: Form, deed: Content | tuple[int, Press]) -> Heard:
    if isinstance(deed, Content):
        return hear(form, deed, NOW, zone=SHANGHAI, hours=ALWAYS)
    return press(form, form.step + deed[0], deed[1], NOW, zone=SHANGHAI, hours=ALWAYS)


@given(forms, deeds)
def test_no_answer_is_lost(form: Form, done: list[Content | tuple[int, Press]]) -> None:
    for deed in done:
        heard = _do(form, deed)
        assert form.answers.keys() <= heard.form.answers.keys()
        gone = {field for field, answer in form.answers.items() if heard.form.answers[field] != answer}
        assert gone <= {form.asking, Field.EVIDENCE, *_corrected(form), *_told_more(form, heard)}
        form = heard.form


def _told_more(form: Form, heard: Heard) -> set[Field]:
    """The matter, of which who is asked for photos may tell more."""
    before, after = (one.answers.get(Field.WHAT, Answer()).text for one in (form, heard.form))
    return {Field.WHAT} if heard.outcome is Outcome.ADDED and after.startswith(before) else set()


def _corrected(form: Form) -> set[Field]:
    """What may be replaced besides what is asked: after all was read back, and what is sent as a thing of its own."""
    return {Field.CONTACT, Field.PLACE, Field.VISIT} if form.asking is None else {Field.CONTACT, Field.PLACE}


@given(forms, deeds)
def test_what_changes_nothing_leaves_the_form_as_it_was(form: Form, done: list[Content | tuple[int, Press]]) -> None:
    for deed in done:
        heard = _do(form, deed)
        if heard.outcome in {Outcome.OLD, Outcome.CANCELLED, Outcome.CONFIRMED} and not heard.form.emergency:
            assert heard.form == form
        if heard.outcome is Outcome.REFUSED:
            assert (heard.form.asking, heard.form.step) == (form.asking, form.step)
            assert heard.trouble is not None
        form = heard.form


@given(forms, deeds)
def test_no_question_is_put_that_has_just_been_answered(form: Form, done: list[Content | tuple[int, Press]]) -> None:
    for deed in done:
        heard = _do(form, deed)
        went_back = isinstance(deed, tuple) and (deed[1] is Move.BACK or isinstance(deed[1], Change))
        answered = heard.form.answers.keys() - form.answers.keys()
        if heard.outcome is Outcome.ASKED and not went_back and form.asking in answered:
            assert heard.form.asking not in heard.form.answers
        if heard.outcome is Outcome.READ_BACK:
            assert next_blank(heard.form) is None
        form = heard.form


@given(forms, deeds)
def test_nothing_is_confirmed_while_a_question_is_open(form: Form, done: list[Content | tuple[int, Press]]) -> None:
    for deed in done:
        heard = _do(form, deed)
        if heard.outcome is Outcome.CONFIRMED:
            assert (heard.form.asking, next_blank(heard.form)) == (None, None)
        form = heard.form


@given(forms, deeds)
def test_every_form_ends_after_as_many_useful_answers_as_it_has_questions(
    form: Form, done: list[Content | tuple[int, Press]]
) -> None:
    for deed in done:
        form = _do(form, deed).form
    for _ in blanks(form):
        if form.asking is not None:
            form = _useful(form).form
    assert form.asking is None
    assert next_blank(form) is None


def _useful(form: Form) -> Heard:
    """Answer what is asked as a customer does who wants to get on."""
    blank = blank_of(form, form.asking)
    assert blank is not None
    if blank.may_skip or blank.field in form.answers:
        return _do(form, (0, Move.SKIP))
    if blank.takes is Takes.PHONE:
        return _do(form, _content(text="13800138000"))
    offered = choices(form, NOW, zone=SHANGHAI, hours=ALWAYS)
    return _do(form, (0, Pick(offered[0]))) if offered else _do(form, _content(text="3栋502漏水"))


@given(forms, deeds)
def test_back_and_forth_is_identity(form: Form, done: list[Content | tuple[int, Press]]) -> None:
    for deed in done:
        form = _do(form, deed).form
    if form.asking in form.answers or form.emergency:
        return
    back = _do(form, (0, Move.BACK)).form
    if back.asking == form.asking:
        return
    forth = _do(back, (0, Move.SKIP)).form
    assert (forth.asking, forth.answers, forth.trail) == (form.asking, form.answers, form.trail)


@given(forms, deeds)
def test_evidence_is_never_more_than_is_kept(form: Form, done: list[Content | tuple[int, Press]]) -> None:
    for deed in done:
        form = _do(form, deed).form
    evidence = form.answers.get(Field.EVIDENCE)
    assert evidence is None or len(evidence.files) <= 20


@given(st.sampled_from(list(FormKind)), st.text(max_size=300), st.timedeltas(timedelta(-4000), timedelta(4000)))
@settings(max_examples=300)
def test_any_text_is_understood_without_an_error(kind: FormKind, text: str, later: timedelta) -> None:
    for answer in told(kind, text, NOW + later, SHANGHAI).values():
        assert answer.since is None or answer.until is None or answer.since < answer.until
