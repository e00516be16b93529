# The directories of a file set, from its root: parents, links, names, unique ids, named streams.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from ..findings import Stop
from ..tree import Node
from . import entries, identifiers

FIRST_UNIQUE_ID = 16
STREAMS_FROM = 0x200


class Hierarchy:
    """What was counted on the way."""

    def __init__(self, ctx, volume):
        self.ctx = ctx
        self.volume = volume
        self.entries = {}               # (space, block) -> Entry
        self.stream_parents = {}        # how many stream directories name an entry as their parent
        self.unique_ids = {}
        self.files = 0
        self.directories = 0
        self.highest = 0

    # --- entries

    def entry(self, space, block, pointed_from):
        """The entry at a place; read, and its unique id taken, at the first call only."""
        known = self.entries.get((space, block))
        if known is None:
            known = entries.read(self.ctx, self.volume, space, block, pointed_from)
            self.entries[space, block] = known
        return known

    def _take_unique_id(self, entry, root=False):
        report, value = self.ctx.findings, entry.unique_id
        self.highest = max(self.highest, value)
        if root:
            report.demand(value == 0, "udf-unique-id", entry.offset, "UDF 3.2.1.1", f"the root has unique id {value}")
        else:
            report.demand(value & 0xFFFFFFFF >= FIRST_UNIQUE_ID, "udf-unique-id", entry.offset, "UDF 3.2.1.1",
                          f"unique id {value}")
        other = self.unique_ids.setdefault(value, entry.key())
        report.demand(other == entry.key(), "udf-unique-id", entry.offset, "ECMA-167 4/14.9.20",
                      f"unique id {value} is that of block {other[1]} as well")

    # --- directories

    def walk(self, space, block, pointed_from):
        """The root node."""
        root_entry = self.entry(space, block, pointed_from)
        self.ctx.findings.demand(root_entry.type == entries.DIRECTORY, "udf-file-type", root_entry.offset + 27,
                                 "ECMA-167 4/14.1.13", f"the root is of type {root_entry.type}")
        self._take_unique_id(root_entry, root=True)
        root = Node("", True)
        self.directories = 1
        waiting = [(root, root_entry, root_entry)]
        while waiting:
            node, entry, parent = waiting.pop()
            try:
                self._directory(node, entry, parent, waiting)
            except Stop:
                continue
        return root

    def _directory(self, node, entry, parent, waiting):
        found = identifiers.read(self.ctx, self.volume, entry)
        self._parent(entry, parent, found)
        self._names(found)
        for identifier in found:
            if identifier.flags & identifiers.PARENT:
                continue
            try:
                child = self.entry(identifier.space, identifier.block, identifier.offset + 24)
            except Stop:
                continue
            self._child(node, entry, identifier, child, waiting)

    def _parent(self, entry, parent, found):
        report = self.ctx.findings
        if not report.demand(found and found[0].flags & identifiers.PARENT, "udf-parent", entry.offset,
                             "ECMA-167 4/8.6, UDF 2.3.4.2", "a directory does not begin with its parent"):
            return
        first = found[0]
        report.demand(not any(one.flags & identifiers.PARENT for one in found[1:]), "udf-parent", first.offset,
                      "ECMA-167 4/8.6", "a directory has two parents")
        if report.demand((first.space, first.block) == parent.key(), "udf-parent", first.offset + 24, "ECMA-167 4/8.6",
                         f"the parent is at block {first.block}, not at {parent.block}"):
            parent.references += 1
            self._identifier_id(first, parent)

    def _names(self, found):
        seen = set()
        for one in found:
            self.ctx.findings.demand(one.name not in seen, "udf-duplicate-name", one.offset, "ECMA-167 4/8.6",
                                     f"{one.name!r} is there twice")
            seen.add(one.name)

    def _child(self, node, entry, identifier, child, waiting):
        report = self.ctx.findings
        directory = child.type == entries.DIRECTORY
        report.demand(directory == bool(identifier.flags & identifiers.DIRECTORY), "udf-file-type",
                      identifier.offset + 18, "ECMA-167 4/14.4.3", f"{identifier.name!r}: its entry is of type {child.type}")
        report.demand(child.type in (entries.DIRECTORY, entries.FILE, entries.REAL_TIME, entries.LINK),
                      "udf-file-type", child.offset + 27, "UDF 2.3.5.2", f"{identifier.name!r} is of type {child.type}")
        child.references += 1
        if child.references == 1:
            self._take_unique_id(child)
        self._identifier_id(identifier, child)
        below = Node(identifier.name, directory, child.size, hidden=bool(identifier.flags & identifiers.HIDDEN),
                     modified=child.modified)
        node.children.append(below)
        if not directory:
            self._file(below, child)
        elif report.demand(child.references == 1, "udf-loop", identifier.offset, "UDF 2.3.4, ECMA-167 4/8.6",
                           f"directory {identifier.name!r} was already there"):
            self.directories += 1
            waiting.append((below, child, entry))

    def _identifier_id(self, identifier, entry):
        """UDF 2.00 2.3.4.3: the identifier repeats the unique id unless the file has several names."""
        if self.volume.revision < STREAMS_FROM or (entry.links > 1 and entry.type != entries.DIRECTORY):
            return
        self.ctx.findings.demand(identifier.unique_id == entry.unique_id & 0xFFFFFFFF, "udf-identifier-unique-id",
                                 identifier.offset + 32, "UDF 2.00 2.3.4.3",
                                 f"{identifier.name!r}: {identifier.unique_id} here, {entry.unique_id} in its entry")

    def _file(self, node, entry):
        self.files += 1
        node.pieces = entry.pieces(self.ctx, self.volume)
        if entry.embedded is None:
            self.ctx.claims.data(node.pieces, node.name)
        if entry.references == 1:
            node.streams = self.streams(entry, node.name)

    # --- named streams (ECMA-167 4/9.2, UDF 2.00 3.3.5)

    def streams(self, entry, owner):
        total, result = entry.size, []
        if entry.streams and entry.streams[0]:
            try:
                result = self.stream_directory(entry, entry.streams, entry.offset + 152, owner)
            except Stop:
                return result
        total += sum(stream.size for stream in result)
        if entry.extended:
            self.ctx.findings.demand(entry.object_size == total, "udf-object-size", entry.offset + 64,
                                     "ECMA-167 4/14.17.11", f"{owner!r}: {entry.object_size}, not {total}")
        return result

    def stream_directory(self, owner_entry, pointer, pointed_from, owner):
        """The nodes of the streams of a file, or of the system's."""
        _, block, space, _ = pointer
        entry = self.entry(space, block, pointed_from)
        self.ctx.findings.demand(entry.type == entries.STREAM_DIRECTORY, "udf-file-type", entry.offset + 27,
                                 "ECMA-167 4/9.2", f"streams of {owner!r}: type {entry.type}")
        result = []
        found = identifiers.read(self.ctx, self.volume, entry)
        self._stream_parent(owner_entry, entry, found)
        self._names(found)
        for identifier in found:
            if not identifier.flags & identifiers.PARENT:
                result.append(self._stream(identifier))
        entry.references = entry.links
        return result

    def _stream_parent(self, owner_entry, entry, found):
        # That of the system has no file; writers name the root, or the directory itself.
        parents = (owner_entry.key(), entry.key()) if owner_entry.unique_id == 0 else (owner_entry.key(),)
        right = found and found[0].flags & identifiers.PARENT and (found[0].space, found[0].block) in parents
        self.ctx.findings.demand(right, "udf-parent", entry.offset, "ECMA-167 4/9.2, 4/8.6",
                                 "a stream directory does not begin with its file")
        self.stream_parents[owner_entry.key()] = self.stream_parents.get(owner_entry.key(), 0) + 1

    def _stream(self, identifier):
        entry = self.entry(identifier.space, identifier.block, identifier.offset + 24)
        report = self.ctx.findings
        report.demand(entry.flags & entries.STREAM, "udf-stream-flag", entry.offset + 34, "ECMA-167 4/14.6.8",
                      f"stream {identifier.name!r} is not marked as one")
        report.demand(entry.type in (entries.FILE, entries.REAL_TIME), "udf-file-type", entry.offset + 27,
                      "UDF 3.3.5.1", f"stream {identifier.name!r} is of type {entry.type}")
        entry.references += 1
        node = Node(identifier.name, False, entry.size, entry.pieces(self.ctx, self.volume))
        if entry.embedded is None:
            self.ctx.claims.data(node.pieces, node.name)
        self.highest = max(self.highest, entry.unique_id)
        return node

    # --- links

    def check_links(self):
        """ECMA-167 4/14.9.6: as many as there are identifiers that name the entry. Whether the parent entry of a
        stream directory counts is told nowhere."""
        for key, entry in self.entries.items():
            streams = self.stream_parents.get(key, 0)
            right = entry.references <= entry.links <= entry.references + streams
            self.ctx.findings.demand(right, "udf-link-count", entry.offset + 48, "ECMA-167 4/14.9.6",
                                     f"block {entry.block}: {entry.links} links, {entry.references} identifiers")
