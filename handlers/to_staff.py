"""What the bot says in the staff room: alarms, passed-on messages, and the two lists an agent asks for."""

from collections.abc import Callable, Mapping
from typing import Any

from desk import notices as n
from desk.content import Kind
from handlers.lettering import TEXT, cut, escape, one_line, units
from handlers.moments import clock_time, span
from handlers.spoken import Spoken, Voice

_NAME = 100
_LINES = 20
_MARKED = -100_0000000000  # what Telegram puts before a supergroup's own number


def _relay(voice: Voice, notice: n.Relay) -> Spoken:
    label = "" if notice.kind is Kind.TEXT else f"[{voice.words(f'kind.{notice.kind.value}')}] "
    text = escape(cut(notice.text, TEXT - units(label), voice.words("mark.cut")))
    return Spoken((label + text).rstrip())


def _mirror_edit(voice: Voice, notice: n.MirrorEdit) -> Spoken:
    key = "relay.edited_after_reply" if notice.after_reply else "relay.edited"
    return Spoken(voice.fit(key, "text", notice.text or voice.words("relay.edited_away")))


def _deliver_edit(voice: Voice, notice: n.DeliverEdit) -> Spoken:
    return Spoken(escape(cut(notice.text, TEXT, voice.words("mark.cut"))))


def _mirror_reaction(voice: Voice, notice: n.MirrorReaction) -> Spoken:
    if notice.emoji is None:
        return Spoken(voice.words("relay.reaction_gone"))
    return Spoken(voice.words("relay.reaction", emoji=escape(notice.emoji)))


def _deliver_reaction(voice: Voice, notice: n.DeliverReaction) -> Spoken:
    if notice.emoji is None:
        return Spoken(voice.words("relay.reaction_gone"))
    return Spoken(voice.words("relay.reaction_from_agent", emoji=escape(notice.emoji)))


def _delivery_mark(voice: Voice, notice: n.DeliveryMark) -> Spoken:
    if notice.failed is None:
        return Spoken(voice.words("relay.delivered"))
    why = voice.words.either(f"failure.{notice.failed}", "failure.unknown")
    return Spoken(voice.words("relay.undelivered", why=why))


def _alarm_withdrawn(voice: Voice, notice: n.AlarmWithdrawn) -> Spoken:
    text = voice.words(
        "room.alarm_withdrawn",
        clock=voice.words(f"clock.{notice.clock.value}"),
        customer=customer_named(voice, notice.customer),
        due=clock_time(notice.due, voice.zone),
    )
    return Spoken(text)


def _long_wait(voice: Voice, notice: n.LongWait) -> Spoken:
    customer, waited = customer_named(voice, notice.customer), span(notice.waited, voice.words)
    if not notice.leads:
        return Spoken(voice.words("room.long_wait", customer=customer, waited=waited))
    who = " ".join(f'<a href="tg://user?id={one.agent}">{escape(one_line(one.number))}</a>' for one in notice.leads)
    return Spoken(voice.words("room.long_wait_leads", customer=customer, waited=waited, who=who))


def _in_danger(voice: Voice, notice: n.InDanger) -> Spoken:
    return Spoken(voice.words("room.in_danger", customer=customer_named(voice, notice.customer)))


def _nobody_on_duty(voice: Voice, notice: n.NobodyOnDuty) -> Spoken:
    return Spoken(voice.words("room.nobody_on_duty", customer=customer_named(voice, notice.customer)))


def _admitted(voice: Voice, notice: n.Admitted) -> Spoken:
    name, number = escape(cut(one_line(notice.name), _NAME)), escape(one_line(notice.number))
    if not name:
        return Spoken(voice.words("room.admitted_by_id", number=number, user=notice.user_id))
    return Spoken(voice.words("room.admitted", name=name, number=number, user=notice.user_id))


def _dead_letter(voice: Voice, notice: n.DeadLetter) -> Spoken:
    return Spoken(voice.fit("room.dead_letter", "what", one_line(notice.what)))


def _commands_shown(voice: Voice, notice: n.CommandsShown) -> Spoken:
    parts = ["all", "leads"] if notice.lead else ["all"]
    return Spoken("\n\n".join(voice.words(f"commands.{part}") for part in parts))


def _queue_shown(voice: Voice, notice: n.QueueShown) -> Spoken:
    words = voice.words
    lines = [words("queue.waiting", waiting=notice.waiting) if notice.waiting else words("queue.nobody_waits")]
    shown = notice.first[:_LINES]
    lines += [_queue_line(voice, place, line) for place, line in enumerate(shown, start=1)]
    if notice.waiting > len(shown) > 0:
        lines.append(words("queue.more", more=notice.waiting - len(shown)))
    if notice.later:
        lines += [words("queue.later"), *(_later_line(voice, line) for line in notice.later[:_LINES])]
    numbers = ", ".join(escape(one_line(number)) for number in notice.on_duty)
    lines.append(words("queue.on_duty", numbers=numbers) if numbers else words("queue.nobody_on_duty"))
    return Spoken("\n".join(lines))


def _queue_line(voice: Voice, place: int, line: n.QueueLine) -> str:
    key = "queue.line_urgent" if line.level else "queue.line"
    told = voice.words(key, place=place, **_named(voice, line), level=line.level)
    if line.offered_to is None or line.until is None:
        return told
    until = clock_time(line.until, voice.zone, seconds=True)
    kept = voice.words("queue.offered", number=escape(one_line(line.offered_to)), until=until)
    return f"{told} · {kept}"


def _later_line(voice: Voice, line: n.QueueLine) -> str:
    until = clock_time(line.until or line.since, voice.zone, today=line.since)
    return voice.words("queue.later_line", **_named(voice, line), until=until)


def _named(voice: Voice, line: n.QueueLine) -> dict[str, str]:
    name = one_line(line.name) or voice.words("card.nameless", id=line.customer)
    return {
        "name": " ".join(filter(None, (escape(one_line(line.ticket)), escape(cut(name, _NAME))))),
        "line": line_named(voice, line.line),
        "since": clock_time(line.since, voice.zone),
    }


def line_named(voice: Voice, letter: str) -> str:
    """Return what a line is called; one that the rules no longer know is called by its letter."""
    line = voice.rules.lines.get(letter)
    name = letter if line is None else line.name_en if voice.words.locale == "en" else line.name
    return escape(cut(one_line(name), _NAME))


def customer_named(voice: Voice, chat_id: int) -> str:
    """Return the customer's name where the courier looked it up, leading to the topic; no mention, so nobody rings."""
    known = voice.customer
    name = one_line(known.name) if known is not None and known.chat_id == chat_id else ""
    shown = escape(cut(name, _NAME)) or voice.words("card.nameless", id=chat_id)
    return topic_link(voice, shown)


def topic_link(voice: Voice, shown: str) -> str:
    """Return words that lead to the topic, where the courier looked it up."""
    if voice.topic is None or voice.topic.chat_id > _MARKED:
        return shown
    return f'<a href="https://t.me/c/{_MARKED - voice.topic.chat_id}/{voice.topic.thread_id}">{shown}</a>'


TO_STAFF: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    n.Mirror: _relay,
    n.Deliver: _relay,
    n.MirrorEdit: _mirror_edit,
    n.DeliverEdit: _deliver_edit,
    n.MirrorReaction: _mirror_reaction,
    n.DeliverReaction: _deliver_reaction,
    n.DeliveryMark: _delivery_mark,
    n.AlarmWithdrawn: _alarm_withdrawn,
    n.LongWait: _long_wait,
    n.InDanger: _in_danger,
    n.NobodyOnDuty: _nobody_on_duty,
    n.Admitted: _admitted,
    n.DeadLetter: _dead_letter,
    n.QueueShown: _queue_shown,
    n.CommandsShown: _commands_shown,
}
"""How each notice to the staff is said, and each message that is passed on."""
