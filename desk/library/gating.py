"""What the gate found, cut to what an editor can read in the chat and what is kept of it."""

from collections.abc import Sequence

from desk.library.shelf import Double, GateReport, Theft, Wrong
from faq.upkeep.gate import Verdict

SHOWN = 10
"""Findings of each kind that are told; of more, how many."""


def report_of(verdict: Verdict) -> GateReport:
    """Return a verdict of the gate as it is told and kept."""
    found: tuple[Sequence[object], ...] = (verdict.stolen, verdict.newly_wrong, verdict.rivals, verdict.duplicates)
    doubles = [Double(question=one.phrasing, entry_ids=one.entry_ids) for one in verdict.rivals[:SHOWN]]
    doubles += [
        Double(question=one.phrasing, entry_ids=(one.entry_id, one.other_id), alike=True)
        for one in verdict.duplicates[:SHOWN]
    ]
    return GateReport(
        passed=verdict.passed,
        stolen=tuple(Theft(question=one.text, owner=one.owner, thief=one.thief) for one in verdict.stolen[:SHOWN]),
        wrong=tuple(
            Wrong(question=one.text, expected=one.expected, answered=one.answered)
            for one in verdict.newly_wrong[:SHOWN]
        ),
        doubles=tuple(doubles),
        precision_before=verdict.precision_before,
        precision_after=verdict.precision_after,
        more=sum(max(0, len(kind) - SHOWN) for kind in found),
    )
