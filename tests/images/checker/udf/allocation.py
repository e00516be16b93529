# Allocation descriptors (ECMA-167 4/14.14): the extents of a file.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import struct

from ..image import BLOCK, Beyond
from . import fields, tags
from .spaces import Outside

SHORT, LONG, EXTENDED, EMBEDDED = 0, 1, 2, 3
RECORDED, ALLOCATED, HOLE, CONTINUED = 0, 1, 2, 3
SIZES = {SHORT: 8, LONG: 16, EXTENDED: 20}


class Extent:
    __slots__ = ("kind", "length", "space", "block", "offset")

    def __init__(self, kind, length, space, block, offset):
        self.kind = kind
        self.length = length
        self.space = space              # partition reference
        self.block = block
        self.offset = offset            # of its descriptor


def _parse(data, at, form, space, offset):
    if form == SHORT:
        length, block = struct.unpack_from("<2I", data, at)
    elif form == LONG:
        length, block, space, _ = fields.long_ad(data, at)
    else:
        length, block, space = *struct.unpack_from("<I", data, at), *fields.lb_addr(data, at + 12)
    return Extent(length >> 30, length & 0x3FFFFFFF, space, block, offset + at)


def read(ctx, volume, data, offset, form, space):
    """All extents that an area of descriptors gives, those of continuations included."""
    extents, visited = [], set()
    while data is not None:
        data, offset, space = _read_area(ctx, volume, data, offset, form, space, extents, visited)
    return extents


def _read_area(ctx, volume, data, offset, form, space, extents, visited):
    size = SIZES[form]
    ctx.findings.demand(len(data) % size == 0, "udf-allocation-length", offset, "ECMA-167 4/14.9.22",
                        f"{len(data)} bytes of allocation descriptors of {size}")
    for at in range(0, len(data) - size + 1, size):
        extent = _parse(data, at, form, space, offset)
        if extent.length == 0:
            break
        if extent.kind == CONTINUED:
            return _continuation(ctx, volume, extent, visited)
        extents.append(extent)
    return None, 0, space


def _continuation(ctx, volume, extent, visited):
    if (extent.space, extent.block) in visited:
        ctx.findings.stop("udf-allocation-loop", extent.offset, "ECMA-167 4/12",
                          "the allocation descriptors run in circles")
    visited.add((extent.space, extent.block))
    pieces = locate(ctx, volume, extent)
    if not pieces:
        ctx.findings.stop("udf-extent-outside", extent.offset, "ECMA-167 4/12",
                          "allocation descriptors outside of the partition")
    offset = pieces[0][0]
    data = b"".join(ctx.image.read(*piece) for piece in pieces)
    ctx.claims.claim(offset, BLOCK, "allocation extent", f"block {extent.block}")
    length = struct.unpack_from("<I", data, 20)[0]
    volume.tags.check(data, offset, extent.block, (tags.AED,), min(24 + length, len(data)))
    return data[24:24 + length], offset + 24, extent.space


def locate(ctx, volume, extent):
    """The bytes of an extent in the image; nothing, and a finding, when it lies outside of its partition."""
    try:
        pieces = volume.space(extent.space).pieces(extent.block, extent.length)
        if all(ctx.image.holds(*piece) for piece in pieces):
            return pieces
        reason = "outside of the image"
    except (Outside, Beyond, IndexError) as problem:
        reason = str(problem)
    ctx.findings.add("udf-extent-outside", extent.offset, "ECMA-167 4/8.9", f"an extent lies {reason}")
    return []
