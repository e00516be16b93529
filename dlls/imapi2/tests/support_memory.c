/*
 * Allocations that fail when a test wants it
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
 * The DLL's allocations are caught where it calls others: in its import table,
 * for as long as the test runs. So the DLL that is tested is the one that is
 * shipped, and nothing in it knows of this.
 */

#include <stdlib.h>
#include <string.h>

#include "support_memory.h"
#include "wine/test.h"

static void *(__cdecl *real_malloc)(size_t size);
static void *(__cdecl *real_calloc)(size_t count, size_t size);
static void *(__cdecl *real_realloc)(void *block, size_t size);
static void (__cdecl *real_free)(void *block);
static WCHAR *(__cdecl *real__wcsdup)(const WCHAR *text);
static void *(WINAPI *real_HeapAlloc)(HANDLE heap, DWORD flags, SIZE_T size);
static BOOL (WINAPI *real_HeapFree)(HANDLE heap, DWORD flags, void *block);
static void *(WINAPI *real_VirtualAlloc)(void *address, SIZE_T size, DWORD type, DWORD protect);
static BOOL (WINAPI *real_VirtualFree)(void *address, SIZE_T size, DWORD type);
static void *(WINAPI *real_CoTaskMemAlloc)(SIZE_T size);
static BSTR (WINAPI *real_SysAllocString)(const OLECHAR *text);
static BSTR (WINAPI *real_SysAllocStringLen)(const OLECHAR *text, UINT length);
static SAFEARRAY *(WINAPI *real_SafeArrayCreateVector)(VARTYPE type, LONG lower, ULONG count);
static HRESULT (WINAPI *real_SafeArrayCopy)(SAFEARRAY *array, SAFEARRAY **copy);
static HRESULT (WINAPI *real_CoCreateFreeThreadedMarshaler)(IUnknown *outer, IUnknown **marshaler);
static HANDLE (WINAPI *real_CreateEventW)(SECURITY_ATTRIBUTES *security, BOOL manual, BOOL state, const WCHAR *name);
static HANDLE (WINAPI *real_CreateThread)(SECURITY_ATTRIBUTES *security, SIZE_T stack, LPTHREAD_START_ROUTINE start,
                                          void *parameter, DWORD flags, DWORD *id);

static const WCHAR *watched;    /* the DLL whose allocations are counted */
static LONG countdown;          /* allocations up to the one that fails, 0: none does */
static LONG failed;
static LONG live;               /* blocks that the DLL holds */
static LONG spied;              /* blocks of COM's allocator, which oleaut32's strings and arrays are too */

static bool fails(void)
{
    LONG left = countdown;

    while (left > 0)
    {
        LONG seen = InterlockedCompareExchange(&countdown, left - 1, left);

        if (seen == left) break;
        left = seen;
    }
    if (left != 1) return false;
    InterlockedExchange(&failed, TRUE);
    SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    return true;
}

static void *held(void *block)
{
    if (block) InterlockedIncrement(&live);
    return block;
}

static void given_back(const void *block)
{
    if (block) InterlockedDecrement(&live);
}

static void *__cdecl hook_malloc(size_t size)
{
    return fails() ? NULL : held(real_malloc(size));
}

static void *__cdecl hook_calloc(size_t count, size_t size)
{
    return fails() ? NULL : held(real_calloc(count, size));
}

static void *__cdecl hook_realloc(void *block, size_t size)
{
    if (fails()) return NULL;
    return block ? real_realloc(block, size) : held(real_realloc(block, size));
}

static void __cdecl hook_free(void *block)
{
    given_back(block);
    real_free(block);
}

static WCHAR *__cdecl hook__wcsdup(const WCHAR *text)
{
    return fails() ? NULL : held(real__wcsdup(text));
}

static void *WINAPI hook_HeapAlloc(HANDLE heap, DWORD flags, SIZE_T size)
{
    return fails() ? NULL : held(real_HeapAlloc(heap, flags, size));
}

static BOOL WINAPI hook_HeapFree(HANDLE heap, DWORD flags, void *block)
{
    given_back(block);
    return real_HeapFree(heap, flags, block);
}

static void *WINAPI hook_VirtualAlloc(void *address, SIZE_T size, DWORD type, DWORD protect)
{
    return fails() ? NULL : held(real_VirtualAlloc(address, size, type, protect));
}

static BOOL WINAPI hook_VirtualFree(void *address, SIZE_T size, DWORD type)
{
    given_back(address);
    return real_VirtualFree(address, size, type);
}

static void *WINAPI hook_CoTaskMemAlloc(SIZE_T size)
{
    return fails() ? NULL : real_CoTaskMemAlloc(size);
}

static BSTR WINAPI hook_SysAllocString(const OLECHAR *text)
{
    return fails() ? NULL : real_SysAllocString(text);
}

static BSTR WINAPI hook_SysAllocStringLen(const OLECHAR *text, UINT length)
{
    return fails() ? NULL : real_SysAllocStringLen(text, length);
}

static SAFEARRAY *WINAPI hook_SafeArrayCreateVector(VARTYPE type, LONG lower, ULONG count)
{
    return fails() ? NULL : real_SafeArrayCreateVector(type, lower, count);
}

static HRESULT WINAPI hook_SafeArrayCopy(SAFEARRAY *array, SAFEARRAY **copy)
{
    if (!fails()) return real_SafeArrayCopy(array, copy);
    *copy = NULL;
    return E_OUTOFMEMORY;
}

static HRESULT WINAPI hook_CoCreateFreeThreadedMarshaler(IUnknown *outer, IUnknown **marshaler)
{
    if (!fails()) return real_CoCreateFreeThreadedMarshaler(outer, marshaler);
    *marshaler = NULL;
    return E_OUTOFMEMORY;
}

static HANDLE WINAPI hook_CreateEventW(SECURITY_ATTRIBUTES *security, BOOL manual, BOOL state, const WCHAR *name)
{
    return fails() ? NULL : real_CreateEventW(security, manual, state, name);
}

static HANDLE WINAPI hook_CreateThread(SECURITY_ATTRIBUTES *security, SIZE_T stack, LPTHREAD_START_ROUTINE start,
                                       void *parameter, DWORD flags, DWORD *id)
{
    return fails() ? NULL : real_CreateThread(security, stack, start, parameter, flags, id);
}

static const struct
{
    const char *name;
    void *hook;
    void **real;
} hooks[] = {
#define HOOK(name) {#name, (void *)hook_##name, (void **)&real_##name}
    HOOK(malloc),
    HOOK(calloc),
    HOOK(realloc),
    HOOK(free),
    HOOK(_wcsdup),
    HOOK(HeapAlloc),
    HOOK(HeapFree),
    HOOK(VirtualAlloc),
    HOOK(VirtualFree),
    HOOK(CoTaskMemAlloc),
    HOOK(SysAllocString),
    HOOK(SysAllocStringLen),
    HOOK(SafeArrayCreateVector),
    HOOK(SafeArrayCopy),
    HOOK(CoCreateFreeThreadedMarshaler),
    HOOK(CreateEventW),
    HOOK(CreateThread),
#undef HOOK
};

/* The entry of the DLL's import table that holds this function; NULL when the DLL does not call it. */
static void **find_import(BYTE *module, const char *name)
{
    IMAGE_NT_HEADERS *nt = (IMAGE_NT_HEADERS *)(module + ((IMAGE_DOS_HEADER *)module)->e_lfanew);
    DWORD table = nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress;
    IMAGE_IMPORT_DESCRIPTOR *imports = (IMAGE_IMPORT_DESCRIPTOR *)(module + table);
    unsigned int i;

    for (; imports->Name; imports++)
    {
        IMAGE_THUNK_DATA *names = (IMAGE_THUNK_DATA *)(module + imports->OriginalFirstThunk);
        IMAGE_THUNK_DATA *functions = (IMAGE_THUNK_DATA *)(module + imports->FirstThunk);

        for (i = 0; names[i].u1.AddressOfData; i++)
        {
            if (IMAGE_SNAP_BY_ORDINAL(names[i].u1.Ordinal)) continue;
            if (!strcmp((char *)((IMAGE_IMPORT_BY_NAME *)(module + names[i].u1.AddressOfData))->Name, name))
                return (void **)&functions[i].u1.Function;
        }
    }
    return NULL;
}

static void exchange(void **entry, void *function)
{
    DWORD old;

    VirtualProtect(entry, sizeof(*entry), PAGE_READWRITE, &old);
    *entry = function;
    VirtualProtect(entry, sizeof(*entry), old, &old);
}

void *import_exchange(const WCHAR *dll, const char *name, void *function)
{
    BYTE *module = (BYTE *)GetModuleHandleW(dll);
    void **entry = module ? find_import(module, name) : NULL;
    void *before;

    if (!entry) return NULL;
    before = *entry;
    exchange(entry, function);
    return before;
}

/* ---- what COM's allocator still holds */

static HRESULT WINAPI spy_QueryInterface(IMallocSpy *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IMallocSpy)) return E_NOINTERFACE;
    *out = iface;
    return S_OK;
}

static ULONG WINAPI spy_AddRef(IMallocSpy *iface)
{
    return 2;
}

static ULONG WINAPI spy_Release(IMallocSpy *iface)
{
    return 1;
}

static SIZE_T WINAPI spy_PreAlloc(IMallocSpy *iface, SIZE_T size)
{
    return size;
}

static void *WINAPI spy_PostAlloc(IMallocSpy *iface, void *block)
{
    if (block) InterlockedIncrement(&spied);
    return block;
}

static void *WINAPI spy_PreFree(IMallocSpy *iface, void *block, BOOL known)
{
    if (block && known) InterlockedDecrement(&spied);
    return block;
}

static void WINAPI spy_PostFree(IMallocSpy *iface, BOOL known)
{
}

static SIZE_T WINAPI spy_PreRealloc(IMallocSpy *iface, void *block, SIZE_T size, void **real, BOOL known)
{
    *real = block;
    return size;
}

static void *WINAPI spy_PostRealloc(IMallocSpy *iface, void *block, BOOL known)
{
    return block;
}

static void *WINAPI spy_PreGetSize(IMallocSpy *iface, void *block, BOOL known)
{
    return block;
}

static SIZE_T WINAPI spy_PostGetSize(IMallocSpy *iface, SIZE_T size, BOOL known)
{
    return size;
}

static void *WINAPI spy_PreDidAlloc(IMallocSpy *iface, void *block, BOOL known)
{
    return block;
}

static int WINAPI spy_PostDidAlloc(IMallocSpy *iface, void *block, BOOL known, int actual)
{
    return actual;
}

static void WINAPI spy_PreHeapMinimize(IMallocSpy *iface)
{
}

static void WINAPI spy_PostHeapMinimize(IMallocSpy *iface)
{
}

static IMallocSpyVtbl spy_vtbl = {
    spy_QueryInterface, spy_AddRef,      spy_Release,     spy_PreAlloc,       spy_PostAlloc,       spy_PreFree,
    spy_PostFree,       spy_PreRealloc,  spy_PostRealloc, spy_PreGetSize,     spy_PostGetSize,     spy_PreDidAlloc,
    spy_PostDidAlloc,   spy_PreHeapMinimize, spy_PostHeapMinimize,
};

static IMallocSpy spy = {&spy_vtbl};

/* Strings that oleaut32 keeps for the next who wants one would look like lost ones. */
static void keep_no_strings(void)
{
    void (WINAPI *set)(void);
    FARPROC found = GetProcAddress(GetModuleHandleW(L"oleaut32.dll"), "SetOaNoCache");

    memcpy(&set, &found, sizeof(set));
    if (set) set();
}

bool memory_begin(const WCHAR *dll)
{
    unsigned int i;

    if (!GetModuleHandleW(dll)) return false;
    watched = dll;
    keep_no_strings();
    for (i = 0; i < ARRAY_SIZE(hooks); i++) *hooks[i].real = import_exchange(dll, hooks[i].name, hooks[i].hook);
    return real_calloc && real_free && SUCCEEDED(CoRegisterMallocSpy(&spy));
}

void memory_end(void)
{
    unsigned int i;

    CoRevokeMallocSpy();
    for (i = 0; i < ARRAY_SIZE(hooks); i++)
        if (*hooks[i].real) import_exchange(watched, hooks[i].name, *hooks[i].real);
}

static LONG count_live(void)
{
    SetErrorInfo(0, NULL);
    return live + spied;
}

/* One call with its nth allocation failing, false: it has fewer. */
static bool fail_one(const struct memory_step *step, void *context, LONG n)
{
    LONG before = count_live(), after;
    bool happened;
    HRESULT hr;

    failed = FALSE;
    InterlockedExchange(&countdown, n);
    hr = step->run(context);
    InterlockedExchange(&countdown, 0);
    happened = failed;
    if (happened)
        ok(hr == E_OUTOFMEMORY || (step->may_do_without && SUCCEEDED(hr)), "%s: allocation %ld: got %s\n", step->name,
           n, test_hr(hr));
    else
        ok(SUCCEEDED(hr), "%s: got %s\n", step->name, test_hr(hr));
    if (step->check) step->check(context, step->name);
    after = count_live();
    ok(after == before, "%s: allocation %ld: %ld blocks more than before\n", step->name, n, after - before);
    return happened;
}

void memory_check(const struct memory_step *steps, unsigned int count, void *context)
{
    unsigned int i;
    HRESULT hr;
    LONG n;

    for (i = 0; i < count; i++)
    {
        /* What is made once and kept is made now. */
        hr = steps[i].run(context);
        ok(SUCCEEDED(hr), "%s: got %s\n", steps[i].name, test_hr(hr));
        if (FAILED(hr)) continue;
        for (n = 1; n < MEMORY_FAILURES_MAX && fail_one(&steps[i], context, n); n++) continue;
        ok(n > 1, "%s allocates nothing\n", steps[i].name);
        ok(n < MEMORY_FAILURES_MAX, "%s allocates too often for this test\n", steps[i].name);
        trace("%s: %ld allocations\n", steps[i].name, n - 1);
        hr = steps[i].run(context);
        ok(SUCCEEDED(hr), "%s, afterwards: got %s\n", steps[i].name, test_hr(hr));
    }
}
