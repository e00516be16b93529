# What a view of the image shows: files and directories, whichever file system they come from.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.


def joined(pieces):
    """Pieces with those that follow each other made one: each view cuts a large file in its own way."""
    result = []
    for offset, length in pieces:
        if result and offset is not None and result[-1][0] is not None and sum(result[-1]) == offset:
            result[-1] = (result[-1][0], result[-1][1] + length)
        else:
            result.append((offset, length))
    return result


class Node:
    """A file or directory. Pieces are the bytes of a file, in order: (offset or None, length)."""
    __slots__ = ("name", "directory", "size", "pieces", "hidden", "modified", "children", "streams")

    def __init__(self, name, directory, size=0, pieces=(), hidden=False, modified=None):
        self.name = name
        self.directory = directory
        self.size = size
        self.pieces = pieces
        self.hidden = hidden
        self.modified = modified
        self.children = []
        self.streams = []

    def walk(self, path=""):
        """Every node below this one with its path, directories before what is in them."""
        waiting = [(path, self)]
        while waiting:
            path, node = waiting.pop()
            for child in node.children:
                below = f"{path}/{child.name}" if path else child.name
                yield below, child
                if child.directory:
                    waiting.append((below, child))


class View:
    """One file system of the image; kind is iso, joliet or udf."""

    def __init__(self, kind, name, root, volume):
        self.kind = kind
        self.name = name
        self.root = root
        self.volume = volume
