"""What the class of a customer is worth in the queue (001:2027)."""

from collections.abc import Mapping

from desk.customers.file import CustomerClass
from desk.rules import CustomerLevels


def levels_of(classes: Mapping[int, CustomerClass], levels: CustomerLevels) -> dict[int, int]:
    """Return the level at which the conversations of each customer begin, of those who have one."""
    worth = {
        CustomerClass.ORDINARY: levels.ordinary,
        CustomerClass.KEY: levels.key,
        CustomerClass.VIP: levels.vip,
    }
    return {customer: worth[klass] for customer, klass in classes.items() if worth[klass]}
