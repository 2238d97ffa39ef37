"""What an agent's message is."""

import pytest

from faq.replies import answers, same_answer


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


def test_an_entry_said_in_other_words_is_the_same_answer() -> None:
    assert same_answer("您可以在手机的账单里交物业费", "请在手机“账单”里缴纳物业费。")
    assert same_answer(
        "您好！请在手机“账单”里缴纳物业费。有问题再联系我们，祝您生活愉快。", "请在手机“账单”里缴纳物业费。"
    )
    assert not same_answer("需要到客服中心办理登记手续", "请在手机“账单”里缴纳物业费。")
    assert not same_answer("", "请在手机“账单”里缴纳物业费。")
