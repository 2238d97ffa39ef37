"""What is said about shifts: who is away or leaves, what was handed over, notices to all, swaps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from desk.events import Clock
from desk.notices import Called, Notice
from desk.notices import shifts as n
from handlers.buttons import Button, ResolveIt
from handlers.lettering import TEXT, TOAST, cut, escape, one_line, units, visible
from handlers.moments import clock_time, day_and_time
from handlers.shift_buttons import (
    BackIt,
    GoOnWithIt,
    GrantIt,
    HandOverIt,
    InHandIt,
    LeaveNowIt,
    LetInIt,
    ReadIt,
    SwapIt,
)
from handlers.spoken import Spoken, Voice, keyboard

_NAME = 60
_LABEL = 24
_WORDS = 60
_ITEMS = 20
_NOTICE = 200
_LINES = "\n"

Row = list[tuple[str, Button]]


def shift_told(voice: Voice, notice: n.ShiftTold) -> Spoken:
    """Return the outcome's sentence; what it does not know, it leaves out."""
    known: dict[str, object] = {}
    if notice.number is not None:
        known["number"] = one_line(notice.number)
    if notice.count is not None:
        known["count"] = notice.count
    key = f"shift_outcome.{notice.outcome.value}"
    return Spoken(cut(voice.words(key, **known), TOAST), toast=True)


# --- hand-over -------------------------------------------------------------------------------------------------------


def _handover_asked(voice: Voice, notice: n.HandoverAsked) -> Spoken:
    words, shown = voice.words, notice.items[:_ITEMS]
    head = words("handover.asked_meal" if notice.meal else "handover.asked", count=len(notice.items))
    rows: list[Row] = [] if notice.meal else [_ways(voice, notice.agent, item) for item in shown]
    key = "shift_button.hand_over_and_eat" if notice.meal else "shift_button.hand_over_and_leave"
    everything: Row = [(words(key), LeaveNowIt(notice.agent, meal=notice.meal))]
    if not notice.meal:
        everything.append((words("shift_button.stay"), BackIt(notice.agent)))
    return Spoken(_listed(voice, head, notice.items), keyboard(*rows, everything))


def _ways(voice: Voice, agent: int, item: n.Item) -> Row:
    name = cut(_called(voice, item), _LABEL)
    return [
        (voice.words("shift_button.hand_over", name=name), HandOverIt(agent, item.conversation)),
        (voice.words("shift_button.resolve", name=name), ResolveIt(item.conversation, item.epoch, item.seen)),
    ]


def _handover_written(voice: Voice, notice: n.HandoverWritten) -> Spoken:
    number = escape(one_line(notice.number))
    at = clock_time(notice.at, voice.zone)
    head = voice.words("handover.written", number=number, at=at, count=len(notice.items))
    read: Row = [(voice.words("shift_button.go_on_with_it"), GoOnWithIt(notice.agent, notice.handover))]
    return Spoken(_listed(voice, head, notice.items), keyboard(read))


def _listed(voice: Voice, head: str, items: Sequence[n.Item]) -> str:
    """Return items beneath a sentence, as many as fit."""
    lines, room = [head], TEXT - units(visible(head))
    for item in items[:_ITEMS]:
        line = _line(voice, item)
        room -= units(visible(line)) + 1
        if room < 0:
            break
        lines.append(line)
    if len(items) >= len(lines):
        lines.append(voice.words("handover.more", more=len(items) - len(lines) + 1))
    return _LINES.join(lines)


def _line(voice: Voice, item: n.Item) -> str:
    key = "line_over" if item.over else "line_ours" if item.awaits_us else "line_theirs"
    until = day_and_time(item.promised_until, voice.zone) if item.promised_until is not None else ""
    said = escape(cut(one_line(item.words), _WORDS)) or voice.words("handover.no_words")
    state = voice.words.either(f"state.{item.state}", "state.ACTIVE")
    return voice.words(
        f"handover.{key}",
        who=escape(_called(voice, item)),
        state=state,
        words=said,
        urgent=f"{voice.words('handover.urgent')} " if item.danger else "",
        promised=voice.words("handover.promised", until=until) if until else "",
    )


def _called(voice: Voice, item: n.Item) -> str:
    name = cut(one_line(item.name), _NAME) or voice.words("card.nameless", id=item.customer)
    return f"{item.number} {name}" if item.number else name


def _handover_unread(voice: Voice, notice: n.HandoverUnread) -> Spoken:
    key = "handover.unread" if notice.leads else "handover.unread_soon"
    told = voice.words(key, number=_number(notice), since=clock_time(notice.since, voice.zone))
    read: Row = [(voice.words("shift_button.go_on_with_it"), GoOnWithIt(notice.agent, notice.handover))]
    return Spoken(_rung(voice, notice, told), keyboard(read))


# --- away, and the end of a shift ------------------------------------------------------------------------------------


def _due_soon(voice: Voice, notice: n.DutyDueSoon) -> Spoken:
    text = voice.words(
        "shift.due_soon",
        who=_mention(notice),
        clock=voice.words(f"clock.{notice.clock.value}"),
        due=clock_time(notice.due, voice.zone),
    )
    back = notice.clock in {Clock.AWAY, Clock.MEAL}
    return Spoken(text, _back(voice, notice) if back else None)


def _away_concluded(voice: Voice, notice: n.AwayConcluded) -> Spoken:
    text = voice.words("shift.away_concluded", who=_mention(notice), count=notice.missed)
    return Spoken(text, _back(voice, notice))


def _away_too_long(voice: Voice, notice: n.AwayTooLong) -> Spoken:
    since = clock_time(notice.since, voice.zone)
    grant: Row = [(voice.words("shift_button.grant", number=notice.number), GrantIt(notice.agent, notice.absence))]
    back: Row = [(voice.words("shift_button.back"), BackIt(notice.agent))]
    key = "shift.leave_needed" if notice.leads else "shift.away_too_long"
    text = _rung(voice, notice, voice.words(key, who=_mention(notice), since=since))
    return Spoken(text, keyboard(back + grant))


def _meal_over(voice: Voice, notice: n.MealOver) -> Spoken:
    text = voice.words("shift.meal_over", who=_mention(notice), since=clock_time(notice.since, voice.zone))
    return Spoken(text, _back(voice, notice))


def _worked_long(voice: Voice, notice: n.WorkedLong) -> Spoken:
    since = clock_time(notice.since, voice.zone)
    return Spoken(_rung(voice, notice, voice.words("shift.worked_long", who=_mention(notice), since=since)))


def _ends_soon(voice: Voice, notice: n.ShiftEndsSoon) -> Spoken:
    key = "shift.ends_soon_open" if notice.open else "shift.ends_soon"
    minutes = int(voice.rules.shift_end.total_seconds() // 60)
    end = clock_time(notice.end, voice.zone)
    return Spoken(voice.words(key, who=_mention(notice), minutes=minutes, end=end, count=notice.open))


def _stretched(voice: Voice, notice: n.ShiftStretched) -> Spoken:
    until = clock_time(notice.until, voice.zone)
    return Spoken(voice.words("shift.stretched", who=_mention(notice), until=until, count=notice.open))


def _shift_over(voice: Voice, notice: n.ShiftOver) -> Spoken:
    handed_over = "shift.over_forced" if notice.forced else "shift.over_handed_over"
    key = handed_over if notice.open else "shift.over"
    return Spoken(_rung(voice, notice, voice.words(key, who=_mention(notice), count=notice.open)))


def _outside_shift(voice: Voice, notice: n.OutsideShift) -> Spoken:
    return Spoken(_rung(voice, notice, voice.words("shift.outside", number=_number(notice))))


def _absent(voice: Voice, notice: n.PlannedButAbsent) -> Spoken:
    start = clock_time(notice.start, voice.zone)
    return Spoken(_rung(voice, notice, voice.words("shift.not_come", who=_mention(notice), start=start)))


def _group_left(voice: Voice, notice: n.GroupLeft) -> Spoken:
    key = "shift.left_group_leads" if notice.stays else "shift.left_group"
    return Spoken(voice.words(key, number=_number(notice), count=notice.open))


def _knocked(voice: Voice, notice: n.Knocked) -> Spoken:
    """Nobody who is a stranger here is rung, and the name is only shown."""
    name = escape(cut(one_line(notice.name), _NAME)) or voice.words("shift.nameless")
    lines = [voice.words("shift.knocked", name=name, user=notice.who)]
    if notice.leads:
        lines.append(voice.words("shift.please", who=_mentions(notice.leads)))
    return Spoken(_LINES.join(lines), keyboard([(voice.words("shift_button.let_in"), LetInIt(notice.who))]))


def _unstaffed(voice: Voice, notice: n.RoomUnstaffed) -> Spoken:
    key = "shift.unstaffed_waiting" if notice.waiting else "shift.unstaffed"
    parts = [voice.words(key, since=clock_time(notice.since, voice.zone), count=notice.waiting)]
    if notice.acknowledged_by is not None and notice.acknowledged_at is not None:
        at = clock_time(notice.acknowledged_at, voice.zone)
        parts.append(voice.words("shift.in_hand", number=escape(one_line(notice.acknowledged_by)), at=at))
        return Spoken(_LINES.join(parts))
    if notice.leads:
        parts.append(voice.words("shift.please", who=_mentions(notice.leads)))
    return Spoken(_LINES.join(parts), keyboard([(voice.words("shift_button.in_hand"), InHandIt(notice.gap))]))


# --- notices to all, swaps -------------------------------------------------------------------------------------------


def _notice_posted(voice: Voice, notice: n.NoticePosted) -> Spoken:
    number, at = escape(one_line(notice.number)), clock_time(notice.at, voice.zone)
    text = voice.fit("notice.posted", "text", notice.text, number=number, at=at)
    return Spoken(text, keyboard([(voice.words("shift_button.read"), ReadIt(notice.notice))]))


def _notices_shown(voice: Voice, notice: n.NoticesShown) -> Spoken:
    return Spoken("\n\n".join(_notice_line(voice, line) for line in notice.lines))


def _notice_line(voice: Voice, line: n.NoticeLine) -> str:
    return voice.words(
        "notice.line" if line.unread else "notice.line_all_read",
        at=clock_time(line.at, voice.zone),
        text=escape(cut(one_line(line.text), _NOTICE)),
        read=_numbers(voice, line.read),
        unread=_numbers(voice, line.unread),
    )


def _swap_proposed(voice: Voice, notice: n.SwapProposed) -> Spoken:
    answers: Row = [
        (voice.words("shift_button.agree"), SwapIt(notice.swap, yes=True)),
        (voice.words("shift_button.disagree"), SwapIt(notice.swap, yes=False)),
    ]
    return Spoken(_swap(voice, "swap.proposed", notice), keyboard(answers))


def _swap_to_approve(voice: Voice, notice: n.SwapToApprove) -> Spoken:
    answers: Row = [
        (voice.words("shift_button.approve"), SwapIt(notice.swap, yes=True)),
        (voice.words("shift_button.disapprove"), SwapIt(notice.swap, yes=False)),
    ]
    return Spoken(_swap(voice, "swap.to_approve", notice), keyboard(answers))


def _swap_settled(voice: Voice, notice: n.SwapSettled) -> Spoken:
    return Spoken(_swap(voice, "swap.approved" if notice.approved else "swap.refused", notice))


def _swap(voice: Voice, key: str, notice: n.SwapNotice) -> str:
    return voice.words(
        key,
        day=notice.day.isoformat(),
        shift=escape(one_line(notice.shift)),
        giver=escape(one_line(notice.giver)),
        taker=escape(one_line(notice.taker)),
        who=_mentions(notice.rung),
    )


# --- people ----------------------------------------------------------------------------------------------------------


def _rung(voice: Voice, notice: n.Crewed, text: str) -> str:
    """Return a sentence, and whom it rings."""
    if not notice.leads:
        return text
    return f"{text}{_LINES}{voice.words('shift.please', who=_mentions(notice.leads))}"


def _back(voice: Voice, notice: n.Crewed) -> Any:
    return keyboard([(voice.words("shift_button.back"), BackIt(notice.agent))])


def _number(notice: n.Crewed) -> str:
    return escape(one_line(notice.number))


def _mention(notice: n.Crewed | Called) -> str:
    """A number that rings whoever has it."""
    return f'<a href="tg://user?id={notice.agent}">{escape(one_line(notice.number))}</a>'


def _mentions(people: Iterable[Called]) -> str:
    return " ".join(_mention(one) for one in people)


def _numbers(voice: Voice, numbers: Sequence[str]) -> str:
    return voice.listed([escape(one_line(number)) for number in numbers]) or "–"


TO_SHIFTS: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    n.ShiftTold: shift_told,
    n.HandoverAsked: _handover_asked,
    n.HandoverWritten: _handover_written,
    n.HandoverShown: _handover_written,
    n.HandoverUnread: _handover_unread,
    n.DutyDueSoon: _due_soon,
    n.AwayConcluded: _away_concluded,
    n.AwayTooLong: _away_too_long,
    n.MealOver: _meal_over,
    n.WorkedLong: _worked_long,
    n.ShiftEndsSoon: _ends_soon,
    n.ShiftStretched: _stretched,
    n.ShiftOver: _shift_over,
    n.OutsideShift: _outside_shift,
    n.PlannedButAbsent: _absent,
    n.GroupLeft: _group_left,
    n.Knocked: _knocked,
    n.RoomUnstaffed: _unstaffed,
    n.NoticePosted: _notice_posted,
    n.NoticeUnread: _notice_posted,
    n.NoticesShown: _notices_shown,
    n.SwapProposed: _swap_proposed,
    n.SwapToApprove: _swap_to_approve,
    n.SwapSettled: _swap_settled,
}
"""How each notice about shifts is said."""
