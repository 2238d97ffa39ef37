"""What staff ask of the rules themselves."""

from dataclasses import dataclass

from desk.commands.command import StaffCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRules(StaffCommand):
    """Tell which version is in force, since when, and what it changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyRules(StaffCommand):
    """A lead lets a version apply to clocks that already run."""

    version: int
