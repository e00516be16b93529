# One session's ISO 9660, Joliet and boot catalogue: what they show, as views.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from ..findings import Stop
from ..tree import View
from . import descriptors, directories, eltorito, path_tables


def check(ctx):
    """The views, and the boot entries."""
    found = descriptors.read_set(ctx)
    views, primary = [], None
    for volume in descriptors.volumes(ctx, found):
        primary = primary or volume
        _check_pair(ctx, primary, volume)
        try:
            root, all_directories = directories.walk(ctx, volume)
            path_tables.check(ctx, volume, all_directories)
        except Stop:
            continue
        views.append(View("joliet", "Joliet", root, volume.identifier) if volume.joliet else
                     View("iso", "ISO 9660", root, volume.identifier))
    return views, [entry for kind, sector, data in found if kind == descriptors.BOOT
                   for entry in eltorito.check(ctx, sector, data)]


def check_boot_alone(ctx):
    """The boot entries of a disc that has UDF and no ISO 9660."""
    descriptors.read_set(ctx, has_volumes=False)
    sector = ctx.session + eltorito.SECTOR
    return eltorito.check(ctx, sector, ctx.image.block(sector))


def _check_pair(ctx, primary, volume):
    ctx.findings.demand(volume.size == primary.size, "iso-volume-sizes-differ", volume.base + 80, "ECMA-119 8.5",
                        f"{volume.size} blocks here, {primary.size} in the primary descriptor")
