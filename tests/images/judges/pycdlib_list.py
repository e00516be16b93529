#!/usr/bin/env python3
# Lists one view of an image by pycdlib: kind, size, digest and path of each item.
#
#   pycdlib_list.py IMAGE iso_path|joliet_path|udf_path contents|sizes
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import hashlib
import sys

import pycdlib


def shown(name, view):
    """Without the version, which only UDF does not have, and without the dot of a file that has no extension."""
    if view == "udf_path":
        return name
    body, semicolon, version = name.rpartition(";")
    body = body if semicolon and version.isdigit() else name
    return body.rstrip(".") if view == "iso_path" else body


def list_file(image, view, path, name, contents):
    with image.open_file_from_iso(**{view: path}) as file:
        size, digest = file.length(), ""
        if contents:
            total = hashlib.sha256()
            for part in iter(lambda: file.read(1 << 20), b""):
                total.update(part)
            digest = total.hexdigest()
    print("f", size, digest, name, sep="\t")


def main():
    path, view, contents = sys.argv[1:]
    image = pycdlib.PyCdlib()
    image.open(path)
    for folder, directories, files in image.walk(**{view: "/"}):
        above = folder.strip("/")
        for name in directories:
            print("d", 0, "", f"{above}/{name}" if above else name, sep="\t")
        for name in files:
            full = f"{above}/{name}" if above else name
            list_file(image, view, f"/{full}", shown(full, view), contents == "contents")
    image.close()


if __name__ == "__main__":
    main()
