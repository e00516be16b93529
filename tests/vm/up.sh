#!/usr/bin/env bash
# Starts the laboratory's virtual machine and leaves it up, for tests/vm/exec.sh and tests/vm/down.sh.
#
#   tests/vm/up.sh [ROOT]
#
# The machine lives in the build folder, or where IMAPI2_VM says.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$(dirname "$0")/vm.sh"

obstacle=$(vm_obstacle)
[ -z "$obstacle" ] || die "No virtual machine: $obstacle"
{ vm_make_image "${1:-vm}" && vm_make_wine8; } || { tail -n 20 "$ROOTS/${1:-vm}.log" >&2; die 'The image could not be made'; }
vm_up "${1:-vm}" "$VM_STAYING"
