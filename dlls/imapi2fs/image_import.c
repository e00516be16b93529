/*
 * What is on a disc already, taken into an image that continues it
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

#include "disc.h"
#include "image.h"

void session_clear(struct session *session)
{
    if (session->interfaces) SafeArrayDestroy(session->interfaces);
    if (session->chosen) IMultisession_Release(session->chosen);
    session->interfaces = NULL;
    session->chosen = NULL;
}

/* ---- which disc */

/* How many interfaces of a list are in use, and which one an import would take. */
struct choice
{
    IMultisession *used, *supported, *first;
    unsigned int used_count;
    bool used_supported;
};

static void choice_clear(struct choice *choice)
{
    if (choice->used) IMultisession_Release(choice->used);
    if (choice->supported) IMultisession_Release(choice->supported);
    if (choice->first) IMultisession_Release(choice->first);
}

static void keep_first(IMultisession **kept, IMultisession *session)
{
    if (*kept) return;
    *kept = session;
    IMultisession_AddRef(session);
}

static HRESULT look_at(const VARIANT *element, struct choice *choice)
{
    VARIANT_BOOL in_use = VARIANT_FALSE, supported = VARIANT_FALSE;
    IMultisession *session;
    HRESULT hr;

    if ((V_VT(element) != VT_DISPATCH && V_VT(element) != VT_UNKNOWN) || !V_UNKNOWN(element))
        return IMAPI_E_BAD_MULTISESSION_PARAMETER;
    hr = IUnknown_QueryInterface(V_UNKNOWN(element), &IID_IMultisession, (void **)&session);
    if (FAILED(hr) || FAILED(hr = IMultisession_get_InUse(session, &in_use))) return IMAPI_E_BAD_MULTISESSION_PARAMETER;
    /* A recorder without a disc fails here, and supports nothing. */
    if (FAILED(IMultisession_get_IsSupportedOnCurrentMediaState(session, &supported))) supported = VARIANT_FALSE;
    if (in_use)
    {
        choice->used_count++;
        choice->used_supported = supported != VARIANT_FALSE;
        keep_first(&choice->used, session);
    }
    if (supported) keep_first(&choice->supported, session);
    keep_first(&choice->first, session);
    IMultisession_Release(session);
    return S_OK;
}

/* Why no interface of a list can be used. */
static HRESULT explain_none(const struct choice *choice)
{
    IDiscRecorder2 *recorder = NULL;
    bool read_only;

    if (!choice->first || FAILED(IMultisession_get_ImportRecorder(choice->first, &recorder)) || !recorder)
        return IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE;
    read_only = is_medium_read_only(recorder);
    IDiscRecorder2_Release(recorder);
    return read_only ? IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED : IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE;
}

static HRESULT choose(SAFEARRAY *array, struct choice *choice)
{
    VARIANT *elements;
    HRESULT hr = S_OK;
    VARTYPE vt;
    ULONG i;

    memset(choice, 0, sizeof(*choice));
    if (SafeArrayGetDim(array) != 1 || FAILED(SafeArrayGetVartype(array, &vt)) || vt != VT_VARIANT ||
        FAILED(SafeArrayAccessData(array, (void **)&elements)))
        return IMAPI_E_BAD_MULTISESSION_PARAMETER;
    for (i = 0; i < array->rgsabound[0].cElements && SUCCEEDED(hr); i++) hr = look_at(&elements[i], choice);
    SafeArrayUnaccessData(array);
    if (FAILED(hr)) return hr;
    if (choice->used_count > 1) return IMAPI_E_BAD_MULTISESSION_PARAMETER;
    if (choice->used && !choice->used_supported) return IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE;
    return choice->supported ? S_OK : explain_none(choice);
}

HRESULT image_put_multisession(struct image *image, SAFEARRAY *interfaces)
{
    struct choice choice;
    SAFEARRAY *copy;
    HRESULT hr;

    if (SUCCEEDED(hr = choose(interfaces, &choice)) && SUCCEEDED(hr = SafeArrayCopy(interfaces, &copy)))
    {
        image_lock(image);
        if (SUCCEEDED(hr = image_check_changeable(image)))
        {
            session_clear(&image->session);
            image->session.interfaces = copy;
            image->session.chosen = choice.used ? choice.used : choice.supported;
            IMultisession_AddRef(image->session.chosen);
        }
        else SafeArrayDestroy(copy);
        image_unlock(image);
    }
    choice_clear(&choice);
    return hr;
}

HRESULT image_get_multisession(struct image *image, SAFEARRAY **interfaces)
{
    HRESULT hr;

    image_lock(image);
    if (image->session.interfaces) hr = SafeArrayCopy(image->session.interfaces, interfaces);
    else hr = safearray_from_longs(NULL, 0, interfaces);
    image_unlock(image);
    return hr;
}

static HRESULT session_recorder(struct image *image, IDiscRecorder2 **recorder)
{
    HRESULT hr = IMAPI_E_MULTISESSION_NOT_SET;

    *recorder = NULL;
    image_lock(image);
    if (image->session.chosen) hr = IMultisession_get_ImportRecorder(image->session.chosen, recorder);
    image_unlock(image);
    if (SUCCEEDED(hr) && !*recorder) hr = IMAPI_E_BAD_MULTISESSION_PARAMETER;
    return hr;
}

static HRESULT open_session(struct image *image, struct disc *disc)
{
    IDiscRecorder2 *recorder;
    HRESULT hr;

    if (FAILED(hr = session_recorder(image, &recorder))) return hr;
    hr = disc_open(disc, recorder);
    IDiscRecorder2_Release(recorder);
    return hr == E_IMAPI_RECORDER_MEDIA_NO_MEDIA ? IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE : hr;
}

/*
 * Another disc than the one that was imported has other bytes where the file
 * was. Sessions behind it do not matter; where they are written over what was
 * there, nothing stays by which the disc could be known again. A disc that
 * cannot be read at all shows when the file is.
 */
static HRESULT check_disc(struct image *image, IDiscRecorder2 *recorder)
{
    const struct session *session = &image->session;
    WCHAR identifier[17];
    struct disc disc;
    HRESULT hr = S_OK;

    if (!session->imported || image->options.medium_blocks || FAILED(disc_open(&disc, recorder))) return S_OK;
    if (disc.blocks.capacity < session->disc_blocks) hr = IMAPI_E_DISC_MISMATCH;
    else
    {
        disc.session_start = session->disc_start;
        disc.blocks.capacity = session->disc_blocks;
        if (SUCCEEDED(disc_identifier(&disc, identifier)) && lstrcmpW(identifier, session->disc_id))
            hr = IMAPI_E_DISC_MISMATCH;
    }
    disc_close(&disc);
    return hr;
}

HRESULT session_source_create(struct image *image, const struct fsi_node *node, struct fsi_source **source)
{
    const struct fsi_extent *extents;
    IDiscRecorder2 *recorder;
    size_t count;
    HRESULT hr;

    *source = NULL;
    if (FAILED(hr = session_recorder(image, &recorder))) return hr;
    extents = fsi_node_extents(node, &count);
    if (SUCCEEDED(hr = check_disc(image, recorder))) hr = disc_source_create(recorder, extents, count, source);
    IDiscRecorder2_Release(recorder);
    return hr;
}

HRESULT image_disc_identifier(struct image *image, BSTR *value)
{
    WCHAR identifier[17];
    struct disc disc;
    HRESULT hr;

    *value = NULL;
    if (FAILED(hr = open_session(image, &disc))) return hr;
    hr = disc_identifier(&disc, identifier);
    disc_close(&disc);
    return SUCCEEDED(hr) ? copy_string(identifier, value) : hr;
}

HRESULT image_identify(struct image *image, IDiscRecorder2 *recorder, FsiFileSystems *found)
{
    unsigned int views = 0;
    struct disc disc;
    HRESULT hr;

    *found = FsiFileSystemNone;
    hr = recorder ? disc_open(&disc, recorder) : open_session(image, &disc);
    if (hr == IMAPI_E_EMPTY_DISC) return S_OK;
    if (FAILED(hr)) return hr;
    hr = disc_result(&disc, fsi_probe(&disc.blocks, disc.session_start, &views));
    disc_close(&disc);
    if (SUCCEEDED(hr)) *found = views;
    return hr;
}

/* ---- where the next session goes */

struct place
{
    LONG start;             /* block */
    LONG free_blocks;
    LONG medium_blocks;     /* of the whole medium; 0 on sequential media */
};

static HRESULT place_sequential(IMultisessionSequential *session, struct place *place)
{
    HRESULT hr = IMultisessionSequential_get_NextWritableAddress(session, &place->start);

    if (SUCCEEDED(hr)) hr = IMultisessionSequential_get_FreeSectorsOnMedia(session, &place->free_blocks);
    place->medium_blocks = 0;
    return hr;
}

/* Right behind what is there, where the drive can begin to write. */
static HRESULT place_random(IMultisessionRandomWrite *session, uint32_t first_free, struct place *place)
{
    LONG unit = 1;
    HRESULT hr;

    if (FAILED(hr = IMultisessionRandomWrite_get_TotalSectorsOnMedia(session, &place->medium_blocks))) return hr;
    if (FAILED(IMultisessionRandomWrite_get_WriteUnitSize(session, &unit)) || unit < 1) unit = 1;
    place->start = (LONG)((first_free + (uint32_t)unit - 1) / (uint32_t)unit * (uint32_t)unit);
    place->free_blocks = max(place->medium_blocks - place->start, 0);
    return S_OK;
}

static HRESULT find_place(IMultisession *chosen, const struct fsi_volume *volume, struct place *place)
{
    IMultisessionSequential *sequential;
    IMultisessionRandomWrite *random;
    HRESULT hr;

    if (SUCCEEDED(IMultisession_QueryInterface(chosen, &IID_IMultisessionSequential, (void **)&sequential)))
    {
        hr = place_sequential(sequential, place);
        IMultisessionSequential_Release(sequential);
        return hr;
    }
    hr = IMultisession_QueryInterface(chosen, &IID_IMultisessionRandomWrite, (void **)&random);
    if (FAILED(hr)) return IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE;
    hr = place_random(random, volume->first_free_block, place);
    IMultisessionRandomWrite_Release(random);
    return hr;
}

/* ---- the import */

static HRESULT pick_view(struct disc *disc, FsiFileSystems wanted, unsigned int *views, enum fsi_view *view)
{
    static const enum fsi_view preferred[] = {FSI_VIEW_UDF, FSI_VIEW_JOLIET, FSI_VIEW_ISO9660};
    unsigned int i;
    HRESULT hr;

    if (FAILED(hr = disc_result(disc, fsi_probe(&disc->blocks, disc->session_start, views)))) return hr;
    if (wanted)
    {
        *view = (enum fsi_view)wanted;
        return *views & wanted ? S_OK : IMAPI_E_FILE_SYSTEM_NOT_FOUND;
    }
    for (i = 0; i < ARRAY_SIZE(preferred); i++)
    {
        if (!(*views & preferred[i])) continue;
        *view = preferred[i];
        return S_OK;
    }
    return IMAPI_E_NO_SUPPORTED_FILE_SYSTEM;
}

static LONG long_from_total(int64_t total)
{
    return total < 0 || total > MAXLONG ? -1 : (LONG)total;
}

/* A directory's name ends with a backslash. */
static BSTR item_text(const WCHAR *path, bool directory)
{
    BSTR text = SysAllocStringLen(path, lstrlenW(path) + directory);

    if (text && directory) text[SysStringLen(text) - 1] = '\\';
    return text;
}

/* Fired with the lock free, as struct image tells. */
static bool fire_import(void *context, const struct fsi_import_progress *progress)
{
    struct image *image = context;
    VARIANT args[7];
    WCHAR *path;
    LONG counts[4];
    UINT i;

    if (!connection_point_sink_count(&image->object.other_cp) || !(path = node_full_path(progress->node))) return true;
    counts[0] = progress->directories;
    counts[1] = long_from_total(progress->total_directories);
    counts[2] = progress->files;
    counts[3] = long_from_total(progress->total_files);
    for (i = 0; i < ARRAY_SIZE(args); i++) V_VT(&args[i]) = VT_I4;
    V_VT(&args[0]) = VT_DISPATCH;
    V_DISPATCH(&args[0]) = (IDispatch *)&image->IFileSystemImage3_iface;
    V_I4(&args[1]) = image->session.importing;
    V_VT(&args[2]) = VT_BSTR;
    V_BSTR(&args[2]) = item_text(path, fsi_node_kind(progress->node) == FSI_DIRECTORY);
    free(path);
    if (!V_BSTR(&args[2])) return true;
    for (i = 0; i < ARRAY_SIZE(counts); i++) V_I4(&args[3 + i]) = counts[i];
    image->busy = true;
    image_unlock(image);
    fire_event(&image->object.other_cp, DISPID_DFILESYSTEMIMAGEIMPORTEVENTS_UPDATEIMPORT, args, ARRAY_SIZE(args));
    image_lock(image);
    image->busy = false;
    SysFreeString(V_BSTR(&args[2]));
    return true;
}

static uint16_t supported_revision(uint16_t revision)
{
    static const uint16_t revisions[] = {0x102, 0x150, 0x200, 0x201, 0x250};
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(revisions); i++)
        if (revisions[i] == revision) return revision;
    return 0;
}

/* From now on the image continues what is on the disc. With the lock held. */
static void fix_options(struct image *image, unsigned int views, const struct fsi_volume *volume,
                        const struct place *place)
{
    struct fsi_options *options = &image->options;

    /* Joliet hangs on ISO 9660; what is not continued would be hidden by what is. */
    options->views = views & FSI_VIEW_ISO9660 ? views : views & ~(unsigned int)FSI_VIEW_JOLIET;
    if (volume->view == FSI_VIEW_UDF) options->udf_revision = volume->udf_revision;
    options->session_start = place->start;
    options->medium_blocks = place->medium_blocks;
    options->rewrite_anchors = place->medium_blocks != 0;
    image->free_blocks = place->free_blocks;
    image->session.imported = true;
    lstrcpyW(image->session.volume_name, volume->name);
}

static HRESULT check_volume(const struct fsi_volume *volume, const struct place *place, unsigned int views)
{
    /* On sequential media a session stands for itself, and any can be continued. */
    if (place->medium_blocks && (!volume->appendable || (views & FSI_VIEW_ISO9660)))
        return IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION;
    if (volume->view == FSI_VIEW_UDF && !supported_revision(volume->udf_revision))
        return IMAPI_E_UDF_NOT_WRITE_COMPATIBLE;
    return S_OK;
}

/* Within a change. */
static HRESULT import_volume(struct image *image, struct disc *disc, FsiFileSystems wanted, FsiFileSystems *imported)
{
    const struct fsi_import_host host = {image, fire_import};
    struct fsi_volume volume;
    struct place place;
    enum fsi_view view;
    unsigned int views;
    HRESULT hr;

    if (FAILED(hr = pick_view(disc, wanted, &views, &view))) return hr;
    hr = disc_result(disc, fsi_read_volume(&disc->blocks, disc->session_start, view, &volume));
    if (FAILED(hr)) return hr;
    if (FAILED(hr = find_place(image->session.chosen, &volume, &place))) return hr;
    if (FAILED(hr = check_volume(&volume, &place, views))) return hr;
    image->session.importing = (FsiFileSystems)view;
    hr = disc_result(disc, fsi_import(image->tree, &disc->blocks, disc->session_start, view, &host));
    if (FAILED(hr)) return hr;
    if (FAILED(hr = disc_identifier(disc, image->session.disc_id))) return hr;
    image->session.disc_start = disc->session_start;
    image->session.disc_blocks = disc->blocks.capacity;
    fix_options(image, views, &volume, &place);
    if (FAILED(image_check_size(image))) return IMAPI_E_IMAGE_TOO_BIG;
    *imported = (FsiFileSystems)view;
    return S_OK;
}

/* What fails leaves the options as they were. With the lock held. */
static HRESULT import_or_restore(struct image *image, struct disc *disc, FsiFileSystems wanted,
                                 FsiFileSystems *imported)
{
    const struct fsi_options options = image->options;
    const LONG free_blocks = image->free_blocks;
    HRESULT hr;

    if (image->boot_count) return IMAPI_E_BOOT_OBJECT_CONFLICT;
    if (image->session.imported) return IMAPI_E_INVALID_PARAM;
    if (SUCCEEDED(hr = import_volume(image, disc, wanted, imported))) return hr;
    image->options = options;
    image->free_blocks = free_blocks;
    image->session.imported = false;
    *image->session.volume_name = 0;
    return hr;
}

HRESULT image_import(struct image *image, FsiFileSystems wanted, FsiFileSystems *imported)
{
    struct change change;
    struct disc disc;
    HRESULT hr;

    if (FAILED(hr = open_session(image, &disc))) return hr;
    if (SUCCEEDED(hr = image_begin_change(image, &change)))
        hr = image_end_change(image, &change, import_or_restore(image, &disc, wanted, imported));
    disc_close(&disc);
    return hr;
}

HRESULT image_probe(struct image *image, FsiFileSystems file_system, VARIANT_BOOL *appendable)
{
    struct fsi_volume volume;
    enum fsi_view view;
    unsigned int views;
    struct place place;
    struct disc disc;
    HRESULT hr;

    if (FAILED(hr = open_session(image, &disc))) return hr;
    hr = pick_view(&disc, file_system, &views, &view);
    if (SUCCEEDED(hr)) hr = disc_result(&disc, fsi_read_volume(&disc.blocks, disc.session_start, view, &volume));
    disc_close(&disc);
    if (FAILED(hr)) return hr;
    hr = find_place(image->session.chosen, &volume, &place);
    *appendable = SUCCEEDED(hr) && SUCCEEDED(check_volume(&volume, &place, views)) ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
}
