# The address spaces of a volume: what a partition reference and a block number mean in bytes of the image.
# Physical, sparable, virtual and metadata partitions (ECMA-167 3/10.7, UDF 2.2.8 to 2.2.10).
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
from .volume_descriptors import VIRTUAL, check_map_kind

SPARABLE, METADATA = b"*UDF Sparable Partition", b"*UDF Metadata Partition"
NOWHERE = 0xFFFFFFFF


class Outside(Exception):
    """A block that the space does not have."""


class Physical:
    def __init__(self, partition):
        self.partition = partition
        self.length = partition.length

    def pieces(self, block, length):
        """The bytes of an extent, as (offset, length) of the image."""
        if block + -(-length // BLOCK) > self.length:
            raise Outside(f"{length} bytes from block {block} of a partition of {self.length}")
        return [((self.partition.start + block) * BLOCK, length)] if length else []


class Sparable(Physical):
    """Packets that went bad are elsewhere (UDF 2.2.9, 2.2.12)."""

    def __init__(self, partition, packet, table):
        super().__init__(partition)
        self.packet = packet
        self.table = table              # first block of a packet -> block of the volume

    def pieces(self, block, length):
        whole = super().pieces(block, length)
        result = []
        for offset, size in whole:
            while size:
                number = offset // BLOCK - self.partition.start
                first = number - number % self.packet
                some = min(size, (first + self.packet - number) * BLOCK - offset % BLOCK)
                spared = self.table.get(first)
                at = offset if spared is None else (spared + number - first) * BLOCK + offset % BLOCK
                result.append((at, some))
                offset, size = offset + some, size - some
        return result


class Virtual:
    """Blocks whose place is in a table at the end of what was written (UDF 2.2.10)."""

    def __init__(self, physical, table):
        self.physical = physical
        self.table = table
        self.length = None

    def pieces(self, block, length):
        result = []
        for number in range(-(-length // BLOCK)):
            if block + number >= len(self.table) or self.table[block + number] == NOWHERE:
                raise Outside(f"virtual block {block + number} of {len(self.table)}")
            some = min(BLOCK, length - number * BLOCK)
            result += self.physical.pieces(self.table[block + number], some)
        return result


class Metadata:
    """Blocks that lie in the metadata file (UDF 2.2.10 of 2.50)."""

    def __init__(self, partition, extents):
        self.partition = partition      # the one that the file lies in
        self.extents = extents          # (offset, length) of the image
        self.free_blocks = None         # the bits of its bitmap
        self.length = sum(length for _, length in extents) // BLOCK

    def pieces(self, block, length):
        start, result = block * BLOCK, []
        if start + length > self.length * BLOCK:
            raise Outside(f"{length} bytes from block {block} of a metadata file of {self.length}")
        for offset, size in self.extents:
            if length and start < size:
                some = min(length, size - start)
                result.append((offset + start, some))
                start, length = start + some, length - some
            start -= size
            start = max(start, 0)
        return result


class MetadataMap:
    """What a metadata partition map says."""

    def __init__(self, number, data, offset):
        self.number = number            # of the physical partition
        self.offset = offset
        self.file, self.mirror, self.bitmap, self.unit = struct.unpack_from("<4I", data, 40)
        self.alignment, self.flags = struct.unpack_from("<HB", data, 56)


def plain_map(ctx, data, offset, partitions):
    """The partition that a map of either type lies on."""
    number = check_map_kind(data)
    if number not in partitions:
        ctx.findings.stop("udf-partition-map", offset, "ECMA-167 3/10.7",
                          f"a map of partition {number}, which is not there")
    return partitions[number]


def type2_kind(ctx, data, offset):
    identifier, suffix = fields.entity(ctx, data[4:36], offset + 4, "partition map")
    if identifier not in (VIRTUAL, SPARABLE, METADATA) or len(data) != 64:
        ctx.findings.stop("udf-partition-map", offset, "UDF 2.2.8", f"a map of type {identifier!r}, {len(data)} bytes")
    return identifier, fields.suffix_revision(suffix)


def sparable(ctx, tag_rules, data, offset, partition):
    packet, tables, _, size = struct.unpack_from("<HBBI", data, 40)
    if not packet or not 1 <= tables <= 4:
        ctx.findings.stop("udf-sparing", offset + 40, "UDF 2.2.9", f"packets of {packet}, {tables} sparing tables")
    contents = []
    for number in range(tables):
        block = struct.unpack_from("<I", data, 48 + 4 * number)[0]
        contents.append(_sparing_table(ctx, tag_rules, block, size))
    ctx.findings.demand(all(one == contents[0] for one in contents), "udf-sparing", offset + 48, "UDF 2.2.12",
                        "the sparing tables differ")
    return Sparable(partition, packet, contents[0])


def _sparing_table(ctx, tag_rules, block, size):
    if not ctx.image.holds(block * BLOCK, size):
        ctx.findings.stop("udf-sparing", block * BLOCK, "UDF 2.2.9", f"a sparing table at block {block}")
    data = ctx.image.read(block * BLOCK, size)
    tag_rules.check(data, block * BLOCK, block, (0,))
    fields.entity(ctx, data[16:48], block * BLOCK + 16, "sparing table", b"*UDF Sparing Table")
    ctx.claims.claim(block * BLOCK, -(-size // BLOCK) * BLOCK, "sparing table", f"block {block}")
    count = struct.unpack_from("<H", data, 48)[0]
    pairs = (struct.unpack_from("<2I", data, 56 + 8 * number) for number in range(min(count, (size - 56) // 8)))
    return {original: mapped for original, mapped in pairs if original < 0xFFFFFFF0}


