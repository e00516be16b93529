# The bytes of an image, by offset. Nothing outside of the file can be read.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import hashlib
import os

BLOCK = 2048
CHUNK = 1 << 20


class Beyond(Exception):
    """Something points to bytes that the image does not have."""


class Image:
    def __init__(self, path):
        self.file = open(path, "rb", buffering=1 << 18)
        self.size = os.fstat(self.file.fileno()).st_size
        self.blocks = self.size // BLOCK

    def read(self, offset, length):
        if offset < 0 or length < 0 or offset + length > self.size:
            raise Beyond(f"{length} bytes at {offset:#x} of an image of {self.size:#x}")
        self.file.seek(offset)
        return self.file.read(length)

    def block(self, number, count=1):
        return self.read(number * BLOCK, count * BLOCK)

    def holds(self, offset, length):
        return 0 <= offset and offset + length <= self.size

    def digest(self, pieces):
        """The SHA-256 of the bytes of pieces: (offset, length), or (None, length) for a hole."""
        total = hashlib.sha256()
        for offset, length in pieces:
            for at in range(0, length, CHUNK):
                some = min(CHUNK, length - at)
                total.update(bytes(some) if offset is None else self.read(offset + at, some))
        return total.hexdigest()
