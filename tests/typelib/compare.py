#!/usr/bin/env python3
"""Compares what typelib_dump.exe printed with the table of a library.

LIBRARY is imapi2 or imapi2fs.

Usage: compare.py --codes LIBRARY          prints the result codes to ask typelib_dump.exe about
       compare.py LIBRARY LABEL DUMPFILE   compares; exits with 1 when something differs
"""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARIES = 'imapi2', 'imapi2fs'

# Names of FUNCFLAGS, TYPEFLAGS and INVOKEKIND as they are counted in type libraries.
FUNCTION_FLAGS = {'restricted': 0x1, 'hidden': 0x40}
INTERFACE_FLAGS = {'Dual': 0x40, 'NonExtensible': 0x80, 'OleAutomation': 0x100, 'Dispatchable': 0x1000}
CAN_CREATE = 0x2
INVOKE_KINDS = {'method': 1, 'get': 2, 'put': 4}
# The helper types that carry a range for proxies look like their base in a type library.
BASE_SLOTS = {'IUnknown': 3, 'IDispatch': 7, 'IStream': 14}


class Comparison:
    def __init__(self):
        self.differences = []
        self.counts = {}

    def expect(self, what, found, wanted, name):
        self.counts[what] = self.counts.get(what, 0) + 1
        if found != wanted:
            self.differences.append('%s: %s is %r, should be %r' % (name, what, found, wanted))


def parse_dump(path):
    """Fields of every line, grouped by the first one; complains when the dump is not complete."""
    lines = {}
    with open(path, encoding='utf-8', errors='replace') as file:
        for line in file:
            fields = line.rstrip('\r\n').split('\t')
            lines.setdefault(fields[0], []).append(fields[1:])
    if 'end' not in lines:
        sys.exit('%s: the dump is not complete %s' % (path, lines.get('error', '')))
    return lines


def group(rows):
    """Rows by the name that stands first in them, in their order."""
    groups = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row[1:])
    return groups


def normal_type(name, typedefs):
    """The one spelling of a type: ranges, tags of enumerations and spaces carry no meaning."""
    pointers = name.count('*')
    core = name.replace('*', '').replace(' ', '').lstrip('_')
    core = typedefs.get(core, core)
    core = {'BOOLEAN': 'BYTE', 'long': 'LONG'}.get(core, core)
    return core + '*' * pointers


def signed(text):
    value = int(text, 16)
    return value - (1 << 32) if value >= 1 << 31 else value


def compare_library(result, table, dump):
    name, guid, version, lcid, _syskind, _doc = dump['library'][0]
    library = table['library']
    result.expect('library name', name, library['name'], 'library')
    result.expect('LIBID', guid, library['LIBID'], 'library')
    result.expect('version', version, library['version'], 'library')
    result.expect('language', int(lcid), library['lcid'], 'library')


def compare_params(result, method, fields, name, typedefs, has_put):
    result.expect('parameter count', len(fields), len(method['params']), name)
    for param, field in zip(method['params'], fields):
        found_name, found_type, found_dir = field.split('|')
        label = '%s(%s)' % (name, param.get('name', 'unnamed'))
        # The value of a property has no name where the property can be put: names are asked for by
        # DISPID, and the value of a put has none. A library keeps one spelling for names that differ
        # in case only.
        if 'name' in param and not (has_put and param is method['params'][-1]):
            result.expect('parameter name', found_name.lower(), param['name'].lower(), label)
        result.expect('parameter type', normal_type(found_type, typedefs), normal_type(param['type'], typedefs), label)
        wanted = param['dir'].replace(',', '') + (',retval' if param.get('retval') else '')
        result.expect('parameter direction', found_dir, wanted, label)


def compare_method(result, method, row, interface, typedefs):
    has_put = method['name'] in {other['name'] for other in interface['methods'] if other['kind'] == 'put'}
    name, dispid, slot, invkind, flags, returns = row[:6]
    label = '%s.%s' % (interface['name'], method['vtable_name'])
    result.expect('method name', name, method.get('library_name', method['name']), label)
    result.expect('slot', int(slot), method['slot'], label)
    result.expect('INVKIND', int(invkind), INVOKE_KINDS[method['kind']], label)
    result.expect('function flags', int(flags, 16), sum(FUNCTION_FLAGS[flag] for flag in method.get('flags', [])), label)
    result.expect('return type', returns, method['returns'], label)
    if method['dispid'] is not None:
        result.expect('DISPID', signed(dispid), method['dispid'], label)
    compare_params(result, method, row[6:], label, typedefs, has_put)


def all_methods(interface, by_name):
    base = by_name.get(interface['base'])
    return (all_methods(base, by_name) if base else []) + interface['methods']


def compare_members(result, interface, by_name, rows):
    """What scripts see: the members of the whole chain, by name, DISPID and kind."""
    found = {(name, signed(dispid), int(invkind)) for name, dispid, _slot, invkind, *_rest in rows}
    for method in all_methods(interface, by_name):
        wanted = (method['name'], method['dispid'], INVOKE_KINDS[method['kind']])
        result.expect('script member', wanted if wanted in found else None, wanted,
                      '%s.%s' % (interface['name'], method['vtable_name']))


def compare_interfaces(result, table, dump, foreign):
    typedefs = {typedef['name']: typedef['type'] for typedef in table['typedefs']}
    by_name = {interface['name']: interface for interface in table['interfaces']}
    headers, methods = group(dump['interface']), group(dump['method'])
    dispatch, members = group(dump['dispatch']), group(dump['member'])
    for name, interface in by_name.items():
        guid, base, flags, _size = headers.get(name, [['', '', '0', '0']])[0]
        result.expect('IID', guid, interface['IID'], name)
        result.expect('base', base, interface['base'], name)
        result.expect('interface flags', int(flags, 16),
                      sum(INTERFACE_FLAGS[flag] for flag in interface['typelib_flags']), name)
        rows = methods.get(name, [])
        result.expect('method count', len(rows), len(interface['methods']), name)
        for method, row in zip(interface['methods'], rows):
            compare_method(result, method, row, interface, typedefs)
        if 'Dual' in interface['typelib_flags']:
            result.expect('IID of the script side', dispatch.get(name, [['']])[0][0], interface['IID'], name)
            compare_members(result, interface, by_name, members.get(name, []))
    known = set(by_name)
    beginnings = {interface['IID'][1:5] for interface in table['interfaces']}
    own = {row[0] for row in dump['interface'] if row[0] not in BASE_SLOTS and row[1][1:5] in beginnings}
    result.expect('set of interfaces', sorted(own - foreign), sorted(known), 'library')


def compare_enums(result, table, dump, foreign):
    values = {}
    for enum, name, value in dump['value']:
        values.setdefault(enum, {})[name] = int(value)
    for enum in table['enums']:
        found = values.get(enum['tag'], values.get(enum['name'], {}))
        result.expect('enumerator count', len(found), len(enum['values']), enum['name'])
        for name, value in enum['values'].items():
            result.expect('enumerator', found.get(name), value, name)
    known = {enum['tag'] for enum in table['enums']}
    result.expect('set of enumerations', sorted(set(values) - foreign), sorted(known), 'library')


def compare_coclasses(result, table, dump):
    headers, implements = group(dump['coclass']), group(dump['implements'])
    for coclass in table['coclasses']:
        name = coclass['name']
        guid, flags = headers.get(name, [['', '0']])[0]
        result.expect('CLSID', guid, coclass['CLSID'], name)
        result.expect('creatable', bool(int(flags, 16) & CAN_CREATE), coclass['creatable'], name)
        wanted = []
        for interface in coclass['interfaces']:
            wanted.append([interface, 'interface' + (',default' if interface == coclass['default_interface'] else '')])
        for source in coclass['sources']:
            wanted.append([source, 'source' + (',default' if source == coclass['default_source'] else '')])
        result.expect('interfaces of the class', sorted(implements.get(name, [])), sorted(wanted), name)
    result.expect('set of classes', sorted(headers), sorted(c['name'] for c in table['coclasses']), 'library')


def compare_messages(result, table, dump):
    """Every code has a text of its own: one sentence that says what happened, one that helps."""
    texts = {int(code, 16): text for code, text in dump.get('message', [])}
    for name, code in table['errors'].items():
        text = texts.get(code, '')
        result.expect('message', len(text) > 40 and text[0].isupper() and '\t' not in text, True, name)
    result.expect('different messages', len(set(texts.values())), len(table['errors']), 'messages')


def load_table(library):
    with open(os.path.join(HERE, library + '.json'), encoding='utf-8') as file:
        return json.load(file)


def foreign_names(library):
    """What the other library declares: a library also holds what it refers to."""
    names = set()
    for other in LIBRARIES:
        if other != library:
            table = load_table(other)
            names |= {interface['name'] for interface in table['interfaces']} | {enum['tag'] for enum in table['enums']}
    return names


def main():
    arguments = sys.argv[1:]
    if len(arguments) == 2 and arguments[0] == '--codes' and arguments[1] in LIBRARIES:
        print(' '.join('%08x' % code for code in load_table(arguments[1])['errors'].values()))
        return
    if len(arguments) != 3 or arguments[0] not in LIBRARIES:
        sys.exit(__doc__)
    table, label, dump = load_table(arguments[0]), arguments[1], parse_dump(arguments[2])
    foreign = foreign_names(arguments[0])
    result = Comparison()
    for compare in (compare_library, compare_coclasses, compare_messages):
        compare(result, table, dump)
    for compare in (compare_interfaces, compare_enums):
        compare(result, table, dump, foreign)
    for difference in result.differences:
        print('FAIL: %s: %s' % (label, difference))
    counted = ', '.join('%d %s' % (result.counts.get(what, 0), plural) for what, plural in (
        ('slot', 'methods'), ('DISPID', 'DISPIDs'), ('parameter type', 'parameters'), ('script member', 'script members'),
        ('enumerator', 'enumerators'), ('CLSID', 'classes'), ('message', 'messages')))
    print('%s: %s: %d differences over %d interfaces (%d facts: %s)' % (
        'FAIL' if result.differences else 'PASS', label, len(result.differences), len(table['interfaces']),
        sum(result.counts.values()), counted))
    sys.exit(1 if result.differences else 0)


if __name__ == '__main__':
    main()
