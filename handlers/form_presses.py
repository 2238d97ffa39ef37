"""What a press below a form asks of the desk, and what an agent's words about one do."""

from collections.abc import Mapping
from typing import Final

from desk import commands as c
from desk.commands import OfCustomer, Origin
from desk.forms.form import FormKind
from handlers.form_buttons import FormButton, FormIt, StartFormIt
from handlers.pressed import Asked, Press


def form_asked_by(button: FormButton, pressed: Press) -> Asked | None:
    """Return it, or None where such a button has no business."""
    if not pressed.in_private:
        return None
    subject, customer, origin = OfCustomer(pressed.origin.chat_id), pressed.customer, pressed.origin
    match button:
        case StartFormIt(kind):
            return subject, c.StartForm(kind=kind, customer=customer, origin=origin)
        case FormIt(step, what):
            return subject, c.PressForm(step=step, what=what, customer=customer, origin=origin)


_KINDS: Final[Mapping[str, FormKind]] = {
    "投诉": FormKind.COMPLAINT,
    "complaint": FormKind.COMPLAINT,
    "报修": FormKind.REPAIR,
    "repair": FormKind.REPAIR,
    "建议": FormKind.SUGGESTION,
    "suggestion": FormKind.SUGGESTION,
    "意见": FormKind.GRIEVANCE,
    "抱怨": FormKind.GRIEVANCE,
    "grievance": FormKind.GRIEVANCE,
}
_FILES: Final = frozenset({"已核对", "核对", "ok", "done", "confirmed"})
_DROPS: Final = frozenset({"取消", "cancel", "drop"})


def about_form(rest: str, agent: int, origin: Origin) -> c.StaffCommand:
    """Return what `/form …` asks: a kind with what is known already, more of it, 已核对, or 取消."""
    words = rest.strip()
    if words.lower() in _FILES:
        return c.FileForm(agent=agent, origin=origin)
    if words.lower() in _DROPS:
        return c.DropForm(agent=agent, origin=origin)
    first, _, more = words.replace("\n", " ").partition(" ")
    kind = _KINDS.get(first.lower())
    return c.BeginForm(agent=agent, origin=origin, kind=kind, words=words if kind is None else more.strip())
