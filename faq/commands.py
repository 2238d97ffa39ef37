"""The library at the command line: what is wrong with it, and why it says what it says.

    lint PATH                 everything to mend in a library, its warnings included
    explain --kb PATH TEXT    the entries in the running for a message, and the decision

0: all is well. 1: the answer is no (there is something to mend; no entry fits). 2: the question was wrong.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from faq.knowledge import Explanation, KnowledgeBase
from faq.match import Outcome
from faq.matcher import Contender
from faq.problem import LibraryError
from faq.reading import read
from faq.rivals import rivals

SHOWN = 5
"""Contenders that `explain` lists."""


def main(argv: Sequence[str]) -> int:
    """Run one command; the exit code."""
    try:
        asked = _parser().parse_args(argv)
        return _lint(asked.path) if asked.command == "lint" else _explain(asked.kb, asked.text)
    except _MisaskedError as error:
        sys.stderr.write(f"{error}\n")
        return 2


class _MisaskedError(Exception):
    """The question was wrong; the sentence says how to ask."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().removeprefix("usage: ").split())
        raise _MisaskedError(f"{message[:1].upper()}{message[1:]}; ask as follows: {usage}")


def _lint(path: Path) -> int:
    try:
        entries = read(_existing(path))
    except LibraryError as error:
        _say(*map(str, error.problems))
        return 1
    found = rivals(entries)
    _say(
        *(f"“{one.phrasing}” is a phrasing of {' and '.join(one.entry_ids)}; leave it to one of them." for one in found)
    )
    _say(f"{len(entries):,} entries with {sum(len(entry.phrasings) for entry in entries):,} phrasings.")
    return 1 if found else 0


def _explain(path: Path, text: str) -> int:
    try:
        explanation = KnowledgeBase.load(_existing(path)).explain(text)
    except LibraryError as error:
        raise _MisaskedError(f"The library cannot be used: {error.problems[0]}") from error
    _say(*_told(explanation))
    return 1 if explanation.match.outcome is Outcome.NONE else 0


def _told(explanation: Explanation) -> list[str]:
    match = explanation.match
    decision = f"{match.outcome} {match.entry_id}" if match.entry_id else match.outcome
    return [
        f"looked for: {explanation.key}",
        *(f"{place}. {_line(one)}" for place, one in enumerate(explanation.ranking[:SHOWN], start=1)),
        f"new to the library: {explanation.strangeness:.0%}",
        f"decision: {decision}, confidence {match.confidence:.2f}",
    ]


def _line(one: Contender) -> str:
    seen = f"n-grams {one.views.grams:.2f}, order {one.views.order:.2f}, letters {one.views.letters:.2f}"
    return f"{one.entry.id}  {one.strength:.2f}  ({seen})  “{one.phrasing}”"


def _existing(path: Path) -> Path:
    if not path.exists():
        raise _MisaskedError(f"There is no file or folder {path}.")
    return path


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="faq", description="Look after the library of questions and answers.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    lint = commands.add_parser("lint", help="report everything to mend in a library")
    lint.add_argument("path", type=Path, help="a file, or a folder of files")
    explain = commands.add_parser("explain", help="show why a message is matched as it is")
    explain.add_argument("--kb", type=Path, required=True, help="a file, or a folder of files")
    explain.add_argument("text", help="the message")
    return parser
