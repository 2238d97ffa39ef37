"""The whole story as a newcomer plays it: the program as it is started, and its page in a real browser."""

import re
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.kit.page import Story, the_page, the_program

pytestmark = pytest.mark.browser

OVER = re.compile(r"\bover\b")


@pytest.fixture(scope="module")
def playwright() -> Generator[Playwright]:
    with sync_playwright() as playing:
        yield playing


@pytest.fixture
def chinese(playwright: Playwright, tmp_path: Path) -> Generator[Story]:
    with the_program(tmp_path) as url, the_page(playwright, url, "zh") as story:
        yield story


@pytest.fixture
def english(playwright: Playwright, tmp_path: Path) -> Generator[Story]:
    with the_program(tmp_path, DESK_LOCALE="en") as url, the_page(playwright, url, "en") as story:
        yield story


def test_a_newcomer_plays_the_whole_story_in_chinese(chinese: Story) -> None:
    chinese.ask("物业费怎么交?")
    chinese.hears("也可以到服务中心刷卡或扫码")

    chinese.ask("搬钢琴要登记吗?")
    chinese.hears("请问您想了解的是下面哪一个")
    chinese.press("🙋 人工", within="phone")
    chinese.hears("您的号码是 A001，您是下一位")
    expect(chinese.running(1)).to_have_count(5)
    expect(chinese.at("queue-A001")).to_contain_text("派给 07")
    chinese.ask("能帮我把钢琴搬上楼吗?")

    chinese.open_topic("梅女士")
    chinese.room_reads("客户要求人工")
    chinese.room_reads("能帮我把钢琴搬上楼吗")
    chinese.room_reads("请接单：A001")
    chinese.press("接单")
    expect(chinese.at("toast")).to_have_text("接单成功，请您问候客户")
    chinese.hears("07 号同事为您服务")

    chinese.answer("梅女士您好，可以的。请问钢琴大概多重，要搬到几楼？")
    chinese.hears("请问钢琴大概多重")
    expect(chinese.at("clock-1-first_reply")).to_have_count(0)
    assert chinese.clocks() == ["clock-1-idle_prompts", "clock-1-long_handling"]
    chinese.be("周先生")
    chinese.ask("人工")
    expect(chinese.at("queue-A002")).to_contain_text("周先生")
    chinese.be("梅女士")
    chinese.ask("立式的，两百多公斤，12 号楼 302。")
    chinese.room_reads("两百多公斤")
    expect(chinese.at("clock-1-next_reply")).to_be_visible()
    chinese.picture("story-zh")

    chinese.answer("好的，周六上午十点两位师傅上门，请您留个人在家。")
    chinese.hears("周六上午十点")
    chinese.press("结案")
    chinese.hears("祝您一切顺利，再见")
    chinese.room_reads("已结案")
    expect(chinese.running(1)).to_have_count(0)

    chinese.ask("谢谢")
    chinese.hears("不客气")


def test_a_newcomer_plays_it_in_english(english: Story) -> None:
    english.be("周先生")
    english.ask("人工")
    english.hears("您是下一位")

    english.be("Tom Baker")
    english.ask("How can I pay my property fee?")
    english.hears("Did this answer your question?")
    english.ask("I would rather talk to a person")
    english.hears("Your number is A002: you are next")
    english.ask("My kitchen tap drips. How much does a repair cost?")

    english.open_topic("Tom Baker")
    english.room_reads("My kitchen tap drips")
    english.press("Take")
    english.hears("colleague 07 is looking after you")
    english.answer("Good morning Mr Baker. A plumber can come at two today; would that suit you?")
    english.hears("A plumber can come at two")
    expect(english.at("queue-A001")).to_contain_text("周先生")
    english.picture("story-en")

    english.press("Resolve")
    english.hears("all the best, and goodbye")
    english.room_reads("Resolved")


def test_a_customer_nobody_takes_is_comforted_and_the_clocks_on_the_right_strike(chinese: Story) -> None:
    chinese.ask("人工")
    chinese.hears("您是下一位")
    chinese.ask("厨房水龙头一直在滴水，能快点来人吗?")
    expect(chinese.at("struck").get_by_text("接单")).to_have_count(0)

    chinese.at("speed-60").click()
    chinese.open_general()
    chinese.room_reads("接单时限已过")
    chinese.room_reads("连续 2 次派单没有等到您的回应")
    chinese.at("speed-1").click()
    chinese.be("周先生")
    chinese.ask("人工")
    chinese.hears("现在同事暂时不在班上")
    chinese.be("梅女士")
    chinese.at("speed-60").click()
    chinese.hears("让您久等了")
    chinese.at("speed-1").click()

    expect(chinese.at("clock-1-accept")).to_have_class(OVER)
    expect(chinese.at("clock-1-accept")).to_contain_text("超时 1 级")
    expect(chinese.at("clock-1-wait_comfort")).to_contain_text("已安抚")
    expect(chinese.at("clock-1-wait_explain")).not_to_have_class(OVER)
    expect(chinese.at("struck").locator(".broken").filter(has_text="接单时限")).to_be_visible()
    expect(chinese.at("struck").locator(".kept").filter(has_text="等候安抚")).to_be_visible()
    assert chinese.clocks() == [
        "clock-1-accept",
        "clock-1-first_reply",
        "clock-2-accept",
        "clock-2-wait_comfort",
        "clock-2-first_reply",
        "clock-1-wait_comfort",
        "clock-1-wait_explain",
        "clock-2-wait_explain",
    ]
    for part in ("queue", "agents", "struck"):
        expect(chinese.at(part)).to_be_in_viewport(ratio=1)
    chinese.picture("clocks-zh")
