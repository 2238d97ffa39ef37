"""A process that is struck at its N-th system call of a kind, by strace: killed before it, or told that it failed."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil

from bot.clock import WallClock

_STRACE = shutil.which("strace")
_OF_THE_LOOP = {"sendto", "recvfrom"}


@dataclass(frozen=True, slots=True)
class Injection:
    """What happens at the N-th call of a kind, counted in each thread: SIGKILL, or an error (ENOSPC) from then on."""

    call: str
    number: int
    error: str | None = None

    @property
    def threads(self) -> Sequence[str]:
        """Return whose calls count: the loop speaks to others, while files are written by threads of their own."""
        return () if self.call in _OF_THE_LOOP else ("-f",)

    def told(self) -> str:
        """Return it as strace is told."""
        what = "signal=SIGKILL" if self.error is None else f"error={self.error}"
        return f"{self.call}:{what}:when={self.number}{'' if self.error is None else '+'}"


@cache
def why_not() -> str | None:
    """Return why nothing can be struck here, or None if it can."""
    if _STRACE is None:
        return "strace is not installed"
    probe = [_STRACE, "-f", "-qq", "-e", "trace=fdatasync", "true"]
    told = subprocess.run(probe, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    return None if told.returncode == 0 else f"strace may not watch here: {told.stderr.strip()[-80:]}"


@asynccontextmanager
async def inject(injection: Injection, pid: int) -> AsyncGenerator[None]:
    """Let a process that waits, stopped, go on under an injection, until the end of the block."""
    clock = WallClock()
    while psutil.Process(pid).status() != psutil.STATUS_STOPPED:
        await clock.sleep(0.01)
    async with strike(injection, pid):
        os.kill(pid, signal.SIGCONT)
        yield


@asynccontextmanager
async def strike(injection: Injection, pid: int) -> AsyncGenerator[None]:
    """Put a process under an injection until the end of the block."""
    clock = WallClock()
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        with told.open("w") as sink:
            watching = subprocess.Popen(  # noqa: ASYNC220, S603 - our own words, and it is begun once
                [_STRACE or "strace", *injection.threads, "-p", str(pid), "-o", os.devnull,
                 "-e", f"trace={injection.call}", "-e", f"inject={injection.told()}"],
                stderr=sink,
            )  # fmt: skip
        try:
            while "attached" not in told.read_text():
                assert watching.poll() is None, told.read_text()
                await clock.sleep(0.01)
            yield
        finally:
            watching.terminate()
            watching.wait(10)
