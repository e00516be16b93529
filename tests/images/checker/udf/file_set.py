# The file set descriptor (ECMA-167 4/14.1): where the root is.
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
from .volume_descriptors import domain


class FileSet:
    def __init__(self, root, streams, offset):
        self.root = root                # long allocation descriptors
        self.streams = streams
        self.offset = offset


def read(ctx, volume):
    """The first descriptor of the sequence; UDF has no second one."""
    length, block, space, _ = volume.logical.file_set
    length &= 0x3FFFFFFF
    extent = allocation.Extent(0, min(length, BLOCK), space, block, volume.logical.maps_offset - 192)
    pieces = allocation.locate(ctx, volume, extent)
    if not pieces:
        ctx.findings.stop("udf-file-set", extent.offset, "ECMA-167 4/3.1", "there is no file set")
    offset = pieces[0][0]
    data = ctx.image.read(offset, BLOCK)
    volume.tags.check(data, offset, block, (tags.FSD,), 512)
    ctx.claims.claim(offset, BLOCK, "file set descriptor", "the volume")
    _check(ctx, volume, data, offset)
    if length > BLOCK:
        _end(ctx, volume, allocation.Extent(0, BLOCK, space, block + 1, extent.offset))
    return FileSet(fields.long_ad(data, 400), fields.long_ad(data, 464), offset)


def _end(ctx, volume, extent):
    """Behind the descriptor the sequence ends, with a descriptor of its own or with nothing (ECMA-167 4/8.3.1)."""
    for offset, _ in allocation.locate(ctx, volume, extent):
        data = ctx.image.read(offset, BLOCK)
        ctx.claims.claim(offset, BLOCK, "end of the file set", "the volume")
        if any(data):
            volume.tags.check(data, offset, extent.block, (tags.TD,), 512)


def _check(ctx, volume, data, base):
    report = ctx.findings
    fields.timestamp(ctx, data[16:28], base + 16, "recording time of the file set")
    level, most, sets, most_sets, number, descriptor = struct.unpack_from("<2H4I", data, 28)
    report.demand(level == 3 and most == 3, "udf-interchange", base + 28, "UDF 2.3.2.1, 2.3.2.2",
                  f"interchange level {level}, at most {most}")
    report.demand(sets == 1 and most_sets == 1, "udf-character-sets", base + 32, "UDF 2.3.2.3, 2.3.2.4",
                  f"character set lists {sets:#x} and {most_sets:#x}")
    report.demand(number == 0 and descriptor == 0, "udf-file-set", base + 40, "UDF 2.3.2",
                  f"file set {number}, descriptor {descriptor}")
    fields.charspec(ctx, data[48:112], base + 48, "character set of the logical volume")
    name = fields.dstring(ctx, data[112:240], base + 112, "logical volume identifier")
    report.demand(name == volume.logical.identifier, "udf-volume-name", base + 112, "ECMA-167 4/14.1.9",
                  f"{name!r} here, {volume.logical.identifier!r} in the logical volume descriptor")
    fields.charspec(ctx, data[240:304], base + 240, "character set of the file set")
    fields.dstring(ctx, data[304:336], base + 304, "file set identifier")
    revision = domain(ctx, data[416:448], base + 416, "file set")
    report.demand(revision == volume.revision, "udf-revision", base + 440, "UDF 2.1.5.3, 2.3.2.9",
                  f"revision {revision:#x} here, {volume.revision:#x} in the logical volume")
    fields.zeros(ctx, data[480:512], base + 480, "reserved end", "ECMA-167 4/14.1.18")
