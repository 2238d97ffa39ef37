"""The program as it is started, and its page in a real browser, with the hands of those who use it.

With `STORY_PICTURES=docs/images` in the environment it also takes the pictures the documents show.
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

from playwright.sync_api import Locator, Page, Playwright, expect

from tests.kit.desks import free_port

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
PATIENCE = 30_000  # milliseconds; a busy machine is slow, and nothing here is about speed
FOR_HALF_AN_HOUR = 7  # looks at the page's clock, which shows the time twice a second, at ten minutes a second


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

    def work_as(self, colleague: str) -> None:
        """Be this member of staff."""
        self.at("actor-select").select_option(label=colleague)

    def a_second(self) -> None:
        """Let the page's clock tick, for people need a moment to write."""
        expect(self.at("now")).not_to_have_text(self.at("now").inner_text())

    def half_an_hour_later(self) -> None:
        """Let time run, and then go on as before."""
        self.at("speed-600").click()
        for _ in range(FOR_HALF_AN_HOUR):
            self.a_second()
        self.at("speed-1").click()

    def ask(self, text: str) -> None:
        """Write to the bot."""
        self.a_second()
        self.at("customer-input").fill(text)
        self.at("customer-send").click()

    def answer(self, text: str) -> None:
        """Write in the staff room, or wherever its column is."""
        self.a_second()
        self.at("staff-input").fill(text)
        self.at("staff-send").click()

    def reply(self, to: str, text: str) -> None:
        """Answer the newest message with these words by replying to it."""
        message = self.message(to)
        message.hover()
        message.get_by_test_id("reply").click()
        self.answer(text)

    def message(self, words: str) -> Locator:
        """Return the newest message of the staff's column that says these words, and not only quotes them."""
        said = self.page.locator(".words", has_text=words)
        return self.at("room").locator(".message").filter(has=said).last

    def open_topic(self, name: str) -> None:
        """Look at a customer's topic."""
        called = self.page.locator("b", has_text=name)
        self.at("topic-list").get_by_role("button").filter(has=called).click()

    def open_general(self) -> None:
        """Look at what is for everybody in the staff room."""
        self.at("topic-general").click()

    def open_private(self) -> None:
        """Look at the colleague's own chat with the bot."""
        self.at("staff-private").click()

    def press(self, words: str, within: str = "room") -> None:
        """Press the newest button with these words."""
        self.at(within).get_by_role("button", name=words, exact=True).last.click()

    def press_for(self, words: str, told: str) -> None:
        """Press the newest button with these words in the staff's column, and wait for what is told then."""
        said = self.at("room").locator(".message .words").filter(has_text=told)
        before = said.count()
        self.press(words)
        expect(said).to_have_count(before + 1)

    def is_told(self, words: str) -> None:
        """Wait until a press is answered with this sentence."""
        expect(self.at("toast")).to_have_text(words)

    def choose(self, words: str) -> None:
        """Press the newest button with these words on the customer's phone."""
        self.press(words, within="phone")

    def send_photo(self) -> None:
        """Send a photo as the customer."""
        self.at("customer-attach").click()
        self.at("attach-photo").click()

    def upload_photo(self) -> None:
        """Send a photo in the staff's column."""
        self.at("staff-photo").click()

    def let_time_run_until_heard(self, words: str) -> None:
        """Let time run fast until the customer reads something."""
        self.at("speed-600").click()
        self.hears(words)
        self.at("speed-1").click()

    def file_named(self, ending: str) -> bytes:
        """Return the newest file of the staff room whose name ends so."""
        state = self.page.request.get(f"{self.url}/control/state", params={"messages": 500}).json()
        sent = [message.get("document") for group in state["groups"] for message in group["messages"]]
        named = [document for document in sent if document and document["file_name"].endswith(ending)]
        return self.page.request.get(f"{self.url}/control/file/{named[-1]['file_id']}").body()

    def is_told_about(self, words: str) -> None:
        """Wait until a press is answered with a sentence that has these words."""
        expect(self.at("toast")).to_contain_text(words)

    def hears(self, words: str, times: int = 1) -> None:
        """Wait until the customer reads something."""
        expect(self.at("phone").get_by_text(words)).to_have_count(times)

    def room_reads(self, words: str) -> None:
        """Wait until the staff read something."""
        expect(self.at("room").get_by_text(words).last).to_be_visible()

    def look_at(self, words: str) -> None:
        """Bring the newest message with these words to the eye."""
        self.message(words).scroll_into_view_if_needed()

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
            self.page.evaluate("document.activeElement.blur()")
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


@contextmanager
def the_page(playwright: Playwright, url: str, language: str, zone: str | None = None) -> Generator[Story]:
    """Open the page in a browser; nothing may go wrong on it, and nothing may be asked of another machine."""
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser_path, "no Chromium here; on Debian: apt-get install chromium fonts-noto-cjk"
    flags = [*QUIETLY, *(AS_ROOT if os.geteuid() == 0 else ())]
    browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
    locale = "zh-CN" if language == "zh" else "en-GB"
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale=locale, timezone_id=zone)
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
