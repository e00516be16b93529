/*
 * MsftFileSystemImage: the image that is being made
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

#include "image.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

#define RESULT(hr) object_result(&This->object, &IID_IFileSystemImage3, __func__, hr)

static inline struct image *impl_from_IFileSystemImage3(IFileSystemImage3 *iface)
{
    return CONTAINING_RECORD(iface, struct image, IFileSystemImage3_iface);
}

IDISPATCH_METHODS(image, IFileSystemImage3)

/* ---- changes */

HRESULT image_check_changeable(const struct image *image)
{
    return image->layouts || image->busy ? IMAPI_E_READONLY : S_OK;
}

HRESULT image_check_size(const struct image *image)
{
    uint64_t blocks;

    if (image->free_blocks <= 0) return S_OK;
    blocks = fsi_estimate_blocks(image->tree, &image->options);
    return blocks > (uint64_t)image->free_blocks ? IMAPI_E_IMAGE_SIZE_LIMIT : S_OK;
}

HRESULT image_begin_change(struct image *image, struct change *change)
{
    HRESULT hr;

    image_lock(image);
    if (FAILED(hr = image_check_changeable(image)))
    {
        image_unlock(image);
        return hr;
    }
    change->point = fsi_tree_change_point(image->tree);
    change->stashed = image->stash ? stash_size(image->stash) : 0;
    change->blocks = fsi_estimate_blocks(image->tree, &image->options);
    return S_OK;
}

/* What has become too large by another choice of file systems must still be able to lose files. */
static HRESULT check_growth(const struct image *image, const struct change *change)
{
    return fsi_estimate_blocks(image->tree, &image->options) > change->blocks ? image_check_size(image) : S_OK;
}

HRESULT image_end_change(struct image *image, const struct change *change, HRESULT hr)
{
    enum fsi_status status;
    HRESULT limit;

    if (SUCCEEDED(hr) && FAILED(limit = check_growth(image, change))) hr = limit;
    if (FAILED(hr))
    {
        status = fsi_tree_rollback(image->tree, change->point);
        if (status != FSI_OK) ERR("change %u stays: %s\n", change->point, fsi_status_text(status));
        if (image->stash) stash_truncate(image->stash, change->stashed);
    }
    image_unlock(image);
    return hr;
}

HRESULT image_feature_result(struct image *image, unsigned int udf_revision)
{
    bool carried;

    image_lock(image);
    carried = (image->options.views & FSI_VIEW_UDF) && image->options.udf_revision >= udf_revision;
    image_unlock(image);
    return carried ? S_OK : IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED;
}

HRESULT image_streams_result(struct image *image)
{
    uint32_t streams;

    image_lock(image);
    streams = fsi_tree_stream_count(image->tree);
    image_unlock(image);
    return streams ? image_feature_result(image, UDF_NAMED_STREAMS) : S_OK;
}

void image_fire_update(struct image *image, const WCHAR *path, uint64_t copied, uint64_t total)
{
    VARIANT args[4];
    BSTR text;

    if (!connection_point_sink_count(&image->object.cp) || !(text = SysAllocString(path))) return;
    V_VT(&args[0]) = VT_DISPATCH;
    V_DISPATCH(&args[0]) = (IDispatch *)&image->IFileSystemImage3_iface;
    V_VT(&args[1]) = VT_BSTR;
    V_BSTR(&args[1]) = text;
    V_VT(&args[2]) = VT_I4;
    V_I4(&args[2]) = (LONG)((copied + FSI_BLOCK_SIZE - 1) / FSI_BLOCK_SIZE);
    V_VT(&args[3]) = VT_I4;
    V_I4(&args[3]) = (LONG)((total + FSI_BLOCK_SIZE - 1) / FSI_BLOCK_SIZE);
    image->busy = true;
    image_unlock(image);
    fire_event(&image->object.cp, DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE, args, ARRAY_SIZE(args));
    image_lock(image);
    image->busy = false;
    SysFreeString(text);
}

WCHAR *node_full_path(const struct fsi_node *node)
{
    const struct fsi_node *at;
    size_t total = 0, length;
    const WCHAR *name;
    WCHAR *path;

    for (at = node; fsi_node_parent(at); at = fsi_node_parent(at))
    {
        fsi_node_name(at, &length);
        total += length + 1;
    }
    if (!(path = malloc((total + 1) * sizeof(*path)))) return NULL;
    path[total] = 0;
    for (at = node; fsi_node_parent(at); at = fsi_node_parent(at))
    {
        name = fsi_node_name(at, &length);
        total -= length + 1;
        path[total] = fsi_node_kind(at) == FSI_NAMED_STREAM ? ':' : '\\';
        memcpy(path + total + 1, name, length * sizeof(*path));
    }
    return path;
}

WCHAR *node_child_path(const struct fsi_node *node, WCHAR separator, const WCHAR *name, size_t length)
{
    WCHAR *path = node_full_path(node), *child = path ? append_name(path, separator, name, length) : NULL;

    free(path);
    return child;
}

void image_set_problem(struct image *image, const struct fsi_node *node)
{
    free(image->problem);
    image->problem = node_full_path(node);
    TRACE("%s\n", debugstr_w(image->problem));
}

struct fsi_node *node_next(const struct fsi_node *top, struct fsi_node *node)
{
    struct fsi_node *next;

    if (fsi_node_kind(node) == FSI_DIRECTORY && (next = fsi_node_first_child(node))) return next;
    for (; node != top; node = fsi_node_parent(node))
        if ((next = fsi_node_next_sibling(node))) return next;
    return NULL;
}

/* A property whose value comes from a call; value is where it goes. */
#define IMAGE_GETTER(Name, type, call)                                                                               \
    static HRESULT WINAPI image_get_##Name(IFileSystemImage3 *iface, type *value)                                    \
    {                                                                                                                \
        struct image *This = impl_from_IFileSystemImage3(iface);                                                     \
        TRACE("(%p)->(%p)\n", This, value);                                                                          \
        return RESULT(call);                                                                                         \
    }

/* ---- properties of the kind that is only kept */

static HRESULT get_long(struct image *This, const LONG *value, LONG *out)
{
    if (!out) return E_POINTER;
    image_lock(This);
    *out = *value;
    image_unlock(This);
    return S_OK;
}

static HRESULT get_bool(struct image *This, const bool *value, VARIANT_BOOL *out)
{
    if (!out) return E_POINTER;
    image_lock(This);
    *out = *value ? VARIANT_TRUE : VARIANT_FALSE;
    image_unlock(This);
    return S_OK;
}

/* Only while nothing holds on to the options. */
static HRESULT put_bool(struct image *This, bool *value, VARIANT_BOOL new_value)
{
    HRESULT hr;

    image_lock(This);
    if (SUCCEEDED(hr = image_check_changeable(This))) *value = new_value != VARIANT_FALSE;
    image_unlock(This);
    return hr;
}

static HRESULT WINAPI image_get_Root(IFileSystemImage3 *iface, IFsiDirectoryItem **value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    return RESULT(item_create(This, fsi_tree_root(This->tree), &IID_IFsiDirectoryItem, (void **)value));
}

IMAGE_GETTER(SessionStartBlock, LONG, get_long(This, (const LONG *)&This->options.session_start, value))

static HRESULT WINAPI image_put_SessionStartBlock(IFileSystemImage3 *iface, LONG value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%ld)\n", This, value);

    if (value < 0) return RESULT(IMAPI_E_INVALID_PARAM);
    image_lock(This);
    hr = image_check_changeable(This);
    if (SUCCEEDED(hr) && This->session.imported && (uint32_t)value != This->options.session_start)
        hr = IMAPI_E_READONLY;
    if (SUCCEEDED(hr)) This->options.session_start = value;
    image_unlock(This);
    return RESULT(hr);
}

IMAGE_GETTER(FreeMediaBlocks, LONG, get_long(This, &This->free_blocks, value))

static HRESULT WINAPI image_put_FreeMediaBlocks(IFileSystemImage3 *iface, LONG value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%ld)\n", This, value);

    image_lock(This);
    hr = image_put_free_blocks(This, value);
    image_unlock(This);
    return RESULT(hr);
}

static HRESULT WINAPI image_SetMaxMediaBlocksFromDevice(IFileSystemImage3 *iface, IDiscRecorder2 *recorder)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, recorder);

    return RESULT(recorder ? image_set_max_from_device(This, recorder) : E_POINTER);
}

static HRESULT WINAPI image_get_UsedBlocks(IFileSystemImage3 *iface, LONG *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    image_lock(This);
    *value = image_used_blocks(This);
    image_unlock(This);
    return RESULT(S_OK);
}

static HRESULT WINAPI image_get_VolumeName(IFileSystemImage3 *iface, BSTR *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    image_lock(This);
    hr = copy_string(This->options.volume_name, value);
    image_unlock(This);
    return RESULT(hr);
}

static HRESULT WINAPI image_put_VolumeName(IFileSystemImage3 *iface, BSTR value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%s)\n", This, debugstr_w(value));

    image_lock(This);
    hr = image_put_volume_name(This, value ? value : L"");
    image_unlock(This);
    return RESULT(hr);
}

static HRESULT WINAPI image_get_ImportedVolumeName(IFileSystemImage3 *iface, BSTR *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    image_lock(This);
    hr = copy_string(This->session.volume_name, value);
    image_unlock(This);
    return RESULT(hr);
}

static HRESULT WINAPI image_get_BootImageOptions(IFileSystemImage3 *iface, IBootOptions **value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    image_lock(This);
    if ((*value = This->boot_count ? This->boot[0] : NULL)) IBootOptions_AddRef(*value);
    image_unlock(This);
    return RESULT(S_OK);
}

static HRESULT WINAPI image_put_BootImageOptions(IFileSystemImage3 *iface, IBootOptions *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(image_put_boot_options(This, value));
}

static HRESULT WINAPI image_get_FileCount(IFileSystemImage3 *iface, LONG *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    image_lock(This);
    *value = fsi_tree_file_count(This->tree);
    image_unlock(This);
    return RESULT(S_OK);
}

static HRESULT WINAPI image_get_DirectoryCount(IFileSystemImage3 *iface, LONG *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    image_lock(This);
    *value = fsi_tree_directory_count(This->tree) + 1;
    image_unlock(This);
    return RESULT(S_OK);
}

static HRESULT WINAPI image_get_WorkingDirectory(IFileSystemImage3 *iface, BSTR *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    image_lock(This);
    hr = copy_string(This->working_directory, value);
    image_unlock(This);
    return RESULT(hr);
}

static HRESULT WINAPI image_put_WorkingDirectory(IFileSystemImage3 *iface, BSTR value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%s)\n", This, debugstr_w(value));

    image_lock(This);
    hr = image_put_working_directory(This, value ? value : L"");
    image_unlock(This);
    return RESULT(hr);
}

static HRESULT WINAPI image_get_ChangePoint(IFileSystemImage3 *iface, LONG *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    image_lock(This);
    *value = fsi_tree_change_point(This->tree);
    image_unlock(This);
    return RESULT(S_OK);
}

IMAGE_GETTER(StrictFileSystemCompliance, VARIANT_BOOL, get_bool(This, &This->options.strict, value))

static HRESULT WINAPI image_put_StrictFileSystemCompliance(IFileSystemImage3 *iface, VARIANT_BOOL value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr = IMAPI_E_FILE_SYSTEM_NOT_EMPTY;

    TRACE("(%p)->(%d)\n", This, value);

    image_lock(This);
    if (!fsi_tree_file_count(This->tree) && !fsi_tree_directory_count(This->tree))
        hr = put_bool(This, &This->options.strict, value);
    image_unlock(This);
    return RESULT(hr);
}

IMAGE_GETTER(UseRestrictedCharacterSet, VARIANT_BOOL, get_bool(This, &This->restricted, value))

static HRESULT WINAPI image_put_UseRestrictedCharacterSet(IFileSystemImage3 *iface, VARIANT_BOOL value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return RESULT(put_bool(This, &This->restricted, value));
}

IMAGE_GETTER(FileSystemsToCreate, FsiFileSystems, get_long(This, (const LONG *)&This->options.views, (LONG *)value))

static HRESULT WINAPI image_put_FileSystemsToCreate(IFileSystemImage3 *iface, FsiFileSystems value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%#x)\n", This, value);

    image_lock(This);
    hr = image_put_file_systems(This, value);
    image_unlock(This);
    return RESULT(hr);
}

static HRESULT WINAPI image_get_FileSystemsSupported(IFileSystemImage3 *iface, FsiFileSystems *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    *value = FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF;
    return RESULT(S_OK);
}

static HRESULT WINAPI image_put_UDFRevision(IFileSystemImage3 *iface, LONG value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%#lx)\n", This, value);

    image_lock(This);
    hr = image_put_udf_revision(This, value);
    image_unlock(This);
    return RESULT(hr);
}

static HRESULT WINAPI image_get_UDFRevision(IFileSystemImage3 *iface, LONG *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    image_lock(This);
    *value = This->options.udf_revision;
    image_unlock(This);
    return RESULT(S_OK);
}

static HRESULT WINAPI image_get_UDFRevisionsSupported(IFileSystemImage3 *iface, SAFEARRAY **value)
{
    static const LONG revisions[] = {0x102, 0x150, 0x200, 0x201, 0x250};
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(value ? safearray_from_longs(revisions, ARRAY_SIZE(revisions), value) : E_POINTER);
}

static HRESULT WINAPI image_ChooseImageDefaults(IFileSystemImage3 *iface, IDiscRecorder2 *recorder)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, recorder);

    return RESULT(recorder ? image_choose_defaults(This, recorder) : E_POINTER);
}

static HRESULT WINAPI image_ChooseImageDefaultsForMediaType(IFileSystemImage3 *iface, IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%d)\n", This, type);

    return RESULT(image_choose_for_media_type(This, type));
}

static HRESULT WINAPI image_put_ISO9660InterchangeLevel(IFileSystemImage3 *iface, LONG value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%ld)\n", This, value);

    if (value != 1 && value != 2) return RESULT(IMAPI_E_INVALID_PARAM);
    image_lock(This);
    if (SUCCEEDED(hr = image_check_changeable(This))) This->options.iso9660_level = value;
    image_unlock(This);
    return RESULT(hr);
}

IMAGE_GETTER(ISO9660InterchangeLevel, LONG, get_long(This, (const LONG *)&This->options.iso9660_level, value))

/* The one list of the library whose elements are unsigned. */
static HRESULT WINAPI image_get_ISO9660InterchangeLevelsSupported(IFileSystemImage3 *iface, SAFEARRAY **value)
{
    static const LONG levels[] = {1, 2};
    struct image *This = impl_from_IFileSystemImage3(iface);
    VARIANT *elements;
    unsigned int i;
    HRESULT hr;

    TRACE("(%p)->(%p)\n", This, value);

    if (!value) return RESULT(E_POINTER);
    if (FAILED(hr = safearray_from_longs(levels, ARRAY_SIZE(levels), value))) return RESULT(hr);
    elements = (*value)->pvData;
    for (i = 0; i < ARRAY_SIZE(levels); i++) V_VT(&elements[i]) = VT_UI4;
    return RESULT(S_OK);
}

static HRESULT WINAPI image_CreateResultImage(IFileSystemImage3 *iface, IFileSystemImageResult **result)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, result);

    if (!result) return RESULT(E_POINTER);
    *result = NULL;
    return RESULT(result_create(This, result));
}

static HRESULT WINAPI image_Exists(IFileSystemImage3 *iface, BSTR path, FsiItemType *type)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    enum fsi_status status;
    struct fsi_node *node;

    TRACE("(%p)->(%s, %p)\n", This, debugstr_w(path), type);

    if (!type) return RESULT(E_POINTER);
    *type = FsiItemNotFound;
    if (!path) return RESULT(E_POINTER);
    if (!*path) return RESULT(IMAPI_E_INVALID_PARAM);
    if (path[0] != '\\' && path[0] != '/') return RESULT(IMAPI_E_INVALID_PATH);
    image_lock(This);
    status = fsi_tree_find(This->tree, fsi_tree_root(This->tree), path, lstrlenW(path), &node);
    if (status == FSI_OK) *type = fsi_node_kind(node) == FSI_DIRECTORY ? FsiItemDirectory : FsiItemFile;
    image_unlock(This);
    if (status == FSI_NOT_FOUND || status == FSI_NOT_A_DIRECTORY) status = FSI_OK;
    return RESULT(hresult_from_status(status));
}

static HRESULT WINAPI image_CalculateDiscIdentifier(IFileSystemImage3 *iface, BSTR *identifier)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, identifier);

    return RESULT(identifier ? image_disc_identifier(This, identifier) : E_POINTER);
}

static HRESULT WINAPI image_IdentifyFileSystemsOnDisc(IFileSystemImage3 *iface, IDiscRecorder2 *recorder,
                                                      FsiFileSystems *file_systems)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p, %p)\n", This, recorder, file_systems);

    return RESULT(file_systems ? image_identify(This, recorder, file_systems) : E_POINTER);
}

static HRESULT WINAPI image_GetDefaultFileSystemForImport(IFileSystemImage3 *iface, FsiFileSystems file_systems,
                                                          FsiFileSystems *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%#x, %p)\n", This, file_systems, value);

    if (!value) return RESULT(E_POINTER);
    *value = FsiFileSystemNone;
    if (file_systems & FsiFileSystemUDF) *value = FsiFileSystemUDF;
    else if (file_systems & FsiFileSystemJoliet) *value = FsiFileSystemJoliet;
    else if (file_systems & FsiFileSystemISO9660) *value = FsiFileSystemISO9660;
    return RESULT(*value ? S_OK : IMAPI_E_INVALID_PARAM);
}

static HRESULT WINAPI image_ImportFileSystem(IFileSystemImage3 *iface, FsiFileSystems *imported)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, imported);

    if (!imported) return RESULT(E_POINTER);
    *imported = FsiFileSystemNone;
    return RESULT(image_import(This, FsiFileSystemNone, imported));
}

static HRESULT WINAPI image_ImportSpecificFileSystem(IFileSystemImage3 *iface, FsiFileSystems file_system)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    FsiFileSystems imported;

    TRACE("(%p)->(%#x)\n", This, file_system);

    if (!is_one_file_system(file_system)) return RESULT(IMAPI_E_INVALID_PARAM);
    return RESULT(image_import(This, file_system, &imported));
}

static HRESULT WINAPI image_RollbackToChangePoint(IFileSystemImage3 *iface, LONG change_point)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%ld)\n", This, change_point);

    if (change_point < 0) return RESULT(IMAPI_E_INVALID_PARAM);
    image_lock(This);
    hr = image_check_changeable(This);
    if (SUCCEEDED(hr) && FAILED_STATUS(hr, fsi_tree_rollback(This->tree, change_point)) && hr == IMAPI_E_ITEM_NOT_FOUND)
        hr = IMAPI_E_INVALID_PARAM;
    image_unlock(This);
    return RESULT(hr);
}

static HRESULT WINAPI image_LockInChangePoint(IFileSystemImage3 *iface)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)\n", This);

    image_lock(This);
    /* What is being added may have to be undone. A result does not mind. */
    hr = This->busy ? IMAPI_E_READONLY : S_OK;
    if (SUCCEEDED(hr)) fsi_tree_lock_in(This->tree);
    image_unlock(This);
    return RESULT(hr);
}

/* An item that belongs to nothing yet. */
static HRESULT create_item(struct image *This, BSTR name, enum fsi_node_kind kind, REFIID iid, void **out)
{
    struct fsi_times times;
    struct fsi_node *node;
    HRESULT hr;

    if (!out) return E_POINTER;
    *out = NULL;
    if (!name || !*name) return IMAPI_E_INVALID_PARAM;
    times.created = times.accessed = times.modified = time_now();
    image_lock(This);
    hr = hresult_from_status(fsi_name_check(name, lstrlenW(name), This->restricted));
    if (hr == IMAPI_E_INVALID_PATH) hr = IMAPI_E_INVALID_PARAM;
    if (SUCCEEDED(hr)) hr = hresult_from_status(fsi_node_create(This->tree, kind, name, lstrlenW(name), &node));
    if (SUCCEEDED(hr))
    {
        hr = hresult_from_status(fsi_node_set_times(This->tree, node, &times));
        if (SUCCEEDED(hr)) hr = item_create(This, node, iid, out);
        fsi_node_release(node);
    }
    image_unlock(This);
    return hr;
}

static HRESULT WINAPI image_CreateDirectoryItem(IFileSystemImage3 *iface, BSTR name, IFsiDirectoryItem **item)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%s, %p)\n", This, debugstr_w(name), item);

    return RESULT(create_item(This, name, FSI_DIRECTORY, &IID_IFsiDirectoryItem, (void **)item));
}

static HRESULT WINAPI image_CreateFileItem(IFileSystemImage3 *iface, BSTR name, IFsiFileItem **item)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%s, %p)\n", This, debugstr_w(name), item);

    return RESULT(create_item(This, name, FSI_FILE, &IID_IFsiFileItem, (void **)item));
}

static HRESULT get_volume_name(struct image *This, enum fsi_view view, BSTR *value)
{
    HRESULT hr;

    image_lock(This);
    hr = image_get_volume_name(This, view, value);
    image_unlock(This);
    return hr;
}

IMAGE_GETTER(VolumeNameUDF, BSTR, get_volume_name(This, FSI_VIEW_UDF, value))

IMAGE_GETTER(VolumeNameJoliet, BSTR, get_volume_name(This, FSI_VIEW_JOLIET, value))

IMAGE_GETTER(VolumeNameISO9660, BSTR, get_volume_name(This, FSI_VIEW_ISO9660, value))

IMAGE_GETTER(StageFiles, VARIANT_BOOL, get_bool(This, &This->stage, value))

static HRESULT WINAPI image_put_StageFiles(IFileSystemImage3 *iface, VARIANT_BOOL value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%d)\n", This, value);

    return RESULT(put_bool(This, &This->stage, value));
}

IMAGE_GETTER(MultisessionInterfaces, SAFEARRAY *, value ? image_get_multisession(This, value) : E_POINTER)

static HRESULT WINAPI image_put_MultisessionInterfaces(IFileSystemImage3 *iface, SAFEARRAY *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(value ? image_put_multisession(This, value) : E_POINTER);
}

IMAGE_GETTER(BootImageOptionsArray, SAFEARRAY *, value ? image_get_boot_array(This, value) : E_POINTER)

static HRESULT WINAPI image_put_BootImageOptionsArray(IFileSystemImage3 *iface, SAFEARRAY *value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%p)\n", This, value);

    return RESULT(image_put_boot_array(This, value));
}

IMAGE_GETTER(CreateRedundantUdfMetadataFiles, VARIANT_BOOL, get_bool(This, &This->options.udf_metadata_mirror, value))

static HRESULT WINAPI image_put_CreateRedundantUdfMetadataFiles(IFileSystemImage3 *iface, VARIANT_BOOL value)
{
    struct image *This = impl_from_IFileSystemImage3(iface);
    HRESULT hr;

    TRACE("(%p)->(%d)\n", This, value);

    hr = put_bool(This, &This->options.udf_metadata_mirror, value);
    if (SUCCEEDED(hr)) hr = image_feature_result(This, UDF_METADATA);
    return RESULT(hr);
}

static HRESULT WINAPI image_ProbeSpecificFileSystem(IFileSystemImage3 *iface, FsiFileSystems file_system,
                                                    VARIANT_BOOL *appendable)
{
    struct image *This = impl_from_IFileSystemImage3(iface);

    TRACE("(%p)->(%#x, %p)\n", This, file_system, appendable);

    if (!appendable) return RESULT(E_POINTER);
    *appendable = VARIANT_FALSE;
    if (!is_one_file_system(file_system)) return RESULT(IMAPI_E_INVALID_PARAM);
    return RESULT(image_probe(This, file_system, appendable));
}

static const IFileSystemImage3Vtbl image_vtbl = {
    image_QueryInterface,
    image_AddRef,
    image_Release,
    image_GetTypeInfoCount,
    image_GetTypeInfo,
    image_GetIDsOfNames,
    image_Invoke,
    image_get_Root,
    image_get_SessionStartBlock,
    image_put_SessionStartBlock,
    image_get_FreeMediaBlocks,
    image_put_FreeMediaBlocks,
    image_SetMaxMediaBlocksFromDevice,
    image_get_UsedBlocks,
    image_get_VolumeName,
    image_put_VolumeName,
    image_get_ImportedVolumeName,
    image_get_BootImageOptions,
    image_put_BootImageOptions,
    image_get_FileCount,
    image_get_DirectoryCount,
    image_get_WorkingDirectory,
    image_put_WorkingDirectory,
    image_get_ChangePoint,
    image_get_StrictFileSystemCompliance,
    image_put_StrictFileSystemCompliance,
    image_get_UseRestrictedCharacterSet,
    image_put_UseRestrictedCharacterSet,
    image_get_FileSystemsToCreate,
    image_put_FileSystemsToCreate,
    image_get_FileSystemsSupported,
    image_put_UDFRevision,
    image_get_UDFRevision,
    image_get_UDFRevisionsSupported,
    image_ChooseImageDefaults,
    image_ChooseImageDefaultsForMediaType,
    image_put_ISO9660InterchangeLevel,
    image_get_ISO9660InterchangeLevel,
    image_get_ISO9660InterchangeLevelsSupported,
    image_CreateResultImage,
    image_Exists,
    image_CalculateDiscIdentifier,
    image_IdentifyFileSystemsOnDisc,
    image_GetDefaultFileSystemForImport,
    image_ImportFileSystem,
    image_ImportSpecificFileSystem,
    image_RollbackToChangePoint,
    image_LockInChangePoint,
    image_CreateDirectoryItem,
    image_CreateFileItem,
    image_get_VolumeNameUDF,
    image_get_VolumeNameJoliet,
    image_get_VolumeNameISO9660,
    image_get_StageFiles,
    image_put_StageFiles,
    image_get_MultisessionInterfaces,
    image_put_MultisessionInterfaces,
    image_get_BootImageOptionsArray,
    image_put_BootImageOptionsArray,
    image_get_CreateRedundantUdfMetadataFiles,
    image_put_CreateRedundantUdfMetadataFiles,
    image_ProbeSpecificFileSystem,
};

static HRESULT init_working_directory(struct image *This)
{
    WCHAR path[MAX_PATH + 1];
    DWORD length = GetTempPathW(ARRAY_SIZE(path), path);

    if (!length || length >= ARRAY_SIZE(path)) lstrcpyW(path, L".\\");
    This->working_directory = wcsdup(path);
    return This->working_directory ? S_OK : E_OUTOFMEMORY;
}

static HRESULT image_init(struct object *object)
{
    static const struct fsi_tree_host host = {upcase_unit};
    struct image *This = CONTAINING_RECORD(object, struct image, object);
    HRESULT hr;

    This->IFileSystemImage3_iface.lpVtbl = &image_vtbl;
    This->free_blocks = DEFAULT_FREE_BLOCKS;
    This->options.views = FSI_VIEW_ISO9660 | FSI_VIEW_JOLIET | FSI_VIEW_UDF;
    This->options.iso9660_level = 1;
    This->options.udf_revision = 0x102;
    This->options.udf_metadata_mirror = true;
    if (FAILED(hr = init_working_directory(This))) return hr;
    if (FAILED_STATUS(hr, fsi_tree_create(&host, &This->tree)))
    {
        free(This->working_directory);
        return hr;
    }
    InitializeCriticalSection(&This->lock);
    return S_OK;
}

static void image_destroy(struct object *object)
{
    struct image *This = CONTAINING_RECORD(object, struct image, object);

    image_clear_boot(This);
    session_clear(&This->session);
    fsi_tree_destroy(This->tree);
    if (This->stash) stash_release(This->stash);
    free(This->working_directory);
    free(This->problem);
    DeleteCriticalSection(&This->lock);
}

static const struct object_interface image_interfaces[] = {
    {&IID_IFileSystemImage3, offsetof(struct image, IFileSystemImage3_iface)},
    {&IID_IFileSystemImage2, offsetof(struct image, IFileSystemImage3_iface)},
    {&IID_IFileSystemImage, offsetof(struct image, IFileSystemImage3_iface)},
    {&IID_IDispatch, offsetof(struct image, IFileSystemImage3_iface)},
    {NULL, 0},
};

const struct object_type file_system_image_type = {
    .clsid = &CLSID_MsftFileSystemImage,
    .name = L"MsftFileSystemImage",
    .size = sizeof(struct image),
    .interfaces = image_interfaces,
    .source = &IID_DFileSystemImageEvents,
    .other_source = &IID_DFileSystemImageImportEvents,
    .init = image_init,
    .destroy = image_destroy,
};
