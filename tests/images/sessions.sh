# shellcheck shell=bash
# Multisession: an image is imported, a tree is laid over it, and what the further session shows is both.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

SESSION_GAP=11400       # blocks between the sessions of a CD

# What both trees together show: the later one wins.
merged_tree()
{
    local folder=$WORK/trees/merged
    if [ ! -e "$folder" ]; then
        cp -a "$(make_tree small)" "$folder.new" && cp -a "$(make_tree second)/." "$folder.new/" &&
            mv "$folder.new" "$folder" || return 1
    fi
    say "$folder"
}

second_session() # NAME FIRST START VIEW OPTIONS...
{
    local image=$OUT/$1.iso first=$OUT/$2.iso start=$3 view=$4
    shift 4
    cp "$first" "$image" && truncate -s $((start * 2048)) "$image" &&
        "$MKIMAGE" --now $((NOW + 1000)) --append --start "$start" --import "$first" --import-view "$view" "$@" \
            "$(make_tree second)" "$image"
}

# A further session on a sequential medium: a whole file system of its own.
sequential() # FIRST VIEWS VIEW OPTIONS...
{
    local first=$1 views=$2 view=$3 name=second-$1 start
    shift 3
    start=$(($(stat -c %s "$OUT/$first.iso") / 2048 + SESSION_GAP))
    check "$name: is made" second_session "$name" "$first" "$start" "$view" --views "$views" "$@" || return
    check "$name: is right" check_image "$OUT/$name.iso" --session "$start" --views "$views" --expect "$MERGED"
    check "$name: the first session is still right" first_session "$first" "$name"
    list_image "$name" "$MERGED" "$views" "$start"
}

first_session() # FIRST NAME
{
    cmp -n "$(stat -c %s "$OUT/$1.iso")" "$OUT/$1.iso" "$OUT/$2.iso"
}

# A further logical session on an overwritable medium: the anchors lead to it.
overwritable() # FIRST OPTIONS...
{
    local first=$1 name=again-$1 blocks medium
    shift
    blocks=$(($(stat -c %s "$OUT/$first.iso") / 2048))
    medium=$((blocks + 4096))
    check "$name: is made" second_session "$name" "$first" "$blocks" udf --views udf --rewrite-anchors "$medium" "$@"
    truncate -s $((medium * 2048)) "$OUT/$name.iso"
    check "$name: is right" check_image "$OUT/$name.iso" --views udf --expect "$MERGED"
    list_image "$name" "$MERGED" udf
}

sessions()
{
    local folder
    folder=$(merged_tree) || { fail 'the merged tree'; return; }
    MERGED=$WORK/trees/merged.manifest
    check_image --manifest "$folder" >"$MERGED"
    sequential bridge-102 iso,joliet,udf udf --level 1 --udf 1.02
    sequential bridge-201 iso,joliet,udf joliet --level 2 --udf 2.01
    sequential udf-250 udf udf --udf 2.50
    overwritable udf-102 --udf 1.02
    overwritable udf-201 --udf 2.01
    overwritable udf-250 --udf 2.50
}
