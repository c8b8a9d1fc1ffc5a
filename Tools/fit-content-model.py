#!/usr/bin/env python3
"""fit-content-model.py GOLD FEATURES.jsonl TABLE.swift [--ids FILE]

Fits the trees of ContentModel to pages whose content people have marked, and writes them as Swift.

GOLD is a JSONL file of pages (`file`, and `text` or `with`/`without` snippets); FEATURES.jsonl is what
`fourfield extract PAGES --format features` wrote of them. --ids names the pages that may be used, one id a line;
pages that are to judge the model must not be among them. Needs numpy and lightgbm.

A block's label is the share of its four-word shingles that the marked text holds (short blocks: whether they are a line
of it), its weight its share of the page, so that long pages count no more than short ones.
"""
import argparse
import json
import os
import re

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


def load(gold_path, features_path, allowed):
    gold = {}
    for line in open(gold_path, encoding="utf-8"):
        page = json.loads(line)
        gold[os.path.basename(page["file"])] = page
    rows, found, weights = [], [], []
    for line in open(features_path, encoding="utf-8"):
        record = json.loads(line)
        page = gold.get(os.path.basename(record["id"]))
        if page is None or not record["blocks"] or allowed is not None and page["id"] not in allowed:
            continue
        label, weight = labels(page, record["blocks"])
        rows.append(numpy.array([block["features"] for block in record["blocks"]], dtype=numpy.float32))
        found.append(label)
        weights.append(weight)
    return numpy.vstack(rows), numpy.concatenate(found), numpy.concatenate(weights)


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


def swift(model):
    questions, thresholds, values, sizes = [], [], [], []
    for info in model.dump_model()["tree_info"]:
        if "leaf_value" in info["tree_structure"]:
            continue
        own, limits, answers = flatten(info["tree_structure"])
        questions += [number for question in own for number in question]
        thresholds += limits
        values += answers
        sizes.append(len(limits))
    real = lambda number: f"{number:.4g}"
    parts = [
        wrapped("questions", "Int16", questions, str),
        wrapped("thresholds", "Float", thresholds, real),
        wrapped("values", "Float", values, real),
        wrapped("sizes", "Int16", sizes, str),
    ]
    return (
        "/// The trees of ``ContentModel``, column by column; written by `Tools/fit-content-model.py`, never by hand.\n"
        "enum ContentModelTable {\n" + "\n".join(parts) + "}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("features")
    parser.add_argument("table")
    parser.add_argument("--ids")
    parser.add_argument("--trees", type=int, default=240)
    arguments = parser.parse_args()
    allowed = set(open(arguments.ids).read().split()) if arguments.ids else None
    rows, found, weights = load(arguments.gold, arguments.features, allowed)
    parameters = dict(
        objective="cross_entropy", num_leaves=16, learning_rate=0.1, min_data_in_leaf=200, feature_fraction=0.25,
        bagging_fraction=0.8, bagging_freq=1, lambda_l2=5, boost_from_average=False, seed=4, deterministic=True,
        num_threads=2, verbose=-1)
    model = lightgbm.train(parameters, lightgbm.Dataset(rows, found, weight=weights), num_boost_round=arguments.trees)
    with open(arguments.table, "w", encoding="utf-8") as file:
        file.write(swift(model))
    print(f"{len(rows)} blocks, {model.num_trees()} trees, {rows.shape[1]} features")


if __name__ == "__main__":
    main()
