"""PyTorch's peak rates on this machine: a large matrix product, a large convolution, a large copy."""
import torch

TYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def product(setting):
    a, b = (torch.randn(2048, 2048).to(TYPES[setting]) for _ in range(2))
    return lambda: a @ b, 2 * 2048 ** 3 / 1e9


def convolution(setting):
    images = torch.randn(8, 256, 56, 56).to(TYPES[setting]).to(memory_format=torch.channels_last)
    weights = torch.randn(256, 256, 3, 3).to(TYPES[setting]).to(memory_format=torch.channels_last)
    return lambda: torch.nn.functional.conv2d(images, weights, padding=1), 2 * 9 * 256 ** 2 * 56 ** 2 * 8 / 1e9


def memory():
    b, c, a = torch.ones(1 << 26), torch.ones(1 << 26), torch.empty(1 << 26)
    return lambda: torch.add(b, c, alpha=3, out=a), 3 * 4 * (1 << 26) / 1e9
