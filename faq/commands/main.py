"""The library at the command line: what is wrong with it, why it says what it says, and how often it is right.

    lint PATH [--today DATE]          everything to mend in a library, its warnings included
    template PATH                     a workbook to begin a library with
    explain --kb PATH TEXT            the entries in the running for a message, and the decision
    eval --kb PATH --queries JSONL    how well it answers labelled questions

0: all is well. 1: the answer is no (there is something to mend; no entry fits). 2: the question was wrong.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from faq.commands import eval as eval_command
from faq.commands import lint as lint_command
from faq.commands.terminal import MisaskedError, Parser, library, say
from faq.knowledge import Explanation
from faq.match import Outcome
from faq.matching.matcher import Contender
from faq.matching.views import SHARES

SHOWN = 5
"""Contenders that `explain` lists."""


def main(argv: Sequence[str]) -> int:
    """Run one command; the exit code."""
    try:
        asked = _parser().parse_args(argv)
        run: Callable[[argparse.Namespace], int] = asked.run
        return run(asked)
    except MisaskedError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _explain(asked: argparse.Namespace) -> int:
    explanation = library(asked.kb).explain(asked.text)
    say(*_told(explanation))
    return 1 if explanation.match.outcome is Outcome.NONE else 0


def _told(explanation: Explanation) -> list[str]:
    match = explanation.match
    decision = f"{match.outcome} {match.entry_id}" if match.entry_id else match.outcome
    return [
        f"looked for: {explanation.key}",
        *(f"{place}. {_line(one)}" for place, one in enumerate(explanation.ranking[:SHOWN], start=1)),
        f"new to the library: {explanation.strangeness:.0%}",
        f"threshold: answer from {explanation.answer_from:.2f}, suggest from {explanation.suggest_from:.2f}",
        f"decision: {decision}, confidence {match.confidence:.2f}",
    ]


def _line(one: Contender) -> str:
    shares = zip(one.views.items(), SHARES.tolist(), strict=True)
    seen = ", ".join(f"{name} {view * share:.2f} of {share:.2f}" for (name, view), share in shares)
    return f"{one.entry.id}  {one.strength:.2f}  ({seen})  “{one.phrasing}”"


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m bot faq",
        description="Look after the library of questions and answers: these commands ask a file.",
        epilog="Of the library in the database: import, export, diff, gaps, and lint without a path.",
    )
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    lint_command.set_up_lint(commands.add_parser("lint", help="report everything to mend in a library"))
    explain = commands.add_parser("explain", help="show why a message is matched as it is")
    explain.add_argument("--kb", type=Path, required=True, help="a file, or a folder of files")
    explain.add_argument("text", help="the message")
    explain.set_defaults(run=_explain)
    eval_command.set_up(commands.add_parser("eval", help="measure how well a library answers labelled questions"))
    lint_command.set_up_template(commands.add_parser("template", help="write a workbook to begin a library with"))
    return parser
