# Damages of ECMA-119 structures.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from .picture import BLOCK, NotHere
from .table import damage

PRIMARY, TERMINATOR = 1, 255


@damage("the two byte orders of the volume's size differ", "iso-both-endian")
def _(p):
    p.data[p.descriptor(PRIMARY) + 87] ^= 1


@damage("the volume is larger than the image", "iso-volume-size")
def _(p):
    p.put_both32(p.descriptor(PRIMARY) + 80, len(p.data) // BLOCK + 1)


@damage("the image ends too early", "iso-volume-size")
def _(p):
    p.descriptor(PRIMARY)
    del p.data[-200 * BLOCK:]


@damage("there is no terminator", "iso-no-terminator")
def _(p):
    at = p.descriptor(TERMINATOR)
    p.data[at:at + BLOCK] = bytes(BLOCK)


@damage("the terminator is not empty", "iso-reserved")
def _(p):
    p.data[p.descriptor(TERMINATOR) + 100] = 1


@damage("a descriptor of another version", "iso-descriptor-version")
def _(p):
    p.data[p.descriptor(PRIMARY) + 6] = 3


@damage("a file structure of another version", "iso-structure-version")
def _(p):
    p.data[p.descriptor(PRIMARY) + 881] = 0


@damage("a small letter in the volume's name", "iso-characters")
def _(p):
    p.data[p.descriptor(PRIMARY) + 40] = ord("t")


@damage("the volume was created in month 13", "iso-date")
def _(p):
    at = p.descriptor(PRIMARY)
    p.data[at + 813:at + 830] = b"2020130112000000\0"


@damage("logical blocks of 1024 bytes", "iso-block-size")
def _(p):
    at = p.descriptor(PRIMARY)
    p.data[at + 128:at + 132] = b"\x00\x04\x04\x00"


@damage("unused bytes of the descriptor are used", "iso-reserved")
def _(p):
    p.data[p.descriptor(PRIMARY) + 75] = 9


@damage("volume 2 of a set of 1", "iso-volume-set")
def _(p):
    at = p.descriptor(PRIMARY)
    p.data[at + 124:at + 128] = b"\2\0\0\2"


@damage("a record is shorter than its fields", "iso-record-length")
def _(p):
    p.data[p.files(p.descriptor(PRIMARY))[0]] = 20


@damage("a record crosses the end of its sector", "iso-record-crosses")
def _(p):
    directory = max(p.records(p.descriptor(PRIMARY)), key=lambda one: one[1] % BLOCK)
    if directory[1] % BLOCK + 254 <= BLOCK:
        raise NotHere
    p.data[directory[1]] = 254


@damage("a file was recorded on the 32nd", "iso-date")
def _(p):
    p.data[p.files(p.descriptor(PRIMARY))[0] + 20] = 32


@damage("reserved file flags", "iso-file-flags")
def _(p):
    p.data[p.files(p.descriptor(PRIMARY))[0] + 25] |= 0x20


@damage("an interleaved file", "iso-interleave")
def _(p):
    p.data[p.files(p.descriptor(PRIMARY))[0] + 26] = 1


@damage("a file on another volume", "iso-volume-number")
def _(p):
    at = p.files(p.descriptor(PRIMARY))[0]
    p.data[at + 28:at + 32] = b"\2\0\0\2"


@damage("the data of a file lie behind the volume", "iso-extent-outside")
def _(p):
    p.put_both32(p.files(p.descriptor(PRIMARY))[0] + 2, len(p.data) // BLOCK)


@damage("a file lies in a directory", "overlap")
def _(p):
    volume = p.descriptor(PRIMARY)
    p.put_both32(p.files(volume)[0] + 2, p.u32(volume + 158))


@damage("a file begins inside of another", "overlap")
def _(p):
    files = p.files(p.descriptor(PRIMARY), 3 * BLOCK)
    other = [at for at in p.files(p.descriptor(PRIMARY)) if p.u32(at + 2) != p.u32(files[0] + 2)]
    if not other:
        raise NotHere
    p.put_both32(other[0] + 2, p.u32(files[0] + 2) + 1)


def _neighbours(p, volume):
    """Two records that follow each other and have the same length."""
    records = p.records(volume)
    for (first_in, first), (second_in, second) in zip(records, records[1:]):
        if first_in == second_in and p.data[first] == p.data[second] and second == first + p.data[first]:
            return first, second, p.data[first]
    raise NotHere


def _swap(p, volume):
    first, second, length = _neighbours(p, volume)
    p.data[first:first + length], p.data[second:second + length] = \
        p.data[second:second + length], p.data[first:first + length]


@damage("two records in the wrong order", "iso-order")
def _(p):
    _swap(p, p.descriptor(PRIMARY))


@damage("two files with the same name", "iso-duplicate-name")
def _(p):
    first, second, length = _neighbours(p, p.descriptor(PRIMARY))
    p.data[second + 32:second + length] = p.data[first + 32:first + length]


@damage("a small letter in a file's name", "iso-name-characters")
def _(p):
    p.data[p.files(p.descriptor(PRIMARY))[0] + 33] = ord("a")


@damage("a file's name without separators", "iso-name-separators")
def _(p):
    at = p.files(p.descriptor(PRIMARY))[0]
    p.data[at + 33:at + 33 + p.data[at + 32]] = b"A" * p.data[at + 32]


@damage("version 0 of a file", "iso-name-version")
def _(p):
    at = p.files(p.descriptor(PRIMARY))[0]
    p.data[at + 32 + p.data[at + 32]] = ord("0")


@damage("a small letter in a directory's name", "iso-name-characters")
def _(p):
    p.data[p.directories(p.descriptor(PRIMARY))[0] + 33] = ord("x")


@damage("names of level 2 where 1 was asked for", "iso-name-length", level=1)
def _(p):
    files = p.files(p.descriptor(PRIMARY))
    if all(p.data[at + 32] <= 14 for at in files):
        raise NotHere


@damage("a directory's own record leads elsewhere", "iso-dot-location")
def _(p):
    at = p.directories(p.descriptor(PRIMARY))[0]
    p.put_both32(p.u32(at + 2) * BLOCK + 2, p.u32(p.descriptor(PRIMARY) + 158))


@damage("a directory's parent is another directory", "iso-dot-location")
def _(p):
    at = p.directories(p.descriptor(PRIMARY))[-1]
    p.put_both32(p.u32(at + 2) * BLOCK + 34 + 2, p.u32(at + 2))


@damage("a directory without a record of itself", "iso-dot-entries")
def _(p):
    at = p.directories(p.descriptor(PRIMARY))[0]
    p.data[p.u32(at + 2) * BLOCK + 33] = 2


@damage("a directory contains the root", "iso-loop")
def _(p):
    volume = p.descriptor(PRIMARY)
    p.put_both32(p.directories(volume)[-1] + 2, p.u32(volume + 158))


@damage("a directory of 2000 bytes", "iso-directory-size")
def _(p):
    p.put_both32(p.directories(p.descriptor(PRIMARY))[0] + 10, 2000)


@damage("something behind the last record of a directory", "iso-directory-rest")
def _(p):
    p.data[p.u32(p.descriptor(PRIMARY) + 158) * BLOCK + BLOCK - 1] = 1


@damage("the padding of a record is not zero", "iso-record-padding")
def _(p):
    for _, at in p.records(p.descriptor(PRIMARY)):
        if p.data[at + 32] % 2 == 0:
            p.data[at + 33 + p.data[at + 32]] = 7
            return
    raise NotHere


@damage("a file goes on, but there is no more of it", "iso-multi-extent")
def _(p):
    p.data[p.files(p.descriptor(PRIMARY))[-1] + 25] |= 0x80


def _path_table(p, order, record):
    """The offset of a record of a path table of the primary volume."""
    volume = p.descriptor(PRIMARY)
    at = p.u32(volume + 140) if order == "L" else int.from_bytes(p.data[volume + 148:volume + 152], "big")
    at *= BLOCK
    end = at + p.u32(volume + 132)
    for _ in range(record):
        at += 8 + p.data[at] + p.data[at] % 2
    if at >= end:
        raise NotHere
    return at


@damage("a location in one path table only", "iso-path-tables-differ")
def _(p):
    p.data[_path_table(p, "M", 1) + 5] ^= 1


@damage("both path tables have a wrong location", "iso-path-table-location")
def _(p):
    p.put32(_path_table(p, "L", 1) + 2, 16)
    p.data[_path_table(p, "M", 1) + 2:_path_table(p, "M", 1) + 6] = b"\0\0\0\x10"


@damage("both path tables in the wrong order", "iso-path-table-order")
def _(p):
    for order in "LM":
        p.data[_path_table(p, order, 1) + 8] = ord("Z")


@damage("a directory whose parent comes later", "iso-path-table-parent")
def _(p):
    p.put16(_path_table(p, "L", 1) + 6, 200)


@damage("another name in the path tables", "iso-path-table-record")
def _(p):
    for order in "LM":
        p.data[_path_table(p, order, 1) + 8] -= 1


@damage("a directory is not in the path tables", "iso-path-table-missing")
def _(p):
    volume = p.descriptor(PRIMARY)
    p.put_both32(volume + 132, p.u32(volume + 132) - 10)


@damage("a path table outside of the volume", "iso-path-table-outside")
def _(p):
    p.put32(p.descriptor(PRIMARY) + 140, 0x7FFFFFF)
