# Damages of the metadata partition of UDF 2.50.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from .picture import BLOCK, NotHere
from .table import damage

LVD = 6
METADATA, MIRROR, BITMAP = 250, 251, 252


def _map(p):
    """The offset of the metadata partition map inside of the logical volume descriptor."""
    at = p.tagged(LVD)[0]
    found = p.data.find(b"*UDF Metadata Partition", at, at + BLOCK)
    if found < 0:
        raise NotHere
    return found - 5 - at


def _extent(p, file_type):
    """The entry of a metadata file, the offset of its first extent, and where that lies."""
    _map(p)
    at, _, head = p.entries(file_type)[0]
    start = p.extents(at, head)
    return at, start, (p.u32(p.tagged(5)[0] + 188) + p.u32(start + 4)) * BLOCK


@damage("the copy of the metadata differs", "udf-metadata-mirror")
def _(p):
    _, start, place = _extent(p, MIRROR)
    if p.u32(start + 4) == p.u32(_extent(p, METADATA)[1] + 4):
        raise NotHere
    p.data[place + 100] ^= 1


@damage("the map denies the copy of the metadata", "udf-metadata-mirror")
def _(p):
    inside = _map(p) + 58
    if not p.data[p.tagged(LVD)[0] + inside] & 1:
        raise NotHere
    p.both(LVD, inside, b"\0")


@damage("the map claims a copy of the metadata", "udf-metadata-mirror")
def _(p):
    inside = _map(p) + 58
    if p.data[p.tagged(LVD)[0] + inside] & 1:
        raise NotHere
    p.both(LVD, inside, b"\1")


@damage("the metadata file is of another type", "udf-metadata-type")
def _(p):
    _map(p)
    p.change(p.entries(METADATA)[0][0], 27, b"\x05")


@damage("the mirror is of another type", "udf-metadata-type")
def _(p):
    _map(p)
    p.change(p.entries(MIRROR)[0][0], 27, b"\xfa")


@damage("an allocation unit that 32 does not divide", "udf-metadata-map")
def _(p):
    p.both(LVD, _map(p) + 52, b"\x21")


@damage("unknown flags of the metadata map", "udf-metadata-map")
def _(p):
    inside = _map(p) + 58
    p.both(LVD, inside, bytes([p.data[p.tagged(LVD)[0] + inside] | 0x40]))


@damage("a metadata extent that is no multiple of the unit", "udf-metadata-unit")
def _(p):
    at, start, _ = _extent(p, METADATA)
    p.change(at, start - at, (p.u32(start) - BLOCK).to_bytes(4, "little"))


@damage("a metadata file that is not aligned", "udf-metadata-alignment")
def _(p):
    at, start, _ = _extent(p, METADATA)
    inside = _map(p) + 56
    p.both(LVD, inside, b"\xff\x7f")


@damage("a metadata file outside of its partition", "udf-extent-outside")
def _(p):
    at, start, _ = _extent(p, METADATA)
    p.change(at, start + 4 - at, b"\xff\xff\xff\x00")


@damage("a metadata map of an unknown kind", "udf-partition-map")
def _(p):
    p.both(LVD, _map(p) + 10, b"?")
