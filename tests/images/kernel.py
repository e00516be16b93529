#!/usr/bin/env python3
# Mounts every image of a folder's list in each of its views and compares what is there with its manifest. A kernel
# that warns of an image has found something too. Runs as root. Reports in the words of scripts/lib.sh.
#
#   kernel.py [--all-bytes] FOLDER MOUNT-POINT
#   kernel.py --paths COUNT VIEWS IMAGE MOUNT-POINT
#
# The list has lines of name, views and, for a further session, the block where it begins, with tabs between. Of an
# image of very many files, each holds its own path: these are counted and compared without a manifest.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import argparse
import contextlib
import os
import subprocess

from checker import expected
from judges.compare import differences

OPTIONS = {"iso": ("iso9660", "norock,nojoliet"), "joliet": ("iso9660", "norock,iocharset=utf8"),
           "udf": ("udf", "iocharset=utf8,unhide,bs=2048")}
ANCHOR = 256            # blocks after the beginning of a session
WARNING = 4             # and what is graver has smaller numbers; see syslog(2)
# Unless all bytes are asked for, only what lies at some places of the largest file is compared; see tree_huge of
# trees.sh.
HUGE = 4 << 30
HUGE_WORDS = {0: b"beginning\n", 4096 << 20: b"middle\n", 5119 << 20: b"end\n"}


class Failed(Exception):
    """What is in the way, in words."""


class Warnings:
    """What the kernel has to say of file systems, from now on."""

    def __init__(self):
        self.log = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)
        os.lseek(self.log, 0, os.SEEK_END)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.log)

    def words(self):
        found = []
        with contextlib.suppress(BlockingIOError):
            while True:
                head, _, text = os.read(self.log, 8192).decode(errors="replace").partition(";")
                if int(head.split(",")[0]) & 7 <= WARNING and ("udf" in text.lower() or "isofs" in text.lower()):
                    found.append(f"the kernel warns: {text.splitlines()[0]}")
        return found


class Place:
    """Where images are mounted."""

    def __init__(self, folder):
        self.folder = folder

    @contextlib.contextmanager
    def mounted(self, image, view, start=0):
        kind, options = OPTIONS[view]
        if start:
            options += f",anchor={start + ANCHOR}" if view == "udf" else f",sbsector={start}"
        done = subprocess.run(("mount", "-t", kind, "-o", f"ro,loop,{options}", image, self.folder), check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise Failed(done.stdout.strip())
        try:
            yield
        finally:
            subprocess.run(("umount", self.folder), check=True)

    def compare(self, items, view, all_bytes):
        found = expected.read(self.folder)
        huge = not all_bytes and any(item.size > HUGE for item in items.values())
        words = differences(found, items, not huge, expected.names_change(view, items))
        return words if words or not huge else compare_huge(found)

    def compare_paths(self, count):
        """Each file holds its own path, and there are so many."""
        found = 0
        for folder, _, files in os.walk(self.folder):
            for file in files:
                path = os.path.join(folder, file)
                with open(path, "rb", buffering=0) as content:
                    if content.read() != os.path.relpath(path, self.folder).encode():
                        return [f"{path} holds something else"]
            found += len(files)
        return [] if found == count else [f"{found} files, not {count}"]


def compare_huge(found):
    """The large file has its words where they were put, some of them behind 4 GiB."""
    source = max(found.values(), key=lambda item: item.size).source
    with open(source, "rb") as file:
        def word_at(offset, length):
            file.seek(offset)
            return file.read(length)
        return [f"other bytes at {offset}" for offset, word in HUGE_WORDS.items()
                if word_at(offset, len(word)) != word]


def report(name, what, mounted, function):
    """function tells in words what is wrong with what is mounted."""
    try:
        with Warnings() as warnings:
            with mounted:
                words = function()
            words += warnings.words()
    except (Failed, OSError, subprocess.SubprocessError) as problem:
        words = [str(problem)]
    for line in words[:10]:
        print(f"  {line}")
    print(f"{'FAIL' if words else 'PASS'}: {name}: the kernel reads {what}", flush=True)


def check_list(folder, place, all_bytes):
    with open(f"{folder}/list", encoding="utf-8") as lines:
        images = [line.rstrip("\n").split("\t") for line in lines]
    for name, views, *start in images:
        items = expected.without_streams(expected.read(f"{folder}/{name}.manifest"))
        for view in views.split(","):
            report(name, view, place.mounted(f"{folder}/{name}.iso", view, int(start[0]) if start else 0),
                   lambda: place.compare(items, view, all_bytes))  # pylint: disable=W0640


def arguments():
    parser = argparse.ArgumentParser(description="Compares what a kernel sees in images with what was put in.")
    parser.add_argument("image", metavar="FOLDER|IMAGE")
    parser.add_argument("place", metavar="MOUNT-POINT")
    parser.add_argument("--all-bytes", action="store_true", help="of the largest files too")
    parser.add_argument("--paths", nargs=2, metavar=("COUNT", "VIEWS"), help="each file of the image holds its path")
    return parser.parse_args()


def main():
    args = arguments()
    place = Place(args.place)
    if not args.paths:
        check_list(args.image, place, args.all_bytes)
        return
    count, views = args.paths
    for view in views.split(","):
        report(os.path.basename(args.image), f"{count} files of {view}", place.mounted(args.image, view),
               lambda: place.compare_paths(int(count)))


if __name__ == "__main__":
    main()
