/*
 * What a recorder calls itself
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

#ifndef TOOLS_IMAPICTL_RECORDER_TEXT_H
#define TOOLS_IMAPICTL_RECORDER_TEXT_H

#include "imapictl.h"

/* UTF-8; empty where the recorder does not tell. */
struct recorder_text
{
    char vendor[64];
    char product[64];
    char revision[32];
    char id[1024];
    char owner[256];            /* who holds it; empty for nobody */
};

void read_recorder_text(IDiscRecorder2 *recorder, struct recorder_text *text);

/* Puts it into the object that is open. */
void json_recorder_text(const struct recorder_text *text);

/* The texts, or the numbers, of an array of VARIANTs as IMAPI has them; NULL has none. */
void for_each_text(SAFEARRAY *array, void (*tell)(void *context, const char *text), void *context);
void for_each_number(SAFEARRAY *array, void (*tell)(void *context, LONG number), void *context);

#endif /* TOOLS_IMAPICTL_RECORDER_TEXT_H */
