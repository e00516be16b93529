#!/usr/bin/env python3
"""Reduces the specification of both libraries to the facts that compare.py checks.

Usage: reduce_spec.py [--check] SPECDIR

Writes imapi2.json and imapi2fs.json beside this script; with --check only says whether they are what it would
write.
"""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARIES = {'imapi2': 'imapi2error.h', 'imapi2fs': 'imapi2fserror.h'}


def pick(entry, *names):
    return {name: entry[name] for name in names if name in entry}


def reduce_param(param):
    reduced = pick(param, 'name', 'dir', 'type', 'retval')
    if 'unnamed' in param.get('note', ''):
        del reduced['name']
    return reduced


def reduce_method(method):
    reduced = pick(method, 'name', 'vtable_name', 'kind', 'dispid', 'slot', 'flags', 'returns', 'documented_results')
    reduced['params'] = [reduce_param(param) for param in method['params']]
    return reduced


def reduce_interface(interface):
    reduced = pick(interface, 'name', 'IID', 'base', 'typelib_flags', 'vtable_total')
    # What has no slot is the form of another method that a proxy calls. A library shows it in that one's place.
    remote = {method['call_as']: method['name'] for method in interface['methods'] if 'call_as' in method}
    reduced['methods'] = [reduce_method(method) for method in interface['methods'] if method['slot'] is not None]
    for method in reduced['methods']:
        if 'local' in method.get('flags', []):
            method['flags'].remove('local')
            method['library_name'] = remote['call_as(%s)' % method['name']]
    return reduced


def reduce_enum(enum):
    reduced = pick(enum, 'name', 'tag', 'pointer_typedef')
    reduced['values'] = {value['name']: value['value'] for value in enum['values']}
    return reduced


def reduce_spec(specdir, library):
    with open(os.path.join(specdir, library + '.json'), encoding='utf-8') as file:
        spec = json.load(file)
    with open(os.path.join(specdir, 'errors.json'), encoding='utf-8') as file:
        errors = json.load(file)['errors']
    return {
        'library': pick(spec['library'], 'name', 'LIBID', 'version', 'lcid'),
        'interfaces': [reduce_interface(interface) for interface in spec['interfaces']],
        'coclasses': [pick(coclass, 'name', 'CLSID', 'creatable', 'default_interface', 'interfaces',
                           'default_source', 'sources') for coclass in spec['coclasses']],
        'enums': [reduce_enum(enum) for enum in spec['enums']],
        'typedefs': [pick(typedef, 'name', 'type') for typedef in spec.get('typedefs', [])],
        'constants': {constant['name']: constant['value'] for constant in spec['constants']},
        'errors': {error['name']: int(error['hex'], 16)
                   for error in errors if error['header'] == LIBRARIES[library]},
    }


def main():
    arguments = sys.argv[1:]
    only_check = '--check' in arguments
    arguments = [argument for argument in arguments if argument != '--check']
    if len(arguments) != 1:
        sys.exit(__doc__)
    for library in LIBRARIES:
        table = os.path.join(HERE, library + '.json')
        text = json.dumps(reduce_spec(arguments[0], library), indent=1) + '\n'
        if not only_check:
            with open(table, 'w', encoding='utf-8') as file:
                file.write(text)
            continue
        with open(table, encoding='utf-8') as file:
            if file.read() != text:
                sys.exit('%s.json is not what reduce_spec.py makes of %s' % (library, arguments[0]))
        print('%s.json agrees with the specification' % library)


if __name__ == '__main__':
    main()
