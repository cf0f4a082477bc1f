"""Packed content: what one library packs the other unpacks, and damage is noticed whatever it is."""

import zlib

import pytest

from osago_xl.books.deflate import Packed, deflate, inflate

TEXT = b'<c r="A1" s="4"><v>17</v></c>' * 5_000


def test_what_is_packed_is_plain_deflate():
    packed = deflate([TEXT[:100], TEXT[100:]])
    assert (packed.crc, packed.size) == (zlib.crc32(TEXT), len(TEXT))
    assert zlib.decompress(packed.data, -zlib.MAX_WBITS) == TEXT


def test_what_zlib_has_packed_is_unpacked():
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(TEXT) + packer.flush()
    assert inflate(Packed(zlib.crc32(TEXT), len(TEXT), data)) == TEXT


@pytest.mark.parametrize(
    "damage",
    [
        lambda p: p._replace(crc=p.crc ^ 1),
        lambda p: p._replace(size=p.size - 1),
        lambda p: p._replace(size=p.size + 1),
        lambda p: p._replace(data=p.data[:-3]),
        lambda p: p._replace(data=b"\xff" + p.data[1:]),
        lambda p: p._replace(data=b""),
    ],
)
def test_damage_is_noticed(damage):
    with pytest.raises(ValueError, match="damaged"):
        inflate(damage(deflate([TEXT])))


def test_a_bomb_is_stopped_at_the_size_it_claims():
    bomb = deflate([b"\0" * 50_000_000])
    with pytest.raises(ValueError, match="damaged"):
        inflate(bomb._replace(size=1000))
