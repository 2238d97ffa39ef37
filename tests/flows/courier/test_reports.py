"""A report is counted when it is sent: for the room in General, for a lead where it was asked for."""

from desk import commands as c
from desk.content import Content
from desk.ports import Letter
from desk.reports.asked import ReportDue, ReportWanted
from desk.reports.period import Span, period_around
from tests.flows.courier.posts import MEI, Post


async def mei_came(post: Post) -> str:
    """Mei has asked what nobody can know; return the day, as it is written."""
    content = Content(chat_id=MEI.chat_id, message_id=900, sent_at=post.clock.now(), text="My cat is on the roof")
    said = c.Given(command=c.Say(customer=MEI, content=content), subject=c.OfCustomer(MEI.chat_id))
    assert await post.desk.handle([said]) == []
    await post.empty()
    return str(period_around(Span.DAY, post.clock.now().astimezone().date()))


async def test_the_room_has_it_in_general(post: Post) -> None:
    day = await mei_came(post)
    await post.carry(Letter(notice=ReportDue(period=day), locale="en"))
    thread, text = post.room()[-1]
    assert (thread, text.splitlines()[3]) == (None, "Conversations 1, without a person 1 (100%)")


async def test_a_lead_has_it_where_it_was_asked_for(post: Post) -> None:
    day = await mei_came(post)
    await post.carry(post.mirror(post.writes(MEI)))
    asked = post.answers(post.topics()[-1], "/report")
    await post.carry(post.told_at(ReportWanted(period=day), asked))
    thread, text = post.room()[-1]
    assert (thread, text.startswith("📊 The day")) == (asked["message_thread_id"], True)
