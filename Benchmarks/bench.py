#!/usr/bin/env python3
"""Speed, memory and start-up, as ratios within one run.

Where the shared bench material lies beside the repository (or at --material) it is used, else a corpus and lexicons are made from Examples/.
--peers names a Python that has ahocorasick_rs, pyahocorasick, hyperscan, spacy and orjson; without it their rows are left out. Times are CPU seconds of the
process alone, the best of some rounds.
"""
import argparse
import gzip
import json
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/fourfield"
MATCH = ROOT / "Benchmarks/.build/release/MatchBenchmark"
THEMES = ["economic", "political", "cultural", "green"]


# A process of its own, small: what a child is said to have held at most is never less than what its parent held when it was made.
MEASURE = """
import json, os, subprocess, sys, time
start = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(json.dumps([usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]))
"""


def run(arguments):
    """CPU seconds, wall seconds and peak memory in MB of one call."""
    arguments = [str(a) for a in arguments]
    process = subprocess.run([sys.executable, "-S", "-c", MEASURE, *arguments], cwd=ROOT, capture_output=True, text=True)
    figures = json.loads(process.stdout or "[0, 0, 0, 1]")
    if figures[3] != 0:
        sys.exit(f"{arguments}: {process.stderr}")
    return tuple(figures[:3])


def best(rounds, arguments, out=None):
    """The least of each figure; what a run before wrote to a folder is taken away first, as the time that takes is not the run's."""
    figures = []
    for _ in range(rounds):
        if out:
            shutil.rmtree(out, ignore_errors=True)
        figures.append(run(arguments))
    return tuple(min(values) for values in zip(*figures))


class Material:
    """Corpora and lexicons in a folder: the shared ones, or some made from the examples."""

    def __init__(self, source, folder, megabytes):
        self.folder = pathlib.Path(folder)
        self.peers = source / "peers.py"
        self.shared = source.exists()
        if self.shared:
            for name in ["en", "es", "zh"]:
                with gzip.open(source / f"{name}.jsonl.gz") as zipped:
                    (self.folder / f"{name}.jsonl").write_bytes(zipped.read())
            for name in ["en1600", "es", "zh"]:
                shutil.copy(source / f"{name}.tsv", self.folder)
            with gzip.open(source / "en20k.tsv.gz") as zipped:
                (self.folder / "en20k.tsv").write_bytes(zipped.read())
        else:
            for name in ["en", "es", "zh"]:
                self.make(name, megabytes)
            self.phrases("en", "en1600", 1600)
            self.phrases("en", "en20k", 20000)
            self.phrases("es", "es", 2000)
            self.phrases("zh", "zh", 2000)
        self.million()
        self.folder_lexicon("en1600")

    def texts(self, language):
        return [p.read_text(encoding="utf-8", errors="ignore") for p in sorted((ROOT / "Examples").glob(f"{language}-*.txt"))]

    def make(self, language, megabytes):
        texts = self.texts(language)
        written = number = 0
        with open(self.folder / f"{language}.jsonl", "w", encoding="utf-8") as out:
            while written < megabytes * 1_000_000:
                line = json.dumps({"id": f"d{number}", "text": texts[number % len(texts)]}, ensure_ascii=False)
                out.write(line + "\n")
                written += len(line.encode())
                number += 1

    def phrases(self, language, name, count):
        """Phrases of one to four words (or characters) drawn from the examples."""
        draw = random.Random(7)
        text = " ".join(self.texts(language))
        signs = ".,;:!?()«»\"'“”，。、；："
        words = [w for w in (list(text) if language == "zh" else [w.strip(signs) for w in text.split()]) if w.isalnum()]
        joint = "" if language == "zh" else " "
        found = set()
        for _ in range(count * 20):
            at, length = draw.randrange(len(words) - 4), draw.randint(2, 4)
            found.add(joint.join(words[at : at + length]))
            if len(found) == count:
                break
        with open(self.folder / f"{name}.tsv", "w", encoding="utf-8") as out:
            for phrase in sorted(found):
                out.write(f"{language}\t{draw.choice(THEMES)}\t1\t{phrase}\n")

    def million(self):
        """A million phrases of made-up words, and the 1,600 real ones."""
        draw = random.Random(7)
        parts = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu tra pre con sta".split()
        words = ["".join(draw.choice(parts) for _ in range(draw.randint(2, 4))) for _ in range(60000)]
        real = (self.folder / "en1600.tsv").read_text(encoding="utf-8")
        found = set()
        while len(found) < 1_000_000:
            found.add(" ".join(draw.choice(words) for _ in range(draw.randint(1, 4))))
        with open(self.folder / "million.tsv", "w", encoding="utf-8") as out:
            out.write(real)
            out.writelines(f"en\t{draw.choice(THEMES)}\t1\t{phrase}\n" for phrase in found)

    def folder_lexicon(self, name):
        """A table as a lexicon folder, for the program."""
        folder = self.folder / name
        folder.mkdir()
        themes = "".join(f"  - id: {theme}\n" for theme in THEMES)
        (folder / "lexicon.yaml").write_text(f"name: bench\nversion: '1'\nlanguages: [en]\nthemes:\n{themes}")
        rows = (self.folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        with open(folder / "entries.tsv", "w", encoding="utf-8") as out:
            out.write("theme\tgroup\tconcept\tlanguage\tpattern\tweight\n")
            for number, row in enumerate(rows):
                language, theme, weight, pattern = row.split("\t")
                out.write(f"{theme}\tall\tc{number}\t{language}\t{pattern}\t{weight}\n")


def match(material, lexicon, corpus, rounds):
    output = subprocess.run(
        [MATCH, material.folder / f"{lexicon}.tsv", material.folder / f"{corpus}.jsonl", str(rounds)],
        capture_output=True, text=True, check=True,
    ).stdout
    return json.loads(output)


def peer(python, material, name, lexicon, corpus, mode, rounds):
    """The best MB per CPU second of a peer."""
    speeds = []
    for _ in range(rounds):
        output = subprocess.run(
            [python, material.peers, name, material.folder / f"{lexicon}.tsv", material.folder / f"{corpus}.jsonl", mode],
            capture_output=True, text=True, check=True,
        ).stdout
        speeds.append(json.loads(output)["mbs_cpu"])
    return max(speeds)


def row(work, figure, *notes):
    print(f"| {work} | {figure} | {'; '.join(n for n in notes if n)} |", flush=True)


def matching(material, options):
    """Matching alone, in memory."""
    base = None
    for lexicon, corpus in [("en1600", "en"), ("en20k", "en"), ("million", "en"), ("es", "es"), ("zh", "zh")]:
        if lexicon == "million" and options.quick:
            continue
        result = match(material, lexicon, corpus, options.rounds)
        speed = result["megabytes_per_second"]
        base = base or speed
        notes = [f"{speed / base:.2f} × en1600", f"{result['allocations_per_document']:.2f} allocations a document"]
        if lexicon == "million":
            notes.append(f"read {result['read_seconds']:.1f} s, compiled {result['compile_seconds']:.1f} s")
        elif options.peers:
            for name in ["ahocorasick_rs", "pyahocorasick"]:
                theirs = peer(options.peers, material, name, lexicon, corpus, "match", options.rounds)
                notes.append(f"{speed / theirs:.1f} × {name}")
        row(f"match only, {lexicon} on {corpus}", f"{speed:.0f} MB/s", *notes)


def whole_way(material, options):
    """JSONL to records, through the built program."""
    small, large, out = (material.folder / name for name in ["small.jsonl", "large.jsonl", "out"])
    text = (material.folder / "en.jsonl").read_text(encoding="utf-8")
    for path, times in [(small, 4), (large, 40 if not options.quick else 8)]:
        with open(path, "w", encoding="utf-8") as copy:
            for number in range(times):
                copy.write(text.replace('"id":"', f'"id":"{number}-').replace('"id": "', f'"id": "{number}-'))
    size = small.stat().st_size / 1e6
    tag = [PROGRAM, "tag", "-q", "--out", out, "--lexicon", material.folder / "en1600"]
    run([*tag, "--threads", "1", small])
    one = best(options.rounds, [*tag, "--threads", "1", small], out)
    two = best(options.rounds, [*tag, "--threads", "2", small], out)
    # What is done once (start, last commit) is a tenth of the small run and nothing of the large one, which is what threads are for.
    few = min(options.rounds, 2)
    ten, twin = (best(few, [*tag, "--threads", number, large], out) for number in ["1", "2"])
    notes = []
    if options.peers:
        for name in ["pyahocorasick", "hyperscan", "spacy_pm"]:
            theirs = peer(options.peers, material, name, "en1600", "en", "e2e", options.rounds)
            notes.append(f"{size / one[0] / theirs:.3g} × {name}, which only counts")
    row("JSONL to records with text and matches, one thread", f"{size / one[0]:.1f} MB/s", *notes)
    megabytes = large.stat().st_size / 1e6
    row(f"two threads against one, wall, {megabytes:.0f} MB", f"{ten[1] / twin[1]:.2f} ×",
        f"{one[1] / two[1]:.2f} × on {size:.0f} MB")
    row(f"peak memory, {size:.0f} MB", f"{one[2]:.0f} MB")
    row(f"peak memory, {megabytes:.0f} MB", f"{ten[2]:.0f} MB", f"{twin[2]:.0f} MB with two threads")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=int, default=16, help="size of a corpus that is made here")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--material", type=pathlib.Path, default=ROOT.parent / "shared/bench")
    options.add_argument("--peers", help="a Python that has the peers")
    options.add_argument("--quick", action="store_true", help="without the million entries and the large corpus")
    options = options.parse_args()
    subprocess.run(["swift", "build", "-c", "release", "-q"], cwd=ROOT / "Benchmarks", check=True)
    with tempfile.TemporaryDirectory() as folder:
        material = Material(options.material, folder, options.megabytes)
        print("Material: " + (options.material.name + " (shared)" if material.shared else "made from Examples/"))
        print("\n| work | figure | |\n|---|---:|---|")
        matching(material, options)
        whole_way(material, options)
        run([PROGRAM, "explain", "trade"])
        start = best(5, [PROGRAM, "explain", "trade"])
        row("start-up with the four-field lexicon: explain of one word", f"{start[0] * 1000:.0f} ms CPU", f"{start[1] * 1000:.0f} ms wall")


if __name__ == "__main__":
    main()
