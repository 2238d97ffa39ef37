"""What a conversation remembers of forms: the one that was offered, and the one that was filed last."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desk import events as e
from desk.evolution.talk import bot_said
from desk.state import Conversation, FiledForm


def _offered(c: Conversation, event: e.FormOffered) -> Conversation:
    return replace(bot_said(c, event), form_offered=event.kind, form_offered_at=event.at)


def _begun(c: Conversation, event: e.FormBegun) -> Conversation:
    return replace(c, form_offered=event.kind, form_offered_at=event.at, misses=0)


def _ended(c: Conversation, event: e.FormEnded) -> Conversation:
    filed = FiledForm(kind=event.kind, at=event.at, digest=event.digest) if event.filed else c.form_filed
    return replace(c, form_offered=None, form_offered_at=None, form_filed=filed)


FORMS: Mapping[type[e.Event], Callable[[Conversation, Any], Conversation]] = {
    e.FormOffered: _offered,
    e.FormBegun: _begun,
    e.FormEnded: _ended,
}
