# Descriptor tags (ECMA-167 3/7.2, 4/7.2), which tell what a descriptor is and whether its bytes are whole.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import binascii
import struct

PVD, AVDP, VDP, IUVD, PD, LVD, USD, TD, LVID = 1, 2, 3, 4, 5, 6, 7, 8, 9
FSD, FID, AED, IE, TE, FE, EAHD, USE, SBD, PIE, EFE = 256, 257, 258, 259, 260, 261, 262, 263, 264, 265, 266
NAMES = {PVD: "primary volume descriptor", AVDP: "anchor", VDP: "volume descriptor pointer",
         IUVD: "implementation use volume descriptor", PD: "partition descriptor", LVD: "logical volume descriptor",
         USD: "unallocated space descriptor", TD: "terminating descriptor", LVID: "integrity descriptor",
         FSD: "file set descriptor", FID: "file identifier descriptor", AED: "allocation extent descriptor",
         FE: "file entry", EFE: "extended file entry", SBD: "space bitmap descriptor", IE: "indirect entry",
         TE: "terminal entry", EAHD: "extended attribute header", USE: "unallocated space entry"}
SIZE = 16


class Tags:
    """The rules of one volume: descriptor version and serial number are the same in all of its tags."""

    def __init__(self, ctx):
        self.ctx = ctx
        self.version = None
        self.serial = None

    def identifier(self, data):
        return struct.unpack_from("<H", data)[0]

    def check(self, data, offset, location, wanted, size=None):
        """Checks the tag of a descriptor of size bytes (those that must be covered by its CRC; None when the
        caller checks that later). Stops when it is not one of the wanted kinds. Gives the kind."""
        kind = self.identifier(data)
        if kind not in wanted:
            names = " or ".join(NAMES.get(one, str(one)) for one in wanted)
            self.ctx.findings.stop("udf-tag-identifier", offset, "ECMA-167 3/7.2.1",
                                   f"{NAMES.get(kind, f'tag {kind}')} where a {names} is due")
        self._fields(data, offset, location, kind)
        self._crc(data, offset, kind, size)
        return kind

    def _fields(self, data, offset, location, kind):
        report, name = self.ctx.findings, NAMES.get(kind, kind)
        version, checksum, reserved, serial = struct.unpack_from("<HBBH", data, 2)
        total = (sum(data[:16]) - data[4]) & 0xFF
        if checksum != total:
            # The fields behind it mean nothing then.
            report.stop("udf-tag-checksum", offset + 4, "ECMA-167 3/7.2.3", f"{name}: {checksum:#x}, not {total:#x}")
        report.demand(reserved == 0, "udf-tag-reserved", offset + 5, "ECMA-167 3/7.2.4", f"{name}: {reserved:#x}")
        if self.version is not None:
            report.demand(version == self.version, "udf-tag-version", offset + 2, "ECMA-167 3/7.2.2, UDF 2.2.1.1",
                          f"{name}: descriptor version {version}, not {self.version}")
        if self.serial is not None:
            report.demand(serial == self.serial, "udf-tag-serial", offset + 6, "UDF 2.3.1.1",
                          f"{name}: serial number {serial}, that of the anchors is {self.serial}")
        here = struct.unpack_from("<I", data, 12)[0]
        report.demand(here == location, "udf-tag-location", offset + 12, "ECMA-167 3/7.2.8",
                      f"{name}: says block {here}, is at {location}")

    def _crc(self, data, offset, kind, size):
        report, name = self.ctx.findings, NAMES.get(kind, kind)
        crc, length = struct.unpack_from("<HH", data, 8)
        if not report.demand(SIZE + length <= len(data) and (length > 0 or size == SIZE), "udf-tag-crc-length",
                             offset + 10, "ECMA-167 3/7.2.7, UDF 2.2.1.2", f"{name}: CRC over {length} bytes"):
            return
        right = binascii.crc_hqx(data[SIZE:SIZE + length], 0)
        if crc != right:
            report.stop("udf-tag-crc", offset + 8, "ECMA-167 3/7.2.6", f"{name}: {crc:#06x}, not {right:#06x}")
        if size is not None:
            self.covers(data, offset, size)

    def covers(self, data, offset, size):
        """UDF 2.2.1.2: the CRC is over the whole descriptor."""
        length = struct.unpack_from("<H", data, 10)[0]
        self.ctx.findings.demand(length >= size - SIZE, "udf-tag-crc-length", offset + 10, "UDF 2.2.1.2",
                                 f"{NAMES.get(self.identifier(data))}: CRC over {length} bytes of {size - SIZE}")

    def silent(self, data, location):
        """Whether this is a whole descriptor, without reporting anything."""
        if len(data) < SIZE or (sum(data[:16]) - data[4]) & 0xFF != data[4]:
            return False
        crc, length, here = struct.unpack_from("<HHI", data, 8)
        return here == location and crc == binascii.crc_hqx(data[SIZE:SIZE + length], 0)


