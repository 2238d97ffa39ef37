"""What the bot says about what the library has learned: gaps to be decided about, and autonomy."""

from collections.abc import Callable, Mapping
from typing import Any

from desk.learning import notices as n
from desk.learning.gap_board import GapLine
from desk.library.events import GapDecision
from desk.notices import Notice
from handlers.buttons import Button
from handlers.learning_buttons import DecideGapIt, OpenAutonomy, OpenGap, OpenGaps, SetAutonomyIt
from handlers.lettering import TOAST, cut, escape, fitted, one_line
from handlers.moments import day_and_time
from handlers.spoken import Spoken, Voice, keyboard

_QUESTION = 200
_LINE = 80
_BUTTON = 40
_ANSWER = 800
_NUMBER = 8

Row = list[tuple[str, Button]]


def _told(voice: Voice, notice: n.LearningTold) -> Spoken:
    by = one_line(notice.by or "–")
    return Spoken(cut(voice.words(f"learning_outcome.{notice.outcome.value}", by=by), TOAST), toast=True)


def _listed(voice: Voice, notice: n.GapsListed) -> Spoken:
    if not notice.lines:
        return Spoken(voice.words("gap.none"))
    first = notice.start + 1
    lines = [voice.words("gap.head", total=notice.total)]
    lines += [_line(voice, place, line) for place, line in enumerate(notice.lines, first)]
    rows: list[Row] = [_opening(place, line) for place, line in enumerate(notice.lines, first)]
    more = notice.start + len(notice.lines)
    if more < notice.total:
        rows.append([(voice.words("gap_button.more", more=notice.total - more), OpenGaps(more))])
    return Spoken(fitted(lines), keyboard(*rows))


def _of_the_week(voice: Voice, notice: n.GapsOfTheWeek) -> Spoken:
    lines = [voice.words("gap.week", total=notice.total, proposed=notice.proposed)]
    lines += [_line(voice, place, line) for place, line in enumerate(notice.first, 1)]
    rows = [_opening(place, line) for place, line in enumerate(notice.first, 1)]
    return Spoken(fitted(lines), keyboard(*rows, [(voice.words("gap_button.all"), OpenGaps())]))


def _opening(place: int, line: GapLine) -> Row:
    return [(f"{place}. {cut(one_line(line.text), _BUTTON)}", OpenGap(line.key))]


def _line(voice: Voice, place: int, line: GapLine) -> str:
    text = escape(cut(one_line(line.text), _LINE))
    if line.proposed:
        return voice.words("gap.line_proposed", place=place, text=text, times=line.times)
    if line.this_week == line.times:
        return voice.words("gap.line_new", place=place, text=text, times=line.times)
    key = "gap.line_more" if line.trend > 0 else "gap.line_less" if line.trend < 0 else "gap.line"
    return voice.words(key, place=place, text=text, times=line.times, trend=abs(line.trend))


def _shown(voice: Voice, notice: n.GapShown) -> Spoken:
    line, words = notice.line, voice.words
    question = escape(cut(one_line(notice.question), _LINE)) if notice.question else None
    lines = [words("gap.text", text=escape(cut(one_line(line.text), _QUESTION)))]
    if line.proposed:
        lines.append(words("gap.proposed", question=question or "–", times=line.times))
    else:
        last_at = day_and_time(line.last_at, voice.zone)
        lines.append(
            words("gap.counts", times=line.times, this_week=line.this_week, last_at=last_at, how=_how(voice, line))
        )
        lines += [words("gap.also")] if line.examples else []
        lines += [words("gap.example", text=escape(cut(one_line(text), _LINE))) for text in line.examples]
        if question:
            lines.append(words("gap.nearest", question=question))
        if line.answer:
            lines.append(words("gap.answer", answer=escape(cut(line.answer, _ANSWER))))
    return Spoken(fitted(lines), keyboard(*_decisions(voice, notice)))


def _how(voice: Voice, line: GapLine) -> str:
    """In which ways it was asked in vain, without those in which it was not."""
    counts = {"misses": line.misses, "not_helpful": line.not_helpful, "handed_over": line.handed_over}
    return voice.listed([voice.words(f"gap.{way}", n=count) for way, count in counts.items() if count])


def _decisions(voice: Voice, notice: n.GapShown) -> list[Row]:
    line, words = notice.line, voice.words
    label = cut(one_line(notice.question or ""), _BUTTON)
    phrasing: Row = [(words("gap_button.phrasing", question=label), DecideGapIt(GapDecision.PHRASING, line.key))]
    rows: list[Row] = [phrasing] if notice.question else []
    if line.proposed:
        return [*rows, [(words("gap_button.refuse"), DecideGapIt(GapDecision.REFUSED, line.key))]]
    rows.append([(words("gap_button.entry"), DecideGapIt(GapDecision.ENTRY, line.key))])
    return [*rows, [(words("gap_button.ignore"), DecideGapIt(GapDecision.IGNORED, line.key))]]


def _autonomy(voice: Voice, notice: n.AutonomyShown) -> Spoken:
    words = voice.words
    mode = words("autonomy.direct" if notice.direct else "autonomy.suggests")
    lines = [words("autonomy.head", mode=mode, why=words(f"ground.{notice.ground.value}"))]
    record = {"right": notice.right, "total": notice.total, "lower": _percent(notice.lower)}
    lines.append(words("autonomy.record", **record) if notice.total else words("autonomy.no_record"))
    if notice.recent_total:
        lines.append(words("autonomy.recent", right=notice.recent_right, total=notice.recent_total))
    lines.append(words("autonomy.rule"))
    for line in notice.entries:
        mode = words("autonomy.direct" if line.direct else "autonomy.suggests")
        why, question = words(f"ground.{line.ground.value}"), escape(cut(one_line(line.question), _LINE))
        lines.append(words("autonomy.entry", question=question, mode=mode, why=why, right=line.right, total=line.total))
    if notice.more:
        lines.append(words("autonomy.more", more=notice.more))
    return Spoken(fitted(lines), keyboard(*(_switches(voice, notice) if notice.lead else [])))


def _switches(voice: Voice, notice: n.AutonomyShown) -> list[Row]:
    words = voice.words
    rows: list[Row] = [
        [
            (words("autonomy_button.direct"), SetAutonomyIt(direct=True)),
            (words("autonomy_button.suggest"), SetAutonomyIt(direct=False)),
        ],
        [(words("autonomy_button.earn"), SetAutonomyIt(direct=None))],
    ]
    for line in notice.entries:
        key = "autonomy_button.entry_suggest" if line.direct else "autonomy_button.entry_direct"
        label = words(key, question=cut(one_line(line.question), _BUTTON))
        rows.append([(label, SetAutonomyIt(direct=not line.direct, entry=line.entry_id))])
    return rows


def _autonomy_news(voice: Voice, notice: n.AutonomyNews) -> Spoken:
    words = voice.words
    whose = "library" if notice.entry_id is None else "entry"
    key = f"autonomy.{whose}_{'direct' if notice.direct else 'suggests'}"
    why = (
        words("autonomy.by_lead", number=escape(cut(one_line(notice.by), _NUMBER)))
        if notice.by
        else words("autonomy.by_record", right=notice.right, total=notice.total)
    )
    question = escape(cut(one_line(notice.question), _LINE))
    return Spoken(words(key, question=question, why=why), keyboard([_autonomy_button(voice)]))


def _autonomy_asked(voice: Voice, notice: n.AutonomyAsked) -> Spoken:
    words = voice.words
    return Spoken(
        words("autonomy.asked", right=notice.right, total=notice.total),
        keyboard([(words("autonomy_button.suggest"), SetAutonomyIt(direct=False))], [_autonomy_button(voice)]),
    )


def _autonomy_button(voice: Voice) -> tuple[str, Button]:
    return voice.words("autonomy_button.why"), OpenAutonomy()


def _percent(share: float) -> str:
    return f"{share:.1%}"


TO_LEARNING: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    n.LearningTold: _told,
    n.GapsListed: _listed,
    n.GapShown: _shown,
    n.GapsOfTheWeek: _of_the_week,
    n.AutonomyShown: _autonomy,
    n.AutonomyNews: _autonomy_news,
    n.AutonomyAsked: _autonomy_asked,
}
"""How each notice about what was learned is said."""
