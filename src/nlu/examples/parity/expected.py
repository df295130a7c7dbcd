"""Writes `expected.tsv` anew: what the reference implementation says of the same texts, with the constants of
`src/nlu/confidence.rs` for bots without vectors of words.

    python3 expected.py REFERENCE.py

Without correction of spelling, with pairs of words up to 10 apart (as the library), and at the optimum (40 passes).
"""
import importlib.util, math, sys
from pathlib import Path

HERE = Path(__file__).parent
SCORE, LEAD, LEAD_BY_PHRASES, KNOWN, PHRASES, WORDS, MORE_WORDS = 3.1292, 2.7707, -0.4061, 12.4, -0.6835, 0.1889, 0.6640
BIAS = -10.5012 + math.log(7 / 3)
FEW, MANY = math.log(1 + 3), math.log(1 + 5)

spec = importlib.util.spec_from_file_location("reference", sys.argv[1])
reference = sys.modules["reference"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)


def pairs(words):
    stems = [reference.stem(word) for word in words]
    return ["&".join(sorted((a, b))) for at, a in enumerate(stems) for b in stems[at + 1 : at + 11]]


reference.EN = set()
reference.GROUPS[2] = (pairs, 0.5)
reference.Scorer.EPOCHS = 40
intents, phrases = reference.load(HERE / "train.tsv")
each = math.log(len(phrases) / len(set(intents)))
# In the reference's order: score, lead, coverage, known, ln of intents, of phrases, of words, bias.
scorer = reference.Scorer(intents, phrases, cal=[SCORE, LEAD + LEAD_BY_PHRASES * each, 0, KNOWN, 0, PHRASES, 0, BIAS])
scorer.spell.fix = lambda words: words
texts = [line.rstrip("\n").split("\t")[2] for line in open(HERE / "expected.tsv", encoding="utf-8")]
with open(HERE / "expected.tsv", "w", encoding="utf-8") as file:
    for intent, confidence, text in zip(*scorer.predict(texts), texts):
        words = math.log(1 + len(reference.words(text)))
        odds = math.log(confidence / (1 - confidence)) + WORDS * max(words, FEW) + MORE_WORDS * max(words - MANY, 0)
        print(intent, f"{1 / (1 + math.exp(-odds)):.4f}", text, sep="\t", file=file)
