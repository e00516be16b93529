# File entries and extended file entries (ECMA-167 4/14.9, 4/14.17).
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import struct

from ..image import BLOCK
from . import allocation, fields, tags

DIRECTORY, FILE, LINK, STREAM_DIRECTORY = 4, 5, 12, 13
VAT_150, VAT, REAL_TIME, METADATA, METADATA_MIRROR, METADATA_BITMAP = 0, 248, 249, 250, 251, 252
FORM, STREAM = 7, 0x2000
# Directories are not sorted, nothing is transformed, there are no versions (UDF 2.3.5.4).
NEVER = 0x08 | 0x0800 | 0x1000


class Entry:
    """What an ICB says of a file."""
    __slots__ = ("offset", "space", "block", "extended", "type", "flags", "links", "size", "blocks", "modified",
                 "unique_id", "object_size", "streams", "extents", "embedded", "embedded_offset", "references")

    def key(self):
        return self.space, self.block

    def pieces(self, ctx, volume):
        """The bytes of the file, holes as (None, length)."""
        if self.embedded is not None:
            return [(self.embedded_offset, len(self.embedded))] if self.embedded else []
        result, left = [], self.size
        for extent in self.extents:
            length = min(left, extent.length)
            left -= length
            if extent.kind == allocation.RECORDED:
                extent_pieces = allocation.locate(ctx, volume, extent)
                result += _shorten(extent_pieces, length)
            elif length:
                result.append((None, length))
        return result


def _shorten(pieces, length):
    result = []
    for offset, size in pieces:
        some = min(size, length)
        if some:
            result.append((offset, some))
        length -= some
    return result


def read(ctx, volume, space, block, pointed_from):
    """The entry at a block of a partition."""
    extent = allocation.Extent(0, BLOCK, space, block, pointed_from)
    pieces = allocation.locate(ctx, volume, extent)
    if not pieces:
        ctx.findings.stop("udf-icb-outside", pointed_from, "ECMA-167 4/8.10", f"no ICB at block {block}")
    offset = pieces[0][0]
    ctx.claims.claim(offset, BLOCK, "ICB", f"block {block} of {space}")
    data = ctx.image.read(offset, BLOCK)
    extended = volume.tags.identifier(data) == tags.EFE
    head = 216 if extended else 176
    attributes, descriptors = struct.unpack_from("<2I", data, head - 8)
    size = min(head + attributes + descriptors, BLOCK)
    volume.tags.check(data, offset, block, (tags.FE, tags.EFE), size)
    if head + attributes + descriptors > BLOCK:
        ctx.findings.stop("udf-icb-length", offset + head - 8, "UDF 2.3.6", "an entry of more than a block")
    entry = _parse(ctx, data, offset, space, block, extended)
    _attributes(ctx, volume, data, offset, head, attributes, block)
    _allocation(ctx, volume, data[head + attributes:head + attributes + descriptors], offset + head + attributes, entry)
    return entry


def _parse(ctx, data, offset, space, block, extended):
    entry = Entry()
    entry.offset, entry.space, entry.block, entry.extended = offset, space, block, extended
    entry.references = 0
    _icb_tag(ctx, data, offset, entry)
    entry.links = struct.unpack_from("<H", data, 48)[0]
    entry.size = struct.unpack_from("<Q", data, 56)[0]
    ctx.findings.demand(not any(data[50:56]), "udf-record-format", offset + 50, "UDF 2.3.6.1 to 2.3.6.3",
                        "a record format")
    if extended:
        entry.object_size, entry.blocks = struct.unpack_from("<2Q", data, 64)
        moments = ((80, "access"), (92, "modification"), (104, "creation"), (116, "attributes"))
        entry.unique_id = struct.unpack_from("<Q", data, 200)[0]
        entry.streams = fields.long_ad(data, 152)
        checkpoint, implementation = 128, 168
    else:
        entry.object_size, entry.blocks = None, struct.unpack_from("<Q", data, 64)[0]
        moments = ((72, "access"), (84, "modification"), (96, "attributes"))
        entry.unique_id = struct.unpack_from("<Q", data, 160)[0]
        entry.streams = None
        checkpoint, implementation = 108, 128
    times = {name: fields.timestamp(ctx, data[at:at + 12], offset + at, f"time of {name}") for at, name in moments}
    entry.modified = times["modification"]
    ctx.findings.demand(struct.unpack_from("<I", data, checkpoint)[0] == 1, "udf-checkpoint", offset + checkpoint,
                        "ECMA-167 4/14.9.15", "the checkpoint is not 1")
    fields.implementation(ctx, data[implementation:implementation + 32], offset + implementation,
                          "implementation of a file")
    return entry


def _icb_tag(ctx, data, offset, entry):
    """ECMA-167 4/14.6"""
    strategy, _, most = struct.unpack_from("<HHH", data, 20)
    entry.type = data[27]
    entry.flags = struct.unpack_from("<H", data, 34)[0]
    ctx.findings.demand(strategy in (4, 4096) and most >= 1, "udf-strategy", offset + 20, "UDF 2.3.5.1",
                        f"strategy {strategy}, {most} entries")
    ctx.findings.demand(data[26] == 0, "udf-reserved", offset + 26, "ECMA-167 4/14.6.5", "a byte of an ICB tag")
    ctx.findings.demand(not entry.flags & NEVER, "udf-icb-flags", offset + 34, "UDF 2.3.5.4",
                        f"ICB flags {entry.flags:#x}")


def _attributes(ctx, volume, data, offset, head, length, block):
    """Extended attributes begin with a header of their own (ECMA-167 4/14.10.1)."""
    if length:
        volume.tags.check(data[head:head + length], offset + head, block, (tags.EAHD,), min(24, length))


def _allocation(ctx, volume, data, offset, entry):
    entry.extents, entry.embedded, entry.embedded_offset = [], None, offset
    form = entry.flags & FORM
    if form == allocation.EMBEDDED:
        entry.embedded = bytes(data)
        ctx.findings.demand(len(data) == entry.size, "udf-information-length", entry.offset + 56,
                            "ECMA-167 4/14.6.8, 4/14.9.10", f"{entry.size} bytes of which {len(data)} are embedded")
        ctx.findings.demand(entry.blocks == 0, "udf-blocks-recorded", entry.offset + 64, "ECMA-167 4/14.9.11",
                            f"{entry.blocks} blocks of a file that is embedded")
        return
    if form > allocation.EMBEDDED or form == allocation.EXTENDED:
        ctx.findings.stop("udf-icb-flags", entry.offset + 34, "UDF 2.3.5.4", f"allocation descriptors of type {form}")
    entry.extents = allocation.read(ctx, volume, data, offset, form, entry.space)
    _check_extents(ctx, entry)


def _check_extents(ctx, entry):
    """The extents are the file's length; all but its last are whole blocks."""
    total, blocks = 0, 0
    for extent in entry.extents:
        if total >= entry.size and extent.kind == allocation.ALLOCATED:
            continue                    # the tail (ECMA-167 4/12.1)
        ctx.findings.demand(total % BLOCK == 0, "udf-extent-length", extent.offset, "ECMA-167 4/12.1",
                            "an extent that is not the last one ends inside of a block")
        total += extent.length
        blocks += -(-extent.length // BLOCK) if extent.kind == allocation.RECORDED else 0
    ctx.findings.demand(total == entry.size, "udf-information-length", entry.offset + 56, "ECMA-167 4/14.9.10",
                        f"{entry.size} bytes, the extents have {total}")
    ctx.findings.demand(blocks == entry.blocks, "udf-blocks-recorded", entry.offset + 64, "ECMA-167 4/14.9.11",
                        f"{entry.blocks} blocks, the extents have {blocks}")
