#!/usr/bin/env python3
"""extraction-table.py FOLDER [--third held|rest|all] [--peers] [--program .build/release/fourfield]

Extracts every page of FOLDER with `fourfield extract` and, with --peers, with trafilatura, resiliparse and readability-lxml
where Python finds them, scores all of them alike and prints two tables in Markdown.

FOLDER holds gold.jsonl (a page a line: id, file, set, and text, snippets, title, date, author as far as known), the pages,
and score.py. The held-out third are the pages whose id has a SHA-256 divisible by 3; the content model was fitted on the
rest, so that only the held-out third says how it does on pages that it has not seen.
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


def is_held(page):
    return int(hashlib.sha256(page["id"].encode()).hexdigest(), 16) % 3 == 0


def fourfield(program, folder, pages):
    """The records of our own program and the CPU seconds of its process, one thread."""
    paths = {os.path.join(folder, page["file"]): page["id"] for page in pages}
    with tempfile.TemporaryDirectory() as scratch:
        for path in paths:
            os.symlink(os.path.abspath(path), os.path.join(scratch, os.path.basename(path)))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        output = subprocess.run(
            [program, "extract", scratch, "--threads", "1"], capture_output=True, text=True).stdout
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
    return {"title": tree.title, "text": extract_plain_text(tree, main_content=True)}


def readability(html, page):
    import lxml.html
    import readability as library
    document = library.Document(html.decode("utf-8", "replace"))
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--third", choices=["held", "rest", "all"], default="held")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--program", default=".build/release/fourfield")
    arguments = parser.parse_args()
    with open(os.path.join(arguments.folder, "gold.jsonl"), encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    if arguments.third != "all":
        pages = [page for page in pages if is_held(page) == (arguments.third == "held")]
    tools = {"fourfield": fourfield(arguments.program, arguments.folder, pages)}
    if arguments.peers:
        for name, extract in (("trafilatura", trafilatura), ("resiliparse", resiliparse), ("readability-lxml", readability)):
            try:
                extract(b"<html><body><p>text</p></body></html>", {})
            except ImportError:
                print(f"{name} is not installed", file=sys.stderr)
                continue
            except Exception:
                pass
            tools[name] = peer(extract, arguments.folder, pages)
    print(f"{len(pages)} pages ({arguments.third})\n")
    print("| tool | shingle P / R / F1 | bag-of-words F1 | snippets F1 | title exact / loose | date exact | author | pages a CPU second |")
    print("|---|---|---|---|---|---|---|---:|")
    sets = {}
    for name, (records, seconds) in tools.items():
        [total] = score(arguments.folder, records, pages)
        sets[name] = {line["group"]: line.get("shF") for line in score(arguments.folder, records, pages, by="set")}
        cells = [
            " / ".join(number(total.get(key)) for key in ("shP", "shR", "shF")), number(total.get("bF")),
            number(total.get("snF")), " / ".join(number(total.get(key)) for key in ("tiE", "tiL")),
            number(total.get("daE")), number(total.get("au")), f"{len(pages) / seconds:.0f}"]
        print(f"| {name} | " + " | ".join(cells) + " |")
    groups = [group for group in ("sh", "fundus", "zh", "magic", "wcxb", "magicf") if sets["fourfield"].get(group)]
    print("\nShingle F1 by set:\n\n| tool | " + " | ".join(groups) + " |\n|---|" + "---|" * len(groups))
    for name, found in sets.items():
        print(f"| {name} | " + " | ".join(number(found.get(group)) for group in groups) + " |")


if __name__ == "__main__":
    main()
