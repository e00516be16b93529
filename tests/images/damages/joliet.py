# Damages of Joliet, and of what several views have in common.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from . import iso
from .picture import BLOCK, NotHere
from .table import damage

SUPPLEMENTARY, PRIMARY = 2, 1


def _file(p, least=3):
    """A file with a name of some characters."""
    for at in p.files(p.descriptor(SUPPLEMENTARY), 0):
        if p.data[at + 32] >= 2 * least:
            return at
    raise NotHere


@damage("escape sequences that Joliet does not have", "joliet-escape")
def _(p):
    p.data[p.descriptor(SUPPLEMENTARY) + 90] = ord("F")


@damage("flags of the supplementary volume", "joliet-flags")
def _(p):
    p.data[p.descriptor(SUPPLEMENTARY) + 7] = 1


@damage("a star in a Joliet name", "joliet-characters")
def _(p):
    p.data[_file(p) + 36] = ord("*")


@damage("a control character in a Joliet name", "joliet-characters")
def _(p):
    p.data[_file(p) + 36] = 7


@damage("half a character in a Joliet name", "joliet-surrogate")
def _(p):
    p.data[_file(p) + 35] = 0xD8


@damage("a Joliet name of an odd number of bytes", "joliet-odd-length")
def _(p):
    p.data[_file(p) + 32] -= 1


@damage("a Joliet name that is too long", "joliet-name-length", joliet_length=4)
def _(p):
    _file(p, 6)


@damage("Joliet records in the wrong order", "joliet-order")
def _(p):
    iso._swap(p, p.descriptor(SUPPLEMENTARY))


@damage("two Joliet files with the same name", "joliet-duplicate-name")
def _(p):
    first, second, length = iso._neighbours(p, p.descriptor(SUPPLEMENTARY))
    p.data[second + 32:second + length] = p.data[first + 32:first + length]


@damage("the volumes have different sizes", "iso-volume-sizes-differ")
def _(p):
    at = p.descriptor(SUPPLEMENTARY) + 80
    p.put_both32(at, p.u32(at) - 1)


@damage("a file is shorter in one view", "bridge-data")
def _(p):
    p.descriptor(PRIMARY)
    at = p.files(p.descriptor(SUPPLEMENTARY), 3)[0]
    p.put_both32(at + 10, p.u32(at + 10) - 1)


@damage("a file is hidden in one view only", "bridge-hidden")
def _(p):
    p.descriptor(PRIMARY)
    p.data[_file(p) + 25] ^= 1


@damage("a view lacks a file", "bridge-count")
def _(p):
    p.descriptor(PRIMARY)
    extent, last = p.records(p.descriptor(SUPPLEMENTARY))[-1]
    if p.data[last + 25] & 2:
        raise NotHere
    end = (last // BLOCK + 1) * BLOCK
    p.data[last:end] = bytes(end - last)
