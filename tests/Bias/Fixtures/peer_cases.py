"""Writes peer_cases.json: what SciPy and scikit-learn make of fixed cases. Needs python3-sklearn (1.2 or newer) and python3-scipy."""
import json
import pathlib

import numpy as np
from scipy import ndimage, optimize, special, stats
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression

BINS = 15
random = np.random.default_rng(17)


def kolmogorov_smirnov(first, second):
    distance = stats.ks_2samp(first, second).statistic
    size = len(first) * len(second) / (len(first) + len(second))
    return {"first": first.tolist(), "second": second.tolist(), "distance": float(distance),
            "probability": float(special.kolmogorov(np.sqrt(size) * distance))}


def scored(count, gap, scale, shift):
    """Scores whose logits are `scale` times too large, moved by `shift`, rounded as a detector might print them."""
    targets = random.permutation(np.arange(count) % 2)
    logits = scale * (random.normal(size=count) + gap * (targets - 0.5)) + shift
    return special.expit(logits).round(6).clip(1e-6, 1 - 1e-6), targets


def negative_log_likelihood(logits, targets):
    return np.sum(np.logaddexp(0, logits) - targets * logits)


def expected_calibration_error(scores, targets):
    share, mean = calibration_curve(targets, scores, n_bins=BINS)
    items = np.bincount(np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], scores), minlength=BINS)
    return float(np.sum(np.abs(share - mean) * items[items > 0]) / len(scores))


def calibration(count, gap, scale, shift):
    scores, targets = scored(count, gap, scale, shift)
    logits = special.logit(scores)
    inverse = optimize.minimize_scalar(
        lambda a: negative_log_likelihood(a * logits, targets), bounds=(1e-3, 1e3), method="bounded", options={"xatol": 1e-12}).x
    positives = targets.sum()
    smoothed = np.where(targets == 1, (positives + 1) / (positives + 2), 1 / (count - positives + 2))  # Platt 1999
    slope, offset = optimize.minimize(
        lambda x: negative_log_likelihood(x[0] * logits + x[1], smoothed), [1, 0], method="BFGS", options={"gtol": 1e-9}).x
    offset_alone = optimize.minimize_scalar(lambda b: negative_log_likelihood(logits + b, targets), options={"xtol": 1e-12}).x
    share, mean = calibration_curve(targets, scores, n_bins=BINS)
    return {
        "scores": scores.tolist(), "targets": targets.tolist(), "temperature": float(1 / inverse), "slope": float(slope), "offset": float(offset),
        "positive_shares": share.tolist(), "mean_scores": mean.tolist(),
        "ece": expected_calibration_error(scores, targets),
        "ece_after_temperature": expected_calibration_error(special.expit(inverse * logits), targets),
        "ece_after_platt": expected_calibration_error(special.expit(slope * logits + offset), targets),
        "log_loss": float(negative_log_likelihood(logits, targets) / count),
        "log_loss_after_offset": float(negative_log_likelihood(logits + offset_alone, targets) / count),
    }


def bootstrap(count, gap):
    scores, targets = scored(count, gap, 1, 0)
    right = (scores >= 0.5) == (targets == 1)
    interval = stats.bootstrap((right,), np.mean, n_resamples=20_000, method="percentile", random_state=17).confidence_interval
    return {"scores": scores.tolist(), "targets": targets.tolist(), "lower": float(interval.low), "upper": float(interval.high)}


def group_permutation(inside, outside):
    """Hits of a group and of the other images, and the p-value of the difference of their shares."""
    test = stats.permutation_test(
        (inside, outside), lambda a, b, axis: a.mean(axis=axis) - b.mean(axis=axis), vectorized=True, n_resamples=200_000, random_state=17)
    return {"inside": inside.tolist(), "outside": outside.tolist(), "probability": float(test.pvalue)}


def logistic(count, features, strength):
    x = random.normal(size=(count, features)).round(4)
    y = (x @ np.linspace(1, -1, features) + random.normal(size=count) > 0.3).astype(int)
    model = LogisticRegression(C=1 / strength, solver="newton-cg", tol=1e-9, max_iter=10_000).fit(x, y)
    return {"features": x.tolist(), "targets": y.tolist(), "strength": strength,
            "weights": model.coef_[0].tolist(), "offset": float(model.intercept_[0])}


def pixels(width, height):
    """A smooth scene with grain, as rows of RGB bytes."""
    y, x = np.mgrid[:height, :width]
    scene = np.stack([100 + 80 * np.sin(x / 5), 120 + 60 * np.cos(y / 7), 90 + x + y], axis=2)
    scene[: height // 3] = scene[: height // 3, :, :1]  # a grey part
    rgb = (scene + 4 * random.normal(size=scene.shape)).round().clip(0, 255).astype(int)
    luma = rgb @ [0.299, 0.587, 0.114]
    most, least = rgb.max(axis=2), rgb.min(axis=2)
    mask = ndimage.convolve(luma, [[1, -2, 1], [-2, 4, -2], [1, -2, 1]])[1:-1, 1:-1]
    laplacian = ndimage.convolve(luma, [[0, 1, 0], [1, -4, 1], [0, 1, 0]])[1:-1, 1:-1]
    return {"width": width, "height": height, "rgb": rgb.ravel().tolist(), "brightness": float(luma.mean() / 255),
            "saturation": float(((most - least) / np.maximum(most, 1)).mean()), "grey_share": float((most - least <= 8).mean()),
            "noise": float(np.sqrt(np.pi / 2) / 6 * np.abs(mask).mean()), "sharpness": float(laplacian.var())}


normal = random.normal
cases = {
    "kolmogorov_smirnov": [
        kolmogorov_smirnov(normal(size=60).round(3), normal(size=80).round(3)),
        kolmogorov_smirnov(normal(size=200).round(2), (normal(size=150) + 0.4).round(2)),
        kolmogorov_smirnov(random.integers(0, 5, 40) / 4, random.integers(1, 6, 30) / 5),
        kolmogorov_smirnov(np.zeros(10), np.ones(10)),
        kolmogorov_smirnov(np.array([0.5]), np.array([0.5])),
    ],
    "calibration": [calibration(400, 2, 3, 0), calibration(300, 1.5, 0.3, 0.5), calibration(500, 3, 1, -2)],
    "bootstrap": [bootstrap(300, 1.5), bootstrap(80, 3)],
    "pixels": [pixels(24, 17), pixels(9, 30)],
    "group_permutation": [
        group_permutation((np.arange(120) < hits).astype(float), (np.arange(300) < 150).astype(float)) for hits in (62, 74, 80)],
    "logistic_regression": [logistic(80, 3, 1.0), logistic(200, 6, 0.1), logistic(30, 2, 5.0)],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases).replace('}, {', '},\n{') + "\n")
