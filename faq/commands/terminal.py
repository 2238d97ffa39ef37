"""What every library command does alike at the command line: ask, find files, say lines and refuse in one sentence."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from faq.files.problem import LibraryError
from faq.knowledge import KnowledgeBase


class MisaskedError(Exception):
    """The question was wrong; the sentence says how to ask."""


class Parser(argparse.ArgumentParser):
    """Refuses a wrong command line with one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to ask."""
        usage = " ".join(self.format_usage().removeprefix("usage: ").split())
        raise MisaskedError(f"{message[:1].upper()}{message[1:]}; ask as follows: {usage}")


def existing(path: Path) -> Path:
    """The path itself.

    Raises:
        MisaskedError: nothing is there.
    """
    if not path.exists():
        raise MisaskedError(f"There is no file or folder {path}.")
    return path


def library(path: Path) -> KnowledgeBase:
    """The library at a path.

    Raises:
        MisaskedError: it is not there or cannot be used; the sentence names the first problem.
    """
    try:
        return KnowledgeBase.load(existing(path))
    except LibraryError as error:
        raise MisaskedError(f"The library cannot be used: {error.problems[0]}") from error


def say(*lines: str) -> None:
    """Write lines to the standard output."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
