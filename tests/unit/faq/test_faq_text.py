import pytest

from faq.text import LONGEST_KEY, fold, language_of, mentions, normalise


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("物业费怎么交？", "物业费怎么交"),
        ("请问，物业费怎么交呀？谢谢！", "物业费怎么交"),
        ("您好 麻烦问一下 物业费 如何 交", "物业费怎么交"),
        ("物业费咋交😊😊😊", "物业费怎么交"),
        ("ＷＩＦＩ　密码", "wifi密码"),
        ("WiFi密码", "wifi密码"),
        ("帐单登陆不了", "账单登录不了"),
        ("物业费咋个交", "物业费怎么交"),
        ("啥子时候来", "什么时候来"),
        ("不晓得密码", "不知道密码"),
        ("帐篷可以搭在草地上吗", "帐篷可以搭在草地上吗"),
        ("Hello! Could you please tell me how I pay?  Thank you so much", "how i pay"),
        ("How do I pay, please?", "how do i pay"),
        ("What's my FEE?!!", "what is my fee"),
        ("pleeeease help", "help"),
        ("物业费物业费怎么怎么怎么交", "物业费怎么交"),
        ("請問物業費怎麼繳？", "物业费怎么缴"),
        ("停停停停车", "停车"),
        ("1000000元", "1000000元"),
    ],
)
def test_however_a_question_is_written_it_has_one_key(written: str, key: str) -> None:
    assert normalise(written) == key


@pytest.mark.parametrize("polite", ["你好", "谢谢", "hi", "thank you", "在吗", "Hello hello"])
def test_politeness_with_nothing_behind_it_is_kept(polite: str) -> None:
    assert normalise(polite) == fold(polite)


@pytest.mark.parametrize("negated", ["不能停车吗", "没人来修", "未收到通知", "无水", "电梯不动了呢"])
def test_what_negates_a_question_is_never_taken_away(negated: str) -> None:
    assert normalise(f"请问{negated}，谢谢")[:1] == negated[:1]
    assert any(sign in normalise(negated) for sign in "不没未无")


@pytest.mark.parametrize(
    "begins_alike", ["亲子活动在哪里", "额外的钥匙", "喂狗的水盆", "highway noise", "wellness course"]
)
def test_a_word_that_only_begins_like_a_greeting_is_kept(begins_alike: str) -> None:
    assert normalise(begins_alike) == begins_alike


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("物业费在那里缴", "物业费在哪里缴"),
        ("去那儿办门禁卡", "去哪里办门禁卡"),
        ("那里可以充电", "哪里可以充电"),
        ("服务中心在那", "服务中心在哪里"),
        ("快递在那边取", "快递在哪里取"),
    ],
)
def test_there_asks_where_if_nothing_else_asks(typed: str, meant: str) -> None:
    assert normalise(typed) == normalise(meant) == meant


@pytest.mark.parametrize(
    "told", ["快递放在那里可以吗", "车停在那里好几天了", "那里漏水了", "快递能放你们那吗", "在那里交要多久", "那周末呢"]
)
def test_there_stays_there_where_something_else_asks_or_nothing_does(told: str) -> None:
    assert "哪" not in normalise(told)


@pytest.mark.parametrize("ends_alike", ["附近有网吧", "附近有酒吧"])
def test_a_word_that_only_ends_like_a_particle_is_kept(ends_alike: str) -> None:
    assert normalise(ends_alike) == ends_alike


@pytest.mark.parametrize(
    "nothing", ["", "   ", "？！…", "🐶", "\u200b\u200d\ufe0f", "\u202e\u2066", "((()))", "\x00\x07"]
)
def test_a_message_without_a_letter_has_the_empty_key(nothing: str) -> None:
    assert normalise(nothing) == ""


def test_invisible_signs_and_stacked_accents_do_not_part_a_word() -> None:
    assert normalise("物\u200b业\u202e费怎\u2066么交") == "物业费怎么交"
    assert normalise("f\u0336e\u0336e\u0336") == "fee"


def test_no_key_is_longer_than_the_limit_and_the_cut_comes_after_the_folding() -> None:
    assert normalise("啊" * 10_000) == "啊"
    assert normalise(" " * 5_000 + "😀" * 3_000 + "停车费") == "停车费"
    assert len(normalise("停车费在哪里交" * 600)) == LONGEST_KEY
    assert len(normalise("车在那交" * 600)) <= LONGEST_KEY
    assert len(normalise("\ufdfa" * 8_192)) <= LONGEST_KEY


def test_one_chinese_character_makes_a_text_chinese() -> None:
    assert [language_of(text) for text in ("Wi-Fi坏了", "where", "", "１２３")] == ["zh", "en", "en", "en"]


def test_latin_words_are_mentioned_whole_and_chinese_ones_anywhere() -> None:
    assert [mentions("i know the fee", word) for word in ("no", "know", "the fee")] == [False, True, True]
    assert [mentions("我的car坏了", word) for word in ("car", "坏", "好")] == [True, True, False]
