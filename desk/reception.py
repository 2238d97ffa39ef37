"""What becomes of what a customer does: the bot's ladder of answers, or a word passed on to the agent."""

from datetime import datetime, timedelta

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.content import Content, Kind
from desk.handoff import hand_off, place, queued, reopen, requeue
from desk.state import Conversation, State
from desk.strikes import note_breaches
from desk.turn import Turn
from faq import Manner, manner_of
from faq import Outcome as Found

_SPOKEN_FOR = frozenset({State.QUEUED, State.OFFERED, State.ACTIVE, State.HOLD})
_HANDED_OVER = {
    Manner.PERSON_WANTED: e.Reason.ASKED,
    Manner.ANGRY: e.Reason.ANGER,
    Manner.COMPLAINT: e.Reason.COMPLAINT,
    Manner.REPAIR: e.Reason.REPAIR,
}


def say(turn: Turn, command: c.Say) -> None:
    """Take in a customer's message."""
    content = command.content
    part_of_album = content.album is not None and content.album == turn.conversation.last_album
    manner = manner_of(content.text) if content.text else Manner.NONE
    courtesy = _is_courtesy(content, manner)
    before, first_word = turn.conversation.state, _first_since_resolved(turn)
    _reachable(turn, content.sent_at)
    _open(turn, content.sent_at)
    turn.happen(
        e.CustomerWrote(
            at=turn.moment(content.sent_at),
            message=content.message_id,
            kind=content.kind,
            locale=_language(turn, command),
            album=content.album,
            courtesy=courtesy,
            long=len(content.text) > _ON_A_CARD,
        )
    )
    if before is State.BOT:
        if not part_of_album:
            _serve(turn, content, manner)
        return
    turn.say(_mirror(content))
    if before is State.RESOLVED and courtesy:
        turn.say(*[n.Welcome()] * (first_word and content.kind is Kind.TEXT))
    elif before is State.RESOLVED:
        reopen(turn, turn.moment(content.sent_at))
    elif before is State.ACTIVE and not courtesy and not turn.floor.on_duty(turn.conversation.owner):
        requeue(turn, turn.moment(content.sent_at))
    elif before in _SPOKEN_FOR and manner is Manner.PERSON_WANTED:
        _reassure(turn)


def correct(turn: Turn, command: c.Correct) -> None:
    """Keep a customer's edit and show it; no clock moves."""
    conversation, content = turn.conversation, command.content
    turn.happen(e.CustomerEdited(at=turn.moment(), message=content.message_id))
    if conversation.state is State.BOT:
        _serve_edit(turn, content)
    else:
        turn.say(
            n.MirrorEdit(
                from_chat=content.chat_id,
                message=content.message_id,
                text=content.text,
                after_reply=_is_answered(conversation, content.sent_at),
            )
        )


def greet(turn: Turn, _: c.Greet) -> None:
    """Answer /start: the first touch, or who has the matter by now."""
    _open(turn)
    _reachable(turn)
    if turn.conversation.state in _SPOKEN_FOR:
        _reassure(turn)
    else:
        _reply(turn, n.Greeting())


def give_help(turn: Turn, _: c.Help) -> None:
    """Answer /help."""
    _open(turn)
    _reachable(turn)
    _reply(turn, n.HelpText())


def ask_for_person(turn: Turn, _: c.AskForPerson) -> None:
    """Hand over to people, or tell who has it already."""
    _reachable(turn)
    if turn.conversation.state in {State.BOT, State.RESOLVED}:
        _start_waiting(turn)
    else:
        _reassure(turn)


def judge(turn: Turn, command: c.Judge) -> None:
    """Take in whether an answer helped; where it did not, a person helps on."""
    if turn.conversation.state is not State.BOT or turn.conversation.opened_at is None:
        turn.say(_not_now(turn))
        return
    _reachable(turn)
    turn.happen(e.AnswerJudged(at=turn.moment(), entry_id=command.entry_id, helpful=command.helpful))
    if command.helpful:
        _reply(turn, n.GladToHelp())
        turn.say(n.Told(outcome=n.Outcome.THANKS))
    else:
        hand_off(turn, e.Reason.NOT_HELPFUL, turn.moment())


def choose(turn: Turn, command: c.Choose) -> None:
    """Give the answer to a question the customer picked."""
    if turn.conversation.state is not State.BOT:
        turn.say(_not_now(turn))
    elif turn.floor.knowledge.entry(command.entry_id) is None:
        turn.say(n.Told(outcome=n.Outcome.ENTRY_GONE))
    elif _spoke_too_much(turn):
        hand_off(turn, e.Reason.LIMIT, turn.moment())
    else:
        _open(turn)
        _reachable(turn)
        _answer(turn, command.entry_id, confidence=1.0)


def react(turn: Turn, command: c.React) -> None:
    """Show an emoji at the other side's copy of the message."""
    by_customer = command.chat_id == turn.conversation.customer
    passed = n.MirrorReaction if by_customer else n.DeliverReaction
    if turn.conversation.epoch:  # before the first hand-off nobody is on the other side
        turn.say(passed(from_chat=command.chat_id, message=command.message_id, emoji=command.emoji))


def block(turn: Turn, _: c.Block) -> None:
    """The customer cannot be reached: response clocks are void from here."""
    if not turn.conversation.unreachable:
        note_breaches(turn, turn.moment())
        turn.happen(e.BecameUnreachable(at=turn.moment()))
        if turn.conversation.epoch:
            turn.say(n.Card())


def unblock(turn: Turn, _: c.Unblock) -> None:
    """The customer can be reached again: who still waits, waits from now."""
    if turn.conversation.unreachable:
        turn.happen(e.BecameReachable(at=turn.moment()))
        if turn.conversation.epoch:
            turn.say(n.Card())


def unreadable(turn: Turn, _: c.Unreadable) -> None:
    """Say what to send instead."""
    turn.say(n.CannotRead())


def forged(turn: Turn, _: c.Forged) -> None:
    """Tell whoever pressed that the button is no longer good."""
    turn.say(n.Told(outcome=n.Outcome.OLD_BUTTON))


def _open(turn: Turn, sent_at: datetime | None = None) -> None:
    if turn.conversation.opened_at is None:
        turn.happen(e.Opened(at=turn.moment(sent_at), previous=turn.conversation.previous))


def _is_courtesy(content: Content, manner: Manner) -> bool:
    if content.kind is Kind.STICKER:
        return True
    return content.kind is Kind.TEXT and manner is Manner.COURTESY


def _serve(turn: Turn, content: Content, manner: Manner) -> None:
    """The ladder: what needs a person, then what is sure, then a choice, then other words, then a person."""
    if _spoke_too_much(turn):
        _hand_over(turn, content, e.Reason.LIMIT)
    elif content.kind is Kind.STICKER:
        _reply(turn, n.Prompt())
    elif not content.text.strip():
        _hand_over(turn, content, e.Reason.ATTACHMENT)
    else:
        _serve_words(turn, content, manner)


def _spoke_too_much(turn: Turn) -> bool:
    since = turn.conversation.automatic_since
    recent = since is not None and turn.now - since < timedelta(hours=1)
    return recent and turn.conversation.automatic >= turn.rules.automatic_per_hour


def _hand_over(turn: Turn, content: Content, reason: e.Reason) -> None:
    """The customer waits from the moment of writing, not of our reading: who wrote first is served first."""
    hand_off(turn, reason, turn.moment(content.sent_at))


def _serve_words(turn: Turn, content: Content, manner: Manner) -> None:
    if manner in {Manner.PERSON_WANTED, Manner.ANGRY}:
        _hand_over(turn, content, _HANDED_OVER[manner])
    elif manner is Manner.COURTESY:
        _reply(turn, n.Welcome())
    elif manner is Manner.GREETING:
        _reply(turn, n.Prompt())
    else:
        _serve_question(turn, content, manner)


def _serve_question(turn: Turn, content: Content, manner: Manner) -> None:
    match = turn.floor.knowledge.match(content.text)
    said_before = match.entry_id == turn.conversation.last_entry and turn.conversation.just_answered(turn.now)
    if match.outcome is Found.ANSWER and match.entry_id is not None and not said_before:
        _answer(turn, match.entry_id, match.confidence)
    elif manner in _HANDED_OVER:
        _hand_over(turn, content, _HANDED_OVER[manner])
    elif match.outcome is Found.SUGGEST:
        entry_ids = tuple(candidate.entry_id for candidate in match.candidates)
        turn.happen(e.BotSuggested(at=turn.moment(), entry_ids=entry_ids))
        turn.say(n.Suggestions(entry_ids=entry_ids))
    elif turn.conversation.misses + 1 >= turn.rules.misses:
        _hand_over(turn, content, e.Reason.MISSES)
    else:
        turn.happen(e.BotMissed(at=turn.moment()))
        turn.say(n.Rephrase())


def _answer(turn: Turn, entry_id: str, confidence: float) -> None:
    turn.happen(e.BotAnswered(at=turn.moment(), entry_id=entry_id, confidence=round(confidence, 4)))
    turn.say(n.Answer(entry_id=entry_id, library=turn.floor.knowledge.version))


_ON_A_CARD = 120  # characters of one message that a card is sure to show


def _serve_edit(turn: Turn, content: Content) -> None:
    """The last message in other words is asked anew, unless what it means has just been answered."""
    if content.message_id != turn.conversation.last_message or not content.text:
        return
    match = turn.floor.knowledge.match(content.text)
    if match.entry_id is None or match.entry_id != turn.conversation.last_entry:
        _serve(turn, content, manner_of(content.text))


def _language(turn: Turn, command: c.Say) -> str:
    """A picture or a number has no language: the talk goes on in the one it has."""
    worded = any(letter.isalpha() for letter in command.content.text)
    begun = turn.conversation.last_message is not None
    return turn.conversation.locale if begun and not worded else command.customer.locale


def _reachable(turn: Turn, sent_at: datetime | None = None) -> None:
    """Who writes or presses can be reached, whatever we were told."""
    if turn.conversation.unreachable:
        turn.happen(e.BecameReachable(at=turn.moment(sent_at)))


def _reply(turn: Turn, notice: n.Notice) -> None:
    """Say what no event is about; who has heard more of it in an hour than anybody wants hears no more."""
    if _spoke_too_much(turn):
        return
    turn.happen(e.BotReplied(at=turn.moment()))
    turn.say(notice)


def _is_answered(conversation: Conversation, sent_at: datetime) -> bool:
    """Tell whether a human has replied since a message was sent."""
    unanswered_since = conversation.unanswered_since
    return conversation.replied_at is not None and (unanswered_since is None or sent_at < unanswered_since)


def _first_since_resolved(turn: Turn) -> bool:
    wrote, resolved = turn.conversation.last_wrote_at, turn.conversation.resolved_at
    return wrote is None or resolved is None or wrote <= resolved


def _mirror(content: Content) -> n.Mirror:
    return n.Mirror(
        from_chat=content.chat_id,
        message=content.message_id,
        kind=content.kind,
        text=content.text if content.kind is Kind.TEXT else "",
        album=content.album,
        reply_to=content.reply_to,
    )


def _start_waiting(turn: Turn) -> None:
    if turn.conversation.state is State.RESOLVED:
        reopen(turn, turn.moment())
        if turn.floor.on_duty(turn.conversation.owner):
            _reassure(turn)
    else:
        _open(turn)
        hand_off(turn, e.Reason.ASKED, turn.moment())


def _reassure(turn: Turn) -> None:
    """Who asks for a person and already has one, or a place in the queue, hears so."""
    if turn.conversation.state is State.ACTIVE:
        _reply(turn, n.AlreadyWithPerson(number=turn.floor.number(turn.conversation.owner)))
    else:
        _reply(turn, queued(turn))


def _not_now(turn: Turn) -> n.Told:
    if turn.conversation.state is State.QUEUED:
        return n.Told(outcome=n.Outcome.IN_QUEUE, count=place(turn))
    if turn.conversation.state is State.ACTIVE:
        return n.Told(outcome=n.Outcome.WITH_PERSON, number=turn.floor.number(turn.conversation.owner))
    return n.Told(outcome=n.Outcome.OLD_BUTTON)
