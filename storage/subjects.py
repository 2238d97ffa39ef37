"""The names that histories, strikes and overruns are kept under: "conversation:7", "case:7", "agent:7", "file:7"."""

from typing import Final

CONVERSATIONS: Final = "conversation:"
CASES: Final = "case:"
_AGENTS: Final = "agent:"
_FILES: Final = "file:"


def of_conversation(conversation_id: int | None) -> str:
    """Return the subject that a conversation is."""
    return f"{CONVERSATIONS}{conversation_id}"


def of_case(case_id: int | None) -> str:
    """Return the subject that a case is."""
    return f"{CASES}{case_id}"


def of_agent(user_id: int) -> str:
    """Return the subject that a member of staff is."""
    return f"{_AGENTS}{user_id}"


def of_file(chat_id: int) -> str:
    """Return the subject that a customer file is."""
    return f"{_FILES}{chat_id}"


def is_conversation(subject: str) -> bool:
    """Tell whether a subject is a conversation."""
    return subject.startswith(CONVERSATIONS)


def is_case(subject: str) -> bool:
    """Tell whether a subject is a case."""
    return subject.startswith(CASES)


def number_in(subject: str) -> int:
    """Return the number of the one thing a subject names."""
    return int(subject.partition(":")[2])
