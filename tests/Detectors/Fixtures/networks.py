"""Small networks exported by PyTorch, with their own outputs for one image. Run with Debian's python3-torch (1.13), python3-onnx and
python3-pil: /usr/bin/python3 networks.py

two_logits.pt, .onnx     detection, traced; logits (N, 2); batch of any size in the ONNX file
probability.pt, .onnx    detection, scripted (with a branch); probabilities (N); batch of 1 in the ONNX file
pixels.pt, .onnx         localization; logits (N, 1, H, W); any size
features.onnx            features (N, 6, 1, 1)
three_outputs.pt         detection, two tensors in a tuple: refused
expected.json            outputs for the image whose channel c at column x, row y is (7 x + 13 y + 29 c + x y) % 256, 48 wide and 40 high
"""
import json

import numpy as np
import torch
from PIL import Image

torch.manual_seed(17)
SIZE = 32
MEAN, STD = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])


class TwoLogits(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution = torch.nn.Conv2d(3, 6, 3, stride=2, padding=1)
        self.norm = torch.nn.BatchNorm2d(6)
        self.linear = torch.nn.Linear(6, 2)

    def forward(self, x):
        return self.linear(torch.relu(self.norm(self.convolution(x))).mean([2, 3]) * 9)


class Probability(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(3 * SIZE * SIZE, 1)

    def forward(self, x):
        x = x.flatten(1)
        if x.shape[1] > 10:
            x = x * 2
        return self.linear(x).sigmoid()[:, 0]


class Pixels(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.first = torch.nn.Conv2d(3, 4, 3, padding=1)
        self.last = torch.nn.Conv2d(4, 1, 3, padding=1)

    def forward(self, x):
        return self.last(torch.relu(self.first(x))) * 3


class Features(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution = torch.nn.Conv2d(3, 6, 3, padding=1)

    def forward(self, x):
        return torch.relu(self.convolution(x)).mean([2, 3], keepdim=True)


class Tuple(torch.nn.Module):
    def forward(self, x):
        return x.mean([1, 2, 3]), x


y, x, c = np.meshgrid(np.arange(40), np.arange(48), np.arange(3), indexing="ij")
image = Image.fromarray(((7 * x + 13 * y + 29 * c + x * y) % 256).astype(np.uint8))


def tensor(picture):
    return ((torch.from_numpy(np.array(picture)).float() / 255 - MEAN) / STD).permute(2, 0, 1)[None]


crop = tensor(image.crop((8, 4, 8 + SIZE, 4 + SIZE)))
resized = tensor(image.resize((SIZE, SIZE), Image.BILINEAR))
whole = tensor(image)
two, one, pixels, features = TwoLogits().eval(), Probability().eval(), Pixels().eval(), Features().eval()
any_batch = {"input": {0: "batch"}}
any_size = {"input": {0: "batch", 2: "height", 3: "width"}}
torch.jit.trace(two, crop).save("two_logits.pt")
torch.jit.script(one).save("probability.pt")
torch.jit.script(pixels).save("pixels.pt")
torch.jit.script(Tuple()).save("three_outputs.pt")
torch.onnx.export(two, crop, "two_logits.onnx", input_names=["input"], dynamic_axes=any_batch)
torch.onnx.export(one, crop, "probability.onnx", input_names=["input"])
torch.onnx.export(pixels, crop, "pixels.onnx", input_names=["input"], dynamic_axes=any_size)
torch.onnx.export(features, crop, "features.onnx", input_names=["input"], dynamic_axes=any_batch)
with torch.no_grad():
    json.dump(
        {
            "two_logits_crop": two(crop).softmax(1)[0, 1].item(),
            "two_logits_resize": two(resized).softmax(1)[0, 1].item(),
            "probability_crop": one(crop)[0].item(),
            "pixels": pixels(whole).sigmoid().flatten().tolist(),
            "features_crop": features(crop).flatten().tolist(),
        },
        open("expected.json", "w"),
    )
