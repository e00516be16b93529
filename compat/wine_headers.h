/*
 * What Wine's headers have, and those of MinGW-w64 have not
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

/*
 * Read in front of every source, thus before any source says how it wants <windows.h>; so the types
 * are spelt as they are behind their names.
 */

#ifndef COMPAT_WINE_HEADERS_H
#define COMPAT_WINE_HEADERS_H

/* Of <winnt.h>, which <wine/debug.h> of Wine 10 builds upon. */
#ifndef DECLSPEC_EXPORT
#define DECLSPEC_EXPORT
#endif

/* Entry points, which the C run-time library calls. */
struct HINSTANCE__;

int __stdcall DllMain(struct HINSTANCE__ *instance, unsigned long reason, void *reserved);
int __cdecl wmain(int argc, unsigned short **argv);

#endif /* COMPAT_WINE_HEADERS_H */
