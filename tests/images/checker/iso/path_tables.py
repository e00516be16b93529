# The path tables (ECMA-119 6.9, 9.4), held against the hierarchy of directories.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import struct
from collections import namedtuple

from ..image import BLOCK

Entry = namedtuple("Entry", "offset identifier extent parent")


def check(ctx, volume, directories):
    tables = {}
    for name, block in volume.path_tables.items():
        tables[name] = _read(ctx, volume, name, block)
    for name, entries in tables.items():
        _check_order(ctx, name, entries)
        _compare(ctx, name, entries, tables["L"])
    _check_directories(ctx, volume, tables["L"], directories)


def _read(ctx, volume, name, block):
    base, size, report = block * BLOCK, volume.path_table_size, ctx.findings
    if not report.demand(block < max(volume.size, ctx.image.blocks) and ctx.image.holds(base, size),
                         "iso-path-table-outside", volume.base + 140, "ECMA-119 8.4.14",
                         f"{name} path table at block {block}"):
        return []
    ctx.claims.claim(base, -(-size // BLOCK) * BLOCK, f"path table {name}", "Joliet" if volume.joliet else "ISO 9660")
    return _entries(ctx, ctx.image.read(base, size), base, ">" if name.endswith("M") else "<")


def _entries(ctx, data, base, order):
    entries, at = [], 0
    while at < len(data):
        length = data[at]
        end = at + 8 + length + length % 2
        if length == 0 or end > len(data):
            ctx.findings.add("iso-path-table-size", base + at, "ECMA-119 8.4.13, 9.4.1",
                             f"an identifier of {length} bytes runs over the end of the path table")
            break
        extent, parent = struct.unpack_from(order + "IH", data, at + 2)
        entries.append(Entry(base + at, bytes(data[at + 8:at + 8 + length]), extent, parent))
        ctx.findings.demand(length % 2 == 0 or data[end - 1] == 0, "iso-path-table-padding", base + end - 1,
                            "ECMA-119 9.4.6", "the padding of a path table record is not zero")
        at = end
    return entries


def _check_order(ctx, name, entries):
    """ECMA-119 6.9.1: by level, by the parent's number, by identifier."""
    levels, last, report = [], None, ctx.findings
    for number, entry in enumerate(entries, 1):
        if number == 1:
            report.demand(entry.identifier == b"\0" and entry.parent == 1, "iso-path-table-root", entry.offset,
                          "ECMA-119 9.4.4, 9.4.5", f"{name} path table does not begin with the root")
            levels.append(1)
            continue
        if not report.demand(1 <= entry.parent < number, "iso-path-table-parent", entry.offset + 6, "ECMA-119 9.4.4",
                             f"{name} path table: {entry.identifier!r} has parent {entry.parent}"):
            levels.append(levels[-1])
            continue
        levels.append(levels[entry.parent - 1] + 1)
        key = (levels[-1], entry.parent, entry.identifier.ljust(255, b"\0" if b"\0" in entry.identifier else b" "))
        report.demand(last is None or last < key, "iso-path-table-order", entry.offset, "ECMA-119 6.9.1",
                      f"{name} path table: {entry.identifier!r} stands behind its successor")
        last = key


def _compare(ctx, name, entries, first):
    for entry, other in zip(entries, first):
        if entry[1:] != other[1:]:
            ctx.findings.add("iso-path-tables-differ", entry.offset, "ECMA-119 6.9.2",
                             f"{name} path table has {entry[1:]} where L has {other[1:]}")
            return
    ctx.findings.demand(len(entries) == len(first), "iso-path-tables-differ", entries[0].offset if entries else 0,
                        "ECMA-119 6.9.2", f"{len(entries)} records in the {name} path table, {len(first)} in L")


def _check_directories(ctx, volume, entries, directories):
    by_extent = {directory.record.extent: directory for directory in directories}
    for entry in entries:
        directory = by_extent.pop(entry.extent, None)
        if directory is None:
            ctx.findings.add("iso-path-table-location", entry.offset + 2, "ECMA-119 9.4.3",
                             f"no directory {entry.identifier!r} at block {entry.extent}")
            continue
        wanted = directory.record.identifier if directory.parent is not directory else b"\0"
        parent = entries[entry.parent - 1].extent if 0 < entry.parent <= len(entries) else None
        right = entry.identifier == wanted and parent == directory.parent.record.extent
        ctx.findings.demand(right, "iso-path-table-record", entry.offset, "ECMA-119 9.4.4, 9.4.5",
                            f"{entry.identifier!r} is {wanted!r} in its directory, or has another parent there")
    for directory in by_extent.values():
        ctx.findings.add("iso-path-table-missing", volume.base + 132, "ECMA-119 6.9",
                         f"directory {directory.node.name!r} is not in the path table")
