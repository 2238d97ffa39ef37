"""What a lead tells every shift, and who has read it (003:331)."""

from desk import commands as c
from desk.notices import shifts as n
from desk.shifts.bulletin import Reading, StaffNotice
from desk.shifts.crew import Crew, told

_O = n.ShiftOutcome
_SHOWN = 5
_LONGEST = 1000


def post(crew: Crew, command: c.PostNotice) -> None:
    """Tell something to every shift; only a lead may."""
    text = command.text.strip()
    if not crew.floor.is_lead(command.agent):
        crew.tell(command.origin, told(_O.LEADS_DECIDE))
    elif not text or len(text) > _LONGEST:
        crew.tell(command.origin, told(_O.HOW_TO_NOTIFY, count=_LONGEST))
    else:
        number = max((one.id for one in (*crew.stock.bulletin, *crew.posted)), default=0) + 1
        notice = StaffNotice(id=number, author=command.agent, at=crew.now, text=text)
        crew.posted.append(notice)
        crew.read.append(Reading(notice=number, agent=command.agent, at=crew.now))
        crew.tell(command.origin, told(_O.NOTICE_POSTED))
        crew.say(n.NoticePosted(notice=number, number=crew.floor.number(command.agent), at=crew.now, text=text))


def read(crew: Crew, command: c.ReadNotice) -> None:
    """Remember that somebody has read a notice; twice is once."""
    known = next((one for one in crew.stock.bulletin if one.id == command.notice), None)
    if known is None:
        crew.tell(command.origin, told(_O.NO_NOTICES))
        return
    if command.agent not in _readers(crew, known):
        crew.read.append(Reading(notice=known.id, agent=command.agent, at=crew.now))
    crew.tell(command.origin, told(_O.NOTICE_READ))


def show_unread(crew: Crew, command: c.StaffCommand) -> None:
    """Show whoever comes on duty what they have not read."""
    unread = [one for one in crew.stock.bulletin if command.agent not in _readers(crew, one)]
    for one in unread[-_SHOWN:]:
        author = crew.floor.number(one.author)
        crew.tell(command.origin, n.NoticeUnread(notice=one.id, number=author, at=one.at, text=one.text))


def show(crew: Crew, command: c.ShowNotices) -> None:
    """Show the latest notices, and who has read them and who has not."""
    if not crew.stock.bulletin:
        crew.tell(command.origin, told(_O.NO_NOTICES))
        return
    latest = tuple(reversed(crew.stock.bulletin))[:_SHOWN]
    crew.tell(command.origin, n.NoticesShown(lines=tuple(_line(crew, one) for one in latest)))


def _line(crew: Crew, notice: StaffNotice) -> n.NoticeLine:
    readers = _readers(crew, notice)
    staff = sorted((agent for agent in crew.floor.agents.values() if not agent.removed), key=lambda agent: agent.number)
    return n.NoticeLine(
        notice=notice.id,
        at=notice.at,
        text=notice.text,
        read=tuple(agent.number for agent in staff if agent.user_id in readers),
        unread=tuple(agent.number for agent in staff if agent.user_id not in readers),
    )


def _readers(crew: Crew, notice: StaffNotice) -> set[int]:
    return {*notice.readers, *(one.agent for one in crew.read if one.notice == notice.id)}
