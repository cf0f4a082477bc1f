"""The zip around a workbook: parts are read when asked for, and only replaced parts are compressed anew.

All other parts travel from file to file as the compressed bytes they are, which keeps them byte for byte and makes a
small change of a large workbook cheap.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from osago_xl.books.deflate import Packed, deflate, inflate
from osago_xl.books.sheet_index import SHEETS, part_of_index
from osago_xl.errors import BookError

MAX_PARTS = 5_000
MAX_UNPACKED = 1_500_000_000
"""Bytes; a book of 10 000 clients and 20 000 policies unpacks to some 200 MB."""

_UTF8_NAME = 0x800
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DATE_1980 = 0x21


@dataclass(frozen=True)
class _Entry:
    """A part as it lies in the zip."""

    method: int
    packed: Packed


class DamagedFile(BookError):
    """The file is not what it says it is; the message is the middle of a sentence, the opener adds name and advice."""


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Whatever turns out to be damaged is told with the name of the file and what to do."""
    try:
        yield
    except DamagedFile as error:
        raise BookError(
            f"Книга «{name}» не читается: {error}. Откройте её в Excel и сохраните заново или восстановите из копии."
        ) from error


class Package:
    """The parts of an Office file by name."""

    def __init__(self, data: bytes) -> None:
        """DamagedFile when this is no zip, or one that would unpack to more than any workbook needs."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise DamagedFile("файл повреждён или это не книга Excel") from error
        self._data = data
        self._infos = {info.filename: info for info in self._archive.infolist()}
        self._new: dict[str, _Entry] = {}
        self._gone: set[str] = set()
        self._refuse_bomb()

    @property
    def names(self) -> list[str]:
        """All parts in the order of the file, new ones last."""
        old = [name for name in self._infos if name not in self._gone]
        return old + [name for name in self._new if name not in self._infos]

    def __contains__(self, name: str) -> bool:
        return name not in self._gone and (name in self._infos or name in self._new)

    def read(self, name: str) -> bytes:
        """The content of a part; DamagedFile for a missing or damaged one."""
        try:
            entry = self._new.get(name) or self._old(name)
            if entry.method == zipfile.ZIP_DEFLATED:
                return inflate(entry.packed)
            return self._archive.read(name)
        except KeyError:
            raise DamagedFile(f"в файле нет части {name}") from None
        except (zipfile.BadZipFile, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise DamagedFile(f"часть {name} повреждена") from error

    def packed(self, name: str) -> Packed | None:
        """A part as it lies in the file; None when it is packed in an unusual way."""
        entry = self._new.get(name) or self._old(name)
        return entry.packed if entry.method == zipfile.ZIP_DEFLATED else None

    def write(self, name: str, chunks: Iterable[bytes]) -> None:
        """Give a part new content, piece by piece so that large sheets never lie in memory as a whole."""
        self.put(name, deflate(chunks))

    def put(self, name: str, packed: Packed) -> None:
        """Give a part new content that is packed already; an index of the old one goes."""
        if name.startswith(SHEETS):
            self.remove(part_of_index(name))
        self._new[name] = _Entry(zipfile.ZIP_DEFLATED, packed)
        self._gone.discard(name)

    def remove(self, name: str) -> None:
        """Leave a part out."""
        self._new.pop(name, None)
        self._gone.add(name)

    def to_bytes(self) -> bytes:
        """The file with all changes."""
        out, directory = io.BytesIO(), []
        for name in self.names:
            entry = self._new.get(name) or self._old(name)
            directory.append(_central(name, entry, out.tell()))
            out.write(_local(name, entry))
            out.write(entry.packed.data)
        start = out.tell()
        out.write(b"".join(directory))
        count, length = len(directory), out.tell() - start
        out.write(_END.pack(b"PK\5\6", 0, 0, count, count, length, start, 0))
        return out.getvalue()

    def _old(self, name: str) -> _Entry:
        info = self._infos[name]
        header = info.header_offset
        name_length, extra_length = struct.unpack_from("<2H", self._data, header + 26)
        start = header + _LOCAL.size + name_length + extra_length
        packed = self._data[start : start + info.compress_size]
        return _Entry(info.compress_type, Packed(info.CRC, info.file_size, packed))

    def _refuse_bomb(self) -> None:
        infos = self._archive.infolist()
        if len(infos) != len(self._infos):
            raise DamagedFile("в файле части с одинаковыми именами: он повреждён или подделан")
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise DamagedFile("файл распаковывается во много раз больше любой рабочей книги и похож на ловушку")
        if any(info.flag_bits & 1 for info in infos):
            raise DamagedFile("файл зашифрован не средствами Excel")


def _head(name: str, entry: _Entry) -> tuple[int, ...]:
    """What both headers say: version, flags, method, time, date, checksum, sizes, length of the name."""
    crc, size, data = entry.packed
    return 20, _UTF8_NAME, entry.method, 0, _DATE_1980, crc, len(data), size, len(name.encode())


def _local(name: str, entry: _Entry) -> bytes:
    return _LOCAL.pack(b"PK\3\4", *_head(name, entry), 0) + name.encode()


def _central(name: str, entry: _Entry, offset: int) -> bytes:
    return _CENTRAL.pack(b"PK\1\2", 20, *_head(name, entry), 0, 0, 0, 0, 0, offset) + name.encode()
