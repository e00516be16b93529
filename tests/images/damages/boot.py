# Damages of the boot record and the boot catalogue.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from .picture import BLOCK, NotHere
from .table import damage

BOOT_RECORD = 0
FIRST_SECTOR = 16
ENTRY = 32


def _record(p):
    """The boot record of El Torito. Where there is no ISO 9660, an empty one comes before it."""
    at = p.descriptor(BOOT_RECORD)
    return at if at != FIRST_SECTOR * BLOCK else p.descriptor(BOOT_RECORD, 1)


def _catalog(p):
    return p.u32(_record(p) + 71) * BLOCK


def _section(p):
    at = _catalog(p) + 64
    if p.data[at] not in (0x90, 0x91):
        raise NotHere
    return at


@damage("another boot system", "boot-system")
def _(p):
    p.data[_record(p) + 7] = ord("e")


@damage("the catalogue lies outside of the image", "boot-catalog-outside")
def _(p):
    p.put32(_record(p) + 71, len(p.data) // BLOCK)


@damage("the words of the validation entry do not add up", "boot-checksum")
def _(p):
    p.data[_catalog(p) + 4] ^= 1


@damage("the validation entry without its key", "boot-validation-key")
def _(p):
    p.data[_catalog(p) + 30] = 0


@damage("the validation entry with another header", "boot-validation-id")
def _(p):
    p.data[_catalog(p)] = 2


@damage("an unknown platform", "boot-platform")
def _(p):
    p.data[_catalog(p) + 1] = 7


@damage("an unknown boot indicator", "boot-indicator")
def _(p):
    p.data[_catalog(p) + 32] = 0x77


@damage("an unknown emulation", "boot-media")
def _(p):
    p.data[_catalog(p) + 33] = 9


@damage("a boot image outside of the image", "boot-image-outside")
def _(p):
    p.put32(_catalog(p) + 40, len(p.data) // BLOCK)


@damage("a boot image with nothing to load", "boot-load-size")
def _(p):
    p.put16(_catalog(p) + 38, 0)


@damage("unused bytes of the initial entry", "boot-reserved")
def _(p):
    p.data[_catalog(p) + 50] = 1


@damage("no section says that it is the last", "boot-last-section")
def _(p):
    at = _section(p)
    while p.data[at] == 0x90:
        at += 32 * (1 + p.u16(at + 2))
    p.data[at] = 0x90


@damage("something behind the last boot entry", "boot-catalog-rest")
def _(p):
    end = _catalog(p) + BLOCK
    if any(p.data[end - ENTRY:end]):            # as many entries as there is room for
        raise NotHere
    p.data[end - 1] = 1


@damage("the boot record in another sector", "boot-sector")
def _(p):
    at, other = _record(p), p.descriptor(2)
    p.data[at:at + BLOCK], p.data[other:other + BLOCK] = p.data[other:other + BLOCK], p.data[at:at + BLOCK]
