"""Files without an end: a number too long to be told, a nest too deep to be walked, mistakes too many to be read."""

import pytest

from desk.errors import BadRules
from desk.rules.rules_file import read_rules
from desk.shifts import read_rota

_HEXADECIMAL = "0x" + "f" * 4000
_NEST = "{a.a.a.a.a.a.a.a = " * 200 + "1" + "}" * 200


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(f"accept = {_HEXADECIMAL}", "accept is endless, which is longer than can be counted.", id="span"),
        pytest.param(f"misses = {_HEXADECIMAL}", "misses is endless; write a number from 1 to 1000000.", id="number"),
        pytest.param(f"warn = {_HEXADECIMAL}", "warn is endless; write a share from 0.1 to 0.99.", id="share"),
        pytest.param(f"accept = {_NEST}", "accept is endless, which is no span", id="nest"),
        pytest.param(f"[organisation]\nzone = {_NEST}", "organisation.zone is endless, which is no time", id="zone"),
        pytest.param(f"a{'.a' * 9000} = 1", "rules.toml has a key of more than 100 names.", id="names"),
    ],
)
def test_what_has_no_end_is_refused_in_a_sentence_too(text: str, sentence: str) -> None:
    with pytest.raises(BadRules) as refused:
        read_rules(text, "rules.toml")
    assert sentence in str(refused.value)


def test_of_many_mistakes_the_first_two_hundred_are_told() -> None:
    agents = "".join(f"[agents.a{number}]\nid = {number}\n" for number in range(1, 1000))
    strangers = ", ".join(f'"x{number}"' for number in range(3000))
    with pytest.raises(BadRules) as refused:
        read_rota(f'{agents}[shifts.late]\nhours = ["17:30", "25:00"]\n[rota.mon]\nlate = [{strangers}]', "rota.toml")
    *_, last, more = str(refused.value).splitlines()
    assert "'x199', who is no agent" in last
    assert more == "rota.toml: there may be more; mend these 200 first."
