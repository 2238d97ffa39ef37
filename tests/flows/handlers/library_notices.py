"""One of every kind of notice about the library, with a text wherever somebody else chose the words."""

from datetime import date

from desk.forms.form import FormKind
from desk.forms.forming import KINDS
from desk.library import notices as n
from desk.library.alterations import Field
from desk.library.commands import Blank
from desk.library.outcomes import LibraryOutcome, LibraryTold, Trouble
from desk.library.shelf import Double, GateReport, Standing, Theft, Wrong
from desk.notices import Notice
from faq import Entry
from tests.kit.cast import at

LONG_ID = "a-very-long-name-for-an-entry-about-taps-that-leak-at-night"
PHOTO = "photo:AgACAgUAAx000000000001PHO-Sbx"


def entry(text: str, entry_id: str = LONG_ID, items: int = 30) -> Entry:
    """Return an entry in which everything is full of a text."""
    texts = tuple(f"{text}{place}" for place in range(items))
    return Entry(
        id=entry_id,
        question=text,
        variants=texts,
        answer=text,
        category=text,
        keywords=texts,
        owner=text,
        valid_from=date(2027, 1, 1),
        valid_until=date(2027, 12, 31),
        review_on=date(2027, 6, 30),
        veto=texts,
        attachments=(PHOTO, "document:X", "nonsense"),
        applies_to=texts,
        leads_to="repair",
    )


def report(text: str, count: int = 12, *, passed: bool = False) -> GateReport:
    """Return a report in which there is much of everything."""
    return GateReport(
        passed=passed,
        stolen=tuple(Theft(question=text, owner="fee", thief=thief) for thief in ("gone", LONG_ID) * (count // 2)),
        wrong=tuple(
            Wrong(question=text, expected=expected, answered=answered)
            for expected, answered in (("fee", LONG_ID), (LONG_ID, None), (None, LONG_ID), ("fee", "gone"))
        ),
        doubles=tuple(
            Double(question=text, entry_ids=("fee", LONG_ID, "gone"), alike=alike) for alike in (True, False) * count
        ),
        precision_before=0.981,
        precision_after=0.934,
        more=7,
    )


def _tried(text: str) -> tuple[tuple[n.TriedStep, ...], ...]:
    """Return what may become of words that were tried: each step alone, and all of them."""
    steps = [n.TriedStep(outcome=one) for one in n.Tried if one not in {n.Tried.REGISTERED, n.Tried.FILLED_IN}]
    steps += [n.TriedStep(outcome=n.Tried.ANSWERED, question=text, exact=exact) for exact in (True, False)]
    steps += [n.TriedStep(outcome=n.Tried.REGISTERED, kind=kind) for kind in KINDS.values()]
    steps += [n.TriedStep(outcome=n.Tried.FILLED_IN, kind=kind) for kind in FormKind if kind is not FormKind.REPORT]
    return (*((one,) for one in steps), tuple(steps))


def shown(text: str, **more: object) -> n.EntryShown:
    """Return an entry as it is shown."""
    fields = {
        "entry": entry(text),
        "number": 3,
        "current": True,
        "standing": Standing.SETTLED,
        "published": 3,
        "retired": False,
        "by": "03",
        "at": at(),
        "note": text,
    }
    return n.EntryShown(**{**fields, **more})  # type: ignore[arg-type]


def library_samples(text: str, by: str = "07") -> list[Notice]:
    """One of every kind of notice about the library."""
    differences = (
        *(n.Difference(field=field, before=(text,), after=(text,)) for field in Field),
        n.Difference(field=Field.ANSWER, before=(), after=(text,)),
        n.Difference(field=Field.VARIANTS, before=(text,) * 9, after=(text,) * 9),
        n.Difference(field=Field.VARIANTS, before=(), after=()),
    )
    draft = {"published": 2, "differences": differences, "can_roll_back": True, "golden": 4, "by": by}
    line = {"question": text, "number": 3, "by": by, "at": at()}
    lines = tuple(
        n.EntryLine(entry_id=f"{LONG_ID}-{place}", standing=standing, live=bool(place % 2), **line)  # type: ignore[arg-type]
        for place, standing in enumerate(list(Standing) * 4)
    )
    over = {"standing": Standing.SETTLED, "live": True, "question": text, "number": 0, "by": "–"}
    kinds = ({"days": 91}, {"days": 400, "last_at": at()}, {"expired_on": at().date()}, {"review_on": at().date()})
    upkept = tuple(n.EntryLine(entry_id=LONG_ID, **over, **kind) for kind in kinds)  # type: ignore[arg-type]
    asked = {"entry_id": LONG_ID, "seen": 3, "question": text}
    versions = tuple(
        n.VersionLine(number=20 - place, by=by, at=at(), note=text if place % 2 else "", published=place % 3 == 0)
        for place in range(20)
    )
    about = {"entry_id": LONG_ID, "question": text, "number": 3}
    reports = (report(text), report(text, passed=True), GateReport(passed=True, tested=False), GateReport(passed=False))
    return [
        *(LibraryTold(outcome=outcome) for outcome in LibraryOutcome),
        *(LibraryTold(outcome=outcome, entry_id=LONG_ID, by=by, number=3) for outcome in LibraryOutcome),
        *(n.SaveRefused(field=Field.ANSWER, trouble=trouble, text=text[:100], most=4000) for trouble in Trouble),
        shown(text),
        *(shown(text, standing=standing, report=one, **draft) for standing in Standing for one in (None, *reports)),
        *(shown(text, outcome=outcome, **draft) for outcome in LibraryOutcome),
        shown(text, retired=True),
        shown(text, published=None, standing=Standing.DRAFT, entry=Entry(id="fee", question=text)),
        shown(text, current=False, number=1),
        *(n.EntriesListed(listing=listing, lines=lines, total=99, text=text) for listing in n.Listing),
        *(n.EntriesListed(listing=listing, lines=(), total=0, text=text) for listing in n.Listing),
        n.EntriesListed(listing=n.Listing.UNUSED, lines=upkept[:2], total=2),
        n.EntriesListed(listing=n.Listing.LAPSED, lines=upkept[2:], total=2),
        n.HistoryShown(entry_id=LONG_ID, live=11, lines=versions, total=99),
        n.HistoryShown(entry_id=LONG_ID, live=None, lines=versions[:1], total=1),
        *(
            n.QuestionTried(
                text=text,
                steps=steps,
                confidence=0.4,
                answer_from=at,
                suggest_from=0.1,
                guesses=tuple(n.Guess(entry_id=LONG_ID, question=text, phrasing=text, share=0.3) for _ in range(near)),
            )
            for steps in _tried(text)
            for at, near in ((0.7, 0), (1.0, 5))
        ),
        n.LibraryShown(live=120, drafts=3, waiting=1, retired=2, golden=400),
        *(n.FillIn(blank=field, now=(text,) * 30, **asked) for field in Field),  # type: ignore[arg-type]
        *(n.FillIn(blank=blank, **asked) for blank in (*Field, *Blank)),  # type: ignore[arg-type]
        *(n.FillIn(blank=blank) for blank in (Blank.NEW, Blank.SEARCH, Blank.GOLDEN_NONE)),
        *(n.GateShown(report=one, published=done, **about) for one in reports for done in (True, False)),  # type: ignore[arg-type]
        *(
            n.DraftDecided(by=by, approved=approved, insisted=insisted, reason=text if insisted else "", **about)  # type: ignore[arg-type]
            for approved, insisted in ((True, False), (True, True), (False, False))
        ),
        n.DraftDecided(by=by, approved=False, reason=text, **about),  # type: ignore[arg-type]
        n.ReviewWanted(by=by, **about),  # type: ignore[arg-type]
        *(
            n.EntryExpires(entry_id=LONG_ID, question=text, owner=owner, valid_until=date(2027, 12, 31), days=days)
            for owner in (text, "")
            for days in (14, 3, 1, 0)
        ),
        n.ReviewDue(entry_id=LONG_ID, question=text, owner=text, review_on=date(2027, 6, 30)),
        n.ImportTold(added=3, changed=2, retired=1),
    ]
