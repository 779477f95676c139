"""What Pillow and its plug-ins raise for what they cannot read or write."""

import struct
import zlib

from PIL.Image import DecompressionBombError

DAMAGE = (
    OSError, ValueError, SyntaxError, RuntimeError, EOFError, MemoryError, IndexError,
    struct.error, zlib.error, DecompressionBombError,
)  # fmt: skip
