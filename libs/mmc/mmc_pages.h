/*
 * Mode page codes
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

#ifndef LIBS_MMC_PAGES_H
#define LIBS_MMC_PAGES_H

/* MMC-5 7.2. */
enum mmc_mode_page
{
    MMC_PAGE_VENDOR             = 0x00,
    MMC_PAGE_ERROR_RECOVERY     = 0x01,
    MMC_PAGE_MRW                = 0x03,
    MMC_PAGE_WRITE_PARAMETERS   = 0x05,
    MMC_PAGE_VERIFY_RECOVERY    = 0x07,
    MMC_PAGE_CACHING            = 0x08,
    MMC_PAGE_CD_DEVICE          = 0x0d,
    MMC_PAGE_CD_AUDIO           = 0x0e,
    MMC_PAGE_POWER_CONDITION    = 0x1a,
    MMC_PAGE_FAULT_REPORTING    = 0x1c,
    MMC_PAGE_TIMEOUT_PROTECT    = 0x1d,
    MMC_PAGE_CAPABILITIES       = 0x2a,
    MMC_PAGE_ALL                = 0x3f,
};

/* Which values MODE SENSE returns, SPC-3 6.9. */
enum mmc_page_control
{
    MMC_PAGE_CURRENT            = 0,
    MMC_PAGE_CHANGEABLE         = 1,
    MMC_PAGE_DEFAULT            = 2,
    MMC_PAGE_SAVED              = 3,
};

#endif /* LIBS_MMC_PAGES_H */
