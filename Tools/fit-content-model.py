#!/usr/bin/env python3
"""fit-content-model.py GOLD FEATURES.jsonl [--swift FOLDER] [--json FILE] [--without REST/PARTS] [--ids FILE]

Fits PageModel to pages whose content people have marked: the trees of the first look at a block, those of the second, which
sees what the first found around it, and the network that judges the blocks of a page together (content_network.py). The
second look is fitted to first looks at pages of sites that they were not fitted to, fold by fold. --swift writes them into the program's sources, --json as a file for `fourfield extract --model`.

GOLD is a JSONL file of pages (`file`, and `text` or `with`/`without` snippets); FEATURES.jsonl is what
`fourfield extract PAGES --format features` wrote of them. Pages that are to judge the model must not be used for it:
--without 0/3 leaves out those whose id's SHA-256 has the rest 0 by 3 (`extraction-table.py --cross-fitted` judges by
them), --ids names the pages that may be used, one id a line. Needs numpy, lightgbm and jax.

A block's label is the share of its four-word shingles that the marked text holds (short blocks: whether they are a line
of it), its weight its share of the page, so that long pages count no more than short ones.
"""
import argparse
import hashlib
import json
import os
import re
import urllib.parse

import content_network
import lightgbm
import numpy

WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
TOKEN = re.compile(f"[{WIDE}]|(?:(?![{WIDE}])\\w)+")


def tokens(text):
    return TOKEN.findall(text or "")


def grams(words, size):
    return set(zip(*(words[start:] for start in range(size))))


def labels(page, blocks):
    """The label and the weight of every block of a page."""
    found = numpy.zeros(len(blocks))
    weights = numpy.zeros(len(blocks))
    if page.get("text"):
        gold = tokens(page["text"])
        shingles = grams(gold, 4)
        lines = {tuple(tokens(line)) for line in page["text"].split("\n")}
        short = grams(gold, 1) | grams(gold, 2) | grams(gold, 3)
        for index, block in enumerate(blocks):
            words = tokens(block["text"])
            weights[index] = (len(words) + 1) / (len(gold) + 60)
            if len(words) >= 4:
                own = list(zip(words, words[1:], words[2:], words[3:]))
                found[index] = sum(gram in shingles for gram in own) / len(own)
            elif words:
                key = tuple(words)
                found[index] = 1 if key in lines else 0.5 if key in short else 0
                weights[index] *= 0.5 if found[index] == 0.5 else 1
        return found, numpy.minimum(weights, 0.6) + 0.0005
    texts = [" ".join(block["text"].split()) for block in blocks]
    for key, value in (("with", 1), ("without", 0)):
        for snippet in page.get(key) or []:
            for index, text in enumerate(texts):
                if " ".join(snippet.split()) in text:
                    found[index] = value
                    weights[index] = 0.06
    return found, weights


def site(page):
    """What the folds are cut by: the last labels of the page's host, or its id where it has no address."""
    host = urllib.parse.urlparse(page.get("url") or "").netloc.lower() or page["id"]
    labels = host.split(".")
    return ".".join(labels[-2:] if len(labels) < 3 or labels[-2] not in ("co", "com", "gov", "org", "edu", "net", "ac") else labels[-3:])


def context(chances, sizes, page):
    """The rows of BlockContext."""
    count = len(chances)
    found = chances * sizes

    def shares(keys):
        places = numpy.unique(keys, return_inverse=True)[1]
        inside = numpy.bincount(places, found)
        return (inside / numpy.maximum(1, numpy.bincount(places, sizes)))[places], inside[places]

    padded = numpy.concatenate([numpy.full(4, -0.1), chances, numpy.full(4, -0.1)])
    columns = [chances] + [padded[4 + offset:4 + offset + count] for offset in (-4, -3, -2, -1, 1, 2, 3, 4)]
    for level in range(4):
        columns += shares(page["containers"][:, level])
    columns.append(shares(page["twins"])[0])
    before = numpy.concatenate([[0], numpy.cumsum(found)])
    words = numpy.concatenate([[0], numpy.cumsum(sizes)])
    everything = numpy.ones(count)
    columns += [
        everything * before[-1], everything * before[-1] / max(1, words[-1]), before[:-1] / max(before[-1], 1e-9),
        everything * chances.max()]
    for start, end in ((-8, 0), (1, 9), (-20, 0), (1, 21)):
        low = numpy.clip(numpy.arange(count) + start, 0, count)
        high = numpy.clip(numpy.arange(count) + end, 0, count)
        columns.append((before[high] - before[low]) / numpy.maximum(1, words[high] - words[low]))
    return numpy.stack(columns, 1).astype(numpy.float32)


def load(gold_path, features_path, is_allowed=lambda name: True):
    gold = {}
    for line in open(gold_path, encoding="utf-8"):
        page = json.loads(line)
        gold[os.path.basename(page["file"])] = page
    pages = []
    for line in open(features_path, encoding="utf-8"):
        record = json.loads(line)
        page = gold.get(os.path.basename(record["id"]))
        if page is None or not record["blocks"] or not is_allowed(page["id"]):
            continue
        found, weights = labels(page, record["blocks"])
        blocks = record["blocks"]
        pages.append({
            "site": site(page), "labels": found, "weights": weights,
            "rows": numpy.array([block["features"] for block in blocks], dtype=numpy.float32),
            "sizes": numpy.array([max(1, len(tokens(block["text"]))) for block in blocks], dtype=float),
            "containers": numpy.array([block["containers"] for block in blocks]),
            "twins": numpy.array([block["twin"] for block in blocks])})
    return pages


def fit(pages, rows, trees, **parameters):
    settings = dict(
        objective="cross_entropy", learning_rate=0.1, min_data_in_leaf=200, bagging_fraction=0.8, bagging_freq=1,
        lambda_l2=5, boost_from_average=False, seed=4, deterministic=True, num_threads=1, verbose=-1) | parameters
    weights = numpy.concatenate([page["weights"] for page in pages])
    # Blocks of which nobody said what they are: they cost time and tell nothing.
    known = weights > 0
    data = lightgbm.Dataset(
        numpy.vstack(rows)[known], numpy.concatenate([page["labels"] for page in pages])[known], weight=weights[known])
    return lightgbm.train(settings, data, num_boost_round=trees)


def fit_blocks(pages, trees):
    return fit(pages, [page["rows"] for page in pages], trees, num_leaves=16, feature_fraction=0.25)


def unseen_chances(pages, trees, folds=5):
    """What first looks say that were fitted to pages of other sites."""
    numbers = [int(hashlib.md5(("1" + page["site"]).encode()).hexdigest(), 16) % folds for page in pages]
    chances = [None] * len(pages)
    for fold in range(folds):
        model = fit_blocks([page for page, number in zip(pages, numbers) if number != fold], trees)
        for index, page in enumerate(pages):
            if numbers[index] == fold:
                chances[index] = model.predict(page["rows"])
    return chances


def flatten(tree):
    """A tree as questions (feature, left, right), thresholds and answers; answers are negative numbers."""
    questions, thresholds, values = [], [], []

    def visit(node):
        if "leaf_value" in node:
            values.append(node["leaf_value"])
            return ~(len(values) - 1)
        place = len(thresholds)
        questions.append(None)
        thresholds.append(node["threshold"])
        left = visit(node["left_child"])
        right = visit(node["right_child"])
        questions[place] = (node["split_feature"], left, right)
        return place

    visit(tree)
    return questions, thresholds, values


def wrapped(name, kind, numbers, text):
    lines, line = [], "   "
    for number in numbers:
        item = f" {text(number)},"
        if len(line) + len(item) > 100:
            lines.append(line)
            line = "   "
        line += item
    lines.append(line)
    return f"  static let {name}: [{kind}] = [\n" + "\n".join(lines) + "\n  ]\n"


def columns(model):
    """The trees of a model as four columns of numbers, with as many digits as the program has."""
    questions, thresholds, values, sizes = [], [], [], []
    for info in model.dump_model()["tree_info"]:
        if "leaf_value" in info["tree_structure"]:
            continue
        own, limits, answers = flatten(info["tree_structure"])
        questions += [number for question in own for number in question]
        thresholds += limits
        values += answers
        sizes.append(len(limits))
    real = lambda numbers: [float(f"{number:.4g}") for number in numbers]
    return {"questions": questions, "thresholds": real(thresholds), "values": real(values), "sizes": sizes}


def swift(model, name, use):
    kinds = {"questions": "Int16", "thresholds": "Float", "values": "Float", "sizes": "Int16"}
    text = lambda number: f"{number:.4g}" if isinstance(number, float) else str(number)
    parts = [wrapped(column, kinds[column], numbers, text) for column, numbers in columns(model).items()]
    return (
        f"/// The trees of ``PageModel/{use}``, column by column; written by `Tools/fit-content-model.py`, never by hand.\n"
        f"enum {name} {{\n" + "\n".join(parts) + "}\n")


def swift_network(columns):
    text = lambda number: f"{number:.4g}"
    parts = [wrapped(name, "Float", numbers, text) for name, numbers in columns.items()]
    return (
        "/// The numbers of ``PageModel/network``; written by `Tools/fit-content-model.py`, never by hand.\n"
        "enum ContentNetworkTable {\n" + "\n".join(parts) + "}\n")


def rest(identifier, parts):
    """Which of some parts a page belongs to, by its id alone."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % parts


def part(text):
    """A rest and the number of parts, as `0/3`."""
    number, parts = map(int, text.split("/"))
    if not 0 <= number < parts:
        raise ValueError(text)
    return number, parts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("features")
    parser.add_argument("--swift", metavar="FOLDER")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--without", metavar="REST/PARTS", type=part, help="leave out the pages of this rest, counted from 0")
    parser.add_argument("--ids")
    parser.add_argument("--trees", type=int, default=240)
    parser.add_argument("--context-trees", type=int, default=60)
    arguments = parser.parse_args()
    allowed = set(open(arguments.ids).read().split()) if arguments.ids else None
    pages = load(
        arguments.gold, arguments.features,
        lambda name: (allowed is None or name in allowed) and (arguments.without is None or rest(name, arguments.without[1]) != arguments.without[0]))
    rows = [context(chances, page["sizes"], page) for chances, page in zip(unseen_chances(pages, arguments.trees), pages)]
    second = fit(pages, rows, arguments.context_trees, num_leaves=8, feature_fraction=0.6, min_data_in_leaf=60)
    first = fit_blocks(pages, arguments.trees)
    network = content_network.fit(pages)
    if arguments.swift:
        for model, name, use in ((first, "ContentModelTable", "blocks"), (second, "ContextModelTable", "context")):
            with open(os.path.join(arguments.swift, name + ".swift"), "w", encoding="utf-8") as file:
                file.write(swift(model, name, use))
        with open(os.path.join(arguments.swift, "ContentNetworkTable.swift"), "w", encoding="utf-8") as file:
            file.write(swift_network(network))
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump({"blocks": columns(first), "context": columns(second), "network": network}, file)
    print(f"{sum(len(page['labels']) for page in pages)} blocks of {len(pages)} pages, {first.num_trees()} and {second.num_trees()} trees")


if __name__ == "__main__":
    main()
