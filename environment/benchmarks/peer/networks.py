"""The networks of both sides: torchvision's DenseNet121, and the U-Net of lib/Models/UNet.cs layer by layer."""
import torch
import torchvision
from torch import nn


def densenet121():
    return torchvision.models.densenet121(weights=None, num_classes=2)


def densenetsmall():
    """DenseNetOptions.DenseNetSmall of the kit: a 3x3 stem of stride 2 without pooling."""
    network = torchvision.models.DenseNet(growth_rate=12, block_config=(4, 4, 4), num_init_features=24, num_classes=2)
    network.features.conv0 = nn.Conv2d(3, 24, 3, stride=2, padding=1, bias=False)
    del network.features.pool0
    return network


def double_convolution(channels, outputs):
    return nn.Sequential(
        nn.Conv2d(channels, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class UNet(nn.Module):
    def __init__(self, base=64, depth=4):
        super().__init__()
        widths = [base << level for level in range(depth + 1)]  # 64, 128, 256, 512, 1024
        self.encoder = nn.ModuleList(double_convolution(c, w) for c, w in zip([3] + widths, widths))
        self.upsampling = nn.ModuleList(nn.ConvTranspose2d(2 * w, w, 2, stride=2) for w in widths[:-1])
        self.decoder = nn.ModuleList(double_convolution(2 * w, w) for w in widths[:-1])
        self.head = nn.Conv2d(base, 1, 1)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        maps = []
        for level, block in enumerate(self.encoder):
            x = block(x if level == 0 else self.pool(x))
            maps.append(x)
        for level in reversed(range(len(self.decoder))):
            x = self.decoder[level](torch.cat([maps[level], self.upsampling[level](x)], 1))
        return self.head(x)


def binary_cross_entropy_and_dice(logits, masks):
    """Losses.BinaryCrossEntropyAndDice of the kit: pixel-wise cross-entropy plus soft Dice, averaged over the batch."""
    cross_entropy = nn.functional.binary_cross_entropy_with_logits(logits, masks)
    probability = torch.sigmoid(logits)
    both = (probability * masks).sum((1, 2, 3))
    dice = 1 - (2 * both + 1) / (probability.sum((1, 2, 3)) + masks.sum((1, 2, 3)) + 1)
    return cross_entropy + dice.mean()
