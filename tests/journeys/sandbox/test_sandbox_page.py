import os
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.sandbox.server import Server
from tests.journeys.sandbox.players import LIN, MEI, ROOM, Telegram

pytestmark = pytest.mark.browser

NAMED = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
CHROMIUM = NAMED if NAMED.exists() else None  # none: playwright looks for its own


@pytest.fixture
async def page(server: Server) -> AsyncGenerator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        await page.goto(server.url)
        yield page
        await browser.close()


async def test_a_newcomer_asks_as_a_customer_and_answers_as_an_agent(page: Page, telegram: Telegram) -> None:
    await page.get_by_test_id("sample-0").click()
    phone, room = page.get_by_test_id("phone"), page.get_by_test_id("room")
    await expect(phone).to_contain_text("收楼要带什么材料?")
    thread_id = await telegram.topic("梅女士 A001")
    await telegram.done("copyMessage", chat_id=ROOM, message_thread_id=thread_id, from_chat_id=MEI, message_id=1)
    await page.get_by_test_id(f"topic-{thread_id}").click()
    await expect(room).to_contain_text("收楼要带什么材料?")
    await page.get_by_test_id("actor-select").select_option(str(LIN))
    await page.get_by_test_id("staff-input").fill("带身份证即可")
    await page.get_by_test_id("staff-send").click()
    await expect(room).to_contain_text("带身份证即可")
    update = (await telegram.done("getUpdates", offset=-1))[0]["message"]
    assert (update["from"]["id"], update["message_thread_id"], update["text"]) == (LIN, thread_id, "带身份证即可")


async def test_a_pressed_button_shows_its_answer(page: Page, telegram: Telegram) -> None:
    await telegram.greeted()
    keyboard = {"inline_keyboard": [[{"text": "有帮助", "callback_data": "yes"}]]}
    await telegram.done("sendMessage", chat_id=MEI, text="可以吗", reply_markup=keyboard)
    await page.get_by_test_id("button-yes").click()
    updates = await telegram.done("getUpdates", offset=-1, timeout=5)
    await telegram.done("answerCallbackQuery", callback_query_id=updates[0]["callback_query"]["id"], text="谢谢您")
    await expect(page.get_by_test_id("toast")).to_have_text("谢谢您")


async def test_hostile_words_stay_words(page: Page, telegram: Telegram) -> None:
    hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    await telegram.people("write", MEI, text=hostile)
    await telegram.topic(hostile)
    await expect(page.get_by_test_id("phone")).to_contain_text(hostile)
    await expect(page.get_by_test_id("topic-list")).to_contain_text("<img src=x")
    assert "taken" not in await page.title()


async def test_edits_and_reactions_are_seen_at_once(page: Page, telegram: Telegram) -> None:
    message_id = await telegram.greeted()
    await telegram.people("edit", MEI, message_id=message_id, text="您好")
    await telegram.done(
        "setMessageReaction", chat_id=MEI, message_id=message_id, reaction=[{"type": "emoji", "emoji": "👌"}]
    )
    bubble = page.get_by_test_id("phone").get_by_test_id(f"message-{message_id}")
    await expect(bubble).to_contain_text("您好")
    await expect(bubble).to_contain_text("已编辑")
    await expect(bubble).to_contain_text("👌")


async def test_the_page_speaks_english_when_asked(page: Page) -> None:
    await expect(page.get_by_test_id("not-telegram")).to_contain_text("不是 Telegram")
    await page.get_by_test_id("language").click()
    await expect(page.get_by_test_id("not-telegram")).to_contain_text("not Telegram")
    await expect(page.get_by_test_id("sample-3")).to_have_text("human")
