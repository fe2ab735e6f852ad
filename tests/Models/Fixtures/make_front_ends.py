"""What PyTorch, SciPy and NumPy compute for the front ends and side branches of the kit.

Debian 12: apt-get install python3-torch python3-scipy; then python3 make_front_ends.py
Writes front_ends.safetensors. The SRM kernels are written out from the figures of the papers, not rotated by code.
"""
import numpy
import torch
from scipy.fft import dctn
from torch.nn.functional import conv2d, interpolate, pad

import plain_safetensors
from parameter_formula import images, uniform

FIRST = ["1,0,0 0,-1,0 0,0,0", "0,1,0 0,-1,0 0,0,0", "0,0,1 0,-1,0 0,0,0", "0,0,0 1,-1,0 0,0,0",
         "0,0,0 0,-1,1 0,0,0", "0,0,0 0,-1,0 1,0,0", "0,0,0 0,-1,0 0,1,0", "0,0,0 0,-1,0 0,0,1"]
SECOND = ["0,0,0 1,-2,1 0,0,0", "0,0,1 0,-2,0 1,0,0", "0,1,0 0,-2,0 0,1,0", "1,0,0 0,-2,0 0,0,1"]
THIRD = ["-1,0,0,0,0 0,3,0,0,0 0,0,-3,0,0 0,0,0,1,0 0,0,0,0,0", "0,0,-1,0,0 0,0,3,0,0 0,0,-3,0,0 0,0,1,0,0 0,0,0,0,0",
         "0,0,0,0,-1 0,0,0,3,0 0,0,-3,0,0 0,1,0,0,0 0,0,0,0,0", "0,0,0,0,0 0,0,0,0,0 -1,3,-3,1,0 0,0,0,0,0 0,0,0,0,0",
         "0,0,0,0,0 0,0,0,0,0 0,1,-3,3,-1 0,0,0,0,0 0,0,0,0,0", "0,0,0,0,0 0,0,0,1,0 0,0,-3,0,0 0,3,0,0,0 -1,0,0,0,0",
         "0,0,0,0,0 0,0,1,0,0 0,0,-3,0,0 0,0,3,0,0 0,0,-1,0,0", "0,0,0,0,0 0,1,0,0,0 0,0,-3,0,0 0,0,0,3,0 0,0,0,0,-1"]
SQUARE3 = ["-1,2,-1 2,-4,2 -1,2,-1"]
EDGE3 = ["-1,2,-1 2,-4,2 0,0,0", "0,2,-1 0,-4,2 0,2,-1", "0,0,0 2,-4,2 -1,2,-1", "-1,2,0 2,-4,0 -1,2,0"]
SQUARE5 = ["-1,2,-2,2,-1 2,-6,8,-6,2 -2,8,-12,8,-2 2,-6,8,-6,2 -1,2,-2,2,-1"]
EDGE5 = ["-1,2,-2,2,-1 2,-6,8,-6,2 -2,8,-12,8,-2 0,0,0,0,0 0,0,0,0,0", "0,0,-2,2,-1 0,0,8,-6,2 0,0,-12,8,-2 0,0,8,-6,2 0,0,-2,2,-1",
         "0,0,0,0,0 0,0,0,0,0 -2,8,-12,8,-2 2,-6,8,-6,2 -1,2,-2,2,-1", "-1,2,-2,0,0 2,-6,8,0,0 -2,8,-12,0,0 2,-6,8,0,0 -1,2,-2,0,0"]
ZHOU = [SQUARE3[0], SQUARE5[0], SECOND[0]]  # divided by 4, 12 and 2


def kernel(text):
    rows = numpy.array([[float(value) for value in row.split(",")] for row in text.split()])
    rows = numpy.pad(rows, (5 - len(rows)) // 2)
    return rows / -rows[2, 2]


def srm(pixels, kernels, truncation=16, deviation=0.226):
    weights = torch.from_numpy(numpy.stack(kernels))[:, None]
    n, c, h, w = pixels.shape
    residuals = conv2d(pad(pixels, (2, 2, 2, 2), mode="replicate").reshape(n * c, 1, h + 4, w + 4), weights)
    return (residuals * 255 * deviation / truncation).clamp(-1, 1).reshape(n, -1, h, w)


def npr(pixels):
    half = interpolate(pixels, scale_factor=0.5, mode="nearest", recompute_scale_factor=True)
    return (pixels - interpolate(half, scale_factor=2.0, mode="nearest", recompute_scale_factor=True)) * 2.0 / 3.0


def constrained(weight):
    weight = weight.copy()
    weight[:, :, 2, 2] = 0
    weight /= weight.sum(axis=(2, 3), keepdims=True)
    weight[:, :, 2, 2] = -1
    return weight


def radial(pixels, rings):
    results = []
    for grey in pixels.numpy().mean(axis=1):
        power = abs(numpy.fft.fft2(grey)) ** 2 / grey.size
        rows, columns = (numpy.fft.fftfreq(side) for side in grey.shape)
        radius = numpy.hypot(rows[:, None], columns[None, :])
        ring = numpy.minimum((radius / numpy.sqrt(0.5) * rings + 1e-9 * rings).astype(int), rings - 1)
        results.append([numpy.log((power[ring == i].mean() if (ring == i).any() else 0) + 1e-6) for i in range(rings)])
    return numpy.array(results)


def block_dct(pixels):
    results = []
    for grey in pixels.numpy().mean(axis=1):
        blocks = [grey[y:y + 8, x:x + 8] for y in range(0, grey.shape[0] - 7, 8) for x in range(0, grey.shape[1] - 7, 8)]
        results.append(numpy.mean([numpy.log(abs(dctn(block, norm="ortho")) + 1e-3) for block in blocks], axis=0).ravel())
    return numpy.array(results)


ALL = FIRST + SECOND + THIRD + SQUARE3 + EDGE3 + SQUARE5 + EDGE5
kernels = numpy.stack([kernel(text) for text in ALL])
even, odd = images("front ends", (2, 3, 16, 24)), images("front ends, odd", (2, 3, 21, 29))
raw = uniform("constrained", (3, 3, 5, 5))
weight = constrained(raw)
results = {
    "kernels.all": kernels,
    "kernels.three": numpy.stack([kernel(text) for text in ZHOU]),
    "srm.three": srm(0.1 * even, [kernel(text) for text in ZHOU]).numpy(),
    "srm.all": srm(0.1 * even[:1], kernels).numpy(),
    "npr": npr(even).numpy(),
    "constrained.weight": weight,
    "constrained.output": conv2d(pad(even, (2, 2, 2, 2), mode="replicate"), torch.from_numpy(weight)).numpy(),
    "radial.even": radial(even, 6), "radial.odd": radial(odd, 9), "radial.empty": radial(even, 40),
    "dct.even": block_dct(even), "dct.odd": block_dct(odd),
}
for name, array in results.items():
    print(name, array.shape, "largest", abs(array).max())
plain_safetensors.write("front_ends.safetensors", {name: ("F32", array.astype("f4")) for name, array in results.items()})
