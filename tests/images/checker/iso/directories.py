# The hierarchy of directories (ECMA-119 6.8) of one volume, as a tree of nodes.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from ..findings import Stop
from ..image import BLOCK
from ..tree import Node
from . import names
from .records import DIRECTORY, HIDDEN, MULTI_EXTENT, parse_record

DEEPEST = 8
LONGEST_PATH = 255


class Directory:
    """A directory on its way through the checks. The parent of the root is the root."""

    def __init__(self, record, node, parent, depth, path_length):
        self.record = record
        self.node = node
        self.parent = parent or self
        self.depth = depth
        self.path_length = path_length


def walk(ctx, volume):
    """The root node, and every directory in the order in which they were met, which is by level."""
    root = Directory(volume.root, Node("", True), None, 1, 0)
    directories, seen = [root], {volume.root.extent}
    for directory in directories:
        try:
            records = _read(ctx, volume, directory)
        except Stop:
            continue
        _fill(ctx, volume, directory, records, directories, seen)
    return root.node, directories


def _inside(ctx, volume, record):
    inside = record.extent + record.xattr + -(-record.size // BLOCK) <= max(volume.size, volume.size + ctx.session)
    return ctx.findings.demand(inside and ctx.image.holds(record.extent * BLOCK, record.size), "iso-extent-outside",
                               record.base + 2, "ECMA-119 6.4.1, 6.5.1",
                               f"{record.size} bytes from block {record.extent}, the volume has {volume.size}")


def _read(ctx, volume, directory):
    """The records of a directory, sector by sector."""
    record, report = directory.record, ctx.findings
    report.demand(record.size % BLOCK == 0 and record.size > 0, "iso-directory-size", record.base + 10,
                  "ECMA-119 6.8.1.3", f"a directory of {record.size} bytes")
    if not record.size or not _inside(ctx, volume, record):
        raise Stop("no directory there")
    start = record.extent * BLOCK
    ctx.claims.claim(start, -(-record.size // BLOCK) * BLOCK, f"{'Joliet' if volume.joliet else 'ISO'} directory",
                     directory.node.name or "/")
    data, records = ctx.image.read(start, record.size), []
    for sector in range(0, record.size, BLOCK):
        _read_sector(ctx, data[sector:sector + BLOCK], start + sector, records)
    return _links(ctx, directory, records)


def _read_sector(ctx, data, base, records):
    at = 0
    while at < len(data) and data[at]:
        if at + data[at] > len(data):
            ctx.findings.stop("iso-record-crosses", base + at, "ECMA-119 6.8.1.1",
                              "a directory record crosses the end of its sector")
        records.append(parse_record(ctx, data[at:], base + at))
        at += data[at]
    ctx.findings.demand(not any(data[at:]), "iso-directory-rest", base + at, "ECMA-119 6.8.1.1",
                        "the rest of a directory's sector is not zero")


def _links(ctx, directory, records):
    """Checks the first two records, which name the directory and its parent; hands on the others."""
    report, base = ctx.findings, directory.record.extent * BLOCK
    if not report.demand(len(records) >= 2 and records[0].identifier == names.SELF and
                         records[1].identifier == names.PARENT, "iso-dot-entries", base, "ECMA-119 6.8.2.2",
                         "the first two records are not the directory and its parent"):
        return [record for record in records if record.identifier not in (names.SELF, names.PARENT)]
    for record, wanted, which in ((records[0], directory.record, "itself"),
                                  (records[1], directory.parent.record, "its parent")):
        same = (record.extent, record.size) == (wanted.extent, wanted.size) and record.flags & DIRECTORY
        report.demand(same, "iso-dot-location", record.base + 2, "ECMA-119 6.8.2.2",
                      f"a directory's record of {which}: {record.size} bytes at {record.extent}, "
                      f"not {wanted.size} at {wanted.extent}")
    return records[2:]


def _fill(ctx, volume, directory, records, directories, seen):
    for record in records:
        names.check(ctx, volume, record)
    names.check_order(ctx, volume, records)
    file = None
    for record in records:
        if record.is_directory():
            _add_directory(ctx, volume, directory, record, directories, seen)
            file = None
        else:
            file = _add_section(ctx, volume, directory, record, file)
    if file is not None:
        ctx.findings.add("iso-multi-extent", records[-1].base + 25, "ECMA-119 9.1.6", "the last section is missing")


def _shown_name(volume, record):
    if volume.joliet:
        return record.identifier.decode("utf-16-be", "replace") if record.is_directory() \
            else names.joliet_name(record.identifier + b"\0" * (len(record.identifier) % 2))
    body, _, _ = record.identifier.partition(b";")
    return body.decode("latin-1").rstrip(".") if not record.is_directory() else record.identifier.decode("latin-1")


def _add_directory(ctx, volume, parent, record, directories, seen):
    report = ctx.findings
    node = Node(_shown_name(volume, record), True, hidden=bool(record.flags & HIDDEN), modified=record.modified)
    length = parent.path_length + len(record.identifier) + 1
    if record.extent in seen:
        report.add("iso-loop", record.base + 2, "ECMA-119 6.8.2", f"directory {node.name!r} was already there")
        return
    seen.add(record.extent)
    report.demand(parent.depth < DEEPEST, "iso-depth", record.base, "ECMA-119 6.8.2.1",
                  f"directory {node.name!r} on level {parent.depth + 1}")
    if not volume.joliet:
        report.demand(length <= LONGEST_PATH, "iso-path-length", record.base, "ECMA-119 6.8.2.1",
                      f"a path of {length} characters")
    parent.node.children.append(node)
    directories.append(Directory(record, node, parent, parent.depth + 1, length))


def _add_section(ctx, volume, directory, record, file):
    """Adds a file, or one more section to the file before; hands on a file that has more sections to come."""
    if file is None:
        file = Node(_shown_name(volume, record), False, 0, [], bool(record.flags & HIDDEN), record.modified)
        directory.node.children.append(file)
    if record.size and _inside(ctx, volume, record):
        file.pieces.append((record.extent * BLOCK + record.xattr * BLOCK, record.size))
    file.size += record.size
    if not record.flags & MULTI_EXTENT:
        ctx.claims.data(file.pieces, file.name)
        return None
    ctx.findings.demand(ctx.level in (None, 3), "iso-multi-extent", record.base + 25, "ECMA-119 10.1, 10.2",
                        "a file of several sections below level 3")
    ctx.findings.demand(record.size % BLOCK == 0, "iso-multi-extent", record.base + 10, "ECMA-119 6.5.1, 9.1.4",
                        f"a section of {record.size} bytes that is not the last one")
    return file
