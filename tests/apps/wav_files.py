#!/usr/bin/env python3
"""Sound files for the tests of imapictl: some that an audio CD takes, and many that it does not.

    wav_files.py FOLDER             makes them
    wav_files.py --compare FOLDER   is what good.wav and extensible.wav hold also in disc.bin, in this order?
"""
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import os
import struct
import sys

SECTOR = 2352
FRAMES = 44100 * 4 + 100        # a little more than the shortest track, and no whole number of sectors
GOOD = os.urandom(FRAMES * 4)


def chunk(name, data):
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def form(code=1, channels=2, rate=44100, bits=16):
    align = channels * bits // 8
    return struct.pack("<HHIIHH", code, channels, rate, rate * align, align, bits)


def riff(*chunks):
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def wav(data=GOOD[:4000], **how):
    return riff(chunk(b"fmt ", form(**how)), chunk(b"data", data))


def files():
    subformat = struct.pack("<HHIH14s", 22, 16, 3, 1, b"\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71")
    yield "good", wav(GOOD)
    # An odd chunk before the samples, and one behind them.
    yield "extensible", riff(chunk(b"LIST", b"odd"), chunk(b"fmt ", form(code=0xfffe) + subformat),
                             chunk(b"data", GOOD[::-1]), chunk(b"id3 ", b"x"))
    yield "mono", wav(channels=1)
    yield "rate", wav(rate=48000)
    yield "bits", wav(bits=24)
    yield "float", wav(code=3)
    yield "cut", wav(GOOD)[:1000]
    yield "nosamples", riff(chunk(b"fmt ", form()))
    yield "empty", wav(b"")
    yield "text", b"This is no sound at all, whatever its name says."
    yield "odd", wav(GOOD[:4002])


def padded(data):
    return data + b"\0" * (-len(data) % SECTOR)


def compare(folder):
    with open(os.path.join(folder, "disc.bin"), "rb") as f:
        disc = f.read()
    place = 0
    for name in ("good", "extensible"):
        with open(os.path.join(folder, name + ".wav"), "rb") as f:
            content = f.read()
        start = content.index(b"data") + 8
        place = disc.find(padded(content[start:start + FRAMES * 4]), place)
        if place < 0 or place % SECTOR:
            return f"{name}.wav is not on the disc"
        place += 1
    return 0


def main():
    if sys.argv[1] == "--compare":
        return compare(sys.argv[2])
    for name, data in files():
        with open(os.path.join(sys.argv[1], name + ".wav"), "wb") as f:
            f.write(data)
    return 0


sys.exit(main())
