# An image in memory, to be damaged: where its structures are, and how their checksums are made right again.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import binascii
import struct

BLOCK = 2048


class NotHere(Exception):
    """The image has nothing that could be damaged in this way."""


class Picture:
    def __init__(self, data):
        self.data = bytearray(data)

    def u16(self, at):
        return struct.unpack_from("<H", self.data, at)[0]

    def u32(self, at):
        return struct.unpack_from("<I", self.data, at)[0]

    def put16(self, at, value):
        struct.pack_into("<H", self.data, at, value)

    def put32(self, at, value):
        struct.pack_into("<I", self.data, at, value)

    def put64(self, at, value):
        struct.pack_into("<Q", self.data, at, value)

    def put_both32(self, at, value):
        struct.pack_into("<I", self.data, at, value)
        struct.pack_into(">I", self.data, at + 4, value)

    # --- ECMA-119

    def descriptor(self, kind, number=0):
        """The offset of a volume descriptor of that type."""
        for sector in range(16, 64):
            at = sector * BLOCK
            if self.data[at + 1:at + 6] == b"CD001" and self.data[at] == kind:
                if number == 0:
                    return at
                number -= 1
        raise NotHere

    def records(self, volume):
        """Every directory record but those of a directory itself and its parent, with its directory's block."""
        waiting, found, seen = [volume + 156], [], set()
        while waiting:
            at = waiting.pop(0)
            extent, size = self.u32(at + 2), self.u32(at + 10)
            if extent in seen:
                continue
            seen.add(extent)
            for below in self.directory(extent, size)[2:]:
                found.append((extent, below))
                if self.data[below + 25] & 2:
                    waiting.append(below)
        return found

    def directory(self, extent, size):
        """The records of a directory, with the two for itself and its parent."""
        found = []
        for sector in range(extent * BLOCK, extent * BLOCK + size, BLOCK):
            at = sector
            while at < sector + BLOCK and self.data[at]:
                found.append(at)
                at += self.data[at]
        return found

    def files(self, volume, least=1):
        return self._some([at for _, at in self.records(volume)
                           if not self.data[at + 25] & 2 and self.u32(at + 10) >= least])

    def directories(self, volume):
        return self._some([at for _, at in self.records(volume) if self.data[at + 25] & 2])

    def _some(self, found):
        if not found:
            raise NotHere
        return found

    # --- ECMA-167

    def tagged(self, kind, start=0):
        """Offsets of the descriptors of a kind that begin a block."""
        found = []
        for at in range(start, len(self.data) - 511, BLOCK):
            if self.u16(at) == kind and self.u16(at + 2) in (2, 3) and self.data[at + 4] == self._checksum(at):
                if self.u16(at + 8) == self._crc(at):
                    found.append(at)
        return self._some(found)

    def _checksum(self, at):
        return (sum(self.data[at:at + 16]) - self.data[at + 4]) & 0xFF

    def _crc(self, at):
        return binascii.crc_hqx(bytes(self.data[at + 16:at + 16 + self.u16(at + 10)]), 0)

    def sign(self, at):
        """Makes checksum and CRC of a tag right."""
        self.put16(at + 8, self._crc(at))
        self.data[at + 4] = self._checksum(at)
        block = at - at % BLOCK
        if block != at and self.u16(block) in (261, 266):
            self.sign(block)            # it is embedded in an entry

    def change(self, at, inside, value):
        """Lays bytes into a descriptor, whose tag is right afterwards."""
        self.data[at + inside:at + inside + len(value)] = value
        self.sign(at)

    def both(self, kind, inside, value):
        """The same change in the main and the reserve sequence."""
        for at in self.tagged(kind):
            self.change(at, inside, value)

    def entries(self, file_type, streams=False):
        """File entries of a type, as (offset, offset of the unique id, length of the head)."""
        found = []
        for kind, unique, head in ((261, 160, 176), (266, 200, 216)):
            try:
                found += [(at, unique, head) for at in self.tagged(kind)
                          if self.data[at + 27] == file_type and streams == bool(self.data[at + 35] & 0x20)]
            except NotHere:
                continue
        return self._some(found)

    def extents(self, at, head):
        """The offset of the first allocation descriptor of an entry that has one."""
        if self.u16(at + 34) & 7 > 1 or self.u32(at + head - 4) == 0:
            raise NotHere
        return at + head + self.u32(at + head - 8)

    def files_with_extents(self):
        found = []
        for at, unique, head in self.entries(5):
            if self.u16(at + 34) & 7 <= 1 and self.u32(at + head - 4):
                found.append((at, unique, head))
        return self._some(found)

    def identifiers(self):
        """File identifiers, wherever they begin."""
        found, at = [], self.data.find(b"\x01\x01", 256 * BLOCK)
        while at >= 0:
            if at % 4 == 0 and self.u16(at + 2) in (2, 3) and self.data[at + 4] == self._checksum(at) and \
                    self.u16(at + 16) == 1 and self.u16(at + 8) == self._crc(at):
                found.append(at)
            at = self.data.find(b"\x01\x01", at + 1)
        return self._some(found)

    def named(self):
        return self._some([at for at in self.identifiers() if self.data[at + 19] > 3 and not self.data[at + 18] & 0xC])
