"""What a message can hold besides text: files of eight kinds, places, contacts, dice and polls."""

import zlib
from collections.abc import Iterable

from bot.sandbox.errors import bad_request
from bot.sandbox.files import File
from bot.sandbox.wire import Json

FILE_KINDS = ("photo", "document", "voice", "video", "audio", "animation", "video_note", "sticker")
CAPTIONED = ("photo", "document", "voice", "video", "audio", "animation")
ALBUM_KINDS = ("photo", "video", "document", "audio")
OTHER_KINDS = ("location", "venue", "contact", "dice", "poll")
KEPT_BY_COPY = frozenset(
    {"text", "entities", "caption", "caption_entities", "show_caption_above_media", *FILE_KINDS, *OTHER_KINDS}
)
SIDES = {"dice": 6, "🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def of_file(kind: str, file: File, given: Json) -> Json:
    """Return the content of a message that carries a file; `given` are the sizes and names its sender told."""
    named = file.named()
    if kind == "photo":
        small = {**named, "file_unique_id": f"{file.unique_id}s", "width": 90, "height": 56}
        return {"photo": [small, {**named, "width": 320, "height": 200}]}
    shown = {**named, **_details(kind, file, given)}
    return {"animation": shown, "document": _document(file)} if kind == "animation" else {kind: shown}


def _details(kind: str, file: File, given: Json) -> Json:
    duration = int(given.get("duration") or 3)
    if kind == "document":
        return {key: value for key, value in _document(file).items() if key not in file.named()}
    if kind == "sticker":
        looks: Json = {"type": "regular", "width": 512, "height": 320, "is_animated": False, "is_video": False}
        return {**looks, "emoji": given.get("emoji") or "🙂"}
    if kind == "video_note":
        return {"length": int(given.get("length") or 240), "duration": duration}
    mime_type = {"mime_type": file.mime_type} if file.mime_type else {}
    if kind in {"video", "animation"}:
        sizes = {"width": int(given.get("width") or 640), "height": int(given.get("height") or 360)}
        return {**sizes, "duration": duration, "file_name": file.name, **mime_type}
    titles = {key: given[key] for key in ("title", "performer") if kind == "audio" and given.get(key)}
    return {"duration": duration, **mime_type, **titles}


def _document(file: File) -> Json:
    mime_type = {"mime_type": file.mime_type} if file.mime_type else {}
    return {"file_name": file.name, **mime_type, **file.named()}


def place(given: Json) -> Json:
    """Return a location."""
    try:
        latitude, longitude = float(given["latitude"]), float(given["longitude"])
    except (KeyError, TypeError, ValueError):
        raise bad_request("latitude is empty") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - the globe
        raise bad_request("wrong latitude or longitude")
    return {"location": {"latitude": latitude, "longitude": longitude}}


def venue(given: Json) -> Json:
    """Return a place with a name and an address; Telegram shows the bare place beside it."""
    if not given.get("title") or not given.get("address"):
        raise bad_request("venue title must be non-empty")
    here = place(given)
    return {"venue": {**here, "title": given["title"], "address": given["address"]}, **here}


def contact(given: Json) -> Json:
    """Return a contact."""
    if not given.get("phone_number"):
        raise bad_request("phone number is empty")
    if not given.get("first_name"):
        raise bad_request("first name is empty")
    names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
    return {"contact": {name: given[name] for name in names if given.get(name)}}


def dice(given: Json, chance: int) -> Json:
    """Return a thrown die; `chance` decides how it falls."""
    emoji = str(given.get("emoji") or "🎲")
    if emoji not in SIDES:
        raise bad_request("emoji is not supported")
    return {"dice": {"emoji": emoji, "value": zlib.crc32(str(chance).encode()) % SIDES[emoji] + 1}}


def poll(question: str, options: Iterable[str], poll_id: int) -> Json:
    """Return a poll nobody has answered."""
    answers = [{"persistent_id": str(n), "text": option, "voter_count": 0} for n, option in enumerate(options)]
    if not question:
        raise bad_request("poll question must be non-empty")
    if not 1 <= len(answers) <= 12:  # noqa: PLR2004 - Telegram's number
        raise bad_request("poll must have at least 1 option and at most 12")
    flags = ("is_closed", "allows_multiple_answers", "allows_revoting", "members_only")
    state = {"total_voter_count": 0, "is_anonymous": True, **dict.fromkeys(flags, False), "type": "regular"}
    return {"poll": {"id": str(poll_id), "question": question, "options": answers, **state}}


def is_service(message: Json) -> bool:
    """Tell whether a message only reports that something happened, and so cannot be copied."""
    return KEPT_BY_COPY.isdisjoint(message)


def kind_of(message: Json) -> str:
    """Return what a message mainly is."""
    return next((kind for kind in ("animation", "venue", *FILE_KINDS, *OTHER_KINDS) if kind in message), "text")
