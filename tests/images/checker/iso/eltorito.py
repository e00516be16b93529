# The boot record and the boot catalogue (El Torito 1.0; UEFI 13.3.2 for platform EF).
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import struct

from ..image import BLOCK
from . import fields

SYSTEM = b"EL TORITO SPECIFICATION".ljust(32, b"\0")
SECTOR = 17
SECTOR_512 = 512
PLATFORMS = {0: "80x86", 1: "PowerPC", 2: "Mac", 0xEF: "EFI"}
EFI = 0xEF
NO_EMULATION, HARD_DISK = 0, 4
FLOPPY_SIZES = {1: 1228800, 2: 1474560, 3: 2949120}
BOOTABLE, NOT_BOOTABLE, MORE_HEADERS, LAST_HEADER, EXTENSION = 0x88, 0, 0x90, 0x91, 0x44
ENTRY = 32
MOST_ENTRIES = 32


class Entry:
    """What can be booted: where it is and how it is loaded."""

    def __init__(self, platform, media, count, block, offset):
        self.platform = platform
        self.media = media
        self.count = count
        self.block = block
        self.offset = offset


def check(ctx, sector, data):
    """A boot record; the entries of its catalogue. None when it is somebody else's."""
    base, report = sector * BLOCK, ctx.findings
    if data[7:39] != SYSTEM:
        report.add("boot-system", base + 7, "El Torito, figure 7", f"boot system {bytes(data[7:39])!r}")
        return []
    report.demand(sector == ctx.session + SECTOR, "boot-sector", base, "El Torito 2.0",
                  f"the boot record is in sector {sector}")
    fields.zeros(ctx, data, 39, 32, base, "unused bytes of the boot record", "El Torito, figure 7")
    fields.zeros(ctx, data, 75, BLOCK - 75, base, "unused end of the boot record", "El Torito, figure 7")
    block = struct.unpack_from("<I", data, 71)[0]
    if not report.demand(0 < block < ctx.image.blocks, "boot-catalog-outside", base + 71, "El Torito, figure 7",
                         f"the catalogue is at block {block} of {ctx.image.blocks}"):
        return []
    ctx.claims.claim(block * BLOCK, BLOCK, "file data", "boot catalogue")
    return _catalog(ctx, ctx.image.block(block), block * BLOCK)


def _catalog(ctx, data, base):
    platform = _validation(ctx, data, base)
    entries = [_entry(ctx, data, ENTRY, base, platform, first=True)]
    at, header = 2 * ENTRY, None
    while at < BLOCK and data[at] in (MORE_HEADERS, LAST_HEADER):
        header, platform, count = data[at], data[at + 1], struct.unpack_from("<H", data, at + 2)[0]
        _platform(ctx, platform, base + at + 1)
        at += ENTRY
        for _ in range(count):
            if not ctx.findings.demand(at < BLOCK, "boot-catalog-size", base, "El Torito 2.3",
                                       "the sections run over the end of the catalogue"):
                break
            entries.append(_entry(ctx, data, at, base, platform, first=False))
            at += ENTRY
            while at < BLOCK and data[at] == EXTENSION:
                at += ENTRY
        if header == LAST_HEADER:
            break
    ctx.findings.demand(header in (None, LAST_HEADER), "boot-last-section", base + min(at, BLOCK - 1),
                        "El Torito 2.3", "no section header says that it is the last")
    ctx.findings.demand(not any(data[at:]), "boot-catalog-rest", base + at, "El Torito 2.0",
                        "there is something behind the last entry of the catalogue")
    ctx.findings.demand(len(entries) <= MOST_ENTRIES, "boot-entries", base, "IBootOptions, 32 entries",
                        f"{len(entries)} boot entries")
    return [entry for entry in entries if entry]


def _platform(ctx, platform, offset):
    ctx.findings.demand(platform in PLATFORMS, "boot-platform", offset, "El Torito 2.1", f"platform {platform:#x}")


def _validation(ctx, data, base):
    report = ctx.findings
    report.demand(data[0] == 1, "boot-validation-id", base, "El Torito 2.1", f"header {data[0]:#x}")
    _platform(ctx, data[1], base + 1)
    report.demand(data[2:4] == b"\0\0", "boot-reserved", base + 2, "El Torito 2.1", "reserved word is not zero")
    report.demand(data[30:32] == b"\x55\xaa", "boot-validation-key", base + 30, "El Torito 2.1",
                  f"key bytes {bytes(data[30:32])!r}")
    total = sum(struct.unpack_from("<16H", data)) & 0xFFFF
    report.demand(total == 0, "boot-checksum", base + 28, "El Torito 2.1", f"the words add up to {total:#x}")
    return data[1]


def _entry(ctx, data, at, base, platform, first):
    """The initial entry or one of a section."""
    report, offset = ctx.findings, base + at
    indicator, media = data[at], data[at + 1]
    count, block = struct.unpack_from("<HI", data, at + 6)
    if not report.demand(indicator in (BOOTABLE, NOT_BOOTABLE), "boot-indicator", offset, "El Torito 2.2",
                         f"boot indicator {indicator:#x}"):
        return None
    report.demand(data[at + 5] == 0, "boot-reserved", offset + 5, "El Torito 2.2", "unused byte is not zero")
    if first:
        report.demand(media & 0xF0 == 0, "boot-media", offset + 1, "El Torito 2.2", f"media byte {media:#x}")
        report.demand(not any(data[at + 12:at + 32]), "boot-reserved", offset + 12, "El Torito 2.2",
                      "unused bytes of the initial entry are not zero")
    report.demand(media & 0x0F <= HARD_DISK, "boot-media", offset + 1, "El Torito 2.2", f"media type {media & 15}")
    entry = Entry(platform, media & 0x0F, count, block, offset)
    _check_load(ctx, entry)
    return entry


def _check_load(ctx, entry):
    """The bytes that are loaded, or that the emulated medium has, are inside of the image."""
    report = ctx.findings
    length = max(FLOPPY_SIZES.get(entry.media, 0), entry.count * SECTOR_512, 1)
    report.demand(entry.block > 0 and ctx.image.holds(entry.block * BLOCK, length), "boot-image-outside",
                  entry.offset + 8, "El Torito 2.2", f"{length} bytes from block {entry.block}")
    report.demand(entry.count > 0 or entry.platform == EFI, "boot-load-size", entry.offset + 6, "El Torito 2.2",
                  "nothing is to be loaded")


def check_images(ctx, entries, data_starts):
    """A boot image may be a file as well. Otherwise it claims what is known of its length."""
    for entry in entries:
        start = entry.block * BLOCK
        length = max(FLOPPY_SIZES.get(entry.media, 0), entry.count * SECTOR_512, 1)
        if start not in data_starts and ctx.image.holds(start, length):
            ctx.claims.claim(start, length, "boot image", f"entry at {entry.offset:#x}")
