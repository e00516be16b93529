/*
 * The sense table: key, additional sense code, qualifier and command to result, remedy and text
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

/* No include guard: this file is meant to be included with different expansions. */

/*
 * The one table of what sense means. A file that includes this one defines
 *
 *   MMC_SENSE_ENTRY(key, asc, ascq, opcode, hresult, retry, text)
 *
 * first; it is undefined again at the end. The first row that matches wins,
 * MMC_ANY matches everything, and the last row matches all. hresult is the
 * name of a macro of imapi2error.h or of COM; who does not want that column
 * leaves it out of the expansion. A row may only stand before another one that
 * it hides in part when both have the same hresult, or when it is meant to
 * differ: the results as clients of IMAPI know them come from the rows above
 * the E_FAIL line, and a test holds them.
 */

/* No error, and what the drive mended by itself */
MMC_SENSE_ENTRY(MMC_SENSE_NO_SENSE, 0x00, MMC_ANY, MMC_ANY,
                S_OK, MMC_RETRY_NONE,
                "no error")

/* Not ready */
MMC_SENSE_ENTRY(MMC_ANY, 0x02, 0x06, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN, MMC_RETRY_FINAL,
                "the disc seems to lie upside down")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x04, 0x00, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_BECOMING_READY, MMC_RETRY_WAIT_READY,
                "the drive is not ready and does not say why")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x04, 0x01, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_BECOMING_READY, MMC_RETRY_WAIT_READY,
                "the drive is becoming ready")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x04, 0x02, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_BECOMING_READY, MMC_RETRY_WAIT_READY,
                "the drive must be started first")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x04, 0x03, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_NO_MEDIA, MMC_RETRY_FINAL,
                "the drive needs a person to look after it")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x04, 0x04, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS, MMC_RETRY_WAIT_READY,
                "the medium is being formatted or erased")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x04, 0x07, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_BUSY, MMC_RETRY_WAIT_READY,
                "the drive is still busy with an earlier command")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x04, 0x08, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_BUSY, MMC_RETRY_WAIT_LONG_WRITE,
                "the drive is still writing out its buffer")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x04, 0x09, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_BECOMING_READY, MMC_RETRY_WAIT_READY,
                "the drive tests itself")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x04, MMC_ANY, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_BECOMING_READY, MMC_RETRY_WAIT_READY,
                "the drive is not ready yet")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x30, MMC_ANY, MMC_OP_READ_DISC_STRUCTURE,
                E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, MMC_RETRY_NONE,
                "this medium does not have that structure")

/* Writing */
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x0c, 0x09, MMC_OP_SYNCHRONIZE_CACHE,
                S_OK, MMC_RETRY_NONE,
                "streaming was lost before the cache was flushed")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x0c, 0x09, MMC_ANY,
                E_IMAPI_LOSS_OF_STREAMING, MMC_RETRY_FINAL,
                "the data did not come fast enough")

/* Wrong discs */
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, 0x09, 0x01, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN, MMC_RETRY_FINAL,
                "the disc seems to lie upside down: tracking failed")
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, 0x09, 0x02, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_FINAL,
                "the drive can not focus on this disc")

/* Structures and mode pages that are not there */
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x20, 0x00, MMC_OP_READ_DISC_STRUCTURE,
                E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, MMC_RETRY_NONE,
                "the drive does not have that structure")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x24, 0x00, MMC_OP_READ_DISC_STRUCTURE,
                E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, MMC_RETRY_NONE,
                "the drive does not have that structure")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x02, MMC_OP_READ_DISC_STRUCTURE,
                E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, MMC_RETRY_NONE,
                "the drive does not have that structure")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x24, 0x00, MMC_OP_MODE_SENSE_10,
                E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE, MMC_RETRY_NONE,
                "the drive does not have that mode page")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x26, MMC_ANY, MMC_OP_MODE_SELECT_10,
                E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS, MMC_RETRY_NONE,
                "the drive does not take these mode parameters")

/* Write protection */
MMC_SENSE_ENTRY(MMC_SENSE_DATA_PROTECT, 0x27, 0x01, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, MMC_RETRY_FINAL,
                "the drive is write protected")
MMC_SENSE_ENTRY(MMC_SENSE_DATA_PROTECT, 0x27, 0x02, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, MMC_RETRY_FINAL,
                "the drive is write protected by software")
MMC_SENSE_ENTRY(MMC_SENSE_DATA_PROTECT, 0x27, 0x03, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, MMC_RETRY_FINAL,
                "the disc is write protected as a whole")
MMC_SENSE_ENTRY(MMC_SENSE_DATA_PROTECT, 0x27, 0x04, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, MMC_RETRY_FINAL,
                "the disc is write protected for good")
MMC_SENSE_ENTRY(MMC_SENSE_DATA_PROTECT, 0x27, 0x06, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, MMC_RETRY_FINAL,
                "the medium is write protected for good")
MMC_SENSE_ENTRY(MMC_SENSE_DATA_PROTECT, 0x27, MMC_ANY, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED, MMC_RETRY_FINAL,
                "the medium is write protected")

/* Unit attentions: news, the command itself was not looked at */
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x28, 0x00, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_BECOMING_READY, MMC_RETRY_NOW,
                "the medium may have been changed")

/* Media that the drive can not use */
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x30, 0x00, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_FINAL,
                "this kind of medium does not fit the drive")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x30, 0x01, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_NONE,
                "the format of the medium is unknown to the drive")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x30, 0x02, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_NONE,
                "the format of the medium does not fit the drive")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x01, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_NONE,
                "the drive can not read this format")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x02, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_NONE,
                "the drive can not read a medium of this format")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x04, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_FINAL,
                "the drive can not write this format")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x05, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_FINAL,
                "the drive can not write a medium of this format")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x06, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_FINAL,
                "the drive can not format this medium")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x08, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_FINAL,
                "the application code forbids to write here")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x09, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_NONE,
                "the last session is not closed, nothing can be appended")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x10, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_NONE,
                "the medium is not formatted")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x30, 0x11, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_FINAL,
                "the volume type does not fit")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x30, 0x00, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_FINAL,
                "this kind of medium is not supported")
MMC_SENSE_ENTRY(MMC_ANY, 0x30, 0x03, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_NONE,
                "a cleaning disc is in the drive")
MMC_SENSE_ENTRY(MMC_ANY, 0x30, MMC_ANY, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE, MMC_RETRY_FINAL,
                "the drive can not work with this medium")

/* Empty drives */
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x3a, 0x01, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_NO_MEDIA, MMC_RETRY_NONE,
                "there is no medium, the tray is closed")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x3a, 0x02, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_NO_MEDIA, MMC_RETRY_NONE,
                "there is no medium, the tray is open")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x3a, MMC_ANY, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_NO_MEDIA, MMC_RETRY_NONE,
                "there is no medium in the drive")
MMC_SENSE_ENTRY(MMC_ANY, 0x73, 0x03, MMC_ANY,
                E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH, MMC_RETRY_FINAL,
                "the medium can not be written at this speed")

/* From here on every row is E_FAIL: what people read, and what can be done */
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x06, 0x00, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the drive can not find its reference position on the disc")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x08, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "the drive does not answer properly")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x3e, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_WAIT_READY,
                "the drive has not configured itself yet")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x53, 0x00, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the tray or the loader is stuck")
MMC_SENSE_ENTRY(MMC_SENSE_NOT_READY, 0x57, 0x00, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the table of contents can not be restored")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x02, 0x00, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "no seek completes on this medium")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x06, 0x00, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the drive can not find its reference position on the disc")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x09, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the drive lost the track")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x0c, 0x07, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "writing failed: the medium needs attention")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x0c, 0x08, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "writing failed: the defect could not be replaced")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x0c, 0x0a, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "writing failed: padding blocks were added")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x0c, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "writing failed")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x10, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "a sector on the medium has a wrong checksum")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x11, 0x05, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "a sector can not be read: error correction failed")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x11, 0x06, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "a sector can not be read: CIRC errors")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x11, 0x0f, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the UPC or EAN number can not be read")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x11, 0x10, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the ISRC can not be read")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x11, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "a sector can not be read")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x14, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "a sector can not be found")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x15, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the drive landed on the wrong place")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x31, 0x01, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "formatting failed")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x31, 0x02, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "formatting failed: a spare could not be linked")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x31, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the format of the medium is damaged")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x32, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "there is no room for replacements left")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x51, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "erasing failed")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x57, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the table of contents can not be restored")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x72, 0x00, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the session could not be closed")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x72, 0x01, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the lead-in could not be written")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x72, 0x02, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the lead-out could not be written")
MMC_SENSE_ENTRY(MMC_ANY, 0x72, 0x03, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the session can not be closed: a track is not complete")
MMC_SENSE_ENTRY(MMC_ANY, 0x72, 0x04, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "a reserved track is empty or half written")
MMC_SENSE_ENTRY(MMC_ANY, 0x72, 0x05, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "no further track can be reserved")
MMC_SENSE_ENTRY(MMC_ANY, 0x72, 0x06, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the recording management zone can not be extended")
MMC_SENSE_ENTRY(MMC_ANY, 0x72, 0x07, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the test zone can not be extended any more")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x73, 0x01, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the power calibration area is almost full")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x73, 0x02, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the power calibration area is full")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x73, 0x04, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the program memory area could not be written")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x73, 0x05, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the program memory area is full")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x73, 0x06, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the program memory area is almost full")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x73, 0x10, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the power calibration area of this layer is almost full")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x73, 0x11, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the power calibration area of this layer is full")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x73, 0x17, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the recording definition zone is full")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, 0x73, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the control area of the disc failed")
MMC_SENSE_ENTRY(MMC_SENSE_MEDIUM_ERROR, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the medium failed")
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, 0x08, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the parts of the drive do not understand each other")
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, 0x09, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the drive lost the track")
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, 0x15, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the drive landed on the wrong place")
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, 0x3e, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the drive failed its own test")
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, 0x44, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the drive failed inside")
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, 0x47, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "the bus garbled the data")
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, 0x53, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the medium could not be loaded or ejected")
MMC_SENSE_ENTRY(MMC_SENSE_HARDWARE_ERROR, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the drive failed")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x1a, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the length of the parameters is wrong")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x20, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the drive does not know this command")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x21, 0x00, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the address lies outside of the medium")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x21, 0x01, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the address of the element is wrong")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x21, 0x02, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the medium can not be written at this address")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x21, 0x03, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the data would cross a layer jump")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x21, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the address is wrong")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x24, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "a field of the command is wrong")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x25, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "there is no such unit")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x26, 0x01, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "a parameter is not known to the drive")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x26, 0x02, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the value of a parameter is wrong")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x26, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "a field of the parameters is wrong")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x27, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the medium is write protected")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x2c, 0x03, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the program area is not empty")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x2c, 0x04, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the program area is empty")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x2c, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the command came at the wrong time")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x39, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the drive can not keep parameters")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x3a, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "there is no medium in the drive")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x53, 0x02, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the removal of the medium is prevented")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x55, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the drive ran out of its resources")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x63, 0x00, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the end of the track area was reached")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x63, 0x01, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the packet does not fit the room that is left")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x64, 0x01, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the packet size is wrong")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x64, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the track has another mode")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x6f, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "copy protection forbids it")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, 0x73, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the control area of the disc does not allow it")
MMC_SENSE_ENTRY(MMC_SENSE_ILLEGAL_REQUEST, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the drive refuses the command")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x28, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "something was put into the drive or taken out")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x29, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "the drive was switched on or reset")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x2a, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "parameters of the drive were changed")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x2e, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "the drive had no time for the command")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x2f, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "commands were cleared by somebody else")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x3a, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "the medium was taken out")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x3b, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "the loader moved")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x3f, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "the drive changed its mode of operation")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x5a, 0x01, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "somebody pressed the eject button")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, 0x5a, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "somebody wants something at the drive")
MMC_SENSE_ENTRY(MMC_SENSE_UNIT_ATTENTION, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "the drive has news")
MMC_SENSE_ENTRY(MMC_SENSE_DATA_PROTECT, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the medium is protected")
MMC_SENSE_ENTRY(MMC_SENSE_BLANK_CHECK, 0x63, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "there is no room left on the track")
MMC_SENSE_ENTRY(MMC_SENSE_BLANK_CHECK, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "there is nothing recorded at this place")
MMC_SENSE_ENTRY(MMC_SENSE_ABORTED_COMMAND, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NOW,
                "the drive gave up the command")
MMC_SENSE_ENTRY(MMC_SENSE_VOLUME_OVERFLOW, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_FINAL,
                "the data does not fit the medium")
MMC_SENSE_ENTRY(MMC_SENSE_MISCOMPARE, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the data differs from what is on the medium")
MMC_SENSE_ENTRY(MMC_SENSE_RECOVERED_ERROR, 0x73, 0x01, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the power calibration area is almost full, all went well")
MMC_SENSE_ENTRY(MMC_SENSE_RECOVERED_ERROR, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the drive mended an error by itself")
MMC_SENSE_ENTRY(MMC_SENSE_NO_SENSE, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the drive has something to add")

/* What nobody has named */
MMC_SENSE_ENTRY(MMC_ANY, MMC_ANY, MMC_ANY, MMC_ANY,
                E_FAIL, MMC_RETRY_NONE,
                "the drive failed for a reason it does not explain")

#undef MMC_SENSE_ENTRY
