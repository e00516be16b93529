/*
 * Items: files and directories of an image as COM objects, made when somebody asks for one
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

#ifndef IMAPI2FS_ITEMS_H
#define IMAPI2FS_ITEMS_H

#include "image.h"

/*
 * An object for a node of the tree. It is made anew at each access, so that a
 * million files cost no objects, and keeps the image and the node alive. A node
 * that was removed stays readable; what needs its place in the image then
 * answers IMAPI_E_NOT_IN_FILE_SYSTEM.
 */
struct item
{
    struct object object;
    IFsiItem IFsiItem_iface;    /* its vtable is that of the derived interface */
    struct image *image;
    struct fsi_node *node;
};

extern const struct object_type directory_item_type;
extern const struct object_type file_item_type;
extern const IID IID_item;

void item_destroy(struct object *object);
/* An item of this library, with a reference; NULL for one that somebody else has written. */
struct item *item_from_IFsiItem(IFsiItem *iface);
/* IMAPI_E_NOT_IN_FILE_SYSTEM; with the lock held. */
HRESULT item_check_attached(const struct item *item);
/* Tells the result of a method, with what the image knows about what is in the way. */
HRESULT item_result(struct item *item, const IID *iid, const char *method, HRESULT hr);

/* The methods of IFsiItem. */
HRESULT item_get_name(struct item *item, BSTR *value);
HRESULT item_get_full_path(struct item *item, BSTR *value);
HRESULT item_get_time(struct item *item, size_t offset, DATE *value);
HRESULT item_put_time(struct item *item, size_t offset, DATE value);
HRESULT item_get_hidden(struct item *item, VARIANT_BOOL *value);
HRESULT item_put_hidden(struct item *item, VARIANT_BOOL value);
HRESULT item_file_system_name(struct item *item, FsiFileSystems file_system, BSTR *value);
HRESULT item_file_system_path(struct item *item, FsiFileSystems file_system, BSTR *value);

/* node_list.c */

/* The children of a directory, or the named streams of a file, as they are now. iid: IEnumVARIANT or IEnumFsiItems. */
HRESULT enum_items_create(struct image *image, struct fsi_node *parent, REFIID iid, void **out);

/* named_streams.c */
HRESULT named_streams_create(struct image *image, struct fsi_node *file, IFsiNamedStreams **out);

/* add_tree.c; with the lock held, within a change */

/* A source for what a stream has now: the stream itself, or a copy where files are staged. */
HRESULT add_stream_source(struct image *image, IStream *stream, const WCHAR *path, struct fsi_source **source,
                          uint64_t *size);
HRESULT add_tree(struct image *image, struct fsi_node *directory, const WCHAR *path, bool include_base,
                 bool with_streams);

/* data_stream.c */

/* A stream over the data of a node. */
HRESULT data_stream_create(struct image *image, struct fsi_node *node, IStream **out);
/* A stream over a source that is opened without a node. */
HRESULT source_stream_create(struct fsi_source *source, uint64_t size, IStream **out);

#define ITEM_GETTER(prefix, Iface, Name, type, call)                                                                 \
    static HRESULT WINAPI prefix##_get_##Name(Iface *iface, type *value)                                             \
    {                                                                                                                \
        struct item *This = impl_from_##Iface(iface);                                                                \
        TRACE("(%p)->(%p)\n", This, value);                                                                          \
        return item_result(This, &IID_##Iface, __func__, call);                                                      \
    }

#define ITEM_TIME(prefix, Iface, Name, member)                                                                       \
    ITEM_GETTER(prefix, Iface, Name, DATE, item_get_time(This, offsetof(struct fsi_times, member), value))           \
    static HRESULT WINAPI prefix##_put_##Name(Iface *iface, DATE value)                                              \
    {                                                                                                                \
        struct item *This = impl_from_##Iface(iface);                                                                \
        TRACE("(%p)->(%f)\n", This, value);                                                                          \
        return item_result(This, &IID_##Iface, __func__,                                                             \
                           item_put_time(This, offsetof(struct fsi_times, member), value));                          \
    }

/* IDispatch and IFsiItem for an interface that is derived from it. */
#define ITEM_METHODS(prefix, Iface)                                                                                  \
    static inline struct item *impl_from_##Iface(Iface *iface)                                                       \
    {                                                                                                                \
        return CONTAINING_RECORD((IFsiItem *)iface, struct item, IFsiItem_iface);                                    \
    }                                                                                                                \
    IDISPATCH_METHODS(prefix, Iface)                                                                                 \
    ITEM_GETTER(prefix, Iface, Name, BSTR, item_get_name(This, value))                                               \
    ITEM_GETTER(prefix, Iface, FullPath, BSTR, item_get_full_path(This, value))                                      \
    ITEM_TIME(prefix, Iface, CreationTime, created)                                                                  \
    ITEM_TIME(prefix, Iface, LastAccessedTime, accessed)                                                             \
    ITEM_TIME(prefix, Iface, LastModifiedTime, modified)                                                             \
    ITEM_GETTER(prefix, Iface, IsHidden, VARIANT_BOOL, item_get_hidden(This, value))                                 \
    static HRESULT WINAPI prefix##_put_IsHidden(Iface *iface, VARIANT_BOOL value)                                    \
    {                                                                                                                \
        struct item *This = impl_from_##Iface(iface);                                                                \
        TRACE("(%p)->(%d)\n", This, value);                                                                          \
        return item_result(This, &IID_##Iface, __func__, item_put_hidden(This, value));                              \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_FileSystemName(Iface *iface, FsiFileSystems file_system, BSTR *value)             \
    {                                                                                                                \
        struct item *This = impl_from_##Iface(iface);                                                                \
        TRACE("(%p)->(%#x, %p)\n", This, file_system, value);                                                        \
        return item_result(This, &IID_##Iface, __func__, item_file_system_name(This, file_system, value));           \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_FileSystemPath(Iface *iface, FsiFileSystems file_system, BSTR *value)             \
    {                                                                                                                \
        struct item *This = impl_from_##Iface(iface);                                                                \
        TRACE("(%p)->(%#x, %p)\n", This, file_system, value);                                                        \
        return item_result(This, &IID_##Iface, __func__, item_file_system_path(This, file_system, value));           \
    }

/* The same as they stand in a vtable. */
#define ITEM_VTBL(prefix)                                                                                            \
    prefix##_QueryInterface, prefix##_AddRef, prefix##_Release, prefix##_GetTypeInfoCount, prefix##_GetTypeInfo,     \
        prefix##_GetIDsOfNames, prefix##_Invoke, prefix##_get_Name, prefix##_get_FullPath,                           \
        prefix##_get_CreationTime, prefix##_put_CreationTime, prefix##_get_LastAccessedTime,                         \
        prefix##_put_LastAccessedTime, prefix##_get_LastModifiedTime, prefix##_put_LastModifiedTime,                 \
        prefix##_get_IsHidden, prefix##_put_IsHidden, prefix##_FileSystemName, prefix##_FileSystemPath

#endif /* IMAPI2FS_ITEMS_H */
