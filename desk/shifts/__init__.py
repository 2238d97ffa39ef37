"""Shifts: who is planned on duty when, and who has the lead.

    rota = read_rota(text, "rota.toml")
    rota.planned(now)                           # frozenset({"07", "12"})
    rota.shift_of("07", now)                    # Shift(name="late", start=…, end=…), or None
    rota = rota.swapped(Swap(...))              # what a lead has approved

A rota is a plan, not duty itself: who is on duty says so.
"""

from desk.shifts.rota import NOBODY, Plan, Rota, RotaAgent, Shift, Swap
from desk.shifts.rota_file import read_rota

__all__ = ["NOBODY", "Plan", "Rota", "RotaAgent", "Shift", "Swap", "read_rota"]
