"""What the reference implementation says of CLINC150's validation lines: the best intent of each.

    python3 clinc150.py REFERENCE.py TRAIN.tsv VAL.tsv > target/parity/clinc150.tsv

Without correction of spelling, with pairs of words up to 10 apart (as the library), and at the optimum (40 passes), which the
order of the phrases has no part in.
"""
import importlib.util, sys

import numpy

path, train, val = sys.argv[1:4]
spec = importlib.util.spec_from_file_location("reference", path)
reference = sys.modules["reference"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)


def pairs(words):
    stems = [reference.stem(word) for word in words]
    return ["&".join(sorted((a, b))) for at, a in enumerate(stems) for b in stems[at + 1 : at + 11]]


reference.GROUPS[2] = (pairs, 0.5)
reference.Scorer.EPOCHS = 40
scorer = reference.Scorer(*reference.load(train))
gold, texts = reference.load(val)
texts = [text for intent, text in zip(gold, texts) if intent != "oos"]
rows = scorer.feat([reference.words(text) for text in texts])[0]
for intent, text in zip(numpy.asarray(rows @ scorer.W[:-1] + scorer.W[-1]).argmax(1), texts):
    print(scorer.classes[intent], text, sep="\t")
