"""What is remembered of a customer's questions until it is known what would have been right: part of the fold."""

from collections.abc import Callable
from dataclasses import replace

from desk import events as e
from desk.content import Kind
from desk.state import Conversation, Doubt, Question, State

_KEPT = 4
_OF_THE_QUESTION = frozenset({e.Reason.ASKED, e.Reason.MISSES, e.Reason.NOT_HELPFUL})


def answered(c: Conversation, event: e.BotAnswered) -> Conversation:
    """A question was answered, or the customer picked one that was offered."""
    if event.thought is not None:
        return _put(c, Question(thought=event.thought, at=event.at, given=event.entry_id))
    offering = _latest(c, lambda question: event.entry_id in question.offered)
    if offering is None:
        return c
    return _put(_without(c, offering), replace(offering, at=event.at, given=event.entry_id, doubt=None, moot=False))


def suggested(c: Conversation, event: e.BotSuggested) -> Conversation:
    """Entries were offered to choose from."""
    if event.thought is None:
        return c
    return _put(c, Question(thought=event.thought, at=event.at, offered=event.entry_ids))


def missed(c: Conversation, event: e.BotMissed) -> Conversation:
    """Nothing was known."""
    if event.thought is None:
        return c
    return _put(c, Question(thought=event.thought, at=event.at, doubt=Doubt.VAIN))


def judged(c: Conversation, event: e.AnswerJudged) -> Conversation:
    """The customer said whether an answer helped: this is what is spoken about now."""
    given = _latest(c, lambda question: question.given == event.entry_id)
    if given is None:
        return c
    doubt = None if event.helpful else Doubt.JUDGED
    return _put(_without(c, given), replace(given, at=event.at, doubt=doubt, moot=event.helpful, told=event.helpful))


def handed_off(c: Conversation, event: e.HandedOff) -> Conversation:
    """People come in: because of the last question, or of something else."""
    if event.thought is not None:
        return _put(c, Question(thought=event.thought, at=event.at, doubt=Doubt.VAIN))
    asked = c.asked
    if asked is None:
        return c
    if event.reason not in _OF_THE_QUESTION or asked.moot or not asked.is_recent(event.at):
        return _replaced(c, replace(asked, moot=True))
    return _replaced(c, replace(asked, doubt=asked.doubt or (Doubt.PERSON if asked.given else Doubt.VAIN)))


def wrote(c: Conversation, event: e.CustomerWrote) -> Conversation:
    """To the bot a courtesy ends a matter; to people, words after their answer begin another."""
    asked = c.asked
    if c.state is State.BOT:
        if asked is not None and asked.doubt is None and event.courtesy:
            return _replaced(c, replace(asked, moot=True))
        return c
    if event.courtesy or event.kind is not Kind.TEXT:
        return c
    if asked is not None and not (asked.moot or asked.replied or asked.doubt is Doubt.PERSON):
        return c
    fresh = Question(thought=e.Thought(message=event.message), at=event.at)
    return replace(c, questions=(fresh,))


def replied(c: Conversation, event: e.AgentReplied | e.EntrySent) -> Conversation:
    """A human answered; 请稍等 is no answer yet."""
    if isinstance(event, e.AgentReplied) and not event.answers:
        return c
    return replace(c, questions=tuple(replace(question, replied=True, told=True) for question in c.questions))


def _put(c: Conversation, question: Question) -> Conversation:
    return replace(c, questions=(*c.questions, question)[-_KEPT:])


def _without(c: Conversation, question: Question) -> Conversation:
    return replace(c, questions=tuple(one for one in c.questions if one is not question))


def _replaced(c: Conversation, last: Question) -> Conversation:
    return replace(c, questions=(*c.questions[:-1], last))


def _latest(c: Conversation, fits: Callable[[Question], bool]) -> Question | None:
    return next((question for question in reversed(c.questions) if fits(question)), None)
