"""A value from a file as it was written, for the sentences that say what is wrong with it."""


def shown(value: object) -> str:
    """Return a value as it was written, more or less; of an endless number or nest only that it is endless."""
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        return repr(value)
    except (ValueError, RecursionError):
        return "endless"
