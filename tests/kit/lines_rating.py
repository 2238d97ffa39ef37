"""How a customer rates a talk in a script."""

from dataclasses import dataclass

from desk import commands as c
from desk.people import Customer
from tests.kit.cast import MEI
from tests.kit.lines import Stage, in_chat


@dataclass(frozen=True)
class Rate:
    """Mei presses below the farewell."""

    satisfied: bool | None = None
    value: int | None = None
    episode: int = 1
    by: Customer = MEI

    def command(self, _: Stage) -> c.Command:
        return c.Rate(
            customer=self.by, origin=in_chat(self.by), episode=self.episode, satisfied=self.satisfied, value=self.value
        )
