"""A report is counted when it is sent: for the room in General, for a lead where it was asked for."""

from datetime import timedelta

from desk import commands as c
from desk.content import Content
from desk.people import Customer
from desk.ports import Letter
from desk.reports.asked import ReportDue, ReportWanted
from desk.reports.period import Span, period_around
from tests.flows.courier.posts import MEI, Post


async def came(post: Post, who: Customer = MEI, days_ago: int = 0) -> str:
    """Somebody has asked what nobody can know; return the day, as it is written."""
    sent_at = post.clock.now() - timedelta(days=days_ago)
    content = Content(chat_id=who.chat_id, message_id=900, sent_at=sent_at, text="My cat is on the roof")
    said = c.Given(command=c.Say(customer=who, content=content), subject=c.OfCustomer(who.chat_id))
    assert await post.desk.handle([said]) == []
    await post.empty()
    return str(period_around(Span.DAY, sent_at.astimezone().date()))


async def test_the_room_has_it_in_general(post: Post) -> None:
    day = await came(post)
    await post.carry(Letter(notice=ReportDue(period=day), locale="en"))
    thread, text = post.room()[-1]
    assert (thread, text.splitlines()[3]) == (None, "Conversations 1, without a person 1 (100%)")


async def test_a_lead_has_it_where_it_was_asked_for(post: Post) -> None:
    day = await came(post)
    await post.carry(post.mirror(post.writes(MEI)))
    asked = post.answers(post.topics()[-1], "/report")
    await post.carry(post.told_at(ReportWanted(period=day), asked))
    thread, text = post.room()[-1]
    assert (thread, text.startswith("📊 The day")) == (asked["message_thread_id"], True)


async def test_the_day_before_is_told_beside_it(post: Post) -> None:
    await came(post, Customer(chat_id=1999, name="Bo"), days_ago=1)
    day = await came(post)
    await post.carry(Letter(notice=ReportDue(period=day), locale="en"))
    compared, before = post.room()[-1][1].splitlines()[-2:]
    assert compared == "📈 Compared with"
    assert before.endswith("conversations 1, without a person 100%, promises kept –")
