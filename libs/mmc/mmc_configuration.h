/*
 * GET CONFIGURATION: profiles and features
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

#ifndef LIBS_MMC_CONFIGURATION_H
#define LIBS_MMC_CONFIGURATION_H

#include "mmc_command.h"
#include "mmc_features.h"
#include "mmc_profiles.h"

/* RT field, MMC-5 6.6. */
enum mmc_configuration_request
{
    MMC_CONFIGURATION_ALL       = 0,
    MMC_CONFIGURATION_CURRENT   = 1,    /* only features that are current */
    MMC_CONFIGURATION_ONE       = 2,    /* the feature with that number, if there is one */
};

#define MMC_CONFIGURATION_HEADER_LENGTH 8   /* bytes */

/* MMC-5 6.6; first: the feature number to begin with. */
void mmc_build_get_configuration(struct mmc_command *cmd, enum mmc_configuration_request request, uint16_t first,
                                 uint16_t allocation);

struct mmc_configuration_header
{
    uint32_t data_length;               /* as announced: bytes behind the length field */
    uint16_t current_profile;           /* enum mmc_profile, or a number that the table does not hold */
};

bool mmc_parse_configuration_header(const uint8_t *data, size_t length, struct mmc_configuration_header *header);

/* One feature descriptor; data points into the reply. */
struct mmc_feature_descriptor
{
    uint16_t code;                      /* enum mmc_feature */
    uint8_t version;
    bool persistent;
    bool current;
    const uint8_t *raw;                 /* the descriptor with its 4-byte header */
    const uint8_t *data;                /* the feature dependent data */
    uint8_t length;                     /* bytes of data */
};

/*
 * Steps through the descriptors of a reply with its 8-byte header: *offset
 * starts as 0. A descriptor that is not whole ends the list.
 */
bool mmc_next_feature(const uint8_t *data, size_t length, size_t *offset, struct mmc_feature_descriptor *feature);

/* The descriptor with that number; false when there is none. */
bool mmc_find_feature(const uint8_t *data, size_t length, uint16_t code, struct mmc_feature_descriptor *feature);

/* True when the reply holds that feature and it is current. */
bool mmc_feature_is_current(const uint8_t *data, size_t length, uint16_t code);

/* Feature 0000. */
struct mmc_profile_entry
{
    uint16_t profile;                   /* enum mmc_profile */
    bool current;
};

#define MMC_PROFILE_ENTRIES_MAX 63      /* what 252 bytes hold */

struct mmc_profile_list
{
    uint32_t count;
    struct mmc_profile_entry entries[MMC_PROFILE_ENTRIES_MAX];    /* in the drive's order */
};

/* All of these take a descriptor of mmc_next_feature(); false when the code is another or the data too short. */
bool mmc_parse_profile_list(const struct mmc_feature_descriptor *feature, struct mmc_profile_list *list);

/* Feature 0001, MMC-5 5.3.2. */
struct mmc_core_feature
{
    uint32_t physical_interface;        /* 1 SCSI, 2 ATAPI, 7 SATA, 8 USB */
    bool device_busy_event;             /* DBE, version 1 */
    bool inquiry2;
};

bool mmc_parse_core_feature(const struct mmc_feature_descriptor *feature, struct mmc_core_feature *core);

/* Feature 0003, MMC-5 5.3.4. */
struct mmc_removable_feature
{
    uint8_t loading_mechanism;          /* enum mmc_loading_mechanism */
    bool load;                          /* version 1: can load by command */
    bool eject;
    bool prevent_jumper;
    bool lock;
    bool device_busy_removal;           /* DBML */
};

bool mmc_parse_removable_feature(const struct mmc_feature_descriptor *feature, struct mmc_removable_feature *removable);

/* Feature 0010, MMC-5 5.3.6. */
struct mmc_random_readable_feature
{
    uint32_t block_size;                /* bytes */
    uint16_t blocking;                  /* blocks */
    bool error_page;                    /* PP: mode page 01 is there */
};

bool mmc_parse_random_readable_feature(const struct mmc_feature_descriptor *feature,
                                       struct mmc_random_readable_feature *random);

/* Feature 001F, MMC-5 5.3.9. */
struct mmc_dvd_read_feature
{
    bool multi110;
    bool dual_rw;
    bool dual_r;
};

bool mmc_parse_dvd_read_feature(const struct mmc_feature_descriptor *feature, struct mmc_dvd_read_feature *read);

/* Feature 0020, MMC-5 5.3.10. */
struct mmc_random_writable_feature
{
    uint32_t last_lba;
    uint32_t block_size;                /* bytes */
    uint16_t blocking;                  /* blocks */
    bool error_page;
};

bool mmc_parse_random_writable_feature(const struct mmc_feature_descriptor *feature,
                                       struct mmc_random_writable_feature *random);

/* Feature 0021, MMC-5 5.3.11. */
struct mmc_incremental_feature
{
    uint16_t data_types;                /* bit n: enum mmc_block_type n */
    bool track_number_on_write;         /* TRIO: the track's resources information is there */
    bool address_reservation;           /* ARSV: RESERVE TRACK by address */
    bool buffer_underrun_free;          /* BUF */
    uint8_t link_size_count;
    const uint8_t *link_sizes;          /* points into the reply */
};

bool mmc_parse_incremental_feature(const struct mmc_feature_descriptor *feature,
                                   struct mmc_incremental_feature *incremental);

/* Feature 0023, MMC-5 5.3.13. */
struct mmc_formattable_feature
{
    bool reformat_no_spare;             /* RENoSA: BD-RE without spares */
    bool expand;                        /* spare area expansion */
    bool quick_certify;                 /* QCert */
    bool full_certify;                  /* Cert */
    bool fast_reformat;                 /* FRF */
    bool bd_r_random;                   /* RRM */
};

bool mmc_parse_formattable_feature(const struct mmc_feature_descriptor *feature,
                                   struct mmc_formattable_feature *formattable);

/* Features 002A (MMC-5 5.3.20) and 003A: DVD+RW, with one layer and with two. */
struct mmc_dvd_plus_rw_feature
{
    bool write;
    bool quick_start;
    bool close_only;
};

bool mmc_parse_dvd_plus_rw_feature(const struct mmc_feature_descriptor *feature, struct mmc_dvd_plus_rw_feature *plus);

/* Features 002B (MMC-5 5.3.21) and 003B: DVD+R, with one layer and with two. */
bool mmc_parse_dvd_plus_r_feature(const struct mmc_feature_descriptor *feature, bool *write);

/* Feature 002C, MMC-5 5.3.22. */
struct mmc_rigid_overwrite_feature
{
    bool blank;
    bool intermediate;
    bool defect_status_generate;
    bool defect_status_read;
};

bool mmc_parse_rigid_overwrite_feature(const struct mmc_feature_descriptor *feature,
                                       struct mmc_rigid_overwrite_feature *rigid);

/* Feature 002D, MMC-5 5.3.23. */
struct mmc_cd_tao_feature
{
    bool subchannel_packed;             /* R-W pack */
    bool subchannel_raw;
    bool rewritable;                    /* CD-RW */
    bool test_write;
    bool buffer_underrun_free;
    uint16_t data_types;                /* bit n: enum mmc_block_type n */
};

bool mmc_parse_cd_tao_feature(const struct mmc_feature_descriptor *feature, struct mmc_cd_tao_feature *tao);

/* Feature 002E, MMC-5 5.3.24. */
struct mmc_cd_mastering_feature
{
    bool buffer_underrun_free;
    bool session_at_once;
    bool raw_multisession;
    bool raw;
    bool test_write;
    bool rewritable;
    bool subchannel;                    /* R-W */
    uint32_t max_cue_sheet;             /* bytes */
};

bool mmc_parse_cd_mastering_feature(const struct mmc_feature_descriptor *feature,
                                    struct mmc_cd_mastering_feature *mastering);

/* Feature 002F, MMC-5 5.3.25. */
struct mmc_dvd_dash_write_feature
{
    bool buffer_underrun_free;
    bool dual_layer;                    /* RDL: DVD-R DL */
    bool test_write;
    bool rewritable;                    /* DVD-RW */
};

bool mmc_parse_dvd_dash_write_feature(const struct mmc_feature_descriptor *feature,
                                      struct mmc_dvd_dash_write_feature *dash);

/* Feature 0037, MMC-6, CD-RW media write support: bit n of subtypes is CD-RW subtype n. */
bool mmc_parse_cd_rw_media_write_feature(const struct mmc_feature_descriptor *feature, uint8_t *subtypes);

/* Features 0040 and 0041, MMC-6, BD read and BD write: bit n of a class word is version n of the medium class. */
struct mmc_bd_feature
{
    bool verify_not_required;           /* SVNR, feature 0041 only */
    uint16_t re[4];                     /* class 0..3 */
    uint16_t r[4];
    uint16_t rom[4];                    /* feature 0040 only, else 0 */
};

bool mmc_parse_bd_feature(const struct mmc_feature_descriptor *feature, struct mmc_bd_feature *bd);

/* Feature 0107, MMC-6, real time streaming. */
struct mmc_streaming_feature
{
    bool stream_writing;                /* SW */
    bool write_speed_performance;       /* WSPD: GET PERFORMANCE type 3 */
    bool mode_page_2a;                  /* MP2A: page 2A with speed list */
    bool set_cd_speed;                  /* SCS */
    bool read_buffer_capacity;          /* RBCB: in blocks */
    bool set_minimum_performance;       /* SMP, version 5 */
};

bool mmc_parse_streaming_feature(const struct mmc_feature_descriptor *feature, struct mmc_streaming_feature *streaming);

/* Feature 0108, MMC-6: the drive's serial number, blanks at both ends cut off. */
struct mmc_serial_feature
{
    char serial[256];
};

bool mmc_parse_serial_feature(const struct mmc_feature_descriptor *feature, struct mmc_serial_feature *serial);

#endif /* LIBS_MMC_CONFIGURATION_H */
