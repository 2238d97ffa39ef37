"""What the card of a case shows about its callback: what was found, how often it was tried, and the buttons for it."""

from collections.abc import Sequence

from desk.cases.clocks import owes_callback
from desk.cases.kinds import Result
from desk.ports import CaseFacts
from handlers.buttons import Button
from handlers.callback_buttons import CalledIt, OtherTimesIt, RenewedIt
from handlers.lettering import one_line
from handlers.moments import day_and_time
from handlers.spoken import Voice

Row = Sequence[tuple[str, Button]]


def lines_of_callback(voice: Voice, facts: CaseFacts) -> Sequence[str]:
    """Return what is known of how it went."""
    case, words = facts.case, voice.words
    lines: list[str] = []
    if case.callback_result is not None and case.callback_done_at is not None:
        at = day_and_time(case.callback_done_at, voice.zone)
        lines.append(words("callback_card.result", result=words(f"callback_result.{case.callback_result}"), at=at))
    elif case.callback_tries:
        last = day_and_time(case.callback_tries[-1], voice.zone)
        lines.append(words("callback_card.tried", count=len(case.callback_tries), at=last))
    if case.rated_remedy == case.remedies and case.promptness is not None:
        manner = "–" if case.manner is None else str(case.manner)
        lines.append(words("callback_card.rated", promptness=case.promptness, manner=one_line(manner)))
    if case.contact_stale:
        lines.append(words("callback_card.stale"))
    return lines


def rows_of_callback(voice: Voice, facts: CaseFacts) -> Sequence[Row]:
    """Return the buttons: for the call once the customer was asked in vain, for contact data that are stale."""
    case = facts.case
    if case.contact_stale:
        return [[(voice.words("callback_button.renewed"), RenewedIt(case.id or 0))]]
    asked = case.callback_asked_at is not None or case.callback_until is not None or bool(case.callback_tries)
    return rows_of_call(voice, case.id or 0, case.remedies) if owes_callback(case) and asked else []


def rows_of_call(voice: Voice, case: int, remedy: int) -> list[Row]:
    """Return the buttons of who calls."""
    words = voice.words

    def button(name: str, result: Result) -> tuple[str, Button]:
        return words(f"callback_button.{name}"), CalledIt(case, remedy, result)

    return [
        [button("satisfied", Result.SATISFIED), button("not_satisfied", Result.NOT_SATISFIED)],
        [button("not_reached", Result.NOT_REACHED), button("refused", Result.REFUSED)],
        [(words("callback_button.other_times"), OtherTimesIt(case, remedy))],
    ]
