# Damages of UDF's volume structures.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from .picture import BLOCK, NotHere
from .table import damage

PVD, AVDP, IUVD, PD, LVD, USD, TD, LVID, FSD = 1, 2, 4, 5, 6, 7, 8, 9, 256


def _recognition(p, name):
    for sector in range(16, 80):
        if p.data[sector * BLOCK + 1:sector * BLOCK + 6] == name:
            return sector * BLOCK
    raise NotHere


@damage("the recognition sequence has no end", "udf-recognition")
def _(p):
    at = _recognition(p, b"TEA01")
    p.data[at:at + 6] = bytes(6)


@damage("the recognition sequence has no beginning", "udf-recognition")
def _(p):
    p.data[_recognition(p, b"BEA01") + 5] = ord("2")


@damage("only one anchor is left", "udf-anchor")
def _(p):
    for at in p.tagged(AVDP)[1:]:
        p.data[at:at + BLOCK] = bytes(BLOCK)


@damage("the anchors differ", "udf-anchors-differ")
def _(p):
    at = p.tagged(AVDP)[-1]
    p.change(at, 16, (0x9000).to_bytes(4, "little"))


@damage("a sequence of fewer than 16 sectors", "udf-sequence-length")
def _(p):
    for at in p.tagged(AVDP):
        p.change(at, 16, (15 * BLOCK).to_bytes(4, "little"))


@damage("a sequence outside of the image", "udf-sequence-outside")
def _(p):
    for at in p.tagged(AVDP):
        p.change(at, 20, (len(p.data) // BLOCK).to_bytes(4, "little"))


@damage("a wrong tag checksum", "udf-tag-checksum")
def _(p):
    p.data[p.tagged(PVD)[0] + 4] ^= 0xFF


@damage("a wrong CRC", "udf-tag-crc")
def _(p):
    p.data[p.tagged(PVD)[0] + 300] ^= 1


@damage("a CRC over half of the descriptor", "udf-tag-crc-length")
def _(p):
    at = p.tagged(PVD)[0]
    p.put16(at + 10, 200)
    p.sign(at)


@damage("a tag that says another block", "udf-tag-location")
def _(p):
    at = p.tagged(LVD)[0]
    p.change(at, 12, (77).to_bytes(4, "little"))


@damage("a tag of another version", "udf-tag-version")
def _(p):
    at = p.tagged(LVD)[0]
    p.change(at, 2, bytes([p.data[at + 2] ^ 1]))


@damage("a tag with another serial number", "udf-tag-serial")
def _(p):
    at = p.tagged(FSD)[0]
    p.change(at, 6, b"\x34\x12")


@damage("the reserved byte of a tag", "udf-tag-reserved")
def _(p):
    p.change(p.tagged(FSD)[0], 5, b"\1")


@damage("another tag where a file set is due", "udf-tag-identifier")
def _(p):
    p.change(p.tagged(FSD)[0], 0, b"\x05\x01")


@damage("the reserve sequence says something else", "udf-sequences-differ")
def _(p):
    p.change(p.tagged(LVD)[-1], 100, b"?")


@damage("no implementation use volume descriptor", "udf-sequence-incomplete")
def _(p):
    for at in p.tagged(IUVD):
        p.change(at, 0, b"\x07\x00")


@damage("another character set", "udf-charspec")
def _(p):
    p.both(PVD, 210, b"X")


@damage("a compression that there is not", "udf-cs0-compression")
def _(p):
    p.both(LVD, 84, b"\x20")


@damage("a name that is longer than its field", "udf-dstring")
def _(p):
    p.both(PVD, 55, b"\x40")


@damage("a name with something behind its end", "udf-dstring")
def _(p):
    p.both(LVD, 84 + 120, b"A")


@damage("a volume set that is not unique", "udf-volume-set")
def _(p):
    p.both(PVD, 72, bytes(128))


@damage("a volume that was recorded in month 14", "udf-timestamp")
def _(p):
    p.both(PVD, 376 + 4, b"\x0e")


@damage("a domain that is not UDF", "udf-entity")
def _(p):
    p.both(LVD, 217, b"#")


@damage("a revision that there is not", "udf-revision")
def _(p):
    p.both(LVD, 216 + 24, b"\x03\x01")


@damage("the information descriptor has another revision", "udf-revision")
def _(p):
    p.both(IUVD, 20 + 24, b"\x60\x02")


@damage("the information descriptor has another name", "udf-volume-name")
def _(p):
    p.both(IUVD, 117, b"~")


@damage("an unknown interchange level", "udf-interchange")
def _(p):
    p.both(PVD, 60, b"\x01")


@damage("no character set CS0", "udf-character-sets")
def _(p):
    p.both(PVD, 64, b"\x02")


@damage("logical blocks of 512 bytes", "udf-block-size")
def _(p):
    p.both(LVD, 212, b"\x00\x02\x00\x00")


@damage("a partition of an unknown access type", "udf-partition")
def _(p):
    p.both(PD, 184, b"\x09")


@damage("a partition that is larger than the image", "udf-partition-outside")
def _(p):
    p.both(PD, 192, (len(p.data) // BLOCK).to_bytes(4, "little"))


@damage("a partition with other contents", "udf-entity")
def _(p):
    p.both(PD, 25, b"-NSR")


@damage("a map of a partition that is not there", "udf-partition-map")
def _(p):
    p.both(LVD, 440 + 4, b"\x09\x00")


@damage("unallocated space in the partition", "udf-unallocated-space")
def _(p):
    start = p.u32(p.tagged(PD)[0] + 188)
    for at in p.tagged(USD):
        p.put16(at + 10, max(p.u16(at + 10), 16))
        p.put32(at + 20, 1)
        p.put32(at + 24, BLOCK)
        p.put32(at + 28, start)
        p.sign(at)


@damage("the volume was not closed", "udf-integrity-open")
def _(p):
    p.change(p.tagged(LVID)[0], 28, b"\0")


def _counts(p, at):
    return 80 + 8 * p.u32(at + 72)


@damage("one file more is counted", "udf-file-count")
def _(p):
    at = p.tagged(LVID)[0]
    inside = _counts(p, at) + 32
    p.change(at, inside, (p.u32(at + inside) + 1).to_bytes(4, "little"))


@damage("one directory less is counted", "udf-directory-count")
def _(p):
    at = p.tagged(LVID)[0]
    inside = _counts(p, at) + 36
    p.change(at, inside, (p.u32(at + inside) - 1).to_bytes(4, "little"))


@damage("free space that there is not", "udf-free-space")
def _(p):
    at = p.tagged(LVID)[0]
    last = 80 + 4 * (p.u32(at + 72) - 1)
    p.change(at, last, (p.u32(at + last) + 5).to_bytes(4, "little"))


@damage("another size of the partition", "udf-partition-size")
def _(p):
    at = p.tagged(LVID)[0]
    inside = 80 + 4 * p.u32(at + 72)
    p.change(at, inside, (p.u32(at + inside) + 1).to_bytes(4, "little"))


@damage("the next unique id is taken", "udf-next-unique-id")
def _(p):
    p.change(p.tagged(LVID)[0], 40, bytes(8))


@damage("the integrity descriptor has no counts", "udf-integrity")
def _(p):
    at = p.tagged(LVID)[0]
    p.change(at, 76, b"\x08\0\0\0")


@damage("a file set of another revision", "udf-revision")
def _(p):
    p.change(p.tagged(FSD)[0], 416 + 24, b"\x99\x09")


@damage("the file set has another volume name", "udf-volume-name")
def _(p):
    p.change(p.tagged(FSD)[0], 113, b"~")


@damage("the end of the file set says another block", "udf-tag-location")
def _(p):
    at = p.tagged(FSD)[0] + BLOCK
    if at not in p.tagged(TD):
        raise NotHere
    p.change(at, 12, b"\x66")


@damage("the root lies outside of the partition", "udf-icb-outside")
def _(p):
    p.change(p.tagged(FSD)[0], 404, b"\xff\xff\xff\x0f")
