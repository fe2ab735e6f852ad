"""Where PyTorch's time goes: python3 breakdown.py WORK SETTING [STEPS] prints the operators with the most self CPU time."""
import sys

import torch
from torch.profiler import ProfilerActivity, profile

import learning


def main():
    work, setting = sys.argv[1], sys.argv[2]
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    step, _ = (learning.training if "-training-" in work else learning.inference)(work, setting)
    for _ in range(2):
        step()
    with profile(activities=[ProfilerActivity.CPU]) as seen:
        for _ in range(steps):
            step()
    print(f"{work}, {setting}, {steps} steps")
    print(seen.key_averages().table(sort_by="self_cpu_time_total", row_limit=15, max_name_column_width=60))


if __name__ == "__main__":
    main()
