"""The attacks of `lrs bench` in plain PyTorch, one step on 128 images of 3x32x32, as a user would write them.

    THREADS=1 lrs-bench/compare.sh 3 python3 lrs-bench/plain_attacks.py

Prints the same tab-separated lines: case, median time of five blocks, threads. With one thread that is its
processor time, as in `lrs bench`, so that other programs do not count. ResNet-20 with random
weights: the time does not depend on their values. Needs PyTorch (Debian: python3-torch).
"""
import os
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

EPSILON, STEP = 4 / 255, 1 / 255


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.stride, self.pad = stride, (outputs - inputs) // 2

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.stride > 1:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.pad, self.pad))
        return F.relu(x + y)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1))
        self.stem = nn.Sequential(nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU())
        widths = [(16, 16, 1), (16, 16, 1), (16, 16, 1), (16, 32, 2), (32, 32, 1), (32, 32, 1),
                  (32, 64, 2), (64, 64, 1), (64, 64, 1)]
        self.blocks = nn.Sequential(*[Block(*w) for w in widths])
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        x = self.blocks(self.stem((x - self.mean) / self.std))
        return self.head(x.mean((2, 3)))


def gradient(model, x, y):
    x = x.detach().requires_grad_(True)
    return torch.autograd.grad(F.cross_entropy(model(x), y, reduction="sum"), x)[0]


def moved(x, clean, direction):
    x = x + STEP * direction.sign()
    return (clean + (x - clean).clamp(-EPSILON, EPSILON)).clamp(0, 1)


def momentum(m, g):
    return m + g / g.abs().mean((1, 2, 3), keepdim=True)


def diverse(x):
    if torch.rand(1).item() >= 0.5:
        return x
    side = x.shape[-1]
    large = int(side * 1.1)
    inner = int(torch.randint(side, large, (1,)))
    rest = large - inner
    top, left = int(torch.randint(0, rest + 1, (1,))), int(torch.randint(0, rest + 1, (1,)))
    x = F.interpolate(x, size=(inner, inner), mode="bilinear", align_corners=False)
    x = F.pad(x, (left, rest - left, top, rest - top))
    return F.interpolate(x, size=(side, side), mode="bilinear", align_corners=False)


def transformed_gradient(model, x, y, transform):
    x = x.detach().requires_grad_(True)
    return torch.autograd.grad(F.cross_entropy(model(transform(x)), y, reduction="sum"), x)[0]


def i_fgsm(model, x, y):
    return moved(x, x, gradient(model, x, y))


def mi_fgsm(model, x, y):
    return moved(x, x, momentum(0, gradient(model, x, y)))


def dim(model, x, y):
    return moved(x, x, momentum(0, transformed_gradient(model, x, y, diverse)))


def sim(model, x, y):
    g = sum(transformed_gradient(model, x, y, lambda v, i=i: v / 2 ** i) for i in range(5)) / 5
    return moved(x, x, momentum(0, g))


def vmi_fgsm(model, x, y):
    g = gradient(model, x, y)
    around = 1.5 * EPSILON
    v = sum(gradient(model, x + torch.empty_like(x).uniform_(-around, around), y) for _ in range(20)) / 20 - g
    m = momentum(0, g)
    return moved(x, x, m) + 0 * v  # the variance is used by the next step


def main():
    threads = int(os.environ.get("THREADS", "1"))
    torch.set_num_threads(threads)
    clock = time.thread_time if threads == 1 else time.perf_counter
    torch.manual_seed(0)
    model = ResNet20().eval()
    for p in model.parameters():
        p.requires_grad_(False)
    x, y = torch.rand(128, 3, 32, 32), torch.arange(128) % 10
    for name, attack, repeats in (("ifgsm", i_fgsm, 4), ("mi", mi_fgsm, 4), ("dim", dim, 4), ("sim", sim, 1),
                                  ("vmi", vmi_fgsm, 1)):
        attack(model, x, y)
        times = []
        for _ in range(5):
            begin = clock()
            for _ in range(repeats):
                attack(model, x, y)
            times.append((clock() - begin) / repeats * 1000)
        print(f"attack.{name}.step\t{sorted(times)[2]:.1f} ms\t({threads} threads)", flush=True)


if __name__ == "__main__":
    main()
