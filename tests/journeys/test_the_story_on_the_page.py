"""The whole story as a newcomer plays it: the program as it is started, and its page in a real browser.

With `STORY_PICTURES=docs/images` in the environment it also takes the pictures the README shows.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect, sync_playwright

from tests.kit.desks import free_port

pytestmark = pytest.mark.browser

CHECKOUT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AS_ROOT = ("--no-sandbox",)
OVER, KEPT = re.compile(r"\bover\b"), re.compile(r"\bkept\b")
PATIENCE = 30_000  # milliseconds; a busy machine is slow, and nothing here is about speed


@dataclass
class Story:
    """The page, with the hands of those who use it."""

    page: Page
    url: str
    wrong: list[str] = field(default_factory=list[str])

    def at(self, testid: str) -> Locator:
        """Return what a test can take hold of."""
        return self.page.get_by_test_id(testid)

    def speak(self, language: str) -> None:
        """Read the page in a language."""
        if language != "zh":
            self.at("language").click()

    def be(self, customer: str) -> None:
        """Hold this customer's phone."""
        self.at("customer-select").select_option(label=customer)

    def a_second(self) -> None:
        """Let the page's clock tick, for people need a moment to write."""
        expect(self.at("now")).not_to_have_text(self.at("now").inner_text())

    def ask(self, text: str) -> None:
        """Write to the bot."""
        self.a_second()
        self.at("customer-input").fill(text)
        self.at("customer-send").click()

    def answer(self, text: str) -> None:
        """Write in the staff room."""
        self.a_second()
        self.at("staff-input").fill(text)
        self.at("staff-send").click()

    def open_topic(self, name: str) -> None:
        """Look at a customer's topic."""
        self.at("topic-list").get_by_role("button").filter(has_text=name).click()

    def press(self, words: str, within: str = "room") -> None:
        """Press the newest button with these words."""
        self.at(within).get_by_role("button", name=words, exact=True).last.click()

    def hears(self, words: str, times: int = 1) -> None:
        """Wait until the customer reads something."""
        expect(self.at("phone").get_by_text(words)).to_have_count(times)

    def room_reads(self, words: str) -> None:
        """Wait until the staff read something."""
        expect(self.at("room").get_by_text(words).last).to_be_visible()

    def running(self, conversation: int) -> Locator:
        """Return the clocks of a conversation on the right."""
        return self.at("clocks").get_by_test_id(re.compile(f"^clock-{conversation}-"))

    def clocks(self) -> list[str]:
        """Return the clocks on the right from top to bottom."""
        shown = self.at("clocks").locator("li").evaluate_all("items => items.map(item => item.dataset.testid)")
        return [str(clock) for clock in shown]

    def picture(self, name: str) -> None:
        """Take a picture of this moment, if pictures are wanted."""
        folder = os.environ.get("STORY_PICTURES")
        if folder:
            expect(self.at("toast")).to_be_hidden()
            self.page.mouse.move(720, 4)
            self.page.screenshot(path=CHECKOUT / folder / f"{name}.png")


@contextmanager
def the_program(folder: Path, **settings: str) -> Generator[str]:
    """Start the desk as anybody does who has no token; yield the address it says."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("DESK_")}
    ports = {"DESK_HTTP_PORT": str(free_port()), "DESK_SANDBOX_PORT": str(free_port())}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"],
        cwd=folder,  # where no `.env` of ours lies
        env={**bare, **ports, **settings, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        said = (re.search(r"http://\S+", line) for line in process.stdout)
        address = next((found for found in said if found), None)
        try:
            assert address is not None, "the program ended without saying where its page is"
            yield address.group()
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0


@pytest.fixture(scope="module")
def playwright() -> Generator[Playwright]:
    with sync_playwright() as playing:
        yield playing


@contextmanager
def the_page(playwright: Playwright, url: str, language: str) -> Generator[Story]:
    """Open the page in a browser; nothing may go wrong on it, and nothing may be asked of another machine."""
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser_path, "no Chromium here; on Debian: apt-get install chromium fonts-noto-cjk"
    flags = [*QUIETLY, *(AS_ROOT if os.geteuid() == 0 else ())]
    browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN" if language == "zh" else "en-GB")
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    story = Story(page, url)
    page.on("pageerror", lambda error: story.wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((url, "blob:")) else story.wrong.append(asked.url))
    try:
        page.goto(url)
        story.speak(language)
        yield story
        assert story.wrong == []
    finally:
        browser.close()


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
    chinese.hears("服务中心刷卡或扫码缴费")

    chinese.ask("能帮我把钢琴搬上楼吗?")
    chinese.hears("请您换个说法")
    chinese.press("🙋 人工", within="phone")
    chinese.hears("您是下一位")
    expect(chinese.running(1)).to_have_count(4)
    chinese.ask("搬家需要提前预约吗?")

    chinese.open_topic("梅女士")
    chinese.room_reads("客户要求人工")
    chinese.room_reads("搬家需要提前预约吗")
    chinese.press("接单")
    expect(chinese.at("toast")).to_have_text("接单成功，请您问候客户")
    chinese.hears("07 号同事为您服务")

    chinese.answer("梅女士您好，可以的。请问钢琴大概多重，要搬到几楼？")
    chinese.hears("请问钢琴大概多重")
    expect(chinese.running(1)).to_have_count(0)
    chinese.be("周先生")
    chinese.ask("人工")
    expect(chinese.at("queue")).to_contain_text("周先生")
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
    english.hears("you are number 2 in the queue")
    english.ask("My kitchen tap drips. How much does a repair cost?")

    english.open_topic("Tom Baker")
    english.room_reads("My kitchen tap drips")
    english.press("Take")
    english.hears("colleague 07 is looking after you")
    english.answer("Good morning Mr Baker. A plumber can come at two today; would that suit you?")
    english.hears("A plumber can come at two")
    expect(english.at("queue")).to_contain_text("周先生")
    english.picture("story-en")

    english.press("Resolve")
    english.hears("all the best, and goodbye")
    english.room_reads("Resolved")


def test_a_customer_nobody_takes_is_comforted_and_the_clocks_on_the_right_strike(chinese: Story) -> None:
    chinese.ask("人工")
    chinese.hears("您是下一位")
    chinese.ask("厨房水管漏水，地上都是水，能快点来人吗?")
    expect(chinese.at("struck").get_by_text("接单")).to_have_count(0)

    chinese.at("speed-60").click()
    chinese.room_reads("接单时限已过")
    chinese.at("speed-1").click()
    chinese.be("周先生")
    chinese.ask("人工")
    chinese.hears("您排在第 2 位")
    chinese.be("梅女士")
    chinese.at("speed-60").click()
    chinese.hears("您的问题我们一直记着")
    chinese.at("speed-1").click()

    expect(chinese.at("clock-1-accept")).to_have_class(OVER)
    expect(chinese.at("clock-1-wait_comfort")).to_have_class(KEPT)
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
        "clock-1-wait_explain",
        "clock-2-wait_explain",
        "clock-1-wait_comfort",
    ]
    for part in ("queue", "agents", "struck"):
        expect(chinese.at(part)).to_be_in_viewport(ratio=1)
    chinese.room_reads("首次回复时限已过")
    chinese.picture("clocks-zh")
