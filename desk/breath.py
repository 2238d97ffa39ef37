"""What a customer writes in one breath: several messages that were heard together are one turn (001:1253)."""

from collections.abc import Sequence
from dataclasses import replace

from desk.commands import Given, OfCustomer, Say, Subject
from desk.content import Content, Kind

_MOST = 5


def in_one_breath(given: Sequence[Given]) -> list[Given]:
    """Let only the last of a customer's texts in a row be answered, together with those before it.

    Anything else of theirs in between, a press or a photo, parts them.
    """
    bursts: dict[Subject, list[int]] = {}
    joined = list(given)
    for place, one in enumerate(given):
        if not isinstance(one.subject, OfCustomer):
            continue
        if not _is_text(one):
            _join(joined, bursts.pop(one.subject, []))
        else:
            bursts.setdefault(one.subject, []).append(place)
    for places in bursts.values():
        _join(joined, places)
    return joined


def _is_text(one: Given) -> bool:
    return isinstance(one.command, Say) and one.command.content.kind is Kind.TEXT


def _join(joined: list[Given], places: Sequence[int]) -> None:
    said = [(place, command) for place in places[-_MOST:] if isinstance(command := joined[place].command, Say)]
    if len(said) < 2:  # noqa: PLR2004 - one message is no burst
        return
    earlier: tuple[Content, ...] = tuple(command.content for _, command in said[:-1])
    for place, command in said[:-1]:
        joined[place] = replace(joined[place], command=replace(command, goes_on=True))
    last, command = said[-1]
    joined[last] = replace(joined[last], command=replace(command, earlier=earlier))
