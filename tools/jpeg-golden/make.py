#!/usr/bin/env python3
"""Makes the JPEG files of lrs-method/src/test/resources/org/lrs/data/jpeg and pixels.txt beside them: for each
file, its height, width, channels and the SHA-256 of the pixels that Pillow (libjpeg-turbo) decodes, in H, W, C order.

    python3 -m venv VENV && VENV/bin/pip install pillow numpy
    VENV/bin/python tools/jpeg-golden/make.py lrs-method/src/test/resources/org/lrs/data/jpeg
"""
import hashlib
import io
import pathlib
import struct
import sys

import numpy
from PIL import Image

OUT = pathlib.Path(sys.argv[1])
NOISE = numpy.random.default_rng(0)


def picture(width, height, channels):
    y, x = numpy.mgrid[0:height, 0:width]
    planes = [128 + 100 * numpy.sin(x / (7 + i) + y / (11 - i)) for i in range(channels)]
    noisy = numpy.stack(planes, -1) + NOISE.normal(0, 12, (height, width, channels))
    return numpy.clip(noisy, 0, 255).astype(numpy.uint8)


def encode(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    return file.getvalue()


def segments(jpeg):
    """The segments before the picture as [marker, content], and the rest."""
    found, at = [], 2
    while jpeg[at + 1] != 0xDA:
        length = struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        found.append((jpeg[at + 1], jpeg[at + 4 : at + 2 + length]))
        at += 2 + length
    return found, jpeg[at:]


def join(found, rest, before=b"\xff"):
    parts = [before + bytes([m]) + struct.pack(">H", len(c) + 2) + c for m, c in found]
    return b"\xff\xd8" + b"".join(parts) + rest


def adobe(transform):
    return (0xEE, b"Adobe\0\x64\0\0\0\0" + bytes([transform]))


def without(found, marker):
    return [s for s in found if s[0] != marker]


def renamed(found, rest, names):
    """Other names for the three components, in the header and in the scan."""
    rest = bytearray(rest)
    for c in range(3):
        rest[5 + 2 * c] = names[c]
    def header(content):
        content = bytearray(content)
        for c in range(3):
            content[6 + 3 * c] = names[c]
        return bytes(content)
    return join([(m, header(c) if m == 0xC0 else c) for m, c in found], bytes(rest))


def wide_tables(content):
    tables = [content[i : i + 65] for i in range(0, len(content), 65)]
    return b"".join(bytes([0x10 | t[0]]) + b"".join(b"\0" + bytes([v]) for v in t[1:]) for t in tables)


def files():
    colour = Image.fromarray(picture(33, 21, 3))
    inks = Image.fromarray(picture(33, 21, 4), "CMYK")
    base = encode(colour, quality=80, subsampling="4:2:0")
    found, rest = segments(base)
    bare = without(found, 0xE0)
    yield "420", base
    yield "422-progressive", encode(colour, quality=80, subsampling="4:2:2", progressive=True)
    yield "411", encode(colour, quality=60, subsampling="4:1:1")
    yield "444-restarts", encode(colour, quality=90, subsampling="4:4:4", restart_marker_blocks=3)
    yield "grey", encode(colour.convert("L"), quality=90)
    yield "rgb-kept", encode(colour, quality=90, keep_rgb=True)
    square = bytearray(encode(Image.fromarray(picture(32, 32, 3)), quality=80, subsampling="4:2:2"))
    square[square.index(b"\xff\xc0") + 11] = 0x12
    yield "440", bytes(square)
    for transform in (0, 1, 2):
        yield f"adobe-{transform}", join([adobe(transform)] + bare, rest)
        yield f"jfif-and-adobe-{transform}", join([found[0], adobe(transform)] + found[1:], rest)
    yield "no-marker", join(bare, rest)
    yield "names-rgb", renamed(bare, rest, b"RGB")
    yield "names-012", renamed(bare, rest, (0, 1, 2))
    four, scan = segments(encode(inks, quality=90))
    four = without(four, 0xEE)
    yield "cmyk-no-marker", join(four, scan)
    yield "cmyk-adobe-0", join([adobe(0)] + four, scan)
    yield "cmyk-adobe-2", join([adobe(2)] + four, scan)
    exif = Image.Exif()
    exif[274] = 6
    yield "turned-by-exif", encode(colour, quality=80, exif=exif)
    yield "broken-profile", join(found[:1] + [(0xE2, b"ICC_PROFILE\0\x05\x02junk")] + found[1:], rest)
    yield "broken-thumbnail", join([(0xE0, found[0][1][:12] + b"\x05\x05")] + found[1:], rest)
    yield "empty-remarks", join(found[:1] + [(m, b"") for m in [*range(0xE1, 0xF0), 0xFE]] + found[1:], rest)
    yield "fill-bytes", join(found, b"\xff" + rest[:-2] + b"\xff\xff\xff\xd9", b"\xff\xff\xff")
    yield "gaps", join(found[:1], join(found[1:], b"\0\0" + rest, b"\0\0\xff")[2:])
    yield "padded", base[:-2] + bytes(9) + base[-2:]
    scan_header = bytearray(rest)
    scan_header[11:14] = bytes(3)
    yield "scan-of-no-band", join(found, bytes(scan_header))
    yield "trailing-bytes", base + b"trailing" * 9
    yield "tables-of-16-bits", join([(m, wide_tables(c) if m == 0xDB else c) for m, c in found], rest)


OUT.mkdir(parents=True, exist_ok=True)
with open(OUT / "pixels.txt", "w") as list_of_pixels:
    for name, jpeg in files():
        (OUT / f"{name}.jpg").write_bytes(jpeg)
        image = Image.open(io.BytesIO(jpeg))
        image = image.convert("RGB") if image.mode == "CMYK" else image
        pixels = numpy.atleast_3d(numpy.asarray(image))
        shape = "x".join(map(str, pixels.shape))
        list_of_pixels.write(f"{name}.jpg {shape} {hashlib.sha256(pixels.tobytes()).hexdigest()}\n")
