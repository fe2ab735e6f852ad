"""Runs one work in one setting in this process and prints one line of JSON: contend.py WORK SETTING WARM-UP STEPS FOLDER"""
import importlib.metadata
import json
import os
import re
import sys
import time


def measured(step, amount, warm_up, steps):
    result = None
    for _ in range(warm_up):
        step()
    values = []
    for _ in range(steps):
        started = time.perf_counter()
        result = step()
        values.append(amount / (time.perf_counter() - started))
    return values, result


def peak_memory():
    with open("/proc/self/status", encoding="ascii") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1)) * 1024


def prepared(work, setting, folder):
    """A function that runs one step, the amount of work in a step, and its unit."""
    if work.startswith("floor-"):
        import floor
        return {"floor-product": lambda: (*floor.product(setting), "GFLOP/s"),
                "floor-convolution": lambda: (*floor.convolution(setting), "GFLOP/s"),
                "floor-memory": lambda: (*floor.memory(), "GB/s")}[work]()
    if work == "decode-augment":
        import images
        return *images.decoding(setting, folder), "images/s"
    if work == "ranking":
        import metrics
        return *metrics.ranking(folder), "million scores/s"
    if work == "pixel-sweep":
        import metrics
        return *metrics.pixel_sweep(folder), "masks/s"
    import learning
    return *(learning.training if "-training-" in work else learning.inference)(work, setting), "images/s"


def versions():
    found = {"Python": sys.version.split()[0]}
    for name in ("torch", "torchvision", "scikit-learn", "numpy", "pillow"):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    return found


def main():
    work, setting, warm_up, steps, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    if work == "export":
        import learning
        return learning.export(setting, os.path.join(folder, f"{setting}.onnx"))
    step, amount, unit = prepared(work, setting, folder)
    values, result = measured(step, amount, warm_up, steps)
    print(json.dumps({
        "work": work, "contender": setting, "unit": unit, "values": values, "peakMemory": peak_memory(),
        "results": result if work in ("ranking", "pixel-sweep") else None, "versions": versions()}))


if __name__ == "__main__":
    main()
