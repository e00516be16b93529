#!/usr/bin/env python3
# The first process of a kernel in User-Mode Linux, whose root is that of the host, read only: loads modules, runs a
# command between two lines of its own, of which the second says how it ended, and halts.
#
#   init.py MODULES COMMAND...
#
# The modules are names with commas between, in the order in which they need each other.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import ctypes
import glob
import os
import subprocess
import sys

FINIT_MODULE = 313                              # its system call on x86_64
POWER_OFF = 0x4321fedc                          # see reboot(2)
LIBC = ctypes.CDLL(None, use_errno=True)


def called(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def load(module):
    path, = glob.glob(f"/usr/lib/uml/modules/{os.uname().release}/kernel/**/{module}.ko", recursive=True)
    with open(path, "rb") as file:
        called(LIBC.syscall(FINIT_MODULE, file.fileno(), b"", 0))


def run(modules, command):
    called(LIBC.mount(b"proc", b"/proc", b"proc", 0, None))
    called(LIBC.mount(b"sysfs", b"/sys", b"sysfs", 0, None))
    called(LIBC.mount(b"tmpfs", b"/run", b"tmpfs", 0, None))
    for module in modules.split(","):
        load(module)
    return subprocess.run(command, check=False).returncode


def main():
    status = 1
    print("init.py: up", flush=True)
    try:
        status = run(sys.argv[1], sys.argv[2:])
    except (OSError, ValueError) as problem:
        print(problem)
    finally:
        print(f"init.py: down {status}", flush=True)
        LIBC.reboot(POWER_OFF)


if __name__ == "__main__":
    main()
