/*
 * A data writer that is ready, and a look at what it wrote
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

#include "support.h"
#include "wine/test.h"

#define check_hr(hr, expected) ok((hr) == (expected), "got %s\n", test_hr(hr))

IDiscFormat2Data *test_data_create(void)
{
    IDiscFormat2Data *data = NULL;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscFormat2Data, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscFormat2Data,
                          (void **)&data);
    ok(hr == S_OK, "got %s\n", test_hr(hr));
    return data;
}

HRESULT test_data_set_name(IDiscFormat2Data *data, const WCHAR *text)
{
    BSTR name = text ? SysAllocString(text) : NULL;
    HRESULT hr = IDiscFormat2Data_put_ClientName(data, name);

    SysFreeString(name);
    return hr;
}

/* A data object that is ready for Write(). */
IDiscFormat2Data *test_data_ready(struct burner *test)
{
    IDiscFormat2Data *data = test_data_create();
    HRESULT hr;

    hr = IDiscFormat2Data_put_Recorder(data, test->recorder);
    check_hr(hr, S_OK);
    hr = test_data_set_name(data, L"imapi2 test");
    check_hr(hr, S_OK);
    return data;
}

void test_data_check_at(const char *name, struct burner *test, LONG lba, uint32_t seed, uint32_t first, uint32_t blocks)
{
    BYTE *data = HeapAlloc(GetProcessHeap(), 0, blocks * BLOCK);
    HRESULT hr;
    LONG bad;

    memset(data, 0x55, blocks * BLOCK);
    hr = burner_read(test, lba, blocks, data);
    ok(hr == S_OK, "%s: got %s\n", name, test_hr(hr));
    bad = test_compare(seed, first, blocks, data);
    ok(bad == -1, "%s: block %ld behind %ld is not what was written\n", name, bad, lba);
    HeapFree(GetProcessHeap(), 0, data);
}

void test_data_check(const char *name, struct burner *test, uint32_t seed, uint32_t blocks)
{
    BYTE *data = HeapAlloc(GetProcessHeap(), 0, blocks * BLOCK);
    HRESULT hr;
    LONG bad;

    memset(data, 0x55, blocks * BLOCK);
    hr = burner_read(test, 0, blocks, data);
    ok(hr == S_OK, "%s: got %s\n", name, test_hr(hr));
    bad = test_compare(seed, 0, blocks, data);
    ok(bad == -1, "%s: block %ld as read is not what was written\n", name, bad);
    memset(data, 0x55, blocks * BLOCK);
    ok(burner_read_image(test, 0, blocks, data), "%s: no image\n", name);
    bad = test_compare(seed, 0, blocks, data);
    ok(bad == -1, "%s: block %ld of the image is not what was written\n", name, bad);
    HeapFree(GetProcessHeap(), 0, data);
}
