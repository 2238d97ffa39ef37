"""What is said about a repair to the customer, and in the topic about what the customer said to it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from desk.cases.kinds import Waits
from desk.cases.repairs import notices as n
from desk.notices import Notice
from handlers.case_buttons import ShowCaseIt
from handlers.lettering import cut, escape, one_line
from handlers.moments import on_day, time_of_day, upcoming
from handlers.quote_buttons import ConfirmIt, PriceIt, VisitIt
from handlers.repair_card import Row, dated_window, half_day_named, kept_price
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_workers import TO_WORKERS

_IN_A_ROW: Final = 2
_REPORT: Final = 1000


def _at_night(voice: Voice, notice: n.RepairAtNight) -> Spoken:
    opening = upcoming(notice.opening, notice.at, voice.zone, voice.words)
    return Spoken(voice.words("repair.at_night", number=notice.number, opening=opening))


def _ordered(voice: Voice, notice: n.WorkOrderMade) -> Spoken:
    return Spoken(voice.words("repair.ordered_free" if notice.free else "repair.ordered", number=notice.number))


def _price(voice: Voice, notice: n.PriceTold) -> Spoken:
    text = voice.fit("repair.price", "text", notice.text)
    return Spoken(text, _yes_or_no(voice, notice.case, notice.quote))


def _price_asked(voice: Voice, notice: n.PriceAsked) -> Spoken:
    text = voice.fit("repair.price_asked", "text", kept_price(voice.case, notice.digest))
    return Spoken(text, _yes_or_no(voice, notice.case, notice.quote))


def _yes_or_no(voice: Voice, case: int, quote: int) -> Any:
    yes = voice.words("repair_button.agree"), PriceIt(case, quote, agreed=True)
    return keyboard([yes, (voice.words("repair_button.decline"), PriceIt(case, quote, agreed=False))])


def _price_agreed(voice: Voice, notice: n.PriceAgreed) -> Spoken:
    return Spoken(voice.fit("repair.price_agreed", "text", kept_price(voice.case, notice.digest)))


def _worker_comes(voice: Voice, notice: n.WorkerComes) -> Spoken:
    worker = escape(one_line(notice.worker))
    if notice.since is None or notice.until is None:
        return Spoken(voice.words("repair.worker_comes", number=notice.number, worker=worker))
    begins = upcoming(notice.since, notice.at, voice.zone, voice.words)
    window = f"{begins}–{time_of_day(notice.until, voice.zone)}"
    return Spoken(voice.words("repair.worker_comes_then", number=notice.number, worker=worker, window=window))


def _worker_there(voice: Voice, notice: n.WorkerThere) -> Spoken:
    worker = escape(one_line(notice.worker))
    return Spoken(voice.words("repair.worker_there", number=notice.number, worker=worker))


def _to_confirm(voice: Voice, notice: n.WorkToConfirm) -> Spoken:
    text = voice.words("repair.to_confirm", number=notice.number, worker=escape(one_line(notice.worker)))
    if report := voice.case.words.get("report", "") if voice.case is not None else "":
        text = f"{text}\n{voice.words('repair.report', text=escape(cut(one_line(report), _REPORT)))}"
    text = f"{text}\n{voice.words('repair.is_fixed')}"
    fixed = voice.words("repair_button.fixed"), ConfirmIt(notice.case, notice.remedy, fixed=True)
    not_yet = voice.words("repair_button.not_fixed"), ConfirmIt(notice.case, notice.remedy, fixed=False)
    return Spoken(text, keyboard([fixed, not_yet]))


def _proposed(key: str) -> Callable[[Voice, Any], Spoken]:
    """An apology with windows to choose from, where there are any."""

    def say(voice: Voice, notice: n.NotFixedHeard | n.VisitMissed) -> Spoken:
        text = voice.words(key, number=notice.number)
        if not notice.windows:
            return Spoken(text)
        buttons = [(half_day_named(voice, code), VisitIt(notice.case, notice.visits, code)) for code in notice.windows]
        rows: list[Row] = [buttons[place : place + _IN_A_ROW] for place in range(0, len(buttons), _IN_A_ROW)]
        return Spoken(f"{text}\n{voice.words('repair.choose')}", keyboard(*rows))

    return say


def _visit_set(voice: Voice, notice: n.VisitSet) -> Spoken:
    window = f"{upcoming(notice.since, notice.at, voice.zone, voice.words)}–{time_of_day(notice.until, voice.zone)}"
    return Spoken(voice.words("repair.visit_set", number=notice.number, window=window))


def _waits(voice: Voice, notice: n.RepairWaits) -> Spoken:
    return Spoken(voice.fit(f"repair.waits_{notice.why.value}", "text", one_line(notice.text), number=notice.number))


def _still_open(voice: Voice, notice: n.StillOpen) -> Spoken:
    """Why it is still open: what it waits for, in the words that were written down, or how far it is."""
    facts, words = voice.case, voice.words
    since = on_day(notice.since, voice.zone, words)
    if notice.waits is None or facts is None:
        state = words(f"case_progress.{facts.case.state.value}") if facts is not None else ""
        return Spoken(words("repair.still_open", number=notice.number, since=since, state=state))
    for_what = facts.words.get("wanted" if notice.waits is Waits.CUSTOMER else "waits", "")
    text = one_line(for_what) or words(f"case_waits.{notice.waits.value}")
    return Spoken(voice.fit("repair.still_waits", "text", text, number=notice.number, since=since))


def _help_comes(voice: Voice, notice: n.EmergencyHelpComes) -> Spoken:
    if notice.helper == "–":
        return Spoken(voice.words("repair.help_comes_somebody", number=notice.number))
    return Spoken(voice.words("repair.help_comes", number=notice.number, helper=escape(one_line(notice.helper))))


def _plain(key: str) -> Callable[[Voice, Any], Spoken]:
    def say(voice: Voice, notice: Any) -> Spoken:
        return Spoken(voice.words(key, number=notice.number))

    return say


def _price_answered(voice: Voice, notice: n.PriceAnswered) -> Spoken:
    key = "repair.price_answered_yes" if notice.agreed else "repair.price_answered_no"
    return Spoken(voice.words(key, number=notice.number), _shown(voice, notice.case))


def _judged(voice: Voice, notice: n.WorkJudged) -> Spoken:
    if notice.fixed:
        return Spoken(voice.words("repair.judged_fixed", number=notice.number))
    return Spoken(voice.words("repair.judged_not", number=notice.number, count=notice.count))


def _again(voice: Voice, notice: n.NotFixedAgain) -> Spoken:
    text = voice.words("repair.not_fixed_again", number=notice.number, count=notice.count)
    return Spoken(text, _shown(voice, notice.case))


def _chosen(voice: Voice, notice: n.VisitChosen) -> Spoken:
    window = dated_window(voice, notice.since, notice.until)
    return Spoken(voice.words("repair.visit_chosen", number=notice.number, window=window))


def _shown(voice: Voice, case: int) -> Any:
    return keyboard([(voice.words("case_button.show"), ShowCaseIt(case))])


TO_REPAIRS: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    **TO_WORKERS,
    n.RepairAtNight: _at_night,
    n.WorkOrderMade: _ordered,
    n.PriceTold: _price,
    n.PriceAsked: _price_asked,
    n.PriceAgreed: _price_agreed,
    n.PriceDeclined: _plain("repair.price_declined"),
    n.WorkerComes: _worker_comes,
    n.WorkerChanges: _plain("repair.worker_changes"),
    n.WorkerThere: _worker_there,
    n.WorkToConfirm: _to_confirm,
    n.WorkConfirmed: _plain("repair.confirmed"),
    n.RepairDropped: _plain("repair.dropped"),
    n.NotFixedHeard: _proposed("repair.not_fixed_heard"),
    n.VisitMissed: _proposed("repair.visit_missed"),
    n.VisitSet: _visit_set,
    n.RepairWaits: _waits,
    n.RepairGoesOn: _plain("repair.goes_on"),
    n.StillOpen: _still_open,
    n.EmergencyHelpComes: _help_comes,
    n.PriceAnswered: _price_answered,
    n.WorkJudged: _judged,
    n.NotFixedAgain: _again,
    n.VisitChosen: _chosen,
}
"""How each notice about repairs is said."""
