#!/usr/bin/env python3
"""Speed, memory and start-up of the built program, on a corpus that is made here from Examples/.

Times are CPU seconds of the program alone, the best of some rounds; the ratio of two threads to one is of wall times in the same run.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/fourfield"


def corpus(path, megabytes):
    """JSONL of the examples' plain texts, over and over, every document with an id of its own."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "Examples").glob("*.txt"))]
    written = number = 0
    with open(path, "w", encoding="utf-8") as out:
        while written < megabytes * 1_000_000:
            text = texts[number % len(texts)]
            line = json.dumps({"id": f"d{number}", "text": text}, ensure_ascii=False) + "\n"
            out.write(line)
            written += len(line.encode("utf-8"))
            number += 1
    return written


def run(arguments):
    """CPU seconds, wall seconds and peak memory in MB of one call."""
    start = time.monotonic()
    process = subprocess.Popen(
        [str(PROGRAM), *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{arguments}: {errors.decode()}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def best(rounds, arguments):
    return tuple(min(values) for values in zip(*[run(arguments) for _ in range(rounds)]))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=int, default=16)
    options.add_argument("--rounds", type=int, default=3)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large, out = f"{folder}/small.jsonl", f"{folder}/large.jsonl", f"{folder}/out"
        size = corpus(small, options.megabytes) / 1e6
        big = corpus(large, options.megabytes * 10) / 1e6
        tag = ["tag", "-q", "--overwrite", "--out", out]
        run(["explain", "trade"])
        one = best(options.rounds, [*tag, "--threads", "1", small])
        two = best(options.rounds, [*tag, "--threads", "2", small])
        ten = run([*tag, "--threads", "1", large])
        start = best(5, ["explain", "trade"])
    print("| work | figure |")
    print("|---|---:|")
    print(f"| JSONL to records, one thread, CPU | {size / one[0]:.1f} MB/s |")
    print(f"| two threads against one, wall | {one[1] / two[1]:.2f} × |")
    print(f"| peak memory, {size:.0f} MB, one thread | {one[2]:.0f} MB |")
    print(f"| peak memory, {big:.0f} MB, one thread | {ten[2]:.0f} MB |")
    print(f"| start-up: explain of one word, wall | {start[1] * 1000:.0f} ms |")


if __name__ == "__main__":
    main()
