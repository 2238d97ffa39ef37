"""`lint` and `template` at the command line: what is to be mended in a library, and a workbook to begin one with."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from faq.commands.terminal import MisaskedError, Parser, existing, say
from faq.entry import Entry
from faq.files.headers import Locale
from faq.files.problem import LibraryError
from faq.files.reading import read
from faq.files.template import template
from faq.upkeep.lint import Finding, in_words, lint


def set_up_lint(parser: argparse.ArgumentParser) -> None:
    """The options of `lint` of a file."""
    parser.add_argument("path", type=Path, help="a file, or a folder of files; without one, the library in force")
    parser.add_argument("--today", type=_day, help="report what is expired or overdue on this day (year-month-day)")
    parser.add_argument("--locale", choices=["en", "zh"], default="en", help="the language of the report")
    parser.set_defaults(run=_lint)


def names_a_file(arguments: Sequence[str]) -> bool:
    """Tell whether `lint` is asked of a file; without one it is asked of the library in force."""
    parser = Parser(add_help=False)
    parser.add_argument("path", nargs="?")
    parser.add_argument("--today")
    parser.add_argument("--locale")
    try:
        known, _ = parser.parse_known_args(list(arguments))
    except MisaskedError:  # which the file's command says better
        return True
    return known.path is not None


def set_up_template(parser: argparse.ArgumentParser) -> None:
    """The options of `template`."""
    parser.add_argument("path", type=Path, help="the .xlsx file to write")
    parser.add_argument("--locale", choices=["en", "zh"], default="zh", help="the language of the columns' names")
    parser.set_defaults(run=_template)


def _lint(asked: argparse.Namespace) -> int:
    try:
        entries = read(existing(asked.path))
    except LibraryError as error:
        say(*(str(problem) if asked.locale == "en" else problem.in_words("zh") for problem in error.problems))
        return 1
    return report(lint(entries, today=asked.today), entries, asked.locale)


def report(found: Sequence[Finding], entries: Sequence[Entry], locale: Locale) -> int:
    """Say what was found, and of how much; the exit code."""
    say(*(in_words(finding, locale) for finding in found))
    counts = len(entries), sum(len(entry.phrasings) for entry in entries)
    say(("{:,} entries with {:,} phrasings." if locale == "en" else "共 {:,} 条，{:,} 个问法。").format(*counts))
    return 1 if any(finding.must_be_mended for finding in found) else 0


def _template(asked: argparse.Namespace) -> int:
    path: Path = asked.path
    if path.suffix.lower() != ".xlsx":
        raise MisaskedError(f"The template is a workbook; write it to a file that ends in .xlsx, not to {path.name}.")
    if path.exists():
        raise MisaskedError(f"There is already a file {path}; choose another name or take it away first.")
    try:
        path.write_bytes(template(asked.locale))
    except OSError as error:
        raise MisaskedError(f"{path} cannot be written ({error.strerror}); choose another place.") from error
    say(f"The template is in {path}." if asked.locale == "en" else f"模板已写入 {path}。")
    return 0


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{written} is no date; write year-month-day") from error
