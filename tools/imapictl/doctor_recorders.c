/*
 * The doctor looks at the recorders that IMAPI lists
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

#include "imapictl.h"
#include "burn.h"
#include "doctor.h"
#include "ntvirtual.h"
#include "recorder_text.h"

struct patient
{
    struct diagnosis *diagnosis;
    LONG index;
    bool has_path;
};

static void tell_path(void *context, const char *path)
{
    struct patient *patient = context;

    patient->has_path = true;
    report(patient->diagnosis, LEVEL_OK, NULL, "Recorder %ld has the drive letter %s", (long)patient->index, path);
}

static void tell_letters(struct patient *patient, IDiscRecorder2 *recorder)
{
    SAFEARRAY *paths = NULL;

    if (SUCCEEDED(IDiscRecorder2_get_VolumePathNames(recorder, &paths)) && paths)
    {
        for_each_text(paths, tell_path, patient);
        SafeArrayDestroy(paths);
    }
    if (!patient->has_path)
        report(patient->diagnosis, LEVEL_NOTE, "docs/real-drives.md, \"Letters\", for programs that insist on one",
               "Recorder %ld has no drive letter; it burns without one.", (long)patient->index);
}

/* Takes the drive and gives it back, which shows whether a burn could have it. */
static void tell_holder(struct patient *patient, IDiscRecorder2 *recorder)
{
    BSTR name = SysAllocString(CLIENT_NAME);
    struct recorder_text text;
    char reason[1024];
    HRESULT hr;

    if (SUCCEEDED(hr = IDiscRecorder2_AcquireExclusiveAccess(recorder, VARIANT_FALSE, name)))
    {
        IDiscRecorder2_ReleaseExclusiveAccess(recorder);
        report(patient->diagnosis, LEVEL_OK, NULL, "Nobody else holds recorder %ld.", (long)patient->index);
    }
    else
    {
        result_text(hr, reason, sizeof(reason));
        read_recorder_text(recorder, &text);
        report(patient->diagnosis, LEVEL_PROBLEM,
               "wait for that program or end it; umount the medium (on the host: \"fuser -v /dev/sr0\", \"mount\")",
               "Recorder %ld cannot be had alone%s%s: %s", (long)patient->index,
               text.owner[0] ? ", it is held by " : "", text.owner, reason);
    }
    SysFreeString(name);
}

static void tell_obstacle_of(void *context, const char *text)
{
    struct patient *patient = context;

    report(patient->diagnosis, LEVEL_NOTE, NULL, "A burn on recorder %ld would fail now: %s", (long)patient->index,
           text);
}

static void tell_who(struct patient *patient, const WCHAR *id, IDiscRecorder2 *recorder)
{
    struct ntvirtual_recorder found;
    struct recorder_text text;

    read_recorder_text(recorder, &text);
    if (!ntvirtual_find(id, &found))
        report(patient->diagnosis, LEVEL_OK, NULL, "Recorder %ld: %s %s %s, the virtual recorder \"%s\" in %s.",
               (long)patient->index, text.vendor, text.product, text.revision, utf8(found.name), utf8(found.folder));
    else
        report(patient->diagnosis, LEVEL_OK, NULL, "Recorder %ld: %s %s %s, a real drive.", (long)patient->index,
               text.vendor, text.product, text.revision);
}

static void examine_recorder(struct patient *patient, IDiscRecorder2 *recorder, BSTR id)
{
    const struct burn_plan plan = { 0 };
    char reason[1024];
    HRESULT hr;

    if (FAILED(hr = IDiscRecorder2_InitializeDiscRecorder(recorder, id)))
    {
        result_text(hr, reason, sizeof(reason));
        report(patient->diagnosis, LEVEL_PROBLEM,
               "see what is said of its node; Wine's own line on the terminal names the group that may",
               "Recorder %ld (%s) cannot be opened: %s", (long)patient->index, utf8(id), reason);
        return;
    }
    tell_who(patient, id, recorder);
    tell_letters(patient, recorder);
    tell_holder(patient, recorder);
    if (!find_obstacles(recorder, &plan, tell_obstacle_of, patient))
        report(patient->diagnosis, LEVEL_OK, NULL, "Recorder %ld can burn.", (long)patient->index);
}

static void examine_entry(struct diagnosis *diagnosis, IDiscMaster2 *master, LONG index)
{
    struct patient patient = { diagnosis, index, false };
    IDiscRecorder2 *recorder;
    BSTR id;

    if (FAILED(IDiscMaster2_get_Item(master, index, &id)))
        return;
    if (SUCCEEDED(create_object(&CLSID_MsftDiscRecorder2, &IID_IDiscRecorder2, (void **)&recorder)))
    {
        examine_recorder(&patient, recorder, id);
        IDiscRecorder2_Release(recorder);
    }
    SysFreeString(id);
}

void examine_recorders(struct diagnosis *diagnosis)
{
    IDiscMaster2 *master;
    LONG i;

    if (open_master(&master))
        return;
    IDiscMaster2_get_Count(master, &diagnosis->recorders);
    for (i = 0; i < diagnosis->recorders; i++)
        examine_entry(diagnosis, master, i);
    IDiscMaster2_Release(master);
    if (diagnosis->recorders)
        return;
    report_problem(diagnosis, EXIT_NO_DRIVE,
                   diagnosis->host_drives ? "give this user rights to the drive, or a letter to the drive; else make "
                                            "a virtual one: imapictl drive add NAME --medium dvd+r"
                                          : "make a virtual one: imapictl drive add NAME --medium dvd+r",
                   "Programs find no recorder.");
}
