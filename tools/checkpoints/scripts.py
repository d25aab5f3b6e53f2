"""Writes small checkpoints as training scripts do, with what they keep beside the weights.

    python3 tools/checkpoints/scripts.py lrs-engine/src/test/resources/org/lrs/format/checkpoints

Needs PyTorch. Every file holds the weights of one linear layer, [[1, 2], [3, 4]] and [5, 6], in one of
the forms that scripts have; CheckpointFilesTest reads them all. Names of NumPy's modules are those of the
NumPy that is installed; plain.py writes those of another.
"""
import argparse
import collections
import datetime
import pathlib
import sys

import numpy
import torch
from torch.optim import lr_scheduler, swa_utils

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)


def layer():
    made = torch.nn.Linear(2, 2)
    with torch.no_grad():
        made.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
        made.bias.copy_(torch.tensor([5.0, 6.0]))
    return made


def trained(optimizer_class, **settings):
    """A layer whose optimiser has a state."""
    made = layer()
    optimizer = optimizer_class(made.parameters(), **settings)
    made(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    with torch.no_grad():
        made.load_state_dict(layer().state_dict())
    return made, optimizer


def save(name, value, **how):
    torch.save(value, folder / name, **how)


save("plain.pt", layer().state_dict())
save("legacy.pth", layer().state_dict(), _use_new_zipfile_serialization=False)
save("protocol-4.pt", layer().state_dict(), pickle_protocol=4)
save("half.pt", layer().half().state_dict())
save("bfloat16.pt", layer().bfloat16().state_dict())
save("double.pt", layer().double().state_dict())
save("parameters.pt", dict(layer().named_parameters()))
save("data-parallel.pt", torch.nn.DataParallel(layer()).state_dict())
save("averaged.pt", swa_utils.AveragedModel(layer()).state_dict())

network, adam = trained(torch.optim.Adam, lr=1e-3)
cycle = lr_scheduler.OneCycleLR(adam, max_lr=0.1, total_steps=10)
save(
    "everything-beside.pt",
    {
        "epoch": 3,
        "arch": "resnet20",
        "state_dict": network.state_dict(),
        "optimizer": adam.state_dict(),
        "scheduler": cycle.state_dict(),
        "scaler": {"scale": 65536.0, "growth_factor": 2.0},
        "best_acc1": torch.tensor(0.9),
        "args": argparse.Namespace(lr=0.1, data=pathlib.Path("data"), device=torch.device("cpu")),
        "started": datetime.datetime(2024, 1, 2, 3, 4, 5),
        "history": collections.defaultdict(list, loss=[1.0, 0.5]),
        "classes": collections.Counter({"cat": 3, ("a", "b"): 2}),
        "names": {"cat", "dog"},
        "frozen": frozenset(["conv1"]),
        "recent": collections.deque([1, 2, 3], maxlen=5),
        "numpy": {
            "random": numpy.random.get_state(),
            "generator": numpy.random.default_rng(0).bit_generator.state,
            "array": numpy.arange(6, dtype=numpy.float32).reshape(2, 3),
            "accuracy": numpy.float64(0.5),
        },
        "torch_random": torch.get_rng_state()[:16],
        "shape": torch.Size([2, 2]),
        "dtype": torch.float32,
        "version": torch.__version__,
    },
)
network, sgd = trained(torch.optim.SGD, lr=0.1, momentum=0.9)
linear = lr_scheduler.LambdaLR(sgd, lambda step: 1.0)
save("model-key.pt", {"model": network.state_dict(), "opt": sgd.state_dict(), "sched": linear.state_dict()})
save("ema-only.pt", {"state_dict_ema": layer().state_dict(), "epoch": 1})
save(
    "lightning.ckpt",
    {
        "epoch": 1,
        "global_step": 10,
        "pytorch-lightning_version": "2.2.0",
        "state_dict": {"model." + name: value for name, value in layer().state_dict().items()},
        "callbacks": {"ModelCheckpoint{'monitor': 'loss'}": {"best_k_models": {}, "current_score": torch.tensor(1.0)}},
        "optimizer_states": [adam.state_dict()],
        "hyper_parameters": {"lr": 0.1},
    },
)
