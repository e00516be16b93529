#!/usr/bin/env python3
"""Compares the audio tracks of a disc with files of samples, read sector by sector through the kernel.

    tests/vm/same-audio.py DRIVE FILE...

A track may be longer than its file by what a burner fills up or the drive puts behind it; the files have to be there
from the track's first sample on.

Copyright 2026 the imapi2 for Wine authors

This library is free software; you can redistribute it and/or
modify it under the terms of the GNU Lesser General Public
License as published by the Free Software Foundation; either
version 2.1 of the License, or (at your option) any later version.
"""
import ctypes
import fcntl
import os
import sys

CDROMREADTOCHDR, CDROMREADTOCENTRY, CDROMREADAUDIO = 0x5305, 0x5306, 0x530E
CDROM_LBA, CDROM_LEADOUT, DATA_TRACK = 1, 0xAA, 4
SECTOR, CHUNK = 2352, 25


class ReadAudio(ctypes.Structure):
    _fields_ = [("lba", ctypes.c_int), ("format", ctypes.c_ubyte), ("frames", ctypes.c_int),
                ("buffer", ctypes.c_void_p)]


def toc(fd):
    """First sector of each track and of the lead-out; dies of a data track."""
    head = bytearray(2)
    fcntl.ioctl(fd, CDROMREADTOCHDR, head)
    starts = []
    for track in [*range(head[0], head[1] + 1), CDROM_LEADOUT]:
        entry = bytearray([track, 0, CDROM_LBA, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        fcntl.ioctl(fd, CDROMREADTOCENTRY, entry)
        if track != CDROM_LEADOUT and entry[1] >> 4 & DATA_TRACK:
            sys.exit(f"track {track} is a data track")
        starts.append(int.from_bytes(entry[4:8], "little", signed=True))
    return starts


def read(fd, lba, count):
    data = b""
    while count:
        frames = min(count, CHUNK)
        buffer = ctypes.create_string_buffer(frames * SECTOR)
        fcntl.ioctl(fd, CDROMREADAUDIO, ReadAudio(lba, CDROM_LBA, frames, ctypes.addressof(buffer)))
        data += buffer.raw
        lba, count = lba + frames, count - frames
    return data


def main():
    fd = os.open(sys.argv[1], os.O_RDONLY | os.O_NONBLOCK)
    files = sys.argv[2:]
    starts = toc(fd)
    if len(starts) - 1 != len(files):
        sys.exit(f"{len(starts) - 1} tracks instead of {len(files)}")
    for number, name in enumerate(files):
        with open(name, "rb") as file:
            wanted = file.read()
        sectors = len(wanted) // SECTOR
        if starts[number + 1] - starts[number] < sectors:
            sys.exit(f"track {number + 1} is too short")
        if read(fd, starts[number], sectors) != wanted:
            sys.exit(f"track {number + 1} has other samples")


main()
