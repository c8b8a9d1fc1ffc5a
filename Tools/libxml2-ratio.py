#!/usr/bin/env python3
"""libxml2-ratio.py FOLDER [--rounds 5] [--program .build/release/fourfield]

Compares the whole of `fourfield extract` with what libxml2 needs to build its own tree of the same pages, which is less than any
extractor on top of libxml2 can do. FOLDER holds gold.jsonl and the pages, as for extraction-table.py.

The pages are unpacked and decoded to UTF-8 beforehand, for both alike; both read them from the disk, on one thread, and
write nothing but what they found. CPU seconds (user and system) of the whole processes, taking turns; the median of the rounds counts.
Needs cc and pkg-config.
"""
import argparse
import gzip
import json
import os
import re
import resource
import statistics
import subprocess
import tempfile


def decoded(data):
    """The page in UTF-8: as it is where it is valid, else by its label, else as windows-1252."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        label = re.search(rb"charset=[\"']?([\w-]+)", data)
        try:
            return data.decode(label[1].decode() if label else "cp1252", "replace")
        except LookupError:
            return data.decode("cp1252", "replace")


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--program", default=".build/release/fourfield")
    arguments = parser.parse_args()
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "libxml2-tree.c")
    with tempfile.TemporaryDirectory() as scratch:
        flags = subprocess.run(
            ["pkg-config", "--cflags", "--libs", "libxml-2.0"], capture_output=True, text=True, check=True).stdout.split()
        tree = os.path.join(scratch, "libxml2-tree")
        subprocess.run(["cc", "-O2", "-o", tree, source] + flags, check=True)
        pages = os.path.join(scratch, "pages")
        os.mkdir(pages)
        paths, size = [], 0
        with open(os.path.join(arguments.folder, "gold.jsonl"), encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                with gzip.open(os.path.join(arguments.folder, json.loads(line)["file"])) as file:
                    page = decoded(file.read()).encode("utf-8", "replace")
                paths.append(os.path.join(pages, f"{number:05}.html"))
                size += len(page)
                with open(paths[-1], "wb") as file:
                    file.write(page)
        own, theirs = [], []
        for _ in range(arguments.rounds):
            theirs.append(seconds([tree] + paths))
            own.append(seconds([arguments.program, "extract", pages, "--threads", "1"]))
        own, theirs = statistics.median(own), statistics.median(theirs)
    print(f"{len(paths)} pages, {size / 1e6:.1f} MB in UTF-8, median of {arguments.rounds} rounds")
    print(f"libxml2's tree {theirs:.2f} s, {size / 1e6 / theirs:.1f} MB/s, {len(paths) / theirs:.0f} pages/s")
    print(f"fourfield extract {own:.2f} s, {size / 1e6 / own:.1f} MB/s, {len(paths) / own:.0f} pages/s")
    print(f"share {theirs / own:.2f}")


if __name__ == "__main__":
    main()
