"""What the class of a customer is worth in the queue, and what it is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import commands as c
from desk import events as e
from desk.batch import Batch
from desk.commands import Given, OfCustomer
from desk.customers.file import CustomerClass
from desk.customers.levels import levels_of
from desk.evolution import evolve, fold
from desk.ports import Loaded
from desk.queue import rank_of
from desk.rules import CustomerLevels, Rules
from desk.state import Conversation
from tests.kit.cast import KNOWLEDGE, MEI, STAFF, TEN, at
from tests.kit.lines import in_chat

RULES = Rules()
VIP, ORDINARY = 2, 0


def asks(klass: CustomerClass | None) -> Conversation:
    """Return the conversation of a customer of a class who asks for a person."""
    classes = {} if klass is None else {MEI.chat_id: klass}
    batch = Batch(
        now=TEN,
        rules=RULES,
        knowledge=KNOWLEDGE,
        locale="zh",
        loaded=Loaded(customers={MEI.chat_id: MEI}, classes=classes),
        agents={agent.user_id: agent for agent in STAFF},
    )
    batch.handle(Given(command=c.AskForPerson(customer=MEI, origin=in_chat()), subject=OfCustomer(MEI.chat_id)))
    (change,) = batch.changes()
    return change.after


@pytest.mark.rule("customer_levels")
@pytest.mark.parametrize(
    ("klass", "level"),
    [(None, ORDINARY), (CustomerClass.ORDINARY, ORDINARY), (CustomerClass.KEY, 1), (CustomerClass.VIP, VIP)],
)
def test_a_conversation_begins_at_the_level_of_its_customers_class(klass: CustomerClass | None, level: int) -> None:
    assert asks(klass).level == level


def test_whoever_waits_long_enough_goes_before_a_vip() -> None:
    vip = asks(CustomerClass.VIP)
    opened = [e.Opened(at=at(minutes=-21)), e.HandedOff(at=at(minutes=-21), reason=e.Reason.ASKED)]
    first, second = rank_of(fold(1002, opened), RULES), rank_of(vip, RULES)
    assert first is not None
    assert second is not None
    assert second - first == timedelta(minutes=1), "two levels are worth twenty minutes"


def test_the_level_of_the_class_is_there_again_when_the_queue_was_left() -> None:
    left = evolve(asks(CustomerClass.VIP), e.LeftQueue(at=at(minutes=1), why=e.Leaving.GAVE_UP))
    assert left.level == VIP


def test_the_rules_say_what_a_class_is_worth() -> None:
    classes = {1: CustomerClass.KEY, 2: CustomerClass.VIP, 3: CustomerClass.ORDINARY}
    assert levels_of(classes, CustomerLevels(ordinary=1, key=0, vip=5)) == {2: 5, 3: 1}


def test_a_level_for_care_is_not_added_to_that_of_the_class() -> None:
    opened = e.Opened(at=TEN, care=True, level=VIP)
    both = evolve(Conversation(customer=MEI.chat_id), opened)
    assert both.level == max(VIP, evolve(Conversation(customer=1), replace(opened, level=ORDINARY)).level)
