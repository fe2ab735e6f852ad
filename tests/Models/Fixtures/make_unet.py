"""What a U-Net written in PyTorch from the paper's figure computes, with the kit's parameter formula and state keys.

Debian 12: apt-get install python3-torch python3-torchvision; then python3 make_unet.py
Writes unet.safetensors: logits of the plain network and of one with torchvision's DenseNet as encoder, and a gradient of each.
"""
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, max_pool2d, pad
from torchvision.models import DenseNet

import plain_safetensors
from parameter_formula import fill, images


class Double(nn.Module):
    def __init__(self, channels, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, outputs, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.norm2(self.conv2(self.norm1(self.conv1(x)).relu())).relu()


class Plain(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.channels = [base, 2 * base, 4 * base, 8 * base, 16 * base]
        self.levels = nn.ModuleList(Double(a, b) for a, b in zip([3] + self.channels, self.channels))

    def forward(self, x):
        maps = [self.levels[0](x)]
        for level in self.levels[1:]:
            maps.append(level(max_pool2d(maps[-1], 2)))
        return maps


class Dense(nn.Module):
    """torchvision's DenseNet, its maps taken from the outside by hooks; full resolution from the pixels themselves."""
    def __init__(self, base):
        super().__init__()
        self.densenet = DenseNet(growth_rate=6, block_config=(2, 3, 2), num_init_features=8, bn_size=2, num_classes=2)
        self.pixels = Double(3, base)
        self.channels = [base, 8, 8 + 12, 10 + 18, 14 + 12]
        for name in ("relu0", "denseblock1", "denseblock2", "denseblock3"):
            self.densenet.features.get_submodule(name).register_forward_hook(lambda module, inputs, output: self.maps.append(output))

    def forward(self, x):
        self.maps = [self.pixels(x)]
        self.densenet(x)
        return self.maps


class UNet(nn.Module):
    def __init__(self, base, encoder):
        super().__init__()
        self.encoder = encoder
        widths = [base * 2 ** level for level in range(len(encoder.channels) - 1)]
        self.upsampling = nn.ModuleList(nn.ConvTranspose2d(a, b, 2, stride=2) for a, b in zip(widths[1:] + encoder.channels[-1:], widths))
        self.decoder = nn.ModuleList(Double(a + b, b) for a, b in zip(encoder.channels, widths))
        self.head = nn.Conv2d(base, 1, 1)

    def forward(self, x):
        height, width = x.shape[2:]
        maps = self.encoder(pad(x, (0, -width % 16, 0, -height % 16), mode="replicate"))
        x = maps.pop()
        for up, double, skip in reversed(list(zip(self.upsampling, self.decoder, maps))):
            x = double(torch.cat([skip, up(x)], 1))
        return self.head(x)[:, :, :height, :width]


results = {}
for name, make, first in (("plain", Plain, "encoder.levels.0.conv1.weight"), ("dense", Dense, "encoder.densenet.features.conv0.weight")):
    with torch.no_grad():
        results[f"{name}.logits"] = fill(UNet(4, make(4)), away_from_kinks=False).eval()(images("evaluation", (2, 3, 40, 23)))
    model = fill(UNet(4, make(4)), away_from_kinks=True).train()
    masks = (images("masks", (4, 1, 32, 48)) > 1).double()
    loss = binary_cross_entropy_with_logits(model(images("training", (4, 3, 32, 48))), masks)
    loss.backward()
    results[f"{name}.loss"], results[f"{name}.gradient"] = loss, model.get_parameter(first).grad

for name, tensor in results.items():
    print(name, tuple(tensor.shape), "largest", float(tensor.detach().abs().max()))
plain_safetensors.write("unet.safetensors", {name: ("F32", tensor.detach().numpy().astype("f4")) for name, tensor in results.items()})
