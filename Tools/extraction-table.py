#!/usr/bin/env python3
"""extraction-table.py FOLDER [--cross-fitted [--parts 3] | --third held|rest|all] [--peers] [--program .build/release/fourfield]

Extracts every page of FOLDER with `fourfield extract` and, with --peers, with trafilatura, resiliparse and readability-lxml
where Python finds them, scores all of them alike and prints two tables in Markdown. Each is called as it does best on these
pages: trafilatura wants faust-cchardet beside it (`trafilatura[all]`), or it takes a tenth of the Chinese pages for Latin
ones; resiliparse is told to leave out link targets and alternative texts; all get the bytes.

FOLDER holds gold.jsonl (a page a line: id, file, set, and text, snippets, title, date, author as far as known), the pages,
and score.py. The program's model is fitted to all of these pages, so that how it does on pages that it has not seen is
said by --cross-fitted: the pages are cut into parts by the rest of their id's SHA-256 by 3 (--parts), and each part is
extracted with a model that was fitted to the others by the same procedure (`fit-content-model.py --without`; needs numpy,
lightgbm and jax). The held-out third is that of rest 0, whose pages nobody read while rules and features were written.
"""
import argparse
import gzip
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time


def rest(page, parts=3):
    return int(hashlib.sha256(page["id"].encode()).hexdigest(), 16) % parts


def fourfield(program, folder, pages, model=None):
    """The records of our own program and the CPU seconds of its process, one thread."""
    paths = {os.path.join(folder, page["file"]): page["id"] for page in pages}
    with tempfile.TemporaryDirectory() as scratch:
        for path in paths:
            os.symlink(os.path.abspath(path), os.path.join(scratch, os.path.basename(path)))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        output = subprocess.run(
            [program, "extract", scratch, "--threads", "1"] + (["--model", model] if model else []), capture_output=True, text=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    ids = {os.path.basename(path): identifier for path, identifier in paths.items()}
    records = []
    for line in output.splitlines():
        record = json.loads(line)
        records.append({
            "id": ids[os.path.basename(record["id"])], "title": record["title"], "date": record["date"],
            "author": "; ".join(record["authors"]), "text": record["text"]})
    return records, seconds


def cross_fitted(program, folder, pages, parts):
    """The same, each part of the pages with a model that was fitted to the others."""
    records, seconds = [], 0.0
    fit = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fit-content-model.py")
    with tempfile.TemporaryDirectory() as scratch:
        features, model = os.path.join(scratch, "features.jsonl"), os.path.join(scratch, "model.json")
        with open(features, "wb") as file:
            subprocess.run([program, "extract", os.path.join(folder, "pages"), "--format", "features"], stdout=file, check=True)
        for number in range(parts):
            own = [page for page in pages if rest(page, parts) == number]
            if not own:
                continue
            subprocess.run(
                [sys.executable, fit, os.path.join(folder, "gold.jsonl"), features, "--json", model, "--without", f"{number}/{parts}"],
                stdout=subprocess.DEVNULL, check=True)
            found, spent = fourfield(program, folder, own, model)
            records += found
            seconds += spent
    return records, seconds


def trafilatura(html, page):
    import trafilatura as library
    found = library.bare_extraction(html, url=page.get("url"), with_metadata=True)
    if found is None:
        return {}
    found = found if isinstance(found, dict) else found.as_dict()
    return {key: found.get(key) for key in ("title", "date", "author", "text")}


def resiliparse(html, page):
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree
    tree = HTMLTree.parse(bytes_to_str(html, detect_encoding(html)))
    return {"title": tree.title, "text": extract_plain_text(tree, main_content=True, links=False, alt_texts=False)}


def readability(html, page):
    import lxml.html
    import readability as library
    document = library.Document(html)
    return {"title": document.short_title(), "text": lxml.html.fromstring(document.summary()).text_content()}


def peer(extract, folder, pages):
    records, seconds = [], 0.0
    for page in pages:
        with gzip.open(os.path.join(folder, page["file"])) as file:
            html = file.read()
        start = time.process_time()
        try:
            record = extract(html, page)
        except Exception:
            record = {}
        seconds += time.process_time() - start
        records.append({"id": page["id"], **record})
    return records, seconds


def score(folder, records, pages, by=None):
    with tempfile.TemporaryDirectory() as scratch:
        output = os.path.join(scratch, "out.jsonl")
        ids = os.path.join(scratch, "ids")
        with open(output, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)
        with open(ids, "w", encoding="utf-8") as file:
            file.write("\n".join(page["id"] for page in pages))
        command = [
            sys.executable, os.path.join(folder, "score.py"), output, "--split", "ALL", "--missing", "empty", "--ids",
            ids, "--json"]
        lines = subprocess.run(
            command + (["--by", by] if by else []), capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def number(value):
    return "–" if not value else f"{value:.3f}".lstrip("0") if value < 1 else f"{value:.3f}"


def print_tables(folder, tools, pages, name):
    """Both tables for some of the pages, whichever tool extracted them."""
    print(f"\n{len(pages)} pages, {name}:\n")
    print("| tool | shingle P / R / F1 | bag-of-words F1 | snippets F1 | title exact / loose | date exact | author |")
    print("|---|---|---|---|---|---|---|")
    sets = {}
    for tool, (records, _) in tools.items():
        [total] = score(folder, records, pages)
        sets[tool] = {line["group"]: line.get("shF") for line in score(folder, records, pages, by="set")}
        cells = [
            " / ".join(number(total.get(key)) for key in ("shP", "shR", "shF")), number(total.get("bF")),
            number(total.get("snF")), " / ".join(number(total.get(key)) for key in ("tiE", "tiL")),
            number(total.get("daE")), number(total.get("au"))]
        print(f"| {tool} | " + " | ".join(cells) + " |")
    groups = [group for group in ("sh", "fundus", "zh", "magic", "wcxb", "magicf") if sets["fourfield"].get(group)]
    print("\nShingle F1 by set:\n\n| tool | " + " | ".join(groups) + " |\n|---|" + "---|" * len(groups))
    for tool, found in sets.items():
        print(f"| {tool} | " + " | ".join(number(found.get(group)) for group in groups) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--cross-fitted", action="store_true")
    parser.add_argument("--parts", type=int, default=3)
    parser.add_argument("--third", choices=["held", "rest", "all"])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--program", default=".build/release/fourfield")
    arguments = parser.parse_args()
    with open(os.path.join(arguments.folder, "gold.jsonl"), encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    parts = {
        "held": [page for page in pages if rest(page) == 0], "rest": [page for page in pages if rest(page) != 0], "all": pages}
    chosen = parts[arguments.third or "all"]
    own = [arguments.program, arguments.folder, chosen]
    tools = {"fourfield": cross_fitted(*own, arguments.parts) if arguments.cross_fitted else fourfield(*own)}
    if arguments.peers:
        for name, library in (("trafilatura", trafilatura), ("resiliparse", resiliparse), ("readability-lxml", readability)):
            try:
                library(b"<html><body><p>text</p></body></html>", {})
            except ImportError:
                print(f"{name} is not installed", file=sys.stderr)
                continue
            except Exception:
                pass
            tools[name] = peer(library, arguments.folder, chosen)
    if arguments.cross_fitted and not arguments.third:
        print_tables(arguments.folder, tools, parts["held"], "the held-out third, cross-fitted")
        print_tables(arguments.folder, tools, parts["rest"], "the other two thirds, cross-fitted")
    print_tables(
        arguments.folder, tools, chosen,
        (arguments.third or "all") + (", cross-fitted" if arguments.cross_fitted else ", by the program's own model"))
    print("\nPages a CPU second: " + ", ".join(f"{tool} {len(chosen) / seconds:.0f}" for tool, (_, seconds) in tools.items()))


if __name__ == "__main__":
    main()
