# What an image is to hold: a directory of this machine, or a manifest of one, compared with what a view shows.
#
# A manifest has a line for each item, of fields with tabs between: "d", hidden (0 or 1), time, path; or "f", hidden,
# time, path, size, SHA-256; or "s" and the same for a named stream, whose path is that of its file, a colon and its
# name. Paths have slashes; times are seconds since 1970.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import hashlib
import os
from collections import Counter

from .image import CHUNK

PARAGRAPH = "the expected tree"
UDF_NAME_BYTES = 254


class Item:
    """A file or directory that is to be there. Its digest is made when it is first asked for."""

    def __init__(self, directory, size=0, digest=None, hidden=False, modified=None, source=None, stream=False):
        self.directory = directory
        self.size = size
        self.known_digest = digest
        self.hidden = hidden
        self.modified = modified
        self.source = source
        self.stream = stream

    def digest(self):
        if self.known_digest is None:
            total = hashlib.sha256()
            with open(self.source, "rb") as file:
                for part in iter(lambda: file.read(CHUNK), b""):
                    total.update(part)
            self.known_digest = total.hexdigest()
        return self.known_digest


def read(path, hide_dots=False, colon_streams=False):
    """{path: Item}. In a directory, names that begin with a dot may stand for hidden items, and a file a:b for the
    stream b of the file a."""
    return _read_directory(path, hide_dots, colon_streams) if os.path.isdir(path) else _read_manifest(path)


def _read_directory(top, hide_dots, colon_streams):
    items = {}
    for folder, directories, files in os.walk(top):
        for name in directories + files:
            source = os.path.join(folder, name)
            state = os.stat(source)
            directory = name in directories
            items[os.path.relpath(source, top)] = Item(
                directory, 0 if directory else state.st_size, hidden=hide_dots and name.startswith("."),
                modified=state.st_mtime, source=source, stream=colon_streams and ":" in name)
    return items


def _read_manifest(path):
    items = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            kind, hidden, modified, name, *rest = line.rstrip("\n").split("\t")
            size, digest = (int(rest[0]), rest[1]) if rest else (0, None)
            items[name] = Item(kind == "d", size, digest, hidden == "1", int(modified), stream=kind == "s")
    return items


def write_manifest(items, out):
    for name, item in sorted(items.items()):
        kind = "d" if item.directory else "s" if item.stream else "f"
        head = f"{kind}\t{int(item.hidden)}\t{int(item.modified or 0)}\t{name}"
        out.write(head + "\n" if item.directory else f"{head}\t{item.size}\t{item.digest()}\n")


def without_streams(items):
    return {path: item for path, item in items.items() if not item.stream}


def names_change(view, items, joliet_length=64):
    """Whether a view ("iso", "joliet" or "udf") cannot carry all of these names as they are."""
    names = {name for path in items for name in path.split("/")}
    if view == "joliet":
        # UCS-2: characters outside of the first plane have no place either.
        return any(len(name) > joliet_length or set(name) & set('*:;?\\') or max(name) > "\uffff" for name in names)
    if view == "udf":
        return any(len(name.encode("latin-1" if max(name) <= "\xff" else "utf-16-be")) > UDF_NAME_BYTES
                   for name in names)
    return True


def compare(ctx, view, items, times=False):
    """Reports what the view lacks, has too much, or has otherwise."""
    shown = dict(view.root.walk())
    if view.kind == "udf":
        for path, node in list(shown.items()):
            shown.update((f"{path}:{stream.name}", stream) for stream in node.streams)
    else:
        items = without_streams(items)
    if names_change(view.kind, items, ctx.joliet_length):
        _compare_shape(ctx, view, shown, items)
        return
    for path in sorted(items.keys() - shown.keys())[:20]:
        ctx.findings.add("tree-missing", 0, PARAGRAPH, f"{view.name} lacks {path!r}")
    for path in sorted(shown.keys() - items.keys())[:20]:
        ctx.findings.add("tree-extra", 0, PARAGRAPH, f"{view.name} has {path!r}")
    for path in shown.keys() & items.keys():
        _compare_item(ctx, view, path, shown[path], items[path], times)


def _compare_item(ctx, view, path, node, item, times):
    report = ctx.findings
    offset = node.pieces[0][0] or 0 if node.pieces else 0
    report.demand(node.directory == item.directory and node.size * (not item.directory) == item.size, "tree-size",
                  offset, PARAGRAPH, f"{view.name}: {path!r} has {node.size} bytes, not {item.size}") and \
        report.demand(item.directory or ctx.image.digest(node.pieces) == item.digest(), "tree-content", offset,
                      PARAGRAPH, f"{view.name}: {path!r} has other bytes")
    report.demand(item.modified is None or not times or node.modified is None or
                  abs(node.modified - item.modified) < 2, "tree-time", offset, PARAGRAPH,
                  f"{view.name}: {path!r} is of {node.modified}, not {item.modified}")
    report.demand(node.hidden == item.hidden, "tree-hidden", offset, PARAGRAPH,
                  f"{view.name}: {path!r} is {'' if node.hidden else 'not '}hidden")


def _compare_shape(ctx, view, shown, items):
    """Names were mapped: the same number of files with the same contents on every level."""
    def places(paths):
        return Counter((path.count("/"), *rest) for path, rest in paths)
    there = places((path, ("d", 0, "", node.hidden) if node.directory else
                    ("f", node.size, ctx.image.digest(node.pieces), node.hidden)) for path, node in shown.items())
    due = places((path, ("d", 0, "", item.hidden) if item.directory else
                  ("f", item.size, item.digest(), item.hidden)) for path, item in items.items())
    for (level, kind, size, _, _), count in list((due - there).items())[:20]:
        ctx.findings.add("tree-missing", 0, PARAGRAPH,
                         f"{view.name} lacks {count} of '{kind}', {size} bytes, on level {level}")
    for (level, kind, size, _, _), count in list((there - due).items())[:20]:
        ctx.findings.add("tree-extra", 0, PARAGRAPH,
                         f"{view.name} has {count} more of '{kind}', {size} bytes, on level {level}")
