#!/usr/bin/env python3
"""Whether every method of every class of imapi2.dll is called by a test.

Usage: check.py [--calls]

Reads the interfaces of tests/typelib/imapi2.json and the tests in dlls/imapi2/tests. A call is one through the COM
macros, under the name of an interface that the class offers or of one that it inherits from; names
that the tests' own macros put together (IFoo_get_##property) count for what these are used with. Prints PASS: and
FAIL: lines; with --calls the number of calls of every method.
"""
import glob
import json
import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TESTS = os.path.join(TOP, 'dlls', 'imapi2', 'tests')
TABLE = os.path.join(TOP, 'tests', 'typelib', 'imapi2.json')

# Clients implement these, the DLL calls them.
OF_CLIENTS = re.compile(r'^(D\w+Events|IBlockRange(List)?)$')


def read_interfaces():
    with open(TABLE, encoding='utf-8') as file:
        spec = json.load(file)
    return {interface['name']: interface for interface in spec['interfaces']}, spec['coclasses']


def inherited(interfaces, name):
    """The interface and what it inherits from, as far as the library declares it."""
    while name in interfaces:
        yield name
        name = interfaces[name]['base']


def required(interfaces, coclasses):
    """(interface, method, names under which a call counts): the methods of classes, and of what they hand out."""
    offered = {name for coclass in coclasses for name in coclass['interfaces'] if name in interfaces}
    for name in sorted(interfaces):
        if OF_CLIENTS.match(name):
            continue
        family = list(inherited(interfaces, name))
        for owner in family if name in offered else [name]:
            for method in interfaces[owner]['methods']:
                yield name, method['vtable_name'], family


def paste(text):
    """The text with the uses of the file's macros that paste names, written out."""
    out = [text]
    for macro in re.finditer(r'#define (\w+)\((\w+)[^)]*\)((?:[^\n]*\\\n)*[^\n]*)', text):
        name, parameter, body = macro.groups()
        pieces = re.findall(r'\b(\w+_)##%s\b' % parameter, body)
        for value in re.findall(r'\b%s\((\w+)[,)]' % name, text):
            out += ['%s%s(' % (piece, value) for piece in pieces]
    return '\n'.join(out)


def read_calls():
    """How often each IFoo_Method is called; pointers to functions out of lpVtbl count for the objects named data."""
    calls = {}
    for path in glob.glob(os.path.join(TESTS, '*.c')):
        with open(path, encoding='utf-8') as file:
            text = paste(file.read())
        for name in re.findall(r'\b(I[A-Z]\w+_\w+)\(', text):
            calls[name] = calls.get(name, 0) + 1
        for method in re.findall(r'\bdata->lpVtbl->(\w+)', text):
            name = 'IDiscFormat2Data_' + method
            calls[name] = calls.get(name, 0) + 1
    return calls


def main():
    interfaces, coclasses = read_interfaces()
    calls, missing, count = read_calls(), [], 0
    for name, method, family in required(interfaces, coclasses):
        found = sum(calls.get('%s_%s' % (owner, method), 0) for owner in family)
        if '--calls' in sys.argv:
            print('%5d %s::%s' % (found, name, method))
        count += 1
        if not found:
            missing.append('%s::%s is called by no test' % (name, method))
    for line in missing:
        print(line)
    print('%s: methods: %d, called by no test: %d' % ('FAIL' if missing else 'PASS', count, len(missing)))
    return 1 if missing else 0


if __name__ == '__main__':
    sys.exit(main())
