"""What becomes of what a customer does: the bot's ladder of answers (desk/ladder.py), or a word for the agent."""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import ladder
from desk import notices as n
from desk.cases import asked
from desk.cases.callbacks.taken_words import take_words
from desk.cases.complaints.told_missing import take_what_is_missing
from desk.cases.repairs import told_otherwise
from desk.clocks.strikes import meet
from desk.content import Content, Kind
from desk.evolution import DANGER
from desk.forms import forming, hearing
from desk.learning import outcomes as learning
from desk.people import Role
from desk.question import just_said
from desk.queue import offers, waiting
from desk.queue.handoff import hand_off, place, queued, reopen, requeue
from desk.queue.receipts import give_receipt
from desk.secrets import is_masked
from desk.service import danger, holding, rating
from desk.service.workers import greet_worker, hear_worker, is_worker
from desk.state import IN_QUEUE, WITH_PEOPLE, Conversation, State
from desk.turn import Turn
from faq import Manner, manner_of


def say(turn: Turn, command: c.Say) -> None:
    """Take in a customer's message."""
    content = command.content
    part_of_album = content.album is not None and content.album == turn.conversation.last_album
    manner = manner_of(content.text) if content.text else Manner.NONE
    courtesy = _is_courtesy(content, manner)
    before, first_word = turn.conversation.state, _first_since_resolved(turn)
    _reachable(turn, content.sent_at)
    turn.open(turn.moment(content.sent_at))
    turn.happen(
        e.CustomerWrote(
            at=turn.moment(content.sent_at),
            message=content.message_id,
            kind=content.kind,
            locale=_language(turn, command),
            album=content.album,
            courtesy=courtesy,
            long=len(content.text) > _ON_A_CARD,
            noise=content.kind is Kind.TEXT and manner is Manner.NOISE,
        )
    )
    if take_words(turn, content, manner) or take_what_is_missing(turn, command, manner):
        turn.say(*[_mirror(content)] * (before is not State.BOT))
        return
    if before is State.BOT or (before is State.RESOLVED and manner is not Manner.DANGER and is_worker(turn)):
        _let_the_bot(turn, command, manner, part_of_album=part_of_album)
        return
    turn.say(_mirror(content))
    hearing.hear_beside(turn, command, manner)
    if before is State.RESOLVED and (asked.tells_progress(turn, content) or rating.take_low(turn, content)):
        pass
    elif before is State.RESOLVED:
        _write_after(turn, content, manner, courtesy=courtesy, first_word=first_word)
    elif before is State.ACTIVE and not courtesy and _has_nobody(turn):
        requeue(turn, turn.moment(content.sent_at))
    elif holding.is_set_aside(turn.conversation):
        _write_aside(turn, turn.moment(content.sent_at), courtesy=courtesy)
    elif before in IN_QUEUE or turn.conversation.hold is e.Hold.CALLBACK:
        _let_wait(turn, command, manner, part_of_album=part_of_album)
    elif before in WITH_PEOPLE and manner is Manner.PERSON_WANTED:
        _reassure(turn)
    if manner is Manner.DANGER:
        danger.raise_alarm(turn, turn.moment(content.sent_at))
        forming.start_emergency(turn, [one.text for one in (*command.earlier, content)])


def _let_the_bot(turn: Turn, command: c.Say, manner: Manner, *, part_of_album: bool) -> None:
    """A form that is open comes first; then who is asked for by number, then the bot; a worker is no customer."""
    if hearing.hear(turn, command, manner, part_of_album=part_of_album) or part_of_album or command.goes_on:
        return
    if is_worker(turn) and manner is not Manner.DANGER:
        hear_worker(turn, command.content, manner)
    elif not waiting.asks_for_agent(turn, command.content):
        _serve(turn, command, manner)


def _let_wait(turn: Turn, command: c.Say, manner: Manner, *, part_of_album: bool) -> None:
    if hearing.hear(turn, command, manner, part_of_album=part_of_album):
        return
    if not part_of_album and not command.goes_on and not asked.tells_progress(turn, command.content):
        waiting.say(turn, command.content, manner, turn.moment(command.content.sent_at))
        give_receipt(turn, manner)


def _serve(turn: Turn, command: c.Say, manner: Manner) -> None:
    """Let the bot answer: about one's own cases, else by its ladder; what people must settle is theirs at once."""
    said = (*command.earlier, command.content)
    if manner is not Manner.DANGER and any(asked.answer(turn, one) for one in said):
        turn.happen(e.BotReplied(at=turn.moment()))
    elif any(told_otherwise.is_for_people(turn, one) for one in said):
        hand_off(turn, e.Reason.REPAIR, turn.moment(command.content.sent_at))
    else:
        ladder.serve(turn, said)


def correct(turn: Turn, command: c.Correct) -> None:
    """Keep a customer's edit and show it; no clock moves."""
    conversation, content = turn.conversation, command.content
    turn.happen(e.CustomerEdited(at=turn.moment(), message=content.message_id))
    if conversation.state is State.BOT:
        if not hearing.edited(turn):
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
    """Answer /start: the first touch, or who has the matter by now; one of the staff is no customer by it."""
    if _greeted_staff(turn):
        return
    turn.open(turn.moment())
    _reachable(turn)
    if turn.conversation.state in WITH_PEOPLE:
        _reassure(turn)
    elif is_worker(turn):
        greet_worker(turn)
    else:
        ladder.reply(turn, n.Greeting())


def _greeted_staff(turn: Turn) -> bool:
    """Tell one of the staff what this chat is for, unless they play a customer just now; tell whether it was one."""
    who = turn.floor.agents.get(turn.conversation.customer)
    if who is None or who.role is Role.WORKER or who.removed or turn.conversation.state in WITH_PEOPLE:
        return False
    turn.say(n.StaffGreeted(number=who.number))
    return True


def give_help(turn: Turn, _: c.Help) -> None:
    """Answer /help."""
    if _greeted_staff(turn):
        return
    turn.open(turn.moment())
    _reachable(turn)
    ladder.reply(turn, n.HelpText())


def ask_for_person(turn: Turn, _: c.AskForPerson) -> None:
    """Hand over to people, or tell who has it already."""
    _reachable(turn)
    if turn.conversation.state in {State.BOT, State.RESOLVED}:
        _start_waiting(turn)
    else:
        _reassure(turn)


def judge(turn: Turn, command: c.Judge) -> None:
    """Take in whether an answer helped; where it did not, a person helps on."""
    judged = e.AnswerJudged(at=turn.moment(), entry_id=command.entry_id, helpful=command.helpful)
    if turn.conversation.state in IN_QUEUE:
        turn.happen(judged)
        if command.helpful:
            turn.say(n.StillNeeded())
        turn.say(n.Told(outcome=n.Outcome.IN_QUEUE, count=place(turn)))
        return
    if turn.conversation.state is not State.BOT or turn.conversation.opened_at is None:
        turn.say(_not_now(turn))
        return
    _reachable(turn)
    if command.helpful:
        learning.helped(turn, command.entry_id)
        turn.happen(judged)
        ladder.reply(turn, n.GladToHelp())
        turn.say(n.Told(outcome=n.Outcome.THANKS))
    else:
        learning.did_not_help(turn, command.entry_id)
        turn.happen(judged)
        hand_off(turn, e.Reason.NOT_HELPFUL, turn.moment())


def choose(turn: Turn, command: c.Choose) -> None:
    """Give the answer to a question the customer picked."""
    if turn.conversation.state is not State.BOT:
        turn.say(_not_now(turn))
    elif turn.floor.knowledge.entry(command.entry_id) is None:
        turn.say(n.Told(outcome=n.Outcome.ENTRY_GONE))
    elif just_said(turn, command.entry_id):
        turn.say(n.Told(outcome=n.Outcome.ANSWERED_ALREADY))
    elif ladder.spoke_too_much(turn):
        hand_off(turn, e.Reason.LIMIT, turn.moment())
    else:
        turn.open(turn.moment())
        _reachable(turn)
        learning.picked(turn, command.entry_id)
        ladder.answer(turn, command.entry_id, confidence=1.0)


def react(turn: Turn, command: c.React) -> None:
    """Show an emoji at the other side's copy of the message."""
    by_customer = command.chat_id == turn.conversation.customer
    passed = n.MirrorReaction if by_customer else n.DeliverReaction
    if turn.conversation.epoch:  # before the first hand-off nobody is on the other side
        turn.say(passed(from_chat=command.chat_id, message=command.message_id, emoji=command.emoji))


def block(turn: Turn, command: c.Block) -> None:
    """The customer cannot be reached: response clocks are void from here."""
    if not turn.conversation.unreachable:
        offers.withdraw_from_holder(turn)
        meet(turn, e.BecameUnreachable(at=turn.moment(command.sent_at)))
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


def _write_after(turn: Turn, content: Content, manner: Manner, *, courtesy: bool, first_word: bool) -> None:
    """A word of thanks ends it kindly; any other opens it again, and whoever waits again may begin a form."""
    if courtesy or manner is Manner.ASIDE:
        turn.say(*[ladder.REPLIES.get(manner, n.Welcome())] * (first_word and content.kind is Kind.TEXT))
    elif not reopen(turn, turn.moment(content.sent_at)):
        waiting.hear_matter(turn, content, manner, turn.moment(content.sent_at))


def _write_aside(turn: Turn, at: datetime, *, courtesy: bool) -> None:
    """What was set aside until the customer writes goes on; anything else waits for what it waits for."""
    if courtesy or turn.conversation.hold is not e.Hold.CUSTOMER_INFO:
        return
    holding.take_up(turn, None, at)
    if not turn.floor.answers(turn.conversation.owner, turn.now):
        requeue(turn, at)
    turn.say(n.Card())


def _has_nobody(turn: Turn) -> bool:
    """Tell whether the owner has left, or is at table; whoever has danger in hand answers also from at home."""
    return not turn.floor.answers(turn.conversation.owner, turn.now) and turn.conversation.level < DANGER


def _is_courtesy(content: Content, manner: Manner) -> bool:
    if content.kind is Kind.STICKER:
        return True
    return content.kind is Kind.TEXT and manner in {Manner.COURTESY, Manner.WISHES}


_ON_A_CARD = 120  # characters of one message that a card is sure to show


def _serve_edit(turn: Turn, content: Content) -> None:
    """The last message in other words is asked anew, unless what it means has just been answered."""
    if content.message_id != turn.conversation.last_message or not content.text:
        return
    candidates = turn.floor.match(content.text).candidates
    if not candidates or candidates[0].entry_id != turn.conversation.last_entry:
        ladder.serve(turn, (content,))


def _language(turn: Turn, command: c.Say) -> str:
    """A picture or a number has no language: the talk goes on in the one it has."""
    worded = any(letter.isalpha() for letter in command.content.text)
    begun = turn.conversation.last_message is not None
    return turn.conversation.locale if begun and not worded else command.customer.locale


def _reachable(turn: Turn, sent_at: datetime | None = None) -> None:
    """Take a customer who writes or presses for reachable, whatever we were told."""
    if turn.conversation.unreachable:
        turn.happen(e.BecameReachable(at=turn.moment(sent_at)))


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
        text=content.text if content.kind is Kind.TEXT or is_masked(content.text) else "",
        album=content.album,
        reply_to=content.reply_to,
    )


def _start_waiting(turn: Turn) -> None:
    if turn.conversation.state is State.RESOLVED:
        reopen(turn, turn.moment())
    else:
        turn.open(turn.moment())
        hand_off(turn, forming.reason(turn), turn.moment())
        learning.handed_over(turn)


def _reassure(turn: Turn) -> None:
    """Tell a customer who asks for a person that they have one already, or a place in the queue."""
    conversation = turn.conversation
    if conversation.state is State.ACTIVE or holding.is_set_aside(conversation):
        ladder.reply(turn, n.AlreadyWithPerson(number=turn.floor.number(conversation.owner)))
    elif conversation.hold is e.Hold.CALLBACK and conversation.promised_until is not None:
        ladder.reply(turn, waiting.later_promised(turn, conversation.promised_until))
    else:
        ladder.reply(turn, queued(turn))


def _not_now(turn: Turn) -> n.Told:
    if turn.conversation.state is State.QUEUED:
        return n.Told(outcome=n.Outcome.IN_QUEUE, count=place(turn))
    if turn.conversation.state is State.ACTIVE:
        return n.Told(outcome=n.Outcome.WITH_PERSON, number=turn.floor.number(turn.conversation.owner))
    return n.Told(outcome=n.Outcome.OLD_BUTTON)
