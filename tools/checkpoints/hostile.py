"""Writes the hostile weight files of HostileFilesTest into the current folder.

    cd lrs-app/src/test/resources/hostile && python3 ../../../../../tools/checkpoints/hostile.py

Needs Python alone. The sentences that the files must produce stand beside them, written by hand.
"""
import json
import struct
import zipfile


def pickled(body):
    return b"\x80\x02" + body + b"."


def name(module, attribute):
    return b"c" + module + b"\n" + attribute + b"\n"


def text(value):
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def integer(value):
    return b"J" + struct.pack("<i", value)


def integers(*values):
    return b"(" + b"".join(integer(value) for value in values) + b"t"


def tensor(key, count, shape, strides):
    """A call of _rebuild_tensor_v2 on a storage of floats."""
    storage = b"(" + text("storage") + name(b"torch", b"FloatStorage") + text(key) + text("cpu")
    storage += integer(count) + b"tQ"
    hooks = name(b"collections", b"OrderedDict") + b")R"
    arguments = storage + integer(0) + integers(*shape) + integers(*strides) + b"\x89" + hooks
    return name(b"torch._utils", b"_rebuild_tensor_v2") + b"(" + arguments + b"tR"


def archive(file, pickle, storages={}, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(file, "w", method) as out:
        out.writestr(zipfile.ZipInfo("archive/data.pkl"), pickle, method)
        for key, data in storages.items():
            out.writestr(zipfile.ZipInfo("archive/data/" + key), data, method)


def write(file, data):
    with open(file, "wb") as out:
        out.write(data)


def safetensors(file, header, data=b""):
    if not isinstance(header, bytes):
        header = json.dumps(header).encode()
    write(file, struct.pack("<Q", len(header)) + header + data)


def entry(dtype, shape, begin, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


# A list nested 60 deep that has each inner list twice: its hash takes 2^60 steps.
nested = b"]"
for depth in range(60):
    nested += b"q" + bytes([depth]) + b"0](" + 2 * (b"h" + bytes([depth])) + b"e"
archive("key-of-nested-lists.pt", pickled(b"}" + nested + b"Ns"))
archive("set-of-nested-lists.pt", pickled(b"(" + nested + b"\x91"))

archive("os-system.pt", pickled(name(b"posix", b"system") + b"(" + text("touch /tmp/owned") + b"tR"))
counter = name(b"collections", b"Counter")
archive("getattr.pt", pickled(name(b"builtins", b"getattr") + b"(" + counter + text("x") + b"tR"))
archive("whole-model.pt", pickled(name(b"__main__", b"Net") + b")R"))
archive("escape-in-name.pt", pickled(name(b"evil\x1b[2J", b"x\x07y")))
archive("digits.pt", pickled(b"I" + b"9" * 4500 + b"\n"))
views = b"".join(text("w%d" % n) + tensor("0", 256, (16, 16), (1, 16)) + b"s" for n in range(3))
archive("overlapping-views.pt", pickled(b"}" + views), {"0": bytes(1024)})
archive("bomb.pt", b"}" * (3 << 20), {}, zipfile.ZIP_DEFLATED)
write("plain-pickle.pt", pickled(b"}" + text("a") + integer(1) + b"s"))

safetensors("nested-header.safetensors", b'{"a":' * 1200)
safetensors("huge-shape.safetensors", {"a": entry("F32", [2**62, 8], 0, 0)})
overlapping = {"a": entry("U8", [4], 0, 4), "b": entry("U8", [4], 2, 6)}
safetensors("overlap.safetensors", overlapping, bytes(6))
safetensors("float8.safetensors", {"a": entry("F8_E4M3", [4], 0, 4)}, bytes(4))
escape = b'{"\\u001b[2J\\u202e":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
safetensors("escape-in-name.safetensors", escape, bytes(4))
# The low byte of this header's length, 0x280, is the first byte of a pickle.
one = json.dumps({"conv1.weight": entry("F32", [1], 0, 4)}).encode()
safetensors("pickle-byte.safetensors", one.ljust(0x280), bytes(4))

write("zeros.safetensors", bytes(100))
write("keras.h5.pt", b"\x89HDF\r\n\x1a\n" + bytes(40))
write("page.pt", b"<!DOCTYPE html><html>404</html>")
write("pointer.pt", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")
index = {"metadata": {}, "weight_map": {"a": "model-00001-of-00002.safetensors"}}
write("model.safetensors.index.json", json.dumps(index).encode())
