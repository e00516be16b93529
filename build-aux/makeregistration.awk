# Turns a public IDL into a resource script with what Wine has to write into the registry for a DLL.
#
# Wine executes a resource WINE_REGISTRY of every DLL of its own when it makes or updates a prefix, so that nobody has
# to call regsvr32. What is written is what DllRegisterServer writes (dlls/imapi2/register.c, and RegisterTypeLib);
# tests/install holds the two against each other.
#
# Usage: awk -v kind=win64 -f makeregistration.awk include/x.idl        kind: the type library's, win64 or win32
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

# ---- reading: the attributes in brackets, then what they belong to

/^ *\[$/ { uuid = version = helpstring = ""; noncreatable = automation = 0 }
/^ *uuid\(/ { uuid = "{" toupper(inside($0, "(", ")")) "}" }
/^ *version\(/ { version = inside($0, "(", ")") }
/^ *helpstring\(/ { helpstring = inside($0, "\"", "\"") }
/^ *noncreatable/ { noncreatable = 1 }
/^ *(dual|oleautomation)/ { automation = 1 }
/^ *coclass / && !noncreatable { classes[++class_count] = $2; clsid[class_count] = uuid }
/^interface .*:/ && automation { interfaces[++interface_count] = $2; iid[interface_count] = uuid }
/^library / { library = $2; libid = uuid; library_version = version; library_title = helpstring }

END {
    if (!library || !class_count) exit 1
    line("1 WINE_REGISTRY")
    line("{")
    put("HKCR")
    put("{")
    put("NoRemove CLSID")
    put("{")
    for (i = 1; i <= class_count; i++) put_class(i)
    put("}")
    for (i = 1; i <= class_count; i++) put_progids(i)
    put_typelib()
    put("NoRemove Interface")
    put("{")
    for (i = 1; i <= interface_count; i++) put_interface(i)
    put("}")
    put("}")
    line("}")
}

function inside(text, left, right)
{
    text = substr(text, index(text, left) + 1)
    return substr(text, 1, index(text, right) - 1)
}

function line(text) { print text }

# A line of the registrar's script.
function put(text) { line("\"" text "\\n\"") }

function put_value(key, value) { put(key " = s '" value "'") }

function put_class(i)
{
    put_value("'" clsid[i] "'", classes[i] " Class")
    put("{")
    put_value("InprocServer32", "%MODULE%")
    put("{ val ThreadingModel = s 'Both' }")
    put_value("ProgID", library "." classes[i] ".1")
    put_value("VersionIndependentProgID", library "." classes[i])
    put_value("Programmable", "")
    put_value("TypeLib", libid)
    put_value("Version", library_version)
    put("}")
}

function put_progids(i)
{
    put_value("'" library "." classes[i] ".1'", classes[i] " Class")
    put("{ CLSID = s '" clsid[i] "' }")
    put_value("'" library "." classes[i] "'", classes[i] " Class")
    put("{")
    put_value("CLSID", clsid[i])
    put_value("CurVer", library "." classes[i] ".1")
    put("}")
}

function put_typelib()
{
    put("NoRemove TypeLib")
    put("{")
    put("NoRemove '" libid "'")
    put("{")
    put_value("'" library_version "'", library_title)
    put("{")
    put("'0'")
    put("{")
    put_value(kind, "%MODULE%")
    put("}")
    put_value("FLAGS", "8")     # LIBFLAG_FHASDISKIMAGE, which RegisterTypeLib finds too
    put("}")
    put("}")
    put("}")
}

# The type library's own marshaller serves programs that hand an object to another apartment.
function put_interface(i)
{
    put_value("'" iid[i] "'", interfaces[i])
    put("{")
    put_value("ProxyStubClsid", "{00020424-0000-0000-C000-000000000046}")
    put_value("ProxyStubClsid32", "{00020424-0000-0000-C000-000000000046}")
    put_value("TypeLib", libid)
    put("{ val Version = s '" library_version "' }")
    put("}")
}
