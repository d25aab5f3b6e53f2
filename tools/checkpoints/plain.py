"""Writes pickles of plain data that scripts keep beside weights, one a line: name, protocol, base64.

    python3 tools/checkpoints/plain.py > lrs-engine/src/test/resources/org/lrs/format/checkpoints/plain.txt

Needs NumPy alone. CheckpointFilesTest puts each into a checkpoint beside a tensor.
"""
import argparse
import base64
import collections
import datetime
import decimal
import fractions
import pathlib
import pickle
import random
import types
import uuid

import numpy

VALUES = {
    "array": numpy.arange(4, dtype=numpy.float32),
    "array of two axes": numpy.asfortranarray(numpy.ones((2, 3))),
    "scalar": numpy.float32(0.5),
    "integer": numpy.int64(5),
    "dtype": numpy.dtype("float32"),
    "random state": numpy.random.RandomState(0),
    "generator": numpy.random.default_rng(0),
    "state of a generator": numpy.random.default_rng(0).bit_generator.state,
    "philox": numpy.random.Generator(numpy.random.Philox(1)),
    "namespace": argparse.Namespace(lr=0.1, steps=[1, 2]),
    "simple namespace": types.SimpleNamespace(a=1),
    "counter": collections.Counter("abca"),
    "counter of tuples": collections.Counter([(1, 2), (1, 2)]),
    "ordered": collections.OrderedDict(a=1),
    "default": collections.defaultdict(list, a=[1]),
    "deque": collections.deque([1, 2], 3),
    "sets": [{1, 2}, frozenset("ab")],
    "time": [datetime.datetime(2024, 1, 2), datetime.date(2024, 1, 2), datetime.timedelta(3)],
    "zone": datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc),
    "path": [pathlib.PurePosixPath("a/b"), pathlib.Path("c")],
    "exact": [decimal.Decimal("1.5"), fractions.Fraction(1, 3), 2**200, -(2**70)],
    "bytes": [b"abc", bytearray(b"def"), 1 + 2j, slice(1, 2), range(3)],
    "identifier": uuid.UUID(int=5),
    "python random": random.Random(0).getstate()[1][:5],
    "nothing": [None, True, False, 1.5, float("nan"), "\u2713"],
}

for name, value in VALUES.items():
    for protocol in range(2, 6):
        text = base64.b64encode(pickle.dumps(value, protocol)).decode()
        print(f"{name}\t{protocol}\t{text}")
