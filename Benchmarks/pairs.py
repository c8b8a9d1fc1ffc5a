#!/usr/bin/env python3
"""What commits and supervision cost: runs of `fourfield tag` in interleaved pairs, with and without.

    pairs.py commits FOURFIELD INPUT [N [ARGUMENT...]]       fdatasync and fsync as they are against a shim that makes them return at once
    pairs.py supervision FOURFIELD INPUT [N [ARGUMENT...]]   --isolation process against none

N pairs (5); the arguments go into every run, as `--threads 1`.

Of each pair the ratio counts: load that lasts longer than a run is in both. Prints wall and CPU seconds of every run, the ratios with
their median, and of `timings.json` the share of the time that the run itself stood still for commits.
"""
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SHIM = "int fsync(int f) { (void)f; return 0; }\nint fdatasync(int f) { (void)f; return 0; }\n"


def shim(folder):
    source, library = folder / "nosync.c", folder / "nosync.so"
    source.write_text(SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    return str(library)


def run(program, file, folder, common=(), arguments=(), environment=None):
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    # What an earlier run left in memory is written now, not at the expense of this one.
    os.sync()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([program, "tag", file, "--out", out, "--quiet", *common, *arguments],
                   env={**os.environ, **(environment or {})})
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    timings = json.loads((out / "timings.json").read_text())
    return wall, cpu, timings["commit_seconds"] / timings["seconds"]


def spread(values):
    return f"median {statistics.median(values):.3f}, {min(values):.3f} to {max(values):.3f}"


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("commits", "supervision"):
        sys.exit(__doc__)
    what, program, file, *rest = sys.argv[1:]
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        folder = pathlib.Path(name)
        without = ({"environment": {"LD_PRELOAD": shim(folder)}} if what == "commits"
                   else {"arguments": ["--isolation", "none"]})
        pairs = []
        for number in range(int(rest[0]) if rest else 5):
            # Each goes first in turn.
            order = [{}, without] if number % 2 == 0 else [without, {}]
            results = [run(program, file, folder, rest[1:], **kind) for kind in order]
            pair = results if number % 2 == 0 else results[::-1]
            pairs.append(pair)
            print("with %.2f s wall, %.2f s CPU, commits %.2f %%; without %.2f s wall, %.2f s CPU"
                  % (pair[0][0], pair[0][1], 100 * pair[0][2], pair[1][0], pair[1][1]), flush=True)
    print("wall, with / without:", spread([a[0] / b[0] for a, b in pairs]))
    print("CPU, with / without:", spread([a[1] / b[1] for a, b in pairs]))
    print("share of the time that a run stood still for commits: %.2f %%"
          % (100 * statistics.median([a[2] for a, _ in pairs])))


if __name__ == "__main__":
    main()
