# What the volume descriptors say, one function for each.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import struct

from ..image import BLOCK
from . import fields

REVISIONS = (0x102, 0x150, 0x200, 0x201, 0x250, 0x260)
DOMAIN = b"*OSTA UDF Compliant"
LV_INFO = b"*UDF LV Info"
VIRTUAL = b"*UDF Virtual Partition"


def primary(ctx, found):
    data, base, report = found.data, found.offset, ctx.findings
    fields.dstring(ctx, data[24:56], base + 24, "volume identifier")
    sequence, most, level, most_level, sets, most_sets = struct.unpack_from("<4H2I", data, 56)
    report.demand(1 <= sequence <= most, "udf-volume-set", base + 56, "ECMA-167 3/10.1.5",
                  f"volume {sequence} of {most}")
    report.demand(level in (2, 3) and level <= most_level, "udf-interchange", base + 60, "UDF 2.2.2.1, 2.2.2.2",
                  f"interchange level {level}, at most {most_level}")
    report.demand(sets & 1 and most_sets & 1, "udf-character-sets", base + 64, "UDF 2.2.2.3, 2.2.2.4",
                  f"character set lists {sets:#x} and {most_sets:#x} without CS0")
    volume_set = fields.dstring(ctx, data[72:200], base + 72, "volume set identifier")
    report.demand(len(volume_set) >= 16, "udf-volume-set", base + 72, "UDF 2.2.2.5",
                  f"volume set {volume_set!r} has no 16 characters that make it unique")
    fields.charspec(ctx, data[200:264], base + 200, "descriptor character set")
    fields.charspec(ctx, data[264:328], base + 264, "explanatory character set")
    fields.timestamp(ctx, data[376:388], base + 376, "recording time of the volume")
    fields.implementation(ctx, data[388:420], base + 388, "implementation of the volume")
    fields.zeros(ctx, data[490:512], base + 490, "reserved end", "ECMA-167 3/10.1.22")


class LogicalVolume:
    def __init__(self):
        self.revision = 0
        self.identifier = ""
        self.file_set = None            # long allocation descriptor
        self.integrity = (0, 0)         # block, bytes
        self.maps = []                  # the bytes of each partition map
        self.maps_offset = 0
        self.virtual = False            # has a virtual partition, whose counts are in its table


def logical(ctx, found):
    data, base, report = found.data, found.offset, ctx.findings
    volume = LogicalVolume()
    fields.charspec(ctx, data[20:84], base + 20, "character set of the logical volume")
    volume.identifier = fields.dstring(ctx, data[84:212], base + 84, "logical volume identifier")
    size = struct.unpack_from("<I", data, 212)[0]
    if size != BLOCK:
        report.stop("udf-block-size", base + 212, "UDF 2.2.4.2", f"logical blocks of {size} bytes")
    volume.revision = domain(ctx, data[216:248], base + 216, "logical volume")
    volume.file_set = fields.long_ad(data, 248)
    table, count = struct.unpack_from("<2I", data, 264)
    fields.implementation(ctx, data[272:304], base + 272, "implementation of the logical volume")
    length, block = struct.unpack_from("<2I", data, 432)
    volume.integrity = (block, length)
    volume.maps_offset = base + 440
    _cut_maps(ctx, data[440:440 + table], base + 440, count, volume.maps)
    volume.virtual = any(VIRTUAL in one for one in volume.maps)
    return volume


def _cut_maps(ctx, data, base, count, maps):
    at = 0
    for _ in range(count):
        length = data[at + 1] if at + 2 <= len(data) else 0
        if length < 6 or at + length > len(data):
            ctx.findings.stop("udf-partition-map", base + at, "ECMA-167 3/10.7.1", f"a map of {length} bytes")
        maps.append(bytes(data[at:at + length]))
        at += length
    ctx.findings.demand(at == len(data), "udf-partition-map", base - 176, "ECMA-167 3/10.6.8",
                        f"the map table has {len(data)} bytes, its maps {at}")


def domain(ctx, field, offset, name):
    """UDF 2.1.5.3: the revision of a domain identifier."""
    _, suffix = fields.entity(ctx, field, offset, f"domain of the {name}", DOMAIN)
    revision = fields.suffix_revision(suffix)
    ctx.findings.demand(revision in REVISIONS, "udf-revision", offset + 24, "UDF 2.1.5.3",
                        f"domain of the {name}: revision {revision:#x}")
    ctx.findings.demand(suffix[2] & ~3 == 0 and not any(suffix[3:]), "udf-entity", offset + 26, "UDF 2.1.5.3",
                        f"domain of the {name}: suffix {suffix.hex()}")
    return revision


class Partition:
    """A partition of the volume: blocks from start on."""

    def __init__(self, number, start, length, access, offset):
        self.number = number
        self.start = start
        self.length = length
        self.access = access
        self.offset = offset
        self.space_bitmap = (0, 0)      # bytes, block in the partition
        self.space_table = (0, 0)


def partition(ctx, found, nsr, unclosed):
    """Unclosed: the partition reaches over what has not been written yet."""
    data, base, report = found.data, found.offset, ctx.findings
    flags, number = struct.unpack_from("<2H", data, 20)
    access, start, length = struct.unpack_from("<3I", data, 184)
    report.demand(flags == 1, "udf-partition", base + 20, "ECMA-167 3/10.5.3", f"flags {flags:#x}: not allocated")
    fields.entity(ctx, data[24:56], base + 24, "contents of the partition", b"+NSR03" if nsr == 3 else b"+NSR02")
    report.demand(1 <= access <= 4 or (access == 0 and nsr == 3), "udf-partition", base + 184, "ECMA-167 3/10.5.7",
                  f"access type {access}")
    report.demand(unclosed or ctx.image.holds(start * BLOCK, length * BLOCK), "udf-partition-outside", base + 188,
                  "ECMA-167 3/10.5.8", f"partition of {length} blocks from {start}, the image has {ctx.image.blocks}")
    fields.implementation(ctx, data[196:228], base + 196, "implementation of the partition")
    fields.zeros(ctx, data[356:512], base + 356, "reserved end", "ECMA-167 3/10.5.12")
    result = Partition(number, start, length, access, base)
    result.space_table = struct.unpack_from("<2I", data, 56)
    result.space_bitmap = struct.unpack_from("<2I", data, 64)
    return result


def unallocated(ctx, found, partitions):
    """Extents that no partition and no sequence uses."""
    count = struct.unpack_from("<I", found.data, 20)[0]
    for at in range(24, min(24 + 8 * count, BLOCK), 8):
        length, start = struct.unpack_from("<2I", found.data, at)
        end = start + -(-length // BLOCK)
        for one in partitions:
            ctx.findings.demand(end <= one.start or start >= one.start + one.length, "udf-unallocated-space",
                                found.offset + at, "ECMA-167 3/10.8", f"blocks {start} to {end} are the partition's")


def implementation_use(ctx, found, revision, identifier):
    data, base, report = found.data, found.offset, ctx.findings
    _, suffix = fields.entity(ctx, data[20:52], base + 20, "implementation use volume descriptor", LV_INFO)
    own = fields.suffix_revision(suffix)
    report.demand(own == revision, "udf-revision", base + 44, "UDF 2.2.7.1, 2.1.5.3",
                  f"revision {own:#x} here, {revision:#x} in the domain")
    fields.charspec(ctx, data[52:116], base + 52, "character set of the volume information")
    name = fields.dstring(ctx, data[116:244], base + 116, "logical volume identifier")
    report.demand(name == identifier, "udf-volume-name", base + 116, "UDF 2.2.7.2.2",
                  f"{name!r} here, {identifier!r} in the logical volume descriptor")
    for at in (244, 280, 316):
        fields.dstring(ctx, data[at:at + 36], base + at, "volume information")
    fields.implementation(ctx, data[352:384], base + 352, "implementation of the volume information")


def check_map_kind(data):
    """The partition number that a map of either type names."""
    return struct.unpack_from("<H", data, 4 if data[0] == 1 else 38)[0]


