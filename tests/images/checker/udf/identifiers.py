# File identifier descriptors (ECMA-167 4/14.4), of which directories are made.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import bisect
import struct

from ..findings import Stop
from ..image import BLOCK
from . import allocation, fields, tags

HIDDEN, DIRECTORY, DELETED, PARENT, METADATA = 1, 2, 4, 8, 16
HEAD = 38


class Identifier:
    __slots__ = ("offset", "flags", "name", "length", "space", "block", "unique_id")


class Contents:
    """The bytes of a directory, and where each of them lies: in the image, and as a block of its partition."""

    def __init__(self, ctx, volume, entry):
        self.starts, self.places, parts, at = [], [], [], 0
        if entry.embedded is not None:
            self.starts, self.places = [0], [(entry.embedded_offset, entry.block, True)]
            parts = [entry.embedded]
        left = entry.size
        for extent in entry.extents:
            block = extent.block
            for offset, length in allocation.locate(ctx, volume, extent):
                length = min(length, left)
                left -= length
                ctx.claims.claim(offset, -(-length // BLOCK) * BLOCK, "UDF directory", f"block {entry.block}")
                parts.append(ctx.image.read(offset, length))
                self.starts.append(at)
                self.places.append((offset, block, False))
                at += length
                block += -(-length // BLOCK)
        self.data = b"".join(parts)

    def place(self, at):
        """Offset in the image, and block in the partition."""
        number = bisect.bisect_right(self.starts, at) - 1
        offset, block, embedded = self.places[number]
        inside = at - self.starts[number]
        return offset + inside, block if embedded else block + inside // BLOCK


def read(ctx, volume, entry):
    """Every identifier of a directory that is not deleted."""
    contents, found, at = Contents(ctx, volume, entry), [], 0
    data = contents.data
    while at < len(data):
        offset, block = contents.place(at)
        if at + HEAD > len(data):
            ctx.findings.add("udf-identifier-length", offset, "ECMA-167 4/14.4",
                             "a directory ends inside of an identifier")
            break
        name_length, use_length = data[at + 19], struct.unpack_from("<H", data, at + 36)[0]
        size = HEAD + name_length + use_length
        padded = -(-size // 4) * 4
        if at + padded > len(data):
            ctx.findings.add("udf-identifier-length", offset, "ECMA-167 4/14.4",
                             "an identifier runs over the end of its directory")
            break
        try:
            volume.tags.check(data[at:at + padded], offset, block, (tags.FID,), size)
        except Stop:
            break
        identifier = _parse(ctx, data[at:at + padded], offset, use_length, size)
        if not identifier.flags & DELETED:
            found.append(identifier)
        at += padded
    return found


def _parse(ctx, data, offset, use_length, size):
    report, result = ctx.findings, Identifier()
    version, result.flags, name_length = struct.unpack_from("<HBB", data, 16)
    _, result.block, result.space, use = fields.long_ad(data, 20)
    result.unique_id = struct.unpack_from("<I", use, 2)[0]
    result.offset, result.length = offset, name_length
    report.demand(version == 1, "udf-file-version", offset + 16, "UDF 2.3.4.1", f"file version {version}")
    report.demand(not any(data[size:]), "udf-identifier-padding", offset + size, "ECMA-167 4/14.4.9",
                  "the padding of an identifier is not zero")
    start = HEAD + use_length
    field = data[start:start + name_length]
    result.name = "" if result.flags & DELETED else fields.decompress(ctx, field, offset + start, "file identifier")
    if result.flags & PARENT:
        report.demand(name_length == 0 and result.flags & DIRECTORY, "udf-parent", offset + 18,
                      "ECMA-167 4/14.4.3, 4/14.4.4", "a parent with a name, or that is no directory")
    else:
        report.demand(name_length > 1 and "/" not in result.name and "\0" not in result.name, "udf-file-name",
                      offset + start, "UDF 2.3.4.6, 4.2.2.1", f"the name {result.name!r}")
    return result
