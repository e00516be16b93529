/*
 * Tests of MsftDiscRecorder2: IDiscRecorder2Ex
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

#include "check.h"
#include "support.h"
#include "wine/test.h"

#include "winioctl.h"
#include "ntddstor.h"
#include "mmc_all.h"

#define HR_DEV_NOT_EXIST  __HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST)
#define HR_INVALID_HANDLE __HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE)

#define SENSE_SIZE 18

static const IID *iid = &IID_IDiscRecorder2Ex;

static struct mmc_command test_unit_ready(void)
{
    struct mmc_command command;

    mmc_build_test_unit_ready(&command);
    return command;
}

static struct mmc_command inquiry(void)
{
    struct mmc_command command;

    mmc_build_inquiry(&command, MMC_INQUIRY_LENGTH);
    return command;
}

static struct mmc_command mode_select(uint16_t length)
{
    struct mmc_command command;

    mmc_build_mode_select_10(&command, length, false);
    return command;
}

/* Every method before InitializeDiscRecorder. */
static void test_uninitialized(void)
{
    struct mmc_command ready = test_unit_ready();
    BYTE sense[SENSE_SIZE], buffer[64] = { 0 }, *data = (BYTE *)0xdeadbeef;
    IMAPI_FEATURE_PAGE_TYPE *features;
    IMAPI_PROFILE_TYPE *profiles;
    IMAPI_MODE_PAGE_TYPE *pages;
    IDiscRecorder2Ex *ex;
    ULONG size = 42;
    HRESULT hr;

    hr = CoCreateInstance(&CLSID_MsftDiscRecorder2, NULL, CLSCTX_INPROC_SERVER, &IID_IDiscRecorder2Ex, (void **)&ex);
    ok(hr == S_OK, "got %#lx\n", hr);
    check_failure(IDiscRecorder2Ex_SendCommandNoData(ex, ready.cdb, ready.cdb_length, sense, 10), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_SendCommandSendDataToDevice(ex, ready.cdb, ready.cdb_length, sense, 10, buffer, 8),
                  HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ready.cdb, ready.cdb_length, sense, 10, buffer, 8,
                  &size), HR_INVALID_HANDLE, iid);
    ok(!size, "got %lu\n", size);
    check_failure(IDiscRecorder2Ex_ReadDvdStructure(ex, 0, 0, 0, 0, &data, &size), HR_INVALID_HANDLE, iid);
    ok(!data && !size, "got %p %lu\n", data, size);
    check_failure(IDiscRecorder2Ex_SendDvdStructure(ex, 0, buffer, 8), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_GetAdapterDescriptor(ex, &data, &size), E_FAIL, iid);
    check_failure(IDiscRecorder2Ex_GetDeviceDescriptor(ex, &data, &size), E_FAIL, iid);
    check_failure(IDiscRecorder2Ex_GetDiscInformation(ex, &data, &size), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_GetTrackInformation(ex, 1, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, &data, &size),
                  HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, IMAPI_FEATURE_PAGE_TYPE_CORE, FALSE, &data, &size),
                  HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_GetModePage(ex, IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS,
                  IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data, &size), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_SetModePage(ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, buffer, 2),
                  HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedFeaturePages(ex, FALSE, &features, &size), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedProfiles(ex, FALSE, &profiles, &size), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedModePages(ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &pages,
                  &size), HR_INVALID_HANDLE, iid);
    check_failure(IDiscRecorder2Ex_GetByteAlignmentMask(ex, &size), E_FAIL, iid);
    check_failure(IDiscRecorder2Ex_GetMaximumNonPageAlignedTransferSize(ex, &size), E_FAIL, iid);
    check_failure(IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(ex, &size), E_FAIL, iid);
    IDiscRecorder2Ex_Release(ex);
}

static void test_null_pointers(IDiscRecorder2Ex *ex)
{
    struct mmc_command ready = test_unit_ready();
    BYTE sense[SENSE_SIZE], buffer[64] = { 0 }, *data;
    IMAPI_FEATURE_PAGE_TYPE *features;
    IMAPI_PROFILE_TYPE *profiles;
    IMAPI_MODE_PAGE_TYPE *pages;
    ULONG size;

    check_failure(IDiscRecorder2Ex_SendCommandNoData(ex, NULL, 6, sense, 10), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_SendCommandNoData(ex, ready.cdb, 6, NULL, 10), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_SendCommandSendDataToDevice(ex, NULL, 6, sense, 10, buffer, 8), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_SendCommandSendDataToDevice(ex, ready.cdb, 6, NULL, 10, buffer, 8), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_SendCommandSendDataToDevice(ex, ready.cdb, 6, sense, 10, NULL, 8), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, NULL, 6, sense, 10, buffer, 8, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ready.cdb, 6, NULL, 10, buffer, 8, &size), E_POINTER,
                  iid);
    check_failure(IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ready.cdb, 6, sense, 10, NULL, 8, &size), E_POINTER,
                  iid);
    check_failure(IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ready.cdb, 6, sense, 10, buffer, 8, NULL), E_POINTER,
                  iid);
    check_failure(IDiscRecorder2Ex_ReadDvdStructure(ex, 0, 0, 0, 0, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_ReadDvdStructure(ex, 0, 0, 0, 0, &data, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_SendDvdStructure(ex, 0, NULL, 8), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetAdapterDescriptor(ex, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetAdapterDescriptor(ex, &data, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetDeviceDescriptor(ex, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetDeviceDescriptor(ex, &data, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetDiscInformation(ex, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetDiscInformation(ex, &data, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetTrackInformation(ex, 1, 1, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetTrackInformation(ex, 1, 1, &data, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, 1, FALSE, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, 1, FALSE, &data, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetModePage(ex, 5, 0, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetModePage(ex, 5, 0, &data, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_SetModePage(ex, 0, NULL, 8), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedFeaturePages(ex, FALSE, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedFeaturePages(ex, FALSE, &features, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedProfiles(ex, FALSE, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedProfiles(ex, FALSE, &profiles, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedModePages(ex, 0, NULL, &size), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedModePages(ex, 0, &pages, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetByteAlignmentMask(ex, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetMaximumNonPageAlignedTransferSize(ex, NULL), E_POINTER, iid);
    check_failure(IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(ex, NULL), E_POINTER, iid);
}

/* Which lengths go with which operation codes. */
static void test_cdb_lengths(IDiscRecorder2Ex *ex)
{
    static const struct
    {
        BYTE opcode;
        ULONG length;
        bool good;
    } tests[] = {
        { MMC_OP_TEST_UNIT_READY, 6, true },      { MMC_OP_TEST_UNIT_READY, 5, false },
        { MMC_OP_TEST_UNIT_READY, 10, false },    { MMC_OP_TEST_UNIT_READY, 17, false },
        { MMC_OP_SYNCHRONIZE_CACHE, 10, true },   { MMC_OP_SYNCHRONIZE_CACHE, 12, false },
        { MMC_OP_READ_DISC_INFORMATION, 6, false }, { MMC_OP_BLANK, 10, false },
        { 0x60, 6, true },  { 0x7f, 16, true },   { 0x80, 16, true },  { 0x80, 12, false },
        { 0xc0, 7, true },  { 0xff, 16, true },   { 0xc0, 17, false }, { 0xc0, 5, false },
        { 0x02, 10, true }, { 0x02, 5, false },   { 0x2d, 6, true },   { 0x2d, 17, false },
    };
    BYTE cdb[20] = { 0 }, sense[SENSE_SIZE];
    unsigned int i;
    HRESULT hr;

    for (i = 0; i < ARRAY_SIZE(tests); i++)
    {
        winetest_push_context("%02x/%lu", tests[i].opcode, tests[i].length);
        cdb[0] = tests[i].opcode;
        if (tests[i].good)
        {
            hr = IDiscRecorder2Ex_SendCommandNoData(ex, cdb, tests[i].length, sense, 10);
            ok(SUCCEEDED(hr), "got %#lx\n", hr);
        }
        else
            check_failure(IDiscRecorder2Ex_SendCommandNoData(ex, cdb, tests[i].length, sense, 10), E_INVALIDARG, iid);
        winetest_pop_context();
    }
}

static void test_send_command(struct burner *drive)
{
    struct mmc_command ready = test_unit_ready(), ask = inquiry();
    BYTE sense[SENSE_SIZE + 1], *buffer = VirtualAlloc(NULL, 0x2000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    IDiscRecorder2Ex *ex = drive->ex;
    struct mmc_inquiry identity;
    struct mmc_sense parsed;
    ULONG fetched = 0, limit;
    HRESULT hr;

    memset(sense, 0xcc, sizeof(sense));
    hr = IDiscRecorder2Ex_SendCommandNoData(ex, ready.cdb, ready.cdb_length, sense, 10);
    ok(hr == S_OK, "got %#lx\n", hr);
    ok(!sense[0] && sense[SENSE_SIZE] == 0xcc, "sense %02x, behind it %02x\n", sense[0], sense[SENSE_SIZE]);
    hr = IDiscRecorder2Ex_SendCommandNoData(ex, ready.cdb, ready.cdb_length, sense, 0);
    ok(hr == S_OK, "got %#lx\n", hr);

    hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ask.cdb, ask.cdb_length, sense, 10, buffer,
                                                       MMC_INQUIRY_LENGTH, &fetched);
    ok(hr == S_OK && fetched == MMC_INQUIRY_LENGTH, "got %#lx, %lu bytes\n", hr, fetched);
    ok(mmc_parse_inquiry(buffer, fetched, &identity) && identity.peripheral_type == MMC_PERIPHERAL_CD_DVD,
       "type %u\n", identity.peripheral_type);
    /* Buffers may lie anywhere. */
    hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ask.cdb, ask.cdb_length, sense, 10, buffer + 0x1001,
                                                       MMC_INQUIRY_LENGTH, &fetched);
    ok(hr == S_OK && !memcmp(buffer, buffer + 0x1001, MMC_INQUIRY_LENGTH), "got %#lx\n", hr);
    burner_faults(drive, "opcode inquiry : short 10");
    hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ask.cdb, ask.cdb_length, sense, 10, buffer,
                                                       MMC_INQUIRY_LENGTH, &fetched);
    ok(hr == S_OK && fetched == 10, "got %#lx, %lu bytes\n", hr, fetched);

    /* A check condition is a success with sense, always in the fixed form. */
    burner_faults(drive, "opcode test-unit-ready : sense 3/11/05 information 4711");
    hr = IDiscRecorder2Ex_SendCommandNoData(ex, ready.cdb, ready.cdb_length, sense, 10);
    ok(hr == S_IMAPI_COMMAND_HAS_SENSE_DATA, "got %#lx\n", hr);
    ok(mmc_parse_sense(sense, SENSE_SIZE, &parsed) && mmc_sense_code(&parsed) == 0x031105 &&
       parsed.information == 4711, "sense %06x\n", (unsigned int)mmc_sense_code(&parsed));
    burner_faults(drive, "opcode test-unit-ready : sense 3/11/05 information 4711 descriptor");
    hr = IDiscRecorder2Ex_SendCommandNoData(ex, ready.cdb, ready.cdb_length, sense, 10);
    ok(hr == S_IMAPI_COMMAND_HAS_SENSE_DATA, "got %#lx\n", hr);
    ok(mmc_parse_sense(sense, SENSE_SIZE, &parsed) && !parsed.descriptor_form &&
       mmc_sense_code(&parsed) == 0x031105 && parsed.information == 4711, "sense %02x\n", sense[0]);
    ok(sense[SENSE_SIZE] == 0xcc, "wrote behind the sense\n");

    burner_faults(drive, "opcode test-unit-ready : hang 2s");
    check_failure(IDiscRecorder2Ex_SendCommandNoData(ex, ready.cdb, ready.cdb_length, sense, 1),
                  E_IMAPI_RECORDER_COMMAND_TIMEOUT, iid);
    burner_faults(drive, NULL);

    check_failure(IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ask.cdb, ask.cdb_length, sense, 10, buffer, 0,
                  &fetched), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_SendCommandSendDataToDevice(ex, ask.cdb, ask.cdb_length, sense, 10, buffer, 0),
                  E_INVALIDARG, iid);
    hr = IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(ex, &limit);
    ok(hr == S_OK, "got %#lx\n", hr);
    check_failure(IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ask.cdb, ask.cdb_length, sense, 10, buffer,
                  limit + 1, &fetched), E_INVALIDARG, iid);
    VirtualFree(buffer, 0, MEM_RELEASE);
}

/* What a drive can answer, and what each method makes of it. */
static const struct
{
    const char *what;   /* of the fault script */
    HRESULT hr;
    HRESULT raw;        /* of the SendCommand methods */
} failures[] = {
    { "sense 2/04/01", E_IMAPI_RECORDER_MEDIA_BECOMING_READY, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "sense 2/3a/00", E_IMAPI_RECORDER_MEDIA_NO_MEDIA, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "sense 2/04/04", E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "sense 2/04/08", E_IMAPI_RECORDER_MEDIA_BUSY, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "sense 2/02/06", E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "sense 4/09/02", E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "sense 3/0c/09", E_IMAPI_LOSS_OF_STREAMING, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "sense 7/27/00", E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "sense 3/73/03", E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "sense 3/11/05", E_FAIL, S_IMAPI_COMMAND_HAS_SENSE_DATA },
    { "timeout", E_IMAPI_RECORDER_COMMAND_TIMEOUT, E_IMAPI_RECORDER_COMMAND_TIMEOUT },
    { "gone", HR_DEV_NOT_EXIST, HR_DEV_NOT_EXIST },
    { "lost", E_FAIL, E_FAIL },
    { "refused", E_ACCESSDENIED, E_ACCESSDENIED },
    { "status 08", E_IMAPI_RECORDER_MEDIA_BUSY, E_IMAPI_RECORDER_MEDIA_BUSY },
    { "status 18", E_IMAPI_RECORDER_LOCKED, E_IMAPI_RECORDER_LOCKED },
};

static void check_raw(IDiscRecorder2Ex *ex, HRESULT expected)
{
    struct mmc_command ready = test_unit_ready(), ask = inquiry(), select = mode_select(8);
    BYTE sense[SENSE_SIZE], buffer[64] = { 0 };
    ULONG fetched;
    HRESULT hr;

    hr = IDiscRecorder2Ex_SendCommandNoData(ex, ready.cdb, ready.cdb_length, sense, 10);
    ok(hr == expected, "got %#lx, expected %#lx\n", hr, expected);
    hr = IDiscRecorder2Ex_SendCommandGetDataFromDevice(ex, ask.cdb, ask.cdb_length, sense, 10, buffer,
                                                       MMC_INQUIRY_LENGTH, &fetched);
    ok(hr == expected, "got %#lx, expected %#lx\n", hr, expected);
    hr = IDiscRecorder2Ex_SendCommandSendDataToDevice(ex, select.cdb, select.cdb_length, sense, 10, buffer, 8);
    ok(hr == expected, "got %#lx, expected %#lx\n", hr, expected);
}

static void test_failures(struct burner *drive)
{
    BYTE page[] = { MMC_PAGE_CACHING, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, *data;
    IMAPI_FEATURE_PAGE_TYPE *features;
    IMAPI_PROFILE_TYPE *profiles;
    IMAPI_MODE_PAGE_TYPE *pages;
    IDiscRecorder2Ex *ex = drive->ex;
    char script[64];
    unsigned int i;
    ULONG size;

    for (i = 0; i < ARRAY_SIZE(failures); i++)
    {
        HRESULT hr = failures[i].hr;

        winetest_push_context("%s", failures[i].what);
        snprintf(script, sizeof(script), "always : %s", failures[i].what);
        burner_faults(drive, script);
        check_raw(ex, failures[i].raw);
        check_failure(IDiscRecorder2Ex_ReadDvdStructure(ex, 0, 0, 0, 0, &data, &size), hr, iid);
        check_failure(IDiscRecorder2Ex_SendDvdStructure(ex, 0x0f, page, 8), hr, iid);
        check_failure(IDiscRecorder2Ex_GetDeviceDescriptor(ex, &data, &size), hr, iid);
        check_failure(IDiscRecorder2Ex_GetDiscInformation(ex, &data, &size), hr, iid);
        check_failure(IDiscRecorder2Ex_GetTrackInformation(ex, 1, 1, &data, &size), hr, iid);
        check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, 1, FALSE, &data, &size), hr, iid);
        check_failure(IDiscRecorder2Ex_GetModePage(ex, 5, 0, &data, &size), hr, iid);
        check_failure(IDiscRecorder2Ex_SetModePage(ex, 0, page, sizeof(page)), hr, iid);
        check_failure(IDiscRecorder2Ex_GetSupportedFeaturePages(ex, FALSE, &features, &size), hr, iid);
        check_failure(IDiscRecorder2Ex_GetSupportedProfiles(ex, FALSE, &profiles, &size), hr, iid);
        check_failure(IDiscRecorder2Ex_GetSupportedModePages(ex, 0, &pages, &size), hr, iid);
        check_fault_log(drive);
        winetest_pop_context();
    }
    burner_faults(drive, "opcode 0xad : sense 2/30/00");
    check_failure(IDiscRecorder2Ex_ReadDvdStructure(ex, 0, 0, 0, 0, &data, &size),
                  E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, iid);
    burner_faults(drive, "opcode get-configuration : sense 5/20/00");
    check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, 1, FALSE, &data, &size),
                  E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED, iid);
    burner_faults(drive, "opcode mode-select-10 : sense 5/26/00");
    check_failure(IDiscRecorder2Ex_SetModePage(ex, 0, page, sizeof(page)), E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS, iid);
    burner_faults(drive, NULL);
}

/* Replies that are too short, or lie about their length. */
static void test_malformed(struct burner *drive)
{
    const HRESULT hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    IDiscRecorder2Ex *ex = drive->ex;
    IMAPI_FEATURE_PAGE_TYPE *features;
    IMAPI_PROFILE_TYPE *profiles;
    IMAPI_MODE_PAGE_TYPE *pages;
    BYTE *data = NULL;
    ULONG size;

    burner_faults(drive, "opcode read-disc-information : short 8\nopcode read-track-information : short 20\n"
                  "opcode get-configuration : short 7\nopcode mode-sense-10 : short 7\nopcode 0xad : short 3\n"
                  "opcode inquiry : short 4");
    check_failure(IDiscRecorder2Ex_GetDiscInformation(ex, &data, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetTrackInformation(ex, 1, 1, &data, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, 1, FALSE, &data, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedFeaturePages(ex, FALSE, &features, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedProfiles(ex, FALSE, &profiles, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetModePage(ex, 5, 0, &data, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedModePages(ex, 0, &pages, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetDeviceDescriptor(ex, &data, &size), hr, iid);
    check_fault_log(drive);

    burner_faults(drive, "opcode read-disc-information : patch 0 40 00\nopcode read-track-information : patch 0 40 00\n"
                  "opcode mode-sense-10 : patch 0 40 00\nopcode get-configuration : patch 0 7f ff ff ff");
    check_failure(IDiscRecorder2Ex_GetDiscInformation(ex, &data, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetTrackInformation(ex, 1, 1, &data, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetModePage(ex, 5, 0, &data, &size), hr, iid);
    check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, 1, FALSE, &data, &size), hr, iid);
    check_fault_log(drive);
    burner_faults(drive, NULL);
    ok(!data, "got data\n");
}

static void test_information(IDiscRecorder2Ex *ex)
{
    struct mmc_disc_information disc;
    struct mmc_track_information track;
    BYTE *data;
    ULONG size;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetDiscInformation(ex, &data, &size);
    ok(hr == S_OK, "got %#lx\n", hr);
    ok(mmc_parse_disc_information(data, size, &disc) && size == disc.data_length + 2u, "%lu bytes\n", size);
    ok(disc.disc_status == MMC_DISC_EMPTY, "status %u\n", disc.disc_status);
    CoTaskMemFree(data);

    hr = IDiscRecorder2Ex_GetTrackInformation(ex, 1, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, &data, &size);
    ok(hr == S_OK, "got %#lx\n", hr);
    ok(mmc_parse_track_information(data, size, &track) && size == track.data_length + 2u, "%lu bytes\n", size);
    ok(track.blank && track.track == 1, "track %u\n", track.track);
    CoTaskMemFree(data);
    hr = IDiscRecorder2Ex_GetTrackInformation(ex, 0, IMAPI_READ_TRACK_ADDRESS_TYPE_LBA, &data, &size);
    ok(hr == S_OK, "got %#lx\n", hr);
    CoTaskMemFree(data);
    check_failure(IDiscRecorder2Ex_GetTrackInformation(ex, 1, 3, &data, &size), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_GetTrackInformation(ex, 1, -1, &data, &size), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_GetTrackInformation(ex, 77, 1, &data, &size), E_FAIL, iid);
}

static void test_features(IDiscRecorder2Ex *ex)
{
    IMAPI_FEATURE_PAGE_TYPE *features;
    IMAPI_PROFILE_TYPE *profiles;
    ULONG size, all, i;
    bool found = false;
    BYTE *data;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetFeaturePage(ex, IMAPI_FEATURE_PAGE_TYPE_CORE, TRUE, &data, &size);
    ok(hr == S_OK && size >= 8 && size == data[3] + 4u, "got %#lx, %lu bytes\n", hr, size);
    ok(mmc_get16(data) == IMAPI_FEATURE_PAGE_TYPE_CORE, "feature %u\n", mmc_get16(data));
    CoTaskMemFree(data);
    hr = IDiscRecorder2Ex_GetFeaturePage(ex, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW, FALSE, &data, &size);
    ok(hr == S_OK, "got %#lx\n", hr);
    CoTaskMemFree(data);
    check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, IMAPI_FEATURE_PAGE_TYPE_DVD_PLUS_RW, TRUE, &data, &size),
                  E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT, iid);
    check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, 0x7777, FALSE, &data, &size), E_IMAPI_RECORDER_NO_SUCH_FEATURE, iid);
    check_failure(IDiscRecorder2Ex_GetFeaturePage(ex, 0x12345, FALSE, &data, &size), E_IMAPI_RECORDER_NO_SUCH_FEATURE, iid);

    hr = IDiscRecorder2Ex_GetSupportedFeaturePages(ex, FALSE, &features, &all);
    ok(hr == S_OK && all > 5, "got %#lx, %lu features\n", hr, all);
    CoTaskMemFree(features);
    hr = IDiscRecorder2Ex_GetSupportedFeaturePages(ex, TRUE, &features, &size);
    ok(hr == S_OK && size && size < all, "got %#lx, %lu of %lu features\n", hr, size, all);
    for (i = 0; i < size; i++)
        if (features[i] == IMAPI_FEATURE_PAGE_TYPE_CD_TRACK_AT_ONCE) found = true;
    ok(found, "no track at once with a CD-R\n");
    CoTaskMemFree(features);

    hr = IDiscRecorder2Ex_GetSupportedProfiles(ex, FALSE, &profiles, &all);
    ok(hr == S_OK && all > 5, "got %#lx, %lu profiles\n", hr, all);
    CoTaskMemFree(profiles);
    hr = IDiscRecorder2Ex_GetSupportedProfiles(ex, TRUE, &profiles, &size);
    ok(hr == S_OK && size == 1 && profiles[0] == IMAPI_PROFILE_TYPE_CD_RECORDABLE, "got %#lx, %lu profiles\n", hr, size);
    CoTaskMemFree(profiles);
}

static void test_mode_pages(IDiscRecorder2Ex *ex)
{
    struct mmc_write_parameters parameters;
    IMAPI_MODE_PAGE_TYPE *pages;
    ULONG size, count, i;
    BYTE *data, *again;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetSupportedModePages(ex, 0, &pages, &count);
    ok(hr == S_OK && count > 2, "got %#lx, %lu pages\n", hr, count);
    for (i = 0; i < count; i++)
    {
        hr = IDiscRecorder2Ex_GetModePage(ex, pages[i], 0, &data, &size);
        ok(hr == S_OK && size == data[1] + 2u && (data[0] & 0x3f) == pages[i], "page %#x: %#lx, %lu bytes\n", pages[i],
           hr, size);
        CoTaskMemFree(data);
    }
    CoTaskMemFree(pages);

    hr = IDiscRecorder2Ex_GetModePage(ex, IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS, 0, &data, &size);
    ok(hr == S_OK && mmc_parse_write_parameters(data, size, &parameters), "got %#lx\n", hr);
    parameters.buffer_underrun_free = !parameters.buffer_underrun_free;
    mmc_update_write_parameters(data, size, &parameters);
    hr = IDiscRecorder2Ex_SetModePage(ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, data, size);
    ok(hr == S_OK, "got %#lx\n", hr);
    hr = IDiscRecorder2Ex_GetModePage(ex, IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS, 0, &again, &count);
    ok(hr == S_OK && size == count, "got %#lx\n", hr);
    ok((data[2] & 0x40) == (again[2] & 0x40), "BUFE: %02x, %02x\n", data[2], again[2]);
    CoTaskMemFree(again);

    check_failure(IDiscRecorder2Ex_SetModePage(ex, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, data, size - 1),
                  E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_SetModePage(ex, IMAPI_MODE_PAGE_REQUEST_TYPE_DEFAULT_VALUES, data, size),
                  E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_SetModePage(ex, 4, data, size), E_INVALIDARG, iid);
    CoTaskMemFree(data);
    check_failure(IDiscRecorder2Ex_GetModePage(ex, 0x3e, 0, &data, &size), E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE, iid);
    check_failure(IDiscRecorder2Ex_GetModePage(ex, 0x3f, 0, &data, &size), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_GetModePage(ex, 0x140, 0, &data, &size), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_GetModePage(ex, 5, 4, &data, &size), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_GetSupportedModePages(ex, 4, &pages, &size), E_INVALIDARG, iid);
}

static void test_structures(struct burner *drive)
{
    struct mmc_dvd_physical physical;
    BYTE *data, whole[64] = { 0 };
    ULONG size;
    HRESULT hr;

    check_failure(IDiscRecorder2Ex_ReadDvdStructure(drive->ex, 0, 0, 0, 0, &data, &size),
                  E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, iid);   /* a CD */
    check_failure(IDiscRecorder2Ex_ReadDvdStructure(drive->ex, 0x100, 0, 0, 0, &data, &size), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_ReadDvdStructure(drive->ex, 0, 0, 0x100, 0, &data, &size), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_ReadDvdStructure(drive->ex, 0, 0, 0, 4, &data, &size), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_SendDvdStructure(drive->ex, 0x100, whole, 8), E_INVALIDARG, iid);
    check_failure(IDiscRecorder2Ex_SendDvdStructure(drive->ex, 0, whole, 0xffff), E_INVALIDARG, iid);

    ok(burner_insert(drive, "dvd-r"), "no DVD-R\n");
    hr = IDiscRecorder2Ex_ReadDvdStructure(drive->ex, 0, 0, 0, 0, &data, &size);
    ok(hr == S_OK && size >= 17, "got %#lx, %lu bytes\n", hr, size);
    if (hr == S_OK)
    {
        memcpy(whole + MMC_STRUCTURE_HEADER_LENGTH, data, min(size, 32));
        mmc_put16(whole, (uint16_t)(min(size, 32) + 2));
        ok(mmc_parse_dvd_physical(whole, sizeof(whole), &physical) && physical.book_type == MMC_BOOK_DVD_R,
           "book type %u\n", physical.book_type);
        CoTaskMemFree(data);
    }
}

static void test_descriptors(IDiscRecorder2Ex *ex)
{
    STORAGE_ADAPTER_DESCRIPTOR *adapter;
    STORAGE_DEVICE_DESCRIPTOR *device;
    ULONG size, mask, unaligned, aligned;
    HRESULT hr;

    hr = IDiscRecorder2Ex_GetByteAlignmentMask(ex, &mask);
    ok(hr == S_OK && mask, "got %#lx, mask %#lx\n", hr, mask);
    hr = IDiscRecorder2Ex_GetMaximumNonPageAlignedTransferSize(ex, &unaligned);
    ok(hr == S_OK && unaligned >= 0x8000, "got %#lx, %lu bytes\n", hr, unaligned);
    hr = IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(ex, &aligned);
    ok(hr == S_OK && aligned >= unaligned, "got %#lx, %lu bytes\n", hr, aligned);

    hr = IDiscRecorder2Ex_GetAdapterDescriptor(ex, (BYTE **)&adapter, &size);
    ok(hr == S_OK && size >= sizeof(*adapter) && adapter->Size == size, "got %#lx, %lu bytes\n", hr, size);
    ok(adapter->MaximumTransferLength == aligned, "%lu bytes\n", adapter->MaximumTransferLength);
    CoTaskMemFree(adapter);

    hr = IDiscRecorder2Ex_GetDeviceDescriptor(ex, (BYTE **)&device, &size);
    ok(hr == S_OK && size > sizeof(*device) && device->Size == size, "got %#lx, %lu bytes\n", hr, size);
    ok(device->DeviceType == 5 && device->RemovableMedia, "type %u\n", device->DeviceType);
    ok(device->VendorIdOffset && device->VendorIdOffset < size && strlen((char *)device + device->VendorIdOffset) == 8,
       "vendor at %lu\n", device->VendorIdOffset);
    ok(strlen((char *)device + device->ProductIdOffset) == 16, "product at %lu\n", device->ProductIdOffset);
    ok(strlen((char *)device + device->ProductRevisionOffset) == 4, "revision at %lu\n", device->ProductRevisionOffset);
    ok(device->RawPropertiesLength == MMC_INQUIRY_LENGTH, "%lu raw bytes\n", device->RawPropertiesLength);
    CoTaskMemFree(device);
}

/* While another client holds the drive, commands that change something do not reach it. */
static void test_locked(struct burner *drive)
{
    IDiscRecorder2 *other = burner_again(drive);
    BSTR name = SysAllocString(L"another client");
    BYTE sense[SENSE_SIZE];
    struct mmc_command command;
    HRESULT hr;

    hr = IDiscRecorder2_AcquireExclusiveAccess(other, VARIANT_TRUE, name);
    ok(hr == S_OK, "got %#lx\n", hr);
    mmc_build_start_stop_unit(&command, MMC_EJECT, false);
    check_failure(IDiscRecorder2Ex_SendCommandNoData(drive->ex, command.cdb, command.cdb_length, sense, 10),
                  E_IMAPI_RECORDER_LOCKED, iid);
    hr = IDiscRecorder2_ReleaseExclusiveAccess(other);
    ok(hr == S_OK, "got %#lx\n", hr);
    IDiscRecorder2_Release(other);
    SysFreeString(name);
}

START_TEST(recorder_ex)
{
    struct burner drive;
    bool made;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    test_uninitialized();
    made = burner_open(&drive, L"imapi2 test recorder_ex", "cd-r");
    ok(made, "no recorder\n");
    if (made)
    {
        test_null_pointers(drive.ex);
        test_cdb_lengths(drive.ex);
        test_send_command(&drive);
        test_failures(&drive);
        test_malformed(&drive);
        test_information(drive.ex);
        test_features(drive.ex);
        test_mode_pages(drive.ex);
        test_descriptors(drive.ex);
        test_locked(&drive);
        test_structures(&drive);
        burner_close(&drive);
    }
    CoUninitialize();
}
