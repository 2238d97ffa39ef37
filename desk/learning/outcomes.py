"""What people do with the bot's answers, and what that says about its thought: the labelled outcomes.

A customer's 没帮助 alone says nothing about the match, for the answer may be bad news; it counts as soon as a person
has answered differently. What people are asked in between, or after a thank-you, is not held against the bot.
"""

from desk import events as e
from desk.learning.labels import AnsweredByHuman, AskedInVain, Label, Source, Vain
from desk.state import Doubt, Question
from desk.turn import Turn
from faq.masking import mask
from faq.replies import same_answer

LONGEST_ANSWER = 2000
"""Characters of an agent's answer that are kept for a draft."""


def helped(turn: Turn, entry_id: str) -> None:
    """The customer says that an answer helped."""
    given = [question for question in turn.conversation.questions if question.given == entry_id]
    if given:
        turn.label(_label(turn, given[-1], Source.HELPED, entry_id))


def did_not_help(turn: Turn, entry_id: str) -> None:
    """The customer says that it did not: nobody knows yet whether another would have."""
    given = [question for question in turn.conversation.questions if question.given == entry_id]
    if given:
        in_vain(turn, given[-1].thought, Vain.NOT_HELPFUL)


def picked(turn: Turn, entry_id: str) -> None:
    """The customer picks one of the questions that were offered."""
    offering = [question for question in turn.conversation.questions if entry_id in question.offered]
    if offering:
        turn.label(_label(turn, offering[-1], Source.PICKED, entry_id))


def sent(turn: Turn, entry_id: str) -> None:
    """An agent answers with an entry."""
    question = turn.conversation.asked
    if question is not None and not question.moot:
        turn.label(_label(turn, question, Source.SENT_BY_AGENT, entry_id))


def answered(turn: Turn, text: str) -> None:
    """An agent answers in own words, which is what no entry says, unless they are those of the entry thought of."""
    before = turn.conversation
    vain = [question for question in before.questions if question.doubt is not None and not question.moot]
    if not vain:
        return
    places = tuple((question.thought.message, question.thought.part) for question in vain)
    turn.note_answer(AnsweredByHuman(questions=places, text=mask(text)[:LONGEST_ANSWER]))
    question = vain[-1]
    if question is before.asked and not question.told and not _said_by_entry(turn, question, text):
        source = Source.HANDED_OVER if question.doubt is Doubt.PERSON else Source.ANSWERED_OTHERWISE
        turn.label(_label(turn, question, source, None))


def handed_over(turn: Turn) -> None:
    """The customer went to people with a question the bot had answered or suggested something to."""
    asked = turn.conversation.asked
    if asked is not None and not asked.moot and asked.doubt is not None:
        in_vain(turn, asked.thought, Vain.HANDED_OVER)


def in_vain(turn: Turn, thought: e.Thought, how: Vain) -> None:
    """Keep a question for the gaps."""
    turn.note_in_vain(AskedInVain(at=turn.moment(), message=thought.message, part=thought.part, how=how))


def _label(turn: Turn, question: Question, source: Source, correct: str | None) -> Label:
    return Label(at=turn.moment(), thought=question.thought, source=source, correct=correct)


def _said_by_entry(turn: Turn, question: Question, text: str) -> bool:
    thought = question.thought.entry_id
    entry = turn.floor.knowledge.entry(thought) if thought is not None else None
    return entry is not None and entry.answer is not None and same_answer(text, entry.answer)
