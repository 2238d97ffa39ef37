"""The numbers of the service, the files they are read from, and the versions there have been."""

from desk.rules.numbers import (
    LINES,
    CustomerLevels,
    Former,
    LibraryRules,
    Line,
    OnCall,
    Organisation,
    QuietHours,
    Reports,
    Retention,
    Rules,
    Team,
)

__all__ = [
    "LINES",
    "CustomerLevels",
    "Former",
    "LibraryRules",
    "Line",
    "OnCall",
    "Organisation",
    "QuietHours",
    "Reports",
    "Retention",
    "Rules",
    "Team",
]
