# shellcheck shell=bash
# The folders that the suite makes images of, each made once: make_tree NAME prints its path.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

TREES=${TREES:-$WORK/trees}

make_tree() # NAME
{
    local folder=$TREES/$1
    if [ ! -e "$folder" ]; then
        mkdir -p "$folder.new" && (cd "$folder.new" && "tree_$1") && touch -d '2024-02-29 12:34:56 UTC' "$folder.new" &&
            mv "$folder.new" "$folder" || return 1
    fi
    say "$folder"
}

# bytes COUNT SEED: always the same, and nothing that compresses.
bytes() { openssl enc -aes-128-ctr -nosalt -pass "pass:$2" -md sha256 </dev/zero 2>/dev/null | head -c "$1"; }

tree_empty() { :; }

# A little of everything.
tree_small()
{
    mkdir -p 'Program Files/Common' docs/empty docs/deep/deeper
    : >empty.txt
    say hello >hello.txt
    say HELLO >README
    local size
    for size in 1 100 2047 2048 2049 4096 65536 100000; do bytes "$size" "$size" >"docs/size-$size.bin"; done
    bytes 300000 large >'Program Files/Common/large file.data'
    say 1 >'Program Files/many.dots.in.name.tar.gz'
    say 2 >'docs/deep/deeper/ends with a dash-'
    say 3 >'docs/deep/[brackets] & (others) + = ~ #.txt'
    say 4 >docs/no_extension
    touch -d '1999-12-31 23:59:59 UTC' hello.txt
    touch -d '2038-01-20 00:00:00 UTC' README
}

# As deep as ISO 9660 allows: the root is level 1.
tree_deep()
{
    local path=level2/level3/level4/level5/level6/level7/level8
    mkdir -p "$path" level2/side/b/c
    say bottom >"$path/bottom.txt"
    say middle >level2/level3/level4/middle.txt
    say side >level2/side/b/c/side.txt
}

# Names that become the same when they are cut or folded.
tree_colliding()
{
    local number
    mkdir -p same/dirs
    for number in $(seq 400); do say "$number" >"same/these names agree in their first forty characters $number.txt"; done
    for number in $(seq 120); do mkdir "same/dirs/a directory with a long name, number $number"; done
    for number in '' ' ' '+' ',' '='; do say "$number" >"same/TEST$number.TXT"; done
    say a >same/longextension.html
    say b >same/longextension.htmx
    say c >same/longextension.htm
}

# Names in other scripts, up to what every view can carry, and beyond what Joliet can.
tree_unicode()
{
    mkdir -p Ελληνικά/Ωμέγα 日本語のフォルダ
    say 1 >Ελληνικά/Ωμέγα/αρχείο.txt
    say 2 >日本語のフォルダ/ファイル名.データ
    say 3 >'Füße, Œuvre, naïve.txt'
    say 4 >'emoji 😀 outside of the first plane.txt'
    say 5 >'žluťoučký kůň úpěl ďábelské ódy - sixty-four characters exact.tx'
}

tree_long()
{
    local name
    name=$(printf 'long-%.0s' $(seq 20))
    say 1 >"${name}a-hundred-characters-and-more.txt"
    say 2 >"${name}a-hundred-characters-and-less.txt"
    say 3 >"$(printf 'дл%.0s' $(seq 30)).txt"
    mkdir "${name}directory"
    say 4 >"${name}directory/short.txt"
}

tree_hidden()
{
    mkdir -p .folder visible/.inside
    say 1 >.file
    say 2 >.folder/file
    say 3 >visible/.inside/.both
    say 4 >visible/file
}

tree_many()
{
    local folder number
    for folder in $(seq 12); do
        mkdir "directory-$folder"
        for number in $(seq 200); do say "$folder $number" >"directory-$folder/file number $number of many.txt"; done
    done
}

# One directory whose records take many blocks.
tree_wide()
{
    local number
    for number in $(seq 3000); do : >"an empty file with a name that takes some room, $number"; done
}

tree_streams()
{
    mkdir folder
    bytes 5000 main >file.bin
    say small >file.bin:note
    bytes 10000 stream >file.bin:preview
    say second >folder/second.txt
    : >folder/second.txt:empty
    say plain >folder/plain.txt
}

# Larger than 32 bits count; nearly all of it holes.
tree_huge()
{
    mkdir sub
    truncate -s 5G sub/five-gigabytes.bin
    say beginning | dd of=sub/five-gigabytes.bin conv=notrunc status=none
    say middle | dd of=sub/five-gigabytes.bin bs=1M seek=4096 conv=notrunc status=none
    say end | dd of=sub/five-gigabytes.bin bs=1M seek=5119 conv=notrunc status=none
    say small >small.txt
}

# The same with a word in each of its megabytes, which tells one from the other.
tree_marked()
{
    mkdir sub
    truncate -s 5G sub/five-gigabytes.bin
    python3 - sub/five-gigabytes.bin <<'PYTHON'
import sys
with open(sys.argv[1], "r+b") as file:
    for number in range(5 << 10):
        file.seek((number << 20) + number)
        file.write(f"megabyte {number}\n".encode())
PYTHON
    say small >small.txt
}

# What a further session brings: a new file, another one in place of README, one more in a folder that is there.
tree_second()
{
    mkdir -p docs/deep new
    say second >new/second.txt
    say replaced >README
    say more >docs/deep/more.txt
}
