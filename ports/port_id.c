/*
 * Names of drives: the form of a Windows device interface path
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

#include "port_id.h"

struct id_writer
{
    char *text;
    size_t length;
    bool fits;
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Only characters that Windows itself puts into an instance path are kept. */
static char allowed(char c, char space)
{
    if (c == ' ')
        return space;
    if (c <= 0x20 || c >= 0x7f || strchr("\\/#,*?\"<>|:", c))
        return '_';
    return lower(c);
}

static void put_char(struct id_writer *writer, char c)
{
    if (writer->length + 1 >= PORT_ID_MAX)
    {
        writer->fits = false;
        return;
    }
    writer->text[writer->length++] = c;
}

static void put_literal(struct id_writer *writer, const char *text)
{
    while (*text)
        put_char(writer, *text++);
}

static void put_field(struct id_writer *writer, const char *text, char space)
{
    size_t length = strlen(text), i;

    while (length && text[length - 1] == ' ')
        length--;
    for (i = 0; i < length; i++)
        put_char(writer, allowed(text[i], space));
}

bool port_id_build(char id[PORT_ID_MAX], const char *vendor, const char *product, const char *revision,
                   const char *instance)
{
    struct id_writer writer = { id, 0, true };

    id[0] = 0;
    if (!vendor || !product || !revision || !instance || !instance[0])
        return false;

    put_literal(&writer, "\\\\?\\cdrom#ven_");
    put_field(&writer, vendor, '_');
    put_literal(&writer, "&prod_");
    put_field(&writer, product, '_');
    put_literal(&writer, "&rev_");
    put_field(&writer, revision, '_');
    put_char(&writer, '#');
    put_field(&writer, instance, '&');
    put_char(&writer, '#');
    put_literal(&writer, PORT_ID_CDROM_CLASS);
    id[writer.fits ? writer.length : 0] = 0;
    return writer.fits;
}

bool port_id_equal(const char *first, const char *second)
{
    while (*first && lower(*first) == lower(*second))
    {
        first++;
        second++;
    }
    return lower(*first) == lower(*second);
}
