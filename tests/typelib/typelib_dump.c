/*
 * Prints the type library and the messages of a DLL as plain lines
 *
 * Copyright 2026 the imapi2 for Wine authors
 *
 * This library is free software; you can redistribute it and/or
 * modify it under the terms of the GNU Lesser General Public
 * License as published by the Free Software Foundation; either
 * version 2.1 of the License, or (at your option) any later version.
 *
 * This library is distributed in the hope that it will be useful,
 * but WITHOUT ANY WARRANTY; without even the implied warranty of
 * MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the GNU
 * Lesser General Public License for more details.
 *
 * You should have received a copy of the GNU Lesser General Public
 * License along with this library; if not, write to the Free Software
 * Foundation, Inc., 51 Franklin St, Fifth Floor, Boston, MA 02110-1301, USA
 */

/*
 * Usage: typelib_dump.exe DLL [CODE...]
 *
 * Prints the type library that the DLL carries, read through oleaut32 as clients do, then what
 * FormatMessage answers for each result code (hexadecimal). Fields are parted by tabs; the first one
 * says what the line is about. compare.py knows the form.
 */

#define COBJMACROS
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>
#include <ole2.h>
#include <oleauto.h>

static void die(const char *what, HRESULT hr)
{
    printf("error\t%s\t%#lx\n", what, hr);
    exit(1);
}

static void check(const char *what, HRESULT hr)
{
    if (FAILED(hr)) die(what, hr);
}

static void print_guid(const GUID *guid)
{
    WCHAR text[40];

    StringFromGUID2(guid, text, ARRAYSIZE(text));
    printf("\t%ls", text);
}

static void print_name(ITypeInfo *info)
{
    BSTR name;

    check("GetDocumentation", ITypeInfo_GetDocumentation(info, MEMBERID_NIL, &name, NULL, NULL, NULL));
    printf("%ls", name);
    SysFreeString(name);
}

static const char *base_type_name(VARTYPE vt)
{
    switch (vt)
    {
    case VT_I2: return "SHORT";
    case VT_I4: return "LONG";
    case VT_INT: return "INT";
    case VT_UI1: return "BYTE";
    case VT_UI2: return "USHORT";
    case VT_UI4: return "ULONG";
    case VT_UINT: return "UINT";
    case VT_I8: return "LONGLONG";
    case VT_UI8: return "ULONGLONG";
    case VT_BOOL: return "VARIANT_BOOL";
    case VT_BSTR: return "BSTR";
    case VT_DATE: return "DATE";
    case VT_VARIANT: return "VARIANT";
    case VT_UNKNOWN: return "IUnknown *";
    case VT_DISPATCH: return "IDispatch *";
    case VT_HRESULT: return "HRESULT";
    case VT_VOID: return "void";
    default: return NULL;
    }
}

static void print_type(ITypeInfo *info, const TYPEDESC *type);

/* An alias stands for its target, except that a name for an enumeration is as good as the tag. */
static void print_referred_type(ITypeInfo *info, HREFTYPE ref)
{
    ITypeInfo *target;
    TYPEATTR *attr;

    check("GetRefTypeInfo", ITypeInfo_GetRefTypeInfo(info, ref, &target));
    check("GetTypeAttr", ITypeInfo_GetTypeAttr(target, &attr));
    if (attr->typekind == TKIND_ALIAS) print_type(target, &attr->tdescAlias);
    else print_name(target);
    ITypeInfo_ReleaseTypeAttr(target, attr);
    ITypeInfo_Release(target);
}

static void print_type(ITypeInfo *info, const TYPEDESC *type)
{
    const char *name = base_type_name(type->vt);

    if (name)
    {
        printf("%s", name);
        return;
    }
    switch (type->vt)
    {
    case VT_PTR:
        print_type(info, type->lptdesc);
        printf(" *");
        break;
    case VT_SAFEARRAY:
        printf("SAFEARRAY(");
        print_type(info, type->lptdesc);
        printf(")");
        break;
    case VT_CARRAY:
        print_type(info, &type->lpadesc->tdescElem);
        printf("[%lu]", type->lpadesc->rgbounds[0].cElements);
        break;
    case VT_USERDEFINED: print_referred_type(info, type->hreftype); break;
    default: printf("vt%u", type->vt);
    }
}

static void print_parameter(ITypeInfo *info, const ELEMDESC *param, BSTR name)
{
    USHORT flags = param->paramdesc.wParamFlags;

    printf("\t%ls|", name ? name : L"");
    print_type(info, &param->tdesc);
    printf("|%s%s%s", flags & PARAMFLAG_FIN ? "in" : "", flags & PARAMFLAG_FOUT ? "out" : "",
           flags & PARAMFLAG_FRETVAL ? ",retval" : "");
}

static void print_function(ITypeInfo *info, const char *kind, unsigned int index)
{
    BSTR names[16] = {NULL};
    FUNCDESC *func;
    UINT count, i;

    check("GetFuncDesc", ITypeInfo_GetFuncDesc(info, index, &func));
    check("GetNames", ITypeInfo_GetNames(info, func->memid, names, ARRAYSIZE(names), &count));
    printf("%s\t", kind);
    print_name(info);
    printf("\t%ls\t%#lx\t%u\t%u\t%#x\t", names[0], func->memid, (unsigned int)(func->oVft / sizeof(void *)),
           func->invkind, func->wFuncFlags);
    print_type(info, &func->elemdescFunc.tdesc);
    for (i = 0; i < (UINT)func->cParams; i++)
        print_parameter(info, &func->lprgelemdescParam[i], i + 1 < count ? names[i + 1] : NULL);
    printf("\n");
    for (i = 0; i < count; i++) SysFreeString(names[i]);
    ITypeInfo_ReleaseFuncDesc(info, func);
}

static void print_functions(ITypeInfo *info, const char *kind, unsigned int count)
{
    unsigned int i;

    for (i = 0; i < count; i++) print_function(info, kind, i);
}

static void print_base(ITypeInfo *info, const TYPEATTR *attr)
{
    HREFTYPE ref;

    printf("\t");
    if (!attr->cImplTypes) return;
    check("GetRefTypeOfImplType", ITypeInfo_GetRefTypeOfImplType(info, 0, &ref));
    print_referred_type(info, ref);
}

static void print_interface(ITypeInfo *info)
{
    TYPEATTR *attr;

    check("GetTypeAttr", ITypeInfo_GetTypeAttr(info, &attr));
    printf("interface\t");
    print_name(info);
    print_guid(&attr->guid);
    print_base(info, attr);
    printf("\t%#x\t%u\n", attr->wTypeFlags, (unsigned int)(attr->cbSizeVft / sizeof(void *)));
    print_functions(info, "method", attr->cFuncs);
    ITypeInfo_ReleaseTypeAttr(info, attr);
}

/* A dual interface has two faces: what scripts see, and the vtable behind it. */
static void print_dispatch(ITypeInfo *info)
{
    ITypeInfo *vtable;
    TYPEATTR *attr;
    HREFTYPE ref;

    check("GetTypeAttr", ITypeInfo_GetTypeAttr(info, &attr));
    printf("dispatch\t");
    print_name(info);
    print_guid(&attr->guid);
    printf("\t%#x\n", attr->wTypeFlags);
    print_functions(info, "member", attr->cFuncs);
    if (attr->wTypeFlags & TYPEFLAG_FDUAL)
    {
        check("GetRefTypeOfImplType(-1)", ITypeInfo_GetRefTypeOfImplType(info, -1, &ref));
        check("GetRefTypeInfo", ITypeInfo_GetRefTypeInfo(info, ref, &vtable));
        print_interface(vtable);
        ITypeInfo_Release(vtable);
    }
    ITypeInfo_ReleaseTypeAttr(info, attr);
}

static void print_enum(ITypeInfo *info)
{
    TYPEATTR *attr;
    VARDESC *var;
    BSTR name;
    UINT count, i;

    check("GetTypeAttr", ITypeInfo_GetTypeAttr(info, &attr));
    printf("enum\t");
    print_name(info);
    printf("\t%u\n", attr->cVars);
    for (i = 0; i < attr->cVars; i++)
    {
        check("GetVarDesc", ITypeInfo_GetVarDesc(info, i, &var));
        check("GetNames", ITypeInfo_GetNames(info, var->memid, &name, 1, &count));
        printf("value\t");
        print_name(info);
        printf("\t%ls\t%ld\n", name, V_I4(var->lpvarValue));
        SysFreeString(name);
        ITypeInfo_ReleaseVarDesc(info, var);
    }
    ITypeInfo_ReleaseTypeAttr(info, attr);
}

static void print_coclass(ITypeInfo *info)
{
    TYPEATTR *attr;
    HREFTYPE ref;
    UINT i;
    INT flags;

    check("GetTypeAttr", ITypeInfo_GetTypeAttr(info, &attr));
    printf("coclass\t");
    print_name(info);
    print_guid(&attr->guid);
    printf("\t%#x\n", attr->wTypeFlags);
    for (i = 0; i < attr->cImplTypes; i++)
    {
        check("GetImplTypeFlags", ITypeInfo_GetImplTypeFlags(info, i, &flags));
        check("GetRefTypeOfImplType", ITypeInfo_GetRefTypeOfImplType(info, i, &ref));
        printf("implements\t");
        print_name(info);
        printf("\t");
        print_referred_type(info, ref);
        printf("\t%s%s\n", flags & IMPLTYPEFLAG_FSOURCE ? "source" : "interface",
               flags & IMPLTYPEFLAG_FDEFAULT ? ",default" : "");
    }
    ITypeInfo_ReleaseTypeAttr(info, attr);
}

static void print_typelib(ITypeLib *lib)
{
    TLIBATTR *attr;
    TYPEKIND kind;
    ITypeInfo *info;
    BSTR name, doc;
    UINT i;

    check("GetLibAttr", ITypeLib_GetLibAttr(lib, &attr));
    check("GetDocumentation", ITypeLib_GetDocumentation(lib, MEMBERID_NIL, &name, &doc, NULL, NULL));
    printf("library\t%ls", name);
    print_guid(&attr->guid);
    printf("\t%u.%u\t%lu\t%u\t%ls\n", attr->wMajorVerNum, attr->wMinorVerNum, attr->lcid, attr->syskind, doc);
    SysFreeString(name);
    SysFreeString(doc);
    ITypeLib_ReleaseTLibAttr(lib, attr);

    for (i = 0; i < ITypeLib_GetTypeInfoCount(lib); i++)
    {
        check("GetTypeInfoType", ITypeLib_GetTypeInfoType(lib, i, &kind));
        check("GetTypeInfo", ITypeLib_GetTypeInfo(lib, i, &info));
        if (kind == TKIND_DISPATCH) print_dispatch(info);
        else if (kind == TKIND_INTERFACE) print_interface(info);
        else if (kind == TKIND_ENUM) print_enum(info);
        else if (kind == TKIND_COCLASS) print_coclass(info);
        ITypeInfo_Release(info);
    }
}

static void print_message(HMODULE module, DWORD code)
{
    WCHAR text[1024];
    DWORD length;

    length = FormatMessageW(FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_IGNORE_INSERTS, module, code, 0, text,
                            ARRAYSIZE(text), NULL);
    while (length && (text[length - 1] == '\r' || text[length - 1] == '\n')) text[--length] = 0;
    printf("message\t%#lx\t%ls\n", code, length ? text : L"");
}

int wmain(int argc, WCHAR **argv)
{
    HMODULE module;
    ITypeLib *lib;
    int i;

    if (argc < 2)
    {
        printf("Usage: typelib_dump.exe DLL [CODE...]\n");
        return 2;
    }
    check("CoInitialize", CoInitialize(NULL));
    check("LoadTypeLibEx", LoadTypeLibEx(argv[1], REGKIND_NONE, &lib));
    print_typelib(lib);
    ITypeLib_Release(lib);

    if (argc > 2 && !(module = LoadLibraryExW(argv[1], NULL, LOAD_LIBRARY_AS_DATAFILE)))
        die("LoadLibraryEx", HRESULT_FROM_WIN32(GetLastError()));
    for (i = 2; i < argc; i++) print_message(module, wcstoul(argv[i], NULL, 16));
    CoUninitialize();
    printf("end\n");
    return 0;
}
