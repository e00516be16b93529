/*
 * What the read-only streams of the library have in common
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

#ifndef IMAPI2_STREAM_H
#define IMAPI2_STREAM_H

#include "com.h"

struct stream;

/* How one kind of stream differs from the others. All are called with the stream's lock held. */
struct stream_ops
{
    /* Fills buffer from a position on; size bytes lie wholly within the stream. *done tells how many were read. */
    HRESULT (*read)(struct stream *stream, ULONGLONG position, BYTE *buffer, ULONG size, ULONG *done);
    /* Takes a new length in bytes; NULL: the length is given by what the stream is made of. */
    HRESULT (*set_size)(struct stream *stream, ULONGLONG size);
    /* Makes a fresh stream of the same kind produce the same bytes. */
    HRESULT (*copy)(struct stream *stream, struct stream *to);
};

/* Starts every stream object; the vtable is that of the derived interface. */
struct stream
{
    struct object object;
    IStream IStream_iface;
    const struct stream_ops *ops;
    CRITICAL_SECTION lock;
    ULONGLONG position;     /* bytes */
    ULONGLONG size;         /* bytes */
};

void stream_init(struct stream *stream, const void *vtbl, const struct stream_ops *ops);
void stream_cleanup(struct stream *stream);

/* The methods of ISequentialStream and IStream; struct stream is what the interface lies in. */
HRESULT stream_read(struct stream *stream, void *buffer, ULONG size, ULONG *read);
HRESULT stream_write(struct stream *stream, const void *buffer, ULONG size, ULONG *written);
HRESULT stream_seek(struct stream *stream, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position);
HRESULT stream_set_size(struct stream *stream, ULARGE_INTEGER size);
HRESULT stream_copy_to(struct stream *stream, IStream *to, ULARGE_INTEGER size, ULARGE_INTEGER *read,
                       ULARGE_INTEGER *written);
HRESULT stream_commit(struct stream *stream, DWORD flags);
HRESULT stream_revert(struct stream *stream);
HRESULT stream_lock_region(struct stream *stream, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type);
HRESULT stream_unlock_region(struct stream *stream, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type);
HRESULT stream_stat(struct stream *stream, STATSTG *stat, DWORD flags);
HRESULT stream_clone(struct stream *stream, IStream **clone);

/* stream_member.c: the streams that a composed stream is made of */
struct stream_member
{
    IStream *stream;
    ULONGLONG size;         /* bytes, as it was when the member was taken */
    ULONGLONG position;     /* where it stands; what nobody else may change */
    bool position_known;
};

/* Bytes, as Stat tells, or the end of a stream without it. */
HRESULT stream_get_size(IStream *stream, ULONGLONG *size);
/* Takes a reference to each of count streams and learns their sizes. E_POINTER for a NULL among them. */
HRESULT stream_members_create(IStream *const *streams, ULONG count, struct stream_member **members);
void stream_members_free(struct stream_member *members, ULONG count);
HRESULT stream_members_clone(const struct stream_member *members, ULONG count, struct stream_member **clones);
/* A member that ends before its own size gives STG_E_READFAULT. */
HRESULT stream_member_read(struct stream_member *member, ULONGLONG position, BYTE *buffer, ULONG size);

/* The methods of IStream for an interface that is derived from it, or for itself. */
#define STREAM_METHODS(prefix, Iface)                                                                                \
    static inline struct stream *stream_from_##Iface(Iface *iface)                                                   \
    {                                                                                                                \
        return CONTAINING_RECORD((IStream *)iface, struct stream, IStream_iface);                                    \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_QueryInterface(Iface *iface, REFIID iid, void **out)                              \
    {                                                                                                                \
        return object_query_interface(&stream_from_##Iface(iface)->object, iid, out);                                \
    }                                                                                                                \
    static ULONG WINAPI prefix##_AddRef(Iface *iface)                                                                \
    {                                                                                                                \
        return object_addref(&stream_from_##Iface(iface)->object);                                                   \
    }                                                                                                                \
    static ULONG WINAPI prefix##_Release(Iface *iface)                                                               \
    {                                                                                                                \
        return object_release(&stream_from_##Iface(iface)->object);                                                  \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_Read(Iface *iface, void *buffer, ULONG size, ULONG *read)                         \
    {                                                                                                                \
        return stream_read(stream_from_##Iface(iface), buffer, size, read);                                          \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_Write(Iface *iface, const void *buffer, ULONG size, ULONG *written)               \
    {                                                                                                                \
        return stream_write(stream_from_##Iface(iface), buffer, size, written);                                      \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_Seek(Iface *iface, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position)    \
    {                                                                                                                \
        return stream_seek(stream_from_##Iface(iface), move, origin, position);                                      \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_SetSize(Iface *iface, ULARGE_INTEGER size)                                        \
    {                                                                                                                \
        return stream_set_size(stream_from_##Iface(iface), size);                                                    \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_CopyTo(Iface *iface, IStream *to, ULARGE_INTEGER size, ULARGE_INTEGER *read,      \
                                          ULARGE_INTEGER *written)                                                   \
    {                                                                                                                \
        return stream_copy_to(stream_from_##Iface(iface), to, size, read, written);                                  \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_Commit(Iface *iface, DWORD flags)                                                 \
    {                                                                                                                \
        return stream_commit(stream_from_##Iface(iface), flags);                                                     \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_Revert(Iface *iface)                                                              \
    {                                                                                                                \
        return stream_revert(stream_from_##Iface(iface));                                                            \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_LockRegion(Iface *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)  \
    {                                                                                                                \
        return stream_lock_region(stream_from_##Iface(iface), offset, size, type);                                   \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_UnlockRegion(Iface *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size,            \
                                                DWORD type)                                                          \
    {                                                                                                                \
        return stream_unlock_region(stream_from_##Iface(iface), offset, size, type);                                 \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_Stat(Iface *iface, STATSTG *stat, DWORD flags)                                    \
    {                                                                                                                \
        return stream_stat(stream_from_##Iface(iface), stat, flags);                                                 \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_Clone(Iface *iface, IStream **clone)                                              \
    {                                                                                                                \
        return stream_clone(stream_from_##Iface(iface), clone);                                                      \
    }

/* The same as they stand in a vtable. */
#define STREAM_VTBL(prefix)                                                                                          \
    prefix##_QueryInterface, prefix##_AddRef, prefix##_Release, prefix##_Read, prefix##_Write, prefix##_Seek,        \
        prefix##_SetSize, prefix##_CopyTo, prefix##_Commit, prefix##_Revert, prefix##_LockRegion,                    \
        prefix##_UnlockRegion, prefix##_Stat, prefix##_Clone

#endif /* IMAPI2_STREAM_H */
