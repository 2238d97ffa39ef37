"""The usual bot: aiogram's polling, an ORM session given to every handler, one transaction per update.

This is how the tutorials and most public support bots do it: a middleware opens the session, the handler looks up
the user, adds the message, commits and sends.  SQLite is as the driver opens it, but with `synchronous=FULL` said
aloud, for the desk has it too.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware, Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatType
from aiogram.types import Message, TelegramObject
from sqlalchemy import BigInteger, ForeignKey, event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Model(DeclarativeBase):
    """Whatever has a table."""


class User(Model):
    """Who writes."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str]
    seen_at: Mapped[datetime]


class Line(Model):
    """What was written."""

    __tablename__ = "lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    message_id: Mapped[int] = mapped_column(BigInteger)
    text: Mapped[str]
    sent_at: Mapped[datetime]


class Sessions(BaseMiddleware):
    """Gives every handler a session of its own."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Open it before the handler, close it after."""
        async with self._sessions() as session:
            return await handler(event, {**data, "session": session})


async def relay(message: Message, bot: Bot, room: int, session: AsyncSession) -> None:
    """Keep who wrote what, then pass it on."""
    author = message.from_user
    if author is None:
        return
    user = await session.get(User, author.id)
    if user is None:
        session.add(User(id=author.id, name=author.full_name, seen_at=message.date))
        await session.flush()
    else:
        user.name, user.seen_at = author.full_name, message.date
    text = message.text or ""
    session.add(Line(user_id=author.id, message_id=message.message_id, text=text, sent_at=message.date))
    await session.commit()
    await bot.send_message(room, text)


async def main(api: str, token: str, room: str, file: str) -> None:
    """Poll as aiogram does by default."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}")

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _: object) -> None:
        connection.execute("PRAGMA synchronous=FULL").close()

    async with engine.begin() as connection:
        await connection.run_sync(Model.metadata.create_all)
    dispatcher = Dispatcher(room=int(room))
    dispatcher.message.middleware(Sessions(async_sessionmaker(engine, expire_on_commit=False)))
    dispatcher.message.register(relay, F.chat.type == ChatType.PRIVATE)
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    await dispatcher.start_polling(bot)
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:5]))
