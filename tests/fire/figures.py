"""What a desk under fire did with its promises, counted, as one table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

_ENOUGH = 0.95  # of the rate Telegram allows
_TOO_MANY_429 = 1.0  # per 10,000 sends
_FAIR = 2.0  # times the unloaded p99


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one run counted; None is what it does not look at."""

    scenario: str
    kill_points: int | None = None
    lost: int | None = None
    doubled: int | None = None
    """Outside the window in which a send was cut off: handled twice, or a repeat that is not marked."""
    repeated: int | None = None
    """Inside that window, and marked."""
    out_of_order: int | None = None
    missed: int | None = None
    """Deadlines that never fired."""
    fired_twice: int | None = None
    two_owners: int | None = None
    ledger_gaps: int | None = None
    recovery: float | None = None
    """The longest time from the start of a process, or the end of a fault, to the first message; seconds."""
    provoked_429: float | None = None
    """Refusals for going too fast, per 10,000 sends."""
    rate_used: float | None = None
    """The share of the rate Telegram allows that was used while there was enough to say."""
    others_p99: float | None = None
    """How much slower the other customers are served, as a ratio of p99 to p99 without the fault."""

    def broken(self) -> list[str]:
        """Return which promises were broken, in words."""
        nothing = ("lost", "doubled", "out_of_order", "missed", "fired_twice", "two_owners", "ledger_gaps")
        wrong = [f"{name} is {getattr(self, name)}, not 0" for name in nothing if getattr(self, name)]
        if self.provoked_429 is not None and self.provoked_429 > _TOO_MANY_429:
            wrong.append(f"provoked_429 is {self.provoked_429:.1f} per 10,000, more than {_TOO_MANY_429:.0f}")
        if self.rate_used is not None and self.rate_used < _ENOUGH:
            wrong.append(f"rate_used is {self.rate_used:.3f}, less than {_ENOUGH}")
        if self.others_p99 is not None and self.others_p99 > _FAIR:
            wrong.append(f"others_p99 is {self.others_p99:.2f}, more than {_FAIR}")
        return wrong


def table(rows: Sequence[Figures]) -> str:
    """Return the figures of all runs as a table, with what they come to in its last line."""
    names = [field.name for field in fields(Figures)]
    heads = [name.replace("_", " ") for name in names]
    lines = [[_cell(getattr(row, name)) for name in names] for row in [*rows, total(rows)]]
    widths = [max(len(line[at]) for line in [heads, *lines]) for at in range(len(names))]
    drawn = [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in [heads, *lines]
    ]
    return "\n".join(drawn)


def together(rows: Iterable[Figures]) -> list[Figures]:
    """Return one row for each scenario, however often it was run, in the order in which they first come."""
    runs: dict[str, list[Figures]] = {}
    for row in rows:
        runs.setdefault(row.scenario, []).append(row)
    return [total(of, f"{name}, {len(of)} runs") if len(of) > 1 else of[0] for name, of in runs.items()]


def total(rows: Sequence[Figures], scenario: str = "all") -> Figures:
    """Return what all runs come to: counts added, and of what is measured the worst."""
    return Figures(
        scenario=scenario,
        kill_points=_sum(row.kill_points for row in rows),
        lost=_sum(row.lost for row in rows),
        doubled=_sum(row.doubled for row in rows),
        repeated=_sum(row.repeated for row in rows),
        out_of_order=_sum(row.out_of_order for row in rows),
        missed=_sum(row.missed for row in rows),
        fired_twice=_sum(row.fired_twice for row in rows),
        two_owners=_sum(row.two_owners for row in rows),
        ledger_gaps=_sum(row.ledger_gaps for row in rows),
        recovery=max(_known(row.recovery for row in rows), default=None),
        provoked_429=max(_known(row.provoked_429 for row in rows), default=None),
        rate_used=min(_known(row.rate_used for row in rows), default=None),
        others_p99=max(_known(row.others_p99 for row in rows), default=None),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _known(measured: Iterable[float | None]) -> list[float]:
    return [value for value in measured if value is not None]


def _cell(value: object) -> str:
    match value:
        case None:
            return "-"
        case float():
            return f"{value:.2f}"
        case _:
            return str(value)
