#!/usr/bin/env python3
"""Prints a C source that only compiles when the public headers agree with the tables.

Usage: make_asserts.py > asserts.c
"""
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def assertions(table):
    for name, value in table['constants'].items():
        yield '%s == %d' % (name, value)
    for name, value in table['errors'].items():
        yield '%s == (HRESULT)0x%08x' % (name, value)
    for enum in table['enums']:
        yield 'sizeof(%s) == 4' % enum['name']
        yield 'sizeof(enum %s) == 4' % enum['tag']
        if enum['pointer_typedef']:
            yield 'sizeof(%s) == sizeof(*(%s)0)' % (enum['name'], enum['pointer_typedef'].lstrip('*'))
        for name, value in enum['values'].items():
            yield '(int)%s == %d' % (name, value)
    for typedef in table['typedefs']:
        yield 'sizeof(%s) == sizeof(%s)' % (typedef['name'], typedef['type'])
    for interface in table['interfaces']:
        yield 'sizeof(%sVtbl) == %d * sizeof(void *)' % (interface['name'], interface['vtable_total'])
        for method in interface['methods']:
            yield 'offsetof(%sVtbl, %s) == %d * sizeof(void *)' % (
                interface['name'], method['vtable_name'], method['slot'])


def main():
    print('/* Made by make_asserts.py. */\n\n#include <stddef.h>\n#include <windows.h>\n'
          '#include <imapi2.h>\n#include <imapi2error.h>\n#include <imapi2fs.h>\n#include <imapi2fserror.h>\n')
    for library in 'imapi2', 'imapi2fs':
        with open(os.path.join(HERE, library + '.json'), encoding='utf-8') as file:
            for assertion in assertions(json.load(file)):
                print('C_ASSERT(%s);' % assertion)
    print('\nint main(void)\n{\n    return 0;\n}')


if __name__ == '__main__':
    main()
