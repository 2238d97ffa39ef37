"""Files that were uploaded, kept in memory."""

from dataclasses import dataclass

from bot.sandbox.errors import bad_request
from bot.sandbox.wire import Json

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
FOLDERS = {"photo": "photos", "sticker": "stickers", "voice": "voice", "video": "videos", "audio": "music"}
ENDINGS = {"photo": ".jpg", "sticker": ".webp", "voice": ".oga", "video": ".mp4", "animation": ".mp4"}


@dataclass(frozen=True)
class Upload:
    """Bytes as they came in, with the name their sender gave."""

    name: str
    content: bytes
    mime_type: str | None = None


@dataclass(frozen=True)
class File:
    """A file as the server knows it; `size` may be declared without the bytes."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime_type: str | None
    content: bytes
    size: int
    path: str

    def named(self) -> Json:
        """Return the three fields every file object of the Bot API has."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}

    def shown(self) -> Json:
        """Return what getFile answers."""
        if self.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return {**self.named(), "file_path": self.path}


class Files:
    """All files by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def keep(self, kind: str, upload: Upload, size: int | None = None) -> File:
        """Store bytes under a new id."""
        if size is None and len(upload.content) > UPLOAD_LIMIT:
            raise bad_request("file is too big")
        n = len(self._by_id) + 1
        ending = ENDINGS.get(kind) or (f".{upload.name.rpartition('.')[2]}" if "." in upload.name else "")
        file = File(
            id=f"AgACAgUAAx{n:012d}{kind[:3].upper()}-Sbx",
            unique_id=f"AQAD{n:010d}",
            kind=kind,
            name=upload.name,
            mime_type=upload.mime_type,
            content=upload.content,
            size=len(upload.content) if size is None else size,
            path=f"{FOLDERS.get(kind, 'documents')}/file_{n}{ending}",
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        return file

    def get(self, file_id: str) -> File:
        """Return a file by its id."""
        if (file := self._by_id.get(file_id)) is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return file

    def at(self, path: str) -> File | None:
        """Return a file by its path."""
        return self._by_path.get(path)
