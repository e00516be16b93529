/*
 * Reading file systems of a medium
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

#include <string.h>

#include "import_private.h"

static bool is_joliet_or_iso9660(enum fsi_view view)
{
    return view == FSI_VIEW_ISO9660 || view == FSI_VIEW_JOLIET;
}

static enum fsi_status read_volume(struct import_session *session, enum fsi_view view, struct fsi_volume *volume)
{
    memset(volume, 0, sizeof(*volume));
    volume->view = view;
    if (is_joliet_or_iso9660(view))
        return iso9660_read_volume(session, view, volume);
    return view == FSI_VIEW_UDF ? udf_read_volume(session, volume) : FSI_NO_FILE_SYSTEM;
}

enum fsi_status fsi_read_volume(const struct fsi_blocks *blocks, uint32_t session_start, enum fsi_view view,
                                struct fsi_volume *volume)
{
    struct import_session session;
    enum fsi_status status;

    if ((status = import_session_open(&session, blocks, session_start)) == FSI_OK)
        status = read_volume(&session, view, volume);
    import_session_close(&session);
    return status;
}

enum fsi_status fsi_probe(const struct fsi_blocks *blocks, uint32_t session_start, unsigned int *views)
{
    static const enum fsi_view all[] = { FSI_VIEW_ISO9660, FSI_VIEW_JOLIET, FSI_VIEW_UDF };
    struct import_session session;
    struct fsi_volume volume;
    enum fsi_status status;

    *views = 0;
    status = import_session_open(&session, blocks, session_start);
    for (size_t i = 0; status == FSI_OK && i < sizeof(all) / sizeof(all[0]); i++)
    {
        status = read_volume(&session, all[i], &volume);
        if (status == FSI_OK)
            *views |= all[i];
        else if (status == FSI_NO_FILE_SYSTEM || status == FSI_BAD_FILE_SYSTEM)
            status = FSI_OK;
    }
    import_session_close(&session);
    return status == FSI_NO_FILE_SYSTEM ? FSI_OK : status;
}

enum fsi_status fsi_import(struct fsi_tree *tree, const struct fsi_blocks *blocks, uint32_t session_start,
                           enum fsi_view view, const struct fsi_import_host *host)
{
    struct import_session session;
    struct import_build build;
    enum fsi_status status;

    if ((status = import_session_open(&session, blocks, session_start)) != FSI_OK)
        return status;
    if ((status = import_build_begin(&build, &session, tree, host)) == FSI_OK)
    {
        if (is_joliet_or_iso9660(view))
            status = iso9660_import(&build, view);
        else
            status = view == FSI_VIEW_UDF ? udf_import(&build) : FSI_NO_FILE_SYSTEM;
        if (status == FSI_OK)
            status = import_build_merge(&build);
        import_build_end(&build);
    }
    import_session_close(&session);
    return status;
}
