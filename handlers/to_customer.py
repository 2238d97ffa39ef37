"""What the bot says to a customer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from aiogram.types import InlineKeyboardMarkup

from desk import notices as n
from desk.events import Reason
from handlers.buttons import Button, ChooseIt, JudgeIt, PersonPlease
from handlers.lettering import TEXT, cut, escape, one_line, units, visible
from handlers.moments import about, span, upcoming
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_callbacks import rating_row
from handlers.to_waiting import choices

_BUTTON = 60  # units that are still read on a phone
_CHOICES = 3
_QUOTE = 40  # units of a question that are told back


def _greeting(voice: Voice, notice: n.Greeting) -> Spoken:
    spoken = _from_organisation(voice, notice, "customer.greeting")
    return replace(spoken, text=_addressed(voice, spoken.text))


def _addressed(voice: Voice, text: str) -> str:
    """Say it to somebody by name, where the file has one (RULES §7)."""
    called = one_line(voice.customer.called) if voice.customer is not None else ""
    named = voice.words("named.called", called=escape(called), text=text) if called else text
    return named if units(visible(named)) <= TEXT else text


def _with_person_button(key: str) -> Callable[[Voice, n.FromBot], Spoken]:
    def said(voice: Voice, notice: n.FromBot) -> Spoken:
        return Spoken(voice.words(_for(notice, key)), _person_below(voice, notice))

    return said


def _who_i_am(voice: Voice, notice: n.WhoIAm) -> Spoken:
    return _from_organisation(voice, notice, "customer.who_i_am")


def _from_organisation(voice: Voice, notice: n.FromBot, key: str) -> Spoken:
    organisation = voice.rules.organisation.called(voice.words.locale)
    return Spoken(voice.fit(_for(notice, key), "organisation", organisation), _person_below(voice, notice))


def _for(notice: n.FromBot, key: str) -> str:
    """Return the sentence that names people, or the one for those whom people do not serve."""
    return key if notice.person else f"{key}_alone"


def _person_below(voice: Voice, notice: n.FromBot, *rows: list[tuple[str, Button]]) -> InlineKeyboardMarkup | None:
    return keyboard(*rows, [_person(voice)] if notice.person else [])


def _plainly(key: str) -> Callable[[Voice, n.Notice], Spoken]:
    def said(voice: Voice, _: n.Notice) -> Spoken:
        return Spoken(voice.words(key))

    return said


def _answer(voice: Voice, notice: n.Answer) -> Spoken:
    text = _answer_of(voice, notice.entry_id)
    if text is None:
        return Spoken(voice.words(_for(notice, "customer.answer_gone")), _person_below(voice, notice))
    if not notice.judged:
        return Spoken(escape(cut(text, TEXT, voice.words("mark.cut"))))
    judged: list[tuple[str, Button]] = [
        (voice.words("button.helpful"), JudgeIt(notice.entry_id, helpful=True)),
        (voice.words("button.not_helpful"), JudgeIt(notice.entry_id, helpful=False)),
    ]
    return Spoken(voice.fit("customer.answer", "answer", text), _person_below(voice, notice, judged))


def _suggestions(voice: Voice, notice: n.Suggestions) -> Spoken:
    found = [entry for entry_id in notice.entry_ids[:_CHOICES] if (entry := voice.knowledge.entry(entry_id))]
    rows: list[list[tuple[str, Button]]] = [[(cut(one_line(e.question), _BUTTON), ChooseIt(e.id))] for e in found]
    if not found:
        return _rephrase(voice, notice)
    key = "customer.suggestions" if len(found) > 1 else "customer.suggestion"
    text = voice.words(_for(notice, key))
    if notice.about:
        text = voice.words("customer.of_several", about=_quoted(notice.about), text=text)
    return Spoken(text, _person_below(voice, notice, *rows))


def _rephrase(voice: Voice, notice: n.Rephrase | n.Suggestions) -> Spoken:
    """Who asked several things and had an answer to some hears which one is left."""
    if not notice.about:
        return Spoken(voice.words(_for(notice, "customer.rephrase")), _person_below(voice, notice))
    text = voice.words(_for(notice, "customer.still_open"), about=_quoted(notice.about))
    return Spoken(text, _person_below(voice, notice))


def _quoted(about: str) -> str:
    return escape(cut(one_line(about), _QUOTE))


def _queued(voice: Voice, notice: n.Queued) -> Spoken:
    why = voice.words(f"queued.{notice.reason.value}")
    if notice.reason is Reason.DANGER:
        return Spoken(why if notice.staffed else voice.words("queued.danger_on_call"))
    wait = about(notice.wait, voice.words)
    key = "queued.place_numbered" if notice.number else "queued.place"
    place = voice.words(key, number=one_line(notice.number), place=_place(voice, notice.place), wait=wait)
    text = _joined(voice, why, place if notice.staffed else voice.words("queued.unstaffed"))
    return Spoken(text, keyboard(choices(voice)))


def _staff_greeted(voice: Voice, notice: n.StaffGreeted) -> Spoken:
    return Spoken(voice.words("customer.staff_greeted", number=one_line(notice.number)))


def _same_agent(voice: Voice, notice: n.SameAgent) -> Spoken:
    return Spoken(voice.words("customer.same_agent", number=one_line(notice.number)))


def _already_with_person(voice: Voice, notice: n.AlreadyWithPerson) -> Spoken:
    return Spoken(voice.words("customer.already_with_person", number=one_line(notice.number)))


def _still_waiting(voice: Voice, notice: n.StillWaiting) -> Spoken:
    """Whoever has waited longer than anybody lately is told no number: it would only grow as fast as the wait."""
    told = {"waited": about(notice.waited, voice.words)}
    if not notice.staffed:
        again = notice.waited >= 2 * voice.rules.wait_comfort
        key = "customer.still_waiting_unstaffed_again" if again else "customer.still_waiting_unstaffed"
        return Spoken(voice.words(key, **told), keyboard(choices(voice)))
    told["place"] = _place(voice, notice.place)
    key = "customer.still_waiting_long"
    if notice.wait > notice.waited:
        key, told["wait"] = "customer.still_waiting", about(notice.wait, voice.words)
    if notice.number:
        key, told["number"] = f"{key}_numbered", one_line(notice.number)
    return Spoken(voice.words(key, **told), keyboard(choices(voice)))


def _wait_explained(voice: Voice, notice: n.WaitExplained) -> Spoken:
    waited = about(notice.waited, voice.words)
    if not notice.staffed:
        return Spoken(voice.words("customer.wait_explained_unstaffed", waited=waited), keyboard(choices(voice)))
    key = "customer.wait_explained" if notice.place > 1 else "customer.wait_explained_next"
    return Spoken(voice.words(key, waited=waited, place=_place(voice, notice.place)), keyboard(choices(voice)))


def _taken_by(voice: Voice, notice: n.TakenBy) -> Spoken:
    return Spoken(_addressed(voice, voice.words("customer.taken_by", number=one_line(notice.number))))


def _agent_left(voice: Voice, notice: n.AgentLeft) -> Spoken:
    if notice.at is not None and notice.opening is not None:
        opening = upcoming(notice.opening, notice.at, voice.zone, voice.words)
        return Spoken(voice.words("customer.agent_left_closed", opening=opening))
    if not notice.staffed:
        return Spoken(voice.words("customer.agent_left_unstaffed"))
    wait = about(notice.wait, voice.words)
    return Spoken(voice.words("customer.agent_left", place=_place(voice, notice.place), wait=wait))


def _farewell(voice: Voice, notice: n.Farewell) -> Spoken:
    ended = f"customer.farewell_{notice.code.value}"
    going_on = {0: "farewell", 1: "farewell_case"}.get(len(notice.cases), "farewell_cases")
    key = ended if ended in voice.words else f"customer.{going_on}"
    window, number = span(voice.rules.reopen_window, voice.words), notice.cases[0] if notice.cases else ""
    text = _addressed(voice, voice.words(key, window=window, number=number, count=len(notice.cases)))
    asked = rating_row(voice, notice.rate) if notice.rate is not None else None
    return Spoken(f"{text}\n\n{voice.words('rating.ask')}", keyboard(asked)) if asked else Spoken(text)


def _answer_from_agent(voice: Voice, notice: n.AnswerFromAgent) -> Spoken:
    text = _answer_of(voice, notice.entry_id)
    if text is None:
        return Spoken(voice.words("customer.answer_gone"))
    return Spoken(voice.fit("customer.answer_from_agent", "answer", text, number=one_line(notice.number)))


def _person(voice: Voice) -> tuple[str, Button]:
    return voice.words("button.person"), PersonPlease()


def _answer_of(voice: Voice, entry_id: str) -> str | None:
    entry = voice.knowledge.entry(entry_id)
    return entry.answer if entry else None


def _place(voice: Voice, place: int) -> str:
    if place <= 1:
        return voice.words("place.next")
    return voice.words("place.behind", place=place, ahead=place - 1)


def _joined(voice: Voice, *sentences: str) -> str:
    return ("" if voice.words.locale == "zh" else " ").join(sentences)


TO_CUSTOMER: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    n.Greeting: _greeting,
    n.HelpText: _with_person_button("customer.help"),
    n.Prompt: _with_person_button("customer.prompt"),
    n.WhoIAm: _who_i_am,
    n.StillHere: _with_person_button("customer.still_here"),
    n.Welcome: _plainly("customer.welcome"),
    n.WellWished: _plainly("customer.well_wished"),
    n.NoMatter: _plainly("customer.no_matter"),
    n.Answer: _answer,
    n.Suggestions: _suggestions,
    n.Rephrase: _rephrase,
    n.SaidAlready: _with_person_button("customer.said_already"),
    n.GladToHelp: _plainly("customer.glad_to_help"),
    n.Queued: _queued,
    n.AlreadyWithPerson: _already_with_person,
    n.SameAgent: _same_agent,
    n.StaffGreeted: _staff_greeted,
    n.StillWaiting: _still_waiting,
    n.WaitExplained: _wait_explained,
    n.TakenBy: _taken_by,
    n.AgentLeft: _agent_left,
    n.Farewell: _farewell,
    n.AnswerFromAgent: _answer_from_agent,
    n.Attachment: _plainly("customer.attachment"),
    n.CannotRead: _plainly("customer.cannot_read"),
}
"""How each notice to a customer is said."""

BY_NAME = (n.Greeting, n.TakenBy, n.Farewell)
"""What is said to a customer by name, if the file has one."""
