"""Writes image_losses.json: losses of two-class logits and their gradients as PyTorch and torchvision compute them, in float64.

Debian 12: apt-get install python3-torch python3-torchvision; then python3 image_losses.py
The softmax of two logits is the sigmoid of their difference, which torchvision's focal loss takes.
"""
import json
import math
import pathlib

import torch
from torch.nn.functional import cross_entropy
from torchvision.ops import sigmoid_focal_loss

torch.manual_seed(17)
logits = (3 * torch.randn((7, 2), dtype=torch.float64)).round(decimals=3)
targets = torch.tensor([0, 1, 1, 0, 0, 1, 0])


def focal(x, gamma, alpha):
    return sigmoid_focal_loss(x[:, 1] - x[:, 0], targets.double(), alpha, gamma, "mean")


def adjusted(x, synthetic, tau):
    return cross_entropy(x + tau * torch.tensor([math.log(1 - synthetic), math.log(synthetic)], dtype=torch.float64), targets)


LOSSES = {
    "CrossEntropy": lambda x: cross_entropy(x, targets),
    "WeightedCrossEntropy(1, 2)": lambda x: cross_entropy(x, targets, weight=torch.tensor([1.0, 2.0], dtype=torch.float64)),
    "FocalCrossEntropy(2)": lambda x: focal(x, 2, -1),  # negative: torchvision's word for no weights
    "FocalCrossEntropy(0)": lambda x: cross_entropy(x, targets),
    "FocalCrossEntropy(1.5, 0.25)": lambda x: focal(x, 1.5, 0.25),
    "LogitAdjusted(0.2)": lambda x: adjusted(x, 0.2, 1),
    "LogitAdjusted(0.9, 1.5)": lambda x: adjusted(x, 0.9, 1.5),
}

cases = {}
for name, loss in LOSSES.items():
    x = logits.clone().requires_grad_()
    value = loss(x)
    value.backward()
    cases[name] = {"value": value.item(), "gradient": x.grad.flatten().tolist()}
    print(name, value.item())
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(
    {"logits": logits.flatten().tolist(), "targets": targets.tolist(), "losses": cases}, indent=1) + "\n")
