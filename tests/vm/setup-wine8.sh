#!/usr/bin/env bash
# Completes the root with the older Wine, into which the laboratory's machine changes for some cells; runs inside of
# it, before it becomes an image.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -eu

# Without a desktop, browser engine or .NET, and D: is the first drive, as a user makes it by hand.
export HOME=/root WINEPREFIX=/root/.wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
export LC_ALL=C.UTF-8
mkdir -p /media/cdrom /src /build /out
/usr/lib/wine/wine64 wineboot -i </dev/null >/tmp/wine.log 2>&1 || { cat /tmp/wine.log; exit 1; }
wineserver -w
ln -s /media/cdrom "$WINEPREFIX/dosdevices/d:"
ln -s /dev/sr0 "$WINEPREFIX/dosdevices/d::"
/usr/lib/wine/wine64 reg add 'HKLM\Software\Wine\Drives' /v d: /d cdrom /reg:64 /f </dev/null
wineserver -w
