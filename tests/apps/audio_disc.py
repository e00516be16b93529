#!/usr/bin/env python3
"""Sound, CD-Text and judgements for tests/apps/audio.sh.

    audio_disc.py tracks FOLDER                 makes 1.raw, 2.raw, 3.raw: samples little endian, stereo
    audio_disc.py text LEAD-IN ALL FILE         CD-Text packs as an R-W stream: repeated in the lead-in, then zeros
    audio_disc.py crc SUB                       every Q of a file of 96-byte subchannels has its CRC
    audio_disc.py lead-in SUB                   prints the texts that the R-W of a virtual medium's lead-in holds
    audio_disc.py packs CDT                     the file has all packs, each once
    audio_disc.py sound BIN START RAW           the file lies at that sector, byte by byte
    audio_disc.py silence BIN FROM TO           nothing but zeros there
"""

# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

import random
import sys

SECTOR, SUB = 2352, 96
LENGTHS = (1234, 500, 777)
LEAD_IN_START = -45150      # LBA of the first sector of medium.sub
TEXTS = {0x80: ("Album of tests", "First", "Zweites Stück", "Third"), 0x81: ("Nobody", "One", "Two", "Three")}


def crc16(data):
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ (0x1021 if crc & 0x8000 else 0)) & 0xffff
    return crc ^ 0xffff


def pack(kind, track, sequence, position, payload):
    head = bytes((kind, track, sequence, position)) + payload
    return head + crc16(head).to_bytes(2, "big")


def packs():
    """One block of ISO 8859-1 texts, closed by its size packs (IEC 60908, CD-TEXT)."""
    out, counts, sequence = [], [0] * 16, 0
    for kind, texts in TEXTS.items():
        data, owner = b"", []
        for track, text in enumerate(texts):
            piece = text.encode("latin-1") + b"\0"
            owner += [(track, min(i, 15)) for i in range(len(piece))]
            data += piece
        while len(data) % 12:
            data += b"\0"
            owner.append((0, 0))
        for i in range(0, len(data), 12):
            track, position = owner[i]
            out.append(pack(kind, track, sequence, position, data[i:i + 12]))
            counts[kind - 0x80] += 1
            sequence += 1
    counts[15] = 3
    sizes = bytes((0, 1, len(TEXTS[0x80]) - 1, 0)) + bytes(counts) + bytes((sequence + 2,)) + bytes(7) + bytes((9,)) + bytes(7)
    for i in range(3):
        out.append(pack(0x8f, i, sequence, 0, sizes[12 * i:12 * i + 12]))
        sequence += 1
    return out


def symbols(data):
    bits = int.from_bytes(data, "big")
    return bytes(bits >> (len(data) * 8 - 6 * (i + 1)) & 0x3f for i in range(len(data) * 8 // 6))


def make_text(lead_in, sectors, path):
    stream = packs()
    while len(stream) % 4:
        stream.append(stream[-1])
    groups = [symbols(b"".join(stream[i:i + 4])) for i in range(0, len(stream), 4)]
    with open(path, "wb") as out:
        for i in range(sectors):
            out.write(groups[i % len(groups)] if i < lead_in else bytes(SUB))


def make_tracks(folder):
    for number, sectors in enumerate(LENGTHS, 1):
        source = random.Random(number)
        with open(f"{folder}/{number}.raw", "wb") as out:
            out.write(source.randbytes(sectors * SECTOR))


def q_of(sub):
    q = 0
    for byte in sub:
        q = q << 1 | (byte >> 6 & 1)
    return q.to_bytes(12, "big")


def check_crc(path):
    data = open(path, "rb").read()
    bad = [i // SUB for i in range(0, len(data), SUB) if crc16(q_of(data[i:i + SUB])[:10]) != int.from_bytes(q_of(data[i:i + SUB])[10:], "big")]
    print(f"{len(data) // SUB} sectors, {len(bad)} wrong", bad[:5])
    return data and not bad


def lead_in_texts(path):
    found = {}
    with open(path, "rb") as source:
        source.seek((-11635 - LEAD_IN_START) * SUB)
        data = source.read(400 * SUB)
    for i in range(0, len(data), SUB):
        word = 0
        for byte in data[i:i + SUB]:
            word = word << 6 | (byte & 0x3f)
        block = word.to_bytes(72, "big")
        for part in (block[j:j + 18] for j in range(0, 72, 18)):
            if 0x80 <= part[0] <= 0x8f and crc16(part[:16]) == int.from_bytes(part[16:], "big"):
                found[part[2]] = part
    for kind in TEXTS:
        text = b"".join(p[4:16] for _, p in sorted(found.items()) if p[0] == kind)
        print(" / ".join(piece.decode("latin-1") for piece in text.split(b"\0") if piece))
    return found


def same_packs(path):
    return open(path, "rb").read() == b"".join(packs())


def same_sound(path, start, raw):
    expected = open(raw, "rb").read()
    with open(path, "rb") as source:
        source.seek(int(start) * SECTOR)
        return source.read(len(expected)) == expected


def is_silent(path, first, last):
    with open(path, "rb") as source:
        source.seek(int(first) * SECTOR)
        data = source.read((int(last) - int(first)) * SECTOR)
    return len(data) == (int(last) - int(first)) * SECTOR and not any(data)


def main():
    command, *values = sys.argv[1:]
    if command == "tracks":
        make_tracks(*values)
        return 0
    if command == "text":
        make_text(int(values[0]), int(values[1]), values[2])
        return 0
    judge = {"crc": check_crc, "lead-in": lead_in_texts, "packs": same_packs, "sound": same_sound, "silence": is_silent}[command]
    return 0 if judge(*values) else 1


sys.exit(main())
