"""Writes transforms.json: what Pillow, torchvision and SciPy make of one image. Run: /usr/bin/python3 make_transforms.py
(Pillow 9.4, torchvision 0.14, scipy 1.10)."""
import json
import pathlib

import numpy
import torch
from PIL import Image
from scipy import ndimage
from torchvision.transforms import functional

random = numpy.random.default_rng(3)
width, height = 23, 17
y, x = numpy.mgrid[0:height, 0:width]
pixels = numpy.stack([127 + 120 * numpy.sin(x / 3), 255 - 15 * y, 5 * x + 8 * y], axis=2) + random.normal(0, 12, (height, width, 3))
pixels[2:4, 3:6] = 128  # grey: no hue
pixels[5, 5:8] = [[255, 0, 0], [0, 255, 255], [255, 255, 0]]
pixels[6, 5:7] = [[0, 0, 0], [255, 255, 255]]
pixels = numpy.clip(pixels, 0, 255).astype(numpy.uint8)
image = Image.fromarray(pixels)
floats = torch.from_numpy(pixels).permute(2, 0, 1).float() / 255


def stored(result):
    return {"width": result.width, "height": result.height, "pixels": result.tobytes().hex()}


def from_floats(tensor):
    return stored(Image.fromarray((tensor * 255).round().clamp(0, 255).byte().permute(1, 2, 0).numpy()))


adjustments = {
    "brightness": (functional.adjust_brightness, [0.0, 0.7, 1.3]),
    "contrast": (functional.adjust_contrast, [0.0, 0.6, 1.4]),
    "saturation": (functional.adjust_saturation, [0.0, 0.5, 1.5]),
    "hue": (functional.adjust_hue, [-0.5, -0.1, 0.07, 0.3]),
}
chain = floats
for name, amount in [("saturation", 1.2), ("hue", -0.1), ("brightness", 1.2), ("contrast", 0.8)]:
    chain = adjustments[name][0](chain, amount)

result = {
    "source": stored(image),
    "resize": [stored(image.resize(size, Image.BILINEAR)) for size in [(12, 9), (5, 17), (23, 4), (1, 1), (40, 31), (60, 6), (23, 17), (22, 16)]],
    "rotate": [{"degrees": degrees, "fill": fill, "image": stored(image.rotate(degrees, Image.BILINEAR, fillcolor=(fill,) * 3))}
               for degrees, fill in [(0, 0), (10, 0), (-7.5, 128), (33, 255), (179, 0)]],
    "centre": [stored(functional.center_crop(image, size)) for size in [1, 4, 11, 16, 17]],
    "mirror": stored(functional.pad(image, [5, 9, 5, 9], padding_mode="reflect")),
    "blur": [{"sigma": sigma, "image": stored(Image.fromarray(
        ndimage.gaussian_filter(pixels.astype(numpy.float64), (sigma, sigma, 0), mode="mirror", truncate=4).round().astype(numpy.uint8)))}
             for sigma in [0.3, 1.0, 2.6]],
    "colour": [{"change": name, "amount": amount, "image": from_floats(change(floats, amount))}
               for name, (change, amounts) in adjustments.items() for amount in amounts],
    "chain": from_floats(chain),
    "imagenet": functional.normalize(floats, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])[:, 5, :9].flatten().tolist(),
}
(pathlib.Path(__file__).parent / "transforms.json").write_text(json.dumps(result, indent=0) + "\n")
