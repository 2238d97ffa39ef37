"""The public holidays of a country, and the days off that are worked elsewhere in the year to make up for them.

They come from the library `holidays`. Where a government publishes each year which working days are exchanged for
days off (China does, in November), the library estimates the years that are not published yet; such a year says so.
"""

from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from functools import lru_cache
from typing import Any


class UnknownRegionError(LookupError):
    """The library knows no such country or region; the message says which it knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """One year: its public holidays, its weekend days that are worked, and whether all of this is certain."""

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpublished:
    """A warning: the holidays of a year are estimated, for the country has not said yet how it arranges them."""

    region: str
    year: int

    def __str__(self) -> str:
        return (
            f"the public holidays in {self.region} for {self.year} are estimated: the arrangement is not published yet"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHolidays:
    """The holidays of a region, "CN" or "DE-BY"; the years in `known` stay as they are when the library learns more."""

    region: str
    known: tuple[Arrangement, ...] = ()

    def of(self, year: int) -> Arrangement:
        """Return a year's arrangement.

        Raises:
            UnknownRegionError: there is no such region.
        """
        known = (arrangement for arrangement in self.known if arrangement.year == year)
        return next(known, None) or _arranged(self.region, year)

    def known_for(self, years: range) -> "PublicHolidays":
        """Return the same holidays with these years, too, as they are known now, so that a replay finds them again."""
        added = (self.of(year) for year in years if all(year != one.year for one in self.known))
        return replace(self, known=(*self.known, *added))


@lru_cache(maxsize=1024)
def _arranged(region: str, year: int) -> Arrangement:
    found = _asked(region, year)
    return Arrangement(
        year=year,
        holidays=frozenset(day for day in found if day.year == year),
        workdays=frozenset(day for day in found.weekend_workdays if day.year == year),
        published=year <= _last_published(found) and not _estimated(found),
    )


def _asked(region: str, year: int) -> Any:
    # It takes a second to import, and most calendars do not ask for it.
    from holidays import country_holidays, list_supported_countries  # noqa: PLC0415

    country, _, part = region.partition("-")
    known = list_supported_countries()
    if country not in known:
        raise UnknownRegionError(f'no holidays are known for {country}; write a country such as "CN", or "DE-BY"')
    if part and part not in known[country]:
        parts = [f"{country}-{one}" for one in known[country]]
        raise UnknownRegionError(f"no such region is known; write {', '.join([country, *parts])}")
    return country_holidays(country, subdiv=part or None, years=year)


def _last_published(found: Any) -> int:
    """Return the last year whose exchanged days are known; where none are exchanged, the law holds for every year."""
    exchanges: bool = getattr(found, "has_substituted_holidays", False)
    return max(found.special_public_holidays, default=MAXYEAR) if exchanges else MAXYEAR


def _estimated(found: Any) -> bool:
    """Return whether a day is marked as estimated: by the sight of the moon, for example."""
    labels = (getattr(found, name, None) for name in ("estimated_label", "observed_estimated_label"))
    marks = [found.tr(label).replace("%s", "").strip() for label in labels if label]
    return any(mark in name for name in found.values() for mark in marks)
