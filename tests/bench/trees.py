#!/usr/bin/env python3
# Makes the folders that images are made of in the benchmarks.
#
#   trees.py small|tiny|alike|different COUNT FOLDER      files; COUNT of them
#   trees.py large COUNT FOLDER                      COUNT files that have 1 GiB together
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import os
import random
import sys

GIBIBYTE = 1 << 30
ALIKE = "these forty characters are all the same "


def write(path, data):
    with open(path, "wb", buffering=0) as file:
        file.write(data)


def small(count, top):
    """Files of 1 to 8 KiB, a thousand in a directory."""
    numbers = random.Random(1)
    data = numbers.randbytes(16384)
    for number in range(count):
        folder = f"{top}/directory {number // 1000}"
        if number % 1000 == 0:
            os.makedirs(folder)
        start = numbers.randrange(8192)
        write(f"{folder}/file number {number}.data", data[start:start + numbers.randrange(1024, 8193)])


def tiny(count, top):
    """Files of a few bytes, a thousand in a directory."""
    for number in range(count):
        folder = f"{top}/directory {number // 1000}"
        if number % 1000 == 0:
            os.makedirs(folder)
        write(f"{folder}/file number {number}.data", b"tiny")


def alike(count, top):
    for number in range(count):
        write(f"{top}/{ALIKE}{number:07}.txt", b"x")


def different(count, top):
    for number in range(count):
        write(f"{top}/{number:07}{ALIKE}.txt", b"x")


def large(count, top):
    numbers = random.Random(2)
    for number in range(count):
        with open(f"{top}/file {number}.bin", "wb") as file:
            for _ in range(GIBIBYTE // count >> 20):
                file.write(numbers.randbytes(1 << 20))


def main():
    kind, count, top = sys.argv[1:]
    os.makedirs(top)
    {"small": small, "tiny": tiny, "alike": alike, "different": different, "large": large}[kind](int(count), top)


if __name__ == "__main__":
    main()
