"""One question of a customer: what the library knows of it, and what of that may be said."""

from dataclasses import dataclass

from desk import events as e
from desk.content import Content
from desk.turn import Turn
from faq import Language, Match
from faq import Outcome as Found
from faq.matching.leaning import leaning
from faq.text import normalise

_CHOICES = 3
ALL = -1
"""The part of a message that is all of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what the library knows about it, and what is remembered of that."""

    content: Content
    match: Match
    thought: e.Thought
    text: str


def look_up(turn: Turn, content: Content, part: int, text: str) -> Asked:
    """Ask the library about a part of a message (from 0, or `ALL`); `text` is what is asked in it."""
    conversation = turn.conversation
    follows = conversation.last_entry if conversation.just_answered(turn.now) else None
    language: Language = "en" if conversation.locale == "en" else "zh"
    match = turn.floor.match(text, language=language, follows=follows)
    first = match.candidates[0].entry_id if match.candidates else None
    thought = e.Thought(
        message=content.message_id,
        part=part,
        entry_id=match.entry_id or first,
        confidence=round(match.confidence, 4),
        direct=match.outcome is Found.ANSWER,
        exact=_is_exact(turn, text, match),
        leans=follows is not None and leaning(normalise(text)) is not None,
    )
    return Asked(content, match, thought, text)


def _is_exact(turn: Turn, text: str, match: Match) -> bool:
    """A question in the very words of a phrasing is sure, whatever has been earned."""
    entry = turn.floor.knowledge.entry(match.entry_id) if match.entry_id is not None else None
    return entry is not None and match.confidence >= 1.0 and normalise(text) in map(normalise, entry.phrasings)


def may_answer(turn: Turn, asked: Asked) -> bool:
    """Tell whether it may be answered without asking back: it is sure, that is earned, and it is not said again."""
    entry_id = asked.match.entry_id
    if entry_id is None or asked.match.outcome is not Found.ANSWER or just_said(turn, entry_id):
        return False
    return asked.thought.exact or turn.floor.autonomy.direct(entry_id)


def is_repeated(turn: Turn, match: Match) -> bool:
    """Tell whether the library is sure of the very answer that has just been given."""
    return match.outcome is Found.ANSWER and just_said(turn, match.entry_id)


def choices_for(turn: Turn, match: Match) -> tuple[str, ...]:
    """Return what may be offered: not what was just answered, and not the same choice to who has just passed it by."""
    if match.outcome is Found.NONE or is_repeated(turn, match):
        return ()
    ids = [one.entry_id for one in match.candidates if not just_said(turn, one.entry_id)]
    choices = tuple(ids[:_CHOICES])
    last = turn.conversation.asked
    passed_by = last is not None and not last.given and last.is_recent(turn.now)
    return () if last is not None and passed_by and last.offered == choices else choices


def just_said(turn: Turn, entry_id: str | None) -> bool:
    """Tell whether the customer has just been given this answer."""
    conversation = turn.conversation
    if entry_id is None or not conversation.just_answered(turn.now):
        return False
    last = conversation.asked
    together = {one.given for one in conversation.questions if last and one.thought.message == last.thought.message}
    return entry_id == conversation.last_entry or entry_id in together
