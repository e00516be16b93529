#!/usr/bin/env python3
"""Whether every documented error of every method has a test that provokes it.

Usage: check.py [--missing]

Reads errors.list beside this script, the documented results in tests/typelib/imapi2.json, and the tests in
dlls/imapi2/tests. A place is FILE:FUNCTION: the function must exist, and its file must name both the method and the
error. Prints PASS: and FAIL: lines; with --missing only what has no line.
"""
import fnmatch
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
TESTS = os.path.join(TOP, 'dlls', 'imapi2', 'tests')
TABLE = os.path.join(TOP, 'tests', 'typelib', 'imapi2.json')


def documented():
    """(interface, method as in the vtable, error) of all that can fail."""
    with open(TABLE, encoding='utf-8') as file:
        spec = json.load(file)
    for interface in spec['interfaces']:
        for method in interface['methods']:
            for result in method.get('documented_results', []):
                if not result.startswith('S_'):
                    yield interface['name'], method['vtable_name'], result


class Rule:
    """One line of errors.list."""
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


def read_rules():
    groups, rules = {}, []
    with open(os.path.join(HERE, 'errors.list'), encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            words = line.split('#', 1)[0].split()
            if not words:
                continue
            if words[0].startswith('@'):
                groups.setdefault(words[0], set()).update(words[2:])
                continue
            if len(words) < 4:
                sys.exit('errors.list:%d: four columns, or more' % number)
            errors = set()
            for name in words[2].split(','):
                errors |= groups[name] if name.startswith('@') else {name}
            reason = words[3] == '-'
            rules.append(Rule(number, words[0], words[1], errors, None if reason else words[3:]))
            if reason and len(words) < 5:
                sys.exit('errors.list:%d: a reason is missing' % number)
    return rules


class Sources:
    """The texts of the test files."""
    def __init__(self):
        self.texts = {}

    def text(self, name):
        if name not in self.texts:
            path = os.path.join(TESTS, name + '.c')
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


def main():
    rules, sources = read_rules(), Sources()
    missing, wrong, found, excused = [], [], 0, 0
    for interface, method, error in documented():
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
    if '--missing' in sys.argv:
        print('\n'.join(missing))
        return 0
    stale = ['errors.list:%d: nothing documented is meant by it' % rule.number for rule in rules if not rule.used]
    for line in missing + wrong + stale:
        print(line)
    print('%s: documented errors: %d provoked by tests, %d that cannot happen, %d without a line, %d wrong' %
          ('FAIL' if missing or wrong or stale else 'PASS', found, excused, len(missing), len(wrong) + len(stale)))
    return 1 if missing or wrong or stale else 0


if __name__ == '__main__':
    sys.exit(main())
