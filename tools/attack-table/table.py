"""Writes the table of docs/attacks.md from finished run folders.

    python3 tools/attack-table/table.py runs/attacks runs/attacks-costly runs/attacks-ops > table.md

One row an attack and surrogate: success on the images that a target gets right when clean, averaged
over the undefended networks and over the others, with gradient evaluations and seconds per image.
The targets share their images, so the interval counts images, not images times targets: it is
Wilson's for the mean rate on as many trials as one target has on average.
"""
import json
import math
import sys

UNDEFENDED = ["resnet56", "resnet20-b", "shufflenet", "densenet"]


def wilson(rate, trials, z=1.959964):
    centre = (rate + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return centre - half, centre + half


def mean(cells):
    rates = [c["cleanCorrect"]["successes"] / c["cleanCorrect"]["trials"] for c in cells]
    trials = sum(c["cleanCorrect"]["trials"] for c in cells) / len(cells)
    return sum(rates) / len(rates), trials


def percent(cells):
    rate, trials = mean(cells)
    low, high = wilson(rate, trials)
    return f"{100 * rate:.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def rows(folder):
    results = json.load(open(f"{folder}/results.json"))
    stages = json.load(open(f"{folder}/provenance.json"))["stages"]
    seconds = {s["stage"]: s["seconds"] for s in stages}
    images = results["dataset"]["images"]
    members = {s["name"]: int(s["settings"].get("networks", 1)) for s in results["surrogates"]}
    for attack in results["attacks"]:
        name = attack["name"]
        row = {"name": name, "images": images, "gradients": attack["gradients"], "of": {}}
        for surrogate in members:
            cells = [c for c in results["cells"] if (c["surrogate"], c["attack"]) == (surrogate, name)]
            if cells:
                near = [c for c in cells if c["target"] in UNDEFENDED]
                far = [c for c in cells if c["target"] not in UNDEFENDED]
                white = next(p["whiteBox"] for p in results["perturbations"]
                             if (p["surrogate"], p["attack"]) == (surrogate, name))
                row["of"][surrogate] = {
                    "near": percent(near), "rate": mean(near)[0], "far": f"{100 * mean(far)[0]:.1f}" if far else "–",
                    "white": f"{100 * white['successes'] / white['trials']:.1f}",
                    "seconds": seconds.get(f"craft {name} on {surrogate}", math.nan) / images}
        yield row


def main(folders):
    every = [row for folder in folders for row in rows(folder)]
    single = [r for r in every if "plain" in r["of"]]
    single.sort(key=lambda r: -r["of"]["plain"]["rate"])
    print("| attack | images | gradients | s per image | plain | LRS-2 | others, plain | others, LRS-2 | itself, LRS-2 |")
    print("|---|---:|---:|---:|---|---|---:|---:|---:|")
    for r in single:
        p, q = r["of"]["plain"], r["of"].get("lrs-2", {"near": "–", "far": "–", "white": "–"})
        print(f"| `{r['name']}` | {r['images']} | {r['gradients']:,} | {p['seconds']:.2f} | {p['near']} | {q['near']} "
              f"| {p['far']} | {q['far']} | {q['white']} |")
    several = [r for r in every if "both" in r["of"]]
    if several:
        print("\n| attack on both | images | s per image | success | others |\n|---|---:|---:|---|---:|")
        for r in sorted(several, key=lambda r: -r["of"]["both"]["rate"]):
            b = r["of"]["both"]
            print(f"| `{r['name']}` | {r['images']} | {b['seconds']:.2f} | {b['near']} | {b['far']} |")


if __name__ == "__main__":
    main(sys.argv[1:])
