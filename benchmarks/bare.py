"""The bare aiogram bot: it passes every message on with one call and remembers nothing.

What it loses when it is killed, whom it answers and who answers it are nobody's concern: it is the least that any
bot written with aiogram must do, and so what the desk's speed is measured against.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatType
from aiogram.types import Message


async def relay(message: Message, bot: Bot, room: int) -> None:
    """Pass a message on."""
    await bot.send_message(room, message.text or "")


async def main(api: str, token: str, room: str) -> None:
    """Poll as aiogram does by default: every update a task of its own, confirmed before it is handled."""
    dispatcher = Dispatcher(room=int(room))
    dispatcher.message.register(relay, F.chat.type == ChatType.PRIVATE)
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
