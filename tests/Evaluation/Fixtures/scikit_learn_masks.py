"""Writes scikit_learn_masks.json: measures of masks as scikit-learn computes them, image by image. Needs python3-sklearn (1.2 or newer).

Ignored pixels (255) are cut out before scikit-learn sees them. What is 0/0 there is 1 here: an empty answer to an empty mask is right.
"""
import json
import pathlib

import numpy as np
from sklearn import metrics

random = np.random.default_rng(17)
THRESHOLDS = [0.0, 0.001, 0.25, 0.3, 0.5, 0.501, 0.999, 1.0]


def float32(values):
    return np.asarray(values, "f4")


def blob(height, width):
    y, x = np.mgrid[:height, :width]
    truth = ((y - height / 2) ** 2 + (x - width / 2) ** 2 < (min(height, width) / 3) ** 2).astype(int)
    scores = 1 / (1 + np.exp(-(3 * truth - 1.5 + 1.5 * random.normal(size=truth.shape))))
    return float32(scores), truth


def padded(columns):
    scores, truth = blob(12, 16)
    truth[:, :columns] = 255
    return scores, truth


EDGES = float32(np.arange(0, 1001) / 1000)
CASES = {
    "found in part": blob(20, 24),
    "empty mask": (blob(9, 9)[0], np.zeros((9, 9), int)),
    "empty prediction": (float32(np.zeros((9, 9))), blob(9, 9)[1]),
    "empty mask and empty prediction": (float32(np.zeros((5, 7))), np.zeros((5, 7), int)),
    "all edited": (blob(8, 8)[0], np.ones((8, 8), int)),
    "all edited and all found": (float32(np.ones((8, 8))), np.ones((8, 8), int)),
    "padded": padded(5),
    "all but one column padded": padded(15),
    "one edited pixel": (float32([[0.7]]), np.array([[1]])),
    "one authentic pixel": (float32([[0.7]]), np.array([[0]])),
    "one authentic pixel, not accused": (float32([[0.0]]), np.array([[0]])),
    "on the edges of bins": (EDGES[None], (np.arange(1001) % 3 == 0).astype(int)[None]),
    "just below the edges of bins": (np.nextafter(EDGES, float32(0))[None], (np.arange(1001) % 2).astype(int)[None]),
    "just above the edges of bins": (np.nextafter(EDGES, float32(1))[None], (np.arange(1001) % 2).astype(int)[None]),
}


def measure(scores, truth, threshold):
    counts = truth.ravel() != 255
    truth = truth.ravel()[counts]
    answers = (scores.ravel()[counts].astype("f8") >= threshold).astype(int)
    (tn, fp), (fn, tp) = metrics.confusion_matrix(truth, answers, labels=[0, 1])
    return {
        "threshold": threshold, "counts": [int(tp), int(fp), int(tn), int(fn)],
        "f1": float(metrics.f1_score(truth, answers, zero_division=1)) if tp + fp + fn else 1.0,
        "iou": float(metrics.jaccard_score(truth, answers, zero_division=1)),
        "mean_iou": float(metrics.jaccard_score(truth, answers, labels=[0, 1], average="macro", zero_division=1)),
        "pixel_accuracy": float(metrics.accuracy_score(truth, answers)),
    }


cases = [{
    "name": name, "width": truth.shape[1], "height": truth.shape[0],
    "scores": [float(score) for score in scores.ravel()], "truth": truth.ravel().tolist(),
    "measures": [measure(scores, truth, threshold) for threshold in THRESHOLDS],
} for name, (scores, truth) in CASES.items()]
lines = ",\n".join(json.dumps(case) for case in cases)
pathlib.Path(__file__).with_suffix(".json").write_text(f"[\n{lines}\n]\n")
print(f"{len(cases)} cases")
