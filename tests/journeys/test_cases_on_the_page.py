"""Cases from both sides: a complaint and a repair from the first word to the last question, and the ledger of them."""

import re
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect, sync_playwright

from bot.clock import WallClock
from tests.kit.page import CHECKOUT, Story, the_page, the_program

pytestmark = pytest.mark.browser

LIN, ZHAO, CHEN = "林 Lin", "赵 Zhao", "陈 Chen"
COMPLAINT, REPAIR = re.compile(r"TS-\d{8}-0001"), re.compile(r"BX-\d{8}-0001")
MORNING = 9
FASTER = "10"  # than Telegram lets a bot write: people take longer over a day than this test
RULES = """
callback = "PT12H"
[organisation]
name = "安居物业与家庭服务"
name_en = "Anju Property & Home Services"
zone = "{zone}"
"""


@contextmanager
def a_morning(folder: Path, language: str) -> Generator[Story]:
    """Have the program and its page where it is after nine in the morning, so that ten o'clock is soon."""
    behind = (WallClock().now() - timedelta(hours=MORNING)).hour
    zone = f"Etc/GMT+{behind}" if behind <= 12 else f"Etc/GMT-{24 - behind}"
    rules = folder / "rules.toml"
    rules.write_text(RULES.format(zone=zone), encoding="utf-8")
    desk = {"DESK_RULES": str(rules), "DESK_DATABASE_URL": database(folder), "DESK_LOCALE": language}
    desk["DESK_PACE"] = FASTER
    with (
        sync_playwright() as playing,
        the_program(folder, **desk) as url,
        the_page(playing, url, language, zone) as page,
    ):
        yield page


def database(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'desk.sqlite3'}"


def test_a_complaint_and_a_repair_are_followed_to_their_end_and_stand_in_the_ledger(tmp_path: Path) -> None:
    with a_morning(tmp_path, "zh") as story:
        mei_complains(story)
        lin_looks_after_it(story)
        mei_is_asked_how_it_was(story)
        mei_orders_a_repair(story)
        zhao_names_a_price_and_mei_agrees(story)
        chen_does_the_work(story)
        mei_says_that_it_is_fixed(story)
        zhao_takes_the_ledger(story)
    the_ledger_is_written_at_the_machine(tmp_path)


def test_a_repair_is_ordered_and_followed_in_english(tmp_path: Path) -> None:
    with a_morning(tmp_path, "en") as story:
        story.be("Tom Baker")
        story.ask("There is a leak under the kitchen sink, Building 3 Unit 502, tomorrow afternoon")
        story.hears("What you have told us is noted")
        story.choose("Skip")
        story.hears("May we come in")
        story.choose("You may come in")
        story.hears("Please leave a phone number")
        story.ask("+44 20 7946 0958")
        story.hears("How may we address you")
        story.ask("Mr Baker")
        story.hears("Is there anything special")
        story.choose("Skip")
        story.hears("Please check your repair request")
        story.choose("✅ Confirm")
        story.hears("registered")
        story.ask("what's the status of my repair?")
        story.hears("Your cases")
        story.open_topic("Tom Baker")
        story.room_reads("to be assigned")
        story.picture("cases-en")


def mei_complains(story: Story) -> None:
    story.ask("我要投诉")
    story.hears("请您说说发生了什么事")
    story.ask("昨天上门的师傅态度很差，还把厨房的地砖弄坏了")
    story.hears("请问是关于哪位工作人员")
    story.ask("你们几点上班？")
    story.hears("人工客服每天")
    story.hears("我们接着登记投诉")
    story.ask("工程部的师傅")
    story.hears("请问您希望我们怎么处理")
    story.choose("⬅️ 上一步")
    story.hears("不改的话，请点“不改”")
    story.choose("不改")
    story.hears("请问您希望我们怎么处理", times=2)
    story.choose("维修、更换或重做")
    story.hears("请问涉及金额吗")
    story.ask("300元")
    story.hears("有照片或视频的话")
    story.send_photo()
    story.hears("现在一共有 1 个")
    story.picture("cases-form")
    story.choose("✅ 好了")
    story.hears("请留一个电话")
    story.ask("13800138000")
    story.hears("请问怎么称呼您")
    story.ask("梅女士")
    story.hears("请您核对投诉内容")
    story.choose("✅ 确认登记")
    story.hears("请保存好这条消息作为凭证")
    expect(story.at("phone").get_by_role("button", name="✅ 确认登记", exact=True)).to_have_count(0)
    expect(story.at("phone").get_by_text(COMPLAINT)).to_be_visible()


def lin_looks_after_it(story: Story) -> None:
    story.open_general()
    story.room_reads("昨天上门的师傅态度很差")
    story.work_as(LIN)
    story.open_topic("梅女士")
    story.press("我来负责")
    story.room_reads("处理中 · 07 负责")
    story.answer("/case 回复 梅女士您好，地砖今天上午派人来换，态度的事我会核实清楚。")
    story.hears("地砖今天上午派人来换")
    story.press("属实")
    story.press("态度")
    story.press("工程部")
    story.room_reads("⚖️ 属实 · 态度 · 工程部")
    story.look_at("⚖️ 属实")
    story.picture("cases-card")
    story.answer("/case 办结 地砖已经换好，师傅当面向您道歉。")
    story.hears("请您看看是否满意")
    story.choose("已解决，同意")
    story.hears("谢谢您的确认")


def mei_is_asked_how_it_was(story: Story) -> None:
    story.let_time_run_until_heard("这次的处理结果，您满意吗")
    story.choose("😊 满意")
    story.hears("请问我们处理得及时吗")
    story.choose("5")
    story.hears("请问同事的服务态度怎么样")
    story.choose("4")
    story.hears("请问还有什么想告诉我们的吗")
    story.ask("地砖换得很平整，谢谢。")
    story.hears("谢谢您的回访意见")
    story.room_reads("已办结")
    story.room_reads("回访：满意")
    story.look_at("回访：满意")
    story.picture("cases-callback")


def mei_orders_a_repair(story: Story) -> None:
    story.ask("厨房漏水，3栋502，明天下午")
    story.hears("您说过的都记下了")
    story.choose("跳过")
    story.hears("师傅可以进门维修吗")
    story.choose("可以进门")
    story.hears("师傅上门前会先联系您")
    story.ask("13800138000")
    story.hears("请问怎么称呼您", times=2)
    story.choose("跳过")
    story.hears("还有什么要特别交代师傅的吗")
    story.ask("到了请先打电话")
    story.hears("请您核对报修内容")
    story.choose("✅ 确认登记")
    expect(story.at("phone").get_by_text(REPAIR).last).to_be_visible()


def zhao_names_a_price_and_mei_agrees(story: Story) -> None:
    story.work_as(CHEN)
    story.open_private()
    story.answer("/start")
    story.work_as(ZHAO)
    story.open_general()
    story.answer("/admit 900021 师傅")
    story.room_reads("21 号现在是师傅")
    story.open_topic("梅女士")
    story.answer("/case 报价 120元 更换水槽下水管，含材料")
    story.hears("这次维修需要收费")
    story.choose("✅ 同意报价")
    story.hears("您已同意下面的报价")
    story.press("21")
    story.room_reads("请 21 接单")


def chen_does_the_work(story: Story) -> None:
    story.work_as(CHEN)
    story.open_private()
    story.room_reads("请您接单")
    story.picture("cases-worker")
    story.press("✅ 接单")
    story.hears("由 21 号师傅为您上门")
    story.ask("我的报修怎么样了")
    story.hears("师傅已接单")
    story.ask("催一下")
    story.hears("您的催促已经转给负责的同事")
    story.room_reads("催办")
    story.press("📍 已到现场")
    story.hears("已经到现场")
    story.press("🏁 完工")
    story.room_reads("请写下做了什么")
    story.answer("更换了下水管和密封圈，试水不漏")
    story.room_reads("请发完工照片")
    story.upload_photo()
    story.room_reads("现在一共有 1 个")
    story.press("✅ 好了")
    story.room_reads("请您核对完工报告")
    story.press("✅ 提交报告")
    story.room_reads("完工报告已收到")


def mei_says_that_it_is_fixed(story: Story) -> None:
    story.hears("请您看一看：修好了吗")
    story.choose("✅ 已修好")
    story.hears("已验收")


def zhao_takes_the_ledger(story: Story) -> None:
    story.work_as(ZHAO)
    story.open_general()
    story.answer("/ledger 投诉")
    story.room_reads("投诉台账")
    expect(story.at("room").locator(".file").last).to_contain_text(".xlsx")
    told = cells(story.file_named(".xlsx"))
    assert any(COMPLAINT.fullmatch(cell) for cell in told)
    assert {"07", "态度", "工程部", "客户认可", "满意"} <= told
    assert "13800138000" not in told


def the_ledger_is_written_at_the_machine(folder: Path) -> None:
    out = folder / "repairs.xlsx"
    command = [sys.executable, "-m", "bot", "ledger", "repairs", "--out", str(out)]
    told = subprocess.run(  # noqa: S603 - it is our own program
        command,
        cwd=folder,
        env={"PATH": "/usr/bin", "PYTHONPATH": str(CHECKOUT), "DESK_DATABASE_URL": database(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert any(REPAIR.fullmatch(cell) for cell in cells(out.read_bytes()))


def cells(content: bytes) -> set[str]:
    """Return all that stands in the first sheet of a workbook."""
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
