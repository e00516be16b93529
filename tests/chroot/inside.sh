#!/usr/bin/env bash
# What tests/chroot/run.sh runs inside of the other system: the DLL's tests, the way to its Unix side, and the type
# library read back by that Wine's oleaut32. The tree is /src and the build is /build, both read-only.
#
#   tests/chroot/inside.sh WIDTH...
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

"$TOP/tests/dll/run.sh" "$@"

"$TOP/tests/dll/roads.sh" "$@" | sed "s/^\([A-Z]*: \)/\\1$(wine --version | sed 's/ .*//') /"

"$TOP/tests/typelib/run.sh" library | sed "s/^\([A-Z]*: \)/\\1$(wine --version | sed 's/ .*//') /"
