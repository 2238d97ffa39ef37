"""Who plays in every test: Mei and her tap, agents Lin and Wang, lead Zhao, editor Chen, and what the library knows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desk.people import Agent, Customer, Role
from faq import Entry, KnowledgeBase

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""When every story begins: a Monday, ten o'clock."""

MEI = Customer(chat_id=1001, name="Mei", locale="en")
PENG = Customer(chat_id=1002, name="Peng")

_EIGHT = TEN - timedelta(hours=2)
LIN = Agent(user_id=7, number="07", on_duty_since=_EIGHT)
WANG = Agent(user_id=12, number="12", on_duty_since=_EIGHT)
ZHAO = Agent(user_id=1, number="01", role=Role.LEAD, on_duty_since=_EIGHT)
CHEN = Agent(user_id=3, number="03", role=Role.EDITOR)
STAFF = (LIN, WANG, ZHAO, CHEN)

STAFF_ROOM = -100500
"""The chat of the staff's forum."""

FEE = Entry(id="fee", question="How do I pay the property fee?", answer="In the app, under Bills.", language="en")
HOURS = Entry(id="hours", question="When is the office open?", answer="From eight to six.", language="en")
CARD = Entry(id="card", question="I lost my key card", answer="We block it at once.", language="en")
PARKING_DAY = Entry(id="parking-day", question="What does parking cost?", answer="Ten a day.", language="en")
PARKING_MONTH = Entry(id="parking-month", question="What does parking cost?", answer="Ninety a month.", language="en")

KNOWLEDGE = KnowledgeBase([FEE, HOURS, CARD, PARKING_DAY, PARKING_MONTH])
"""One question is asked of two entries, so that a suggestion can be had without a guess."""


def at(**span: float) -> datetime:
    """Return a moment of the story, counted from its beginning."""
    return TEN + timedelta(**span)


def off(agent: Agent) -> Agent:
    """Return somebody who is not there."""
    return replace(agent, on_duty_since=None)
