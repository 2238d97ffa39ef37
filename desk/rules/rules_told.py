"""What is told of the rules themselves: the version in force, what a new one changed, and whom it applies to."""

from collections.abc import Mapping
from datetime import datetime

from desk import commands as c
from desk import notices as n
from desk.people import Agent
from desk.rules.rulebook import Book, estimated, never_open


def shown(book: Book, now: datetime) -> n.RulesShown:
    """Return the rules in force, for who asks."""
    shut = never_open(book.rules, now)
    return n.RulesShown(
        version=book.rules.version,
        since=book.since,
        changed=book.changed,
        kept=book.kept,
        estimated=estimated(book.rules.hours, now),
        never_opens="" in shut,
        shut_lines=tuple(letter for letter in shut if letter),
        unread=book.unread,
    )


def changed(book: Book) -> n.RulesChanged:
    """Return what the room is told of a new version."""
    return n.RulesChanged(version=book.rules.version, changed=book.changed, kept=book.kept)


def outcome_of(command: c.ShowRules | c.ApplyRules, book: Book, agents: Mapping[int, Agent]) -> n.Outcome:
    """Return how it ends that somebody wants the newest version to apply to clocks that run: only a lead may."""
    who = agents.get(command.agent)
    if who is None or who.removed or isinstance(command, c.ShowRules):
        return n.Outcome.NOT_ADMITTED
    if not who.leads:
        return n.Outcome.RULES_FOR_LEADS
    if command.version != book.rules.version:
        return n.Outcome.RULES_NEWER
    return n.Outcome.RULES_APPLIED if book.kept else n.Outcome.RULES_APPLIED_ALREADY
