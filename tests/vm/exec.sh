#!/usr/bin/env bash
# Runs a command in the machine that tests/vm/up.sh started. Its exit code is the command's; 124: not done in
# time, 125: the machine has gone.
#
#   tests/vm/exec.sh [--seconds N] COMMAND...
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

TIME=1800
[ "${1:-}" != --seconds ] || { TIME=$2; shift 2; }
[ $# -gt 0 ] || die 'usage: exec.sh [--seconds N] COMMAND...'
vm_is_up "$VM_STAYING" || die "No machine is up in $VM_STAYING; tests/vm/up.sh starts one"
exec 9>"$VM_STAYING/lock"
flock 9
vm_exec "$VM_STAYING" "$TIME" "$(vm_command "$@")"
