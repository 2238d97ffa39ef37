"""What travels: JSON, written compactly and as it is spoken."""

import json
from typing import Any, TypeGuard

Json = dict[str, Any]

write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def is_object(value: object) -> TypeGuard[Json]:
    """Tell whether a read value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a read value is a JSON array."""
    return isinstance(value, list)
