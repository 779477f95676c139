"""The exceptions of Pillow and its plug-ins for damaged files."""

import struct
import zlib

from PIL.Image import DecompressionBombError

DAMAGE = (
    OSError, ValueError, SyntaxError, RuntimeError, EOFError, MemoryError, IndexError,
    struct.error, zlib.error, DecompressionBombError,
)  # fmt: skip
