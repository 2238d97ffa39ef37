"""Entries that end soon or want to be looked at: whose owners are reminded, and when."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from desk.library.commands import Remind, Reminder
from desk.library.notices import EntryExpires, ReviewDue
from desk.notices import Notice
from faq import Entry

MORNING = time(9)
"""When owners are reminded, local time: nobody renews an entry at midnight."""

_BEFORE = ((Remind.EXPIRES_3, timedelta(days=3)), (Remind.EXPIRES_14, timedelta(days=14)))


def reminders_due(entries: Iterable[Entry], today: date) -> tuple[Reminder, ...]:
    """Return what owners are to know today, told before or not; what has ended already is for `faq lint`."""
    return tuple(reminder for entry in entries for reminder in _of(entry, today))


def _of(entry: Entry, today: date) -> Iterable[Reminder]:
    ends, review = entry.valid_until, entry.review_on
    if ends is not None and ends >= today:
        for why, span in _BEFORE:
            if ends - today <= span:
                yield Reminder(entry=entry, why=why, on=ends)
    if review is not None and review <= today and (ends is None or ends >= today):
        yield Reminder(entry=entry, why=Remind.REVIEW, on=review)


def reminders_told(fresh: Sequence[Reminder], today: date) -> list[Notice]:
    """Return what is said: of several about the end of one entry only one, for they say the same day."""
    ending = {(one.entry.id, one.on): one for one in fresh if one.why is not Remind.REVIEW}
    reviews = [one for one in fresh if one.why is Remind.REVIEW]
    expires: list[Notice] = [
        EntryExpires(
            entry_id=one.entry.id,
            question=one.entry.question,
            owner=one.entry.owner,
            valid_until=one.on,
            days=(one.on - today).days,
        )
        for one in ending.values()
    ]
    return expires + [
        ReviewDue(entry_id=one.entry.id, question=one.entry.question, owner=one.entry.owner, review_on=one.on)
        for one in reviews
    ]
