"""Writes last_layer.json: L1 logistic regression by scikit-learn, and with non-negative weights by SciPy's L-BFGS-B.

Debian 12: apt-get install python3-sklearn; then python3 last_layer.py
"""
import json
import pathlib

import numpy
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

random = numpy.random.default_rng(17)
COUNT, FEATURES = 80, 6
targets = random.random(COUNT) < 0.4
features = abs(random.normal(size=(COUNT, FEATURES)))
features[:, 0] += 0.8 * targets       # evidence of synthetic
features[:, 1] += 0.8 * ~targets      # evidence of real
features = features.round(3)
x = (features - features.mean(0)) / features.std(0)


def free(penalty):
    fit = LogisticRegression(penalty="l1", solver="saga", C=1 / (penalty * COUNT), tol=1e-12, max_iter=1_000_000).fit(x, targets)
    return [*fit.coef_[0], fit.intercept_[0]]


def non_negative(penalty):
    sign = numpy.where(targets, 1, -1)

    def objective(p):
        margin = sign * (x @ p[:-1] + p[-1])
        slope = -sign / (1 + numpy.exp(margin)) / COUNT
        return numpy.logaddexp(0, -margin).mean() + penalty * p[:-1].sum(), numpy.append(x.T @ slope + penalty, slope.sum())

    fit = minimize(objective, numpy.zeros(FEATURES + 1), jac=True, method="L-BFGS-B", bounds=[(0, None)] * FEATURES + [(None, None)],
                   options={"ftol": 1e-16, "gtol": 1e-12, "maxiter": 100_000})
    return fit.x.tolist()


cases = [{"penalty": penalty, "nonNegative": positive, "parameters": (non_negative if positive else free)(penalty)}
         for penalty in (0.001, 0.02) for positive in (False, True)]
for case in cases:
    print(case)
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(
    {"features": features.tolist(), "targets": targets.tolist(), "cases": cases}, indent=1) + "\n")
