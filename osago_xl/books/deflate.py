"""Compression of parts: by Intel's library where there is a wheel of it, four times as fast as zlib, else by zlib.

Both read what the other has written. With OSAGO_SLOW=1 zlib does all.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

SLOW = os.environ.get("OSAGO_SLOW") == "1"
"""Everything is read, computed and packed the long way: what shortcuts are checked against."""

_FASTEST = 1
_RAW = -zlib.MAX_WBITS
_LAST = b"\3\0"
"""An empty block that ends a deflate stream."""
_SMALL = 1 << 26
_POLYNOMIAL = 0xEDB88320


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
    content = _unpacked(packed.data, packed.size)
    if len(content) != packed.size or crc32(content) != packed.crc:
        raise ValueError("damaged")
    return content


def _unpacked(data: bytes, limit: int) -> bytes:
    unpacker = _zlib.decompressobj(_RAW)
    try:
        content: bytes = unpacker.decompress(data, limit + 1)
    except (zlib.error, _zlib.error, EOFError) as error:
        raise ValueError("damaged") from error
    if not unpacker.eof:
        raise ValueError("damaged")
    return content


def squeeze(data: bytes) -> bytes:
    """Pack something small."""
    packed: bytes = _zlib.compress(data, _FASTEST, _RAW)
    return packed


def unsqueeze(data: bytes) -> bytes:
    """The reverse of `squeeze`; ValueError when it is damaged."""
    return _unpacked(data, _SMALL)


def page(content: bytes) -> Packed:
    """A piece of a part packed so that it can be unpacked alone, and copied into another file of the same part."""
    packer = _zlib.compressobj(_FASTEST, zlib.DEFLATED, _RAW)
    data = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
    return Packed(crc32(content), len(content), data)


def unpage(packed: Packed) -> bytes:
    """The reverse of `page`."""
    return inflate(packed._replace(data=packed.data + _LAST))


def bound(pages: Sequence[Packed]) -> Packed:
    """Pages one after the other as one packed part."""
    crc = size = 0
    for each in pages:
        crc, size = combined(crc, each.crc, each.size), size + each.size
    return Packed(crc, size, b"".join([*(each.data for each in pages), _LAST]))


def combined(first: int, second: int, length: int) -> int:
    """The checksum of two contents one after the other, from their own; `length` is that of the second."""
    return _times(_shift(length), first) ^ second


@lru_cache(256)
def _shift(length: int) -> int:
    """x to the power of so many bytes, modulo the polynomial of the checksum."""
    product, power = 1 << 31, 1 << 23  # one, and x⁸: one byte
    while length:
        if length & 1:
            product = _times(power, product)
        power, length = _times(power, power), length >> 1
    return product


def _times(a: int, b: int) -> int:
    """The product of two polynomials modulo that of the checksum; bits stand in reverse order."""
    product = 0
    for bit in range(31, -1, -1):
        if a >> bit & 1:
            product ^= b
        b = b >> 1 ^ (_POLYNOMIAL if b & 1 else 0)
    return product
