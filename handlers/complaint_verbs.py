"""What can be asked about a complaint by `/case [NUMBER] VERB words`: verbs in Chinese and English.

属实 质量 工程部 原因…     justified QUALITY UNIT why      不属实 …    unjustified …
办结 [金额] 做了什么       remedied [SUM] what             请款 800 用途          money 800 what for
会办 12 24h 请…            slip 12 24h please …            回单 [1] 结果          return [1] result
上报 [级] 建议             escalate [LEVEL] proposal       紧急上报 [级] 建议     skip [LEVEL] proposal
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from desk.cases.commands import CaseCommand
from desk.cases.complaints import commands as k
from desk.cases.kinds import Cause
from desk.commands import Origin
from desk.forms.sums import sum_in
from handlers.asking import first_word
from handlers.until import UnreadableTimeError, read_until

_Read = Callable[[str, int, Origin], CaseCommand | None]

_CAUSES: Final[Mapping[str, Cause]] = {
    **{one.value: one for one in Cause},
    "服务": Cause.SERVICE,
    "质量": Cause.QUALITY,
    "延误": Cause.DELAY,
    "态度": Cause.MANNER,
    "收费": Cause.CHARGE,
    "信息": Cause.INFORMATION,
    "其他": Cause.OTHER,
}
_DIGIT: Final = re.compile(r"([1-9][0-9]{0,2})(?:级|号)?", re.ASCII)


def _verdict(justified: bool) -> _Read:  # noqa: FBT001 - one of two verdicts
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
        named, rest = first_word(rest)
        unit, words = first_word(rest)
        cause = _CAUSES.get(named.lower())
        if cause is None or not unit:
            return None
        return k.JudgeCase(agent=agent, origin=origin, justified=justified, cause=cause, unit=unit, words=words)

    return read


def _sum(text: str) -> tuple[int | None, str]:
    """Return the amount that a text begins with, and what is behind it."""
    first, rest = first_word(text)
    found = sum_in(first, asked=True)
    whole = found is not None and not first[: found.start].strip() and first[found.end :].strip() in {"", "元"}
    return (found.amount, rest) if found is not None and whole else (None, text)


def _remedied(rest: str, agent: int, origin: Origin) -> CaseCommand:
    amount, words = _sum(rest)
    return k.ReportRemedy(agent=agent, origin=origin, amount=amount, words=words)


def _money(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
    amount, words = _sum(rest)
    return k.AskMoney(agent=agent, origin=origin, amount=amount, words=words) if amount else None


def _agreement(agreed: bool) -> _Read:  # noqa: FBT001 - one of two answers
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand:
        return k.NoteAgreement(agent=agent, origin=origin, agreed=agreed, words=rest)

    return read


def _slip(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
    to, rest = first_word(rest)
    try:
        until, words = read_until(rest)
    except UnreadableTimeError:
        return None
    if not to or not words:
        return None
    return k.SendSlip(agent=agent, origin=origin, to=to.removesuffix("号"), until=until, words=words)


def _return(rest: str, agent: int, origin: Origin) -> CaseCommand:
    first, words = first_word(rest)
    found = _DIGIT.fullmatch(first)
    if found is None or not words:
        return k.ReturnSlip(agent=agent, origin=origin, words=rest)
    return k.ReturnSlip(agent=agent, origin=origin, slip=int(found[1]), words=words)


def _escalate(emergency: bool) -> _Read:  # noqa: FBT001 - level by level, or over one's head
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand:
        first, words = first_word(rest)
        found = _DIGIT.fullmatch(first)
        level = int(found[1]) if found is not None else None
        said = words if found is not None else rest
        return k.Escalate(agent=agent, origin=origin, level=level, emergency=emergency, words=said)

    return read


def _worded(kind: type[CaseCommand]) -> _Read:
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand:
        return kind(agent=agent, origin=origin, words=rest)

    return read


def _exclusion(excluded: bool) -> _Read:  # noqa: FBT001 - one of two decisions
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand:
        return k.DecideExclusion(agent=agent, origin=origin, excluded=excluded, words=rest)

    return read


def _granting(granted: bool) -> _Read:  # noqa: FBT001 - one of two decisions
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
        amount, words = _sum(rest)
        if amount is None:
            return None
        return k.DecideMoney(agent=agent, origin=origin, amount=amount, granted=granted, words=words)

    return read


_SPELT: Final[tuple[tuple[tuple[str, ...], _Read], ...]] = (
    (("属实", "justified"), _verdict(justified=True)),
    (("不属实", "unjustified"), _verdict(justified=False)),
    (("办结", "remedied"), _remedied),
    (("请款", "money"), _money),
    (("准款", "grant"), _granting(granted=True)),
    (("不准款", "deny"), _granting(granted=False)),
    (("征求", "seek"), _worded(k.SeekAgreement)),
    (("客户同意", "agreed"), _agreement(agreed=True)),
    (("客户不同意", "disagreed"), _agreement(agreed=False)),
    (("联系不上", "unreached"), _worded(k.SettleUnreached)),
    (("驳回", "reject"), _worded(k.Reject)),
    (("撤诉", "withdrawn"), _worded(k.NoteWithdrawal)),
    (("归档", "archive"), _worded(k.CloseCase)),
    (("了结", "outcome"), _worded(k.Conclude)),
    (("转投诉", "complain"), _worded(k.TurnIntoComplaint)),
    (("等客户", "await"), _worded(k.AskCustomer)),
    (("继续", "go-on"), _worded(k.GoOnWith)),
    (("会办", "slip"), _slip),
    (("回单", "return"), _return),
    (("延期", "late"), _worded(k.ReportDelay)),
    (("上报", "escalate"), _escalate(emergency=False)),
    (("紧急上报", "skip"), _escalate(emergency=True)),
    (("补报", "report"), _worded(k.ReportSkip)),
    (("批示", "instruct"), _worded(k.Instruct)),
    (("剔除", "exclude"), _worded(k.AskExclusion)),
    (("同意剔除", "excluded"), _exclusion(excluded=True)),
    (("不剔除", "counted"), _exclusion(excluded=False)),
    (("复核", "reviewed"), _worded(k.CancelUnsettled)),
)
VERBS: Final[Mapping[str, _Read]] = {word: read for words, read in _SPELT for word in words}
"""What each verb reads."""
