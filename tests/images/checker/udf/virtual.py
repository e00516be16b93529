# The virtual allocation table (UDF 2.2.11 of 2.00, 2.2.10 of 1.50), which ends what was written last.
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
from . import entries, tags
from .spaces import Virtual

OLD_IDENTIFIER = b"*UDF Virtual Alloc Tbl"
OLD_TAIL = 36
LOOK_BACK = 320         # blocks that a burner may have added behind the table


def read(ctx, volume, physical):
    """The virtual space over the physical one with that reference."""
    partition = volume.space(physical).partition
    for block in range(ctx.image.blocks - 1, max(ctx.image.blocks - LOOK_BACK, partition.start), -1):
        data = ctx.image.block(block)
        if volume.tags.identifier(data) not in (tags.FE, tags.EFE) or \
                not volume.tags.silent(data, block - partition.start):
            continue
        if data[27] in (entries.VAT, entries.VAT_150):
            return Virtual(volume.space(physical), _table(ctx, volume, physical, block - partition.start))
    ctx.findings.add("udf-vat", ctx.image.size - BLOCK, "UDF 2.2.11", "no virtual allocation table at the end")
    raise Stop("no virtual allocation table")


def _table(ctx, volume, physical, block):
    entry = entries.read(ctx, volume, physical, block, 0)
    pieces = entry.pieces(ctx, volume)
    if entry.embedded is None:
        for offset, length in pieces:
            ctx.claims.claim(offset, -(-length // BLOCK) * BLOCK, "virtual allocation table", "the volume")
    data = b"".join(ctx.image.read(*piece) for piece in pieces)
    return _old(ctx, data, entry) if entry.type == entries.VAT_150 else _new(ctx, data, entry)


def _old(ctx, data, entry):
    tail = data[-OLD_TAIL:]
    ctx.findings.demand(tail[1:23] == OLD_IDENTIFIER, "udf-vat", entry.offset, "UDF 1.50 2.2.10",
                        f"the table ends with {bytes(tail[1:24])!r}")
    body = data[:-OLD_TAIL]
    return struct.unpack(f"<{len(body) // 4}I", body[:len(body) // 4 * 4])


def _new(ctx, data, entry):
    head = struct.unpack_from("<H", data)[0] if len(data) >= 2 else 0
    if not ctx.findings.demand(152 <= head <= len(data), "udf-vat", entry.offset, "UDF 2.00 2.2.10",
                               f"a head of {head} bytes in a table of {len(data)}"):
        raise Stop("no table")
    body = data[head:]
    return struct.unpack(f"<{len(body) // 4}I", body[:len(body) // 4 * 4])
