#!/usr/bin/env python3
# Has a kernel write a tree onto each empty UDF file system of a folder (*.udf), which it mounts one after the other:
# files in one piece, in many pieces and with holes, and directories with names that went. The same is done to a plain
# folder, to compare with.
#
#   kernel_writes.py FOLDER TREE MOUNT-POINT           in User-Mode Linux, whose root is read only
#   kernel_writes.py --plain FOLDER TREE
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import glob
import os
import shutil
import subprocess
import sys

PIECES = 40


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data, mode="wb"):
    with open(path, mode) as file:
        file.write(data)


def leave_gaps(top):
    """What is free is in pieces then."""
    for number in range(PIECES):
        write(f"{top}/piece {number}", bytes(range(256)) * 32)
    for number in range(0, PIECES, 2):
        os.remove(f"{top}/piece {number}")


def change(top, tree):
    data = read(f"{tree}/big.bin")
    shutil.copytree(tree, top, copy_function=shutil.copyfile, dirs_exist_ok=True)
    leave_gaps(top)
    write(f"{top}/in pieces.bin", data + data)
    write(f"{top}/holes.bin", b"beginning")
    with open(f"{top}/holes.bin", "r+b") as file:
        file.seek(1 << 20)
        file.write(b"middle")
        file.truncate(3 << 20)
    for number in range(7, 300, 13):
        os.remove(f"{top}/sub/file number {number}.dat")
    os.rename(f"{top}/sub/file number 1.dat", f"{top}/sub/deep/another name.dat")
    write(f"{top}/zero", b"more", "ab")


def write_image(image, tree, place):
    subprocess.run(("mount", "-t", "udf", "-o", "rw,loop,iocharset=utf8,bs=2048", image, place), check=True)
    try:
        change(place, tree)
    finally:
        subprocess.run(("umount", place), check=True)


def write_images(folder, tree, place):
    subprocess.run(("mount", "-t", "hostfs", "-o", folder, "none", place), check=True)
    for image in sorted(glob.glob(f"{place}/*.udf")):
        try:
            write_image(image, tree, f"{place}/mounted")
        except (OSError, subprocess.SubprocessError) as problem:
            print(f"{os.path.basename(image)}: {problem}")


def main():
    if sys.argv[1] == "--plain":
        change(*sys.argv[2:])
    else:
        write_images(*sys.argv[1:])


if __name__ == "__main__":
    main()
