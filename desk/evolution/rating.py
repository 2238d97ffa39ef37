"""What a conversation remembers of how the customer rated it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desk import events as e
from desk.state import Conversation


def _rated(c: Conversation, event: e.Rated) -> Conversation:
    return replace(c, rated=event.satisfied, rated_value=event.value)


RATING: Mapping[type[e.Event], Callable[[Conversation, Any], Conversation]] = {e.Rated: _rated}
