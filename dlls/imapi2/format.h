/*
 * What the format objects that write have in common
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

#ifndef IMAPI2_FORMAT_H
#define IMAPI2_FORMAT_H

#include "media.h"

struct format;

/* What is different from class to class. */
struct format_kind
{
    const IID *iid;                         /* of the interface that the methods belong to */
    HRESULT no_recorder;                    /* of a question about a recorder that is not set */
    HRESULT recorder_unsupported;
    HRESULT client_name_invalid;
    const LONG *media_types;
    ULONG media_type_count;
    bool blank_media_only;
    IMAPI_BURN_VERIFICATION_LEVEL best_verification;
    enum burn_status (*recorder_supported)(struct burn_drive *drive, bool *supported);
    /* Optional: where the class knows better than the function above, and than the list of media types. */
    HRESULT (*is_recorder_supported)(IDiscRecorder2 *recorder, bool *supported);
    HRESULT (*is_media_supported)(IDiscRecorder2 *recorder, bool *supported);
    /* Optional, in place of may_change(): S_OK, or why this recorder is not taken. Called with the lock held. */
    HRESULT (*may_take)(struct format *format, IDiscRecorder2 *recorder);
    /* S_OK, or why recorder, client name and the like stay as they are now. Called with the lock held. */
    HRESULT (*may_change)(struct format *format);
    /* S_OK, or that a write runs. Called with the lock held. */
    HRESULT (*is_idle)(struct format *format);
};

/* A write goes by what these are when it begins. */
struct format_settings
{
    LONG speed;                             /* sectors per second, -1: the fastest */
    VARIANT_BOOL pure_cav;
    IMAPI_BURN_VERIFICATION_LEVEL verification;
};

/* A member of an object, beside its struct object. */
struct format
{
    struct object *object;
    const struct format_kind *kind;
    CRITICAL_SECTION lock;                  /* guards the members below, and what else the object says */
    IDiscRecorder2 *recorder;
    BSTR client_name;                       /* NULL until it is set */
    struct format_settings settings;
};

void format_init(struct format *format, struct object *object, const struct format_kind *kind);
void format_cleanup(struct format *format);

/* As object_result() with the interface of the kind. */
HRESULT format_result(struct format *format, const char *method, HRESULT hr);

/* The recorder with a reference, or kind->no_recorder. */
HRESULT format_recorder(struct format *format, IDiscRecorder2 **recorder);

/* Asks the recorder that is set. */
HRESULT format_ask_long(struct format *format, HRESULT (*question)(IDiscRecorder2 *recorder, LONG *value),
                        LONG *value);
HRESULT format_ask_bool(struct format *format, HRESULT (*question)(IDiscRecorder2 *recorder, bool *value),
                        VARIANT_BOOL *value);
HRESULT format_ask_array(struct format *format, HRESULT (*question)(IDiscRecorder2 *recorder, SAFEARRAY **value),
                         SAFEARRAY **value);

/* The setters heed kind->may_change(), that of the verification kind->is_idle(); the getters do not. */
HRESULT format_set_bool(struct format *format, VARIANT_BOOL *member, VARIANT_BOOL value);
HRESULT format_get_bool(struct format *format, const VARIANT_BOOL *member, VARIANT_BOOL *value);
HRESULT format_set_recorder(struct format *format, IDiscRecorder2 *recorder);
HRESULT format_get_recorder(struct format *format, IDiscRecorder2 **recorder);
HRESULT format_set_client_name(struct format *format, const WCHAR *name);
HRESULT format_get_client_name(struct format *format, BSTR *name);
HRESULT format_set_speed(struct format *format, LONG speed, VARIANT_BOOL pure_cav);
HRESULT format_get_speed(struct format *format, LONG *speed);
HRESULT format_set_verification(struct format *format, IMAPI_BURN_VERIFICATION_LEVEL level);
HRESULT format_get_verification(struct format *format, IMAPI_BURN_VERIFICATION_LEVEL *level);

HRESULT format_is_recorder_supported(struct format *format, IDiscRecorder2 *recorder, VARIANT_BOOL *value);
HRESULT format_is_media_supported(struct format *format, IDiscRecorder2 *recorder, VARIANT_BOOL *value);
HRESULT format_media_types(struct format *format, SAFEARRAY **types);

/* Questions of the getters below. */
HRESULT format_media_type(IDiscRecorder2 *recorder, LONG *type);
HRESULT format_current_speed(IDiscRecorder2 *recorder, LONG *speed);
HRESULT format_current_rotation(IDiscRecorder2 *recorder, bool *pure_cav);

/*
 * The methods of IDiscFormat2, and what has the same name and meaning in all
 * interfaces that are made of it. impl_from_Iface() answers an object with a
 * struct format as its member "format".
 */
#define FORMAT_BASE_METHODS(prefix, Iface)                                                                            \
    static HRESULT WINAPI prefix##_IsRecorderSupported(Iface *iface, IDiscRecorder2 *recorder, VARIANT_BOOL *value)  \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p, %p)\n", format, recorder, value);                                                          \
                                                                                                                     \
        return format_result(format, __func__, format_is_recorder_supported(format, recorder, value));               \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_IsCurrentMediaSupported(Iface *iface,                                             \
            IDiscRecorder2 *recorder, VARIANT_BOOL *value)                                                           \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p, %p)\n", format, recorder, value);                                                          \
                                                                                                                     \
        return format_result(format, __func__, format_is_media_supported(format, recorder, value));                  \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_MediaPhysicallyBlank(Iface *iface, VARIANT_BOOL *value)                       \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_ask_bool(format, media_physically_blank, value));              \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_MediaHeuristicallyBlank(Iface *iface, VARIANT_BOOL *value)                    \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_ask_bool(format, media_heuristically_blank, value));           \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_SupportedMediaTypes(Iface *iface, SAFEARRAY **value)                          \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_media_types(format, value));                                   \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_put_Recorder(Iface *iface, IDiscRecorder2 *value)                                 \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_set_recorder(format, value));                                  \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_Recorder(Iface *iface, IDiscRecorder2 **value)                                \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_get_recorder(format, value));                                  \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_CurrentPhysicalMediaType(Iface *iface, IMAPI_MEDIA_PHYSICAL_TYPE *value)      \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_ask_long(format, format_media_type, (LONG *)value));           \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_put_ClientName(Iface *iface, BSTR value)                                          \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%s)\n", format, debugstr_w(value));                                                            \
                                                                                                                     \
        return format_result(format, __func__, format_set_client_name(format, value));                               \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_ClientName(Iface *iface, BSTR *value)                                         \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_get_client_name(format, value));                               \
    }

/* And of those that write. */
#define FORMAT_METHODS(prefix, Iface)                                                                                \
    FORMAT_BASE_METHODS(prefix, Iface)                                                                               \
    static HRESULT WINAPI prefix##_get_RequestedWriteSpeed(Iface *iface, LONG *value)                                \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_get_speed(format, value));                                     \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_RequestedRotationTypeIsPureCAV(Iface *iface, VARIANT_BOOL *value)             \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_get_bool(format, &format->settings.pure_cav, value));          \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_CurrentWriteSpeed(Iface *iface, LONG *value)                                  \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_ask_long(format, format_current_speed, value));                \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_CurrentRotationTypeIsPureCAV(Iface *iface, VARIANT_BOOL *value)               \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_ask_bool(format, format_current_rotation, value));             \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_SupportedWriteSpeeds(Iface *iface, SAFEARRAY **value)                         \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_ask_array(format, media_supported_speeds, value));             \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_SupportedWriteSpeedDescriptors(Iface *iface, SAFEARRAY **value)               \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        return format_result(format, __func__, format_ask_array(format, media_speed_descriptors, value));            \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_SetWriteSpeed(Iface *iface, LONG speed, VARIANT_BOOL pure_cav)                    \
    {                                                                                                                \
        struct format *format = &impl_from_##Iface(iface)->format;                                                   \
                                                                                                                     \
        TRACE("(%p)->(%ld, %d)\n", format, speed, pure_cav);                                                         \
                                                                                                                     \
        return format_result(format, __func__, format_set_speed(format, speed, pure_cav));                           \
    }

/* IBurnVerification, as a whole. */
#define VERIFICATION_METHODS(prefix)                                                                                 \
    static HRESULT WINAPI prefix##_put_BurnVerificationLevel(IBurnVerification *iface,                               \
                                                             IMAPI_BURN_VERIFICATION_LEVEL value)                    \
    {                                                                                                                \
        struct format *format = &impl_from_IBurnVerification(iface)->format;                                         \
        HRESULT hr;                                                                                                  \
                                                                                                                     \
        TRACE("(%p)->(%d)\n", format, value);                                                                        \
                                                                                                                     \
        hr = format_set_verification(format, value);                                                                 \
        return object_result(format->object, &IID_IBurnVerification, __func__, hr);                                  \
    }                                                                                                                \
    static HRESULT WINAPI prefix##_get_BurnVerificationLevel(IBurnVerification *iface,                               \
                                                             IMAPI_BURN_VERIFICATION_LEVEL *value)                   \
    {                                                                                                                \
        struct format *format = &impl_from_IBurnVerification(iface)->format;                                         \
        HRESULT hr;                                                                                                  \
                                                                                                                     \
        TRACE("(%p)->(%p)\n", format, value);                                                                        \
                                                                                                                     \
        hr = format_get_verification(format, value);                                                                 \
        return object_result(format->object, &IID_IBurnVerification, __func__, hr);                                  \
    }                                                                                                                \
    static const IBurnVerificationVtbl prefix##_vtbl = {                                                             \
        prefix##_QueryInterface,                                                                                     \
        prefix##_AddRef,                                                                                             \
        prefix##_Release,                                                                                            \
        prefix##_put_BurnVerificationLevel,                                                                          \
        prefix##_get_BurnVerificationLevel,                                                                          \
    };

#endif /* IMAPI2_FORMAT_H */
