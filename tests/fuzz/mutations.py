"""How sound bytes and sound values become unsound ones."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

TOKENS = (
    *(
        b"",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n\n",
        b"\t",
        b'"',
        b"'",
        b"[",
        b"]",
        b"{",
        b"}",
        b": ",
        b"- ",
    ),
    *(b"&a", b"*a", b"!!python/object/apply:os.system", b"<<: *a", b"%YAML 9.9", b"---\n", b"...", b"? ", b"|", b">-"),
    *(b"0", b"-1", b"1e999", b"nan", b"9" * 40, b"0x7fffffffffffffff", b"1900-01-01", b"9999-12-31", b"24:00", b"null"),
    *(
        b"true",
        b"\xed\xa0\x80",
        "\u202e".encode(),
        "\u200b".encode(),
        "𝟏".encode(),
        "１２".encode(),
        b"[[a]]\n",
        b"[" * 400,
    ),
    *(b"a.b.c = 1\n", b"=cmd|'/c calc'!A0", b",,,,", b"PK\x03\x04", b"P1000000D", b"PT-1S", b'"\\ud800"', b"\\u0000"),
)

_edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 12),
        st.one_of(st.sampled_from(TOKENS), st.binary(max_size=4)),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=5,
)


@st.composite
def mutated(draw: st.DrawFn, originals: Sequence[bytes]) -> bytes:
    """Draw one of the originals with a few places cut out, written over or repeated."""
    content = draw(st.sampled_from(originals))
    for where, gone, put, times in draw(_edits):
        at = int(where * len(content))
        content = content[:at] + put * times + content[at + gone :]
    return content


ODD: Sequence[Any] = (
    *(None, True, False, 0, -1, 1 << 31, 1 << 63, -(1 << 63) - 1, 1 << 70, 0.5, 1e308, "", " ", "0", "-100500", "\0"),
    *("\ud800", "\u202e", "a" * 5000, "/on", "上班", "/admit 900099 客服", "[]", [], {}, [[]], [None], {"id": 1}),
    *(["a"] * 50, {"a": {"b": {"c": {}}}}, [{"type": "mention", "offset": -1, "length": 1 << 40}]),
)
"""Values that stand where others should."""


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of everything inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path] if path else []
    for key, part in inside:
        found += places(part, (*path, key))
    return found


def with_put(value: Any, path: Sequence[Any], put: Any) -> Any:
    """Return a value with something else at a path; `...` takes away what is there."""
    if not path:
        return put
    first, *rest = path
    if isinstance(value, dict):
        items = {**value, first: with_put(value.get(first), rest, put)}
        return {key: part for key, part in items.items() if part is not ...}
    parts = [with_put(part, rest, put) if at == first else part for at, part in enumerate(value)]
    return [part for part in parts if part is not ...]


@st.composite
def odd(draw: st.DrawFn, originals: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Draw one of the originals with a few of its values gone or replaced, by odd ones or by parts of others."""
    value: dict[str, Any] = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 3))):
        found = places(value)
        if not found:
            break
        path = draw(st.sampled_from(found))
        other = draw(st.sampled_from(originals))
        part = draw(st.sampled_from(places(other)))
        put = draw(
            st.one_of(st.just(...), st.sampled_from(ODD), st.just(_at(other, part)), st.integers(), st.text(max_size=8))
        )
        value = with_put(value, path, put)
    return value


def _at(value: Any, path: Sequence[Any]) -> Any:
    for key in path:
        value = value[key]
    return value
