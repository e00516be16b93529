# One UDF volume: from its anchors to the tree that it shows.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from ..findings import Stop
from ..tree import View
from . import (anchors, bitmap, file_set, integrity, metadata, recognition, sequence, spaces, tags, virtual,
               volume_descriptors)
from .hierarchy import STREAMS_FROM, Hierarchy

METADATA_FROM = 0x250
READ_ONLY = 1


class Volume:
    """What is known of the volume while it is read."""

    def __init__(self, ctx):
        self.ctx = ctx
        self.tags = tags.Tags(ctx)
        self.logical = None
        self.revision = 0
        self.spaces = []

    def space(self, reference):
        return self.spaces[reference]


def check(ctx):
    """The view."""
    volume = Volume(ctx)
    nsr = recognition.check(ctx)
    volume.tags.version = nsr
    found_anchors = anchors.check(ctx, volume.tags)
    volume.tags.serial = int.from_bytes(found_anchors[0].data[6:8], "little")
    found = sequence.check(ctx, volume.tags, found_anchors[0])
    partitions = _descriptors(ctx, volume, found, nsr)
    anchors.check_count(ctx, found_anchors, ctx.session or volume.logical.virtual)
    counts = _integrity(ctx, volume)
    _spaces(ctx, volume, partitions)
    root = _tree(ctx, volume, counts)
    if counts is not None:
        integrity.check_sizes(ctx, counts, volume.spaces)
        _free(ctx, volume, counts)
    return View("udf", f"UDF {volume.revision >> 8}.{volume.revision & 255:02x}", root, volume.logical.identifier)


def _descriptors(ctx, volume, found, nsr):
    """The partitions, by number."""
    volume_descriptors.primary(ctx, found[tags.PVD][0])
    volume.logical = volume_descriptors.logical(ctx, found[tags.LVD][0])
    volume.revision = volume.logical.revision
    at = volume.logical.maps_offset - 224 + 24
    ctx.findings.demand((volume.revision >= STREAMS_FROM) == (nsr == 3), "udf-revision", at, "UDF 2.1.5.3, 3/9.1",
                        f"revision {volume.revision:#x} with NSR0{nsr}")
    ctx.findings.demand(ctx.revision in (None, volume.revision), "udf-revision", at, "asked for",
                        f"revision {volume.revision:#x}, not {ctx.revision or 0:#x}")
    partitions = [volume_descriptors.partition(ctx, one, nsr, volume.logical.virtual) for one in found[tags.PD]]
    for one in found.get(tags.USD, ()):
        volume_descriptors.unallocated(ctx, one, partitions)
    for one in found.get(tags.IUVD, ()):
        volume_descriptors.implementation_use(ctx, one, volume.revision, volume.logical.identifier)
    return {partition.number: partition for partition in partitions}


def _integrity(ctx, volume):
    try:
        return integrity.read(ctx, volume.tags, volume.logical)
    except Stop:
        return None


def _spaces(ctx, volume, partitions):
    """One space for each partition map, physical ones first since the others lie on them."""
    offset, late = volume.logical.maps_offset, []
    volume.spaces = [None] * len(volume.logical.maps)
    for reference, data in enumerate(volume.logical.maps):
        partition = spaces.plain_map(ctx, data, offset, partitions)
        if data[0] == 1:
            volume.spaces[reference] = spaces.Physical(partition)
        else:
            kind, revision = spaces.type2_kind(ctx, data, offset)
            ctx.findings.demand(revision <= volume.revision, "udf-revision", offset + 28, "UDF 2.1.5.3",
                                f"a partition map of revision {revision:#x}")
            if kind == spaces.SPARABLE:
                volume.spaces[reference] = spaces.sparable(ctx, volume.tags, data, offset, partition)
            else:
                late.append((reference, kind, data, offset, partition))
        offset += len(data)
    for reference, kind, data, at, partition in late:
        volume.spaces[reference] = _late_space(ctx, volume, kind, data, at, partition)
    ctx.findings.demand(volume.revision < METADATA_FROM or volume.logical.virtual or
                        any(isinstance(space, spaces.Metadata) for space in volume.spaces), "udf-no-metadata-partition",
                        volume.logical.maps_offset, "UDF 2.50 2.2.10", "no metadata partition")


def _late_space(ctx, volume, kind, data, at, partition):
    physical = next((number for number, space in enumerate(volume.spaces)
                     if isinstance(space, spaces.Physical) and space.partition is partition), None)
    if physical is None:
        ctx.findings.stop("udf-partition-map", at, "UDF 2.2.8", "a map without a physical partition below")
    if kind == spaces.METADATA:
        return metadata.read(ctx, volume, spaces.MetadataMap(partition.number, data, at), physical)
    return virtual.read(ctx, volume, physical)


def _tree(ctx, volume, counts):
    files = file_set.read(ctx, volume)
    hierarchy = Hierarchy(ctx, volume)
    _, block, space, _ = files.root
    root = hierarchy.walk(space, block, files.offset + 400)
    if volume.revision >= STREAMS_FROM and files.streams[0]:
        root_entry = hierarchy.entry(space, block, files.offset + 400)
        try:
            hierarchy.stream_directory(root_entry, files.streams, files.offset + 464, "the system")
        except Stop:
            pass
    hierarchy.check_links()
    if counts is not None and not volume.logical.virtual:
        integrity.check_counts(ctx, counts, hierarchy.files, hierarchy.directories)
        integrity.check_unique_id(ctx, counts, hierarchy.highest)
    return root


def _free(ctx, volume, counts):
    """What is said to be free, by the bitmaps, or by the partition where it cannot be written."""
    for number, space in enumerate(volume.spaces):
        if isinstance(space, spaces.Virtual):
            continue
        bits = space.free_blocks if isinstance(space, spaces.Metadata) else \
            bitmap.read(ctx, volume, number, space.partition)
        if bits is not None:
            bitmap.check_free(ctx, counts, number, bits, space.length)
            if isinstance(space, spaces.Physical):
                bitmap.check_used(ctx, space.partition, bits)
        elif space.partition.access == READ_ONLY:
            ctx.findings.demand(counts.free[number] == 0, "udf-free-space", counts.offset + 80 + 4 * number,
                                "ECMA-167 3/10.10.8", f"{counts.free[number]} blocks free of a read-only partition")
