"""What a press of a button of the library's asks of the desk."""

from collections.abc import Callable, Mapping

from desk.commands import Origin
from desk.library import commands as c
from desk.library.alterations import Alteration, Put, Take
from desk.library.looking import History, ListDrafts, ListLapsed, ListRetired, ListUnused, ShowEntry, ShowLibrary
from handlers import editor_buttons as b


def asked_by(button: b.EditorButton, agent: int, origin: Origin) -> c.EditorCommand:
    """Return the command a button means; whether whoever pressed it may do so, the desk knows."""
    match button:
        case b.OpenView(view):
            return _VIEWS[view](agent=agent, origin=origin)
        case b.OpenEntry(entry, number):
            return ShowEntry(agent=agent, origin=origin, entry_id=entry, number=number)
        case b.OpenHistory(entry):
            return History(agent=agent, origin=origin, entry_id=entry)
        case b.AskFor(blank, entry, number):
            return c.Ask(agent=agent, origin=origin, blank=blank, entry_id=entry, seen=number)
        case b.Decide(deed, entry, number):
            return _DEEDS[deed](agent, origin, entry, number)
        case b.LeaveIt():
            return c.Leave(agent=agent, origin=origin)
        case b.TakeOut() | b.ClearIt():
            return c.SaveEntry(
                agent=agent,
                origin=origin,
                entry_id=button.entry,
                alterations=(_alteration(button),),
                seen=button.number,
            )


def _alteration(button: b.TakeOut | b.ClearIt) -> Alteration:
    if isinstance(button, b.TakeOut):
        return Take(button.field, button.place)
    return Put(button.field, "")


def _submit(agent: int, origin: Origin, entry: str, number: int | None) -> c.EditorCommand:
    return c.Submit(agent=agent, origin=origin, entry_id=entry, seen=number or 0)


def _approve(agent: int, origin: Origin, entry: str, number: int | None) -> c.EditorCommand:
    return c.Approve(agent=agent, origin=origin, entry_id=entry, seen=number or 0)


def _drop(agent: int, origin: Origin, entry: str, number: int | None) -> c.EditorCommand:
    return c.DropDraft(agent=agent, origin=origin, entry_id=entry, seen=number or 0)


def _retire(agent: int, origin: Origin, entry: str, _: int | None) -> c.EditorCommand:
    return c.Retire(agent=agent, origin=origin, entry_id=entry)


def _restore(agent: int, origin: Origin, entry: str, _: int | None) -> c.EditorCommand:
    return c.Restore(agent=agent, origin=origin, entry_id=entry)


def _roll_back(agent: int, origin: Origin, entry: str, number: int | None) -> c.EditorCommand:
    return c.RollBack(agent=agent, origin=origin, entry_id=entry, to=number)


_VIEWS: Mapping[b.View, type[ShowLibrary | ListDrafts | ListRetired | ListUnused | ListLapsed]] = {
    b.View.LIBRARY: ShowLibrary,
    b.View.DRAFTS: ListDrafts,
    b.View.BIN: ListRetired,
    b.View.UNUSED: ListUnused,
    b.View.LAPSED: ListLapsed,
}
_DEEDS: Mapping[b.Deed, Callable[[int, Origin, str, int | None], c.EditorCommand]] = {
    b.Deed.SUBMIT: _submit,
    b.Deed.APPROVE: _approve,
    b.Deed.DROP: _drop,
    b.Deed.RETIRE: _retire,
    b.Deed.RESTORE: _restore,
    b.Deed.ROLL_BACK: _roll_back,
}
