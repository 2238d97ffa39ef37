"""The library of the database at the command line: files in and out, through the same rules as the chat.

    import FILE [--dry-run] [--replace] [--insist REASON]   take a file over, all of it or nothing
    export FILE                                             write what is published, the golden set beside it
    diff FILE                                               what taking it over would change
    gaps [--json]                                           what customers asked in vain, the heaviest first
    lint [--locale LOCALE]                                  everything to mend, and what nobody needs

A change that would make answers worse is refused with what would go wrong, unless somebody insists with a reason.
A desk that runs on the same database goes on, and answers from the changed library within seconds.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.clock import WallClock
from bot.gaps_told import found_gaps, gap_lines, gap_objects
from bot.opening import in_force, take_over
from bot.past_asked import at_the_machine
from bot.places import database_url, rules_of
from bot.settings import BadSettings, Settings, read_settings
from desk.errors import Conflict, DeskError
from desk.library.commands import ImportEntries
from desk.rules import Rules
from faq import Entry, KnowledgeBase, LibraryError
from faq.commands.lint import report
from faq.commands.terminal import MisaskedError, Parser, existing, say
from faq.files.headers import Locale
from faq.files.reading import read
from faq.files.writing import write
from faq.upkeep.diff import Diff, compare, lines
from faq.upkeep.gate import Verdict, examine, needs_examination
from faq.upkeep.golden import Golden, from_phrasings, golden_beside, golden_path, written_golden
from faq.upkeep.lint import lint
from faq.upkeep.usage import LOOKED_BACK, Use, unused
from storage.engine import Database, open_database


def main(argv: Sequence[str]) -> int:
    """Run one command; the exit code."""
    try:
        asked = _parser().parse_args(argv)
        return asyncio.run(_run(asked, read_settings()))
    except Conflict:
        return _wrong("The library was changed at this very moment; please look at the difference once more.")
    except (MisaskedError, BadSettings, DeskError) as error:
        return _wrong(str(error))


def _wrong(*sentences: str) -> int:
    sys.stderr.writelines(f"{sentence}\n" for sentence in sentences)
    return 2


async def _run(asked: argparse.Namespace, settings: Settings) -> int:
    run: Callable[[_Work, argparse.Namespace], Coroutine[Any, Any, int]] = asked.run
    rules = rules_of(settings)
    database = await open_database(database_url(settings), at_the_machine())
    try:
        return await run(_Work(database, settings, rules), asked)
    except LibraryError as error:
        return _wrong(*error.in_words(settings.locale))
    finally:
        await database.close()


@dataclass(frozen=True, slots=True)
class _Work:
    """What every command here works on."""

    database: Database
    settings: Settings
    rules: Rules

    async def compared(self, path: Path, *, replace: bool) -> tuple[int, tuple[Entry, ...], Diff]:
        """Return the revision, what is published, and what the file would change of it."""
        entries = read(existing(path), answers_needed=True)
        revision, published = await self.database.library.published()
        return revision, published, compare(published, entries, replace=replace)

    def tell(self, diff: Diff) -> None:
        """Say what would change."""
        say(*lines(diff, self.settings.locale))


async def _diff(work: _Work, asked: argparse.Namespace) -> int:
    _, _, diff = await work.compared(asked.file, replace=asked.replace)
    work.tell(diff)
    return int(bool(diff))


async def _export(work: _Work, asked: argparse.Namespace) -> int:
    """The golden questions go into a file beside, from where an import takes them."""
    path: Path = asked.file
    _, published = await work.database.library.published()
    try:
        _write(path, write(published, path.suffix.lower(), work.settings.locale))
    except ValueError as error:
        raise MisaskedError(str(error)) from error
    say(f"{len(published):,} → {path}")
    if golden := written_golden(await work.database.library.golden()):
        _write(golden_path(path), golden)
        say(f"{len(golden.splitlines()):,} → {golden_path(path)}")
    return 0


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise MisaskedError(f"{path} cannot be written: {error.strerror}.") from error


async def _import(work: _Work, asked: argparse.Namespace) -> int:
    revision, published, diff = await work.compared(asked.file, replace=asked.replace)
    golden = await work.database.library.golden()
    brought = _golden_of(asked.file, golden, {entry.id for entry in (*published, *diff.put)})
    work.tell(diff)
    if brought:
        say(_WORDS[work.settings.locale]["golden"].format(len(brought)))
    if not (diff or brought):
        return 0
    verdict = await _verdict(work, published, diff, (*golden, *brought))
    if verdict is not None:
        say(*_found(verdict, work.settings.locale, insisted=bool(asked.insist)))
    emptied = len(diff.removed) > max(_FEW, len(published) * _MOST_RETIRED) and not asked.insist
    if emptied:
        say(_WORDS[work.settings.locale]["emptied"].format(len(diff.removed), len(published)))
    stopped = emptied or (verdict is not None and not verdict.passed and not asked.insist)
    if stopped or asked.dry_run:
        return int(stopped)
    command = ImportEntries(
        put=diff.put,
        retired=tuple(entry.id for entry in diff.removed),
        golden=brought,
        revision=revision,
        insisted=asked.insist if verdict is not None and not verdict.passed else "",
        silently=not published,
    )
    await take_over(work.database, command, work.rules, WallClock(), work.settings.locale)
    return 0


async def _gaps(work: _Work, asked: argparse.Namespace) -> int:
    clock = WallClock()
    _, published = await work.database.library.published()
    lines = await found_gaps(work.database.learning, KnowledgeBase(published), clock.now())
    say(*(gap_lines(lines, work.settings.locale) if not asked.json else gap_objects(lines)))
    return 0


async def _lint(work: _Work, asked: argparse.Namespace) -> int:
    """What is asked for without a day, dates too: it is the library of today."""
    locale: Locale = asked.locale or work.settings.locale
    now = WallClock().now()
    today = now.astimezone(work.rules.organisation.zone).date()
    _, published = await work.database.library.published()
    usage = await work.database.library.usage(now - LOOKED_BACK)
    idle = unused(published, usage, now=now, today=today)
    code = report(lint(published, today=today, unused=idle), published, locale)
    say(_used(list(usage.uses.values()), locale))
    return code


def _used(uses: Sequence[Use], locale: Locale) -> str:
    return _WORDS[locale]["used"].format(
        LOOKED_BACK.days,
        sum(use.answered for use in uses),
        sum(use.picked for use in uses),
        sum(use.offered for use in uses),
        sum(use.sent for use in uses),
    )


def _golden_of(path: Path, known: Sequence[Golden], entry_ids: Collection[str]) -> tuple[Golden, ...]:
    """The golden questions that come with the file and are not known yet.

    Raises:
        MisaskedError: one belongs to an entry that there is not.
    """
    there = set(known)
    brought = tuple(one for one in golden_beside(path) if one not in there)
    lost = next((one for one in brought if one.expected is not None and one.expected not in entry_ids), None)
    if lost is not None:
        raise MisaskedError(
            f"The golden question “{lost.text}” belongs to {lost.expected}, which is no entry of the library; "
            "mend the id, or write null where no entry answers it."
        )
    return brought


async def _verdict(work: _Work, published: Sequence[Entry], diff: Diff, golden: Sequence[Golden]) -> Verdict | None:
    """What the gate says; where nothing is matched otherwise, and of a first library, it is not asked."""
    before = {entry.id: entry for entry in published}
    moved = [entry for entry in diff.put if needs_examination(before.get(entry.id), entry)]
    if not published or not (moved or diff.removed):
        return None
    _, once = await in_force(work.database, work.rules)
    then = once.changed(diff.put, (entry.id for entry in diff.removed)).fitted()
    changed = {entry.id for entry in (*moved, *diff.removed)}
    asked = [one for one in golden if one.expected is None or one.expected in before] or from_phrasings(published)
    return examine(once, then, asked, changed)


_FEW, _MOST_RETIRED = 10, 0.1
"""Entries, or the share of the library, that a file may retire without a reason."""

_WORDS = {
    "zh": {
        "golden": "新增考题 {0:,} 道。",
        "emptied": '{1:,} 条里会停用 {0:,} 条，没有导入；确需如此请加 --insist "理由"。',
        "passed": "检查通过。",
        "stopped": '检查未通过，没有导入；确需导入请加 --insist "理由"。',
        "insisted": "检查未通过，按所给理由继续导入。",
        "stolen": "「{0}」原属 {1}，将被 {2} 抢走",
        "wrong": "「{0}」应答 {1}，将答 {2}",
        "rivals": "「{0}」同时是 {1} 的问法",
        "precision": "直接回答的准确率：{0} → {1}",
        "used": "最近 {0} 天：直接回答 {1:,} 次，客户选中 {2:,} 次，供客户选择 {3:,} 次，同事发送 {4:,} 次。",
    },
    "en": {
        "golden": "New golden questions: {0:,}.",
        "emptied": 'It would retire {0:,} of {1:,} entries: nothing is imported; whoever must, adds --insist "REASON".',
        "passed": "The gate lets it pass.",
        "stopped": 'The gate stops it, and nothing is imported; whoever must, adds --insist "REASON".',
        "insisted": "The gate stops it; it goes on for the reason given.",
        "stolen": "“{0}” belongs to {1}, and {2} would take it",
        "wrong": "“{0}” should be answered by {1}, and would be by {2}",
        "rivals": "“{0}” would be a phrasing of {1}",
        "precision": "precision of direct answers: {0} → {1}",
        "used": "In the last {0} days: answered {1:,}, picked {2:,}, offered {3:,}, sent by agents {4:,}.",
    },
}


def _found(verdict: Verdict, locale: str, *, insisted: bool) -> list[str]:
    words = _WORDS[locale]
    found = [words["stolen"].format(one.text, one.owner, one.thief) for one in verdict.stolen]
    found += [words["wrong"].format(one.text, one.expected or "–", one.answered or "–") for one in verdict.newly_wrong]
    found += [words["rivals"].format(one.phrasing, ", ".join(one.entry_ids)) for one in verdict.rivals]
    if verdict.precision_before is not None and verdict.precision_after is not None:
        found.append(words["precision"].format(f"{verdict.precision_before:.1%}", f"{verdict.precision_after:.1%}"))
    return [*found, words["passed" if verdict.passed else "insisted" if insisted else "stopped"]]


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m bot faq", description="Bring the library in and out of the database.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    import_ = commands.add_parser("import", help="take a file over, all of it or nothing")
    import_.add_argument("--dry-run", action="store_true", help="only tell what would happen")
    import_.add_argument("--insist", default="", metavar="REASON", help="although the gate stops it")
    import_.set_defaults(run=_import)
    export = commands.add_parser("export", help="write what is published into a file")
    export.set_defaults(run=_export)
    diff = commands.add_parser("diff", help="tell what taking a file over would change")
    diff.set_defaults(run=_diff)
    gaps = commands.add_parser("gaps", help="tell what customers asked in vain")
    gaps.add_argument("--json", action="store_true", help="one object per line")
    gaps.set_defaults(run=_gaps)
    lint_ = commands.add_parser("lint", help="report everything to mend; with a path, in that file")
    lint_.add_argument("--locale", choices=["en", "zh"], help="the language of the report")
    lint_.set_defaults(run=_lint)
    for one in (import_, export, diff):
        one.add_argument("file", type=Path, help="YAML, JSONL, CSV or XLSX, as its name ends")
    for one in (import_, diff):
        one.add_argument("--replace", action="store_true", help="retire what the file does not name")
    return parser
