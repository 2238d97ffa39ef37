"""An editor's day as a newcomer plays it: from what customers asked in vain to an answer, and back to an earlier one.

The desk has a small library of its own, so it begins by suggesting; who asks in an entry's very words is answered.
"""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.kit.page import Story, the_page, the_program

pytestmark = pytest.mark.browser

LIBRARY = """
- id: charging
  question: 电瓶车在哪里充电？
  variants: [电动车在哪里充电, 小区有电瓶车充电棚吗, 电瓶车可以推上楼充电吗]
  answer: 充电棚在 3 号楼北侧，扫码就能用。为了大家的安全，请您不要把电瓶车推上楼充电。
- id: parking
  question: 停车怎么收费？
  variants: [停车月卡多少钱, 地库车位一个月多少钱, 临时停车怎么收费]
  answer: 地库车位每月 300 元，地面临时停车每小时 5 元，每天最多 40 元。
- id: fee
  question: 物业费怎么交？
  variants: [在哪里交物业费, 物业费可以用手机交吗, 物业费能扫码付吗]
  answer: 您可以到服务中心刷卡或扫码，也可以在手机的“账单”页面缴纳。
- id: hours
  question: 服务中心几点上班？
  variants: [前台什么时候有人, 服务中心的上班时间, 周末服务中心开门吗]
  answer: 服务中心每天 8 点到 18 点有同事在，周末也开。
- id: invoice
  question: 怎么开发票？
  variants: [物业费可以开发票吗, 电子发票怎么申请]
  answer: 缴费以后，您在“账单”页面点“开票”，电子发票当天就会发到您的邮箱。
- id: decorating
  question: 装修要办什么手续？
  variants: [装修怎么申请, 办装修许可需要什么材料]
  answer: 请您带上身份证和装修图纸到服务中心登记，交过押金，当天就能领到装修许可。
- id: decorating-hours
  question: 几点可以装修施工？
  variants: [周末可以装修吗, 装修的施工时间]
  answer: 工作日 8 点到 12 点、14 点到 18 点可以施工；周末和节假日请您不要做有噪音的工作。
- id: moving
  question: 搬家需要提前预约吗？
  variants: [搬家要登记吗, 搬家公司的车能进小区吗]
  answer: 请您提前一天在服务中心登记，我们会为您留好电梯和车位。
- id: parcels
  question: 快递放在哪里？
  variants: [快递柜在哪里, 取件码收不到怎么办]
  answer: 快递柜在南门岗亭旁，取件码会发到您的手机上。
- id: visitors
  question: 访客怎么进小区？
  variants: [朋友来了怎么登记, 访客的车可以进来吗]
  answer: 请您在手机的“访客”页面填好姓名和车牌，访客到门岗报手机号就能进来。
- id: key-card
  question: 门禁卡丢了怎么办？
  variants: [门禁卡怎么补办, 再办一张门禁卡多少钱]
  answer: 请您带身份证到服务中心补办，工本费 20 元，旧卡当场停用。
- id: repairs
  question: 怎么报修？
  variants: [家里的东西坏了找谁, 报修电话是多少]
  answer: 请您在手机的“报修”页面写下地址和情况，一小时内会有师傅和您联系。
- id: rubbish
  question: 大件垃圾扔在哪里？
  variants: [旧家具怎么处理, 旧沙发可以扔在楼下吗]
  answer: 请您放到东门的大件垃圾点，每周三、周六清运。
- id: pool
  question: 游泳池什么时候开放？
  variants: [游泳馆几点开门, 游泳要买票吗]
  answer: 游泳池 6 月到 9 月每天 9 点到 21 点开放，业主凭门禁卡免费。
- id: dogs
  question: 养狗要登记吗？
  variants: [小区里可以遛狗吗, 养宠物有什么规定]
  answer: 请您带狗证到服务中心登记；遛狗时请牵好绳子，不要进儿童乐园。
"""
FASTER = "10"  # than Telegram lets a bot write to a group: people take longer over a day than this test
LIN, ZHAO, CHEN = "林 Lin", "赵 Zhao", "陈 Chen"
ASKED = "地库车位可以装充电桩吗？"
ASKED_TOO = "我家地库车位可以装充电桩吗？"
PHRASING = "私家车位能装充电桩吗"
ANOTHERS = "电动车在哪里充电"
FIRST = "可以的。请您带上车位合同到服务中心申请，我们和供电公司一起上门看线路，一般两周装好。"
SECOND = "可以的。请您在手机的“报修”页面申请，我们三天内上门看线路。"


@pytest.fixture
def story(tmp_path: Path) -> Generator[Story]:
    library = tmp_path / "faq.yaml"
    library.write_text(LIBRARY, encoding="utf-8")
    with (
        sync_playwright() as playing,
        the_program(tmp_path, DESK_FAQ=str(library), DESK_PACE=FASTER) as url,
        the_page(playing, url, "zh") as story,
    ):
        yield story


def test_an_editor_closes_a_gap_is_stopped_by_the_gate_mends_it_and_takes_an_answer_back(story: Story) -> None:
    two_customers_ask_in_vain_and_lin_answers(story)
    chen_makes_an_entry_of_the_gap(story)
    the_gate_stops_what_is_anothers_question(story)
    chen_mends_it_and_zhao_approves(story)
    mrs_he_asks_and_reads(story, FIRST)
    story.press("👍 有帮助", within="phone")
    story.hears("很高兴能帮到您")

    chen_changes_the_answer_in_private_and_zhao_approves(story)
    story.half_an_hour_later()
    mrs_he_asks_and_reads(story, SECOND)
    chen_takes_it_back(story)
    story.half_an_hour_later()
    mrs_he_asks_and_reads(story, FIRST, times=2)
    story.picture("editor-back")


def two_customers_ask_in_vain_and_lin_answers(story: Story) -> None:
    for customer, question in (("梅女士", ASKED), ("周先生", ASKED_TOO)):
        story.be(customer)
        story.ask(question)
        story.hears("都不是的话，请点“人工”")
        story.press("🙋 人工", within="phone")
        story.hears("您的号码是 A00")
    story.work_as(LIN)
    for customer, question in (("周先生", ASKED_TOO), ("梅女士", ASKED)):
        story.be(customer)
        story.open_topic(customer)
        story.room_reads(question)
        story.press("接单")
        story.hears("07 号同事为您服务")
        story.answer(FIRST)
        story.hears(FIRST)
        story.press("结案")
        story.hears("祝您一切顺利，再见")


def chen_makes_an_entry_of_the_gap(story: Story) -> None:
    story.work_as(CHEN)
    story.open_general()
    story.at("command-more").click()
    story.at("command-gaps").click()
    story.room_reads("一共")
    story.press_for(f"1. {ASKED}", "问过 2 次：转人工 2 次")
    expect(story.message("问过 2 次")).to_contain_text("最接近的条目：电瓶车在哪里充电？")
    story.picture("editor-gap")
    story.press_for("🆕 新建条目（带上同事的回答）", "第 1 版 · 草稿")
    draft = story.message("第 1 版 · 草稿")
    expect(draft).to_contain_text(ASKED)
    expect(draft).to_contain_text(FIRST)


def the_gate_stops_what_is_anothers_question(story: Story) -> None:
    story.press_for("✏️ 修改", "请问要改哪一项")
    story.press_for("问法", "请写下要加的问法")
    story.reply("请写下要加的问法", f"{ANOTHERS}\n{PHRASING}")
    story.room_reads("问法（3 种）")
    story.press_for("📨 提交审核", "检查未通过")
    stopped = story.message("检查未通过")
    expect(stopped).to_contain_text(f"“{ANOTHERS}”也是「电瓶车在哪里充电？」（charging）的问法")
    story.picture("editor-gate")


def chen_mends_it_and_zhao_approves(story: Story) -> None:
    story.press_for("✏️ 修改", "请问要改哪一项")
    story.press_for("问法", "要去掉哪一项")
    expect(story.message("要去掉哪一项")).to_contain_text(f"2. {ANOTHERS}")
    story.press_for("✖ 2", "问法（2 种）")
    story.press_for("📨 提交审核", "工作室里已经请另一位编辑或主管审核")
    story.press("✅ 通过并发布")
    story.is_told("自己写的要请另一位编辑或主管来审核")
    story.work_as(ZHAO)
    story.press_for("📖 打开", "等待审核")
    story.picture("editor-review")
    story.press_for("✅ 通过并发布", "第 3 版 · 已发布")


def mrs_he_asks_and_reads(story: Story, answer: str, times: int = 1) -> None:
    story.be("何女士")
    story.ask(PHRASING)
    story.hears(answer, times=times)


def chen_changes_the_answer_in_private_and_zhao_approves(story: Story) -> None:
    story.work_as(CHEN)
    story.room_reads("01 号同事审核通过")
    story.open_private()
    story.answer("/faq 充电桩")
    story.press_for(f"1. {ASKED}", FIRST)
    story.press_for("✏️ 修改", "请问要改哪一项")
    story.press_for("答案", "请写下新的答案")
    story.reply("请写下新的答案", SECOND)
    story.room_reads("与已发布的第 3 版相比")
    story.picture("editor-private")
    story.press("📨 提交审核")
    story.is_told("已提交，工作室里已经请另一位编辑或主管审核")
    story.work_as(ZHAO)
    story.open_general()
    story.press_for("✅ 通过并发布", "第 4 版 · 已发布")


def chen_takes_it_back(story: Story) -> None:
    story.work_as(CHEN)
    story.open_private()
    story.room_reads("01 号同事审核通过")
    story.press_for("📖 打开", "第 4 版 · 已发布")
    story.press_for("⏪ 回退", "请确认")
    story.press_for("⏪ 确定回退", "第 3 版 · 已发布")
