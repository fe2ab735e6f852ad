"""Writes pixel_losses.json: losses of masks and their gradients as PyTorch and torchvision compute them, in float64.

Debian 12: apt-get install python3-torch python3-torchvision; then python3 pixel_losses.py
Ignored pixels (-1) are cut out before PyTorch sees them, image by image, so nothing here knows how to ignore.
"""
import json
import pathlib

import torch
from torch.nn.functional import binary_cross_entropy, binary_cross_entropy_with_logits
from torchvision.ops import sigmoid_focal_loss

torch.manual_seed(17)
SHAPE = (3, 1, 3, 4)
logits = (3 * torch.randn(SHAPE, dtype=torch.float64)).round(decimals=3)
masks = torch.randint(0, 2, SHAPE).double()
masks[0, 0, 0, :] = masks[2, 0, 1:, 2] = -1
masks[1] = masks[1].clamp(max=0)  # an authentic image


def counting(x):
    return [image[mask >= 0] for image, mask in zip(x, masks)]


def cross_entropy(x, weight):
    return binary_cross_entropy_with_logits(torch.cat(counting(x)), torch.cat(counting(masks)), pos_weight=torch.tensor(weight))


def tversky(x, false_alarms, misses):
    losses = []
    for image, mask in zip(counting(x), counting(masks)):
        p = image.sigmoid()
        hits, alarms, missed = (p * mask).sum(), (p * (1 - mask)).sum(), ((1 - p) * mask).sum()
        losses.append(1 - (hits + 1) / (hits + false_alarms * alarms + misses * missed + 1))
    return torch.stack(losses).mean()


def dice(x):
    losses = [1 - (2 * (image.sigmoid() * mask).sum() + 2) / (image.sigmoid().sum() + mask.sum() + 2)
              for image, mask in zip(counting(x), counting(masks))]
    return torch.stack(losses).mean()


def image_level(x, power=8):
    pooled = torch.stack([(image.sigmoid() ** power).mean() ** (1 / power) for image in counting(x)])
    return binary_cross_entropy(pooled, torch.stack([mask.max() for mask in counting(masks)]))


LOSSES = {
    "BinaryCrossEntropy(1)": lambda x: cross_entropy(x, 1.0),
    "BinaryCrossEntropy(5)": lambda x: cross_entropy(x, 5.0),
    "Dice": dice,
    "BinaryCrossEntropyAndDice(3)": lambda x: cross_entropy(x, 3.0) + dice(x),
    "WithImageLevel(Dice, 0.25)": lambda x: dice(x) + 0.25 * image_level(x),
    "Focal(2, 0.25)": lambda x: sigmoid_focal_loss(torch.cat(counting(x)), torch.cat(counting(masks)), 0.25, 2, "mean"),
    "Focal(1, 0.8)": lambda x: sigmoid_focal_loss(torch.cat(counting(x)), torch.cat(counting(masks)), 0.8, 1, "mean"),
    "Tversky(0.3, 0.7)": lambda x: tversky(x, 0.3, 0.7),
    "Tversky(0.5, 0.5)": lambda x: tversky(x, 0.5, 0.5),
}

cases = {}
for name, loss in LOSSES.items():
    x = logits.clone().requires_grad_()
    value = loss(x)
    value.backward()
    cases[name] = {"value": value.item(), "gradient": x.grad.flatten().tolist()}
    print(name, value.item())
fixture = {"shape": SHAPE, "logits": logits.flatten().tolist(), "masks": masks.flatten().tolist(), "losses": cases}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(fixture, indent=1) + "\n")
