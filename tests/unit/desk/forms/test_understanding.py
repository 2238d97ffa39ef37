"""What people say towards a form, in any order and in both languages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.cases.kinds import Category
from desk.forms.defects import defect_in
from desk.forms.fields import NO, YES
from desk.forms.form import Answer, Field, FormKind
from desk.forms.names import bare_name, name_in, said_name
from desk.forms.phones import phone_in
from desk.forms.places import place_in
from desk.forms.plain import number, plain
from desk.forms.sums import sum_in
from desk.forms.times import named_time
from desk.forms.understanding import told, understand

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)


def _local(day: int, hour: int = 0, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def test_four_answers_in_one_line_fill_four_fields() -> None:
    assert told(FormKind.REPAIR, "漏水,3栋502,明天下午", MONDAY_TEN, SHANGHAI) == {
        Field.CATEGORY: Answer(text="漏水", code=Category.LEAKAGE),
        Field.PLACE: Answer(text="3栋502"),
        Field.VISIT: Answer(text="明天下午", code="2026-11-24p", since=_local(24, 13), until=_local(24, 18)),
        Field.WHAT: Answer(text="漏水"),
    }


@pytest.mark.parametrize(
    "said",
    ["漏水，3栋502", "漏水，明天下午", "灯，3栋502，明天下午", "水管，3栋502，明天下午", "tap, Unit 502, tomorrow"],
)
def test_a_word_is_no_description_but_of_what_is_wrong_where_and_when_to_come(said: str) -> None:
    assert Field.WHAT not in told(FormKind.REPAIR, said, MONDAY_TEN, SHANGHAI)


def test_the_order_of_the_answers_does_not_matter() -> None:
    one = told(FormKind.REPAIR, "漏水,3栋502,明天下午", MONDAY_TEN, SHANGHAI)
    assert told(FormKind.REPAIR, "明天下午 3栋502 漏水", MONDAY_TEN, SHANGHAI) == one


def test_an_english_line_with_everything_in_it_fills_everything() -> None:
    said = "Leaking tap, Building 3, Unit 502, tomorrow afternoon, +86 138 0013 8000, Ms Wang"
    assert told(FormKind.REPAIR, said, MONDAY_TEN, SHANGHAI) == {
        Field.CATEGORY: Answer(text="tap", code=Category.WATER),
        Field.PLACE: Answer(text="Building 3, Unit 502"),
        Field.VISIT: Answer(text="tomorrow afternoon", code="2026-11-24p", since=_local(24, 13), until=_local(24, 18)),
        Field.CONTACT: Answer(text="13800138000"),
        Field.CALLED: Answer(text="Ms Wang"),
        Field.WHAT: Answer(text="Leaking tap"),
    }


def test_a_told_complaint_is_its_matter_with_when_how_much_and_who_tells_it() -> None:
    said = "我要投诉，昨天晚上保安骂我，还收了我300元，我姓李"
    assert told(FormKind.COMPLAINT, said, MONDAY_TEN, SHANGHAI) == {
        Field.WHAT: Answer(text="昨天晚上保安骂我，还收了我300元"),
        Field.WHEN: Answer(text="昨天晚上", since=_local(22, 18), until=_local(22, 22)),
        Field.MONEY: Answer(text="300元", amount=30_000),
        Field.CALLED: Answer(text="李"),
    }


@pytest.mark.parametrize("said", ["投诉", "我要投诉", "complaint", "I want to complain", "I want to make a complaint"])
def test_who_only_wants_to_complain_has_told_nothing_yet(said: str) -> None:
    assert told(FormKind.COMPLAINT, said, MONDAY_TEN, SHANGHAI) == {}


@pytest.mark.parametrize("said", ["报修", "我要报修", "帮我修一下", "repair", "I want to book a repair"])
def test_who_only_wants_a_repair_has_told_nothing_yet(said: str) -> None:
    assert told(FormKind.REPAIR, said, MONDAY_TEN, SHANGHAI) == {}


def test_the_person_complained_of_is_not_taken_for_who_complains() -> None:
    assert Field.CALLED not in told(FormKind.COMPLAINT, "投诉张师傅,态度很差", MONDAY_TEN, SHANGHAI)


@pytest.mark.parametrize("said", ["今天早上开始漏水", "从昨天下午就漏水", "leaking since this morning"])
def test_when_it_began_is_no_wish_for_a_visit(said: str) -> None:
    assert Field.VISIT not in told(FormKind.REPAIR, said, MONDAY_TEN.replace(hour=8), SHANGHAI)


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("今天", _local(23), _local(24)),
        ("明天下午", _local(24, 13), _local(24, 18)),
        ("后天上午", _local(25, 8), _local(25, 12)),
        ("明早8点", _local(24, 8), _local(24, 9)),
        ("今晚", _local(23, 18), _local(23, 22)),
        ("周三", _local(25), _local(26)),
        ("星期三上午十点半", _local(25, 10, 30), _local(25, 11, 30)),
        ("下周三", _local(2, month=12), _local(3, month=12)),
        ("周日", _local(29), _local(30)),
        ("11月25日", _local(25), _local(26)),
        ("十一月二十五号下午三点", _local(25, 15), _local(25, 16)),
        ("２０２６年１１月２５日", _local(25), _local(26)),
        ("11/25", _local(25), _local(26)),
        ("25号", _local(25), _local(26)),
        ("20号", _local(20, month=12), _local(21, month=12)),
        ("1月3日", _local(3, month=1, year=2027), _local(4, month=1, year=2027)),
        ("下午3点", _local(23, 15), _local(23, 16)),
        ("3点", _local(23, 15), _local(23, 16)),
        ("15:30", _local(23, 15, 30), _local(23, 16, 30)),
        ("3点到5点", _local(23, 15), _local(23, 17)),
        ("明天15:00-17:00", _local(24, 15), _local(24, 17)),
        ("明天下午3到5点", _local(24, 15), _local(24, 17)),
        ("明天上午10点到下午2点", _local(24, 10), _local(24, 14)),
        ("周三 14：00～16：00", _local(25, 14), _local(25, 16)),
        ("11点到1点", _local(23, 11), _local(23, 13)),
        ("三到五点", _local(23, 15), _local(23, 17)),
        ("最好3点以后", _local(23, 15), _local(23, 18)),
        ("明天晚上8点以后", _local(24, 20), _local(24, 22)),
        ("明天下午5点前", _local(24, 13), _local(24, 17)),
        ("明天10点之前", _local(24, 8), _local(24, 10)),
        ("明天10点前后", _local(24, 10), _local(24, 11)),
        ("tomorrow between 3 and 5 pm", _local(24, 15), _local(24, 17)),
        ("after 3 pm tomorrow", _local(24, 15), _local(24, 18)),
        ("tomorrow before 11 am", _local(24, 8), _local(24, 11)),
        ("tomorrow afternoon", _local(24, 13), _local(24, 18)),
        ("next Tuesday", _local(1, month=12), _local(2, month=12)),
        ("Tuesday morning", _local(24, 8), _local(24, 12)),
        ("next Tuesday at 3:30 pm", _local(1, 15, 30, month=12), _local(1, 16, 30, month=12)),
        ("the day after tomorrow", _local(25), _local(26)),
        ("Nov 25", _local(25), _local(26)),
        ("25th of November at noon", _local(25, 12), _local(25, 14)),
    ],
)
def test_a_time_to_come_is_understood(said: str, since: datetime, until: datetime) -> None:
    named = named_time(said, MONDAY_TEN, SHANGHAI, ahead=True)
    assert named is not None
    assert (named.since, named.until) == (since, until)


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("昨天", _local(22)),
        ("前天晚上8点", _local(21, 20)),
        ("上周五", _local(20)),
        ("周六", _local(21)),
        ("12月1日", _local(1, month=12, year=2025)),
        ("28号", _local(28, month=10)),
        ("last Friday", _local(20)),
        ("yesterday evening", _local(22, 18)),
    ],
)
def test_a_time_that_is_over_is_understood(said: str, since: datetime) -> None:
    named = named_time(said, MONDAY_TEN, SHANGHAI, ahead=False)
    assert named is not None
    assert named.since == since


@pytest.mark.parametrize("said", ["2月30日", "3栋502", "12号楼", "07号客服", "你好", "13800138000", "99点", "第3次"])
def test_what_names_no_time_is_no_time(said: str) -> None:
    assert named_time(said, MONDAY_TEN, SHANGHAI, ahead=True) is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("漏水，家里没人，可以直接进门", YES),
        ("漏水，不要进门，家里有狗", NO),
        ("漏水，必须有人在家", NO),
        ("A leak in the kitchen, you can come in if nobody is home", YES),
        ("A leak in the kitchen. Please don't come in.", NO),
        ("漏水，请进门前打电话", None),
        ("漏水，师傅可以进门看看吗", None),
        ("门锁坏了不能进门", None),
        ("门禁坏了，刷卡不能进门", None),
        ("漏水，需要有人在家吗", None),
        ("A leak, you can come in the afternoon", None),
        ("A leak, please don't come in the morning", None),
    ],
)
def test_whether_a_worker_may_come_in_is_only_known_from_who_says_so(said: str, code: str | None) -> None:
    answer = understand(FormKind.REPAIR, said, MONDAY_TEN, SHANGHAI).answers.get(Field.ENTRY)
    assert (answer and answer.code) == code


def test_of_a_complaint_nothing_is_left_out_that_only_a_repair_is_asked() -> None:
    told_ = told(FormKind.COMPLAINT, "我要投诉保安，不让进门，还骂人", MONDAY_TEN, SHANGHAI)
    assert "不让进门" in told_[Field.WHAT].text


def test_without_a_zone_a_time_is_the_machines_own() -> None:
    named = named_time("明天下午", MONDAY_TEN, None, ahead=True)
    assert named is not None
    assert named.until - named.since == timedelta(hours=5)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("13800138000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("我的电话是139-0000-0001谢谢", "13900000001"),
        ("１３８００１３８０００", "13800138000"),
        ("010-62345678", "010-62345678"),
        ("(0571) 8765 4321 转 8001", "0571-87654321-8001"),
        ("400-800-1234", "4008001234"),
        ("+852 9123 4567", "+85291234567"),
        ("0044 20 7946 0958", "+442079460958"),
        ("6234 5678", "62345678"),
    ],
)
def test_a_phone_number_is_understood(said: str, kept: str) -> None:
    phone = phone_in(said, asked=True)
    assert phone is not None
    assert phone.number == kept


@pytest.mark.parametrize(
    "said",
    [
        "12345",  # too short
        "138001380001",  # too long
        "12012345678",  # no such prefix
        "11111111111",  # one digit over and over
        "110101199003070011",  # an identity card
        "6222021234567890123",  # a bank card
        "没有电话",
        "3栋502",
    ],
)
def test_what_is_no_phone_number_is_none(said: str) -> None:
    assert phone_in(said, asked=True) is None


def test_eight_digits_are_a_phone_number_only_where_one_was_asked_for() -> None:
    assert phone_in("62345678") is None


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("3栋502", "3栋502"),
        ("３棟502漏水", "３棟502"),
        ("我家在安居小区3栋2单元502室", "安居小区3栋2单元502室"),
        ("12号楼1单元1203", "12号楼1单元1203"),
        ("3-2-502", "3-2-502"),
        ("A座1203", "A座1203"),
        ("Building 3 Unit 502", "Building 3 Unit 502"),
        ("it is Apt 12B, Tower 4", "Apt 12B, Tower 4"),
    ],
)
def test_a_place_is_understood(said: str, place: str) -> None:
    found = place_in(said)
    assert found is not None
    assert found.text == place


@pytest.mark.parametrize("said", ["11月25日", "2026-11-25", "13800138000", "电梯坏了3次", "房租", "三楼的灯"])
def test_what_names_no_place_is_no_place(said: str) -> None:
    assert place_in(said) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("王先生", "王先生"),
        ("我姓李", "李"),
        ("免贵姓欧阳", "欧阳"),
        ("叫我王女士就好", "王女士"),
        ("我叫王小明", "王小明"),
        ("Ms Wang", "Ms Wang"),
        ("my name is Li Mei", "Li Mei"),
        ("Mei", "Mei"),
    ],
)
def test_a_form_of_address_is_understood(said: str, name: str) -> None:
    assert name_in(said) == name


def test_a_name_inside_a_sentence_is_nobodys_own() -> None:
    assert (said_name("张师傅态度差"), bare_name("张师傅态度差")) == (None, None)


@pytest.mark.parametrize(
    ("said", "hundredths"),
    [
        ("300元", 30_000),
        ("三百块", 30_000),
        ("¥1,200.50", 120_050),
        ("RMB 300", 30_000),
        ("两千五百块钱", 250_000),
        ("1.5万元", 1_500_000),
        ("三块五", 350),
        ("about 20 dollars", 2_000),
    ],
)
def test_a_sum_is_understood(said: str, hundredths: int) -> None:
    found = sum_in(said)
    assert found is not None
    assert found.amount == hundredths


def test_a_bare_number_is_a_sum_only_where_one_was_asked_for() -> None:
    asked = sum_in("1200", asked=True)
    assert asked is not None
    assert (sum_in("1200"), asked.amount) == (None, 120_000)


@pytest.mark.parametrize("said", ["10%", "3栋502", "999999999999999元", "没有"])
def test_what_is_no_sum_is_none(said: str) -> None:
    assert sum_in(said) is None


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("厨房漏水", Category.LEAKAGE),
        ("水龙头坏了", Category.WATER),
        ("下水道堵了", Category.WATER),
        ("马桶堵了", Category.SANITARY),
        ("楼道灯不亮", Category.COMMON_AREA),
        ("客厅灯不亮", Category.ELECTRICAL),
        ("家里跳闸了", Category.ELECTRICAL),
        ("墙上有裂缝", Category.CRACKS),
        ("门锁打不开", Category.DOORS_WINDOWS),
        ("瓷砖空鼓", Category.FINISHING),
        ("抽屉把手掉了", Category.PARTS),
        ("My tap leaks", Category.WATER),
        ("the lift is broken", Category.COMMON_AREA),
        ("the ceiling is damp", Category.LEAKAGE),
    ],
)
def test_a_defect_is_known_by_its_words(said: str, category: Category) -> None:
    defect = defect_in(said)
    assert defect is not None
    assert defect.category is category


def test_where_it_is_not_plain_what_is_broken_no_category_is_guessed() -> None:
    assert defect_in("坏了，快来看看") is None


@pytest.mark.parametrize(
    ("signs", "value"),
    [
        ("12", 12),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("两千五", 2500),
        ("三万五", 35_000),
        ("两千零五", 2005),
    ],
)
def test_numerals_are_read(signs: str, value: int) -> None:
    assert number(signs) == value


@pytest.mark.parametrize("signs", ["", "栋", "一二", "²"])
def test_what_is_no_number_is_none(signs: str) -> None:
    assert number(signs) is None


def test_a_plain_text_is_as_long_as_the_one_it_was_made_of() -> None:
    said = "漏水，３棟５０２　Ms Wang İ ﬁ"
    assert len(plain(said)) == len(said)
