#!/usr/bin/env python3
"""Whether the message tables of both DLLs have a text that helps for each result.

Usage: messages.py [CODE]

Each code of imapi2error.h and imapi2fserror.h must have one text, and each text must be good to read: what happened
and, behind it, what to do; finished, without inserts, in plain characters, and not that of another code. With a code
(0xC0AA0202) this prints its text. Prints PASS: and FAIL: lines.
"""
import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TABLES = (('imapi2', 'imapi2error.h'), ('imapi2fs', 'imapi2fserror.h'))
LONGEST = 240       # characters: three lines of a message box
SEVERITIES = {'Success': 0x00aa0000, 'Error': 0x80aa0000, 'CoError': 0xc0aa0000}


def read_table(library):
    """(name, code, text) of every message."""
    path = os.path.join(TOP, 'dlls', library, library + '_messages.mc')
    with open(path, encoding='utf-8') as file:
        table = file.read()
    form = r'MessageId=(\w+)\nSeverity=(\w+)\nFacility=\w+\nSymbolicName=(\w+)\nLanguage=English\n(.*?)\n\.$'
    return [(name, SEVERITIES[severity] | int(number, 16), text)
            for number, severity, name, text in re.findall(form, table, re.MULTILINE | re.DOTALL)]


def read_header(header):
    with open(os.path.join(TOP, 'include', header), encoding='utf-8') as file:
        return {name: int(code, 16) for name, code in re.findall(r'#define +(\w+) +\D*?(0x[0-9A-Fa-f]{8})', file.read())}


def problems_of(text):
    if not re.fullmatch(r'[A-Z][\x20-\x7e]+\.', text):
        yield 'is not one line of plain characters from a capital to a full stop'
    if not re.search(r'[.] [A-Z]', text):
        yield 'does not say what to do behind what happened'
    if '%' in text:
        yield 'has an insert that nobody fills'
    if len(text) > LONGEST:
        yield 'has %d characters' % len(text)


def check_library(library, header):
    wrong, codes, seen = [], read_header(header), {}
    table = read_table(library)
    for name, code, text in table:
        if codes.pop(name, None) != code:
            wrong.append('%s: %s has another code' % (name, header))
        if text in seen:
            wrong.append('%s: the same text as %s' % (name, seen[text]))
        seen[text] = name
        wrong += ['%s: the text %s' % (name, problem) for problem in problems_of(text)]
    wrong += ['%s: no text' % name for name in codes]
    print(*wrong, sep='\n', end='\n' if wrong else '')
    print('%s: messages of %s: %d, %d wrong' % ('FAIL' if wrong else 'PASS', library, len(table), len(wrong)))
    return not wrong


def main():
    if len(sys.argv) > 1:
        texts = [text for library, _ in TABLES for _, code, text in read_table(library) if code == int(sys.argv[1], 16)]
        print(*texts, sep='\n')
        return 0 if texts else 1
    return 0 if all([check_library(*table) for table in TABLES]) else 1


if __name__ == '__main__':
    sys.exit(main())
