# What a view of the image shows: files and directories, whichever file system they come from.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.


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
    """One file system of the image. Mapped names are not those of the source."""

    def __init__(self, name, root, mapped, volume=""):
        self.name = name
        self.root = root
        self.mapped = mapped
        self.volume = volume
