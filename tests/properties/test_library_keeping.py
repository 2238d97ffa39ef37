"""What is true of the library whatever its keepers do to it, in whichever order."""

from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desk.library import commands as c
from desk.library import events as e
from desk.library.alterations import Add, Field, Put
from desk.library.shelf import GateReport, Standing, fold_shelf
from desk.people import Agent, Role
from desk.rules import LibraryRules, Rules
from tests.kit.cast import CHEN, FEE, HOURS, LIN, ZHAO
from tests.kit.keepers import Keeping, asks, saves

Step = Callable[[Keeping], c.LibraryCommand]
_PEOPLE = st.sampled_from([LIN, CHEN, ZHAO])
_ENTRIES = st.sampled_from(["fee", "hours"])
_KEEPS = {Role.EDITOR, Role.LEAD}


def _save(by: Agent, entry_id: str, words: int, keeping: Keeping) -> c.LibraryCommand:
    alteration = Put(Field.ANSWER, f"{words}.") if words % 2 else Add(Field.VARIANTS, f"Phrasing {words}?")
    return saves(entry_id, alteration, seen=keeping.shelf(entry_id).shown, by=by)


def _on_draft(kind: type[c.EditorCommand], by: Agent, entry_id: str, keeping: Keeping) -> c.LibraryCommand:
    more: dict[str, Any] = {"reason": "because"} if kind in {c.Insist, c.Reject} else {}
    return asks(kind, by, entry_id=entry_id, seen=keeping.shelf(entry_id).shown or 0, **more)


def _back(kind: type[c.EditorCommand], by: Agent, entry_id: str, _: Keeping) -> c.LibraryCommand:
    return asks(kind, by, entry_id=entry_id)


def _gate(passed: bool, entry_id: str, keeping: Keeping) -> c.LibraryCommand:  # noqa: FBT001 - a drawn value
    number = keeping.shelf(entry_id).draft or 0
    return c.Gated(entry_id=entry_id, number=number, report=GateReport(passed=passed))


def _bring(entry_id: str, words: int, keeping: Keeping) -> c.LibraryCommand:
    entry = next(entry for entry in (FEE, HOURS) if entry.id == entry_id)
    put = type(entry)(id=entry.id, question=entry.question, answer=f"File {words}.", language="en")
    return c.ImportEntries(put=(put,), revision=len(keeping.history))


def _go_on(by: Agent, entry_id: str, number: int, keeping: Keeping) -> c.LibraryCommand:
    """Do what comes next, so that much is published however short the story is."""
    match keeping.shelf(entry_id).standing:
        case Standing.SETTLED:
            return _save(by, entry_id, number, keeping)
        case Standing.CHECKING:
            return _gate(number > 2, entry_id, keeping)
        case standing:
            return _on_draft(_NEXT[standing], by, entry_id, keeping)


_NEXT = {Standing.DRAFT: c.Submit, Standing.REFUSED: c.Insist, Standing.REVIEW: c.Approve}
_STEPS: st.SearchStrategy[Step] = st.one_of(
    *[st.builds(partial, st.just(_go_on), _PEOPLE, _ENTRIES, st.integers(0, 5))] * 5,
    st.builds(partial, st.just(_save), _PEOPLE, _ENTRIES, st.integers(0, 5)),
    st.builds(
        partial,
        st.just(_on_draft),
        st.sampled_from([c.Submit, c.Approve, c.Insist, c.Reject, c.DropDraft]),
        _PEOPLE,
        _ENTRIES,
    ),
    st.builds(partial, st.just(_back), st.sampled_from([c.Retire, c.Restore, c.RollBack]), _PEOPLE, _ENTRIES),
    st.builds(partial, st.just(_gate), st.booleans(), _ENTRIES),
    st.builds(partial, st.just(_bring), _ENTRIES, st.integers(0, 3)),
)


@given(steps=st.lists(_STEPS, min_size=8, max_size=25), review=st.booleans())
def test_whatever_keepers_do_the_library_can_be_told_from_its_history(steps: list[Step], review: bool) -> None:  # noqa: FBT001 - a drawn value
    keeping = Keeping(FEE, HOURS, rules=Rules(library=LibraryRules(review=review)))
    for step in steps:
        keeping.do(step(keeping))
    for entry_id, shelved in keeping.shelves.items():
        own = [one for one in keeping.history if isinstance(one, e.EntryEvent) and one.entry_id == entry_id]
        assert fold_shelf(entry_id, own) == shelved.shelf
        assert keeping.live.knowledge.entry(entry_id) == (shelved.in_force.entry if shelved.in_force else None)
        assert sorted(shelved.versions) == list(range(1, shelved.shelf.newest + 1))
        assert (shelved.shelf.draft is None) == (shelved.shelf.standing is Standing.SETTLED)


@given(steps=st.lists(_STEPS, min_size=8, max_size=25))
def test_nothing_is_published_that_its_writer_approved_or_the_gate_has_not_seen(steps: list[Step]) -> None:
    keeping = Keeping(FEE, HOURS)
    for step in steps:
        keeping.do(step(keeping))
    for place, news in enumerate(keeping.history):
        if not isinstance(news, e.EntryPublished):
            continue
        version = keeping.shelves[news.entry_id].versions[news.number]
        before = keeping.history[:place]
        seen = [one for one in before if isinstance(one, e.EntryPassed | e.EntryRefused) and _about(one, news)]
        assert news.by != version.author
        assert keeping.agents[news.by].role in _KEEPS
        assert isinstance(seen[-1], e.EntryRefused if news.insisted else e.EntryPassed)


def _about(one: e.EntryPassed | e.EntryRefused, news: e.EntryPublished) -> bool:
    return (one.entry_id, one.number) == (news.entry_id, news.number)
