# Space bitmaps (ECMA-167 4/14.12): which blocks of a partition are free.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import struct

from ..image import BLOCK
from . import allocation, tags


def parse(ctx, volume, data, offset, location, blocks):
    """The bits, as bytes; a set bit is a free block."""
    volume.tags.check(data, offset, location, (tags.SBD,))
    bits, size = struct.unpack_from("<2I", data, 16)
    ctx.findings.demand(bits == blocks and size == -(-bits // 8), "udf-bitmap-size", offset + 16, "ECMA-167 4/14.12.2",
                        f"{bits} bits in {size} bytes for {blocks} blocks")
    return data[24:24 + size]


def count(data, blocks):
    """How many of the first blocks are free."""
    value = int.from_bytes(data, "little") & ((1 << blocks) - 1)
    return bin(value).count("1")


def read(ctx, volume, reference, partition):
    """The bitmap of unallocated space of a partition, or None."""
    length, block = partition.space_bitmap
    if not length:
        return None
    extent = allocation.Extent(0, length & 0x3FFFFFFF, reference, block, partition.offset + 64)
    pieces = allocation.locate(ctx, volume, extent)
    if not pieces:
        return None
    for piece in pieces:
        ctx.claims.claim(piece[0], -(-piece[1] // BLOCK) * BLOCK, "space bitmap", f"partition {partition.number}")
    data = b"".join(ctx.image.read(*piece) for piece in pieces)
    return parse(ctx, volume, data, pieces[0][0], block, partition.length)


def check_free(ctx, integrity, number, data, blocks):
    free = count(data, blocks)
    ctx.findings.demand(integrity.free[number] == free, "udf-free-space", integrity.offset + 80 + 4 * number,
                        "ECMA-167 3/10.10.8", f"{integrity.free[number]} blocks free, {free} in the bitmap")


def check_used(ctx, partition, data):
    """No block that something claims may be free."""
    start, end = partition.start * BLOCK, (partition.start + partition.length) * BLOCK
    for (offset, length), owners in ctx.claims.claims.items():
        if not start <= offset < end:
            continue
        for block in range((offset - start) // BLOCK, (offset - start + length - 1) // BLOCK + 1):
            if block // 8 < len(data) and data[block // 8] >> block % 8 & 1:
                role, owner = next(iter(owners.items()))
                ctx.findings.add("udf-bitmap-used", offset, "ECMA-167 4/14.12.4",
                                 f"block {block} is said to be free: {role} of {owner}")
                break
