# The logical volume integrity descriptor (ECMA-167 3/10.10; UDF 2.2.6): whether the volume was closed, and its counts.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import struct

from ..findings import Stop
from ..image import BLOCK
from . import fields, tags

OPEN, CLOSED = 0, 1


class Integrity:
    def __init__(self, offset):
        self.offset = offset
        self.unique_id = 0
        self.free = []
        self.size = []
        self.files = 0
        self.directories = 0
        self.use = 0                    # offset of the implementation use


def read(ctx, tag_rules, volume):
    """The last descriptor of the sequence."""
    block, length = volume.integrity
    if not length:
        ctx.findings.stop("udf-integrity", volume.maps_offset - 8, "UDF 2.2.4.7", "there is no integrity sequence")
    if not ctx.image.holds(block * BLOCK, length):
        ctx.findings.stop("udf-integrity", volume.maps_offset - 8, "ECMA-167 3/10.6.12",
                          f"the integrity sequence has {length} bytes from block {block}")
    ctx.claims.claim(block * BLOCK, length, "integrity sequence", "the logical volume")
    result = None
    for number in range(block, block + length // BLOCK):
        data, offset = ctx.image.block(number), number * BLOCK
        if not any(data[:16]):
            break
        count, use = struct.unpack_from("<2I", data, 72)
        size = 80 + 8 * count + use if tag_rules.identifier(data) == tags.LVID else None
        kind = tag_rules.check(data, offset, number, (tags.LVID, tags.TD), size)
        if kind == tags.TD:
            break
        result = _parse(ctx, data, offset, volume)
    if result is None:
        ctx.findings.stop("udf-integrity", block * BLOCK, "ECMA-167 3/8.8.2", "the integrity sequence is empty")
    return result


def _parse(ctx, data, base, volume):
    report = ctx.findings
    fields.timestamp(ctx, data[16:28], base + 16, "time of the integrity descriptor")
    kind = struct.unpack_from("<I", data, 28)[0]
    report.demand(kind == CLOSED or volume.virtual, "udf-integrity-open", base + 28, "UDF 2.2.6.2",
                  f"integrity type {kind}, not closed")
    count, use = struct.unpack_from("<2I", data, 72)
    if not report.demand(count == len(volume.maps), "udf-integrity", base + 72, "ECMA-167 3/10.10.6",
                         f"{count} partitions here, {len(volume.maps)} in the map table") or 80 + 8 * count > BLOCK:
        raise Stop("the tables have another length")
    result = Integrity(base)
    result.unique_id = struct.unpack_from("<Q", data, 40)[0]
    result.free = struct.unpack_from(f"<{count}I", data, 80)
    result.size = struct.unpack_from(f"<{count}I", data, 80 + 4 * count)
    _use(ctx, data, base, 80 + 8 * count, use, volume, result)
    return result


def _use(ctx, data, base, at, length, volume, result):
    """UDF 2.2.6.4"""
    report = ctx.findings
    result.use = base + at
    if not report.demand(length >= 46 and at + 46 <= BLOCK, "udf-integrity", base + 76, "UDF 2.2.6.4",
                         f"{length} bytes of implementation use"):
        raise Stop("no counts")
    fields.implementation(ctx, data[at:at + 32], base + at, "implementation of the integrity descriptor")
    result.files, result.directories, least, write, most = struct.unpack_from("<2I3H", data, at + 32)
    report.demand(least <= volume.revision, "udf-revision", base + at + 40, "UDF 2.2.6.4",
                  f"to be read by {least:#x} at least, the domain says {volume.revision:#x}")
    report.demand(volume.revision <= max(write, most) and least <= write <= most, "udf-revision", base + at + 42,
                  "UDF 2.2.6.4", f"revisions to write {write:#x} to {most:#x}, the domain says {volume.revision:#x}")


def check_counts(ctx, integrity, files, directories):
    ctx.findings.demand(integrity.files == files, "udf-file-count", integrity.use + 32, "UDF 2.2.6.4",
                        f"{integrity.files} files counted, {files} found")
    ctx.findings.demand(integrity.directories == directories, "udf-directory-count", integrity.use + 36,
                        "UDF 2.2.6.4", f"{integrity.directories} directories counted, {directories} found")


def check_unique_id(ctx, integrity, highest):
    ctx.findings.demand(integrity.unique_id > highest and integrity.unique_id >= 16, "udf-next-unique-id",
                        integrity.offset + 40, "UDF 3.2.1.1",
                        f"the next unique id is {integrity.unique_id}, {highest} is taken")


def check_sizes(ctx, integrity, spaces):
    for number, space in enumerate(spaces):
        if space.length is not None:
            at = integrity.offset + 80 + 4 * len(spaces) + 4 * number
            ctx.findings.demand(integrity.size[number] == space.length, "udf-partition-size", at, "ECMA-167 3/10.10.9",
                                f"partition {number}: {integrity.size[number]} blocks here, {space.length} in fact")
