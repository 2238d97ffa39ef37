"""A desk with two staff rooms: the main one, and that of a team for complaints."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.kit.desks import LIN, ROOM, WANG, ZHAO, Sandbox
from tests.kit.watching import said_to
from tests.kit.whole import Whole, whole

TEAM = "投诉组"
TEAM_ROOM = -1009876543210
RULES = f'[organisation]\nzone = "Asia/Shanghai"\n\n[teams."{TEAM}"]\nlines = ["B"]\n'


@asynccontextmanager
async def with_teams(folder: Path, **more: Any) -> AsyncGenerator[Whole]:
    """Have a desk whose rules know a team, and a group of its colleagues that nobody has linked yet."""
    rules = folder / "rules.toml"
    rules.write_text(RULES, encoding="utf-8")
    async with whole(folder, rules=rules, **more) as desk:
        await desk.play.do("group", id=TEAM_ROOM, title=TEAM, members=[ZHAO, LIN, WANG])
        yield desk


@asynccontextmanager
async def two_rooms(folder: Path, **more: Any) -> AsyncGenerator[Whole]:
    """Have a desk whose lead has linked the team's room."""
    async with with_teams(folder, **more) as desk:
        await link_team(desk.play)
        yield desk


async def code_for(play: Sandbox) -> str:
    """Let the lead ask for a code in the main room."""
    await play.do("write", as_=ZHAO, chat=ROOM, text="/link")
    told = await said_to(play, ROOM, "口令：")
    return str(told["text"]).split("口令：")[1].split("，")[0]


async def link_team(play: Sandbox) -> None:
    """Let the lead make the team's group its room."""
    code = await code_for(play)
    await play.do("write", as_=ZHAO, chat=TEAM_ROOM, text=f"/link {code} {TEAM}")
    await said_to(play, TEAM_ROOM, f"本群现在是{TEAM}的工作室，负责：投诉")


async def group(play: Sandbox, chat_id: int) -> dict[str, Any]:
    """Return a group as its members see it."""
    state = await play.see("state", messages=10000)
    return next(one for one in state["groups"] if one["id"] == chat_id)


async def texts_in(play: Sandbox, chat_id: int, thread: int) -> list[str]:
    """Return what stands in a topic."""
    messages = (await group(play, chat_id))["messages"]
    return [one["text"] for one in messages if one.get("message_thread_id") == thread and "text" in one]
