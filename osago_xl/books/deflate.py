"""Compression of parts: by Intel's library where there is a wheel of it, four times as fast as zlib, else by zlib.

Both read what the other has written. With OSAGO_SLOW=1 zlib does all.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple

SLOW = os.environ.get("OSAGO_SLOW") == "1"
"""Everything is read, computed and packed the long way: what shortcuts are checked against."""

_FASTEST = 1
_RAW = -zlib.MAX_WBITS


def _engine() -> Any:
    if SLOW:
        return zlib
    try:
        from isal import isal_zlib
    except ImportError:  # no wheel for this computer
        return zlib
    return isal_zlib


_zlib = _engine()
crc32 = _zlib.crc32


class Packed(NamedTuple):
    """A deflated content: checksum and size of what it unpacks to, and itself."""

    crc: int
    size: int
    data: bytes


def deflate(chunks: Iterable[bytes]) -> Packed:
    """Pack piece by piece, so that a large sheet never lies in memory as a whole."""
    packer = _zlib.compressobj(_FASTEST, zlib.DEFLATED, _RAW)
    crc = size = 0
    packed = []
    for chunk in chunks:
        crc, size = crc32(chunk, crc), size + len(chunk)
        packed.append(packer.compress(chunk))
    packed.append(packer.flush())
    return Packed(crc, size, b"".join(packed))


def inflate(packed: Packed) -> bytes:
    """Unpack; ValueError when it is damaged. A bomb is stopped at the size it claims."""
    unpacker = _zlib.decompressobj(_RAW)
    try:
        content: bytes = unpacker.decompress(packed.data, packed.size + 1)
    except (zlib.error, _zlib.error, EOFError) as error:
        raise ValueError("damaged") from error
    if len(content) != packed.size or not unpacker.eof or crc32(content) != packed.crc:
        raise ValueError("damaged")
    return content
