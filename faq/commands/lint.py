"""`lint` and `template` at the command line: what is to be mended in a library, and a workbook to begin one with."""

import argparse
from datetime import date
from pathlib import Path

from faq.commands.terminal import MisaskedError, existing, say
from faq.files.problem import LibraryError
from faq.files.reading import read
from faq.files.template import template
from faq.upkeep.lint import in_words, lint


def set_up_lint(parser: argparse.ArgumentParser) -> None:
    """The options of `lint`."""
    parser.add_argument("path", type=Path, help="a file, or a folder of files")
    parser.add_argument("--today", type=_day, help="report what is expired or overdue on this day (year-month-day)")
    parser.add_argument("--locale", choices=["en", "zh"], default="en", help="the language of the report")
    parser.set_defaults(run=_lint)


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
    found = lint(entries, today=asked.today)
    say(*(in_words(finding, asked.locale) for finding in found))
    counts = len(entries), sum(len(entry.phrasings) for entry in entries)
    say(("{:,} entries with {:,} phrasings." if asked.locale == "en" else "共 {:,} 条，{:,} 个问法。").format(*counts))
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
