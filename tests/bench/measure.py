#!/usr/bin/env python3
# Runs a command in turns and prints its best wall time and CPU time in milliseconds, and the most memory it had at a
# time in KiB. Prints "over" when it was not done in time; the exit code is 1 when it failed.
#
#   measure.py ROUNDS SECONDS COMMAND...
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import os
import signal
import subprocess
import sys
import time


def run(command, seconds):
    """Wall and CPU in milliseconds, KiB; None when it was ended for its time. A failure ends this program."""
    start = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True) as process:
        def end(*_):
            os.killpg(process.pid, signal.SIGKILL)
        signal.signal(signal.SIGALRM, end)
        signal.alarm(seconds)
        _, status, usage = os.wait4(process.pid, 0)
        signal.alarm(0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == -signal.SIGKILL:
        return None
    if process.returncode:
        sys.exit(1)
    return (int((time.monotonic() - start) * 1000), int((usage.ru_utime + usage.ru_stime) * 1000), usage.ru_maxrss)


def main():
    rounds, seconds = int(sys.argv[1]), int(sys.argv[2])
    results = []
    for _ in range(rounds):
        result = run(sys.argv[3:], seconds)
        if result is None:
            break
        results.append(result)
    if not results:
        print("over")
    else:
        walls, cpus, memories = zip(*results)
        print(min(walls), max(min(cpus), 1), max(memories))


if __name__ == "__main__":
    main()
