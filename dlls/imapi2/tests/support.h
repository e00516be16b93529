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

#ifndef IMAPI2_TEST_SUPPORT_H
#define IMAPI2_TEST_SUPPORT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#ifndef COBJMACROS
#define COBJMACROS
#endif

#include "windef.h"
#include "winbase.h"
#include "ole2.h"
#include "oleauto.h"
#include "ocidl.h"
#include "imapi2.h"
#include "imapi2error.h"

#define BLOCK 2048

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

/* A virtual recorder of this test's own, in a folder of its own. */
struct burner
{
    IDiscRecorder2 *recorder;
    IDiscRecorder2Ex *ex;
    WCHAR name[41];
    WCHAR folder[MAX_PATH];
    WCHAR id[260];
};

/* kind: of the blank that lies in it, NULL for an empty tray. */
bool burner_open(struct burner *test, const WCHAR *name, const char *kind);
void burner_close(struct burner *test);
/* A recorder that is in the list already; forgotten it stays there. */
bool burner_find(struct burner *test, const char *name);
void burner_forget(struct burner *test);
/* Makes a second recorder object for the same drive. */
IDiscRecorder2 *burner_again(const struct burner *test);
/* Puts a blank in place of what is there; NULL takes it out. */
bool burner_insert(struct burner *test, const char *kind);
/* Pressed disc of that many blocks. */
bool burner_insert_pressed(struct burner *test, uint32_t blocks);
/* What the drive shall do wrong from now on; NULL: nothing. */
bool burner_faults(struct burner *test, const char *script);
/* Turns a blank DVD-RW into one of restricted overwrite. */
bool burner_format_dvd_rw(struct burner *test);
/* READ(10) through the recorder object. */
HRESULT burner_read(struct burner *test, LONG lba, ULONG blocks, void *data);
/* The same from the medium's image file. */
bool burner_read_image(struct burner *test, LONG lba, ULONG blocks, void *data);

/* A stream whose blocks tell where they belong. Zero-initialise, set size, then test_stream_init(). */
struct test_stream
{
    IStream IStream_iface;
    IBlockRangeList *ranges;        /* answered by QueryInterface, NULL: none */
    IStream *source;                /* read on from where it stands instead of the pattern; NULL: none */
    LONG ref;
    HANDLE file;                    /* where the data come from; NULL: the pattern */
    uint64_t size;                  /* what Stat tells, bytes */
    uint64_t position;
    uint64_t end;                   /* where the data end, bytes; set to size by init */
    uint64_t fail_at;               /* Read fails when it comes so far; UINT64_MAX: never */
    HRESULT fail_with;
    uint32_t seed;
    ULONG most;                     /* bytes that one Read gives, 0: all that was asked for */
    DWORD delay;                    /* ms of each Read */
    HRESULT stat_result;
    HRESULT seek_result;
    HRESULT end_result;             /* of the Read that gives less, S_OK or S_FALSE */
    DWORD thread;                   /* on which it was read */
    LONG reads;
    void (*on_read)(void *context, uint64_t position);
    void *context;
};

void test_stream_init(struct test_stream *stream, uint64_t size, uint32_t seed);
/* What block lba of such a stream holds. */
void test_pattern(uint32_t seed, uint32_t lba, void *block);
/* The number of the first of these blocks that is not as it must be, -1: all are. */
LONG test_compare(uint32_t seed, uint32_t lba, ULONG blocks, const void *data);

/* A sink for the Update events of every object. */
#define TEST_EVENTS_MAX 4096

struct test_event
{
    LONG action;            /* IDiscFormat2DataEventArgs or that of tracks, -1 when it has none */
    LONG start, count, last_read, last_written, total_buffer, used_buffer, free_buffer;
    LONG elapsed, remaining, total;
    LONG track;             /* IDiscFormat2TrackAtOnceEventArgs */
    DWORD time;
    DWORD thread;
};

struct test_sink
{
    IDispatch IDispatch_iface;
    LONG ref;
    IID iid;                        /* the event interface it stands for */
    DISPID dispid;                  /* expected */
    LONG count;
    LONG wrong;                     /* calls that were not as they must be */
    struct test_event events[TEST_EVENTS_MAX];
    HRESULT result;                 /* what Invoke answers */
    DWORD delay;                    /* ms in each event */
    void (*on_event)(struct test_sink *sink, IDispatch *sender, const struct test_event *event);
    void *context;
    IDispatch *progress;            /* of the event that is told now, NULL for the eraser */
    const VARIANT *args;            /* of it, the last one first */
    IConnectionPoint *point;
    DWORD cookie;
};

void test_sink_init(struct test_sink *sink, const IID *iid, DISPID dispid);
HRESULT test_sink_connect(struct test_sink *sink, void *source);
void test_sink_disconnect(struct test_sink *sink);
/* The actions of the events without repetitions, as "0 2 3 4 5 6". */
const char *test_sink_actions(const struct test_sink *sink);

/* A recorder object that is not ours: what somebody else may hand to the writing objects. */
struct fake_recorder
{
    IDiscRecorder2Ex IDiscRecorder2Ex_iface;
    LONG ref;
    ULONG limit;                /* bytes of one transfer */
    ULONG mask;
    HRESULT limits_result;
    HRESULT send_result;
    LONG commands;              /* with data to the drive */
    ULONG blocks;               /* that they named */
    ULONG received;             /* bytes */
    LONG wrong;                 /* too large, misaligned, without a time */
    BYTE first_cdb[16];
    ULONG first_size;
    DWORD thread;
    BYTE data[1 << 20];
};

void fake_recorder_init(struct fake_recorder *fake, ULONG limit, ULONG mask);

/* support_data.c; these check for themselves. */
IDiscFormat2Data *test_data_create(void);
HRESULT test_data_set_name(IDiscFormat2Data *data, const WCHAR *text);
/* With recorder and client name. */
IDiscFormat2Data *test_data_ready(struct burner *test);
/* Blocks from lba on, which were block first and on of the stream. */
void test_data_check_at(const char *name, struct burner *test, LONG lba, uint32_t seed, uint32_t first, uint32_t blocks);
/* The first blocks of the disc, as read by command and in the image file. */
void test_data_check(const char *name, struct burner *test, uint32_t seed, uint32_t blocks);

BSTR test_bstr(const WCHAR *text);
const char *test_hr(HRESULT hr);

#endif /* IMAPI2_TEST_SUPPORT_H */
