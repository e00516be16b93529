#!/usr/bin/env python3
"""Whether every documented error of every method has a test that provokes it, and every method a test that calls it.

Usage: check.py [--missing]

For each DLL this reads its list beside this script, the documented results in tests/typelib, and the tests in its
folder under dlls. A place is FILE:FUNCTION: the function must exist, and its file must name both the method and the
error. A method counts as called where a test calls it by its interface or by one that is derived from it, and an
event as received where a test names its DISPID. Prints PASS: and FAIL: lines; with --missing only what has no line.
"""
import fnmatch
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))


class Library:
    """What is documented of a DLL."""
    def __init__(self, name, list_name):
        self.name = name
        self.list_name = list_name
        self.tests = os.path.join(TOP, 'dlls', name, 'tests')
        with open(os.path.join(TOP, 'tests', 'typelib', name + '.json'), encoding='utf-8') as file:
            self.interfaces = json.load(file)['interfaces']

    def methods(self):
        """(interface, method) as in the vtable."""
        for interface in self.interfaces:
            for method in interface['methods']:
                yield interface['name'], method

    def documented(self):
        """(interface, method, error) of all that can fail."""
        for interface, method in self.methods():
            for result in method.get('documented_results', []):
                if not result.startswith('S_'):
                    yield interface, method['vtable_name'], result

    def derived(self, interface):
        """The interface, and those that have its methods too."""
        names = {interface}
        while True:
            more = {other['name'] for other in self.interfaces if other['base'] in names} - names
            if not more:
                return names
            names |= more


class Rule:
    """One line of a list."""
    def __init__(self, number, interface, methods, errors, places):
        self.number = number
        self.interface = interface
        self.methods = methods.split(',')
        self.errors = errors
        self.places = places
        self.used = False

    def matches(self, interface, method, error):
        return (fnmatch.fnmatchcase(interface, self.interface) and ('*' in self.errors or error in self.errors) and
                any(fnmatch.fnmatchcase(method, pattern) for pattern in self.methods))


def read_rules(list_name):
    groups, rules = {}, []
    with open(os.path.join(HERE, list_name), encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            words = line.split('#', 1)[0].split()
            if not words:
                continue
            if words[0].startswith('@'):
                groups.setdefault(words[0], set()).update(words[2:])
                continue
            if len(words) < 4:
                sys.exit('%s:%d: four columns, or more' % (list_name, number))
            errors = set()
            for name in words[2].split(','):
                errors |= groups[name] if name.startswith('@') else {name}
            reason = words[3] == '-'
            rules.append(Rule(number, words[0], words[1], errors, None if reason else words[3:]))
            if reason and len(words) < 5:
                sys.exit('%s:%d: a reason is missing' % (list_name, number))
    return rules


class Sources:
    """The texts of the test files of a folder."""
    def __init__(self, folder):
        self.folder = folder
        self.texts = {}

    def all(self):
        for name in sorted(os.listdir(self.folder)):
            if name.endswith('.c'):
                yield self.text(name[:-2])

    def text(self, name):
        if name not in self.texts:
            path = os.path.join(self.folder, name + '.c')
            self.texts[name] = open(path, encoding='utf-8').read() if os.path.exists(path) else ''
        return self.texts[name]

    def problem(self, place, method, error):
        """What is wrong with the claim that this place provokes that; None when nothing is."""
        name, _, function = place.partition(':')
        text = self.text(name)
        bare = re.sub(r'^HRESULT_FROM_WIN32\((.*)\)$', r'\1', error)
        if not re.search(r'^(?:static )?[\w *]+\b%s\(' % re.escape(function), text, re.MULTILINE):
            return 'there is no %s' % place
        if not re.search(r'\b%s\b' % re.escape(bare), text) and not stands_for(text, bare):
            return '%s.c does not name %s' % (name, error)
        if re.sub('^(get|put)_+', '', method) not in text:
            return '%s.c does not name %s' % (name, method)
        return None


def stands_for(text, error):
    """What in a test file means that error without its name."""
    other = {'ERROR_DEV_NOT_EXIST': 'HR_DEV_NOT_EXIST', 'ERROR_INVALID_HANDLE': 'HR_INVALID_HANDLE',
             'E_OUTOFMEMORY': 'memory_check('}
    return error in other and other[error] in text


def check_errors(library, only_missing):
    """True: every documented error has a line, and every line is right."""
    rules, sources = read_rules(library.list_name), Sources(library.tests)
    missing, wrong, found, excused = [], [], 0, 0
    for interface, method, error in library.documented():
        name = '%s::%s: %s' % (interface, method, error)
        rule = next((rule for rule in rules if rule.matches(interface, method, error)), None)
        if not rule:
            missing.append(name)
            continue
        rule.used = True
        if rule.places is None:
            excused += 1
            continue
        problems = [sources.problem(place, method, error) for place in rule.places]
        wrong += ['%s: %s' % (name, problem) for problem in problems if problem]
        found += 1
    if only_missing:
        print(*missing, sep='\n', end='\n' if missing else '')
        return True
    wrong += ['%s:%d: nothing documented is meant by it' % (library.list_name, rule.number)
              for rule in rules if not rule.used]
    print(*missing, *wrong, sep='\n', end='\n' if missing or wrong else '')
    print('%s: documented errors of %s: %d provoked by tests, %d that cannot happen, %d without a line, %d wrong' %
          ('FAIL' if missing or wrong else 'PASS', library.name, found, excused, len(missing), len(wrong)))
    return not missing and not wrong


def is_event(interface):
    return interface.startswith('D') and interface.endswith('Events')


def check_calls(library):
    """True: every method is called by a test, and every event is received by one."""
    text = '\n'.join(Sources(library.tests).all())
    total, missing = 0, []
    for interface, method in library.methods():
        total += 1
        name = method['vtable_name']
        if is_event(interface):
            pattern = 'DISPID_%s_%s' % (interface.upper(), name.upper())
        else:
            pattern = '(?:%s)_%s' % ('|'.join(sorted(library.derived(interface))), name)
        if not re.search(r'\b%s\b' % pattern, text):
            missing.append('%s::%s: no test calls it' % (interface, name))
    print(*missing, sep='\n', end='\n' if missing else '')
    print('%s: methods of %s: %d, %d of them without a test' %
          ('FAIL' if missing else 'PASS', library.name, total, len(missing)))
    return not missing


def main():
    only_missing = '--missing' in sys.argv
    good = [check_errors(Library(*names), only_missing)
            for names in (('imapi2', 'errors.list'), ('imapi2fs', 'imapi2fs.list'))]
    if not only_missing:
        good.append(check_calls(Library('imapi2fs', 'imapi2fs.list')))
    return 0 if all(good) else 1


if __name__ == '__main__':
    sys.exit(main())
