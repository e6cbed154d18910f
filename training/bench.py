"""Time and memory of the vision network in PyTorch and in the program, with the same weights in one run.

    swift build -c release
    python -m training.bench [models/vision.safetensors] [--threads 2] [--repeats 3]

Each figure comes from a process of its own, so that its peak memory is its own too. PyTorch runs the trunk on
the working grid of a 1 mm head of 192 x 224 x 192 voxels, in its default layout and float32, and in bfloat16
by autocast with channels last, which is its fastest way here. The program's figures are those of
`Benchmarks vision`. Both are the best of several runs, since other work on the machine only adds time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

WORKING = (96, 112, 96)  # z, y, x of a 1 mm head at 2 mm
MODES = ("float32", "bfloat16")


def peak_megabytes() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1000
    return float("nan")


def measure_pytorch(weights: Path, mode: str, threads: int, repeats: int) -> None:
    """Prints seconds of the trunk and the process's peak memory, as JSON."""
    import torch
    from safetensors import safe_open

    from .vision.network import Configuration, VisionNetwork
    from .vision.train import load_committed

    torch.set_num_threads(threads)
    with safe_open(weights, "pt") as file:
        stated = json.loads(file.metadata()["configuration"])
        fields = {name: stated[name] for name in Configuration().as_dict() if name in stated}
        network = VisionNetwork(Configuration(**fields | {"widths": tuple(fields["widths"])})).eval()
        load_committed(network, weights)
    image = torch.rand(1, 1, *WORKING)
    if mode == "bfloat16":
        network = network.to(memory_format=torch.channels_last_3d)
        image = image.contiguous(memory_format=torch.channels_last_3d)
    best = float("inf")
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=mode == "bfloat16"):
        for _ in range(repeats):
            start = time.perf_counter()
            network.trunk(image)
            best = min(best, time.perf_counter() - start)
    print(json.dumps({"seconds": best, "memory": peak_megabytes()}))


def measure_program(benchmark: Path, weights: Path, mode: str) -> dict[str, float]:
    output = subprocess.run([benchmark, "vision", weights, mode], check=True, capture_output=True, text=True)
    rows = dict(line.split("\t") for line in output.stdout.splitlines())
    return {
        "seconds": float(rows["trunk, s"]),
        "memory": float(rows["first peak memory, MB"]),
        "lesions": float(rows.get("further lesions, s", "nan")),
        "memory with lesions": float(rows["peak memory, MB"]),
        "encoding": float(rows["best encoding, s"]),
        "labels": float(rows["further labels, s"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path, nargs="?", default=Path("models/vision.safetensors"))
    parser.add_argument("--benchmark", type=Path, default=Path(".build/release/Benchmarks"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=4)
    parser.add_argument("--pytorch", choices=MODES, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.pytorch:
        measure_pytorch(arguments.weights, arguments.pytorch, arguments.threads, arguments.repeats)
        return
    for mode in MODES:
        command = [sys.executable, "-m", "training.bench", str(arguments.weights), "--pytorch", mode]
        command += ["--threads", str(arguments.threads), "--repeats", str(arguments.repeats)]
        other = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        own = measure_program(arguments.benchmark.resolve(), arguments.weights, mode)
        print(f"{mode}: trunk, seconds: program {own['seconds']:.2f}, PyTorch {other['seconds']:.2f}", end="")
        print(f" ({other['seconds'] / own['seconds']:.2f} times the program's)")
        print(f"{mode}: peak memory of the process, MB: program {own['memory']:.0f}", end="")
        print(f" (with labels), PyTorch {other['memory']:.0f} (trunk) ({own['memory'] / other['memory']:.2f})")
        print(f"{mode}: program alone: encoding {own['encoding']:.2f} s, labels {own['labels']:.2f} s,", end="")
        print(f" lesions {own['lesions']:.2f} s (peak memory {own['memory with lesions']:.0f} MB)")


if __name__ == "__main__":
    main()
