"""Cuts bots of many sizes from labelled corpora, with messages that they have not learnt, and measures
them with `frontdesk eval`: is the confidence what it promises, on bots that it was not fitted on?

    python3 cut_bots.py DATA FRONTDESK FOLDER [SEED]

DATA holds `clinc150`, `banking77` and `hint3_sofmattress`, each with `train.tsv` (`intent<TAB>text`), the first two with
`val.tsv`; test files are not read. A bot is some intents and some phrases of each; in scope are lines of `val` with those
intents (of SOFMattress the phrases left out, five times), out of scope are lines with the corpus' other intents and as many
of the other corpora and of CLINC150's `oos`. `eval` weighs 70 to 30.
"""
import json, random, subprocess, sys
from pathlib import Path

DATA, FRONTDESK, FOLDER = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
DRAW = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 2027)
SIZES = {
    "clinc150": [(150, 100), (150, 5), (120, 40), (75, 20), (50, 10), (30, 100), (30, 5), (15, 20), (10, 8), (5, 50), (5, 5), (3, 20), (2, 10), (2, 5)],
    "banking77": [(77, 1000), (77, 5), (50, 30), (30, 10), (20, 60), (12, 5), (8, 20), (5, 10), (3, 40), (2, 10)],
}


def lines(name):
    rows = [line.rstrip("\n").split("\t", 1) for line in open(DATA / name, encoding="utf-8")]
    return [(intent, text) for intent, text in rows]


def write(name, train, inside, near, far):
    by_intent = {}
    for intent, text in train:
        by_intent.setdefault(intent, []).append(text)
    quoted = lambda text: '"' + "".join("\\\\" + c if c in "()[]{}<>|\\" else c for c in text).replace('"', '\\"') + '"'
    yaml = "intents:\n" + "".join(
        f"  {json.dumps(intent)}:\n    bot: x\n    user:\n" + "".join(f"      - {quoted(text)}\n" for text in texts)
        for intent, texts in sorted(by_intent.items())
    )
    (FOLDER / f"{name}.yaml").write_text(yaml, encoding="utf-8")
    half = min(len(near), len(far)) if near else 0
    outside = DRAW.sample(near, half) + DRAW.sample(far, half or len(far))
    tsv = [f"{intent}\t{text}\n" for intent, text in inside] + [f"oos\t{text}\n" for text in outside]
    (FOLDER / f"{name}.tsv").write_text("".join(tsv), encoding="utf-8")
    return name


def bots():
    oos = [text for intent, text in lines("clinc150/val.tsv") + lines("clinc150/train_oos.tsv") if intent == "oos"]
    val = {name: [row for row in lines(f"{name}/val.tsv") if row[0] != "oos"] for name in SIZES}
    soft = lines("hint3_sofmattress/train.tsv")
    texts = {**{name: [text for _, text in rows] for name, rows in val.items()}, "hint3_sofmattress": [text for _, text in soft]}
    far = lambda own: oos + [t for name in texts if name != own for t in DRAW.sample(texts[name], 100)]
    for name, sizes in SIZES.items():
        train = {}
        for intent, text in lines(f"{name}/train.tsv"):
            train.setdefault(intent, []).append(text)
        for intents, phrases in sizes:
            kept = DRAW.sample(sorted(train), intents)
            part = [(i, t) for i in kept for t in DRAW.sample(train[i], min(phrases, len(train[i])))]
            inside = [row for row in val[name] if row[0] in kept]
            near = [text for intent, text in val[name] if intent not in kept]
            yield write(f"{name}_{intents}x{phrases}", part, inside, near, far(name)), name
    for intents in (21, 10):
        DRAW.shuffle(soft)
        for fold in range(5):
            kept = DRAW.sample(sorted({i for i, _ in soft}), intents)
            test = soft[fold::5]
            part = [row for at, row in enumerate(soft) if at % 5 != fold and row[0] in kept]
            inside = [row for row in test if row[0] in kept]
            near = [text for intent, text in soft if intent not in kept]
            yield write(f"sofmattress_{intents}.{fold}", part, inside, near, far("hint3_sofmattress")), "hint3_sofmattress"


FOLDER.mkdir(parents=True, exist_ok=True)
rows = {}
print(f"{'bot':28} lines accuracy  auroc   ece by chance  answered right of these")
for name, source in bots():
    ran = subprocess.run([FRONTDESK, "eval", FOLDER / f"{name}.yaml", FOLDER / f"{name}.tsv", "--json"], capture_output=True, text=True)
    found = json.loads(ran.stdout)
    figures = found.get("figures", found)
    row = [100 * (figures[key] or 0) for key in ("in_scope_accuracy_argmax", "auroc", "calibration_error", "calibration_error_by_chance", "answered_at_act", "precision_at_act")]
    count = sum(1 for _ in open(FOLDER / f"{name}.tsv", encoding="utf-8"))
    print(f"{name:28} {count:5} {row[0]:8.1f} {row[1]:6.1f} {row[2]:5.1f} {row[3]:9.1f} {row[4]:9.1f} {row[5]:6.1f}")
    rows.setdefault(source, []).append(row)
for source, found in [*rows.items(), ("all", sum(rows.values(), []))]:
    mean = [sum(column) / len(found) for column in zip(*found)]
    print(f"mean of {source:20} {len(found):5} {mean[0]:8.1f} {mean[1]:6.1f} {mean[2]:5.1f} {mean[3]:9.1f} {mean[4]:9.1f} {mean[5]:6.1f}")
