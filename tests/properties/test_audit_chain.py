"""Whatever is done to a chain of records, the first record it was done to is named, or the one after it."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.audit.chain import Fault, Flaw, Head, Record, chained, digest, verify
from desk.audit.deed import DESK, Action, Deed
from tests.kit.cast import TEN

_deeds = st.builds(
    Deed,
    at=st.integers(0, 10**6).map(lambda seconds: TEN + timedelta(seconds=seconds)),
    action=st.sampled_from(Action),
    subjects=st.integers(1, 99).map(lambda number: (f"agent:{number}",)),
    actor=st.none() | st.integers(1, 99).map(lambda number: f"user:{number}"),
    details=st.dictionaries(st.sampled_from(["number", "role"]), st.integers() | st.booleans() | st.text(max_size=9)),
)
_chains = st.lists(_deeds, min_size=2, max_size=12).map(lambda deeds: chained(Head(), deeds, DESK))


def _places(chain: list[Record]) -> st.SearchStrategy[int]:
    return st.integers(0, len(chain) - 1)


@given(_chains, st.data())
def test_a_chain_is_whole_however_it_was_added_to(chain: list[Record], data: st.DataObject) -> None:
    assert verify(chain, chain[-1].head) is None
    noted = chain[data.draw(_places(chain))].digest
    assert verify(chain, chain[-1].head, noted) is None


@given(_chains, st.data())
def test_a_changed_body_names_its_record(chain: list[Record], data: st.DataObject) -> None:
    place = data.draw(_places(chain))
    body = chain[place].body
    at = data.draw(st.integers(0, len(body) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda one: one != body[at]))
    changed = [*chain]
    changed[place] = replace(chain[place], body=body[:at] + other + body[at + 1 :])
    assert verify(changed, chain[-1].head) == Flaw(place + 1, Fault.CHANGED)


@given(_chains, st.data())
def test_a_record_written_anew_with_its_hash_is_found_by_the_next_or_by_the_head(
    chain: list[Record], data: st.DataObject
) -> None:
    place = data.draw(_places(chain))
    before = chain[place - 1].digest if place else Head().digest
    body = chain[place].body.replace('"action":"', '"action":"un')
    changed = [*chain]
    changed[place] = Record(place + 1, body, digest(before, body))
    last = place + 1 == len(chain)
    told = Flaw(place + 1, Fault.NOT_THE_HEAD) if last else Flaw(place + 2, Fault.CHANGED)
    assert verify(changed, chain[-1].head) == told


@given(_chains, st.data())
def test_a_record_taken_away_is_named(chain: list[Record], data: st.DataObject) -> None:
    place = data.draw(_places(chain))
    last = place + 1 == len(chain)
    told = Flaw(place + 1, Fault.CUT if last else Fault.MISSING)
    assert verify(chain[:place] + chain[place + 1 :], chain[-1].head) == told


@given(_chains, st.data())
def test_records_whose_contents_were_swapped_are_named(chain: list[Record], data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.lists(_places(chain), min_size=2, max_size=2, unique=True)))
    changed = [*chain]
    changed[first] = replace(chain[second], number=first + 1)
    changed[second] = replace(chain[first], number=second + 1)
    assert verify(changed, chain[-1].head) == Flaw(first + 1, Fault.CHANGED)


@given(_chains, _deeds, st.data())
def test_a_record_slipped_in_is_found_where_the_old_ones_go_on(
    chain: list[Record], deed: Deed, data: st.DataObject
) -> None:
    place = data.draw(_places(chain))
    before = chain[place - 1].head if place else Head()
    slipped = chained(before, [deed], DESK)[0]
    moved = [replace(one, number=one.number + 1) for one in chain[place:]]
    changed = [*chain[:place], slipped, *moved]
    assert verify(changed, replace(chain[-1].head, number=len(changed))) == Flaw(place + 2, Fault.CHANGED)
    assert verify([*chain[:place], slipped, *chain[place:]], chain[-1].head) == Flaw(place + 1, Fault.DOUBLED)


@given(_chains, st.data())
def test_a_number_in_a_body_cannot_be_another_than_that_of_its_record(chain: list[Record], data: st.DataObject) -> None:
    place = data.draw(_places(chain))
    head = chain[place - 1] if place else None
    before = head.digest if head else Head().digest
    body = data.draw(st.sampled_from(["", "null", "[]", '{"number":0}', '{"number":"1"}', "{}"]))
    forged = Record(place + 1, body, digest(before, body))
    assert verify([*chain[:place], forged], forged.head) == Flaw(place + 1, Fault.MISNUMBERED)
