"""Albums: two to ten files sent as one."""

from bot.sandbox import contents
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.sending import file_of, place_in
from bot.sandbox.params import Params
from bot.sandbox.texts import caption_of
from bot.sandbox.wire import Json, is_object

SIZES = range(2, 11)
ALONE = ("document", "audio")  # these stand only beside their like


def send_media_group(call: Call) -> list[Json]:
    """Send an album."""
    chat, topic = call.to_write_in()
    items = call.params.array("media")
    if len(items) not in SIZES:
        raise bad_request("wrong number of messages specified; an album has 2 to 10")
    filled = [_content(call, item) for item in items]
    kinds = {item.get("type") for item in items}
    if len(kinds) > 1 and kinds.intersection(ALONE):
        raise bad_request("document and audio can't be mixed with other media types")
    call.spend(chat, len(filled))
    album = {"media_group_id": str(13_000_000_000_000_000 + call.world.feed.seq)}
    return [place_in(call, chat, topic, {**content, **album}, free=True) for content in filled]


def _content(call: Call, item: object) -> Json:
    """Return the content of one file of an album."""
    if not is_object(item):
        raise bad_request("can't parse InputMedia: expected an Object")
    given = Params(item)
    kind = given.text("type")
    if kind not in contents.ALBUM_KINDS:
        raise bad_request(f"can't use the media of the specified type in the album: {kind}")
    file = file_of(call, kind, given.text("media"))
    return {**contents.of_file(kind, file, given.values), **caption_of(given)}


METHODS = {"sendMediaGroup": send_media_group}
