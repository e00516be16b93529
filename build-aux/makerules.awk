# Turns the rooms' Makefile.in (Wine's form) into rules for the build directory.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.
#
# This library is distributed in the hope that it will be useful,
# but WITHOUT ANY WARRANTY; without even the implied warranty of
# MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the GNU
# Lesser General Public License for more details.
#
# You should have received a copy of the GNU Lesser General Public
# License along with this library; if not, write to the Free Software
# Foundation, Inc., 51 Franklin St, Fifth Floor, Boston, MA 02110-1301, USA
#
# Usage: awk -v srcdir=DIR -v archs="x86_64 i386" -v unixarchs="x86_64" -v native="ROOM..." -f makerules.awk ROOM...
#
# A room is a folder below srcdir. What its Makefile.in says decides what is made:
#   MODULE = x.dll / x.exe   a PE module for every architecture: ARCH/x.dll
#   UNIXLIB = x.so           beside MODULE: ARCH/x.so for the architectures in `unixarchs`, of the room's sources with
#                            "#pragma makedep unix", and of the libraries that UNIXIMPORTS names: of their sources
#                            with that pragma where they have any, else of all
#   TESTDLL = x.dll          ARCH/x_test.exe with every START_TEST of the sources
#   STATICLIB = libx.a       obj/ARCH/libx.a; in the rooms named in `native` for the host too
#   NATIVEPROGRAM = x        beside STATICLIB, in the rooms named in `native`, or alone: native/x from PROGRAMSOURCES
#                            and all host libraries of this room and those before it
#   UNITTESTS = yes          a host program for every test_*.c, linked with all host libraries
#   none of these            headers from the .idl files of SOURCES
# IMPORTS names static libraries of other rooms as well as import libraries.
# PARENTSRC = ../y names a folder for the sources that the room itself has not.

BEGIN {
    nrooms = 0
    for (i = 1; i < ARGC; i++) rooms[++nrooms] = ARGV[i]
    narchs = split(archs, arch, " ")
    nunixarchs = split(unixarchs, unixarch, " ")
    n = split(native, list, " ")
    for (i = 1; i <= n; i++) isnative[list[i]] = 1

    print "# Made by build-aux/makerules.awk; edit the rooms' Makefile.in instead."
    for (i = 1; i <= nrooms; i++) read_room(rooms[i])
    for (i = 1; i <= nrooms; i++) if (get(rooms[i], "STATICLIB")) owner[libname(get(rooms[i], "STATICLIB"))] = rooms[i]
    for (i = 1; i <= nrooms; i++) emit_room(rooms[i])
    print "\nNATIVE_LIBS :=" nativelibs
    print "LIBRARIES := " libraries nativelibs
    print "NATIVE_PROGRAMS := " nativeprograms
    print "OBJECTS := " objects
    print "PE_MODULES := " modules
    print "UNIX_MODULES := " unixmodules
    print "TEST_MODULES := " testmodules
    print "UNIT_TESTS := " unittests
    print "GENERATED_HEADERS := " headers
    exit 0
}

# ---- reading

function read_room(room,    file, line, name, value, pos)
{
    file = srcdir "/" room "/Makefile.in"
    while ((getline line < file) > 0) {
        while (line ~ /\\$/) {
            sub(/\\$/, " ", line)
            if ((getline value < file) <= 0) break
            line = line value
        }
        sub(/#.*/, "", line)
        pos = index(line, "=")
        if (!pos) continue
        name = substr(line, 1, pos - 1)
        gsub(/[ \t]/, "", name)
        value = substr(line, pos + 1)
        gsub(/[ \t]+/, " ", value)
        sub(/^ /, "", value)
        sub(/ $/, "", value)
        vars[room, name] = value
    }
    close(file)
}

function get(room, name)
{
    return ((room, name) in vars) ? vars[room, name] : ""
}

function libname(file)
{
    sub(/^lib/, "", file)
    sub(/\.a$/, "", file)
    return file
}

function stem(file)
{
    sub(/\.[^.]*$/, "", file)
    return file
}

function exists(file,    line, found)
{
    if (file in existcache) return existcache[file]
    found = (getline line < file) > 0
    close(file)
    return existcache[file] = found
}

# The room that PARENTSRC names, or "".
function parent(room,    path)
{
    if (!get(room, "PARENTSRC")) return ""
    path = room "/" get(room, "PARENTSRC")
    while (sub(/[^\/]+\/\.\.\//, "", path)) continue
    return path
}

# A source of a room, counted from the top of the tree.
function source_path(room, source)
{
    if (!parent(room) || exists(srcdir "/" room "/" source)) return room "/" source
    return parent(room) "/" source
}

# START_TEST is what makes a source a test; helpers beside it have none.
function has_test(file,    line, found)
{
    found = 0
    while ((getline line < file) > 0) if (line ~ /^START_TEST\(/) found = 1
    close(file)
    return found
}

# Wine's mark of a source that is compiled for the host, not as PE.
function is_unix(file,    line, found)
{
    if (file in unixcache) return unixcache[file]
    found = 0
    while ((getline line < file) > 0) if (line ~ /^#pragma makedep unix/) found = 1
    close(file)
    return unixcache[file] = found
}

function has_unix(room,    n, i, sources)
{
    n = split(get(room, "SOURCES"), sources, " ")
    for (i = 1; i <= n; i++) if (sources[i] ~ /\.c$/ && is_unix(srcdir "/" source_path(room, sources[i]))) return 1
    return 0
}

# ---- writing

function room_flags(room,    flags)
{
    flags = get(room, "EXTRAINCL") " " get(room, "EXTRADEFS")
    gsub(/\$\(srcdir\)/, "$(top_srcdir)/" room, flags)
    # Sources of the parent see the room's headers, and its own sources those of the parent.
    if (parent(room)) flags = "-I$(top_srcdir)/" room " -I$(top_srcdir)/" parent(room) " " flags
    return flags
}

function emit_room(room,    flags)
{
    made = ""
    flags = room_flags(room)
    printf "\n# %s\n", room

    if (get(room, "STATICLIB")) emit_staticlib(room, flags)
    else if (get(room, "MODULE")) emit_module(room, flags, get(room, "MODULE"), 0)
    else if (get(room, "TESTDLL")) emit_module(room, flags, stem(get(room, "TESTDLL")) "_test.exe", 1)
    else if (get(room, "UNITTESTS")) emit_unittests(room, flags)
    else if (get(room, "NATIVEPROGRAM")) emit_native_program(room, flags)
    else emit_headers(room)
    # `make libs/mmc` makes what the room gives.
    printf ".PHONY: %s\n%s:%s\n", room, room, made
}

function emit_compile(room, target, source, flags,    object)
{
    object = "obj/" target "/" room "/" stem(source) ".o"
    printf "%s: $(top_srcdir)/%s | generated-headers\n", object, source_path(room, source)
    if (target == "native") printf "\t$(call compile_native,%s)\n", flags
    else if (target ~ /^unix-/) printf "\t$(call compile_unix,%s,%s)\n", substr(target, 6), flags
    else printf "\t$(call compile_pe,%s,%s)\n", target, flags
    objects = objects " " object
    return object
}

# As PE a room is what has not the mark; for the host it is what has it, or all where nothing has.
function emit_objects(room, target, flags,    n, i, list, sources, marked, ispe)
{
    list = ""
    ispe = target != "native" && target !~ /^unix-/
    marked = has_unix(room)
    n = split(get(room, "SOURCES"), sources, " ")
    for (i = 1; i <= n; i++) {
        if (sources[i] !~ /\.c$/) continue
        if (marked && is_unix(srcdir "/" source_path(room, sources[i])) == ispe) continue
        list = list " " emit_compile(room, target, sources[i], flags)
    }
    return list
}

function emit_staticlib(room, flags,    i, lib)
{
    for (i = 1; i <= narchs; i++) {
        lib = "obj/" arch[i] "/" get(room, "STATICLIB")
        printf "%s:%s\n\t$(call archive,$(%s_AR))\n", lib, emit_objects(room, arch[i], flags), arch[i]
        made = made " " lib
        libraries = libraries " " lib
    }
    if (!(room in isnative)) return
    lib = "obj/native/" get(room, "STATICLIB")
    printf "%s:%s\n\t$(call archive,$(AR))\n", lib, emit_objects(room, "native", flags)
    nativelibs = nativelibs " " lib
    made = made " " lib
    if (get(room, "NATIVEPROGRAM")) emit_native_program(room, flags)
}

function emit_native_program(room, flags,    i, n, sources, list, program)
{
    n = split(get(room, "PROGRAMSOURCES"), sources, " ")
    list = ""
    for (i = 1; i <= n; i++) list = list " " emit_compile(room, "native", sources[i], flags)
    program = "native/" get(room, "NATIVEPROGRAM")
    printf "%s:%s%s\n\t$(call link_native)\n", program, list, nativelibs
    nativeprograms = nativeprograms " " program
    made = made " " program
}

function emit_resource(room, target, source,    res, object)
{
    res = "obj/" target "/" room "/" stem(source) ".res"
    object = res ".o"
    printf "%s: $(top_srcdir)/%s/%s | generated-headers\n", res, room, source
    if (source ~ /\.rc$/) printf "\t$(call compile_rc,%s)\n", target
    else if (source ~ /\.mc$/) printf "\t$(call compile_mc)\n"
    else printf "\t$(call compile_typelib,%s)\n", target
    printf "%s: %s\n\t$(call resource_object,%s)\n", object, res, target
    # A type library includes the public IDL, which widl does not report.
    if (source ~ /\.idl$/) printf "%s: $(PUBLIC_IDL)\n", res
    return object
}

# What Wine writes into the registry of a prefix for a DLL that has a type library, from the public IDL of its name.
function emit_registration(room, target, module,    file)
{
    file = "obj/" target "/" room "/registration"
    printf "%s.rc: $(top_srcdir)/include/%s.idl $(top_srcdir)/build-aux/makeregistration.awk\n", file, stem(module)
    printf "\t$(call make_registration,%s)\n", target ~ /64/ ? "win64" : "win32"
    printf "%s.res: %s.rc\n\t$(call compile_rc,%s)\n", file, file, target
    printf "%s.res.o: %s.res\n\t$(call resource_object,%s)\n", file, file, target
    return file ".res.o"
}

function emit_module(room, flags, module, istest,    i, j, n, target, list, file, sources, words, libs, syslibs, def, testlist)
{
    # A room that has no code yet makes no module.
    if (get(room, "SOURCES") !~ /\.c( |$)/) return
    n = split(get(room, "SOURCES"), sources, " ")
    for (i = 1; i <= narchs; i++) {
        target = arch[i]
        list = emit_objects(room, target, flags)
        for (j = 1; j <= n; j++) if (sources[j] ~ /\.(rc|mc|idl)$/) list = list " " emit_resource(room, target, sources[j])
        if (module ~ /\.dll$/ && get(room, "SOURCES") ~ /\.idl( |$)/) list = list " " emit_registration(room, target, module)
        if (istest) list = list " " emit_testlist(room, target, sources, n, flags)

        libs = syslibs = ""
        split_imports(room, target, words)
        libs = words["libs"] " obj/" target "/libcompat.a"
        syslibs = words["syslibs"]

        def = ""
        if (module ~ /\.dll$/) {
            def = "obj/" target "/" room "/" stem(module) ".def"
            printf "%s: $(top_srcdir)/%s/%s.spec\n\t$(call make_def,%s,%s)\n", def, room, stem(module), target, module
        }
        file = target "/" module
        printf "%s:%s %s %s\n", file, list, libs, def
        printf "\t$(call link_pe,%s,%s,%s,%s)\n", target, list (def ? " " def : ""), libs, get(room, "EXTRADLLFLAGS") " " (def ? "-shared" : "") " " syslibs
        made = made " " file
        # Programs that only the tests run are not installed.
        if (istest || room ~ /^tests\//) testmodules = testmodules " " file
        else modules = modules " " file
    }
    if (get(room, "UNIXLIB")) emit_unixlib(room, flags)
}

function emit_unixlib(room, flags,    i, j, n, imports, list, file, other)
{
    n = split(get(room, "UNIXIMPORTS"), imports, " ")
    for (i = 1; i <= nunixarchs; i++) {
        list = has_unix(room) ? emit_objects(room, "unix-" unixarch[i], flags) : ""
        for (j = 1; j <= n; j++) {
            other = owner[imports[j]]
            list = list emit_objects(other, "unix-" unixarch[i], room_flags(other))
        }
        file = unixarch[i] "/" get(room, "UNIXLIB")
        printf "%s:%s\n\t$(call link_unix,%s)\n", file, list, unixarch[i]
        made = made " " file
        unixmodules = unixmodules " " file
    }
}

function split_imports(room, target, words,    n, i, list)
{
    words["libs"] = words["syslibs"] = ""
    n = split(get(room, "IMPORTS") " " get(room, "DELAYIMPORTS"), list, " ")
    for (i = 1; i <= n; i++) {
        if (list[i] in owner) words["libs"] = words["libs"] " obj/" target "/lib" list[i] ".a"
        else words["syslibs"] = words["syslibs"] " -l" list[i]
    }
}

function emit_testlist(room, target, sources, n, flags,    i, file, object, names)
{
    names = ""
    for (i = 1; i <= n; i++)
        if (sources[i] ~ /\.c$/ && has_test(srcdir "/" source_path(room, sources[i]))) names = names " " stem(sources[i])
    file = "obj/" target "/" room "/testlist.c"
    object = "obj/" target "/" room "/testlist.o"
    printf "%s: rules.mk\n\t$(call make_testlist,%s)\n", file, names
    printf "%s: %s | generated-headers\n\t$(call compile_pe,%s,%s)\n", object, file, target, flags
    objects = objects " " object
    return object
}

function emit_unittests(room, flags,    i, n, sources, helpers, program)
{
    helpers = ""
    n = split(get(room, "SOURCES"), sources, " ")
    for (i = 1; i <= n; i++)
        if (sources[i] ~ /\.c$/ && sources[i] !~ /^test_/) helpers = helpers " " emit_compile(room, "native", sources[i], flags)
    for (i = 1; i <= n; i++) {
        if (sources[i] !~ /^test_.*\.c$/) continue
        program = "unit/" stem(sources[i])
        printf "%s: %s%s" nativelibs "\n\t$(call link_unit)\n", program, emit_compile(room, "native", sources[i], flags), helpers
        unittests = unittests " " program
        made = made " " program
    }
}

function emit_headers(room,    i, n, sources, header)
{
    n = split(get(room, "SOURCES"), sources, " ")
    for (i = 1; i <= n; i++) {
        if (sources[i] !~ /\.idl$/) continue
        header = room "/" stem(sources[i]) ".h"
        printf "%s: $(top_srcdir)/%s/%s\n\t$(call make_header)\n", header, room, sources[i]
        headers = headers " " header
        made = made " " header
    }
}
