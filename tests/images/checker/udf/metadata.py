# The metadata partition of UDF 2.50 (2.2.10, 2.2.13): the metadata file, its mirror and its bitmap.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from ..findings import Stop
from ..image import BLOCK
from . import allocation, bitmap, entries
from .spaces import Metadata, NOWHERE

DUPLICATED = 1


def read(ctx, volume, described, physical):
    """The space of a metadata partition. The physical space is the one whose reference is physical."""
    _check_map(ctx, described)
    main = _file(ctx, volume, physical, described.file, entries.METADATA, described)
    try:
        mirror = _file(ctx, volume, physical, described.mirror, entries.METADATA_MIRROR, described)
    except Stop:
        mirror = None
    main_pieces = main.pieces(ctx, volume)
    if mirror is not None:
        _check_mirror(ctx, volume, described, main, mirror)
    space = Metadata(volume.space(physical).partition, main_pieces)
    if described.bitmap != NOWHERE:
        space.free_blocks = _bitmap(ctx, volume, physical, described, space)
    return space


def _check_map(ctx, described):
    report, at = ctx.findings, described.offset
    report.demand(described.unit and described.unit % 32 == 0, "udf-metadata-map", at + 52, "UDF 2.50 2.2.10",
                  f"allocation unit of {described.unit} blocks, which 32 does not divide")
    report.demand(described.alignment >= 1, "udf-metadata-map", at + 56, "UDF 2.50 2.2.10",
                  f"alignment unit of {described.alignment} blocks")
    report.demand(described.flags & ~DUPLICATED == 0, "udf-metadata-map", at + 58, "UDF 2.50 2.2.10",
                  f"flags {described.flags:#x}")


def _file(ctx, volume, physical, block, kind, described):
    entry = entries.read(ctx, volume, physical, block, described.offset + 40)
    report = ctx.findings
    report.demand(entry.type == kind, "udf-metadata-type", entry.offset + 27, "UDF 2.50 2.2.13",
                  f"file type {entry.type}, not {kind}")
    report.demand(entry.flags & entries.FORM == allocation.SHORT, "udf-metadata-type", entry.offset + 34,
                  "UDF 2.50 2.2.13.1", "no short allocation descriptors")
    for extent in entry.extents:
        report.demand(extent.kind != allocation.RECORDED or extent.length % (max(described.unit, 1) * BLOCK) == 0,
                      "udf-metadata-unit", extent.offset, "UDF 2.50 2.2.13.1",
                      f"an extent of {extent.length // BLOCK} blocks is no multiple of {described.unit}")
        start = volume.space(physical).partition.start + extent.block
        report.demand(start % max(described.alignment, 1) == 0, "udf-metadata-alignment", extent.offset,
                      "UDF 2.50 2.2.13.1", f"an extent at block {start}, not aligned to {described.alignment}")
    return entry


def _check_mirror(ctx, volume, described, main, mirror):
    report = ctx.findings
    first, second = main.pieces(ctx, volume), mirror.pieces(ctx, volume)
    if not described.flags & DUPLICATED:
        report.demand(first == second, "udf-metadata-mirror", mirror.offset, "UDF 2.50 2.2.13",
                      "the mirror has other extents than the metadata file, though it is not a copy")
        _claim(ctx, first, "metadata file")
        return
    apart = all(a + n <= b or b + m <= a for a, n in first for b, m in second)
    report.demand(apart, "udf-metadata-mirror", mirror.offset, "UDF 2.50 2.2.13",
                  "the copy shares blocks with the metadata file")
    report.demand(mirror.size == main.size and ctx.image.digest(first) == ctx.image.digest(second),
                  "udf-metadata-mirror", mirror.offset, "UDF 2.50 2.2.13", "the copy differs from the metadata file")
    _claim(ctx, second, "metadata mirror")


def _claim(ctx, pieces, role):
    # What lies in the metadata file claims its own bytes; a copy claims all of its bytes at once.
    if role == "metadata mirror":
        for offset, length in pieces:
            ctx.claims.claim(offset, length, role, "the volume")


def _bitmap(ctx, volume, physical, described, space):
    entry = entries.read(ctx, volume, physical, described.bitmap, described.offset + 48)
    ctx.findings.demand(entry.type == entries.METADATA_BITMAP, "udf-metadata-type", entry.offset + 27,
                        "UDF 2.50 2.2.13.2", f"file type {entry.type}, not {entries.METADATA_BITMAP}")
    pieces = entry.pieces(ctx, volume)
    data = b"".join(ctx.image.read(*piece) for piece in pieces)
    location = entry.extents[0].block if entry.extents else described.bitmap
    for offset, length in pieces:
        if entry.embedded is None:
            ctx.claims.claim(offset, -(-length // BLOCK) * BLOCK, "metadata bitmap", "the volume")
    return bitmap.parse(ctx, volume, data, pieces[0][0], location, space.length)
