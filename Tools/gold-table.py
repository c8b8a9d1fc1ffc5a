#!/usr/bin/env python3
"""Makes the table of Documentation/validation.md: every labelled set judged by a model that was fitted on the others.

usage: Tools/gold-table.py FOLDER [--program .build/release/fourfield] [--lexicon Lexicons/four-field] [--only SET]…

FOLDER holds the sets as JSONL: id, text, and label (one theme or other) or labels in every line. For each set with one label the lexicon is
copied, `lexicon fit` writes its model.json from all other sets, and `evaluate` judges the set. Sets with several labels are judged by
`lexicon fit`, which fits on tenths where there is only one of them.
"""
import argparse, json, pathlib, shutil, subprocess, sys, tempfile

# What others reach on these sets, as their compiler measured it: macro-F1 over the themes with other / themes only. Supervised is TF-IDF
# with logistic regression trained on 80 % of the same set.
MARKS = {
    "en-huffpost": {"supervised": ".67 / .66", "Lexicoder": ".24", "zero-shot": ".42"},
    "en-bbc": {"supervised": ".98 / .98", "Lexicoder": ".53"},
    "en-uscongress-bills-cap": {"supervised": ".84 / .88", "Lexicoder": ".47", "zero-shot": ".48"},
    "en-sib200": {"supervised": ".66 / .78", "Lexicoder": ".35", "zero-shot": ".80"},
    "es-sib200": {"supervised": ".69 / .78"},
    "pt-sib200": {"supervised": ".69 / .73"},
    "zh-sib200": {"supervised": ".84 / .91"},
    "en-sdg-targets": {"supervised": ".81 / .81", "Lexicoder": ".38", "zero-shot": ".67"},
    "es-sdg-targets": {"supervised": ".75 / .80"},
    "zh-sdg-targets": {"supervised": ".80 / .86"},
    "es-ods-texts": {"supervised": ".94 / .97"},
    "pt-macmorpho-folha94": {"supervised": ".88 / .90"},
    "pt-news-seiji": {"supervised": ".91 / .97"},
    "pt-ufsm-projects-sdg": {"supervised": ".52 / .78"},
    "zh-fudan-passages": {"supervised": ".91 / .94"},
    "zh-tnews": {"supervised": ".65 / .88"},
}


def run(*arguments):
    result = subprocess.run([str(a) for a in arguments], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stderr)
    return result.stdout


def is_single(path):
    with open(path, encoding="utf-8") as lines:
        return "label" in json.loads(next(lines))


def short(value):
    return f"{value:.2f}".removeprefix("0") if value < 1 else "1.00"


def cell(interval):
    return f"{short(interval['value'])} ({short(interval['low'])}–{short(interval['high'])})"


def golds(paths):
    return [part for path in paths for part in ("--gold", path)]


def judge(path, sets, program, lexicon):
    """The evaluation of one set by a copy of the lexicon whose model never saw it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "lexicon"
        shutil.copytree(lexicon, copy, ignore=shutil.ignore_patterns("model.json"))
        others = [other for other in sets if other != path]
        run(program, "lexicon", "fit", "--quick", "--lexicon", copy, "--out", copy / "model.json", *golds(others))
        return json.loads(run(program, "evaluate", "--json", "--gold", path, "--lexicon", copy))["evaluations"][0]


def row(name, result):
    marks = MARKS.get(name, {})
    cells = [name, str(result["items"]), short(result["coverage"]), cell(result["macro_f1"]), cell(result["macro_f1_themes_only"])]
    return cells + [marks.get(key, "–") for key in ("supervised", "Lexicoder", "zero-shot")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default=".build/release/fourfield")
    parser.add_argument("--lexicon", default="Lexicons/four-field")
    parser.add_argument("--only", action="append")
    options = parser.parse_args()
    sets = sorted(options.folder.glob("*.jsonl"))
    single = [path for path in sets if is_single(path) and (not options.only or path.stem in options.only)]
    head = ["set", "items", "coverage", "with other", "themes only", "supervised", "Lexicoder", "zero-shot"]
    print("| " + " | ".join(head) + " |")
    print("|---" * len(head) + "|")
    results = {}
    for path in single:
        results[path.stem] = judge(path, sets, options.program, options.lexicon)
        print("| " + " | ".join(row(path.stem, results[path.stem])) + " |", flush=True)
    for language in [""] + sorted({name[:2] for name in results}):
        own = [r for name, r in results.items() if name.startswith(language)]
        means = [sum(r[key]["value"] for r in own) / len(own) for key in ("macro_f1", "macro_f1_themes_only")]
        worst = [min(r[key]["value"] for r in own) for key in ("macro_f1", "macro_f1_themes_only")]
        print(f"{language or 'all'}: mean {means[0]:.3f} / {means[1]:.3f}, worst {worst[0]:.3f} / {worst[1]:.3f}, {len(own)} sets")
    if len(single) < len(sets) and not options.only:
        fit = run(options.program, "lexicon", "fit", "--lexicon", options.lexicon, *golds(sets))
        print("\n".join(line for line in fit.splitlines() if line.startswith("macro_f1")))


main()
