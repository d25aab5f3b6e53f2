#!/usr/bin/env python3
"""digest.py OUT >FILE: what a build computed, one line per thing, in an order and under names that no refactoring
changes: neither paths, nor digests of stages, nor times. To compare two builds: diff base.txt other.txt

  digest.py OUT                 hashes
  digest.py --leaves FILTER OUT every number and word of the JSON files whose line contains FILTER, to see what differs

Kinds of lines: tensors (weights, by name and bytes), array (npy: type, shape, bytes), predictions, numbers (all numbers
and truth values of a part of a JSON file, by path), words (its strings), settings (objects named so), text.
Needs Python 3.8 and nothing else.
"""
import hashlib
import json
import os
import re
import struct
import sys

# Times, places, and what names a build or a machine.
DROPPED = {
    "seconds", "refinementSeconds", "trainingSeconds", "started", "time", "times", "duration", "checkpointSeconds",
    "version", "commit", "digest", "sha256", "machine", "provenance", "command", "files", "stages", "jvm", "system",
    "cpu", "cores", "path", "out", "store", "home", "spec", "timestamp", "date",
}
NUMBERS = {"NaN", "Infinity", "-Infinity"}
lines = {}
leaves = []


def put(key, kind, data):
    key = f"{key} {kind}"
    if key in lines:
        raise SystemExit(f"twice: {key}")
    lines[key] = hashlib.sha256(data).hexdigest()[:32]


def tensors(path, key):
    """Each tensor by name, type, shape and bytes, in the order of names; metadata do not count."""
    data = open(path, "rb").read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    whole = hashlib.sha256()
    for name in sorted(header):
        entry = header[name]
        start, end = entry["data_offsets"]
        whole.update(f"{name} {entry['dtype']} {entry['shape']} ".encode())
        whole.update(data[8 + length + start:8 + length + end])
    lines[f"{key} tensors"] = f"{whole.hexdigest()[:32]} {len(header)}"


def array(path, key):
    """Type, shape and bytes of an npy file."""
    data = open(path, "rb").read()
    if data[:6] != b"\x93NUMPY":
        raise SystemExit(f"no npy file: {path}")
    wide = data[6] >= 2
    (length,) = struct.unpack("<I" if wide else "<H", data[8:12 if wide else 10])
    start = 12 if wide else 10
    header = data[start:start + length].decode("latin1")
    fields = [re.search(r"'%s':\s*('[^']*'|\([^)]*\)|\w+)" % f, header).group(1) for f in ("descr", "fortran_order", "shape")]
    put(key, "array", " ".join(fields).encode() + b"\n" + data[start + length:])


def is_path(text):
    return text.startswith("/") or re.search(r"/(home|root|tmp)/", text) is not None


def name_of(item, index):
    """A name for an item of a list: names of what it is about, else its number."""
    if isinstance(item, dict):
        item = {k: v.get("name", v) if isinstance(v, dict) else v for k, v in item.items()}
        words = [f"{k}={item[k]}" for k in ("surrogate", "attack", "target", "name", "denominator", "property", "first", "second",
                                             "subject", "space", "bits", "step", "set")
                 if k in item and not isinstance(item[k], (dict, list))]
        if words:
            return ",".join(words)
    return str(index)


def flatten(value, path, numbers, words, settings):
    if isinstance(value, dict):
        for key in sorted(value):
            if key in DROPPED:
                continue
            into = (settings, settings) if key == "settings" else (numbers, words)
            flatten(value[key], f"{path}.{key}", *into, settings)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            flatten(item, f"{path}[{index}]", numbers, words, settings)
    elif isinstance(value, str) and value not in NUMBERS:
        if not is_path(value):
            words.append(f"{path} {value}")
    else:
        numbers.append(f"{path} {json.dumps(value)}")


def part(value, key):
    groups = {"numbers": [], "words": [], "settings": []}
    flatten(value, "", *groups.values())
    for kind, found in groups.items():
        if found:
            put(key, kind, "\n".join(sorted(found)).encode())
            leaves.extend(f"{key} {kind} {leaf}" for leaf in sorted(found))


def figures(path, key):
    """A line for each top-level key, and for each item of its lists of objects."""
    value = json.load(open(path, encoding="utf-8"))
    if isinstance(value, list):
        value = {"": value}
    for name in sorted(value):
        if name in DROPPED:
            continue
        child = value[name]
        if isinstance(child, list) and child and all(isinstance(i, dict) for i in child):
            seen = {}
            for index, item in enumerate(child):
                title = name_of(item, index)
                seen[title] = seen.get(title, 0) + 1
                if seen[title] > 1:
                    title += f"#{seen[title]}"
                part(item, f"{key} {name}[{title}]")
            put(f"{key} {name}", "order", "\n".join(name_of(i, n) for n, i in enumerate(child)).encode())
        elif name == "settings":
            part({"settings": child}, key)
        elif isinstance(child, dict) and len(child) > 1 and name not in ("data", "dataset"):
            for inner in sorted(child):
                if inner not in DROPPED:
                    part({inner: child[inner]}, f"{key} {name}.{inner}")
        else:
            part({name: child}, f"{key} {name}")


def predictions(path, key):
    value = json.load(open(path, encoding="utf-8"))
    for kind in sorted(value):
        for network in sorted(value[kind]):
            put(f"{key} {kind}[{network}]", "predictions", json.dumps(value[kind][network]).encode())


def csv(path, key):
    rows = [line.rstrip("\n").split(",") for line in open(path, encoding="utf-8")]
    keep = [i for i, title in enumerate(rows[0]) if not re.search("second|time|digest", title, re.I)]
    text = "\n".join(",".join(r[i] if i < len(r) else "" for i in keep) for r in rows)
    put(key, "text", text.encode())


def markdown(path, key):
    """A text without the command and without columns of times in its tables."""
    kept, hidden = [], set()
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("|")
        if len(cells) < 3:
            hidden = set()
        elif not hidden and not kept[-1].startswith("|"):
            hidden = {i for i, title in enumerate(cells) if re.search(r"second|minute|time|\bs$", title.strip())}
        if "lrs compare" not in line:
            kept.append("|".join(c for i, c in enumerate(cells) if i not in hidden))
    put(key, "text", "\n".join(kept).encode())


def main():
    arguments = sys.argv[1:]
    shown = None
    if arguments[:1] == ["--leaves"]:
        shown, arguments = arguments[1], arguments[2:]
    root = arguments[0]
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != "log")
        for name in sorted(names):
            path = os.path.join(folder, name)
            key = os.path.relpath(path, root)
            if name.startswith(".") or name in ("provenance.json",) or name.endswith((".html", ".ok", ".err")):
                continue
            if name.endswith(".safetensors"):
                tensors(path, key)
            elif name.endswith(".npy"):
                array(path, key)
            elif name == "predictions.json":
                predictions(path, key)
            elif name.endswith(".json"):
                figures(path, key)
            elif name.endswith(".csv"):
                csv(path, key)
            elif name.endswith(".md"):
                markdown(path, key)
            elif name == "classes.txt":
                put(key, "text", open(path, "rb").read())
            else:
                print(f"digest: not looked at: {key}", file=sys.stderr)
    if shown is not None:
        print("\n".join(l for l in leaves if shown in l))
        return
    for key in sorted(lines):
        print(f"{key}  {lines[key]}")


main()
