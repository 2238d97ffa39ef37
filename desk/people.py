"""Who works here: staff by numeric user id, known to customers by number only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do; a customer has none."""

    AGENT = "agent"
    LEAD = "lead"
    EDITOR = "editor"
    WORKER = "worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A member of staff; `number` ("07") is the only name a customer ever sees."""

    user_id: int
    number: str
    role: Role = Role.AGENT
    on_duty_since: datetime | None = None

    @property
    def on_duty(self) -> bool:
        """Tell whether the agent has said so; Telegram shows no presence."""
        return self.on_duty_since is not None

    @property
    def leads(self) -> bool:
        """Tell whether the agent may do what only a lead may."""
        return self.role is Role.LEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who writes to us: the private chat's id, the name Telegram shows, the language their program speaks."""

    chat_id: int
    name: str
    username: str | None = None
    locale: str = "zh"
