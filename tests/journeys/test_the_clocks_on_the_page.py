"""What the desk promises and keeps, seen from both sides: nobody takes, somebody comes, a colleague takes over."""

import re
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.kit.page import Story, the_page, the_program

pytestmark = pytest.mark.browser

LIN, WANG = "林 Lin", "王 Wang"
OVER = re.compile(r"\bover\b")
WISHES = ["🕒 稍后回复我", "不用等了"]


@pytest.fixture
def story(tmp_path: Path) -> Generator[Story]:
    with sync_playwright() as playing, the_program(tmp_path) as url, the_page(playing, url, "zh") as story:
        yield story


def test_who_is_not_taken_is_passed_on_comforted_given_the_choice_and_answered_in_the_end(story: Story) -> None:
    mei_is_offered_to_lin(story)
    lin_does_not_take(story)
    the_promise_is_broken_and_mei_comforted(story)
    mei_is_given_the_choice(story)
    wang_comes_and_answers(story)
    why_tells_all_of_it(story)


def test_a_colleague_takes_over_and_promises_an_answer_and_the_customer_is_told_all_of_it(story: Story) -> None:
    story.work_as(WANG)
    story.at("command-on").click()
    expect(story.at("agent-12")).to_contain_text("0 个会话")
    mei_is_offered_to_lin(story)
    story.press("接单")
    story.hears("07 号同事为您服务")
    story.answer("梅女士您好，水管的事我请熟悉管线的同事来看。")
    story.hears("我请熟悉管线的同事来看")

    story.at("command-transfer").click()
    story.answer("/transfer 12 厨房水管渗水")
    story.room_reads("在对方接下之前，客户仍由您负责")
    expect(story.at("clock-1-offer")).to_contain_text("→ 12")
    story.work_as(WANG)
    story.press("✅ 接")
    story.hears("接下来由 12 号同事为您服务，会在这里回复您。您前面说过的内容同事都能看到")
    expect(story.at("agent-12")).to_contain_text("1 个会话")

    story.ask("渗水的地方在水槽下面。")
    story.room_reads("渗水的地方在水槽下面")
    story.answer("/hold 30m 查管线图")
    story.hears("这件事我去核实，最晚")
    story.room_reads("搁置：已约定时间")
    expect(story.at("agent-12")).to_contain_text("搁置 1")
    expect(story.at("clock-1-next_reply")).to_contain_text("34:")  # half an hour of it is not counted
    expect(story.at("clock-1-promised_reply")).to_contain_text("→ 12")
    story.picture("clocks-promise")

    story.answer("查到了，是角阀松了，师傅下午三点带新的来换。")
    story.hears("师傅下午三点带新的来换")
    expect(story.at("clock-1-promised_reply")).to_have_count(0)
    expect(story.at("struck")).to_contain_text("没有超时")


def mei_is_offered_to_lin(story: Story) -> None:
    story.work_as(LIN)
    story.ask("人工")
    story.hears("您的号码是 A001，您是下一位")
    story.open_topic("梅女士")
    story.room_reads("请接单：A001")
    waiting = story.at("queue-A001")
    expect(waiting).to_contain_text("咨询")
    expect(waiting).to_contain_text("派给 07，保留到")
    expect(story.at("clock-1-offer")).to_contain_text("→ 07")


def lin_does_not_take(story: Story) -> None:
    story.at("speed-60").click()
    story.room_reads("A001：07 超时没有接，已跳过")
    expect(story.at("agent-07")).to_contain_text("没有应答")
    expect(story.at("queue-A001")).not_to_contain_text("派给")
    expect(story.at("struck").locator(".kept").filter(has_text="邀请应答时限").last).to_contain_text("已跳过")


def the_promise_is_broken_and_mei_comforted(story: Story) -> None:
    story.open_general()
    story.room_reads("接单时限已过")
    story.room_reads("（超时 1 级）")
    expect(story.at("clock-1-accept")).to_have_class(OVER)
    expect(story.at("clock-1-accept")).to_contain_text("超时 1 级")
    story.hears("已等候约 5 分钟")
    story.at("speed-1").click()


def mei_is_given_the_choice(story: Story) -> None:
    story.at("speed-60").click()
    story.room_reads("（超时 2 级，已超过 10 分钟）")
    expect(story.at("clock-1-accept")).to_contain_text("超时 2 级")
    story.hears("让您等了约 15 分钟")
    story.at("speed-1").click()
    story.room_reads("已等候 15 分钟")
    chosen = story.at("phone").locator(".message").filter(has_text="让您等了约 15 分钟").get_by_role("button")
    expect(chosen.filter(has_text=re.compile("|".join(WISHES)))).to_have_text(WISHES)


def wang_comes_and_answers(story: Story) -> None:
    story.work_as(WANG)
    story.at("command-on").click()
    story.room_reads("上班成功，您的工号是 12")
    expect(story.at("queue-A001")).to_contain_text("派给 12")
    story.open_topic("梅女士")
    story.room_reads("12 请接单：A001")
    story.press("接单")
    story.hears("12 号同事为您服务")
    story.answer("梅女士，让您久等了，非常抱歉。请问有什么可以帮您？")
    story.hears("请问有什么可以帮您")
    expect(story.at("clock-1-accept")).to_have_count(0)


def why_tells_all_of_it(story: Story) -> None:
    story.at("command-why").click()
    story.room_reads("规则第 1 版")
    why = story.message("规则第 1 版")
    for told in (
        r"• 接单时限：[\d:]+ 起 \+ 3 分钟 = [\d:]+，[\d:]+ 接单，超出 1\d 分钟( \d+ 秒)?（超时 2 级）",
        r"• 首次回复时限：[\d:]+ 起 \+ 5 分钟 = [\d:]+，[\d:]+ 回复，超出 1\d 分钟( \d+ 秒)?（超时 \d 级）",
        r"• 邀请应答时限：[\d:]+ 起 \+ 45 秒 = [\d:]+，已到点；[\d:]+ 无人应答",
    ):
        expect(why).to_contain_text(re.compile(told))
    story.picture("clocks-why")
