"""Writes history_cases.json: block DCT (SciPy), radial and residual spectra (NumPy) of a formula. Needs python3-scipy."""
import json
import pathlib

import numpy as np
from scipy import fft, ndimage

WIDTH, HEIGHT, WINDOW, LENGTH = 150, 133, 64, 1024
y, x = np.mgrid[:HEIGHT, :WIDTH]
luma = ((7 * x * x + 13 * y + 3 * x * y) % 256).astype(float)


def block_dct(row, column):
    block = fft.dctn(luma[row:row + 8, column:column + 8], norm="ortho")
    return {"row": row, "column": column, "values": block.ravel().tolist()}


def radial_spectrum():
    hann = np.hanning(WINDOW)
    window, power, windows = np.outer(hann, hann), 0, 0
    for top in range(HEIGHT % WINDOW // 2, HEIGHT - WINDOW + 1, WINDOW):
        for left in range(WIDTH % WINDOW // 2, WIDTH - WINDOW + 1, WINDOW):
            part = luma[top:top + WINDOW, left:left + WINDOW]
            power, windows = power + np.abs(np.fft.fft2((part - part.mean()) * window)) ** 2, windows + 1
    frequency = np.fft.fftfreq(WINDOW, 1 / WINDOW)
    radius = np.rint(np.hypot(frequency[:, None], frequency)).astype(int)
    scale = windows * (window ** 2).sum()
    return [float(power[radius == k].mean() / scale) for k in range(WINDOW // 2 + 1)]


def resampling_peak():
    predictor = np.array([[-1, 2, -1], [2, -4, 2], [-1, 2, -1]]) / 4
    errors = np.log(0.25 + np.abs(ndimage.convolve(luma, predictor)[1:-1, 1:-1]))
    power = 0
    for profile in (errors.mean(axis=0), errors.mean(axis=1)):
        detail = profile - np.convolve(np.pad(profile, 8, mode="reflect"), np.full(17, 1 / 17), "valid")
        for phase in range(8):
            detail[phase::8] -= detail[phase::8].mean()
        hann = np.hanning(len(detail))
        power = power + np.abs(np.fft.rfft(detail * hann, LENGTH)) ** 2 / (hann ** 2).sum() / (detail ** 2).mean() / 2
    peak = float(power[int(np.ceil(0.07 * LENGTH)):].max())
    frequencies = (0.5 - 0.07) * (WIDTH - 2 + HEIGHT - 2) / 2
    return -np.log10(frequencies * (1 + 2 * peak) * np.exp(-2 * peak))


cases = {"width": WIDTH, "height": HEIGHT, "blocks": [block_dct(0, 0), block_dct(3, 5), block_dct(125, 142)],
         "radial_spectrum": radial_spectrum(), "resampling_peak": resampling_peak()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases) + "\n")
