"""The card of a conversation: everything an agent wants to see before the first word, and the next step as a button."""

from itertools import accumulate
from unicodedata import east_asian_width

from aiogram.types import InlineKeyboardMarkup

from desk.events import Code
from desk.ports import CardFacts, Said
from desk.queue.lease import kept_until
from desk.state import Conversation, Question, State
from faq import Manner, Match, Outcome, manner_of
from handlers.action_buttons import EndItSo, ShowEndingsIt, UnholdIt
from handlers.buttons import Button, ResolveIt, SendIt, TakeIt
from handlers.lettering import cut, escape, one_line, visible
from handlers.moments import clock_time
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_staff import line_named

_LINES = 8
_ASKED = 160
_ANSWERED = 60
_HINT = 30  # columns, which is one line of a phone; a Chinese character takes two
_NAME = 100
_BUTTON = 60
_OFFERED_ENTRIES = 2
_IN_MIND = 0.1  # confidence below which no agent is told what the bot thought of
_ASKS = frozenset({Manner.NONE, Manner.COMPLAINT, Manner.REPAIR, Manner.DANGER, Manner.ANGRY})
_LIBRARYS = frozenset({"bot", "entry"})
_TO_TAKE = frozenset({State.BOT, State.QUEUED, State.OFFERED})
_SERVED = frozenset({State.ACTIVE, State.HOLD})
_OVER = frozenset({State.RESOLVED, State.CLOSED})


def card(voice: Voice, facts: CardFacts, *, more: bool = False) -> Spoken:
    """Return the card as things stand; with `more`, every way it can end."""
    told = (
        _title(voice, facts),
        _standing(voice, facts),
        _aside(voice, facts),
        _times(voice, facts),
        _thought(voice, facts),
    )
    head = "\n".join(line for line in told if line)
    said = "\n".join(_line(voice, facts, line) for line in facts.lines[-_LINES:]) or voice.words("card.nothing")
    return Spoken(f"{head}\n\n{said}", _buttons(voice, facts, more=more))


def _title(voice: Voice, facts: CardFacts) -> str:
    customer = facts.customer
    language = voice.words.either(f"language.{facts.conversation.locale}", "language.zh")
    name = one_line(customer.name) or voice.words("card.nameless", id=customer.chat_id)
    name = " · ".join(dict.fromkeys(part for part in (one_line(customer.called), name) if part))
    key, username = "card.title", one_line(customer.username or "")
    if username:
        key = "card.title_username"
    title = voice.words(key, name=escape(cut(name, _NAME)), username=escape(cut(username, _NAME)))
    return " · ".join((title, voice.words("card.language", language=language)))


def _standing(voice: Voice, facts: CardFacts) -> str:
    conversation, words = facts.conversation, voice.words
    told = [words("card.state", state=words(f"state.{conversation.state.value}"))]
    if facts.reason:
        told.append(words("card.reason", reason=code_in_words(voice, "reason", facts.reason)))
    if conversation.number:
        told.append(words("card.ticket", ticket=conversation.number, line=line_named(voice, conversation.line)))
    if facts.owner:
        told.append(_with_whom(voice, conversation, escape(one_line(facts.owner.number))))
    if conversation.level:
        told.append(words("card.level", level=conversation.level))
    if conversation.unreachable:
        told.append(words("card.unreachable"))
    if facts.owner and conversation.state in _SERVED and not facts.owner.on_duty:
        told.append(words("handover.kept", number=escape(one_line(facts.owner.number))))
    return " · ".join(told)


def _with_whom(voice: Voice, conversation: Conversation, number: str) -> str:
    until = kept_until(conversation, voice.rules)
    if conversation.state is not State.OFFERED or until is None:
        return voice.words("card.owner", number=number)
    return voice.words("card.kept_for", number=number, until=clock_time(until, voice.zone, seconds=True))


def _aside(voice: Voice, facts: CardFacts) -> str:
    """What it waits for, what was promised, who else is in it."""
    conversation, words = facts.conversation, voice.words
    until = conversation.promised_until
    at = clock_time(until, voice.zone, today=conversation.last_fact_at) if until is not None else ""
    told: list[str] = []
    if conversation.hold is not None and conversation.state is State.HOLD:
        key = "card.on_hold_until" if at else "card.on_hold"
        told.append(words(key, hold=words(f"hold.{conversation.hold.value}"), until=at))
    elif at:
        told.append(words("card.promised", until=at))
    if conversation.transfer_to is not None:
        told.append(words("card.transfer"))
    if conversation.helpers:
        told.append(words("card.helpers", count=len(conversation.helpers)))
    if conversation.emergency_at is not None:
        told.append(words("card.emergency"))
    return " · ".join(told)


def _times(voice: Voice, facts: CardFacts) -> str:
    conversation = facts.conversation
    moments = {
        "card.since": conversation.waiting_since,
        "card.taken": conversation.owner_since,
        "card.resolved": conversation.resolved_at,
    }
    today = conversation.last_fact_at
    return " · ".join(
        voice.words(key, at=clock_time(at, voice.zone, today=today)) for key, at in moments.items() if at is not None
    )


def _thought(voice: Voice, facts: CardFacts) -> str:
    """What the bot had in mind about the question that is spoken about, until a human has answered it; no guess."""
    question = facts.conversation.asked
    if question is None or question.replied or question.moot or facts.conversation.state in _OVER:
        return ""
    entry_id = question.thought.entry_id
    entry = voice.knowledge.entry(entry_id) if entry_id is not None else None
    if entry is None or question.thought.confidence < _IN_MIND:
        return ""
    text = escape(cut(one_line(entry.question), _BUTTON))
    return voice.words("card.thought", question=text, percent=round(100 * question.thought.confidence))


def _line(voice: Voice, facts: CardFacts, line: Said) -> str:
    at = clock_time(line.at, voice.zone, today=facts.conversation.last_fact_at)
    asks = line.author == "customer"
    text = _hint(line.text) if line.author in _LIBRARYS else cut(one_line(line.text), _ASKED if asks else _ANSWERED)
    if line.kind != "text":
        text = f"[{code_in_words(voice, 'kind', line.kind)}] {text}".rstrip()
    key = "card.line_customer" if asks else "card.line"
    return voice.words(key, who=escape(who_said(voice, line)), at=at, text=escape(text))


def who_said(voice: Voice, line: Said) -> str:
    """Return who said it, and of an agent whether the customer saw it."""
    if line.number is None:
        return voice.words("card.customer" if line.author == "customer" else "card.bot")
    number = one_line(line.number)
    return voice.words(f"card.{line.author}", number=number) if line.author in {"note", "entry"} else number


def _hint(text: str) -> str:
    """What the bot said every agent knows: the beginning is enough, and nobody need read whether it helped."""
    first = one_line(visible(text).strip().partition("\n")[0])
    ends = accumulate(2 if east_asian_width(sign) in "WF" else 1 for sign in first)
    fits = sum(end <= _HINT for end in ends)
    return first if fits == len(first) else first[:fits].rstrip() + "…"


def code_in_words(voice: Voice, table: str, code: str) -> str:
    """Return a code in words; one that is newer than the words is shown as it is."""
    key = f"{table}.{code}"
    return voice.words(key) if key in voice.words else escape(cut(one_line(code), _BUTTON))


def _buttons(voice: Voice, facts: CardFacts, *, more: bool) -> InlineKeyboardMarkup | None:
    conversation = facts.conversation
    if conversation.id is None:
        return None
    if conversation.state in _TO_TAKE:
        return keyboard([(voice.words("button.take"), TakeIt(conversation.id, conversation.epoch))])
    if conversation.state in _SERVED:
        entries = [] if conversation.to_be_had else _entries(voice, facts, conversation.id)
        return keyboard(*entries, *_steps(voice, conversation, conversation.id, more=more))
    return None


def _steps(voice: Voice, conversation: Conversation, number: int, *, more: bool) -> list[list[tuple[str, Button]]]:
    """The usual way to end it is one press away, every other two."""
    words, epoch, seen = voice.words, conversation.epoch, conversation.last_message
    first: list[tuple[str, Button]] = [(words("button.resolve"), ResolveIt(number, epoch, seen))]
    if conversation.to_be_had:
        first.insert(0, (words("button.take"), TakeIt(number, epoch)))
    elif conversation.state is State.HOLD:
        first.insert(0, (words("button.unhold"), UnholdIt(number, epoch)))
    if not more:
        return [[*first, (words("button.more"), ShowEndingsIt(number, epoch))]]
    endings: list[tuple[str, Button]] = [
        (words(f"ending.{code.value}"), EndItSo(number, epoch, seen, code)) for code in _OTHER_ENDINGS
    ]
    return [first, endings[:2], endings[2:]]


_OTHER_ENDINGS = (Code.UNSOLVED, Code.WRONG_ADDRESSEE, Code.NO_ANSWER, Code.SPAM)


def _entries(voice: Voice, facts: CardFacts, conversation_id: int) -> list[list[tuple[str, Button]]]:
    """What the library would answer or suggest to what the customer asked last, to be sent with one press."""
    rows: list[list[tuple[str, Button]]] = []
    for entry in map(voice.knowledge.entry, _worth_sending(voice, facts)):
        if entry is not None and entry.answer:
            label = cut(voice.words("button.send", question=one_line(entry.question)), _BUTTON)
            rows.append([(label, SendIt(conversation_id, facts.conversation.epoch, entry.id))])
    return rows[:_OFFERED_ENTRIES]


def _worth_sending(voice: Voice, facts: CardFacts) -> list[str]:
    """What the bot had in mind about the last message is known; only what was written since is matched here."""
    question = facts.conversation.asked
    if question is not None and _is_about_the_last_word(facts, question):
        thought = question.thought
        worth = question.offered or ((thought.entry_id,) if thought.direct and thought.entry_id is not None else ())
        return [entry_id for entry_id in worth if entry_id != question.given]
    said = (line.text for line in reversed(facts.lines) if line.author == "customer")
    asked = next((text for text in said if text.strip() and manner_of(text) in _ASKS), "")
    return _meant(voice.knowledge.match(asked)) if asked else []


def _is_about_the_last_word(facts: CardFacts, question: Question) -> bool:
    thought = question.thought
    matched = thought.entry_id is not None or thought.confidence > 0
    return matched and thought.message == facts.conversation.last_message


def _meant(match: Match) -> list[str]:
    """What was thought of and found too unlike is not worth a button."""
    if match.outcome is Outcome.ANSWER and match.entry_id is not None:
        return [match.entry_id]
    return [candidate.entry_id for candidate in match.candidates] if match.outcome is Outcome.SUGGEST else []
