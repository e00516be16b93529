#!/usr/bin/env python3
"""Prints the runs of blocks in which two images differ, as FIRST-LAST, the later ones first: what a session adds
before what points to it. The second image is the longer one.

    tests/apps/changed_ranges.py OLD NEW

Copyright 2026 the imapi2 for Wine authors

This library is free software; you can redistribute it and/or
modify it under the terms of the GNU Lesser General Public
License as published by the Free Software Foundation; either
version 2.1 of the License, or (at your option) any later version.
"""
import sys

BLOCK = 2048
NEAR = 64       # runs as close as this are one


def main():
    old, new = (open(name, "rb").read() for name in sys.argv[1:3])
    runs = []
    for block in range(len(new) // BLOCK):
        part = slice(block * BLOCK, (block + 1) * BLOCK)
        if old[part] == new[part]:
            continue
        if runs and block - runs[-1][1] < NEAR:
            runs[-1][1] = block
        else:
            runs.append([block, block])
    print(*("%d-%d" % tuple(run) for run in reversed(runs)))


main()
