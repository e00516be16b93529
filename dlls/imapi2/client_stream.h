/*
 * The stream that a client wants burnt
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

#ifndef IMAPI2_CLIENT_STREAM_H
#define IMAPI2_CLIENT_STREAM_H

#include "pipeline.h"

/* Blocks in the stream. False: it is empty, does not end with a whole block, or does not tell its length. */
bool client_stream_blocks(IStream *stream, uint32_t block_size, uint64_t *blocks);

/* Back to the beginning; a stream that cannot seek is read from where it stands. */
void client_stream_rewind(IStream *stream);

/*
 * A stream that also offers IBlockRangeList wants only those blocks written
 * which the list tells. *ranges is NULL when it has no list; else
 * CoTaskMemFree() it. E_INVALIDARG for ranges that are not within blocks.
 */
HRESULT client_stream_ranges(IStream *stream, uint32_t blocks, struct pipeline_range **ranges, UINT *count);

#endif /* IMAPI2_CLIENT_STREAM_H */
