"""Expected values for the engine's tests that R's forecast has not: python reference.py > reference-python.csv

Needs statsforecast and hierarchicalforecast; reference.csv of reference.R beside it, for the series.
"""
import csv
import importlib.metadata as versions
import pathlib

import numpy as np
from hierarchicalforecast.methods import BottomUp, MinTrace
from statsforecast.models import (
    CrostonSBA, DynamicOptimizedTheta, OptimizedTheta, TSB,
)

names = ("statsforecast", "hierarchicalforecast", "numpy")
print("# " + ", ".join(f"{n} {versions.version(n)}" for n in names) + ": python reference.py > reference-python.csv")
print("series,method,quantity,step,value")


def put(series, method, quantity, values):
    for step, value in enumerate(np.atleast_1d(np.asarray(values, dtype=float)), 1):
        print(f"{series},{method},{quantity},{step},{value:.10g}")


series = {}
for row in csv.reader(open(pathlib.Path(__file__).with_name("reference.csv"))):
    if len(row) == 5 and row[1] == "series":
        series.setdefault((row[0], int(row[2][1:])), []).append(float(row[4]))

for (name, m), values in series.items():
    y = np.array(values)
    if name == "demand":
        put(name, "sba", "mean", CrostonSBA().forecast(y, 1)["mean"])
        put(name, "tsb", "mean", TSB(0.1, 0.1).forecast(y, 1)["mean"])
        continue
    h = 2 * m if m > 1 else 10
    put(name, "dynamic_theta", "mean", DynamicOptimizedTheta(season_length=m).forecast(y, h)["mean"])
    put(name, "optimised_theta", "mean", OptimizedTheta(season_length=m).forecast(y, h)["mean"])

# A total, two regions, two shops in the first and one in the second
S = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=float)
base = np.array([[105.0, 108.0], [58.0, 61.0], [30.0, 31.0], [25.0, 28.0], [45.0, 44.0]])
random = np.random.default_rng(7)
leaves = random.normal(size=(3, 40)) * np.array([[2.0], [1.0], [3.0]])
errors = S @ leaves + random.normal(size=(5, 40)) * 0.5
errors -= errors.mean(axis=1, keepdims=True) - 1e-3  # the library refuses a mean of 0
put("hierarchy", "base", "1", base[:, 0])
put("hierarchy", "base", "2", base[:, 1])
for i in range(5):
    put("hierarchy", "errors", str(i), errors[i])
insample = np.zeros_like(errors)
for method, reconciler in (
    ("bottom_up", None), ("ols", MinTrace("ols")), ("structural", MinTrace("wls_struct")),
    ("mint", MinTrace("mint_shrink")),
):
    if reconciler is None:
        result = BottomUp().fit_predict(S=S, y_hat=base)
    else:
        result = reconciler.fit_predict(S=S, y_hat=base, y_insample=errors, y_hat_insample=insample)
    put("hierarchy", method, "1", result["mean"][:, 0])
    put("hierarchy", method, "2", result["mean"][:, 1])
