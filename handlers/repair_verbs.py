"""The verbs of `/case` about repairs: who pays, what it costs, who comes when, what it waits for, what came of it."""

from collections.abc import Callable, Mapping
from typing import Final

from desk.cases.commands import CaseCommand
from desk.cases.kinds import Scope, Waits
from desk.cases.repairs import commands as k
from desk.commands import Origin
from desk.forms.sums import sum_in

_Read = Callable[[str, int, Origin], CaseCommand | None]


def _scope(scope: Scope) -> _Read:
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand:
        return k.DecideScope(agent=agent, origin=origin, scope=scope, words=rest)

    return read


def _price(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
    """Read "180 换水龙头，含材料": a sum, and what is done for it."""
    found = sum_in(rest, asked=True)
    if found is None:
        return None
    what = f"{rest[: found.start].rstrip()} {rest[found.end :].lstrip(' ,，:：')}".strip()
    return k.TellPrice(agent=agent, origin=origin, amount=found.amount, words=what) if what else None


def _price_answer(*, agreed: bool) -> _Read:
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand:
        return k.NotePriceAnswer(agent=agent, origin=origin, agreed=agreed, words=rest)

    return read


def _dispatch(rest: str, agent: int, origin: Origin) -> CaseCommand:
    to, *words = rest.split(maxsplit=1) or [""]
    number = to.removesuffix("号") or None
    return k.DispatchTo(agent=agent, origin=origin, to=number, words=words[0] if words else "")


def _accept(_: str, agent: int, origin: Origin) -> CaseCommand:
    return k.AcceptWork(agent=agent, origin=origin)


def _refuse(rest: str, agent: int, origin: Origin) -> CaseCommand:
    return k.RefuseWork(agent=agent, origin=origin, words=rest)


def _arrive(_: str, agent: int, origin: Origin) -> CaseCommand:
    return k.Arrive(agent=agent, origin=origin)


def _finish(rest: str, agent: int, origin: Origin) -> CaseCommand:
    return k.FinishWork(agent=agent, origin=origin, words=rest)


def _visit(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
    return k.AgreeVisit(agent=agent, origin=origin, words=rest) if rest else None


def _payment(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
    found = sum_in(rest, asked=True)
    if found is None:
        return None
    words = f"{rest[: found.start]} {rest[found.end :]}".strip()
    return k.NotePayment(agent=agent, origin=origin, amount=found.amount, words=words)


def _invoice(rest: str, agent: int, origin: Origin) -> CaseCommand:
    return k.NoteInvoice(agent=agent, origin=origin, words=rest)


def _waits(why: Waits) -> _Read:
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
        return k.SetAside(agent=agent, origin=origin, why=why, words=rest) if rest else None

    return read


def _take_up(rest: str, agent: int, origin: Origin) -> CaseCommand:
    return k.TakeUp(agent=agent, origin=origin, words=rest)


def _confirmed(*, fixed: bool) -> _Read:
    def read(rest: str, agent: int, origin: Origin) -> CaseCommand:
        return k.NoteConfirmation(agent=agent, origin=origin, fixed=fixed, words=rest)

    return read


def _drop(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
    return k.DropRepair(agent=agent, origin=origin, words=rest) if rest else None


def _stop_gap(rest: str, agent: int, origin: Origin) -> CaseCommand | None:
    return k.ReportStopGap(agent=agent, origin=origin, words=rest) if rest else None


REPAIR_VERBS: Final[Mapping[str, _Read]] = {
    "free": _scope(Scope.FREE),
    "免费": _scope(Scope.FREE),
    "保修": _scope(Scope.FREE),
    "charged": _scope(Scope.PAID),
    "收费": _scope(Scope.PAID),
    "price": _price,
    "报价": _price,
    "agreed-price": _price_answer(agreed=True),
    "同意报价": _price_answer(agreed=True),
    "declined-price": _price_answer(agreed=False),
    "不同意报价": _price_answer(agreed=False),
    "dispatch": _dispatch,
    "派工": _dispatch,
    "改派": _dispatch,
    "accept": _accept,
    "接单": _accept,
    "refuse": _refuse,
    "无法接单": _refuse,
    "arrived": _arrive,
    "到场": _arrive,
    "已到现场": _arrive,
    "finished": _finish,
    "完工": _finish,
    "visit": _visit,
    "约": _visit,
    "上门": _visit,
    "payment": _payment,
    "收款": _payment,
    "invoice": _invoice,
    "开票": _invoice,
    "parts": _waits(Waits.PARTS),
    "待料": _waits(Waits.PARTS),
    "等配件": _waits(Waits.PARTS),
    "third": _waits(Waits.THIRD_PARTY),
    "等第三方": _waits(Waits.THIRD_PARTY),
    "等业主": _waits(Waits.CUSTOMER),
    "resume": _take_up,
    "到料": _take_up,
    "到货": _take_up,
    "恢复": _take_up,
    "fixed": _confirmed(fixed=True),
    "已修好": _confirmed(fixed=True),
    "验收": _confirmed(fixed=True),
    "unfixed": _confirmed(fixed=False),
    "未修好": _confirmed(fixed=False),
    "drop": _drop,
    "不修了": _drop,
    "stopgap": _stop_gap,
    "应急": _stop_gap,
}
"""What each verb asks."""
