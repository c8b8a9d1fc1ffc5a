#!/usr/bin/env python3
"""Makes the table of Documentation/validation.md: every labelled set judged by a model that was fitted on the others.

usage: Tools/gold-table.py FOLDER [--program .build/release/fourfield] [--lexicon four-field]

FOLDER holds the sets as JSONL: id, text, and label (one theme or other) or labels in every line. `lexicon fit` does the work.
"""
import argparse, json, pathlib, subprocess, sys

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


def short(value):
    return "1.00" if value >= 0.995 else f"{value:.2f}"[1:]


def cell(interval):
    return f"{short(interval['value'])} ({short(interval['low'])}–{short(interval['high'])})"


def line(row):
    result, marks = row["evaluation"], MARKS.get(row["name"], {})
    cells = [row["name"], str(result["items"]), short(result["coverage"])]
    cells += [cell(result["macro_f1"]), cell(result["macro_f1_themes_only"])]
    return cells + [marks.get(key, "–") for key in ("supervised", "Lexicoder", "zero-shot")]


def summary(name, rows):
    figures = [[row["evaluation"][key]["value"] for row in rows] for key in ("macro_f1", "macro_f1_themes_only")]
    means = " / ".join(f"{sum(values) / len(values):.3f}" for values in figures)
    worst = " / ".join(f"{min(values):.3f}" for values in figures)
    return f"{name}: mean {means}, worst set {worst}, {len(rows)} sets"


def errors(rows):
    """The kinds of wrong decisions over all sets, each set counting alike."""
    kinds = {"other as a theme": 0.0, "theme as other": 0.0, "theme as another": 0.0}
    for row in rows:
        for gold, decided in row["evaluation"]["confusion"].items():
            for tag, count in decided.items():
                if tag != gold:
                    kind = "other as a theme" if gold == "other" else "theme as other" if tag == "other" else "theme as another"
                    kinds[kind] += count / row["evaluation"]["items"]
    total = sum(kinds.values())
    return "errors: " + ", ".join(f"{kind} {100 * value / total:.0f} %" for kind, value in kinds.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default=".build/release/fourfield")
    parser.add_argument("--lexicon", default="four-field")
    options = parser.parse_args()
    golds = [part for path in sorted(options.folder.glob("*.jsonl")) for part in ("--gold", str(path))]
    command = [options.program, "lexicon", "fit", "--json", "--lexicon", options.lexicon, *golds]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stderr)
    rows = json.loads(result.stdout)
    single = [row for row in rows if "macro_f1_themes_only" in row["evaluation"]]
    head = ["set", "items", "coverage", "with other", "themes only", "supervised", "Lexicoder", "zero-shot"]
    table = [head, ["---"] * len(head)] + [line(row) for row in single]
    print("\n".join("| " + " | ".join(cells) + " |" for cells in table) + "\n")
    print(summary("all", single))
    for language in sorted({row["name"][:2] for row in single}):
        print(summary(language, [row for row in single if row["name"].startswith(language)]))
    print(errors(single))
    for row in (row for row in rows if row not in single):
        print(f"{row['name']}, labels: macro-F1 {cell(row['evaluation']['macro_f1'])}")
        for result in row["evaluation"]["classes"]:
            print(f"  {result['name']}: precision {cell(result['precision'])}, recall {cell(result['recall'])}, {result['items']} passages")


main()
