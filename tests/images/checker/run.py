# All checks of one image, in order.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

from . import bridge, expected
from .findings import Stop
from .image import Beyond
from .iso import descriptors, eltorito
from .iso import volume as iso_volume
from .udf import recognition
from .udf import volume as udf_volume

def check(ctx, wanted=None, items=None, times=False):
    """The views of the image. wanted: the kinds that have to be there, and no others; None takes what is
    there."""
    views, boot, has_udf = [], [], recognition.has_udf(ctx)
    if descriptors.has_iso(ctx, has_udf):
        views, boot = _guarded(ctx, iso_volume.check, ([], []))
    elif descriptors.has_boot_record(ctx):
        boot = _guarded(ctx, iso_volume.check_boot_alone, [])
    if has_udf:
        view = _guarded(ctx, udf_volume.check, None)
        views += [view] if view else []
    _check_wanted(ctx, views, wanted)
    starts = {start for start, _ in ctx.claims.claims}
    eltorito.check_images(ctx, boot, starts)
    ctx.claims.report(ctx.findings)
    bridge.check(ctx, views)
    for view in views if items is not None else ():
        expected.compare(ctx, view, items, times)
    return views, boot


def _guarded(ctx, part, otherwise):
    try:
        return part(ctx)
    except Stop:
        return otherwise
    except Beyond as problem:
        ctx.findings.add("image-truncated", ctx.image.size, "every structure is inside of the image", str(problem))
        return otherwise


def _check_wanted(ctx, views, wanted):
    there = sorted(view.kind for view in views)
    ctx.findings.demand(there, "no-file-system", 32768, "ECMA-119 6.7, ECMA-167 2/8.3", "no file system is whole")
    if wanted is not None:
        ctx.findings.demand(there == sorted(wanted), "views", 32768, "asked for",
                            f"the image has {there}, not {sorted(wanted)}")
