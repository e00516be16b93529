/*
 * readall: opens and reads every file below a folder, which is what any maker of images has to do
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

#define _GNU_SOURCE

#include <fcntl.h>
#include <ftw.h>
#include <unistd.h>

static char buffer[1 << 20];

static int read_file(const char *path, const struct stat *state, int kind, struct FTW *place)
{
    int fd;

    (void)state;
    (void)place;
    if (kind != FTW_F) return 0;
    if ((fd = open(path, O_RDONLY)) < 0) return 1;
    while (read(fd, buffer, sizeof(buffer)) > 0) continue;
    close(fd);
    return 0;
}

int main(int argc, char **argv)
{
    return argc != 2 || nftw(argv[1], read_file, 16, FTW_PHYS);
}
