"""The numbers of the service, the files they are read from, and the versions there have been."""

from desk.rules.numbers import (
    LINES,
    Former,
    LibraryRules,
    Line,
    OnCall,
    Organisation,
    QuietHours,
    Rules,
)

__all__ = [
    "LINES",
    "Former",
    "LibraryRules",
    "Line",
    "OnCall",
    "Organisation",
    "QuietHours",
    "Rules",
]
