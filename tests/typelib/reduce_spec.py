#!/usr/bin/env python3
"""Reduces the interface specification to the facts that compare.py checks.

Usage: reduce_spec.py [--check] SPECDIR

Writes imapi2.json beside this script; with --check only says whether it is what it would write.
"""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, 'imapi2.json')


def pick(entry, *names):
    return {name: entry[name] for name in names if name in entry}


def reduce_param(param):
    reduced = pick(param, 'name', 'dir', 'type', 'retval')
    if 'unnamed' in param.get('note', ''):
        del reduced['name']
    return reduced


def reduce_method(method):
    reduced = pick(method, 'name', 'vtable_name', 'kind', 'dispid', 'slot', 'flags', 'returns')
    reduced['params'] = [reduce_param(param) for param in method['params']]
    return reduced


def reduce_interface(interface):
    reduced = pick(interface, 'name', 'IID', 'base', 'typelib_flags', 'vtable_total')
    reduced['methods'] = [reduce_method(method) for method in interface['methods']]
    return reduced


def reduce_enum(enum):
    reduced = pick(enum, 'name', 'tag', 'pointer_typedef')
    reduced['values'] = {value['name']: value['value'] for value in enum['values']}
    return reduced


def reduce_spec(specdir):
    with open(os.path.join(specdir, 'imapi2.json'), encoding='utf-8') as file:
        spec = json.load(file)
    with open(os.path.join(specdir, 'errors.json'), encoding='utf-8') as file:
        errors = json.load(file)['errors']
    return {
        'library': pick(spec['library'], 'name', 'LIBID', 'version', 'lcid'),
        'interfaces': [reduce_interface(interface) for interface in spec['interfaces']],
        'coclasses': [pick(coclass, 'name', 'CLSID', 'creatable', 'default_interface', 'interfaces',
                           'default_source', 'sources') for coclass in spec['coclasses']],
        'enums': [reduce_enum(enum) for enum in spec['enums']],
        'typedefs': [pick(typedef, 'name', 'type') for typedef in spec['typedefs']],
        'constants': {constant['name']: constant['value'] for constant in spec['constants']},
        'errors': {error['name']: int(error['hex'], 16)
                   for error in errors if error['header'] == 'imapi2error.h'},
    }


def main():
    arguments = sys.argv[1:]
    only_check = '--check' in arguments
    arguments = [argument for argument in arguments if argument != '--check']
    if len(arguments) != 1:
        sys.exit(__doc__)
    text = json.dumps(reduce_spec(arguments[0]), indent=1) + '\n'
    if not only_check:
        with open(TABLE, 'w', encoding='utf-8') as file:
            file.write(text)
        return
    with open(TABLE, encoding='utf-8') as file:
        if file.read() != text:
            sys.exit('imapi2.json is not what reduce_spec.py makes of ' + arguments[0])
    print('imapi2.json agrees with the specification')


if __name__ == '__main__':
    main()
