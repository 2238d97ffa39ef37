import pytest

from desk.manners import blunders
from handlers.words import LOCALES, words_of


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_we_say_keeps_the_three_musts_and_the_three_nevers(locale: str) -> None:
    found = {key: blunders(text, locale) for key, text in words_of(locale).sentences.items()}
    assert {key: wrong for key, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("text", "locale", "wrong"),
    [
        ("请问你要办什么？", "zh", ["says 你 instead of 您: 你"]),
        ("这个我不知道。", "zh", ["curt: 不知道"]),
        ("不行。", "zh", ["curt: 不行"]),
        ("这不归我们管，请谅解。", "zh", ["passes the buck: 不归我们管"]),
        ("是您的问题，请重启。", "zh", ["blames: 是您的问题"]),
        ("您怎么没看清楚", "zh", ["blames: 您怎么没"]),
        ("您好，稍等", "zh", ["asks without a please: ，稍等"]),
        ("办好了，祝您愉快。", "zh", ["closes without a goodbye: 再见"]),
        ("I don't know.", "en", ["curt: I don't know"]),
        ("That is not our job, sorry.", "en", ["passes the buck: not our job"]),
        ("You forgot to pay.", "en", ["blames: You forgot to"]),
        ("Hello. Wait here.", "en", ["asks without a please: . Wait"]),
        ("All the best!", "en", ["closes without a goodbye: goodbye"]),
    ],
)
def test_a_blunder_is_named_with_the_words_at_fault(text: str, locale: str, wrong: list[str]) -> None:
    assert blunders(text, locale) == wrong


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("好的，请您稍等，我来查一下。", "zh"),
        ("请问您的问题解决了吗？", "zh"),
        ("谢谢您的耐心，祝您愉快，再见。", "zh"),
        ("Of course. Please wait a moment while I look it up.", "en"),
        ("Your order is on its way. All the best, and goodbye.", "en"),
    ],
)
def test_what_is_politely_said_passes(text: str, locale: str) -> None:
    assert blunders(text, locale) == []


@pytest.mark.parametrize(
    ("key", "chinese", "english"),
    [
        ("customer.farewell", "再见", "goodbye"),
        ("customer.glad_to_help", "再见", "goodbye"),
        ("customer.greeting", "请", "please"),
        ("customer.prompt", "请", "please"),
        ("customer.rephrase", "请", "please"),
        ("customer.suggestions", "请", "please"),
        ("customer.cannot_read", "请", "please"),
        ("customer.still_waiting", "请", "please"),
    ],
)
def test_the_sentences_that_open_ask_and_close_carry_their_courtesy(key: str, chinese: str, english: str) -> None:
    assert chinese in words_of("zh").sentences[key]
    assert english in words_of("en").sentences[key].lower()


@pytest.mark.parametrize(
    ("locale", "organisation", "automatic"),
    [("zh", "{organisation}", "自动助手"), ("en", "{organisation}", "automatic")],
)
def test_the_first_touch_names_the_organisation_and_says_that_it_is_automatic(
    locale: str, organisation: str, automatic: str
) -> None:
    greeting = words_of(locale).sentences["customer.greeting"]
    assert organisation in greeting
    assert automatic in greeting
