from dataclasses import fields

from desk.cases.brief import CaseInBrief
from desk.cases.state import Case


def test_a_case_in_brief_has_facts_of_the_case_under_their_own_names() -> None:
    whole = {one.name: (one.type, one.default) for one in fields(Case)}
    assert {one.name: (one.type, one.default) for one in fields(CaseInBrief)}.items() <= whole.items()
