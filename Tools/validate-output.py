#!/usr/bin/env python3
"""Checks a run's four files, or a lexicon's model.json, against Schemas/ (the part of JSON Schema that they use; no package needed).

Prints every place that is not as the schema has it. Exit status: 0 where there is none, 1 where there is one, 2 where a file cannot be read.
"""
import argparse, json, os, re, sys

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_type(value, name):
    if name in ("integer", "number"):
        return not isinstance(value, bool) and isinstance(value, int if name == "integer" else (int, float))
    return isinstance(value, TYPES[name])


def check(value, schema, path):
    names = schema.get("type")
    if names and not any(is_type(value, n) for n in ([names] if isinstance(names, str) else names)):
        yield f"{path}: {value!r} is not {names}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is not one of {schema['enum']}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{path}: {value!r} does not look like {schema['pattern']}"
    if "minimum" in schema and value < schema["minimum"] or "maximum" in schema and value > schema["maximum"]:
        yield f"{path}: {value!r} is out of bounds"
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from check(item, schema.get("items", {}), f"{path}[{i}]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for key in schema.get("required", []):
            if key not in value:
                yield f"{path}: no {key}"
        order = [k for k in known if k in value]
        if known and [k for k in value if k in known] != order:
            yield f"{path}: keys out of order"
        for key, item in value.items():
            rest = schema.get("additionalProperties", {})
            if "propertyNames" in schema:
                yield from check(key, schema["propertyNames"], f"{path} key")
            if key not in known and rest is False:
                yield f"{path}: unknown key {key}"
            else:
                yield from check(item, known.get(key, rest if isinstance(rest, dict) else {}), f"{path}.{key}")


def schema(name):
    root = os.path.join(os.path.dirname(__file__), "..", "Schemas")
    with open(os.path.join(root, name + ".schema.json"), encoding="utf-8") as f:
        return json.load(f)


class Unreadable(Exception):
    """A sentence that says what cannot be read."""


def lines(path):
    """The numbered lines of a file in UTF-8."""
    try:
        with open(path, encoding="utf-8") as file:
            yield from enumerate(file, 1)
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from None


def parsed(text, path, number):
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"{path}:{number}: found no JSON, {error.msg} at column {error.colno}") from None


def records(path):
    """The file's name, the line, and the record, for every record of a run; a model is one record."""
    if path.endswith(".json"):
        yield "model.json", 1, parsed("".join(line for _, line in lines(path)), path, 1)
        return
    if not os.path.isdir(path):
        raise Unreadable(f"found no folder {path}, expected the folder of a run or a model.json")
    for name in ("passages.jsonl", "documents.jsonl", "rejects.jsonl", "manifest.json"):
        file = os.path.join(path, name)
        if not os.path.exists(file):
            raise Unreadable(f"found no {name} in {path}, which holds no finished run")
        for number, line in lines(file):
            yield name, number, parsed(line, file, number)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", metavar="RUN | MODEL.json", help="the folder of a run, or a lexicon's model")
    path = parser.parse_args().path
    schemas, failed, count = {}, 0, 0
    try:
        for name, number, record in records(path):
            count += 1
            kind = name.split(".")[0]
            schemas.setdefault(kind, schema(kind))
            for error in check(record, schemas[kind], "$"):
                failed += 1
                print(f"{name}:{number}: {error}")
    except Unreadable as error:
        print(f"validate-output.py: {error}", file=sys.stderr)
        return 2
    print(f"{count} records, {failed} errors")
    return 1 if failed else 0


sys.exit(main())
