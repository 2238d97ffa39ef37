"""An update that is spoken of is named without its words."""

from typing import Any

import pytest

from bot.naming import name_of


@pytest.mark.parametrize(
    ("update", "name"),
    [
        ({"message": {"chat": {"id": 1001, "first_name": "Mei", "last_name": "Lin"}, "text": "secret"}}, "Mei Lin"),
        ({"message": {"chat": {"id": -100500, "title": "Desk"}, "text": "secret"}}, "Desk"),
        ({"message": {"chat": {"id": 1001}}}, "1001"),
        ({"message": {"chat": {"id": 1001, "first_name": "M\ud800\0ei"}}}, "M?ei"),
        ({"message": {"from": {"id": 1001}}}, "1001"),
        ({"message": {"message": {"chat": {"id": 1001}}}}, "1001"),
    ],
)
def test_an_update_is_named_by_its_kind_its_number_and_whose_it_is(update: dict[str, Any], name: str) -> None:
    assert name_of({"update_id": 17, **update}) == f"message 17 · {name}"


@pytest.mark.parametrize("body", [None, 5, [], {}, {"chat": 5}, {"chat": {"id": "x", "title": 5}}])
def test_an_update_that_tells_of_nobody_is_named_by_its_number(body: object) -> None:
    assert name_of({"update_id": 17, "message": body}) == "message 17"


def test_an_update_of_nothing_has_a_name_too() -> None:
    assert name_of({"update_id": 17}) == "update 17"
