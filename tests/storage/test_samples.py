"""What was once stored can be read for ever: one row of every type there ever was, as it was written.

A sample is never changed. Who gives a type a new field adds a row; who wants to get rid of a type keeps its sample
and teaches the codec to read it.
"""

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from storage import codec, letters
from storage.notices import NOTICES_BY_NAME, notice

SAMPLES = Path(__file__).parent / "samples"


def migrated(facts: dict[str, Any]) -> dict[str, Any]:
    """Return a conversation's facts as the migrations leave them: unlike events they are rewritten where they stand."""
    if "struck" not in facts:
        return facts
    third = import_module("storage.migrations.versions.0003_time")
    found: dict[str, Any] = third.with_tiers(facts)
    return found


def samples(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def named(row: dict[str, Any]) -> str:
    return str(row["type"])


@pytest.mark.parametrize("row", samples("events"), ids=named)
def test_an_event_stored_long_ago_is_still_read(row: dict[str, Any]) -> None:
    _reads(row, codec.event)


@pytest.mark.parametrize("row", samples("notices"), ids=named)
def test_a_notice_stored_long_ago_is_still_read(row: dict[str, Any]) -> None:
    _reads(row, notice)


@pytest.mark.parametrize("row", samples("conversations"), ids=named)
def test_a_conversation_stored_long_ago_is_still_read(row: dict[str, Any]) -> None:
    body = migrated(row["body"])
    found = codec.conversation(3, json.dumps(body))
    assert _fields(found, body) == body


def test_an_origin_stored_long_ago_is_still_read() -> None:
    (row,) = samples("origins")
    assert _fields(letters.origin(json.dumps(row["body"])), row["body"]) == row["body"]


def test_every_event_and_every_notice_has_a_sample() -> None:
    assert {named(row) for row in samples("events")} >= set(codec.EVENTS_BY_NAME)
    assert {named(row) for row in samples("notices")} >= set(NOTICES_BY_NAME)


def _reads(row: dict[str, Any], read: Callable[[str, str], object]) -> None:
    found = read(row["type"], json.dumps(row["body"]))
    assert (type(found).__name__, _fields(found, row["body"])) == (row["type"], row["body"])


def _fields(found: object, stored: dict[str, Any]) -> dict[str, Any]:
    """Return what would be stored of a value now, of the fields that were stored then."""
    alike: dict[str, Any] = _alike(json.loads(codec.encode(found)), stored)
    return alike


def _alike(found: Any, stored: Any) -> Any:
    if isinstance(stored, dict) and isinstance(found, dict):
        return {name: _alike(found[name], stored[name]) for name in found if name in stored}
    if isinstance(stored, list) and isinstance(found, list) and len(stored) == len(found):
        return [_alike(*pair) for pair in zip(found, stored, strict=True)]
    return found
