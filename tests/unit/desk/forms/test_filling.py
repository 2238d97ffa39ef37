"""A form is filled in by Mei, question by question, in any order, back and forth."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

import pytest

from desk.cases.kinds import Category, Remedy
from desk.content import Content, Kind
from desk.forms.fields import NO, NONE, YES, blanks, missing
from desk.forms.filling import begin, choices, fill, finish, hear, press
from desk.forms.form import Answer, Field, Form, FormKind
from desk.forms.moves import Change, Heard, Move, Outcome, Pick, Press, Trouble
from desk.forms.visits import half_day, half_days
from desk.hours import ALWAYS, CLOSED, Calendar, Hours

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
_OFFICE = ((9 * 60, 12 * 60), (13 * 60 + 30, 18 * 60))
WEEKDAYS = Calendar(zone=SHANGHAI, week=(*(_OFFICE,) * 5, CLOSED, CLOSED))


@dataclass
class Filling:
    """A form while it is filled in, and what came of the last thing said or pressed."""

    form: Form
    now: datetime = MONDAY_TEN
    hours: Hours = WEEKDAYS
    heard: Heard = field(init=False)
    messages: int = 0

    def __post_init__(self) -> None:
        self.heard = Heard(self.form, Outcome.ASKED)

    def says(
        self,
        text: str = "",
        *,
        kind: Kind = Kind.TEXT,
        file: str | None = None,
        phone: str | None = None,
        place: str | None = None,
    ) -> Self:
        self.messages += 1
        content = Content(
            chat_id=1,
            message_id=self.messages,
            sent_at=self.now,
            kind=kind,
            text=text,
            file_id=file,
            phone=phone,
            place=place,
        )
        return self._take(hear(self.form, content, self.now, zone=SHANGHAI, hours=self.hours))

    def sends_photo(self, file: str, caption: str = "") -> Self:
        return self.says(caption, kind=Kind.PHOTO, file=file)

    def presses(self, what: Press, *, step: int | None = None) -> Self:
        step = self.form.step if step is None else step
        return self._take(press(self.form, step, what, self.now, zone=SHANGHAI, hours=self.hours))

    @property
    def outcome(self) -> tuple[Outcome, Trouble | None]:
        return self.heard.outcome, self.heard.trouble

    @property
    def asking(self) -> Field | None:
        return self.form.asking

    def _take(self, heard: Heard) -> Self:
        self.heard, self.form = heard, heard.form
        return self


def _filling(kind: FormKind, *texts: str, emergency: bool = False) -> Filling:
    return Filling(begin(kind, 1, MONDAY_TEN, texts, zone=SHANGHAI, emergency=emergency))


def _repair_up_to(asked: Field) -> Filling:
    play = _filling(FormKind.REPAIR)
    said = {
        Field.CATEGORY: "漏水",
        Field.PLACE: "3栋502",
        Field.WHAT: "水槽下面一直滴水",
        Field.EVIDENCE: "跳过",
        Field.VISIT: "明天下午",
        Field.ENTRY: "可以",
        Field.CONTACT: "13800138000",
        Field.CALLED: "王先生",
        Field.WISHES: "没有",
    }
    while play.asking is not asked:
        assert play.asking is not None
        play.says(said[play.asking])
    return play


def _complaint_up_to(asked: Field) -> Filling:
    """Tell what happened, and skip the rest up to a question."""
    play = _filling(FormKind.COMPLAINT).says("保安态度不好")
    while play.asking is not asked:
        play.presses(Move.SKIP)
    return play


def _read_back() -> Filling:
    play = _repair_up_to(Field.WISHES).says("没有")
    assert play.outcome == (Outcome.READ_BACK, None)
    return play


def test_a_repair_asks_in_its_order_and_is_read_back() -> None:
    play = _filling(FormKind.REPAIR)
    put = [play.asking]
    said = ("漏水", "3栋502", "水槽下面一直滴水", "跳过", "周三上午10点", "可以", "13800138000", "王先生", "没有")
    put += [play.says(words).asking for words in said]
    assert put == [one.field for one in blanks(play.form)] + [None]
    assert play.outcome == (Outcome.READ_BACK, None)
    assert play.says("确认").outcome == (Outcome.CONFIRMED, None)


def test_a_complaint_asks_in_its_order_and_is_read_back_in_english_too() -> None:
    play = _filling(FormKind.COMPLAINT)
    put = [play.asking]
    said = ("The guard shouted at me", "yesterday evening", "the guard at the gate", "an apology", "no", "done")
    put += [play.says(words).asking for words in (*said, "+44 20 7946 0958", "Ms Wang")]
    assert put == [one.field for one in blanks(play.form)] + [None]
    assert play.form.answers[Field.REMEDY] == Answer(text="an apology", code=Remedy.NON_MATERIAL)
    assert play.form.answers[Field.EVIDENCE] == Answer(skipped=True)
    assert play.says("yes").outcome == (Outcome.CONFIRMED, None)


@pytest.mark.parametrize("kind", list(FormKind))
def test_every_kind_of_form_ends_with_one_answer_to_each_question(kind: FormKind) -> None:
    play = _filling(kind)
    for blank in blanks(play.form):
        assert play.asking is blank.field
        match blank.field:
            case Field.CATEGORY | Field.REMEDY | Field.ENTRY:
                play.presses(Pick(blank.choices[0]))
            case Field.CONTACT:
                play.says("13800138000")
            case Field.EVIDENCE:
                play.sends_photo("one").presses(Move.SKIP)
            case Field.VISIT:
                play.presses(Pick(choices(play.form, MONDAY_TEN, zone=SHANGHAI, hours=WEEKDAYS)[0]))
            case Field.MONEY:
                play.says("300元")
            case _:
                play.says("楼道的灯坏了三天")
    assert play.outcome == (Outcome.READ_BACK, None)


def test_what_was_said_before_is_not_asked_again() -> None:
    play = _filling(FormKind.REPAIR, "漏水,3栋502,明天下午")
    assert play.asking is Field.EVIDENCE
    assert play.says("跳过").form.asking is Field.ENTRY


def test_several_answers_to_one_question_are_all_taken() -> None:
    play = _repair_up_to(Field.PLACE).says("3栋502，明天下午，13800138000")
    assert set(play.form.answers) >= {Field.PLACE, Field.VISIT, Field.CONTACT}
    assert play.form.answers[Field.PLACE] == Answer(text="3栋502")


def test_an_answer_to_another_question_is_taken_and_the_question_put_again() -> None:
    play = _repair_up_to(Field.VISIT).says("电话13800138000")
    assert (play.asking, play.outcome) == (Field.VISIT, (Outcome.ASKED, None))
    assert play.form.answers[Field.CONTACT] == Answer(text="13800138000")


def test_an_emergency_asks_only_where_and_whom_to_ring_and_is_filed_at_once() -> None:
    play = _filling(FormKind.REPAIR, "厨房水管爆了", emergency=True)
    assert play.asking is Field.PLACE
    assert play.says("3栋502").asking is Field.CONTACT
    assert play.says("13800138000").outcome == (Outcome.CONFIRMED, None)
    assert play.form.answers[Field.CATEGORY].code == Category.WATER


def test_an_emergency_told_in_one_line_needs_no_question() -> None:
    form = begin(FormKind.REPAIR, 1, MONDAY_TEN, ["水管爆了！3栋502，13800138000"], zone=SHANGHAI, emergency=True)
    assert (form.asking, missing(form)) == (None, ())


# --- back, skip, cancel ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["取消", "算了", "算了不修了", "那我不修了吧", "不填了", "cancel", "never mind"])
def test_cancel_in_the_middle_ends_it_and_asks_nothing_more(word: str) -> None:
    assert _repair_up_to(Field.WHAT).says(word).outcome == (Outcome.CANCELLED, None)


def test_cancel_inside_a_sentence_is_part_of_the_answer() -> None:
    play = _repair_up_to(Field.WHAT).says("上次的预约被你们取消了，一直没人来")
    assert play.asking is Field.EVIDENCE


def test_back_puts_the_question_before_and_going_on_keeps_its_answer() -> None:
    play = _repair_up_to(Field.ENTRY)
    before = play.form
    assert play.says("上一步").asking is Field.VISIT
    assert play.says("跳过").asking is Field.ENTRY
    assert (play.form.answers, play.form.trail) == (before.answers, before.trail)


def test_back_to_the_beginning_and_forth_again_loses_nothing() -> None:
    play = _read_back()
    before = play.form
    for _ in blanks(play.form):
        play.presses(Move.BACK)
    assert play.asking is Field.CATEGORY
    assert play.presses(Move.BACK).asking is Field.CATEGORY
    assert play.presses(Move.SKIP).asking is None
    assert (play.form.answers, play.form.trail) == (before.answers, before.trail)


def test_what_cannot_be_missing_cannot_be_skipped() -> None:
    play = _repair_up_to(Field.PLACE)
    assert play.presses(Move.SKIP).outcome == (Outcome.REFUSED, Trouble.NEEDED)
    assert play.says("跳过").outcome == (Outcome.REFUSED, Trouble.NEEDED)
    assert play.asking is Field.PLACE


def test_a_button_of_an_earlier_question_is_old() -> None:
    play = _repair_up_to(Field.ENTRY)
    before = play.form
    assert play.presses(Move.SKIP, step=before.step - 1).outcome == (Outcome.OLD, None)
    assert play.form == before


def test_a_choice_is_good_only_for_its_own_question() -> None:
    play = _repair_up_to(Field.ENTRY)
    assert play.presses(Pick("damages")).outcome == (Outcome.REFUSED, Trouble.NO_CHOICE)


def test_a_choice_can_be_named_by_its_place_in_the_list() -> None:
    assert _filling(FormKind.REPAIR).says("3").form.answers[Field.CATEGORY].code == Category.WATER


# --- read back -------------------------------------------------------------------------------------------------------


def test_one_field_can_be_changed_and_the_rest_stays() -> None:
    play = _read_back()
    before = dict(play.form.answers)
    play.presses(Change(Field.PLACE)).says("5栋101")
    assert play.outcome == (Outcome.READ_BACK, None)
    assert play.form.answers == {**before, Field.PLACE: Answer(text="5栋101")}


def test_a_change_can_be_left_with_the_answer_as_it_was() -> None:
    play = _read_back()
    before = dict(play.form.answers)
    play.presses(Change(Field.PLACE)).presses(Move.SKIP)
    assert (play.outcome, play.form.answers) == ((Outcome.READ_BACK, None), before)


def test_a_number_said_anew_takes_the_place_of_the_one_read_back() -> None:
    play = _read_back().says("电话不对，是13900000001")
    assert play.outcome == (Outcome.READ_BACK, None)
    assert play.form.answers[Field.CONTACT] == Answer(text="13900000001")


def test_what_is_neither_yes_nor_a_change_files_nothing() -> None:
    assert _read_back().says("你们今天上班吗").outcome == (Outcome.REFUSED, Trouble.UNCLEAR)


def test_nothing_can_be_confirmed_before_all_is_answered() -> None:
    assert _repair_up_to(Field.WISHES).presses(Move.CONFIRM).outcome == (Outcome.OLD, None)


# --- bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("昨天下午", Trouble.PAST),
        ("今天早上8点", Trouble.PAST),
        ("11月20日", Trouble.PAST),
        ("2027-11-25", Trouble.FAR),
        ("2月30日", Trouble.NO_TIME),
        ("你们看着办", Trouble.NO_TIME),
        ("😀😀", Trouble.NO_WORDS),
        ("明" * 4_000, Trouble.TOO_LONG),
    ],
)
def test_a_visit_that_cannot_be_is_refused_with_its_reason(said: str, trouble: Trouble) -> None:
    play = _repair_up_to(Field.VISIT)
    before = play.form
    assert play.says(said).outcome == (Outcome.REFUSED, trouble)
    assert play.form == before


@pytest.mark.parametrize("said", ["12345", "12012345678", "110101199003070011"])
def test_a_phone_number_that_is_none_is_refused(said: str) -> None:
    play = _repair_up_to(Field.CONTACT)
    assert play.says(said).outcome == (Outcome.REFUSED, Trouble.NO_PHONE)
    assert play.asking is Field.CONTACT


def test_an_address_of_4000_characters_is_refused_and_what_was_there_stays() -> None:
    play = _repair_up_to(Field.PLACE)
    before = play.form
    assert play.says("很远的地方" * 800).outcome == (Outcome.REFUSED, Trouble.TOO_LONG)
    assert play.form == before


@pytest.mark.parametrize("asked", [Field.CATEGORY, Field.PLACE, Field.WHAT, Field.CONTACT, Field.CALLED])
def test_emoji_alone_are_no_answer(asked: Field) -> None:
    assert _repair_up_to(asked).says("👍🙏").outcome == (Outcome.REFUSED, Trouble.NO_WORDS)


def test_a_sticker_is_no_answer() -> None:
    assert _repair_up_to(Field.PLACE).says(kind=Kind.STICKER).outcome == (Outcome.REFUSED, Trouble.NO_WORDS)


def test_a_voice_message_is_no_answer_where_words_are_needed() -> None:
    play = _repair_up_to(Field.WHAT).says(kind=Kind.VOICE, file="v")
    assert play.outcome == (Outcome.REFUSED, Trouble.WRONG_KIND)


def test_words_are_no_evidence() -> None:
    assert _repair_up_to(Field.EVIDENCE).says("照片晚点发").outcome == (Outcome.REFUSED, Trouble.WRONG_KIND)


def test_money_that_is_none_is_refused_and_no_money_is_an_answer() -> None:
    play = _filling(FormKind.COMPLAINT, "保安态度很差").says("昨天").says("保安").says("道歉")
    assert play.says("一大笔钱").outcome == (Outcome.REFUSED, Trouble.NO_AMOUNT)
    assert play.says("没有").form.answers[Field.MONEY] == Answer(text="没有", code="none")


# --- photos, contacts, places ----------------------------------------------------------------------------------------


def test_a_photo_is_evidence_and_more_may_come_until_it_is_done() -> None:
    play = _repair_up_to(Field.EVIDENCE).sends_photo("a")
    assert (play.outcome, play.asking) == ((Outcome.KEPT, None), Field.EVIDENCE)
    play.sends_photo("b").says("好了")
    assert play.asking is Field.VISIT
    assert play.form.answers[Field.EVIDENCE].files == ("photo:a", "photo:b")


def test_a_photo_before_its_question_is_kept_and_the_question_is_not_put() -> None:
    play = _repair_up_to(Field.PLACE).sends_photo("a")
    assert (play.outcome, play.asking) == ((Outcome.KEPT, None), Field.PLACE)
    assert play.says("3栋502").says("水槽下面一直滴水").asking is Field.VISIT


def test_the_words_below_a_photo_are_the_answer() -> None:
    play = _repair_up_to(Field.WHAT).sends_photo("a", "水槽下面一直滴水")
    assert play.form.answers[Field.WHAT] == Answer(text="水槽下面一直滴水")
    assert play.form.answers[Field.EVIDENCE].files == ("photo:a",)


def test_of_30_photos_the_first_20_are_kept_and_the_customer_hears_so() -> None:
    play = _repair_up_to(Field.EVIDENCE)
    outcomes = [play.sends_photo(f"p{n}").outcome for n in range(30)]
    assert outcomes == [(Outcome.KEPT, None)] * 20 + [(Outcome.REFUSED, Trouble.TOO_MANY)] * 10
    assert play.form.answers[Field.EVIDENCE].files == tuple(f"photo:p{n}" for n in range(20))
    assert play.presses(Move.SKIP).asking is Field.VISIT


def test_the_same_photo_twice_is_one() -> None:
    play = _repair_up_to(Field.EVIDENCE).sends_photo("a").sends_photo("a")
    assert play.form.answers[Field.EVIDENCE].files == ("photo:a",)


def test_photos_can_be_taken_out_again() -> None:
    play = _repair_up_to(Field.EVIDENCE).sends_photo("a").presses(Pick("none"))
    assert play.form.answers[Field.EVIDENCE] == Answer(skipped=True)


def test_a_photo_is_nothing_to_a_form_without_evidence() -> None:
    assert _filling(FormKind.SUGGESTION).sends_photo("a").outcome == (Outcome.REFUSED, Trouble.WRONG_KIND)


def test_a_contact_and_a_location_answer_their_questions_whenever_they_come() -> None:
    play = _repair_up_to(Field.WHAT).says(kind=Kind.CONTACT, phone="+86 138 0013 8000")
    assert (play.asking, play.form.answers[Field.CONTACT]) == (Field.WHAT, Answer(text="13800138000"))
    play = _repair_up_to(Field.PLACE).says(kind=Kind.LOCATION, place="31.23, 121.47")
    assert (play.asking, play.form.answers[Field.PLACE]) == (Field.WHAT, Answer(text="31.23, 121.47"))


# --- visits ----------------------------------------------------------------------------------------------------------


def test_the_next_working_half_days_can_be_chosen() -> None:
    friday = datetime(2026, 11, 27, 11, 30, tzinfo=SHANGHAI)
    assert half_days(WEEKDAYS, friday, SHANGHAI, most=4) == ("2026-11-27p", "2026-11-30a", "2026-11-30p", "2026-12-01a")


def test_a_desk_without_hours_is_open_every_day() -> None:
    sunday = datetime(2026, 11, 22, 16, 59, tzinfo=SHANGHAI)
    assert half_days(ALWAYS, sunday, SHANGHAI, most=2) == ("2026-11-23a", "2026-11-23p")


def test_a_desk_that_never_opens_offers_no_visit() -> None:
    assert half_days(Calendar(zone=SHANGHAI, week=(CLOSED,) * 7), MONDAY_TEN, SHANGHAI) == ()


def test_a_half_day_is_a_stretch_of_the_local_day() -> None:
    noon = datetime.combine(MONDAY_TEN.date(), time(13), SHANGHAI).astimezone(UTC)
    assert half_day("2026-11-23p", SHANGHAI) == (noon, noon + timedelta(hours=5))


def test_a_half_day_is_what_is_worked_of_it() -> None:
    hours = Calendar(zone=SHANGHAI, week=(((510, 720), (810, 1050)),) * 7)
    begins, ends = (
        datetime.combine(MONDAY_TEN.date(), one, SHANGHAI).astimezone(UTC) for one in (time(8, 30), time(12))
    )
    assert half_day("2026-11-23a", SHANGHAI, hours) == (begins, ends)


@pytest.mark.parametrize("code", ["", "a", "2026-02-30a", "2026-11-23x", "20261123a"])
def test_what_is_no_half_day_is_none(code: str) -> None:
    assert half_day(code, SHANGHAI) is None


def test_a_half_day_that_was_offered_yesterday_is_refused_today() -> None:
    play = _repair_up_to(Field.VISIT)
    play.now += timedelta(days=1)
    assert play.presses(Pick("2026-11-23p")).outcome == (Outcome.REFUSED, Trouble.PAST)


# --- by an agent -----------------------------------------------------------------------------------------------------


def test_an_agent_fills_in_whatever_was_told_by_phone() -> None:
    form = begin(FormKind.REPAIR, 1, MONDAY_TEN, ["漏水"], zone=SHANGHAI, agent=7)
    form = fill(form, "3栋502 水槽下面一直滴水 13800138000", MONDAY_TEN, SHANGHAI)
    assert missing(form) == (Field.ENTRY,)
    assert set(form.answers) == {Field.CATEGORY, Field.PLACE, Field.WHAT, Field.CONTACT}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("漏水,3栋502,明天下午,不可以进门 13800138000", NO),
        ("漏水,3栋502,明天下午,家里有人", NO),
        ("漏水,3栋502,明天下午,可以直接进门", YES),
        ("A leak in 3-502, tomorrow afternoon, you can come in", YES),
        ("雨水直接进屋了,3栋502", None),
        ("漏水,3栋502,师傅能进门吗", None),
        ("漏水,3栋502,家里有人触电", None),
    ],
)
def test_whether_somebody_may_come_in_is_understood_beside_other_answers(said: str, code: str | None) -> None:
    known = begin(FormKind.REPAIR, 1, MONDAY_TEN, [said], zone=SHANGHAI).answers
    assert known.get(Field.ENTRY, Answer()).code == code


def test_an_agent_says_alone_whether_somebody_may_come_in() -> None:
    form = begin(FormKind.REPAIR, 1, MONDAY_TEN, ["水龙头坏了，3栋502"], zone=SHANGHAI)
    filled = fill(form, "不可以进门 13800138000", MONDAY_TEN, SHANGHAI)
    assert (filled.answers[Field.ENTRY].code, missing(filled)) == (NO, ())
    assert filled.answers[Field.WHAT] == form.answers[Field.WHAT]


def test_what_an_agent_left_open_is_skipped_but_for_what_is_needed() -> None:
    form = finish(begin(FormKind.REPAIR, 1, MONDAY_TEN, ["水龙头坏了，3栋502"], zone=SHANGHAI), MONDAY_TEN)
    assert (form.asking, missing(form)) == (Field.ENTRY, (Field.ENTRY, Field.CONTACT))


@pytest.mark.parametrize("said", ["要他道歉", "态度问题，给个说法", "I want an apology"])
def test_who_wants_an_apology_where_an_amount_was_asked_for_wants_no_money(said: str) -> None:
    play = _complaint_up_to(Field.MONEY).says(said)
    assert (play.asking, play.form.answers[Field.MONEY].code) == (Field.EVIDENCE, NONE)
    assert play.form.answers[Field.REMEDY] == Answer(text=said, code=Remedy.NON_MATERIAL)


def test_what_was_wanted_before_stands_when_something_else_is_wanted_at_the_amount() -> None:
    play = _complaint_up_to(Field.REMEDY).presses(Pick(Remedy.REDO)).says("要他道歉")
    assert play.form.answers[Field.REMEDY] == Answer(code=Remedy.REDO)


def test_who_wants_money_is_still_asked_how_much() -> None:
    play = _complaint_up_to(Field.MONEY).says("赔我损失")
    assert (play.asking, play.outcome) == (Field.MONEY, (Outcome.REFUSED, Trouble.NO_AMOUNT))
    assert play.form.answers[Field.REMEDY].code == Remedy.DAMAGES


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("李", Trouble.PHONE_WANTED),
        ("加我微信", Trouble.PHONE_WANTED),
        ("不告诉你", Trouble.PHONE_WANTED),
        ("12345", Trouble.NO_PHONE),
        ("1380013800", Trouble.NO_PHONE),
    ],
)
def test_only_a_number_is_called_an_incomplete_phone(said: str, trouble: Trouble) -> None:
    play = _repair_up_to(Field.CONTACT).says(said)
    assert (play.asking, play.outcome) == (Field.CONTACT, (Outcome.REFUSED, trouble))


def test_a_phone_in_the_place_of_the_name_is_noted_and_the_name_asked_for_again() -> None:
    play = _repair_up_to(Field.CALLED).says("我的电话是 139 0000 0001")
    assert (play.asking, play.outcome) == (Field.CALLED, (Outcome.REFUSED, Trouble.NOT_THE_NAME))
    assert play.form.answers[Field.CONTACT] == Answer(text="13900000001")
    assert Field.CALLED not in play.form.answers


def test_a_phone_beside_the_name_is_noted_and_no_part_of_it() -> None:
    play = _repair_up_to(Field.CALLED).says("王先生 13900000001")
    assert (play.form.answers[Field.CALLED], play.form.answers[Field.CONTACT]) == (
        Answer(text="王先生"),
        Answer(text="13900000001"),
    )


def test_a_number_that_is_no_phone_is_no_name() -> None:
    assert _repair_up_to(Field.CALLED).says("12345").outcome == (Outcome.REFUSED, Trouble.NAME_WANTED)


def test_who_says_that_an_answer_stays_as_it_is_keeps_it() -> None:
    play = _repair_up_to(Field.WISHES).presses(Move.BACK).says("不改")
    assert play.form.answers[Field.CALLED] == Answer(text="王先生")
    assert play.asking is Field.WISHES


@pytest.mark.parametrize(
    ("said", "field", "answer"),
    [
        ("称呼改成梅女士", Field.CALLED, "梅女士"),
        ("把电话改成13900000002", Field.CONTACT, "13900000002"),
        ("地址换成 5栋201", Field.PLACE, "5栋201"),
        ("change my name to Li Mei", Field.CALLED, "Li Mei"),
    ],
)
@pytest.mark.parametrize("where", [Field.WISHES, None])
def test_an_answer_is_changed_by_saying_so_wherever_one_is(
    where: Field | None, said: str, field: Field, answer: str
) -> None:
    play = (_read_back() if where is None else _repair_up_to(where)).says(said)
    assert (play.form.answers[field].text, play.asking) == (answer, where)


def test_a_change_that_cannot_be_read_puts_its_question_again() -> None:
    play = _read_back().says("电话改成以前那个")
    assert (play.asking, play.outcome) == (Field.CONTACT, (Outcome.ASKED, Trouble.PHONE_WANTED))


@pytest.mark.parametrize(
    ("asked", "said", "answer"),
    [
        (Field.PLACE, "我刚才不是说了吗，3栋502", "3栋502"),
        (Field.PLACE, "5栋201，谢谢", "5栋201"),
        (Field.CALLED, "梅女士，谢谢", "梅女士"),
        (Field.CALLED, "刚刚写过了，王先生", "王先生"),
    ],
)
def test_an_answer_is_what_is_left_without_thanks_and_reproach(asked: Field, said: str, answer: str) -> None:
    assert _repair_up_to(asked).says(said).form.answers[asked].text == answer


@pytest.mark.parametrize(
    ("said", "code"), [("不行，要有人在，家里有狗", NO), ("可以，钥匙在门口垫子下面", YES), ("要有人在", NO)]
)
def test_whether_a_worker_may_come_in_is_what_is_said_first(said: str, code: str) -> None:
    answer = _repair_up_to(Field.ENTRY).says(said).form.answers[Field.ENTRY]
    assert (answer.code, answer.text) == (code, said)


def test_who_is_asked_for_photos_may_tell_more_instead() -> None:
    play = _repair_up_to(Field.EVIDENCE).says("滴了两天了")
    assert play.outcome == (Outcome.ADDED, None)
    assert (play.asking, play.form.answers[Field.WHAT].text) == (Field.EVIDENCE, "水槽下面一直滴水\n滴了两天了")


def test_a_category_is_known_by_its_word_not_by_all_that_was_said_with_it() -> None:
    play = _filling(FormKind.REPAIR).says("厨房水龙头滴水，3栋502，13800138000，明天下午")
    assert play.form.answers[Field.CATEGORY] == Answer(text="水龙头", code=Category.WATER)


def test_never_mind_back_is_one_step_back() -> None:
    assert _repair_up_to(Field.CALLED).says("算了返回").asking is Field.CONTACT


@pytest.mark.parametrize(
    ("said", "asked"),
    [("地点", Field.PLACE), ("改一下电话", Field.CONTACT), ("change the name", Field.CALLED), ("时间", Field.VISIT)],
)
def test_a_line_that_was_read_back_is_asked_again_by_its_name(said: str, asked: Field) -> None:
    play = _read_back().says(said)
    assert (play.asking, play.outcome) == (asked, (Outcome.ASKED, None))
