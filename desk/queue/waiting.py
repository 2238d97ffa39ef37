"""What becomes of customers who wait for people, and of what they wish.

They ask how long, get worse, have a sure answer meanwhile, wait no more, would rather be answered later, want a
certain agent, need special care, or abuse those who serve them.
"""

from datetime import datetime, timedelta

from desk import commands as c
from desk import events as e
from desk import ladder
from desk import notices as n
from desk.clocks.strikes import meet
from desk.content import Content, Kind
from desk.forms import forming
from desk.forms.sayings import asked_for
from desk.notices.forms import Remark
from desk.people import Agent
from desk.queue.closed import is_closed, opening_ahead
from desk.queue.handoff import hand_off, place, queued, tell_place
from desk.queue.lines import follow_line
from desk.shifts.clocks import number_in
from desk.state import IN_QUEUE, Conversation, State
from desk.turn import Turn
from faq import Manner
from faq.wishes import calls, gives_up, named_agent, puts_off, urges

_WORST = 3  # levels that words alone can raise to
_CARED_FOR = 2
_SOON = timedelta(minutes=1)


def say(turn: Turn, content: Content, manner: Manner, at: datetime) -> None:
    """Take in what somebody wrote who waits; the words themselves are in the topic already."""
    conversation = turn.conversation
    if content.kind is not Kind.TEXT or not content.text.strip():
        return
    if conversation.hold is e.Hold.CALLBACK:
        _say_meanwhile(turn, content, manner, at)
    elif manner is Manner.PERSON_WANTED or urges(content.text):
        ladder.reply(turn, queued(turn))
    elif gives_up(content.text) and conversation.emergency_at is None:
        _leave(turn, e.Leaving.GAVE_UP, at)
    elif puts_off(content.text) and conversation.emergency_at is None:
        _put_off(turn)
    elif manner is Manner.IMPATIENT or calls(content.text):
        _apologise(turn, manner)
    elif manner in {Manner.ANGRY, Manner.COMPLAINT} or asked_for(content.text) is not None:
        hear_matter(turn, content, manner, at)
    elif manner is Manner.NONE and ladder.asks_the_way(turn, content):
        ladder.reply(turn, queued(turn))
    elif manner is Manner.NONE and conversation.level == 0 and ladder.answer_if_sure(turn, content):
        turn.say(n.Card())


def hear_matter(turn: Turn, content: Content, manner: Manner, at: datetime) -> None:
    """Who gets worse is served sooner, who complains by those for it; a form that is asked for is begun meanwhile."""
    if manner is Manner.COMPLAINT:
        follow_line(turn, e.Reason.COMPLAINT, at)
    if manner in {Manner.ANGRY, Manner.COMPLAINT}:
        _raise(turn)
    if (kind := asked_for(content.text)) is not None:
        forming.start(turn, kind)


def _say_meanwhile(turn: Turn, content: Content, manner: Manner, at: datetime) -> None:
    """Hear a customer who was promised an answer: they drop it, want a person now after all, or ask when it comes."""
    conversation = turn.conversation
    if gives_up(content.text):
        _leave(turn, e.Leaving.GAVE_UP, at)
    elif manner is Manner.PERSON_WANTED and conversation.owner is None:
        meet(turn, e.Requeued(at=at, reason=e.Reason.ASKED))
        tell_place(turn)
        turn.say(n.Card())
    elif conversation.promised_until is not None and _asks_for_us(content, manner):
        ladder.reply(turn, later_promised(turn, conversation.promised_until))


def _asks_for_us(content: Content, manner: Manner) -> bool:
    return manner in {Manner.PERSON_WANTED, Manner.IMPATIENT} or urges(content.text) or calls(content.text)


def wait_no_more(turn: Turn, _: c.WaitNoMore) -> None:
    """Let the customer go, who pressed "no need to wait"."""
    if _waits(turn.conversation):
        _leave(turn, e.Leaving.ANSWERED if _was_helped(turn) else e.Leaving.GAVE_UP, turn.moment())
    else:
        turn.say(_not_waiting(turn))


def answer_later(turn: Turn, command: c.AnswerLater) -> None:
    """Promise an answer by a moment, so that nobody need wait for it (003:142)."""
    agent = _numbered(turn, command.number)
    may = _waits(turn.conversation) or (turn.conversation.state is State.BOT and command.number is not None)
    if not may or turn.conversation.hold is e.Hold.CALLBACK:
        turn.say(_not_waiting(turn))
        return
    at = turn.moment()
    turn.open(at)
    if turn.conversation.barred and turn.conversation.emergency_at is None:
        turn.happen(e.BotReplied(at=at))
        turn.say(n.NotServed())
        return
    _promise_later(turn, agent)


def _put_off(turn: Turn) -> None:
    """Promise an answer by a moment to who would rather not wait; while we are closed that is promised already."""
    if is_closed(turn.hours, turn.now):
        ladder.reply(turn, queued(turn))
    else:
        _promise_later(turn, None)


def _promise_later(turn: Turn, agent: Agent | None) -> None:
    at = turn.moment()
    until = at + turn.rules.promised_reply
    meet(turn, e.CallbackAgreed(at=at, until=until, agent=agent.user_id if agent is not None else None))
    turn.say(later_promised(turn, until), n.Card())


def later_promised(turn: Turn, until: datetime) -> n.LaterPromised:
    """Return what somebody is told who is answered later, by whoever was asked for."""
    owner, opening = turn.conversation.owner, opening_ahead(turn.hours, turn.now)
    return n.LaterPromised(
        until=until,
        number=turn.floor.number(owner) if owner is not None else None,
        at=turn.now,
        opening=opening if opening is not None and opening < until else None,
    )


def asks_for_agent(turn: Turn, content: Content) -> bool:
    """Give a customer the agent who is asked for, or say that this one is not there; tell whether one was."""
    agent = _numbered(turn, named_agent(content.text) if content.kind is Kind.TEXT else None)
    if agent is None:
        return False
    if agent.available or turn.conversation.barred:
        hand_off(turn, e.Reason.ASKED, turn.moment(content.sent_at), wanted=agent.user_id)
    else:
        asked = turn.rules.line_of(e.Reason.ASKED)  # no line yet, or the one they have left
        opening = opening_ahead(turn.rules.hours_of(asked), turn.now)
        absent = n.AgentAbsent(number=agent.number, back_at=_back_at(turn, agent), at=turn.now, opening=opening)
        ladder.reply(turn, absent)
    return True


def mark_care(turn: Turn, command: c.MarkCare) -> None:
    """Put whoever needs special care before others, today and whenever they come again (004:70)."""
    if turn.conversation.care:
        turn.say(n.Told(outcome=n.Outcome.CARED_FOR_ALREADY))
        return
    level = max(turn.conversation.level, _CARED_FOR)
    turn.happen(e.Raised(at=turn.moment(), level=level, why=e.Raising.CARE, agent=command.agent))
    turn.say(n.Told(outcome=n.Outcome.CARED_FOR), n.Card())


def report_abuse(turn: Turn, command: c.ReportAbuse) -> None:
    """Ask the lead whether people shall go on serving an abusive customer."""
    conversation = turn.conversation
    if conversation.barred or conversation.barring:
        turn.say(n.Told(outcome=n.Outcome.BARRING_ASKED_ALREADY))
        return
    turn.happen(e.AbuseReported(at=turn.moment(), agent=command.agent))
    number = turn.floor.number(command.agent)
    turn.say(
        n.BarringAsked(customer=conversation.customer, conversation=conversation.id or 0, number=number),
        n.Told(outcome=n.Outcome.BARRING_ASKED),
    )


def decide_barring(turn: Turn, command: c.DecideBarring) -> None:
    """Bar a customer, or serve them (again): the lead's to say."""
    lead = turn.floor.agents.get(command.agent)
    if lead is None or not lead.leads:
        turn.say(n.Told(outcome=n.Outcome.LEADS_ONLY))
    elif not command.barred:
        turn.happen(e.Unbarred(at=turn.moment(), agent=command.agent))
        turn.say(n.Told(outcome=n.Outcome.NOT_BARRED), n.Card())
    elif turn.conversation.barred:
        turn.say(n.Told(outcome=n.Outcome.BARRED_ALREADY))
    elif turn.conversation.state is State.CLOSED:
        turn.say(n.Told(outcome=n.Outcome.OLD_BUTTON))
    else:
        meet(turn, e.Barred(at=turn.moment(), agent=command.agent))
        turn.say(n.NotServed(), n.Told(outcome=n.Outcome.BARRED), n.Card())


def _leave(turn: Turn, why: e.Leaving, at: datetime) -> None:
    meet(turn, e.LeftQueue(at=at, why=why))
    turn.say(n.WaitEnded(), n.Card())
    if (form := forming.open_form(turn)) is not None:
        forming.put(turn, form, remark=Remark.GOES_ON)


def _apologise(turn: Turn, manner: Manner) -> None:
    """Who finds that it takes long, or calls into the silence, hears an apology, the place and the wait.

    Danger, and a desk that is closed, have words of their own; nobody is told within a minute that it took long who
    did not say so.
    """
    conversation = turn.conversation
    waited = turn.now - (conversation.waiting_since or turn.now)
    at_once = manner is not Manner.IMPATIENT and waited < _SOON
    if at_once or conversation.emergency_at is not None or is_closed(turn.hours, turn.now):
        told = queued(turn)
        if isinstance(told, n.KeptForOpening) and told.opening is not None and not ladder.spoke_too_much(turn):
            turn.happen(e.WaitTold(at=turn.moment(), place=told.place, until=told.opening))
        ladder.reply(turn, told)
        return
    ladder.reply(
        turn,
        n.StillWaiting(
            waited=waited,
            place=place(turn),
            wait=turn.floor.wait(conversation.line),
            staffed=turn.floor.anyone_present(),
            number=conversation.number,
        ),
    )


def _raise(turn: Turn) -> None:
    """Getting worse while waiting moves one up, and the lead hears of it (004:55, 001:1871)."""
    conversation = turn.conversation
    if conversation.level < _WORST:
        turn.happen(e.Raised(at=turn.moment(), level=conversation.level + 1, why=e.Raising.WORSE))
        turn.say(n.Upset(customer=conversation.customer), n.Card())
    ladder.reply(turn, queued(turn, e.Reason.ANGER))


def _waits(conversation: Conversation) -> bool:
    callback = conversation.hold is e.Hold.CALLBACK and conversation.state is State.HOLD
    return conversation.state in IN_QUEUE or callback


def _was_helped(turn: Turn) -> bool:
    asked = turn.conversation.asked
    return asked is not None and asked.given is not None and asked.moot


def _not_waiting(turn: Turn) -> n.Told:
    conversation = turn.conversation
    if conversation.state is State.ACTIVE:
        return n.Told(outcome=n.Outcome.WITH_PERSON, number=turn.floor.number(conversation.owner))
    if conversation.hold is e.Hold.CALLBACK:
        return n.Told(outcome=n.Outcome.LATER_ALREADY)
    return n.Told(outcome=n.Outcome.OLD_BUTTON)


def _numbered(turn: Turn, number: str | None) -> Agent | None:
    if number is None:
        return None
    known = (agent for agent in turn.floor.agents.values() if not agent.removed)
    return next((agent for agent in known if agent.number == number), None)


def _back_at(turn: Turn, agent: Agent) -> datetime | None:
    """Return when the agent is planned to be there, if there is a plan."""
    rota = turn.floor.rota
    shift = rota.next_shift(number_in(rota, agent), turn.now) if rota is not None else None
    return shift.start if shift is not None else None
