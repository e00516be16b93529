/*
 * What the tests of burning have in common
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

#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "support.h"

#include "ntvirtual.h"

static const struct virtual_identity identity = {"WINE", "TEST RECORDER", "1.0"};

static struct virtual_drive *open_drive(const struct burner *test)
{
    struct ntvirtual_recorder recorder;

    if (ntvirtual_find(test->name, &recorder)) return NULL;
    return ntvirtual_open_drive(&recorder);
}

bool burner_insert(struct burner *test, const char *kind)
{
    struct virtual_drive *drive = open_drive(test);
    enum port_error error;

    if (!drive) return false;
    error = kind ? virtual_insert_blank(drive, kind) : virtual_remove_medium(drive);
    virtual_drive_destroy(drive);
    return error == PORT_OK;
}

static bool make_image(const struct burner *test, uint32_t blocks)
{
    WCHAR path[MAX_PATH + 16];
    uint8_t block[BLOCK];
    DWORD written = 0;
    HANDLE file;
    uint32_t i;

    swprintf(path, ARRAY_SIZE(path), L"%ls\\medium.iso", test->folder);
    file = CreateFileW(path, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, CREATE_ALWAYS, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return false;
    for (i = 0; i < blocks; i++)
    {
        test_pattern(0, i, block);
        WriteFile(file, block, sizeof(block), &written, NULL);
    }
    CloseHandle(file);
    return written == sizeof(block);
}

bool burner_insert_pressed(struct burner *test, uint32_t blocks)
{
    struct virtual_drive *drive = open_drive(test);
    enum port_error error;

    if (!drive) return false;
    virtual_remove_medium(drive);
    virtual_drive_destroy(drive);
    if (!make_image(test, blocks)) return false;
    if (!(drive = open_drive(test))) return false;
    error = virtual_insert_image(drive);
    virtual_drive_destroy(drive);
    return error == PORT_OK;
}

IDiscRecorder2 *burner_again(const struct burner *test)
{
    IDiscRecorder2 *recorder;
    BSTR id = test_bstr(test->id);
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscRecorder2,
                          (void **)&recorder);
    if (SUCCEEDED(hr)) hr = IDiscRecorder2_InitializeDiscRecorder(recorder, id);
    SysFreeString(id);
    return SUCCEEDED(hr) ? recorder : NULL;
}

static bool open_objects(struct burner *test)
{
    if (!(test->recorder = burner_again(test))) return false;
    return SUCCEEDED(IDiscRecorder2_QueryInterface(test->recorder, &IID_IDiscRecorder2Ex, (void **)&test->ex));
}

bool burner_open(struct burner *test, const WCHAR *name, const char *kind)
{
    struct ntvirtual_recorder found;
    WCHAR temp[MAX_PATH];

    memset(test, 0, sizeof(*test));
    lstrcpynW(test->name, name, ARRAY_SIZE(test->name));
    GetTempPathW(ARRAY_SIZE(temp), temp);
    swprintf(test->folder, ARRAY_SIZE(test->folder), L"%lsimapi2-%ls-%lu", temp, name, (unsigned long)GetCurrentProcessId());
    ntvirtual_remove_recorder(name, false);
    if (ntvirtual_create_recorder(name, test->folder, &identity, 0)) return false;
    if (ntvirtual_find(name, &found)) return false;
    MultiByteToWideChar(CP_UTF8, 0, found.id, -1, test->id, ARRAY_SIZE(test->id));
    if (kind && !burner_insert(test, kind)) return false;
    return open_objects(test);
}

/* The number of a recorder in the list of all. */
static bool find_number(struct burner *test, LONG number)
{
    IDiscMaster2 *master;
    BSTR id = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscMaster2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscMaster2, (void **)&master);
    if (FAILED(hr)) return false;
    hr = IDiscMaster2_get_Item(master, number, &id);
    if (SUCCEEDED(hr)) lstrcpynW(test->id, id, ARRAY_SIZE(test->id));
    SysFreeString(id);
    IDiscMaster2_Release(master);
    return SUCCEEDED(hr);
}

bool burner_find(struct burner *test, const char *name)
{
    struct ntvirtual_recorder found;
    char *end;
    LONG number = strtol(name, &end, 10);

    memset(test, 0, sizeof(*test));
    if (!*end) return find_number(test, number) && open_objects(test);
    MultiByteToWideChar(CP_ACP, 0, name, -1, test->name, ARRAY_SIZE(test->name));
    if (ntvirtual_find(test->name, &found)) return false;
    MultiByteToWideChar(CP_UTF8, 0, found.id, -1, test->id, ARRAY_SIZE(test->id));
    return open_objects(test);
}

void burner_forget(struct burner *test)
{
    if (test->ex) IDiscRecorder2Ex_Release(test->ex);
    if (test->recorder) IDiscRecorder2_Release(test->recorder);
}

void burner_close(struct burner *test)
{
    burner_faults(test, NULL);
    burner_forget(test);
    ntvirtual_remove_recorder(test->name, false);
}

bool burner_faults(struct burner *test, const char *script)
{
    WCHAR path[MAX_PATH + 16];
    DWORD written = 0;
    HANDLE file;

    swprintf(path, ARRAY_SIZE(path), L"%ls\\faults", test->folder);
    if (!script) return DeleteFileW(path);
    file = CreateFileW(path, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, CREATE_ALWAYS, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return false;
    WriteFile(file, script, (DWORD)strlen(script), &written, NULL);
    CloseHandle(file);
    return written == strlen(script);
}

bool burner_format_dvd_rw(struct burner *test)
{
    static const BYTE list[12] = {0, 0x82, 0, 8, 0, 0x23, 0x10, 0x20, 0, 0, 0, 0x10};  /* 2297888 blocks, full format */
    BYTE cdb[6] = {0x04, 0x11}, ready[6] = {0}, sense[18], *data;
    unsigned int i;
    HRESULT hr;

    if (!burner_insert(test, "dvd-rw")) return false;
    data = VirtualAlloc(NULL, sizeof(list), MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    memcpy(data, list, sizeof(list));
    do hr = IDiscRecorder2Ex_SendCommandNoData(test->ex, ready, sizeof(ready), sense, 10);
    while (hr == S_IMAPI_COMMAND_HAS_SENSE_DATA && (sense[2] & 0xf) == 6);
    hr = IDiscRecorder2Ex_SendCommandSendDataToDevice(test->ex, cdb, sizeof(cdb), sense, 60, data, sizeof(list));
    VirtualFree(data, 0, MEM_RELEASE);
    for (i = 0; i < 200 && hr == S_OK; i++)
    {
        hr = IDiscRecorder2Ex_SendCommandNoData(test->ex, ready, sizeof(ready), sense, 10);
        if (hr == S_OK) return true;
        if (hr != S_IMAPI_COMMAND_HAS_SENSE_DATA || (sense[2] & 0xf) == 5) break;
        hr = S_OK;
        Sleep(20);
    }
    return false;
}

HRESULT burner_read(struct burner *test, LONG lba, ULONG blocks, void *data)
{
    BYTE cdb[10] = {0x28, 0, lba >> 24, lba >> 16, lba >> 8, lba, 0, 0, 1, 0}, sense[18];
    BYTE *buffer = VirtualAlloc(NULL, BLOCK, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    ULONG fetched, i;
    HRESULT hr = S_OK;

    for (i = 0; i < blocks && hr == S_OK; i++)
    {
        cdb[2] = (lba + i) >> 24;
        cdb[3] = (lba + i) >> 16;
        cdb[4] = (lba + i) >> 8;
        cdb[5] = (lba + i);
        hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(test->ex, cdb, sizeof(cdb), sense, 10, buffer, BLOCK,
                                                           &fetched);
        if (hr == S_OK && fetched != BLOCK) hr = E_FAIL;
        memcpy((BYTE *)data + i * BLOCK, buffer, BLOCK);
    }
    VirtualFree(buffer, 0, MEM_RELEASE);
    return hr;
}

bool burner_read_image(struct burner *test, LONG lba, ULONG blocks, void *data)
{
    WCHAR path[MAX_PATH + 16];
    LARGE_INTEGER offset;
    DWORD read = 0;
    HANDLE file;

    swprintf(path, ARRAY_SIZE(path), L"%ls\\medium.iso", test->folder);
    file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                       OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return false;
    offset.QuadPart = (LONGLONG)lba * BLOCK;
    SetFilePointerEx(file, offset, NULL, FILE_BEGIN);
    ReadFile(file, data, blocks * BLOCK, &read, NULL);
    CloseHandle(file);
    return read == blocks * BLOCK;
}

void test_pattern(uint32_t seed, uint32_t lba, void *block)
{
    uint64_t *words = block;
    unsigned int i;

    for (i = 0; i < BLOCK / sizeof(*words); i++)
        words[i] = ((uint64_t)(lba + 1) << 32) ^ ((uint64_t)seed << 20) ^ (i * UINT64_C(0x9e3779b97f4a7c15));
}

LONG test_compare(uint32_t seed, uint32_t lba, ULONG blocks, const void *data)
{
    BYTE block[BLOCK];
    ULONG i;

    for (i = 0; i < blocks; i++)
    {
        test_pattern(seed, lba + i, block);
        if (memcmp(block, (const BYTE *)data + i * BLOCK, BLOCK)) return i;
    }
    return -1;
}

BSTR test_bstr(const WCHAR *text)
{
    return SysAllocString(text);
}

const char *test_hr(HRESULT hr)
{
    static char text[4][16];
    static LONG next;
    char *buffer = text[InterlockedIncrement(&next) & 3];

    sprintf(buffer, "%#lx", (unsigned long)hr);
    return buffer;
}
