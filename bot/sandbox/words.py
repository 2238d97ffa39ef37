"""What somebody sends: the content of a message, before it has a place."""

import base64
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import contents
from bot.sandbox.errors import bad_request
from bot.sandbox.files import File, Upload
from bot.sandbox.methods.copying import forwarded
from bot.sandbox.samples import sample
from bot.sandbox.texts import written
from bot.sandbox.wire import Json
from bot.sandbox.world import World


@dataclass
class Words:
    """What somebody sends."""

    text: str = ""
    kind: str = "text"
    caption: str = ""
    entities: list[Json] = field(default_factory=list[Json])
    file: Json = field(default_factory=dict[str, Any])
    given: Json = field(default_factory=dict[str, Any])
    reply_to: int | None = None
    thread_id: int | None = None
    media_group_id: str | None = None
    anonymous: bool = False
    forward_from: Json | None = None

    def content(self, world: World) -> Json:
        """Return the content of the message."""
        if self.forward_from is not None:
            return self._forwarded(world, self.forward_from)
        content = self._bare(world)
        if self.kind in contents.CAPTIONED and self.caption:
            content |= written(self.caption, self.entities, caption=True)
        return {**content, "media_group_id": self.media_group_id} if self.media_group_id else content

    def _bare(self, world: World) -> Json:
        if self.kind == "text":
            if not self.text.strip():
                raise bad_request("message text is empty")
            return written(self.text, self.entities)
        if self.kind in contents.FILE_KINDS:
            return contents.of_file(self.kind, self._file(world), self.given)
        makers = {"location": contents.place, "venue": contents.venue, "contact": contents.contact}
        if self.kind in makers:
            return makers[self.kind](self.given)
        if self.kind == "dice":
            return contents.dice(self.given, world.feed.seq)
        if self.kind == "poll":
            return contents.poll(self.given.get("question", ""), self.given.get("options", []), world.feed.seq)
        raise bad_request(f"nobody can send a {self.kind}")

    def _file(self, world: World) -> File:
        if "file_id" in self.file:
            return world.files.get(self.file["file_id"])
        if "base64" not in self.file:
            return world.files.keep(self.kind, sample(self.kind), self.file.get("size"))
        upload = Upload(
            self.file.get("name", self.kind), base64.b64decode(self.file["base64"]), self.file.get("mime_type")
        )
        return world.files.keep(self.kind, upload, self.file.get("size"))

    def _forwarded(self, world: World, origin: Json) -> Json:
        """Return the content of a message passed on: from a chat here, or from a name nobody knows."""
        if "message_id" in origin:
            return forwarded(world, world.chat(origin["chat_id"]).messages[origin["message_id"]])
        hidden = {"type": "hidden_user", "sender_user_name": origin.get("name", "?"), "date": world.seconds()}
        return {**self._bare(world), "forward_origin": hidden}
