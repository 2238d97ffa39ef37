"""What an agent's message is."""

import pytest

from faq.replies import answers, asks_patience, comes_later, same_answer


@pytest.mark.parametrize(
    "text",
    ["您好", "好的", "请稍等", "我帮您查一下", "您好，请稍等，马上帮您核实", "Hello", "One moment please", "👍", ""],
)  # fmt: skip
def test_a_word_before_the_answer_answers_nothing(text: str) -> None:
    assert not answers(text)


@pytest.mark.parametrize(
    "text",
    ["物业费可以在手机上交。", "请放心，师傅明天上午到", "稍等，物业费可以在手机上直接缴纳", "You can pay in the app"],
)  # fmt: skip
def test_what_tells_anything_answers(text: str) -> None:
    assert answers(text)


@pytest.mark.parametrize(
    "text",
    [
        "周先生别急，明早10点前答复", "已经反馈给工程部，明天上午10点前答复您", "有结果了马上告诉您",
        "我去问一下工程部再回复您", "10:00前给您回电",
        "感谢您的反馈，我们会第一时间给您回复", "We will get back to you tomorrow", "You'll have an answer by 10 am.",
    ],
)  # fmt: skip
def test_words_that_say_when_we_answer_are_not_yet_the_answer(text: str) -> None:
    assert comes_later(text)
    assert not asks_patience(text)


@pytest.mark.parametrize(
    "text",
    [
        "师傅明天上午10点前联系您", "物业费明天上午可以交", "您下午三点前给我打电话", "我们下周一通知业主",
        "电梯已经修好了", "We will fix the pipe tomorrow at ten",
    ],
)  # fmt: skip
def test_what_others_do_and_when_is_an_answer(text: str) -> None:
    assert answers(text)
    assert not comes_later(text)


@pytest.mark.parametrize(
    "text", ["请稍等", "您好，请稍等，马上帮您核实", "您好，我看一下", "我先问一下", "Hold on, I'll check"]
)
def test_a_word_before_the_answer_asks_for_patience(text: str) -> None:
    assert asks_patience(text)


@pytest.mark.parametrize("text", ["您好", "好的", "周先生别急", "稍等，物业费可以在手机上直接缴纳"])
def test_a_greeting_a_soothing_word_and_an_answer_ask_for_none(text: str) -> None:
    assert not asks_patience(text)


def test_an_entry_said_in_other_words_is_the_same_answer() -> None:
    assert same_answer("您可以在手机的账单里交物业费", "请在手机“账单”里缴纳物业费。")
    assert same_answer(
        "您好！请在手机“账单”里缴纳物业费。有问题再联系我们，祝您生活愉快。", "请在手机“账单”里缴纳物业费。"
    )
    assert not same_answer("需要到客服中心办理登记手续", "请在手机“账单”里缴纳物业费。")
    assert not same_answer("", "请在手机“账单”里缴纳物业费。")
