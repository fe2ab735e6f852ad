"""Writes scikit_learn_cases.json: detection metrics as scikit-learn computes them. Needs python3-sklearn (1.2 or newer).

null stands where scikit-learn raises, or warns that what it returns is not defined.
"""
import json
import pathlib
import warnings

import numpy as np
from sklearn import metrics
from sklearn.calibration import calibration_curve

BINS = 15
random = np.random.default_rng(17)


def separated(positives, negatives, gap, decimals):
    targets = random.permutation([1] * positives + [0] * negatives)
    scores = 1 / (1 + np.exp(-(random.normal(size=len(targets)) + gap * (targets - 0.5))))
    return scores.round(decimals), targets


CASES = {
    "random": (*separated(25, 25, 0, 6), 0.5),
    "large": (*separated(1000, 1000, 1, 6), 0.45),
    "large with ties": (*separated(600, 400, 1, 2), 0.5),
    "few distinct scores": (*separated(100, 100, 2, 1), 0.6),
    "one positive in a hundred": (*separated(2, 198, 2, 4), 0.5),
    "ninety-nine positives in a hundred": (*separated(198, 2, 2, 4), 0.5),
    "good": (*separated(60, 40, 4, 5), 0.5),
    "inverted": (*separated(40, 60, -3, 5), 0.5),
    "perfect": ([0.1, 0.2, 0.3, 0.7, 0.8, 0.9], [0, 0, 0, 1, 1, 1], 0.5),
    "perfectly wrong": ([0.9, 0.8, 0.7, 0.3, 0.2, 0.1], [0, 0, 0, 1, 1, 1], 0.5),
    "all scores equal, all answered positive": ([0.5] * 10, [0, 1] * 5, 0.5),
    "all scores equal, none answered positive": ([0.25] * 10, [0, 1, 1, 1, 0] * 2, 0.5),
    "all scores equal, imbalanced": ([0.7] * 12, [1] + [0] * 11, 0.7),
    "only positives": ([0.9, 0.4, 0.6, 0.6], [1, 1, 1, 1], 0.5),
    "only positives, none found": ([0.1, 0.4, 0.3], [1, 1, 1], 0.5),
    "only negatives": ([0.9, 0.4, 0.6, 0.6], [0, 0, 0, 0], 0.5),
    "only negatives, none accused": ([0.1, 0.4, 0.3], [0, 0, 0], 0.5),
    "only negatives, all accused": ([0.8, 0.9], [0, 0], 0.5),
    "a single positive": ([0.8], [1], 0.5),
    "a single negative": ([0.8], [0], 0.5),
    "two items in order": ([0.2, 0.8], [0, 1], 0.5),
    "two items in the wrong order": ([0.8, 0.2], [0, 1], 0.5),
    "two items tied": ([0.6, 0.6], [0, 1], 0.5),
    "answers without degrees": ([0, 1, 1, 0, 1, 0, 0, 1], [0, 1, 0, 0, 1, 1, 0, 1], 1),
    "everything answered positive": ([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0),
    "nothing answered positive": ([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0.81),
    "threshold on a score": ([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0.35),
    "a tie across the classes": ([0.9, 0.5, 0.5, 0.5, 0.5, 0.1], [1, 1, 0, 1, 0, 0], 0.5),
    "scores on the edges of bins": ([i / 15 for i in range(16)] + [i / 10 for i in range(11)], [0, 1, 1] * 9, 0.4),
    "neighbouring doubles": ([0.5, np.nextafter(0.5, 1), np.nextafter(0.5, 0), 0.5], [0, 1, 0, 1], 0.5),
    "tiny scores": ([1e-300, 5e-324, 0.0, 1e-12, 1 - 1e-16], [1, 0, 0, 1, 1], 1e-12),
    "logits": ([-3.5, 2.25, 0.0, 7.75, -0.5, 0.5], [0, 1, 0, 1, 1, 0], 0.25),
}


def defined(compute):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return float(compute())
        except (ValueError, Warning):
            return None


def expected_calibration_error(targets, scores):
    share, mean = calibration_curve(targets, scores, pos_label=1, n_bins=BINS)
    items = np.bincount(np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], scores), minlength=BINS)
    return np.sum(np.abs(share - mean) * items[items > 0]) / len(scores)


def curves(targets, scores):
    false_rate, true_rate, thresholds = metrics.roc_curve(targets, scores, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(targets, scores)
    misses_lead = 1 - true_rate - false_rate
    return {
        "false_positive_rates": false_rate.tolist(),
        "true_positive_rates": true_rate.tolist(),
        "thresholds": thresholds[1:].tolist(),  # the first one differs between versions: infinity, or the highest score + 1
        "precisions": precision[::-1].tolist(),
        "recalls": recall[::-1].tolist(),
        "equal_error_rate": float(np.interp(0, -misses_lead, false_rate)),
        "true_positive_rate_at_5_percent": float(true_rate[false_rate <= 0.05].max()),
    }


def measure(name, scores, targets, threshold):
    scores, targets = np.asarray(scores, float), np.asarray(targets, int)
    answers = (scores >= threshold).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 0/0 is 0 there by default, and so it is here
        at_threshold = {
            "accuracy": float(metrics.accuracy_score(targets, answers)),
            "balanced_accuracy": float(metrics.balanced_accuracy_score(targets, answers)),
            "precision": float(metrics.precision_score(targets, answers)),
            "recall": float(metrics.recall_score(targets, answers)),
            "f1": float(metrics.f1_score(targets, answers)),
            "mcc": float(metrics.matthews_corrcoef(targets, answers)),
        }
    return {
        "name": name, "scores": scores.tolist(), "targets": targets.tolist(), "threshold": threshold, **at_threshold,
        "roc_auc": defined(lambda: metrics.roc_auc_score(targets, scores)),
        "average_precision": defined(lambda: metrics.average_precision_score(targets, scores)),
        "expected_calibration_error": defined(lambda: expected_calibration_error(targets, scores)),
        "curves": curves(targets, scores) if len(set(targets)) == 2 and len(scores) <= 100 else None,
    }


cases = [measure(name, *case) for name, case in CASES.items()]
lines = ",\n".join(json.dumps(case) for case in cases)
pathlib.Path(__file__).with_suffix(".json").write_text(f"[\n{lines}\n]\n")
print(f"{len(cases)} cases")
