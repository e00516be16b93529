/*
 * What a recorder calls itself
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

#include "imapictl.h"
#include "recorder_text.h"

/* Takes a BSTR property as UTF-8, without the padding that INQUIRY has. */
static void take_text(HRESULT hr, BSTR text, char *out, size_t size)
{
    int length;

    out[0] = 0;
    if (FAILED(hr) || !text)
        return;
    for (length = lstrlenW(text); length && text[length - 1] == ' '; length--)
        text[length - 1] = 0;
    snprintf(out, size, "%s", utf8(text));
    SysFreeString(text);
}

void read_recorder_text(IDiscRecorder2 *recorder, struct recorder_text *text)
{
    BSTR value = NULL;
    HRESULT hr;

    hr = IDiscRecorder2_get_VendorId(recorder, &value);
    take_text(hr, value, text->vendor, sizeof(text->vendor));
    hr = IDiscRecorder2_get_ProductId(recorder, &value);
    take_text(hr, value, text->product, sizeof(text->product));
    hr = IDiscRecorder2_get_ProductRevision(recorder, &value);
    take_text(hr, value, text->revision, sizeof(text->revision));
    hr = IDiscRecorder2_get_ActiveDiscRecorder(recorder, &value);
    take_text(hr, value, text->id, sizeof(text->id));
    hr = IDiscRecorder2_get_ExclusiveAccessOwner(recorder, &value);
    take_text(hr, value, text->owner, sizeof(text->owner));
}

void json_recorder_text(const struct recorder_text *text)
{
    json_text("id", text->id);
    json_text("vendor", text->vendor);
    json_text("product", text->product);
    json_text("revision", text->revision);
    json_text("owner", text->owner[0] ? text->owner : NULL);
}

void for_each_text(SAFEARRAY *array, void (*tell)(void *context, const char *text), void *context)
{
    VARIANT *items;
    ULONG i;

    if (!array || FAILED(SafeArrayAccessData(array, (void **)&items)))
        return;
    for (i = 0; i < array->rgsabound[0].cElements; i++)
        if (V_VT(&items[i]) == VT_BSTR)
            tell(context, utf8(V_BSTR(&items[i])));
    SafeArrayUnaccessData(array);
}

void for_each_number(SAFEARRAY *array, void (*tell)(void *context, LONG number), void *context)
{
    VARIANT *items;
    ULONG i;

    if (!array || FAILED(SafeArrayAccessData(array, (void **)&items)))
        return;
    for (i = 0; i < array->rgsabound[0].cElements; i++)
        if (V_VT(&items[i]) == VT_I4 || V_VT(&items[i]) == VT_UI4)
            tell(context, V_I4(&items[i]));
    SafeArrayUnaccessData(array);
}
