# One function for each judge: {path: Item} of what it finds in an image, or an exception when it refuses it.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import os
import re
import subprocess
import tempfile

from checker.expected import Item, read

SECONDS = 600


class Refused(Exception):
    """The judge does not take the image."""


def _run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=SECONDS, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
    text = done.stdout.decode("utf-8", "replace")      # isoinfo knows no UTF-8
    if done.returncode:
        raise Refused(f"{' '.join(command)}: exit code {done.returncode}\n{text[-2000:]}")
    return text


def _extracted(make_command, scratch):
    """What a tool unpacks, with contents. The digests are made before the files go."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        try:
            _run(*make_command(folder))
            items = read(folder)
            for item in items.values():
                if not item.directory:
                    item.digest()
        finally:
            subprocess.run(["chmod", "-R", "u+rwX", folder], check=False)
    return items


# --- 7-Zip

def _seven_zip(image, kind, scratch, contents):
    if contents:
        return _extracted(lambda folder: ("7zz", "x", f"-t{kind}", "-bd", f"-o{folder}", image), scratch)
    items = {}
    text = _run("7zz", "l", "-slt", f"-t{kind}", image)
    for block in text.partition("----------\n")[2].split("\n\n"):
        fields = dict(line.split(" = ", 1) for line in block.splitlines() if " = " in line)
        if "Path" in fields:
            items[fields["Path"]] = Item(fields.get("Folder") == "+", int(fields.get("Size") or 0))
    return items


def _boot_files(items):
    """7-Zip shows boot images as files of its own making."""
    return {path: item for path, item in items.items() if not path.startswith("[BOOT]")}


def seven_zip_iso(image, scratch, contents):
    return _boot_files(_seven_zip(image, "iso", scratch, contents))


def seven_zip_udf(image, scratch, contents):
    return _seven_zip(image, "udf", scratch, contents)


# --- libarchive

def _bsdtar(image, scratch, contents, options):
    if contents:
        return _extracted(lambda folder: ("bsdtar", "-xf", image, "-C", folder, *options), scratch)
    items = {}
    for line in _run("bsdtar", "-tvf", image, *options).splitlines():
        mode, _, _, _, size, _, _, _, path = line.split(None, 8)
        if path.strip("./"):
            items[path.strip("/")] = Item(mode[0] == "d", int(size) if mode[0] != "d" else 0)
    return items


def bsdtar_joliet(image, scratch, contents):
    return _bsdtar(image, scratch, contents, ())


def bsdtar_iso(image, scratch, contents):
    return _bsdtar(image, scratch, contents, ("--options", "!joliet"))


# --- libisofs

def _xorriso(image, scratch, contents, system):
    head = ("xorriso", "-abort_on", "SORRY", "-read_fs", system, "-indev", f"stdio:{image}")
    if contents:
        return _extracted(lambda folder: (*head, "-osirrox", "on", "-extract", "/", folder), scratch)
    items = {}
    for line in _run(*head, "-find", "/", "-exec", "lsdl").splitlines():
        match = re.match(r"([d-])[rwx-]{9}\S* +\d+ +\d+ +\d+ +(\d+) .{12} '/(.+)'$", line)
        if match:
            items[match[3]] = Item(match[1] == "d", int(match[2]) if match[1] == "-" else 0)
    return items


def xorriso_joliet(image, scratch, contents):
    return _xorriso(image, scratch, contents, "norock")


def xorriso_iso(image, scratch, contents):
    return _xorriso(image, scratch, contents, "ecma119")


# --- isoinfo

def _isoinfo(image, options):
    items, folder = {}, ""
    for line in _run("isoinfo", "-l", *options, "-i", image).splitlines():
        if line.startswith("Directory listing of "):
            folder = line[len("Directory listing of "):].strip("/ ")
            continue
        match = re.match(r"([d-])\S+ +\d+ +\d+ +\d+ +(\d+) .{11} \[ *\d+ \d\d\]  (.*?) ?$", line)
        if not match or match[3] in (".", ".."):
            continue
        name = re.sub(r"\.?;\d+$", "", match[3])
        path = f"{folder}/{name}" if folder else name
        items[path] = Item(match[1] == "d", int(match[2]) if match[1] == "-" else 0)
    return items


def isoinfo_iso(image, _scratch, _contents):
    return _isoinfo(image, ())


def isoinfo_joliet(image, _scratch, _contents):
    return _isoinfo(image, ("-J",))


# --- pycdlib, which only Debian's own Python has

def _without_udf(image, scratch):
    """A copy that does not say it has UDF: pycdlib knows revisions below 2.00 only, and refuses discs with others
    whole."""
    copy = os.path.join(scratch, "without-udf.iso")
    _run("cp", "--sparse=always", image, copy)
    with open(copy, "r+b") as file:
        for block in range(16, 80):
            file.seek(block * 2048)
            if file.read(6)[1:4] in (b"BEA", b"NSR", b"TEA"):
                file.seek(block * 2048)
                file.write(bytes(2048))
    return copy


def _pycdlib(image, view, scratch, contents):
    if view != "udf_path":
        image = _without_udf(image, scratch)
    text = _run("/usr/bin/python3", os.path.join(os.path.dirname(__file__), "pycdlib_list.py"), image, view,
                "contents" if contents else "sizes")
    items = {}
    for line in text.splitlines():
        kind, size, digest, path = line.split("\t")
        items[path] = Item(kind == "d", int(size), digest or None)
    return items


def pycdlib_iso(image, scratch, contents):
    return _pycdlib(image, "iso_path", scratch, contents)


def pycdlib_joliet(image, scratch, contents):
    return _pycdlib(image, "joliet_path", scratch, contents)


def pycdlib_udf(image, scratch, contents):
    return _pycdlib(image, "udf_path", scratch, contents)


# --- udfinfo, which counts

def udfinfo(image):
    """Files, directories and the revision."""
    text = _run("udfinfo", image)
    warnings = [line for line in text.splitlines() if re.search(r"warning|error", line, re.I)]
    if warnings:
        raise Refused("\n".join(warnings))
    fields = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    return int(fields["numfiles"]), int(fields["numdirs"]), fields["udfrev"]
