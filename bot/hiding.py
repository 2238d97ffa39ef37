"""What comes in without its secrets: nobody behind this sees a password, a one-time code, a card or an ID number."""

from typing import Any, Final, cast

from desk.secrets import SecretKind, masked

Update = dict[str, Any]

_WORDS: Final = (("text", "entities"), ("caption", "caption_entities"))
_BESIDE: Final = ("reply_to_message", "quote", "external_reply")
_WRITTEN: Final = ("message", "edited_message")


def without_secrets(update: Update) -> tuple[Update, tuple[SecretKind, ...]]:
    """Return an update with its secrets masked, and what was hidden in the message's own words.

    What is quoted beside them is masked too, and nobody is told: it was told when it was written. Formatting goes with
    the words it was for.
    """
    for name in _WRITTEN:
        message: Any = update.get(name)
        if isinstance(message, dict):
            kept, secrets = _without(cast("Update", message))
            return (update if kept is message else {**update, name: kept}), secrets
    return update, ()


def _without(message: Update) -> tuple[Update, tuple[SecretKind, ...]]:
    found: tuple[SecretKind, ...] = ()
    for words, formatting in _WORDS:
        text: Any = message.get(words)
        if not isinstance(text, str):
            continue
        hidden, secrets = masked(text)
        if secrets:
            message = {name: value for name, value in message.items() if name != formatting} | {words: hidden}
            found += secrets
    for name in _BESIDE:
        beside: Any = message.get(name)
        if isinstance(beside, dict):
            kept, _ = _without(cast("Update", beside))
            message = message if kept is beside else {**message, name: kept}
    return message, found
