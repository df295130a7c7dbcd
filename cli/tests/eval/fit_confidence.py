"""Fits the constants of `src/nlu/confidence.rs` on bots cut from labelled corpora.

    pip install numpy scipy numba
    python3 fit_confidence.py REFERENCE.py DATA

REFERENCE.py is the reference implementation of the scorer, to which the vectors of `src/nlu/examples/vectors` are added here.
DATA holds `clinc150`, `banking77` and `hint3_sofmattress`; test files are not read. A bot is some intents and some phrases of
each. In scope are lines of `val` with its intents (of SOFMattress the phrases left out, five times); out of scope are lines of the
corpus' other intents, lines about something else, and single words that the bot does not have, of which corpora have next to none
and chats have many. Every bot weighs 1, half of it in scope; confidence.rs then moves the odds by 7 to 3. Printed are the constants for bots with vectors of words and without; what they are worth on the bots of
a corpus if fitted without that corpus; and the same without one or the other input. AUROC tells lines with the right best intent from
all others; recall is the share out of scope that a threshold leaves which keeps 97 % of the right lines.
"""
import importlib.util, math, random, sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

REFERENCE, DATA = sys.argv[1], Path(sys.argv[2])
ROOT = Path(__file__).resolve().parents[3] / "src/nlu"
DRAW = random.Random(7)
SIZES = {
    "clinc150": [(150, 100), (150, 20), (150, 5), (100, 10), (75, 20), (50, 50), (50, 5), (30, 100), (30, 10), (30, 5), (20, 20), (15, 5), (10, 8), (5, 50), (5, 5), (3, 20), (2, 10)],
    "banking77": [(77, 1000), (77, 20), (77, 5), (50, 30), (50, 10), (30, 10), (30, 5), (20, 60), (12, 5), (8, 20), (5, 10), (3, 40), (2, 10)],
}
MOST_OUTSIDE = 400
# Single words a bot, and their share of its weight: without them a fit takes short messages for surely meant.
WORDS, WORDS_SHARE = 150, 0.05
# As in vectors.rs, features.rs and, for bots of many phrases, dense.rs (small ones get 10 to 32 quicker passes there).
DIMENSIONS, WEIGHT, REACH, PASSES = 48, 0.6, 10, 13
# Held, not fitted (10.2): up to 13 the error is the same, and the higher it is, the better the bots tell messages about something
# else (AUROC 95.5 at 10.2, 95.7 at 12.4, 95.8 at 15).
KNOWN = 12.4
NAMES = ["SCORE", "LEAD", "KNOWN", "PHRASES", "LEAD_BY_PHRASES", "WORDS", "MORE_WORDS", "LIKENESS"]
SHARE = NAMES.index("KNOWN")
TRAFFIC = math.log(7 / 3)  # to 70 % in scope
# Words of a message: up to FEW they make no difference, from MANY on another one.
FEW, MANY = 3, 5

spec = importlib.util.spec_from_file_location("reference", REFERENCE)
reference = sys.modules["reference"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)
ENGLISH = (ROOT / "spelling/english.txt").read_text().split()
reference.EN = set(ENGLISH)


def pairs(words):
    stems = [reference.stem(word) for word in words]
    return ["&".join(sorted((a, b))) for at, a in enumerate(stems) for b in stems[at + 1 : at + 1 + REACH]]


reference.GROUPS[2] = (pairs, 0.5)
words = (ROOT / "examples/vectors/english.txt").read_text().split()
known = {word: at for at, word in enumerate(words)}
table = np.fromfile(ROOT / "examples/vectors/english.bin", np.int8).reshape(-1, DIMENSIONS).astype(float)


def vector(word):
    forms = [word]
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = word[: -len(ending)]
        if not word.endswith(ending) or len(stem) < 3:
            continue
        forms.append(stem)
        if ending in ("ed", "ing"):
            forms += [stem + "e"] + ([stem[:-1]] if len(stem) > 3 and stem[-1] == stem[-2] else [])
    forms += [word[:-3] + "y"] if word.endswith("ies") else []
    return next((table[known[form]] for form in forms if form in known), np.zeros(DIMENSIONS))


def of_length_1(sums):
    return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def rows(features, texts, weight):
    found, share, _ = features(texts)
    sums = np.array([sum(map(vector, text), np.zeros(DIMENSIONS)) for text in texts]).reshape(-1, DIMENSIONS)
    directions = of_length_1(sums)
    return hstack([found, csr_matrix((weight * directions).astype(np.float32))]).tocsr(), share, directions


def inputs(train, sets, weight):
    """What the confidence is computed from, for each set of lines, and whether the best intent is right."""
    labels = sorted({intent for intent, _ in train})
    number = {intent: at for at, intent in enumerate(labels)}
    texts = [reference.words(text) for _, text in train]
    spelling, features = reference.Speller(texts), reference.Features(texts)
    x, _, directions = rows(features, texts, weight)
    y = np.array([number[intent] for intent, _ in train])
    centres = of_length_1(np.array([directions[y == own].sum(0) for own in range(len(labels))]))
    each = math.log(len(train) / len(labels))
    w = reference.train(x.indptr.astype(np.int64), x.indices.astype(np.int32), x.data.astype(np.float32), y, len(labels), x.shape[1], 3.0, PASSES, 1)
    for lines in sets:
        read = [spelling.fix(reference.words(text)) for _, text in lines]
        x, share, directions = rows(features, read, weight)
        scores = np.asarray(x @ w[:-1] + w[-1])
        best = -np.sort(-scores, 1)
        lead = best[:, 0] - best[:, 1]
        like = (directions * centres[scores.argmax(1)]).sum(1) if weight else np.zeros(len(lines))
        length = np.log(1 + np.array([len(text) for text in read]))
        few, many = np.maximum(length, math.log(1 + FEW)), np.maximum(length - math.log(1 + MANY), 0)
        right = [number.get(intent) == at for (intent, _), at in zip(lines, scores.argmax(1))]
        yield np.stack([best[:, 0], lead, share, np.full(len(lines), each), lead * each, few, many, like], 1), np.array(right, float)


def lines(name):
    return [tuple(line.rstrip("\n").split("\t", 1)) for line in open(DATA / name, encoding="utf-8")]


def bots():
    oos = [row for row in lines("clinc150/val.tsv") + lines("clinc150/train_oos.tsv") if row[0] == "oos"]
    val = {name: [row for row in lines(f"{name}/val.tsv") if row[0] != "oos"] for name in SIZES}
    soft = lines("hint3_sofmattress/train.tsv")
    all_lines = {**val, "hint3_sofmattress": soft}

    def outside(own, near):
        far = oos + [("oos", text) for name in all_lines if name != own for _, text in DRAW.sample(all_lines[name], 100)]
        near = [("oos", text) for _, text in near]
        return [DRAW.sample(part, min(MOST_OUTSIDE, len(part))) for part in (near, far) if part]

    for name, sizes in SIZES.items():
        train = {}
        for row in lines(f"{name}/train.tsv"):
            train.setdefault(row[0], []).append(row)
        for intents, phrases in sizes:
            kept = DRAW.sample(sorted(train), intents)
            part = [row for intent in kept for row in DRAW.sample(train[intent], min(phrases, len(train[intent])))]
            near = [row for row in val[name] if row[0] not in kept]
            yield name, part, [row for row in val[name] if row[0] in kept], outside(name, near)
    for intents in (21, 10):
        DRAW.shuffle(soft)
        for fold in range(5):
            kept = DRAW.sample(sorted({intent for intent, _ in soft}), intents)
            part = [row for at, row in enumerate(soft) if at % 5 != fold and row[0] in kept]
            inside = [row for row in soft[fold::5] if row[0] in kept]
            near = [row for row in soft if row[0] not in kept]
            yield "hint3_sofmattress", part, inside, outside("hint3_sofmattress", near)


def fit(x, y, weights):
    """Logistic regression; a trace of L2 keeps it from running away."""
    a = np.c_[x, np.ones(len(x))]
    held = KNOWN * a[:, SHARE]
    a[:, SHARE] = 0.0

    def loss(b):
        z = a @ b + held
        error = (weights * (np.logaddexp(0, z) - y * z)).sum() / weights.sum()
        slope = a.T @ (weights * (1 / (1 + np.exp(-z)) - y)) / weights.sum()
        return error + 1e-6 * (b[:-1] ** 2).sum(), slope + np.r_[2e-6 * b[:-1], 0]

    b = minimize(loss, np.r_[np.zeros(x.shape[1]), -KNOWN], jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x
    b[SHARE] = KNOWN
    return b


def calibration_error(p, y, weights, stretches=15):
    at = np.minimum((p * stretches).astype(int), stretches - 1)
    distance = [abs((weights * (p - y))[at == stretch].sum()) for stretch in range(stretches)]
    return 100 * sum(distance) / weights.sum()


def gather(all_bots, weight):
    x, y, weights, scope, bot, source = [], [], [], [], [], []
    for number, (name, train, inside, others) in enumerate(all_bots):
        own = {word for _, text in train for word in reference.words(text)}
        strange = random.Random(number).sample([word for word in ENGLISH if word not in own], WORDS)
        sets = [inside, [("oos", word) for word in strange], *others]
        for at, (columns, right) in enumerate(inputs(train, sets, weight)):
            share = [0.5, WORDS_SHARE, (0.5 - WORDS_SHARE) / len(others)][min(at, 2)]
            x.append(columns)
            y.append(right)
            for column, value in ((weights, share / len(right)), (scope, at == 0), (bot, number), (source, name)):
                column.append(np.full(len(right), value))
    return np.vstack(x), *map(np.concatenate, (y, weights, scope, bot, source))


def auroc(z, right, weights):
    """The chance that a right line has a higher z than another one, each drawn by its weight; equal ones count one half."""
    _, at = np.unique(z, return_inverse=True)
    others, own = (np.bincount(at, weights * part, at.max() + 1) for part in (~right, right))
    below = np.cumsum(others) - others / 2
    return 100 * (own * below).sum() / (own.sum() * others.sum())


def report(x, y, weights, scope, bot, source):
    of_traffic = weights * np.where(scope, 1.4, 0.6)  # 70 % in scope

    def unseen(without=()):
        """By bot: the corpus, calibration error, AUROC and recall by constants fitted on the bots of other corpora."""
        inputs = np.where(np.isin(NAMES, without), 0.0, x)
        for name in np.unique(source):
            own = source == name
            b = fit(inputs[~own], y[~own], weights[~own])
            for at in np.unique(bot[own]):
                rows = bot == at
                z, right, inside = inputs[rows] @ b[:-1] + b[-1], y[rows] > 0, scope[rows]
                kept = np.sort(z[right & inside])[int(0.03 * (right & inside).sum())]
                p = 1 / (1 + np.exp(-(z + TRAFFIC)))
                recall = np.average(z[~inside] < kept, weights=weights[rows][~inside])
                yield name, calibration_error(p, y[rows], of_traffic[rows]), auroc(z, right, weights[rows]), 100 * recall

    def told(label, rows):
        error, area, recall = np.mean([row[1:] for row in rows], 0)
        print(f"{label:40} {len(rows):3} bots, calibration error {error:5.2f} %, AUROC {area:.2f}, recall {recall:.1f} %", flush=True)

    b = fit(x, y, weights)
    for name, value in zip([*NAMES, "BIAS"], b):
        print(f"{name:22} {value:8.4f}")
    rows = list(unseen())
    for name in np.unique(source):
        told(f"fitted without {name}", [row for row in rows if row[0] == name])
    told("each fitted without its corpus", rows)
    for names in (["LIKENESS"], ["LEAD_BY_PHRASES"], ["WORDS", "MORE_WORDS"], ["LIKENESS", "LEAD_BY_PHRASES", "WORDS", "MORE_WORDS"]):
        told("without " + " ".join(names), list(unseen(names)))


all_bots = list(bots())
for name, weight in (("with", WEIGHT), ("without", 0.0)):
    print(f"{name} vectors of words", flush=True)
    report(*gather(all_bots, weight))
