"""What a customer who writes certain words would get, and why: an editor tries a question before customers do.

The words go through the desk's own reception, as the first ones of somebody nobody knows; nothing of it is recorded.
"""

from collections.abc import Iterator, Sequence

from desk import commands as c
from desk import events as e
from desk import reception
from desk.content import Content
from desk.floor import Floor
from desk.library.notices import Guess, QuestionTried, Tried, TriedStep
from desk.library.turn import ReadingRoom
from desk.people import Customer
from desk.state import Conversation
from desk.turn import Turn
from faq import KnowledgeBase, parts_of

SHOWN = 5
"""Entries that are named."""
_NOBODY = 0


def tried(text: str, knowledge: KnowledgeBase, room: ReadingRoom) -> QuestionTried:
    """Return what would become of a text, and how the library sees the least sure question in it."""
    news = _played(text, knowledge, room)
    steps = tuple(_steps(news, knowledge))
    explained = knowledge.explain(_least_sure(text, news), today=room.today)
    ranking = sorted(explained.ranking, key=lambda one: one.entry.id != explained.match.entry_id)
    return QuestionTried(
        text=text,
        steps=steps or (TriedStep(outcome=Tried.TALK),),
        confidence=explained.match.confidence,
        answer_from=explained.answer_from,
        suggest_from=explained.suggest_from,
        guesses=tuple(
            Guess(entry_id=one.entry.id, question=one.entry.question, phrasing=one.phrasing, share=one.strength)
            for one in ranking[:SHOWN]
        ),
    )


def _played(text: str, knowledge: KnowledgeBase, room: ReadingRoom) -> Sequence[e.Event]:
    floor = Floor(knowledge=knowledge, rules=room.rules, today=room.today, autonomy=room.autonomy, agents=room.agents)
    turn = Turn(Conversation(customer=_NOBODY), room.now, room.rules, floor)
    content = Content(chat_id=_NOBODY, message_id=1, sent_at=room.now, text=text)
    reception.say(turn, c.Say(customer=Customer(chat_id=_NOBODY, name=""), content=content))
    return turn.news


def _steps(news: Sequence[e.Event], knowledge: KnowledgeBase) -> Iterator[TriedStep]:
    for event in news:
        match event:
            case e.BotAnswered(entry_id=entry_id, thought=thought):
                entry = knowledge.entry(entry_id)
                exact = thought is not None and thought.exact
                yield TriedStep(outcome=Tried.ANSWERED, question=entry.question if entry else "", exact=exact)
            case e.BotSuggested(thought=thought):
                yield TriedStep(outcome=Tried.UNEARNED if thought is not None and thought.direct else Tried.OFFERED)
            case e.BotMissed():
                yield TriedStep(outcome=Tried.NOTHING)
            case e.HandedOff(reason=reason):
                yield TriedStep(outcome=Tried.DANGER if reason is e.Reason.DANGER else Tried.PERSON)
            case e.FormOffered(kind=kind):
                yield TriedStep(outcome=Tried.REGISTERED, kind=kind)
            case e.FormBegun(kind=kind):
                yield TriedStep(outcome=Tried.FILLED_IN, kind=kind)
            case _:
                pass


def _least_sure(text: str, news: Sequence[e.Event]) -> str:
    """Return the question in a text that the library was least sure of; all of it where none was looked up."""
    thoughts = [one.thought for one in news if isinstance(one, e.BotAnswered | e.BotSuggested | e.BotMissed)]
    parts = {one.part: one.confidence for one in thoughts if one is not None and one.part >= 0}
    return parts_of(text)[min(parts, key=parts.__getitem__)] if parts else text
