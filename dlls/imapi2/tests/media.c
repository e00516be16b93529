/*
 * Tests of what MsftDiscFormat2Data and its multisession objects say of each kind of medium, from blank to closed
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

#define BLOCKS      613     /* of one session: neither whole chunks nor whole ECC blocks */
#define SESSIONS    3
#define DVD_RW_OVERWRITE "dvd-rw, overwritten"

#define OVERWRITE   IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY
#define BLANK       IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK
#define APPENDABLE  IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE
#define FINALIZED   IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED
#define ERASE       IMAPI_FORMAT2_DATA_MEDIA_STATE_ERASE_REQUIRED


struct kind
{
    const char *name;
    IMAPI_MEDIA_PHYSICAL_TYPE type;     /* until it is closed */
    LONG blank;                         /* CurrentMediaStatus of a new one */
    LONG written;                       /* after a Write() that does not ask for closing */
    LONG closed;                        /* after one that does */
    LONG total, free;                   /* sectors of a new one */
    LONG unit;                          /* sectors that are written as one */
    bool physically_blank;              /* a new one is */
    bool formats;                       /* the first Write() formats it */
};

static const struct kind kinds[] = {
    {"cd-r", IMAPI_MEDIA_TYPE_CDR, BLANK, APPENDABLE, FINALIZED, 359849, 359695, 1, true, false},
    {"cd-rw", IMAPI_MEDIA_TYPE_CDRW, BLANK, APPENDABLE, FINALIZED | ERASE, 359849, 359695, 1, true, false},
    {"dvd-r", IMAPI_MEDIA_TYPE_DVDDASHR, BLANK, APPENDABLE, FINALIZED, 2298496, 2298496, 16, true, false},
    {"dvd-r-dl", IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER, BLANK, APPENDABLE, FINALIZED, 4171712, 4171712, 16, true, false},
    {"dvd-rw", IMAPI_MEDIA_TYPE_DVDDASHRW, BLANK, FINALIZED | ERASE, FINALIZED | ERASE, 2297888, 2297888, 16, true,
     false},
    {DVD_RW_OVERWRITE, IMAPI_MEDIA_TYPE_DVDDASHRW, BLANK | OVERWRITE, OVERWRITE, OVERWRITE, 2297888, 2297888, 16,
     false, false},
    {"dvd-ram", IMAPI_MEDIA_TYPE_DVDRAM, BLANK | OVERWRITE, OVERWRITE, OVERWRITE, 0, 0, 16, false, false},
    {"dvd+r", IMAPI_MEDIA_TYPE_DVDPLUSR, BLANK, APPENDABLE, FINALIZED, 2295104, 2295104, 16, true, false},
    {"dvd+r-dl", IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER, BLANK, FINALIZED, FINALIZED, 4173824, 4173824, 16, true, false},
    {"dvd+rw", IMAPI_MEDIA_TYPE_DVDPLUSRW, BLANK | OVERWRITE, OVERWRITE, OVERWRITE, 2295104, 2295104, 16, true, true},
    {"bd-r", IMAPI_MEDIA_TYPE_BDR, BLANK, APPENDABLE, FINALIZED, 12219392, 12219392, 32, true, false},
    {"bd-r-dl", IMAPI_MEDIA_TYPE_BDR, BLANK, APPENDABLE, FINALIZED, 24438784, 24438784, 32, true, false},
    {"bd-r-xl", IMAPI_MEDIA_TYPE_BDR, BLANK, APPENDABLE, FINALIZED, 48878592, 48878592, 32, true, false},
    {"bd-r-ql", IMAPI_MEDIA_TYPE_BDR, BLANK, APPENDABLE, FINALIZED, 62500864, 62500864, 32, true, false},
    {"bd-re", IMAPI_MEDIA_TYPE_BDRE, BLANK | OVERWRITE, OVERWRITE, OVERWRITE, 0, 0, 32, true, true},
    {"bd-re-dl", IMAPI_MEDIA_TYPE_BDRE, BLANK | OVERWRITE, OVERWRITE, OVERWRITE, 0, 0, 32, true, true},
    {"bd-re-xl", IMAPI_MEDIA_TYPE_BDRE, BLANK | OVERWRITE, OVERWRITE, OVERWRITE, 0, 0, 32, true, true},
};

static bool is_overwritable(const struct kind *kind)
{
    return (kind->blank & OVERWRITE) != 0;
}

static bool insert(struct burner *test, const struct kind *kind)
{
    if (!strcmp(kind->name, DVD_RW_OVERWRITE)) return burner_format_dvd_rw(test);
    return burner_insert(test, kind->name);
}

/* The addresses, and what is free; -1 for NextWritableAddress: it must fail. */
static void check_room(IDiscFormat2Data *data, LONG free, LONG next, LONG previous_start, LONG previous_end)
{
    LONG value;
    HRESULT hr;

    value = 0xdeadbeef;
    hr = IDiscFormat2Data_get_FreeSectorsOnMedia(data, &value);
    ok(hr == S_OK && value == free, "free: got %s, %ld, expected %ld\n", test_hr(hr), value, free);
    value = 0xdeadbeef;
    hr = IDiscFormat2Data_get_NextWritableAddress(data, &value);
    if (next == -1) check_hr(hr, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    else ok(hr == S_OK && value == next, "next: got %s, %ld, expected %ld\n", test_hr(hr), value, next);
    value = 0xdeadbeef;
    hr = IDiscFormat2Data_get_StartAddressOfPreviousSession(data, &value);
    ok(hr == S_OK && value == previous_start, "start: got %s, %ld, expected %ld\n", test_hr(hr), value,
       previous_start);
    value = 0xdeadbeef;
    hr = IDiscFormat2Data_get_LastWrittenAddressOfPreviousSession(data, &value);
    ok(hr == S_OK && value == previous_end, "end: got %s, %ld, expected %ld\n", test_hr(hr), value, previous_end);
}

static LONG get_state(IDiscFormat2Data *data)
{
    IMAPI_FORMAT2_DATA_MEDIA_STATE state = 0;
    HRESULT hr = IDiscFormat2Data_get_CurrentMediaStatus(data, &state);

    check_hr(hr, S_OK);
    return state;
}

static LONG get_long(IDiscFormat2Data *data, HRESULT (STDMETHODCALLTYPE *getter)(IDiscFormat2Data *, LONG *))
{
    LONG value = 0xdeadbeef;
    HRESULT hr = getter(data, &value);

    check_hr(hr, S_OK);
    return value;
}

static bool is_blank(IDiscFormat2Data *data)
{
    VARIANT_BOOL value = 42;
    HRESULT hr = IDiscFormat2Data_get_MediaHeuristicallyBlank(data, &value);

    ok(hr == S_OK && (value == VARIANT_TRUE || value == VARIANT_FALSE), "got %s, %d\n", test_hr(hr), value);
    return value == VARIANT_TRUE;
}

static bool is_physically_blank(IDiscFormat2Data *data)
{
    VARIANT_BOOL value = 42;
    HRESULT hr = IDiscFormat2Data_get_MediaPhysicallyBlank(data, &value);

    ok(hr == S_OK && (value == VARIANT_TRUE || value == VARIANT_FALSE), "got %s, %d\n", test_hr(hr), value);
    return value == VARIANT_TRUE;
}

static void check_new(const struct kind *kind, struct burner *test, IDiscFormat2Data *data)
{
    IMAPI_MEDIA_WRITE_PROTECT_STATE protect = 42;
    IMAPI_MEDIA_PHYSICAL_TYPE type = 0;
    VARIANT_BOOL value;
    LONG total;
    HRESULT hr;

    hr = IDiscFormat2Data_IsCurrentMediaSupported(data, test->recorder, &value);
    ok(hr == S_OK && value == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), value);
    hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(data, &type);
    ok(hr == S_OK && type == kind->type, "got %s, %d\n", test_hr(hr), type);
    hr = IDiscFormat2Data_get_WriteProtectStatus(data, &protect);
    ok(hr == S_OK && !protect, "got %s, %#x\n", test_hr(hr), protect);
    ok(get_state(data) == kind->blank, "got %#lx\n", get_state(data));
    ok(is_blank(data), "not blank\n");
    ok(is_physically_blank(data) == kind->physically_blank, "physically blank: %d\n", is_physically_blank(data));
    total = get_long(data, data->lpVtbl->get_TotalSectorsOnMedia);
    ok(kind->total ? total == kind->total : total > 2000000, "total: %ld\n", total);
    check_room(data, kind->free ? kind->free : total, 0, -1, -1);
}

/* The one element of MultisessionInterfaces. */
static void *get_interface(IDiscFormat2Data *data, const IID *iid)
{
    SAFEARRAY *array = NULL;
    VARIANT *elements;
    void *out = NULL;
    HRESULT hr;

    hr = IDiscFormat2Data_get_MultisessionInterfaces(data, &array);
    check_hr(hr, S_OK);
    if (FAILED(hr)) return NULL;
    ok(array->rgsabound[0].cElements == 1, "%lu elements\n", array->rgsabound[0].cElements);
    SafeArrayAccessData(array, (void **)&elements);
    hr = IDispatch_QueryInterface(V_DISPATCH(&elements[0]), iid, &out);
    check_hr(hr, S_OK);
    SafeArrayUnaccessData(array);
    SafeArrayDestroy(array);
    return out;
}

/* Says the same as the data object. */
static void check_sequential(const struct kind *kind, IDiscFormat2Data *data, bool supported, bool first)
{
    IMultisessionSequential2 *session = get_interface(data, &IID_IMultisessionSequential2);
    LONG value, expected;
    VARIANT_BOOL answer;
    HRESULT hr, expected_hr;

    if (!session) return;
    hr = IMultisessionSequential2_get_IsSupportedOnCurrentMediaState(session, &answer);
    ok(hr == S_OK && !answer == !supported, "supported: got %s, %d\n", test_hr(hr), answer);
    hr = IMultisessionSequential2_get_IsFirstDataSession(session, &answer);
    ok(hr == S_OK && !answer == !first, "first: got %s, %d\n", test_hr(hr), answer);
    hr = IMultisessionSequential2_get_WriteUnitSize(session, &value);
    ok(hr == S_OK && value == kind->unit, "unit: got %s, %ld\n", test_hr(hr), value);
#define SAME(property)                                                                                               \
    value = expected = 0xdeadbeef;                                                                                   \
    expected_hr = IDiscFormat2Data_get_##property(data, &expected);                                                  \
    hr = IMultisessionSequential2_get_##property(session, &value);                                                   \
    ok(hr == expected_hr && value == expected, #property ": got %s, %ld\n", test_hr(hr), value)
    SAME(StartAddressOfPreviousSession);
    SAME(LastWrittenAddressOfPreviousSession);
    SAME(NextWritableAddress);
    SAME(FreeSectorsOnMedia);
#undef SAME
    IMultisessionSequential2_Release(session);
}

static void check_random(const struct kind *kind, IDiscFormat2Data *data)
{
    IMultisessionRandomWrite *session = get_interface(data, &IID_IMultisessionRandomWrite);
    VARIANT_BOOL answer;
    LONG value;
    HRESULT hr;

    if (!session) return;
    hr = IMultisessionRandomWrite_get_IsSupportedOnCurrentMediaState(session, &answer);
    ok(hr == S_OK && answer == VARIANT_TRUE, "got %s, %d\n", test_hr(hr), answer);
    hr = IMultisessionRandomWrite_get_WriteUnitSize(session, &value);
    ok(hr == S_OK && value == kind->unit, "got %s, %ld\n", test_hr(hr), value);
    hr = IMultisessionRandomWrite_get_TotalSectorsOnMedia(session, &value);
    ok(hr == S_OK && value == get_long(data, data->lpVtbl->get_TotalSectorsOnMedia), "got %s, %ld\n", test_hr(hr),
       value);
    IMultisessionRandomWrite_Release(session);
}

static HRESULT write_session(IDiscFormat2Data *data, uint32_t seed, VARIANT_BOOL close)
{
    struct test_stream stream;
    HRESULT hr;

    hr = IDiscFormat2Data_put_ForceMediaToBeClosed(data, close);
    check_hr(hr, S_OK);
    test_stream_init(&stream, BLOCKS * BLOCK, seed);
    return IDiscFormat2Data_Write(data, &stream.IStream_iface);
}

/* The last block of a session: its post-gap and run-out on CD, its last whole unit elsewhere. */
static LONG session_end(const struct kind *kind, LONG start)
{
    if (kind->unit == 1) return start + BLOCKS + 150 - 1;
    return start + (BLOCKS + kind->unit - 1) / kind->unit * kind->unit - 1;
}

/* Session behind session; with the last one the medium is closed. */
static void check_sessions(const struct kind *kind, struct burner *test, IDiscFormat2Data *data)
{
    LONG starts[SESSIONS], end, free, i;
    HRESULT hr;

    for (i = 0; i < SESSIONS; i++)
    {
        winetest_push_context("session %ld", i + 1);
        check_sequential(kind, data, true, !i);
        starts[i] = get_long(data, data->lpVtbl->get_NextWritableAddress);
        free = get_long(data, data->lpVtbl->get_FreeSectorsOnMedia);
        hr = write_session(data, i, i == SESSIONS - 1 ? VARIANT_TRUE : VARIANT_FALSE);
        check_hr(hr, S_OK);
        test_data_check_at(kind->name, test, starts[i], i, 0, BLOCKS);
        end = get_long(data, data->lpVtbl->get_LastWrittenAddressOfPreviousSession);
        ok(end >= session_end(kind, starts[i]) && end <= session_end(kind, starts[i]) + 2, "end: %ld\n", end);
        ok(!is_blank(data) && !is_physically_blank(data), "blank\n");
        winetest_pop_context();
        if (i == SESSIONS - 1) break;
        ok(get_state(data) == kind->written, "got %#lx\n", get_state(data));
        ok(get_long(data, data->lpVtbl->get_NextWritableAddress) > end, "next: %ld\n",
           get_long(data, data->lpVtbl->get_NextWritableAddress));
        ok(get_long(data, data->lpVtbl->get_FreeSectorsOnMedia) < free - BLOCKS, "free: %ld\n",
           get_long(data, data->lpVtbl->get_FreeSectorsOnMedia));
        ok(get_long(data, data->lpVtbl->get_StartAddressOfPreviousSession) == starts[i], "start\n");
    }
    ok(get_state(data) == kind->closed, "got %#lx\n", get_state(data));
    check_room(data, 0, -1, starts[SESSIONS - 1], end);
    check_sequential(kind, data, false, false);
    hr = write_session(data, 9, VARIANT_FALSE);
    check_hr(hr, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
    for (i = 0; i < SESSIONS; i++) test_data_check_at(kind->name, test, starts[i], i, 0, BLOCKS);
}

/* Media of which a Write() makes the last session in any case. */
static void check_one_session(const struct kind *kind, struct burner *test, IDiscFormat2Data *data)
{
    HRESULT hr;

    check_sequential(kind, data, true, true);
    hr = write_session(data, 1, VARIANT_FALSE);
    check_hr(hr, S_OK);
    test_data_check(kind->name, test, 1, BLOCKS);
    ok(get_state(data) == kind->written, "got %#lx\n", get_state(data));
    check_room(data, 0, -1, 0, session_end(kind, 0));
    check_sequential(kind, data, false, false);
    hr = write_session(data, 9, VARIANT_FALSE);
    check_hr(hr, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE);
}

/* Overwritable media: always the whole capacity, always from 0, never closed. */
static void check_overwriting(const struct kind *kind, struct burner *test, IDiscFormat2Data *data)
{
    LONG total = get_long(data, data->lpVtbl->get_TotalSectorsOnMedia);
    HRESULT hr;

    check_random(kind, data);
    hr = write_session(data, 1, VARIANT_TRUE);
    check_hr(hr, S_OK);
    test_data_check(kind->name, test, 1, BLOCKS);
    ok(get_state(data) == kind->written, "got %#lx\n", get_state(data));
    ok(!is_blank(data) && !is_physically_blank(data), "blank\n");
    ok(get_long(data, data->lpVtbl->get_TotalSectorsOnMedia) == total, "total changed\n");
    check_room(data, total, 0, -1, -1);
    check_random(kind, data);
    hr = write_session(data, 2, VARIANT_FALSE);
    check_hr(hr, E_IMAPI_DF2DATA_MEDIA_NOT_BLANK);
    test_data_check(kind->name, test, 1, BLOCKS);
    hr = IDiscFormat2Data_put_ForceOverwrite(data, VARIANT_TRUE);
    check_hr(hr, S_OK);
    hr = write_session(data, 2, VARIANT_FALSE);
    check_hr(hr, S_OK);
    test_data_check(kind->name, test, 2, BLOCKS);
}

static void test_kind(struct burner *test, const struct kind *kind)
{
    struct test_sink *sink = HeapAlloc(GetProcessHeap(), 0, sizeof(*sink));
    IDiscFormat2Data *data = test_data_ready(test);
    const char *actions;
    HRESULT hr;

    winetest_push_context("%s", kind->name);
    ok(insert(test, kind), "no medium\n");
    hr = IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(data, VARIANT_TRUE);
    check_hr(hr, S_OK);
    check_new(kind, test, data);
    test_sink_init(sink, &IID_DDiscFormat2DataEvents, DISPID_DDISCFORMAT2DATAEVENTS_UPDATE);
    test_sink_connect(sink, data);
    if (is_overwritable(kind)) check_overwriting(kind, test, data);
    else if (kind->written & APPENDABLE) check_sessions(kind, test, data);
    else check_one_session(kind, test, data);
    actions = test_sink_actions(sink);
    ok(!strncmp(actions, kind->formats ? "0 1 2 3 4 5 6" : "0 2 3 4 5 6", kind->formats ? 13 : 11), "got %s\n", actions);
    ok(!sink->wrong, "%ld wrong calls\n", sink->wrong);
    test_sink_disconnect(sink);
    IDiscFormat2Data_Release(data);
    HeapFree(GetProcessHeap(), 0, sink);
    winetest_pop_context();
}

static const struct kind *find_kind(const char *name)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(kinds); i++)
        if (!strcmp(kinds[i].name, name)) return &kinds[i];
    ok(0, "no kind %s\n", name);
    return NULL;
}

/* What is closed, and cannot be erased, has the type of a pressed disc; nothing but its state keeps writers off. */
static void check_used(const struct kind *kind, struct burner *test, IDiscFormat2Data *data, LONG state)
{
    bool closed = (state & FINALIZED) != 0, read_only = closed && !(state & ERASE);
    IMAPI_MEDIA_WRITE_PROTECT_STATE protect = 42;
    IMAPI_MEDIA_PHYSICAL_TYPE type = 0;
    VARIANT_BOOL supported = 42;
    HRESULT hr;

    ok(get_state(data) == state, "got %#lx\n", get_state(data));
    ok(!is_blank(data) && !is_physically_blank(data), "blank\n");
    hr = IDiscFormat2Data_get_WriteProtectStatus(data, &protect);
    ok(hr == S_OK && !protect, "got %s, %#x\n", test_hr(hr), protect);
    hr = IDiscFormat2Data_get_CurrentPhysicalMediaType(data, &type);
    ok(hr == S_OK && (type == kind->type) == !read_only, "got %s, %d\n", test_hr(hr), type);
    hr = IDiscFormat2Data_IsCurrentMediaSupported(data, test->recorder, &supported);
    ok(hr == S_OK && supported == (read_only ? VARIANT_FALSE : VARIANT_TRUE), "got %s, %d\n", test_hr(hr), supported);
    if (closed) check_room(data, 0, -1, 0, session_end(kind, 0) + (kind->unit == 1 ? 2 : 0));
    else if (state & OVERWRITE) check_room(data, get_long(data, data->lpVtbl->get_TotalSectorsOnMedia), 0, -1, -1);
    else ok(get_long(data, data->lpVtbl->get_NextWritableAddress) > session_end(kind, 0), "next\n");
}

/* What ForceMediaToBeClosed and DisableConsumerDvdCompatibilityMode make of a single session. */
static void test_closing(struct burner *test)
{
    static const struct { const char *name; VARIANT_BOOL disable, close; LONG state; } rows[] = {
        {"cd-r", VARIANT_FALSE, VARIANT_FALSE, APPENDABLE},
        {"cd-r", VARIANT_FALSE, VARIANT_TRUE, FINALIZED},
        {"cd-rw", VARIANT_FALSE, VARIANT_FALSE, APPENDABLE},
        {"cd-rw", VARIANT_FALSE, VARIANT_TRUE, FINALIZED | ERASE},
        {"dvd-r", VARIANT_FALSE, VARIANT_FALSE, APPENDABLE},
        {"dvd-r", VARIANT_FALSE, VARIANT_TRUE, FINALIZED},
        {"dvd-r-dl", VARIANT_FALSE, VARIANT_FALSE, APPENDABLE},
        {"dvd-r-dl", VARIANT_FALSE, VARIANT_TRUE, FINALIZED},
        {"dvd-rw", VARIANT_FALSE, VARIANT_FALSE, FINALIZED | ERASE},
        {"dvd-rw", VARIANT_FALSE, VARIANT_TRUE, FINALIZED | ERASE},
        {"dvd+r", VARIANT_FALSE, VARIANT_FALSE, FINALIZED},
        {"dvd+r", VARIANT_FALSE, VARIANT_TRUE, FINALIZED},
        {"dvd+r", VARIANT_TRUE, VARIANT_TRUE, FINALIZED},
        {"dvd+r", VARIANT_TRUE, VARIANT_FALSE, APPENDABLE},
        {"dvd+r-dl", VARIANT_FALSE, VARIANT_FALSE, FINALIZED},
        {"dvd+r-dl", VARIANT_FALSE, VARIANT_TRUE, FINALIZED},
        {"dvd+r-dl", VARIANT_TRUE, VARIANT_TRUE, FINALIZED},
        {"dvd+r-dl", VARIANT_TRUE, VARIANT_FALSE, FINALIZED},
        {"bd-r", VARIANT_FALSE, VARIANT_FALSE, APPENDABLE},
        {"bd-r", VARIANT_FALSE, VARIANT_TRUE, FINALIZED},
        {"bd-r-dl", VARIANT_FALSE, VARIANT_TRUE, FINALIZED},
        {"bd-r-xl", VARIANT_FALSE, VARIANT_TRUE, FINALIZED},
        {"bd-r-ql", VARIANT_FALSE, VARIANT_TRUE, FINALIZED},
        {DVD_RW_OVERWRITE, VARIANT_FALSE, VARIANT_TRUE, OVERWRITE},
        {"dvd-ram", VARIANT_FALSE, VARIANT_TRUE, OVERWRITE},
        {"dvd+rw", VARIANT_FALSE, VARIANT_TRUE, OVERWRITE},
        {"bd-re", VARIANT_FALSE, VARIANT_TRUE, OVERWRITE},
        {"bd-re-dl", VARIANT_FALSE, VARIANT_TRUE, OVERWRITE},
        {"bd-re-xl", VARIANT_FALSE, VARIANT_TRUE, OVERWRITE},
    };
    IDiscFormat2Data *data = test_data_ready(test);
    const struct kind *kind;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        winetest_push_context("%u: %s", i, rows[i].name);
        kind = find_kind(rows[i].name);
        ok(kind && insert(test, kind), "no medium\n");
        hr = IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(data, rows[i].disable);
        check_hr(hr, S_OK);
        hr = write_session(data, i, rows[i].close);
        check_hr(hr, S_OK);
        if (kind) check_used(kind, test, data, rows[i].state);
        test_data_check(rows[i].name, test, i, BLOCKS);
        winetest_pop_context();
    }
    IDiscFormat2Data_Release(data);
}

/* BUFE of the page of write parameters, as the drive has it after a burn. */
static bool is_underrun_free(struct burner *test)
{
    ULONG size = 0;
    BYTE *page;
    HRESULT hr;
    bool set;

    hr = IDiscRecorder2Ex_GetModePage(test->ex, IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS,
                                      IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &page, &size);
    check_hr(hr, S_OK);
    if (FAILED(hr)) return false;
    set = (page[2] & 0x40) != 0;
    CoTaskMemFree(page);
    return set;
}

/* BufferUnderrunFreeDisabled and PostgapAlreadyInImage are taken on all media, and count where there is such a thing. */
static void test_options(struct burner *test)
{
    IDiscFormat2Data *data = test_data_ready(test);
    LONG end, expected;
    unsigned int i, on;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(kinds); i++)
    {
        winetest_push_context("%s", kinds[i].name);
        for (on = 0; on < 2; on++)
        {
            ok(insert(test, &kinds[i]), "no medium\n");
            hr = IDiscFormat2Data_put_BufferUnderrunFreeDisabled(data, on ? VARIANT_TRUE : VARIANT_FALSE);
            check_hr(hr, S_OK);
            hr = IDiscFormat2Data_put_PostgapAlreadyInImage(data, on ? VARIANT_TRUE : VARIANT_FALSE);
            check_hr(hr, S_OK);
            hr = write_session(data, on, VARIANT_FALSE);
            check_hr(hr, S_OK);
            test_data_check(kinds[i].name, test, on, BLOCKS);
            if (kinds[i].unit == 1 || !strncmp(kinds[i].name, "dvd-r-", 6) || !strcmp(kinds[i].name, "dvd-r"))
                ok(is_underrun_free(test) == !on, "%u: got %d\n", on, is_underrun_free(test));
            if (is_overwritable(&kinds[i])) continue;
            end = get_long(data, data->lpVtbl->get_LastWrittenAddressOfPreviousSession);
            expected = session_end(&kinds[i], 0) - (on && kinds[i].unit == 1 ? 150 : 0);
            ok(end >= expected && end <= expected + 2, "%u: got %ld, expected %ld\n", on, end, expected);
        }
        winetest_pop_context();
    }
    IDiscFormat2Data_Release(data);
}

/* Where a drive, a cartridge, a host or a block of the lead-in forbids writing. */
static void test_protection(struct burner *test)
{
    static const struct { const char *name, *faults; LONG expected; HRESULT written; } rows[] = {
        {"dvd-ram", "opcode read-disc-structure : patch 4 01\n", IMAPI_WRITEPROTECTED_UNTIL_POWERDOWN,
         E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"dvd-ram", "opcode read-disc-structure : patch 4 04\n", IMAPI_WRITEPROTECTED_BY_CARTRIDGE,
         E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"dvd-ram", "opcode read-disc-structure : patch 4 08\n", IMAPI_WRITEPROTECTED_BY_MEDIA_SPECIFIC_REASON,
         E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"dvd-ram", "opcode read-disc-structure : patch 4 02\n", IMAPI_WRITEPROTECTED_BY_SOFTWARE_WRITE_PROTECT,
         E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"dvd-ram", "opcode read-disc-structure : patch 4 06\n",
         IMAPI_WRITEPROTECTED_BY_SOFTWARE_WRITE_PROTECT | IMAPI_WRITEPROTECTED_BY_CARTRIDGE,
         E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"bd-r", "opcode mode-sense-10 : patch 12 01\nopcode write-10 : sense 7/27/00\n",
         IMAPI_WRITEPROTECTED_BY_SOFTWARE_WRITE_PROTECT, E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"dvd+rw", "opcode read-disc-structure : patch 51 02\nopcode write-10 : sense 7/27/00\n",
         IMAPI_WRITEPROTECTED_BY_DISC_CONTROL_BLOCK, E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"dvd+r", "opcode read-disc-structure : patch 51 03\nopcode write-10 : sense 7/27/00\n",
         IMAPI_WRITEPROTECTED_BY_DISC_CONTROL_BLOCK, E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
        {"dvd+r", "opcode read-disc-structure : sense 5/24/00\n", 0, S_OK},
        {"bd-r", "opcode mode-sense-10 : sense 5/24/00\n", 0, S_OK},
    };
    IDiscFormat2Data *data = test_data_ready(test);
    IMAPI_MEDIA_WRITE_PROTECT_STATE state;
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        winetest_push_context("%u: %s", i, rows[i].name);
        ok(burner_insert(test, rows[i].name), "no medium\n");
        burner_faults(test, rows[i].faults);
        state = 42;
        hr = IDiscFormat2Data_get_WriteProtectStatus(data, &state);
        ok(hr == S_OK && (LONG)state == rows[i].expected, "got %s, %#x\n", test_hr(hr), state);
        ok(!(get_state(data) & IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED) == !rows[i].expected, "got %#lx\n",
           get_state(data));
        hr = write_session(data, i, VARIANT_FALSE);
        ok(hr == rows[i].written, "got %s\n", test_hr(hr));
        burner_faults(test, NULL);
        hr = IDiscRecorder2_EjectMedia(test->recorder);
        check_hr(hr, S_OK);
        winetest_pop_context();
    }
    ok(burner_insert_pressed(test, 400), "no medium\n");
    hr = IDiscFormat2Data_get_WriteProtectStatus(data, &state);
    ok(hr == S_OK && state == IMAPI_WRITEPROTECTED_READ_ONLY_MEDIA, "got %s, %#x\n", test_hr(hr), state);
    IDiscFormat2Data_Release(data);
}

/* States that only a drive in the middle of something, or a broken medium, tells of. */
static void test_states(struct burner *test)
{
    static const struct { const char *name; const char *faults; LONG expected; HRESULT hr; } rows[] = {
        /* READ TRACK INFORMATION: 1000 free blocks. */
        {"cd-r", "opcode read-track-information : patch 16 00 00 03 e8\n",
         APPENDABLE | IMAPI_FORMAT2_DATA_MEDIA_STATE_FINAL_SESSION, S_OK},
        /* Far out, with hardly more than nothing behind: where the drive then takes no data. */
        {"bd-r", "opcode read-track-information : patch 12 00 b0 00 00 patch 16 00 00 40 00\n",
         APPENDABLE | IMAPI_FORMAT2_DATA_MEDIA_STATE_FINAL_SESSION, E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE},
        /* READ DISC INFORMATION: the last session is incomplete, or damaged. */
        {"dvd+r", "opcode read-disc-information : patch 2 05\n", APPENDABLE, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE},
        {"dvd-r", "opcode read-disc-information : patch 2 09\n",
         APPENDABLE | IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE},
        {"cd-rw", "opcode read-disc-information : patch 2 19\n",
         APPENDABLE | IMAPI_FORMAT2_DATA_MEDIA_STATE_DAMAGED, E_IMAPI_DF2DATA_INVALID_MEDIA_STATE},
    };
    IDiscFormat2Data *data = test_data_ready(test);
    unsigned int i;
    HRESULT hr;

    hr = IDiscFormat2Data_put_DisableConsumerDvdCompatibilityMode(data, VARIANT_TRUE);
    check_hr(hr, S_OK);
    for (i = 0; i < ARRAY_SIZE(rows); i++)
    {
        winetest_push_context("%u: %s", i, rows[i].name);
        ok(burner_insert(test, rows[i].name), "no medium\n");
        hr = write_session(data, 1, VARIANT_FALSE);
        check_hr(hr, S_OK);
        burner_faults(test, rows[i].faults);
        ok(get_state(data) == rows[i].expected, "got %#lx\n", get_state(data));
        hr = write_session(data, 2, VARIANT_FALSE);
        ok(hr == rows[i].hr, "got %s\n", test_hr(hr));
        if (hr == S_OK) ok(get_state(data) & FINALIZED, "got %#lx\n", get_state(data));
        burner_faults(test, NULL);
        winetest_pop_context();
    }
    IDiscFormat2Data_Release(data);
}

START_TEST(media)
{
    struct burner test;
    unsigned int i;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (!burner_open(&test, L"media", NULL)) ok(0, "no recorder\n");
    else
    {
        for (i = 0; i < ARRAY_SIZE(kinds); i++) test_kind(&test, &kinds[i]);
        test_closing(&test);
        test_options(&test);
        test_protection(&test);
        test_states(&test);
        burner_close(&test);
    }
    CoUninitialize();
}
