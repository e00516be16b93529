/*
 * What the parts of the doctor share
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

#ifndef TOOLS_IMAPICTL_DOCTOR_H
#define TOOLS_IMAPICTL_DOCTOR_H

#include "imapictl.h"

enum level
{
    LEVEL_OK,
    LEVEL_NOTE,         /* worth knowing; burning works */
    LEVEL_PROBLEM,
};

/* What was found, and what helps: NULL where nothing has to be done. The code is what a problem makes the program end with. */
struct diagnosis
{
    enum exit_code code;        /* of the first problem */
    unsigned int problems;
    LONG recorders;             /* that IMAPI lists */
    unsigned int host_drives;   /* that the kernel has */
};

void report(struct diagnosis *diagnosis, enum level level, const char *remedy, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for a problem that is not EXIT_FAILED. */
void report_problem(struct diagnosis *diagnosis, enum exit_code code, const char *remedy, const char *text);

/* Under Wine: its version; NULL elsewhere. */
const char *wine_version(void);

/* doctor_dll.c: is the DLL registered, which file answers; false when it cannot be used at all. */
bool examine_dll(struct diagnosis *diagnosis, const WCHAR *dll, const CLSID *clsid, const IID *iid);

/* doctor_road.c: how commands reach real drives. After examine_dll(). */
void examine_road(struct diagnosis *diagnosis);

/* doctor_host.c: the drives that the kernel has, and the rights to them. */
void examine_host(struct diagnosis *diagnosis);

/* doctor_recorders.c: the recorders that IMAPI lists. */
void examine_recorders(struct diagnosis *diagnosis);

#endif /* TOOLS_IMAPICTL_DOCTOR_H */
