"""Writes predictions.tsv (made up, fixed seed) and prints its figures by scikit-learn and numpy.

The test `the_figures_are_those_of_scikit_learn` (src/commands/eval/figures.rs) holds ours to them:
  python cli/tests/eval/reference.py cli/tests/eval/predictions.tsv
Columns: intent of the line, best candidate (empty: none), confidence. It acts from 0.5 and asks from 0.3.
"""
import sys
from fractions import Fraction

import numpy as np
from sklearn import metrics

rng = np.random.default_rng(20190903)
intents = ["bill", "cancel", "hours", "human", "late", "menu", "refund", "size"]
rows = []
for _ in range(600):
    if rng.random() < 0.3:  # out of scope, mostly with a low confidence
        gold, best, confidence = "oos", rng.choice(intents), rng.beta(1, 4)
    else:
        gold = intents[min(int(rng.exponential(2.5)), 6)]  # `size` has no line
        right = rng.random() < 0.85
        best = gold if right else rng.choice(intents)
        confidence = rng.beta(4, 1.5) if right else rng.beta(2, 3)
    confidence = round(float(confidence), int(rng.choice([1, 2, 3])))  # ties on purpose
    if rng.random() < 0.04:
        best, confidence = "", 0.0
    rows.append((str(gold), str(best), confidence))
with open(sys.argv[1], "w") as out:
    out.writelines(f"{g}\t{b}\t{c:.3f}\n" for g, b, c in rows)

gold = np.array([r[0] for r in rows])
best = np.array([r[1] for r in rows])
conf = np.array([r[2] for r in rows])
inside = gold != "oos"
act = (conf >= 0.5) & (best != "")
ask = (conf >= 0.3) & (best != "")
did = np.where(act, best, "oos")
right = inside & (best == gold)
show = lambda name, value: print(f"{name:32} {float(value)!r}")
show("accuracy", metrics.accuracy_score(gold, did))
show("in_scope_accuracy_argmax", right[inside].mean())
show("in_scope_accuracy_decided", (did == gold)[inside].mean())
show("out_of_scope_recall", (did == gold)[~inside].mean())
show("auroc", metrics.roc_auc_score(inside, conf))
show("mcc", metrics.matthews_corrcoef(gold, did))
show("macro_f1", metrics.f1_score(gold, did, labels=sorted(set(gold)), average="macro", zero_division=0))
show("answered_at_act", act.mean())
show("precision_at_act", right[act].mean())
show("answered_at_ask", ask.mean())
show("precision_at_ask", right[ask].mean())


def error(bins, weights):
    steps = [Fraction(round(c * 1000), 1000) for c in conf]
    where = np.array([max(-(-s * bins // 1), 1) for s in steps])  # ceil; 0 is in the first bin
    weights = weights / weights.sum()
    gaps = [abs((weights * (right - conf))[where == b].sum()) for b in range(1, bins + 1)]
    return sum(gaps)


traffic = np.where(inside, 0.7 / inside.sum(), 0.3 / (~inside).sum())
show("calibration_error", error(15, traffic))
show("calibration_error_10_bins", error(10, traffic))
show("calibration_error_as_is", error(15, np.ones(len(conf))))
show("calibration_error_as_is_10_bins", error(10, np.ones(len(conf))))
p, r, f, n = metrics.precision_recall_fscore_support(gold, did, labels=[*intents, "oos"], zero_division=0)
for name, *values in zip([*intents, "oos"], p, r, f, n):
    print(f"{name:8}", *(repr(float(v)) for v in values))
accuracy = lambda t: (np.where((conf >= t) & (best != ""), best, "oos") == gold).mean()
most = max(accuracy(k / 1000) for k in range(1001))
show("best threshold", max(k / 1000 for k in range(1001) if accuracy(k / 1000) == most))
show("accuracy there", most)
