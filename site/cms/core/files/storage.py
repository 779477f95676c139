"""Names of uploaded files that every file system takes: they limit bytes, Django characters."""

import os
import unicodedata
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

LONGEST_NAME = 200  # bytes; of 255, Django adds a mark of 8 to a name that is taken
LONGEST_EXTENSION = 20  # bytes; beyond that a dot is punctuation


def shortened(name: str) -> str:
    """`name` cut to `LONGEST_NAME` bytes of UTF-8, its extension kept."""
    root, extension = os.path.splitext(name)
    if len(extension.encode()) > LONGEST_EXTENSION:
        root, extension = name.replace(".", "_"), ""
    room = LONGEST_NAME - len(extension.encode())
    return root.encode()[:room].decode(errors="ignore") + extension


class MediaStorage(FileSystemStorage):
    def get_valid_name(self, name: str) -> str:
        """Of `🎉.pdf` Django leaves the extension alone, which would be none then."""
        valid = super().get_valid_name(shortened(unicodedata.normalize("NFC", name)))
        return f"file{valid}" if valid.startswith(".") else valid


class UploadHandler(TemporaryFileUploadHandler):
    """Django's for large files, which names them after the extension, however long that is."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super(TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        name = shortened(self.file_name or "")
        self.file = TemporaryUploadedFile(
            name, self.content_type, 0, self.charset, self.content_type_extra
        )
