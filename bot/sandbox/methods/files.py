"""Methods about files."""

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.wire import Json


def get_file(call: Call) -> Json:
    """Tell where a file can be fetched, up to 20 MB."""
    file_id = call.params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    if not file_id.startswith("AgAC"):
        raise bad_request("invalid file_id")
    return call.world.files.get(file_id).shown()


METHODS = {"getFile": get_file}
