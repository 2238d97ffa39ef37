"""A message reduced to what it asks."""

from pathlib import Path
from time import perf_counter

import pytest

from faq import Entry, clauses_in, parts_of, questions_in
from faq.files.reading import read
from faq.questions import asks

EXAMPLE = Path(__file__).parents[3] / "faq" / "example"


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("您好，我是3栋的业主。上个月刚搬来。请问物业费怎么交？谢谢", ("请问物业费怎么交？",)),
        ("Hello. I moved in last week. How do I pay the fee? Thanks!", ("How do I pay the fee?",)),
        ("物业费怎么交？停车费多少钱？", ("物业费怎么交？", "停车费多少钱？")),
        ("请问物业费怎么交，另外停车位怎么申请？", ("请问物业费怎么交", "停车位怎么申请？")),
        ("How do I pay? And what are the office hours?", ("How do I pay?", "what are the office hours?")),
        ("物业费怎么交？物业费怎么交？？", ("物业费怎么交？？",)),
        ("我家水管坏了。怎么办？", ("我家水管坏了。 怎么办？",)),
        ("快递能放你们那吗 另外我家wifi连不上了", ("快递能放你们那吗", "我家wifi连不上了")),
        ("快递能放你们那吗 我家wifi连不上了", ("快递能放你们那吗", "我家wifi连不上了")),
        ("快递能放你们那吗？我家wifi连不上了", ("快递能放你们那吗？", "我家wifi连不上了")),
        ("快递能放你们那吗？我家wifi连不上了。怎么办？", ("快递能放你们那吗？", "我家wifi连不上了。 怎么办？")),
        ("物业费怎么交 你们几点下班", ("物业费怎么交", "你们几点下班")),
        ("物业费怎么交 对了你们几点下班", ("物业费怎么交", "你们几点下班")),
        ("物业费怎么交，顺便问一下停车费多少", ("物业费怎么交", "停车费多少")),
        ("物业费怎么交？还有，我家灯不亮了", ("物业费怎么交？", "我家灯不亮了")),
        ("Can I leave a parcel? My wifi is not working", ("Can I leave a parcel?", "My wifi is not working")),
        ("How do I pay the fee? By the way, my wifi is broken.", ("How do I pay the fee?", "my wifi is broken.")),
        ("物业费怎么交？我是3栋的业主。", ("物业费怎么交？",)),
        ("物业费怎么交？谢谢，麻烦您了，没收到账单", ("物业费怎么交？",)),
        ("我家wifi坏了。快递能放你们那里吗？", ("快递能放你们那里吗？",)),
        ("A man claiming to be from you asked for cash. Is that genuine?",) * 2,
    ],
)  # fmt: skip
def test_a_message_is_reduced_to_its_questions(message: str, questions: tuple[str, ...] | str) -> None:
    assert questions_in(message) == ((questions,) if isinstance(questions, str) else questions)


@pytest.mark.parametrize(
    "message",
    [
        "物业费怎么交？",
        "停车费3.5元一小时吗？",
        "孩子可以游泳吗，泳池有什么规定？",
        "如果周末来交物业费，需要带什么，能不能刷卡",
        "I want to pay my fee at the office on Saturday morning",
        "水管漏了。地板也湿了。很着急。",
        "物业费 怎么交",
        "物业费怎么交 多少钱",
        "地库还有没有车位 怎么申请",
        "绑定的银行卡注销了，怎么再用另外一张银行卡绑定",
        "我家wifi连不上了 快递能放你们那吗",
        "你好",
        "为什么？怎么？谁？哪里？什么？",
        "怎么交？" * 2 + "在哪交？" * 20 + "谁？" * 30,
        "？？？",
    ],
)
def test_what_is_clear_already_or_not_understood_stays_whole(message: str) -> None:
    assert questions_in(message) == (message,)


@pytest.mark.parametrize(
    ("message", "clauses"),
    [
        ("我想问一下，物业费多少钱一平，装修押金什么时候退", ("物业费多少钱一平", "装修押金什么时候退")),
        ("How do I pay the fee, and when are the office hours?", ("How do I pay the fee", "when are the office hours")),
        ("快递柜在哪，怎么用", ()),
        ("物业费怎么交", ()),
        ("我家水管坏了，怎么办", ()),
    ],
)
def test_clauses_that_ask_are_told_apart(message: str, clauses: tuple[str, ...]) -> None:
    assert clauses_in(message) == clauses


@pytest.mark.parametrize(
    "message",
    [
        "门禁卡怎么办理，需要什么材料",
        "健身房团课怎么预约，怎么取消预约",
        "搬家需要什么手续，几点可以搬",
        "投诉处理得怎么样了，怎么查进度",
        "车位怎么租，每个月多少钱",
    ],
)
def test_a_clause_that_leans_on_the_one_before_is_no_question_of_its_own(message: str) -> None:
    assert clauses_in(message) == ()


def test_parts_have_the_numbers_of_the_questions_first() -> None:
    whole = "物业费怎么交，装修押金什么时候退"
    assert parts_of(whole) == (whole, "物业费怎么交", "装修押金什么时候退")
    assert parts_of("物业费怎么交？停车费多少钱？")[:2] == questions_in("物业费怎么交？停车费多少钱？")


def test_an_empty_message_asks_nothing() -> None:
    assert questions_in("  \n ") == ()


@pytest.mark.parametrize("entry", read(EXAMPLE), ids=lambda entry: entry.id)
def test_a_phrasing_of_the_library_stays_whole(entry: Entry) -> None:
    assert [phrasing for phrasing in entry.phrasings if questions_in(phrasing) != (phrasing.strip(),)] == []


@pytest.mark.parametrize(
    "knot",
    ["啊", "怎么？", "a.b. ", "，还有", "怎么交 ", "另外 对了", "what is it? ", "。\n", "it that this ", "and also "],
)
def test_a_text_made_to_entangle_is_read_in_no_time(knot: str) -> None:
    begun = perf_counter()
    questions_in(knot * 10_000)
    asks(knot * 10_000)
    assert perf_counter() - begun < 0.5


@pytest.mark.parametrize(
    ("text", "question"),
    [("Where is the pool?", True), ("物业费怎么交", True), ("my flat is 3-201", False), ("好的", False)],
)
def test_words_tell_whether_anything_is_asked(text: str, *, question: bool) -> None:
    assert asks(text) is question
