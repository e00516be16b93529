#!/usr/bin/env python3
# Mounts every image of a folder's list in each of its views and compares what is there with its manifest. Runs in the
# laboratory's machine, as root. Reports in the words of scripts/lib.sh.
#
#   kernel.py FOLDER
#
# The list has lines of name, views and, for a further session, the block where it begins, with tabs between. Of a
# line "NAME sum" see check_sum.

import hashlib
import os
import subprocess
import sys

from checker import expected
from judges.compare import differences

MOUNT_POINT = "/media/cdrom"
OPTIONS = {"iso": ("iso9660", "norock,nojoliet"), "joliet": ("iso9660", "norock,iocharset=utf8"),
           "udf": ("udf", "iocharset=utf8,unhide")}
# Five gigabytes take an emulated processor minutes: what lies at some places has to do (see tree_huge of trees.sh).
HUGE = ("huge-102", "huge-250", "huge-level-3")
HUGE_WORDS = {0: b"beginning\n", 4096 << 20: b"middle\n", 5119 << 20: b"end\n"}


class Failed(Exception):
    """What is in the way, in words."""


ANCHOR = 256            # blocks after the beginning of a session


def mount(image, view, start=0):
    kind, options = OPTIONS[view]
    if start:
        options += f",anchor={start + ANCHOR}" if view == "udf" else f",sbsector={start}"
    done = subprocess.run(("mount", "-t", kind, "-o", f"ro,loop,{options}", image, MOUNT_POINT), check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise Failed(done.stdout.strip())


def unmount():
    subprocess.run(("umount", MOUNT_POINT), check=True)


def compare(name, items, view):
    """Differences, in words."""
    found = expected.read(MOUNT_POINT)
    words = differences(found, items, name not in HUGE, expected.names_change(view, items))
    return words if words or name not in HUGE else compare_huge(found)


def compare_huge(found):
    """The large file has its words where they were put, some of them behind 4 GiB."""
    source = max(found.values(), key=lambda item: item.size).source
    with open(source, "rb") as file:
        def word_at(offset, length):
            file.seek(offset)
            return file.read(length)
        return [f"other bytes at {offset}" for offset, word in HUGE_WORDS.items()
                if word_at(offset, len(word)) != word]


def check_sum(image, wanted):
    """An image of very many files, each of which holds its own path: the sums of all paths and of all contents."""
    total, names = hashlib.sha256(), hashlib.sha256()
    mount(image, "udf")
    try:
        for folder, directories, files in os.walk(MOUNT_POINT):
            directories.sort()
            for file in sorted(files):
                path = os.path.join(folder, file)
                names.update(os.path.relpath(path, MOUNT_POINT).encode() + b"\n")
                with open(path, "rb", buffering=0) as content:
                    total.update(content.read())
    finally:
        unmount()
    return [] if (names.hexdigest(), total.hexdigest()) == wanted else ["the files are others"]


def check_image(folder, name, view, start):
    items = expected.without_streams(expected.read(f"{folder}/{name}.manifest"))
    mount(f"{folder}/{name}.iso", view, start)
    try:
        return compare(name, items, view)
    finally:
        unmount()


def report(name, what, function):
    try:
        words = function()
    except (Failed, OSError) as problem:
        words = [str(problem)]
    for line in words[:10]:
        print(f"  {line}")
    print(f"{'FAIL' if words else 'PASS'}: {name}: the kernel reads {what}", flush=True)


def main():
    folder = sys.argv[1]
    with open(f"{folder}/list", encoding="utf-8") as lines:
        images = [line.rstrip("\n").split("\t") for line in lines]
    for name, views, *rest in images:
        if not os.path.exists(f"{folder}/{name}.iso"):
            continue
        if views == "sum":
            report(name, "all files", lambda: check_sum(f"{folder}/{name}.iso", tuple(rest)))  # pylint: disable=W0640
            continue
        start = int(rest[0]) if rest else 0
        for view in views.split(","):
            report(name, view, lambda: check_image(folder, name, view, start))  # pylint: disable=W0640


if __name__ == "__main__":
    main()
