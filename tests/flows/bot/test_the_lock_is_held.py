"""A desk that has lost its lock on the database stops, for another may be working on it."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot import holding
from bot.__main__ import main
from bot.clock import WallClock
from bot.holding import Holding, LockLost
from desk.errors import StorageDown
from storage.poller import FilePoller
from tests.kit.desks import free_port


async def test_a_desk_whose_lock_was_lost_stops_and_says_why() -> None:
    answers = [True, True, False]

    async def held() -> bool:
        return answers.pop(0)

    stop, lock = asyncio.Event(), Holding(held, WallClock(10_000))
    await lock.run(stop)
    assert (stop.is_set(), answers) == (True, [])
    assert lock.trouble == "the lock on the database was lost; stopping, to be started anew"
    with pytest.raises(LockLost, match="stopping, to be started anew"):
        lock.insist()


async def test_a_session_that_is_gone_has_lost_its_lock() -> None:
    async def held() -> bool:
        raise StorageDown("connection closed")

    stop, lock = asyncio.Event(), Holding(held, WallClock(10_000))
    await lock.run(stop)
    assert stop.is_set()


async def test_a_desk_that_is_asked_to_stop_has_lost_nothing() -> None:
    async def held() -> bool:
        return True

    stop, lock = asyncio.Event(), Holding(held, WallClock(10_000))
    stop.set()
    await lock.run(stop)
    lock.insist()
    assert lock.trouble is None


def test_the_program_ends_with_1_and_a_sentence_so_that_it_is_started_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def lost(_: FilePoller) -> bool:
        return False

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_HTTP_PORT", str(free_port()))
    monkeypatch.setenv("DESK_SANDBOX_PORT", str(free_port()))
    monkeypatch.setattr(FilePoller, "held", lost)
    monkeypatch.setattr(holding, "_ASKS_EVERY", timedelta(seconds=0.2))
    assert main(["run"]) == 1
    sentence = "frontdesk: the lock on the database was lost; stopping, to be started anew.\n"
    assert sentence in capsys.readouterr().err
