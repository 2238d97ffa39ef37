"""Small files to send when nobody has one at hand."""

import struct
import zlib
from functools import cache

from bot.sandbox.files import Upload


@cache
def sample(kind: str) -> Upload:
    """Return a file of a kind; pictures can be looked at, the rest is only bytes."""
    if kind in {"photo", "sticker"}:
        return Upload(f"{kind}.png", _picture(320, 200), "image/png")
    if kind == "document":
        return Upload(
            "维修单.txt", "水龙头漏水，12 号楼 302。\nThe tap leaks, building 12, flat 302.\n".encode(), "text/plain"
        )
    endings = {"voice": "oga", "audio": "mp3"}
    mime_types = {"voice": "audio/ogg", "audio": "audio/mpeg"}
    return Upload(f"{kind}.{endings.get(kind, 'mp4')}", b"OggS sample", mime_types.get(kind, "video/mp4"))


def _picture(width: int, height: int) -> bytes:
    """Draw a drop of water before an evening sky, as PNG."""
    rows = b"".join(b"\0" + b"".join(_pixel(x, y, width, height) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _pixel(x: int, y: int, width: int, height: int) -> bytes:
    dx, dy = (x - width / 2) / height, (y - height * 0.6) / height
    narrowing = 1 if dy > 0 else max(1 + dy * 2.2, 0)
    if narrowing and (dx / narrowing) ** 2 + dy**2 * (1 if dy > 0 else 0.2) < 0.045:  # noqa: PLR2004 - the drop's size
        return bytes((92, 160 + int(40 * (0.5 - dx)), 214))
    shade = y / height
    return bytes((int(244 - 30 * shade), int(222 + 12 * shade), int(196 + 44 * shade)))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
