/*
 * What a drive tells of itself and of its medium
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

#include <stdlib.h>
#include <string.h>

#include "imapi2_private.h"
#include "mmc_raw.h"
#include "recorder.h"

/* Allocation lengths in bytes. What is longer is asked for again with the length that it told. */
#define CONFIGURATION_SIZE  0x1000
#define FEATURE_SIZE        0x108   /* header, and the largest descriptor */
#define MODE_SIZE           0x800
#define INFORMATION_SIZE    0x1000
#define STRUCTURE_SIZE      0xfffc

/* A reply in memory of its own. */
struct reply
{
    BYTE *data;
    ULONG length;               /* bytes that were transferred */
    struct mmc_sense sense;     /* of a failed command */
};

static HRESULT receive(struct drive *drive, const struct mmc_command *command, struct reply *reply)
{
    struct drive_answer answer;
    HRESULT hr;

    memset(reply, 0, sizeof(*reply));
    if (!(reply->data = calloc(1, command->data_length))) return E_OUTOFMEMORY;
    hr = drive_command(drive, command, reply->data, &answer);
    reply->length = answer.transferred;
    reply->sense = answer.sense;
    return hr;
}

static void free_reply(struct reply *reply)
{
    free(reply->data);
    reply->data = NULL;
}

static HRESULT copy_block(const void *from, ULONG length, BYTE **data, ULONG *size)
{
    if (!(*data = CoTaskMemAlloc(length ? length : 1))) return E_OUTOFMEMORY;
    memcpy(*data, from, length);
    *size = length;
    return S_OK;
}

static HRESULT make_list(ULONG capacity, LONG **values, ULONG *count)
{
    *count = 0;
    return (*values = CoTaskMemAlloc((capacity ? capacity : 1) * sizeof(**values))) ? S_OK : E_OUTOFMEMORY;
}

HRESULT recorder_read_inquiry(struct drive *drive, struct mmc_inquiry *inquiry)
{
    struct mmc_command command;
    struct reply reply;
    HRESULT hr;

    mmc_build_inquiry(&command, MMC_INQUIRY_LENGTH);
    hr = receive(drive, &command, &reply);
    if (SUCCEEDED(hr) && !mmc_parse_inquiry(reply.data, reply.length, inquiry))
        hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    free_reply(&reply);
    return hr;
}

/* Drives from before MMC-2 do not have the command. */
static HRESULT configuration_failure(const struct reply *reply, HRESULT hr)
{
    if (mmc_sense_code(&reply->sense) == MMC_SENSE_CODE_INVALID_OPCODE)
        return E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED;
    return hr;
}

/* One GET CONFIGURATION; *whole is the length that the drive announced, in bytes. */
static HRESULT get_configuration(struct drive *drive, enum mmc_configuration_request request, uint16_t first,
                                 uint16_t size, struct reply *reply, ULONG *whole)
{
    const ULONG length_field = 4;   /* bytes that data_length does not count */
    struct mmc_configuration_header header;
    struct mmc_command command;
    HRESULT hr;

    mmc_build_get_configuration(&command, request, first, drive_allocation(drive, size));
    if (FAILED(hr = receive(drive, &command, reply))) hr = configuration_failure(reply, hr);
    else if (!mmc_parse_configuration_header(reply->data, reply->length, &header) ||
             header.data_length > UINT16_MAX - length_field)
        hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    else
        *whole = header.data_length + length_field;
    if (FAILED(hr)) free_reply(reply);
    return hr;
}

static HRESULT read_configuration(struct drive *drive, bool current_only, struct reply *reply)
{
    enum mmc_configuration_request request = current_only ? MMC_CONFIGURATION_CURRENT : MMC_CONFIGURATION_ALL;
    ULONG whole;
    HRESULT hr;

    hr = get_configuration(drive, request, 0, CONFIGURATION_SIZE, reply, &whole);
    if (FAILED(hr) || whole <= CONFIGURATION_SIZE) return hr;
    free_reply(reply);
    return get_configuration(drive, request, 0, (uint16_t)whole, reply, &whole);
}

HRESULT recorder_read_feature(struct drive *drive, ULONG code, bool current_only, BYTE **data, ULONG *size)
{
    const ULONG descriptor_header = 4;      /* bytes */
    struct mmc_feature_descriptor feature;
    struct reply reply;
    ULONG whole;
    HRESULT hr;

    if (code > UINT16_MAX) return E_IMAPI_RECORDER_NO_SUCH_FEATURE;
    hr = get_configuration(drive, MMC_CONFIGURATION_ONE, (uint16_t)code, FEATURE_SIZE, &reply, &whole);
    if (FAILED(hr)) return hr;
    if (mmc_find_feature(reply.data, reply.length, (uint16_t)code, &feature))
    {
        if (current_only && !feature.current) hr = E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT;
        else hr = copy_block(feature.raw, descriptor_header + feature.length, data, size);
    }
    else if (whole > MMC_CONFIGURATION_HEADER_LENGTH && whole > reply.length)
        hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    else
        hr = E_IMAPI_RECORDER_NO_SUCH_FEATURE;
    free_reply(&reply);
    return hr;
}

HRESULT recorder_read_interface(struct drive *drive, uint32_t *code)
{
    struct mmc_feature_descriptor feature;
    struct mmc_core_feature core;
    struct reply reply;
    ULONG whole;
    HRESULT hr;

    *code = 0;
    hr = get_configuration(drive, MMC_CONFIGURATION_ONE, MMC_FEATURE_CORE, FEATURE_SIZE, &reply, &whole);
    if (FAILED(hr)) return hr == E_OUTOFMEMORY ? hr : S_OK;
    if (mmc_find_feature(reply.data, reply.length, MMC_FEATURE_CORE, &feature) &&
        mmc_parse_core_feature(&feature, &core))
        *code = core.physical_interface;
    free_reply(&reply);
    return S_OK;
}

HRESULT recorder_read_features(struct drive *drive, bool current_only, LONG **codes, ULONG *count)
{
    struct mmc_feature_descriptor feature;
    struct reply reply;
    size_t offset = 0;
    HRESULT hr;

    if (FAILED(hr = read_configuration(drive, current_only, &reply))) return hr;
    if (SUCCEEDED(hr = make_list(reply.length, codes, count)))
        while (mmc_next_feature(reply.data, reply.length, &offset, &feature))
            if (feature.current || !current_only) (*codes)[(*count)++] = feature.code;
    free_reply(&reply);
    return hr;
}

HRESULT recorder_read_profiles(struct drive *drive, bool current_only, LONG **profiles, ULONG *count)
{
    struct mmc_feature_descriptor feature;
    struct mmc_profile_list list;
    struct reply reply;
    ULONG whole, i;
    HRESULT hr;

    hr = get_configuration(drive, MMC_CONFIGURATION_ONE, MMC_FEATURE_PROFILE_LIST, FEATURE_SIZE, &reply, &whole);
    if (FAILED(hr)) return hr;
    if (!mmc_find_feature(reply.data, reply.length, MMC_FEATURE_PROFILE_LIST, &feature) ||
        !mmc_parse_profile_list(&feature, &list))
        hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    else if (SUCCEEDED(hr = make_list(list.count, profiles, count)))
        for (i = 0; i < list.count; i++)
            if (list.entries[i].current || !current_only) (*profiles)[(*count)++] = list.entries[i].profile;
    free_reply(&reply);
    return hr;
}

/* The whole MODE SENSE(10) reply of one page or of all. */
static HRESULT sense_mode(struct drive *drive, LONG page, LONG type, struct reply *reply)
{
    static const enum mmc_page_control controls[] = {
        [IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES] = MMC_PAGE_CURRENT,
        [IMAPI_MODE_PAGE_REQUEST_TYPE_CHANGEABLE_VALUES] = MMC_PAGE_CHANGEABLE,
        [IMAPI_MODE_PAGE_REQUEST_TYPE_DEFAULT_VALUES] = MMC_PAGE_DEFAULT,
        [IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES] = MMC_PAGE_SAVED,
    };
    const ULONG length_field = 2;   /* bytes that data_length does not count */
    struct mmc_mode_header header;
    struct mmc_command command;
    HRESULT hr;

    if (type < 0 || type >= (LONG)ARRAY_SIZE(controls)) return E_INVALIDARG;
    mmc_build_mode_sense_10(&command, controls[type], (uint8_t)page, drive_allocation(drive, MODE_SIZE));
    hr = receive(drive, &command, reply);
    if (SUCCEEDED(hr) && (!mmc_parse_mode_header(reply->data, reply->length, &header) ||
                          header.data_length + length_field > reply->length))
        hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    if (FAILED(hr)) free_reply(reply);
    return hr;
}

HRESULT recorder_read_mode_page(struct drive *drive, LONG page, LONG type, BYTE **data, ULONG *size)
{
    struct mmc_mode_page_view view;
    struct reply reply;
    HRESULT hr;

    if (page < 0 || page >= MMC_PAGE_ALL) return E_INVALIDARG;
    if (FAILED(hr = sense_mode(drive, page, type, &reply))) return hr;
    if (mmc_find_mode_page(reply.data, reply.length, (uint8_t)page, &view))
        hr = copy_block(view.data, view.length, data, size);
    else
        hr = E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE;
    free_reply(&reply);
    return hr;
}

HRESULT recorder_read_mode_pages(struct drive *drive, LONG type, LONG **pages, ULONG *count)
{
    struct mmc_mode_page_view view;
    struct reply reply;
    size_t offset = 0;
    HRESULT hr;

    if (FAILED(hr = sense_mode(drive, MMC_PAGE_ALL, type, &reply))) return hr;
    if (SUCCEEDED(hr = make_list(reply.length, pages, count)))
        while (mmc_next_mode_page(reply.data, reply.length, &offset, &view)) (*pages)[(*count)++] = view.code;
    free_reply(&reply);
    return hr;
}

HRESULT recorder_write_mode_page(struct drive *drive, LONG type, const BYTE *page, ULONG size)
{
    struct mmc_command command;
    BYTE list[MMC_MODE_HEADER_LENGTH + 0x101];  /* the longest page has a length byte of ff */
    size_t length;

    if (type != IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES && type != IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES)
        return E_INVALIDARG;
    if (!(length = mmc_encode_mode_list(list, sizeof(list), page, size))) return E_INVALIDARG;
    mmc_build_mode_select_10(&command, (uint16_t)length, type == IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES);
    return drive_command(drive, &command, list, NULL);
}

/* A reply that begins with a 16-bit length: the whole of it, or nothing. */
static HRESULT copy_counted(const struct reply *reply, uint16_t data_length, BYTE **data, ULONG *size)
{
    const ULONG length_field = 2;   /* bytes that data_length does not count */

    if (data_length + length_field > reply->length) return E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    return copy_block(reply->data, data_length + length_field, data, size);
}

HRESULT recorder_read_disc_information(struct drive *drive, BYTE **data, ULONG *size)
{
    struct mmc_disc_information disc;
    struct mmc_command command;
    struct reply reply;
    HRESULT hr;

    mmc_build_read_disc_information(&command, MMC_DISC_INFORMATION_STANDARD,
                                    drive_allocation(drive, INFORMATION_SIZE));
    if (SUCCEEDED(hr = receive(drive, &command, &reply)))
    {
        if (mmc_parse_disc_information(reply.data, reply.length, &disc))
            hr = copy_counted(&reply, disc.data_length, data, size);
        else
            hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    }
    free_reply(&reply);
    return hr;
}

HRESULT recorder_read_track_information(struct drive *drive, ULONG address, LONG type, BYTE **data, ULONG *size)
{
    static const enum mmc_track_address addresses[] = {
        [IMAPI_READ_TRACK_ADDRESS_TYPE_LBA] = MMC_TRACK_BY_LBA,
        [IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK] = MMC_TRACK_BY_NUMBER,
        [IMAPI_READ_TRACK_ADDRESS_TYPE_SESSION] = MMC_TRACK_BY_SESSION,
    };
    struct mmc_track_information track;
    struct mmc_command command;
    struct reply reply;
    HRESULT hr;

    if (type < 0 || type >= (LONG)ARRAY_SIZE(addresses)) return E_INVALIDARG;
    mmc_build_read_track_information(&command, addresses[type], false, address,
                                     drive_allocation(drive, INFORMATION_SIZE));
    if (SUCCEEDED(hr = receive(drive, &command, &reply)))
    {
        if (mmc_parse_track_information(reply.data, reply.length, &track))
            hr = copy_counted(&reply, track.data_length, data, size);
        else
            hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    }
    free_reply(&reply);
    return hr;
}

HRESULT recorder_read_structure(struct drive *drive, ULONG format, ULONG address, ULONG layer, ULONG agid,
                                BYTE **data, ULONG *size)
{
    struct mmc_command command;
    const uint8_t *payload;
    size_t payload_length;
    struct reply reply;
    HRESULT hr;

    if (format > UINT8_MAX || layer > UINT8_MAX || agid > 3) return E_INVALIDARG;
    mmc_build_read_disc_structure(&command, MMC_STRUCTURE_DVD, (uint8_t)format, address, (uint8_t)layer,
                                  drive_allocation(drive, STRUCTURE_SIZE));
    mmc_set_structure_agid(&command, (uint8_t)agid);
    if (SUCCEEDED(hr = receive(drive, &command, &reply)))
    {
        if (mmc_parse_structure_payload(reply.data, reply.length, &payload, &payload_length))
            hr = copy_block(payload, payload_length, data, size);
        else
            hr = E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    }
    free_reply(&reply);
    return hr;
}

HRESULT recorder_send_structure(struct drive *drive, ULONG format, const BYTE *data, ULONG size)
{
    struct mmc_command command;
    BYTE *list;
    size_t length;
    HRESULT hr;

    if (format > UINT8_MAX || size > UINT16_MAX - MMC_STRUCTURE_HEADER_LENGTH) return E_INVALIDARG;
    if (!(list = malloc(MMC_STRUCTURE_HEADER_LENGTH + size))) return E_OUTOFMEMORY;
    length = mmc_encode_structure_list(list, MMC_STRUCTURE_HEADER_LENGTH + size, data, size);
    mmc_build_send_disc_structure(&command, MMC_STRUCTURE_DVD, (uint8_t)format, (uint16_t)length);
    hr = drive_command(drive, &command, list, NULL);
    free(list);
    return hr;
}

static bool mechanism_can_load(uint8_t mechanism)
{
    return mechanism != MMC_LOADING_CADDY && mechanism != MMC_LOADING_POP_UP;
}

HRESULT recorder_can_load(struct drive *drive, bool *can_load)
{
    struct mmc_capabilities_page capabilities;
    ULONG size;
    BYTE *page;
    HRESULT hr;

    *can_load = false;
    hr = recorder_read_mode_page(drive, MMC_PAGE_CAPABILITIES, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &page,
                                 &size);
    if (hr == E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE) return S_OK;
    if (FAILED(hr)) return hr;
    if (mmc_parse_capabilities_page(page, size, &capabilities))
        *can_load = capabilities.can_eject && mechanism_can_load(capabilities.loading_mechanism);
    CoTaskMemFree(page);
    return S_OK;
}
