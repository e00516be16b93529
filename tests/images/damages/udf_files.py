# Damages of UDF's files and directories.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from .picture import BLOCK, NotHere
from .table import damage

DIRECTORY, FILE = 4, 5
SBD = 264


@damage("a file has another length than its extents", "udf-information-length")
def _(p):
    at = p.entries(FILE)[0][0]
    p.change(at, 56, (p.u32(at + 56) + 1).to_bytes(4, "little"))


@damage("a file has other blocks than its extents", "udf-blocks-recorded")
def _(p):
    for at, _, head in p.files_with_extents():
        inside = 72 if head == 216 else 64
        p.change(at, inside, (p.u32(at + inside) + 1).to_bytes(4, "little"))
        return


@damage("an extent outside of the partition", "udf-extent-outside")
def _(p):
    at, _, head = p.files_with_extents()[0]
    p.change(at, p.extents(at, head) + 4 - at, b"\xff\xff\xff\x00")


@damage("a file lies in an entry", "overlap")
def _(p):
    at, _, head = p.files_with_extents()[0]
    if p.u16(at + 34) & 7:
        raise NotHere
    p.change(at, p.extents(at, head) + 4 - at, p.data[at + 12:at + 16])


@damage("an extent in the middle ends inside of a block", "udf-extent-length")
def _(p):
    for at, _, head in p.files_with_extents():
        length = p.u32(p.extents(at, head))
        size = 8 if p.u16(at + 34) & 7 == 0 else 16
        if length < 2 * BLOCK or p.u32(at + head - 4) != size:
            continue
        start, first = p.extents(at, head), 100
        descriptor = bytes(p.data[start:start + size])
        p.put32(at + head - 4, 2 * size)
        p.put16(at + 10, p.u16(at + 10) + size)
        p.data[start + size:start + 2 * size] = descriptor
        p.put32(start, first)
        p.put32(start + size, length - first)
        p.put32(start + size + 4, p.u32(start + 4) + 1)
        p.sign(at)
        return
    raise NotHere


@damage("more links than there are", "udf-link-count")
def _(p):
    at = p.entries(FILE)[0][0]
    p.change(at, 48, (p.u16(at + 48) + 2).to_bytes(2, "little"))


@damage("a directory with too few links", "udf-link-count")
def _(p):
    at = p.entries(DIRECTORY)[0][0]
    p.change(at, 48, (p.u16(at + 48) - 1).to_bytes(2, "little"))


@damage("a file with the type of a directory", "udf-file-type")
def _(p):
    p.change(p.entries(FILE)[0][0], 27, b"\x04")


@damage("two files with the same unique id", "udf-unique-id")
def _(p):
    files = p.entries(FILE)
    if len(files) < 2:
        raise NotHere
    (first, unique, _), (second, other, _) = files[:2]
    p.change(second, other, p.data[first + unique:first + unique + 8])


@damage("a file with a unique id that is reserved", "udf-unique-id")
def _(p):
    at, unique, _ = p.entries(FILE)[0]
    p.change(at, unique, (3).to_bytes(8, "little"))


@damage("a file was changed on the 40th", "udf-timestamp")
def _(p):
    at, _, head = p.entries(FILE)[0]
    p.change(at, (92 if head == 216 else 84) + 5, b"\x28")


@damage("an unknown strategy", "udf-strategy")
def _(p):
    p.change(p.entries(FILE)[0][0], 20, b"\x09")


@damage("flags that UDF forbids", "udf-icb-flags")
def _(p):
    at = p.entries(FILE)[0][0]
    p.change(at, 35, bytes([p.data[at + 35] | 0x08]))


@damage("a record format", "udf-record-format")
def _(p):
    p.change(p.entries(FILE)[0][0], 50, b"\x01")


@damage("a file's checkpoint", "udf-checkpoint")
def _(p):
    at, _, head = p.entries(FILE)[0]
    p.change(at, 128 if head == 216 else 108, b"\x00")


@damage("the CRC of a file entry", "udf-tag-crc")
def _(p):
    p.data[p.entries(FILE)[0][0] + 40] ^= 1


@damage("an entry that says another block", "udf-tag-location")
def _(p):
    at = p.entries(FILE)[0][0]
    p.change(at, 12, b"\x01\x02\x03\x00")


@damage("an entry longer than a block", "udf-icb-length")
def _(p):
    at, _, head = p.entries(FILE)[0]
    p.change(at, head - 4, (BLOCK).to_bytes(4, "little"))


@damage("the parent is another directory", "udf-parent")
def _(p):
    for at in p.identifiers():
        if p.data[at + 18] & 8:
            p.change(at, 24, (p.u32(at + 24) + 9).to_bytes(4, "little"))
            return
    raise NotHere


@damage("a directory without a parent", "udf-parent")
def _(p):
    for at in p.identifiers():
        if p.data[at + 18] & 8:
            p.change(at, 18, b"\x06")
            return
    raise NotHere


@damage("a directory contains itself", "udf-loop")
def _(p):
    directories = [at for at in p.named() if p.data[at + 18] & 2]
    if len(directories) < 2:
        raise NotHere
    p.change(directories[1], 20, p.data[directories[0] + 20:directories[0] + 30])


@damage("two files with the same name in UDF", "udf-duplicate-name")
def _(p):
    for first, second in zip(p.named(), p.named()[1:]):
        size = (38 + p.data[first + 19] + 3) // 4 * 4
        if second == first + size and p.data[first + 19] == p.data[second + 19]:
            p.change(second, 38, p.data[first + 38:first + 38 + p.data[first + 19]])
            return
    raise NotHere


@damage("an identifier of another file version", "udf-file-version")
def _(p):
    p.change(p.named()[0], 16, b"\x02")


@damage("a slash in a name", "udf-file-name")
def _(p):
    for at in p.named():
        if p.data[at + 38] == 8:
            p.change(at, 39, b"/")
            return
    raise NotHere


@damage("the padding of an identifier is used", "udf-identifier-padding")
def _(p):
    for at in p.named():
        size = 38 + p.data[at + 19]
        if size % 4:
            p.data[at + size] = 1
            p.sign(at)
            return
    raise NotHere


@damage("an identifier of another compression", "udf-cs0-compression")
def _(p):
    p.change(p.named()[0], 38, b"\x07")


@damage("an identifier that leads to another unique id", "udf-identifier-unique-id")
def _(p):
    p.entries(FILE)
    at = p.named()[0]
    if p.u16(at + 2) < 3:
        raise NotHere
    p.change(at, 32, b"\x77\x66")


@damage("the CRC of an identifier", "udf-tag-crc")
def _(p):
    p.data[p.named()[0] + 20] ^= 1


@damage("a block that is used is said to be free", "udf-bitmap-used")
def _(p):
    partition = p.tagged(5)[0]
    bits = p.u32(partition + 68)
    if not p.u32(partition + 64):
        raise NotHere
    at = (p.u32(partition + 188) + bits) * BLOCK + 24
    p.data[at] |= 1
    p.sign(at - 24)


@damage("a bitmap of another length", "udf-bitmap-size")
def _(p):
    at = p.tagged(SBD)[0]
    p.change(at, 16, (p.u32(at + 16) - 1).to_bytes(4, "little"))


@damage("a stream that is not marked as one", "udf-stream-flag")
def _(p):
    at = p.entries(FILE, streams=True)[0][0]
    p.change(at, 35, bytes([p.data[at + 35] & ~0x20]))


@damage("a file's streams are not counted in its object", "udf-object-size")
def _(p):
    for at, _, head in p.entries(FILE):
        if head == 216:
            p.change(at, 64, (p.u32(at + 64) + 1).to_bytes(4, "little"))
            return
    raise NotHere
