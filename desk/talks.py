"""The conversations of a batch while they are decided: as loaded, as they stand now, and what has gathered."""

from collections.abc import Callable, Sequence
from datetime import datetime

from desk import commands as c
from desk import notices as n
from desk.clocks import running
from desk.conversation import decide
from desk.errors import IllegalMove
from desk.events import AgentReplied, Clock, Event
from desk.floor import Floor
from desk.mailing import answered, letter_about
from desk.matter import Matter, written_of
from desk.people import Customer
from desk.ports import Change, Letter, Loaded
from desk.queue import rank_of
from desk.queue.stir import Stir
from desk.rules import Rules
from desk.state import Conversation, State
from desk.turn import Decision

_BEGINS = (
    *(c.Say, c.Greet, c.Help, c.AskForPerson, c.Choose, c.Unreadable, c.Reply, c.Take, c.Forged, c.Judge),
    *(c.StartForm, c.PressForm, c.BeginForm, c.BeginReport),
)


class TalkBatch:
    """Commands about conversations decided in memory, in order.

    `follow` is given every decision, for what follows from it elsewhere; `is_told_to_all` are notices that the room
    says once instead. What is said about no conversation goes to `loose`, the batch's own.
    """

    def __init__(
        self,
        *,
        now: datetime,
        rules: Rules,
        floor: Floor,
        locale: str,
        loaded: Loaded,
        stir: Stir,
        loose: list[Letter],
        follow: Callable[[Conversation, c.Command, Decision], None],
        is_told_to_all: Callable[[n.Notice], bool],
    ) -> None:
        self._now = now
        self._rules = rules
        self._floor = floor
        self._locale = locale
        self._customers = loaded.customers
        self._stir = stir
        self._loose = loose
        self._follow = follow
        self._is_told_to_all = is_told_to_all
        self._found = {subject: found for subject, found in loaded.conversations.items() if found}
        self._entries: list[Matter] = []
        self._by_number: dict[int | None, Matter] = {}
        self._latest: dict[int, Matter] = {}
        self._kept_for: dict[int, Matter] = {}
        self.own(sorted(self._found.values(), key=lambda one: one.id or 0))

    def about(self, subject: c.Subject) -> Conversation | None:
        """Return the conversation a command is about, as it stands now."""
        entry = self._entry(subject)
        return entry.now if entry else None

    def own(self, conversations: Sequence[Conversation]) -> None:
        """Bring in conversations found later; those already here stand further on."""
        for conversation in conversations:
            if conversation.id not in self._by_number:
                self._by_number[conversation.id] = self._enter(conversation)

    def standing(self) -> list[Conversation]:
        """Return every conversation in the batch as it stands now."""
        return [entry.now for entry in self._entries]

    @property
    def from_the_queue(self) -> int:
        """How many of the conversations here stood in the queue when they were loaded."""
        return sum(one.before.state is State.QUEUED for one in self._entries)

    def waiting(self) -> list[Conversation]:
        """Return who waits among the conversations here, in the order of the queue."""
        places = [(rank, one.now) for one in self._entries if (rank := self._rank(one.now)) is not None]
        return [conversation for _, conversation in sorted(places, key=_place)]

    def _rank(self, conversation: Conversation) -> datetime | None:
        return rank_of(conversation, self._rules) if conversation.state is State.QUEUED else None

    def ask(self, conversation: Conversation, command: c.Command) -> None:
        """Decide what follows from the decisions made, about a conversation that is here."""
        self._decide(self._latest[conversation.customer], command)

    def withdraw(self, agent: int) -> None:
        """Take back what is offered to somebody who is no longer there for it."""
        kept = self._kept_for.get(agent)
        if kept is not None:
            self._decide(kept, c.WithdrawOffer(agent=agent))

    def decide_about(self, number: int, command: c.Command) -> None:
        """Decide a command about the conversation of this number, which is here."""
        self._decide(self._by_number[number], command)

    def depart(self, user_id: int, departure: c.Departure, number: int | None) -> None:
        """Let conversations look for somebody else: all of somebody's, or one."""
        for entry in list(self._entries):
            concerned = user_id in {entry.now.owner, entry.now.offered_to}
            if concerned and (number is None or entry.now.id == number):
                self._decide(entry, c.OwnerLeft(agent=user_id, departure=departure))

    def news_of(self, number: int) -> Sequence[Event]:
        """Return what has happened in a conversation in this batch."""
        return self._by_number[number].news

    def changes(self) -> list[Change]:
        """Return what must be written, a conversation that was closed before the one that follows it."""
        return [one.change(self._rules) for one in self._entries if one.news or one.letters or one.looked_at]

    def converse(self, given: c.Given) -> None:
        """Decide one command about a conversation, which begins with it where there is none."""
        entry = self._entry(given.subject)
        if entry is not None:
            entry = self._not_over(entry, given.command)
        if isinstance(given.command, _BEGINS) and (entry is None or entry.now.state is State.CLOSED):
            entry = self._begin(given, entry) or entry
        if entry is None:
            self._nothing_there(given.command)
        else:
            self._decide(entry, given.command)

    def _entry(self, subject: c.Subject) -> Matter | None:
        """A customer and a topic mean the latest conversation; a number and a message mean their own."""
        if isinstance(subject, c.OfCustomer):
            return self._latest.get(subject.chat_id)
        found = self._found.get(subject)
        if found is None:
            return None
        return self._latest[found.customer] if isinstance(subject, c.OfTopic) else self._by_number[found.id]

    def _enter(self, conversation: Conversation, customer: Customer | None = None) -> Matter:
        entry = Matter(conversation, conversation, customer=customer)
        self._entries.append(entry)
        self._latest[conversation.customer] = entry
        if conversation.state is State.OFFERED and conversation.offered_to is not None:
            self._kept_for[conversation.offered_to] = entry
        return entry

    def _not_over(self, entry: Matter, command: c.Command) -> Matter:
        """What is done after the reopen window finds the conversation closed, whoever noticed first."""
        if not isinstance(command, _BEGINS) or entry.now.state is not State.RESOLVED:
            return entry
        at = min(command.content.sent_at, self._now) if isinstance(command, c.Say | c.Reply) else self._now
        if any(due.clock is Clock.REOPEN_WINDOW and due.at < at for due in running(entry.now, self._rules)):
            self._decide(entry, c.Strike())
        return entry

    def _begin(self, given: c.Given, old: Matter | None) -> Matter | None:
        """Open a conversation, after the one that is over; an old card's button is about the old one and opens none."""
        if isinstance(given.subject, c.OfCustomer):
            customer = given.subject.chat_id
        elif isinstance(given.subject, c.OfTopic) and old is not None:
            customer = old.now.customer
        else:
            return None
        who: Customer | None = getattr(given.command, "customer", None) or self._customers.get(customer)
        if who is None and isinstance(given.command, c.BeginReport):  # who never wrote to us is known by number only
            who = Customer(chat_id=customer, name=self._floor.number(customer), locale=self._locale)
        fresh = Conversation(
            customer=customer,
            locale=who.locale if who else self._locale,
            previous=old.now.id if old else None,
            former=(old.now.owner or old.now.former) if old else None,
            team=old.now.team if old else "",
        )
        return self._enter(fresh, who)

    def _decide(self, entry: Matter, command: c.Command) -> None:
        if isinstance(command, c.Strike) and not entry.strikes(self._now, self._rules):
            return
        try:
            decision = decide(entry.now, command, self._now, self._rules, self._floor)
        except IllegalMove:
            origin: c.Origin | None = getattr(command, "origin", None)
            if origin is None:
                raise
            self._tell(origin, n.Told(outcome=n.Outcome.STALE))
            return
        before, entry.now = entry.now, decision.after
        self._floor.follow(before, entry.now)
        self._stir.note(before, entry.now, decision.news)
        entry.news += decision.news
        self._floor.remember(entry.now.id, decision.news)
        entry.lessons += decision.lessons
        if decision.news:
            entry.written += written_of(command, decision.news)
            self._meet(entry, command)
        says = [notice for notice in answered(command, decision.says) if not self._is_told_to_all(notice)]
        letters = [letter_about(entry.now, notice, command, now=self._now, locale=self._locale) for notice in says]
        behind = [one for one in letters if decision.filings and one.notice.audience is n.Audience.CUSTOMER]
        letters = [one for one in letters if one not in behind]
        self._loose += behind  # after the number of what was filed
        if entry.now.version:
            entry.letters += letters
        else:  # a greeting begins nothing
            self._loose += letters
        for event in decision.news:
            if isinstance(event, AgentReplied) and event.agent in self._kept_for:
                self._pause_offer(self._kept_for[event.agent], entry, event)
        self._follow(entry.now, command, decision)

    def _pause_offer(self, kept: Matter, entry: Matter, written: AgentReplied) -> None:
        """Let an agent's other offers stand still while they write to a customer."""
        if kept is not entry:
            self._decide(kept, c.PauseOffer(agent=written.agent, at=written.at))

    def _meet(self, entry: Matter, command: c.Command) -> None:
        who: Customer | None = getattr(command, "customer", None)
        if who is not None and self._customers.get(who.chat_id) != who:
            entry.customer = who

    def _nothing_there(self, command: c.Command) -> None:
        """Words in a topic that is no customer's are the staff's own; a command there is told so."""
        origin: c.Origin | None = getattr(command, "origin", None)
        if origin is not None and not isinstance(command, c.Reply | c.CorrectReply):
            gone = n.Outcome.OLD_BUTTON if origin.press_id else n.Outcome.NO_CONVERSATION
            self._tell(origin, n.Told(outcome=gone))

    def _tell(self, origin: c.Origin, *notices: n.Notice) -> None:
        self._loose.extend(Letter(notice=notice, locale=self._locale, origin=origin) for notice in notices)


def _place(place: tuple[datetime, Conversation]) -> tuple[datetime, int]:
    return place[0], place[1].customer
