#!/usr/bin/env python3
"""What the documentation names has to be there. Prints each breach; tests/house/check.sh calls it for each rule.

    docs.py links        files and headings that pages link to
    docs.py paths        files and folders of the tree that pages name
    docs.py steps        steps of scripts/test; and docs/testing.md has a row for each
    docs.py commands     words and options of imapictl
    docs.py errors       texts that stand behind the number of an error
"""

# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import glob
import os
import re
import subprocess
import sys

ROOMS = "scripts|tests|tools|samples|libs|dlls|ports|docs|include|compat|build-aux|debian"
LINK = re.compile(r"\]\(([^)\s]+)\)")
# Not within a longer path, and none that stands for others, as ports/NAME and ports/mine do.
PATH = re.compile(r"(?<![\w./~$}\"-])(?:%s)/[\w./*-]*" % ROOMS)
PLACEHOLDER = re.compile(r"[/_](?:[A-Z]+|mine)(?:[_./]|$)")
TEST = re.compile(r"scripts/test((?: [a-z0-9-]+)+)")
COMMAND = re.compile(r"imapictl(?:\.exe)? ([a-z]+)(?: ([a-z]+))?([^`|#]*)")
ERROR = re.compile(r'(0x[8C]0AA[0-9A-F]{4}), "([^"]+)"')
OPTION = re.compile(r"(?<!\S)--[a-z-]+")


def pages():
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "*.md"],
                            capture_output=True, text=True, check=True).stdout.split("\n")
    for name in sorted({name for name in listed if name and os.path.exists(name)}):
        with open(name, encoding="utf-8") as file:
            yield name, file.read()


def code(text):
    """Spans and lines of a page that are meant to be typed; what stands behind a gap explains the line."""
    fence = False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            fence = not fence
        elif fence or line.startswith("    "):
            yield re.split(r" {2,}", line.strip())[0]
        else:
            yield from re.findall(r"`([^`]+)`", line)


def headings(name):
    with open(name, encoding="utf-8") as file:
        for line in re.findall(r"^#+ +(.*)$", file.read(), re.MULTILINE):
            line = re.sub(r"[^\w\- ]", "", line.lower())
            yield line.strip().replace(" ", "-")


def broken_links():
    for name, text in pages():
        for link in LINK.findall(text):
            if re.match(r"[a-z]+:", link):
                continue
            target, _, heading = link.partition("#")
            path = os.path.normpath(os.path.join(os.path.dirname(name), target)) if target else name
            if not os.path.exists(path):
                yield f"{name}: links to {target}, which is not there"
            elif heading and heading not in headings(path):
                yield f"{name}: links to {link}, which has no such heading"


def unknown_paths():
    for name, text in pages():
        for path in PATH.findall(LINK.sub("]", text)):
            path = path.rstrip(".")
            if not PLACEHOLDER.search(path) and not glob.glob(path):
                yield f"{name}: names {path}, which is not there"


def unknown_steps():
    known = set(re.findall(r"^step_([a-z0-9-]+)\(\)", read("scripts/test"), re.MULTILINE))
    for name, text in pages():
        for words in (word for piece in code(text) for word in TEST.findall(piece)):
            for step in words.split():
                if step not in known and not step.startswith("--"):
                    yield f"{name}: scripts/test has no step {step}"
    rows = set(re.findall(r"^\| ([a-z0-9-]+) \|", read("docs/testing.md"), re.MULTILINE)) - {"step"}
    for step in sorted(known ^ rows):
        yield f"docs/testing.md: {step} is " + ("not among the steps" if step in known else "no step of scripts/test")


def unknown_commands():
    source = "".join(read(name) for name in sorted(glob.glob("tools/imapictl/*.c")))
    known = {(group, word) for group, word in re.findall(r'\{ (?:NULL|L"([a-z]+)"), L"([a-z]+)"', source)}
    groups = {group for group, _ in known if group} | {"help"}
    options = set(re.findall(r'L"(--[a-z-]+)"', source))
    for name, text in pages():
        for first, second, rest in (found for piece in code(text) for found in COMMAND.findall(piece)):
            command = (first, second) if first in groups else ("", first)
            if command not in known and command[0] != "help":
                yield f"{name}: imapictl has no {' '.join(command).strip()}"
            for option in OPTION.findall(rest):
                if option not in options:
                    yield f"{name}: imapictl has no option {option}"


def error_texts():
    """The texts of each number; several names may share one."""
    texts = {}
    for library in ("imapi2", "imapi2fs"):
        numbers = dict(re.findall(r"#define (\w+)\s+_HRESULT_TYPEDEF_\((0x[0-9A-F]{8})L\)",
                                  read(f"include/{library}error.h")))
        messages = read(f"dlls/{library}/{library}_messages.mc")
        for symbol, text in re.findall(r"SymbolicName=(\w+)\nLanguage=English\n(.*)\n", messages):
            texts.setdefault(numbers.get(symbol), []).append(text.lower())
    return texts


def wrong_errors():
    texts = error_texts()
    for name, text in pages():
        for number, quoted in ERROR.findall(text):
            if not any(quoted.lower() in message for message in texts.get(number, [])):
                yield f"{name}: {number} does not say \"{quoted}\""


def read(name):
    if not os.path.exists(name):
        return ""
    with open(name, encoding="utf-8") as file:
        return file.read()


RULES = {"links": broken_links, "paths": unknown_paths, "steps": unknown_steps, "commands": unknown_commands,
         "errors": wrong_errors}

if len(sys.argv) != 2 or sys.argv[1] not in RULES:
    sys.exit(__doc__)
for breach in RULES[sys.argv[1]]():
    print(breach)
