"""The command line: `python -m bot COMMAND`, where the commands are those of `_COMMANDS`.

Exit codes: 0 well, 1 the answer is no, 2 the question was wrong (one sentence with file, line, remedy).
Each command imports what it needs, so that one that needs no Telegram does not wait for its library.
"""

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext
from importlib import import_module

from bot.settings import BadSettings, Settings, read_settings

_COMMANDS = {
    "run": "start the desk (the default); without a token, in its sandbox",
    "sandbox": "run the Bot API server and its page alone",
    "migrate": "bring the database up to this version",
    "backup": "write everything the database holds into FILE, while the desk runs",
    "restore": "fill the database from a backup: restore FILE [--replace]",
    "check": "look whether everything is set as the desk needs it",
    "health": "ask the running desk whether it is well",
    "clock": "tell when promises of time are due: JSON lines in, JSON lines out; --hours FILE",
    "why": "explain every clock of a conversation: why CONVERSATION [--json]",
    "replay": "compute a period again from its events, and tell what was recorded otherwise; --from, --to, --json",
    "ledger": "print the overruns of a period and their sums; ledger KIND --out FILE writes one of the ledgers",
    "figures": "print the figures of a month, each with what it means; --month, --json",
    "report": "print what a day, a week or a month was: report [PERIOD] [--json]",
    "person": "person export ID [--out FILE]: everything kept about a customer; person erase ID --yes: their words",
    "audit": "audit verify [--head HASH]: whether the record is whole; audit show [--since] [--who] [--json]: read it",
    "faq": "look after the library: faq import, export, diff, gaps, lint; faq lint, explain, eval of a file",
}

_SERVE = {"run", "sandbox"}
_LOOK_BACK = ("why", "replay", "ledger", "figures", "report", "person", "audit")
_KEEP = ("backup", "restore")
_COUNT_UP = ("ledger", "figures")

_OF_THE_DATABASE = {"import", "export", "diff", "gaps"}
"""Commands about the library that is in the database; the others are asked of a file, and `lint` of either."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["faq"]:
        if _asks_the_database(given[1:]):
            from bot.library_commands import main as library  # noqa: PLC0415 - see the module's docstring

            return library(given[1:])
        from faq.commands.main import main as faq  # noqa: PLC0415 - see the module's docstring

        return faq(given[1:])
    if given[:1] == ["clock"]:
        from bot.clock_command import main as clock  # noqa: PLC0415 - see the module's docstring

        return clock(given[1:])
    if given[:1] and given[0] in (*_LOOK_BACK, *_KEEP):
        with _collecting_nothing() if given[0] in _COUNT_UP else nullcontext():
            return int(import_module(f"bot.{given[0]}_command").main(given[1:]))
    parser = argparse.ArgumentParser(prog="python -m bot", description="Frontdesk: a chat support desk.")
    commands = parser.add_subparsers(dest="command", metavar="command")
    for name, purpose in _COMMANDS.items():
        commands.add_parser(name, help=purpose, description=purpose)
    command = parser.parse_args(given).command or "run"
    try:
        return _run(command, read_settings())
    except BadSettings as error:
        return wrong(str(error))


@contextmanager
def _collecting_nothing() -> Generator[None]:
    """Let no time go into looking for garbage: who counts up a year of rows leaves no circles behind."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _asks_the_database(asked: Sequence[str]) -> bool:
    if asked[:1] == ["lint"]:
        from faq.commands.lint import names_a_file  # noqa: PLC0415 - see the module's docstring

        return not names_a_file(asked[1:])
    return bool(asked) and asked[0] in _OF_THE_DATABASE


def wrong(sentence: str) -> int:
    """Say in one sentence what was wrong with the question."""
    sys.stderr.write(f"frontdesk: {sentence}\n")
    return 2


def _run(command: str, settings: Settings) -> int:
    if command == "health":
        from bot.health_command import ask_health  # noqa: PLC0415 - see the module's docstring

        return ask_health(settings)
    if command == "check":
        from bot.asking import run_check  # noqa: PLC0415 - see the module's docstring

        return asyncio.run(run_check(settings))
    if command == "migrate":
        from bot.asking import run_migrate  # noqa: PLC0415 - see the module's docstring

        return asyncio.run(run_migrate(settings))
    if command == "sandbox":
        from bot.playing import run_sandbox  # noqa: PLC0415 - see the module's docstring

        return asyncio.run(run_sandbox(settings))
    from bot.wiring import run  # noqa: PLC0415 - see the module's docstring

    return run(settings)


def answer_who_reads() -> int:
    """Run one command; who has read enough, as `| head` has, ends it well, but not what serves."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        if (sys.argv[1:] or ["run"])[0] in _SERVE:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still unsaid would fail once more
        return 0
    return code


if __name__ == "__main__":
    sys.exit(answer_who_reads())
