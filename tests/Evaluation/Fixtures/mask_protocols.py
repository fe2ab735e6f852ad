"""Writes mask_protocols.json: F1 of masks under several protocols, image by image. Needs python3-sklearn (1.2 or newer) and python3-scipy.

The filters of the rim, the strict > at 0.5 and the inverse are those of the public code of TruFor (test_docker/metrics.py), written anew;
counts are scikit-learn's.
"""
import json
import pathlib

import numpy as np
from scipy.ndimage import maximum_filter, minimum_filter
from sklearn import metrics

random = np.random.default_rng(17)
STEPS = 1000


def noisy(truth, gap):
    scores = 1 / (1 + np.exp(-(gap * (2 * truth - 1) + 1.5 * random.normal(size=truth.shape))))
    scores[:, ::5] = np.round(scores[:, ::5], 1)  # ties, and scores of exactly 0.5
    return np.round(scores, 4).astype("f4")


def rectangle(height, width, top, left, bottom, right):
    truth = np.zeros((height, width), int)
    truth[top:bottom, left:right] = 1
    return truth


TRUTHS = {
    "in the middle": (rectangle(48, 56, 12, 14, 36, 44), 1.0),
    "at the border": (rectangle(40, 40, 0, 0, 22, 40), 0.6),
    "all rim": (rectangle(40, 48, 10, 10, 20, 22), 1.0),
    "inverted": (rectangle(40, 40, 8, 8, 34, 34), -1.0),
    "two regions": (rectangle(56, 56, 2, 2, 24, 24) + rectangle(56, 56, 30, 30, 54, 54), 0.3),
    "everything edited": (np.ones((20, 20), int), 0.2),
}


def counts(truth, answers):
    (tn, fp), (fn, tp) = metrics.confusion_matrix(truth.ravel(), answers.ravel(), labels=[0, 1])
    return [int(tp), int(fp), int(tn), int(fn)]


def f1(truth, answers):
    return float(metrics.f1_score(truth.ravel(), answers.ravel(), zero_division=0))


def trufor(scores, truth):
    kept = (minimum_filter(truth, 15) == 1) | (maximum_filter(truth, 11) == 0)
    truth, answers = truth[kept], (scores > 0.5).astype(int)[kept]
    return counts(truth, answers), max(f1(truth, answers), f1(truth, 1 - answers))


def at_every_threshold(scores, truth):
    return [f1(truth, (scores.astype("f8") >= step / STEPS).astype(int)) for step in range(STEPS + 1)]


def case(name, truth, gap):
    scores = noisy(truth, gap)
    on_grid = np.floor(scores.astype("f8") * STEPS) / STEPS
    rim, larger = trufor(scores, truth)
    return {
        "name": name, "width": truth.shape[1], "height": truth.shape[0],
        "scores": [round(float(score), 4) for score in scores.ravel()], "truth": "".join(map(str, truth.ravel())),
        "plain": counts(truth, (scores > 0.5).astype(int)), "plain_f1": f1(truth, (scores > 0.5).astype(int)),
        "without_rim": rim, "tru_for_f1": larger, "f1": at_every_threshold(scores, truth),
        "roc_auc": float(metrics.roc_auc_score(truth.ravel(), on_grid.ravel())) if truth.min() == 0 else None,
        "average_precision": float(metrics.average_precision_score(truth.ravel(), on_grid.ravel())),
    }


cases = [case(name, *given) for name, given in TRUTHS.items()]
sets = np.array([case["f1"] for case in cases])
pooled_scores = np.concatenate([np.floor(np.asarray(case["scores"], "f4").astype("f8") * STEPS) / STEPS for case in cases])
pooled_truth = np.concatenate([np.array(list(case["truth"]), int) for case in cases])
summary = {
    "plain": np.mean([case["plain_f1"] for case in cases]), "tru_for": np.mean([case["tru_for_f1"] for case in cases]),
    "fixed": sets[:, 300].mean(), "best_per_image": sets.max(axis=1).mean(), "best_over_set": sets.mean(axis=0).max(),
    "roc_auc": metrics.roc_auc_score(pooled_truth, pooled_scores),
    "average_precision": metrics.average_precision_score(pooled_truth, pooled_scores),
}
for each in cases:
    del each["f1"]
document = {"summary": {name: float(value) for name, value in summary.items()}, "cases": cases}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(document) + "\n")
print(document["summary"])
