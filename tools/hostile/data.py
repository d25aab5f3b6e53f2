#!/usr/bin/env python3
"""Makes the hostile files of data in lrs-app/src/test/resources/hostile, each of a few KB; needs only Python.

    python3 tools/hostile/data.py lrs-app/src/test/resources/hostile
"""
import gzip
import io
import lzma
import pathlib
import struct
import sys
import tarfile
import zipfile
import zlib

OUT = pathlib.Path(sys.argv[1])


def chunk(kind, content):
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png(width, height, *chunks):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


def npy(kind, shape, content):
    header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n" % (kind, shape)
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header.encode() + content


def npz(**arrays):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in arrays.items():
            archive.writestr(zipfile.ZipInfo(name + ".npy"), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def long_name():
    header = tarfile.TarInfo("././@LongLink")
    header.type = b"L"
    header.size = 1 << 20
    return gzip.compress(header.tobuf() + bytes(1 << 20), mtime=0)


def large_dictionary():
    file = bytearray(lzma.compress(bytes(300), preset=0))
    file[16] = 37  # 1.5 GiB, in the header of the block that starts at byte 12
    file[20:24] = struct.pack("<I", zlib.crc32(file[12:20]))
    return bytes(file)


JPEG = bytes.fromhex("ffd8ffc9000b080008000801011100ffda0008010100003f0000ffd9")
images = npy("|u1", (1, 2, 2, 3), bytes(12))
FILES = {
    "gigabytes.png": png(30000, 30000, chunk(b"IDAT", zlib.compress(bytes(1000)))),
    "cut.png": png(8, 8, chunk(b"IDAT", zlib.compress(bytes(16))))[:50],
    "few-rows.png": png(8, 8, chunk(b"IDAT", zlib.compress(bytes(3)))),
    "tiff.png": b"II*\0\x08\0\0\0\0\0",
    "arithmetic.jpg": JPEG,
    "no-height.jpg": JPEG.replace(b"\xff\xc9", b"\xff\xc0").replace(b"\x08\0\x08\0\x08", b"\x08\0\0\0\x08"),
    "bomb.npz": npz(labels=b"", images=npy("|u1", (500000, 32, 32, 3), bytes(1 << 20))),
    "pickled.npz": npz(images=images, labels=npy("|O", (1,), b"\x80\x04N.")),
    "names.npz": npz(**{"\x1b[2J\u202e": images}),
    "no-images.npz": npz(images=npy("|u1", (0, 2, 2, 3), b""), labels=npy("<i8", (0,), b"")),
    "negative-label.npz": npz(images=images, labels=npy("<i8", (1,), struct.pack("<q", -1))),
    "overflow.npy": npy("<f8", (1 << 40, 1 << 40, 3, 3), b""),
    "long-name.tar.gz": long_name(),
    "dictionary.tar.xz": large_dictionary(),
    "text.tar.gz": gzip.compress(b"hello " * 500, mtime=0),
}
for name, content in FILES.items():
    (OUT / name).write_bytes(content)
