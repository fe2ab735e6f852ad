"""scikit-learn's ranking metrics and a vectorised NumPy sweep, on the shared input files."""
import os

import numpy

PIXELS = 512 * 512


def ranking(folder):
    from sklearn.metrics import average_precision_score, roc_auc_score
    scores = numpy.fromfile(os.path.join(folder, "scores.bin"), numpy.float64)
    targets = numpy.fromfile(os.path.join(folder, "targets.bin"), numpy.bool_)
    return lambda: [roc_auc_score(targets, scores), average_precision_score(targets, scores)], len(scores) / 1e6


def pixel_sweep(folder):
    """F1 per mask at each of 1,001 thresholds: a loop over thresholds, vectorised over pixels."""
    scores = numpy.fromfile(os.path.join(folder, "mask-scores.bin"), numpy.float32).reshape(-1, PIXELS)
    truths = numpy.fromfile(os.path.join(folder, "mask-truth.bin"), numpy.uint8).reshape(-1, PIXELS).astype(bool)
    exact = numpy.arange(1001) / 1000
    nearest = exact.astype(numpy.float32)
    thresholds = numpy.where(nearest < exact, numpy.nextafter(nearest, numpy.float32(2)), nearest)  # score >= exact, in float32

    def sweep():
        f1 = numpy.empty((len(scores), len(thresholds)))
        for image, (score, truth) in enumerate(zip(scores, truths)):
            positives = numpy.count_nonzero(truth)
            for step, threshold in enumerate(thresholds):
                predicted = score >= threshold
                hits = numpy.count_nonzero(predicted & truth)
                f1[image, step] = 2 * hits / (numpy.count_nonzero(predicted) + positives)
        return f1.mean(0)[[250, 500, 750]].tolist()
    return sweep, len(scores)
