"""What may be meant for a prompt though it is no reply to it."""

from dataclasses import replace

import pytest

from desk.content import Content, Kind
from desk.library.without_reply import may_answer
from tests.kit.cast import CHEN, TEN

SAID = Content(chat_id=CHEN.user_id, message_id=9, sent_at=TEN, text="每天早上六点到晚上十点开放。")


@pytest.mark.parametrize(
    "text", [SAID.text, "夏天", "Open from six to ten.", "取消预约请您提前一天告诉前台。", "人工服务时间是九点到六点。"]
)
def test_a_text_of_its_own_may_answer(text: str) -> None:
    assert may_answer(replace(SAID, text=text))


@pytest.mark.parametrize(
    "text",
    [
        *("", "/faq", "/on", "/nosuch", "人工", "转人工", "取消", "算了", "跳过", "上一步", "确认", "继续", "上班"),
        *("有帮助", "谢谢", "你好", "我闻到燃气味了", "cancel", "A person please"),
    ],
)
def test_orders_words_of_buttons_and_calls_are_what_they_always_are(text: str) -> None:
    assert not may_answer(replace(SAID, text=text))


def test_a_picture_and_a_reply_to_something_else_are_no_answer() -> None:
    assert not may_answer(replace(SAID, kind=Kind.PHOTO))
    assert not may_answer(replace(SAID, reply_to=4))
