#!/usr/bin/env python3
"""flood-table.py [NAME ...] [--program .build/release/fourfield] [--against OTHER] [--megabytes 31] [--rounds 3] [--list]

The worst that a page can cost: makes pages that hold one thing over and over, with a first and a last paragraph around it, and runs `fourfield tag` on each
with the default pipeline; files of XML are made the same way. Prints a row a page: CPU seconds of all processes (user and system, the best of the rounds; with --against both programs take
turns), the peak memory of each process added up, and what the document or the reject says. NAME chooses pages by a part of their name.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
HAN = "贸易"
LINKED = '<script type="application/ld+json">{"@type":"NewsArticle",'
XML = '<?xml version="1.0"?>'
SCOPES = "".join("<s" + "".join(f' xmlns:a{level}_{number}="u"' for number in range(900)) + ">" for level in range(100))
THEMES = "trade democracy museum climate change "


def numbered(pattern):
    """A unit that is another one every time."""
    return lambda number: pattern.format(number)


def rows(cells):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def noise(label, bytes_=tuple(set(range(32, 256)) - set(b"<&"))):
    """Random bytes without markup, the same every time, under a label."""
    page = f'<html><head><meta charset="{label}"><title>A page</title></head><body><p>The first paragraph.</p><p>'
    return page, bytes(random.Random(5).choices(bytes_, k=1_000_003)), "</p></body></html>"


def xml(before, unit, after=""):
    """A file of XML, in which nothing else is put around what is repeated."""
    return XML + before, unit, after


# What is repeated, by name: a text, or a function of the number. What follows is put around it: (before, unit, after).
PAGES = {
    "`<p>some words of text</p>`": "<p>some words of text</p>",
    "`<p>a`": "<p>a",
    "`<b>`": "<b>",
    "`<b>x</b>`": "<b>x</b>",
    '`<a href="/x">y</a>`': '<a href="/x">y</a>',
    "rows of three cells": ("<table>", rows("abc"), "</table>"),
    "cells in one row": ("<table><tr>", "<td>a", "</table>"),
    "lists in lists": "<ul><li>a",
    "`<li>a`": "<li>a",
    "`a<br>`": "a<br>",
    "`a<br><br>`": "a<br><br>",
    "`&`": "&",
    "`&amp;`": "&amp;",
    "`&eacute;a `": "&eacute;a ",
    "`<`": "<",
    "comments": "<!-- a comment -->",
    "comments that never end": "<!-- ",
    "attributes of one tag": ("<p ", numbered("a{}=b "), ">"),
    "tags with attributes": '<p class="a" id="b" title="c">x',
    "names of elements, all different": numbered("<e{}>x"),
    "one text of words": "some words of text that say nothing, ",
    "one word": "word ",
    "`a` and two line ends": "a\n\n",
    "lines in `<pre>`": ("<pre>", "a line of code\n", "</pre>"),
    "`<![CDATA[x]]>`": "<![CDATA[x]]>",
    "scripts": "<script>var a = 1;</script>",
    "scripts that never end": "<script>var a = 1; ",
    "JSON-LD of `[`": ('<script type="application/ld+json">', "[", "</script>"),
    "`<h1>`": "<h1>a heading</h1>",
    "`<time>` with a date": '<time datetime="2020-05-01">May 1, 2020</time>',
    "windows-1252 without a label": "la políticas año não ".encode("cp1252"),
    "GB18030 without a label, 15 million letters": (HAN + "和文化的政策在中国发展").encode("gb18030"),
    "Chinese in UTF-8": HAN + "和文化的政策在中国发展",
    "`</p>`": "</p>",
    '`<a b="`': '<a b="',
    # What is slow where each is looked at with all that is around it or before it.
    "paragraphs in 370 headers": ("<article>" + "<header>" * 370, "<p>a</p>", ""),
    "paragraphs in 370 `<time>`": ("<time>" * 370, numbered("<p>text {}</p>"), ""),
    "words in `<time>`": "<time>" + "May 1, " * 400 + "</time>",
    "`itemprop` of dates": numbered("<i itemprop=datePublished>no date {}</i> "),
    "`itemprop` of authors in one another": ("<div itemprop=author>" * 370, numbered("<b>{}</b>"), ""),
    "names of `<meta>`": numbered("<meta name=publish{} content='no date'>"),
    "JSON-LD, a headline of parts": (LINKED + '"headline":"', numbered("a{} | "), '"}</script>'),
    "JSON-LD, a line of authors": (LINKED + '"author":"', "John Smith, ", '"}</script>'),
    "JSON-LD, a list of authors": (LINKED + '"author":[', '{"name":"John Smith"},', "]}</script>"),
    "words, all different": numbered("a{} "),
    "a letter and a full stop": "a. ",
    "`U.S.`": "U.S.",
    "small words of Spanish": "a la de en el ",
    "marks on one letter": "\u0301",
    "marks of two classes": "\u0301\u0323",
    "noise in UTF-8": noise("utf-8"),
    "noise in GB18030": noise("gb18030"),
    "noise in EUC-JP": noise("euc-jp"),
    "noise of high bytes in EUC-JP": noise("euc-jp", range(128, 256)),
    "noise in Shift_JIS": noise("shift_jis"),
    "noise in Big5": noise("big5"),
    "noise in ISO-2022-JP": noise("iso-2022-jp"),
    "noise in windows-1253": noise("windows-1253"),
    # What repeats terms of the lexicon.
    "one term": "trade ",
    "one term in a sentence": "climate change. ",
    "two terms": "trade climate change ",
    "terms of four themes": THEMES,
    "a term of Chinese": HAN,
    "a term of Chinese in a sentence": HAN + "。",
    "a term of Chinese in GB18030": HAN.encode("gb18030"),
    "terms of four themes in Chinese": HAN + "民主博物馆气候变化",
    "a term in Spanish": "el comercio y la cultura de los pueblos ",
    "a term a paragraph": numbered("<p>trade in year {}"),
    "terms of four themes a paragraph": f"<p>{THEMES}and so on</p>",
    "a hundred terms a paragraph": numbered("<p>{} " + "trade " * 100 + "</p>"),
    "four hundred terms a paragraph": numbered("<p>{} " + THEMES * 80 + "</p>"),
    "a term a cell": ("<table>", rows(["trade"] * 3), "</table>"),
    "ten terms a cell": ("<table>", rows(["trade " * 10] * 3), "</table>"),
    "a term a line (`<br>`)": "trade<br>",
    "ten terms a line (`<br>`)": "trade " * 10 + "<br>",
    "a term a line of `<pre>`": ("<pre>", "trade\n", "</pre>"),
    "a term an item": ("<ul>", numbered("<li>trade in year {}"), "</ul>"),
    "a term a heading": numbered("<h2>trade in year {}</h2>"),
    "a term a link": '<a href="/x">trade</a> ',
    # Files of XML.
    "XML: `<p>x</p>`": xml("<r>", "<p>x</p>"),
    "XML: `<p>some words of text</p>`": xml("<r>", "<p>some words of text</p>"),
    "XML: `<a>`": xml("<r>x", "<a>"),
    "XML: names, all different": xml("<r>", numbered("<a{0}>x</a{0}>")),
    "XML: prefixes under 90,000 namespaces": xml("<r>" + SCOPES, "<a0_0:p>x</a0_0:p>"),
    "XML: attributes of one tag": xml("<r>x<p ", numbered("a{}='b' "), "/></r>"),
    "XML: tags with attributes": xml("<r>", '<p a="b" xml:lang="en" href="c">x</p>'),
    "XML: comments": xml("<r>x", "<!---->", "</r>"),
    "XML: instructions": xml("<r>x", "<?a?>", "</r>"),
    "XML: sections": xml("<r>", "<![CDATA[x]]>", "</r>"),
    "XML: `&amp;`": xml("<r>", "x&amp;", "</r>"),
    "XML: `&`": xml("<r>", "&", "</r>"),
    "XML: references to nothing, all different": xml("<r>", numbered("x&a{};"), "</r>"),
    "XML: one reference": xml("<r>&", "x", "</r>"),
    "XML: `<`": xml("<r>", "<", "</r>"),
    "XML: end tags that fit nothing": xml("<r>" + "<b>" * 380, "</c>x"),
    "XML: ends in disorder": xml("<r>", "<b><i>x</b></i>"),
    "XML: declarations": xml("<!DOCTYPE r [", numbered("<!ATTLIST r a{} CDATA 'b'>"), "]><r>x</r>"),
    "JATS: paragraphs in 380 others": xml("<article><body>" + "<s>" * 380, "<p>x</p>"),
    "TEI: paragraphs in 380 others": xml("<TEI><text>" + "<s>" * 380, "<p>x</p>"),
    "TEI: titles in 380 divisions": xml("<TEI><text>" + "<div>" * 380, "<head>x</head>"),
    "TEI: a term a title": xml("<TEI><text>", numbered("<head>trade in year {}</head>")),
    "JATS: authors": xml("<article><front>", "<name><surname>a</surname></name>", "</front><body><p>x</p></body></article>"),
    "NewsML: names": xml("<newsItem>" + "<creator>" * 380, "<name>x</name>", "<body><p>x</p>"),
    "RSS: HTML in one item": xml("<rss><channel><item><title>x</title><description>", "&lt;div&gt;a", "</description></item>"),
    "RSS: authors of one item": xml("<rss><channel><item><title>x</title>", "<author>John Smith</author>"),
    "Atom: elements of one entry": xml("<feed><entry><content type='xhtml'>", "<p>x</p>"),
    "wikitext of short lines": xml("<mediawiki><page><title>a</title><revision><text>", "{{x|\n", "</text></revision></page>"),
}


def page(name, size):
    """The page's bytes."""
    before, unit, after = PAGES[name] if isinstance(PAGES[name], tuple) else ("", PAGES[name], "")
    coding = "ascii"
    is_whole = before.startswith((XML, "<html>"))
    head = f"<html><head><title>A page</title></head><body><p>The first paragraph of the page.</p>{before}".encode(coding)
    tail = f"{after}<p>The last paragraph of the page.</p></body></html>".encode(coding)
    if is_whole:
        head, tail = before.encode(), after.encode()
    if callable(unit):
        parts, length, number = [], 0, 0
        while length < size:
            parts.append(unit(number).encode())
            length += len(parts[-1])
            number += 1
        return head + b"".join(parts) + tail
    unit = unit if isinstance(unit, bytes) else unit.encode()
    return head + unit * (size // len(unit)) + tail


def children(process):
    """A process and all that come of it."""
    found = [process]
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{thread}/children") as file:
                for child in file.read().split():
                    found += children(int(child))
    except OSError:
        pass
    return found


def watch(process, peaks, done):
    """Notes the peak memory of a process and of all that come of it, in kilobytes by process."""
    while not done.wait(0.01):
        for each in children(process):
            try:
                with open(f"/proc/{each}/status") as file:
                    for line in file:
                        if line.startswith("VmHWM:"):
                            peaks[each] = int(line.split()[1])
            except OSError:
                pass


def measure(program, path, out):
    """CPU seconds, peak megabytes and seconds of the clock of one run."""
    shutil.rmtree(out, ignore_errors=True)
    start = time.monotonic()
    process = subprocess.Popen(
        [program, "tag", path, "--out", out, "-q"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks, done = {}, threading.Event()
    watcher = threading.Thread(target=watch, args=(process.pid, peaks, done))
    watcher.start()
    _, _, usage = os.wait4(process.pid, 0)
    done.set()
    watcher.join()
    return usage.ru_utime + usage.ru_stime, sum(peaks.values()) / 1024, time.monotonic() - start


def facts(out):
    """What the run says of the page, and how many megabytes it wrote."""
    words = []
    size = sum(file.stat().st_size for file in pathlib.Path(out).glob("*.jsonl"))
    with open(os.path.join(out, "documents.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            words.append("`degraded`" if document["degraded"] else "")
            words.append(f"{document['passages']} passages")
            words.append(f"{sum(theme['count'] for theme in document['themes'].values())} matches")
    with open(os.path.join(out, "rejects.jsonl"), encoding="utf-8") as lines:
        words += [f"reject `{json.loads(line)['code']}`" for line in lines]
    return ", ".join(word for word in words if word) + f", {size >> 20} MB written"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--program", default=str(ROOT / ".build/release/fourfield"))
    parser.add_argument("--against", help="another build, measured in turns with the first")
    parser.add_argument("--megabytes", type=float, default=31)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--list", action="store_true", help="only name the pages")
    parser.add_argument("--keep", metavar="FOLDER", help="only write the pages into a folder")
    arguments = parser.parse_args()
    names = [name for name in PAGES if not arguments.names or any(part in name for part in arguments.names)]
    if not names:
        sys.exit(f"flood-table.py: no page's name holds {' or '.join(arguments.names)}; --list names them all")
    if arguments.list:
        print("\n".join(names))
        return
    programs = [os.path.abspath(path) for path in [arguments.against, arguments.program] if path]
    for program in programs:
        if not os.access(program, os.X_OK):
            sys.exit(f"flood-table.py: found no program {program}")
    size = int(arguments.megabytes * 1_000_000)
    if arguments.keep:
        os.makedirs(arguments.keep, exist_ok=True)
        for name in names:
            pathlib.Path(arguments.keep, f"{list(PAGES).index(name):02}.html").write_bytes(page(name, size))
        return
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "page.html")
        for name in names:
            pathlib.Path(path).write_bytes(page(name, size))
            figures = {program: [] for program in programs}
            for _ in range(arguments.rounds):
                for program in programs:
                    figures[program].append(measure(program, path, os.path.join(scratch, "out")))
            cells = [
                f"{min(f[0] for f in figures[p]):.1f} s, {min(f[1] for f in figures[p]):,.0f} MB" for p in programs]
            print(f"| {name} | {' | '.join(cells)} | {facts(os.path.join(scratch, 'out'))} |", flush=True)


if __name__ == "__main__":
    main()
