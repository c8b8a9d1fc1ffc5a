#!/usr/bin/env python3
"""Writes Sources/CUnicodeTables/tables.c from ICU's data (through libicuuc and libicui18n by ctypes).

The tables are committed, so that the same version of Fourfield gives the same counts on every machine, whatever ICU is
installed there. Run this only to move to another Unicode version, and say so in the CHANGELOG.

usage: Tools/unicode-tables.py [ICU_MAJOR=72]
"""
import ctypes, os, sys

ICU = sys.argv[1] if len(sys.argv) > 1 else "72"
uc = ctypes.CDLL(f"libicuuc.so.{ICU}")
i18n = ctypes.CDLL(f"libicui18n.so.{ICU}")


def fn(lib, name, res, *args):
    f = getattr(lib, f"{name}_{ICU}")
    f.restype, f.argtypes = res, args
    return f


i32 = ctypes.c_int32
u16p, errp = ctypes.POINTER(ctypes.c_uint16), ctypes.POINTER(i32)
char_type = fn(uc, "u_charType", ctypes.c_int8, i32)
has_property = fn(uc, "u_hasBinaryProperty", ctypes.c_int8, i32, i32)
int_property = fn(uc, "u_getIntPropertyValue", i32, i32, i32)
combining_class = fn(uc, "u_getCombiningClass", ctypes.c_uint8, i32)
get_version = fn(uc, "u_getUnicodeVersion", None, ctypes.POINTER(ctypes.c_uint8))
fold_case = fn(uc, "u_strFoldCase", i32, u16p, i32, u16p, i32, ctypes.c_uint32, errp)
get_instance = {n: fn(uc, f"unorm2_get{n}Instance", ctypes.c_void_p, errp) for n in ("NFC", "NFD", "NFKC", "NFKD")}
normalize = fn(uc, "unorm2_normalize", i32, ctypes.c_void_p, u16p, i32, u16p, i32, errp)
raw_decomposition = fn(uc, "unorm2_getRawDecomposition", i32, ctypes.c_void_p, i32, u16p, i32, errp)
compose_pair = fn(uc, "unorm2_composePair", i32, ctypes.c_void_p, i32, i32)
utrans_open = fn(i18n, "utrans_openU", ctypes.c_void_p, u16p, i32, i32, u16p, i32, ctypes.c_void_p, errp)
utrans = fn(i18n, "utrans_transUChars", None, ctypes.c_void_p, u16p, errp, i32, i32, errp, errp)


def utf16(s):
    b = s.encode("utf-16-le", "surrogatepass")
    return (ctypes.c_uint16 * (len(b) // 2 + 1)).from_buffer_copy(b + b"\0\0"), len(b) // 2


def text(buffer, n):
    return bytes(buffer)[: 2 * n].decode("utf-16-le", "surrogatepass")


def instance(name):
    e = i32(0)
    return get_instance[name](ctypes.byref(e))


forms = {n: instance(n) for n in get_instance}


def form(name, s):
    src, n = utf16(s)
    out, e = (ctypes.c_uint16 * (40 * n + 40))(), i32(0)
    return text(out, normalize(forms[name], src, n, out, len(out), ctypes.byref(e)))


def casefold(s):
    src, n = utf16(s)
    out, e = (ctypes.c_uint16 * (4 * n + 8))(), i32(0)
    return text(out, fold_case(out, len(out), src, n, 0, ctypes.byref(e)))


ident, identLength = utf16("Hant-Hans")
error = i32(0)
hans = utrans_open(ident, identLength, 0, None, -1, None, ctypes.byref(error))
assert error.value <= 0, error.value


# Forms of Taiwan, Hong Kong and older print that ICU leaves as they are; each has one Simplified form in use.
VARIANTS = dict(
    "甦苏 囌苏 諮咨 鉅巨 滙汇 嶽岳 麪面 峯峰 淩凌 衞卫 敎教 枱台 痺痹 祇只 衹只 糉粽 緐繁 緖绪 艸草 蔘参 袴裤 觔斤 逕径 遶绕 邨村 鉋刨 鎌镰 "
    "鑛矿 隣邻 鞦秋 韆千 騐验 鬪斗 鵰雕 覩睹 叡睿 嬭奶 彊强 慙惭 懽欢 揹背 敍叙 暎映 栢柏 殭僵 疎疏 盌碗 濛蒙 矇蒙".split()
)


def simplify(c):
    if c in VARIANTS:
        return VARIANTS[c]
    src, n = utf16(c)
    out = (ctypes.c_uint16 * 16)(*src[:n])
    length, limit, e = i32(n), i32(n), i32(0)
    utrans(hans, out, ctypes.byref(length), 16, 0, ctypes.byref(limit), ctypes.byref(e))
    r = text(out, length.value)
    return r if len(r) == 1 else c


# General categories and properties, by ICU's numbers (uchar.h).
MARKS = {6, 7, 8}
LETTERS = {1, 2, 3, 4, 5}
NUMBERS = {9, 10, 11}
CONNECTOR = 22
DASH = 19
SPACES = {12, 13, 14}
SCRIPT, WHITE_SPACE, IDEOGRAPHIC, DEFAULT_IGNORABLE, UPPERCASE, LOWERCASE = 0x100A, 31, 17, 5, 30, 22
NFC_QC = 0x100E
HAN_SCRIPTS = {17, 20, 22, 5}  # Han, Hiragana, Katakana, Bopomofo
QUOTES = dict.fromkeys("‘’‚‛′ʼ＇`´ʹ", "'") | dict.fromkeys("“”„‟″＂«»", '"')
DASHES = set("-‐‑‒–—―−﹘﹣－")
HALF_WIDTH_VOICING = (0xFF9E, 0xFF9F)
PROLONGED = (0x30FC, 0xFF70)
OTHER, WORD, HAN, SPACE, HYPHEN, IGNORABLE, MARK = range(7)


def classify(cp, t):
    c = chr(cp)
    if c in DASHES or t == DASH:
        return HYPHEN
    if has_property(cp, WHITE_SPACE):
        return SPACE
    # A skin tone belongs to the emoji before it, as a mark does to its letter, and a voicing mark of half width to its kana.
    if t in MARKS or 0x1F3FB <= cp <= 0x1F3FF or cp in HALF_WIDTH_VOICING:
        return MARK
    if has_property(cp, DEFAULT_IGNORABLE) or cp in (0x200B, 0xFEFF, 0x00AD):
        return IGNORABLE
    script = int_property(cp, SCRIPT)
    if cp in PROLONGED:
        return HAN
    if (t in LETTERS or cp in (0x3007,)) and (script in HAN_SCRIPTS or has_property(cp, IDEOGRAPHIC)):
        return HAN
    if c in "ʹʼ`´":
        return OTHER
    # A number in brackets or with a full stop ends at these, as it would if they were characters of their own.
    if t in NUMBERS and not all(char_type(ord(x)) in LETTERS | NUMBERS for x in form("NFKC", c)):
        return OTHER
    if t in LETTERS | NUMBERS or t == CONNECTOR:
        return WORD
    return OTHER


def strip_marks(s):
    return form("NFC", "".join(c for c in form("NFD", s) if char_type(ord(c)) not in MARKS))


def is_ignorable(c):
    return classify(ord(c), char_type(ord(c))) == IGNORABLE


def fold(c, keep_marks, keep_case=False):
    if c in QUOTES:
        return QUOTES[c]
    if c in DASHES or char_type(ord(c)) == DASH:
        return "-"
    s = form("NFKC", c)
    if not keep_case:
        s = form("NFKC", casefold(form("NFKC", casefold(s))))
    s = "".join(x for x in s if not is_ignorable(x))
    s = "".join(QUOTES.get(x, "-" if x in DASHES else x) for x in s)
    if not keep_marks:
        s = strip_marks(s)
    return "".join(simplify(x) for x in s)


pool, pool_index = [], {}


def pooled(s):
    if s not in pool_index:
        pool_index[s] = len(pool)
        pool.append(len(s))
        pool.extend(map(ord, s))
    return pool_index[s]


def value(cp, s):
    """Bits 0-20: the scalar it folds to, or (with bit 21) where its expansion stands in the pool."""
    if len(s) == 1:
        return ord(s)
    return pooled(s) | 1 << 21


entries, marked, cased = [], [], []
for cp in range(0x30000 + 0x2400):
    if 0xD800 <= cp < 0xE000:
        entries.append(cp | OTHER << 24)
        marked.append(cp)
        cased.append(chr(cp))
        continue
    c, t = chr(cp), char_type(cp)
    k = classify(cp, t)
    if k == IGNORABLE:
        folded, kept, as_is = "", "", ""
    elif k == MARK:
        # What only chooses a variant or a colour is not compared at all.
        is_seen = not has_property(cp, DEFAULT_IGNORABLE) and t in MARKS or cp in HALF_WIDTH_VOICING
        kept = form("NFKC" if cp in HALF_WIDTH_VOICING else "NFC", c) if is_seen else ""
        folded, as_is = "", kept
    else:
        folded, kept, as_is = fold(c, False), fold(c, True), fold(c, True, keep_case=True)
    check = int_property(cp, NFC_QC) != 1 or combining_class(cp) != 0 or cp in HALF_WIDTH_VOICING
    e = value(cp, folded) | k << 24 | (1 << 22 if check else 0)
    e |= (1 << 28 if has_property(cp, UPPERCASE) or t == 3 else 0) | (1 << 29 if has_property(cp, LOWERCASE) else 0)
    e |= 1 << 30 if t in NUMBERS else 0
    entries.append(e)
    marked.append(value(cp, kept))
    cased.append(as_is)


def two_stage(values, identity_mask, shift=6):
    """Blocks of 64; a value is stored relative to its code point (by xor on the mask) so that identity blocks coincide."""
    size, blocks, seen, index = 1 << shift, [], {}, []
    for start in range(0, len(values), size):
        block = []
        for cp in range(start, start + size):
            v = values[cp]
            if not v >> 21 & 1:
                v ^= cp & identity_mask
            block.append(v)
        block = tuple(block)
        if block not in seen:
            seen[block] = len(blocks) // size
            blocks.extend(block)
        index.append(seen[block])
    return index, blocks


decomposition, pairs = {}, {}
for cp in range(0x30000):
    if 0xD800 <= cp < 0xE000 or 0xAC00 <= cp < 0xD7A4:
        continue
    out, e = (ctypes.c_uint16 * 32)(), i32(0)
    n = raw_decomposition(forms["NFC"], cp, out, 32, ctypes.byref(e))
    if n >= 0:
        d = [ord(x) for x in form("NFD", chr(cp))]
        decomposition[cp] = d
        raw = [ord(x) for x in text(out, n)]
        if len(raw) == 2 and compose_pair(forms["NFC"], raw[0], raw[1]) == cp:
            pairs[tuple(raw)] = cp
classes = {cp: combining_class(cp) for cp in range(0x30000) if not 0xD800 <= cp < 0xE000 and combining_class(cp)}


def array(kind, name, values, per_line=16):
    lines = [", ".join(map(str, values[i : i + per_line])) for i in range(0, len(values), per_line)]
    return f"const {kind} {name}[{len(values)}] = {{\n" + ",\n".join(lines) + "\n};\n"


version = (ctypes.c_uint8 * 4)()
get_version(version)
index, blocks = two_stage(entries, 0x1FFFFF)
kept_index, kept_blocks = two_stage(marked, 0x1FFFFF)
cased_index, cased_blocks = two_stage([value(cp, s) for cp, s in enumerate(cased)], 0x1FFFFF)
decomposed = sorted(decomposition)
flat, starts = [], []
for cp in decomposed:
    starts.append(len(flat))
    flat.append(len(decomposition[cp]))
    flat.extend(decomposition[cp])
composed = sorted(pairs)
cccs = sorted(classes)
root = os.path.join(os.path.dirname(__file__), "..", "Sources", "CUnicodeTables")
with open(os.path.join(root, "tables.c"), "w") as f:
    f.write(f"// Generated by Tools/unicode-tables.py from ICU {ICU}, Unicode {version[0]}.{version[1]}. Do not edit.\n")
    f.write('#include "unicode_tables.h"\n\n')
    f.write(array("uint16_t", "ff_fold_index", index) + array("uint32_t", "ff_fold_blocks", blocks))
    f.write(array("uint16_t", "ff_marked_index", kept_index) + array("uint32_t", "ff_marked_blocks", kept_blocks))
    f.write(array("uint16_t", "ff_cased_index", cased_index) + array("uint32_t", "ff_cased_blocks", cased_blocks))
    f.write(array("uint32_t", "ff_fold_pool", pool))
    f.write(array("uint32_t", "ff_decomposed", decomposed) + array("uint16_t", "ff_decomposition_start", starts))
    f.write(array("uint32_t", "ff_decomposition", flat))
    f.write(array("uint32_t", "ff_compose_first", [a for a, _ in composed]))
    f.write(array("uint32_t", "ff_compose_second", [b for _, b in composed]))
    f.write(array("uint32_t", "ff_compose_result", [pairs[p] for p in composed]))
    f.write(array("uint32_t", "ff_combining", cccs) + array("uint8_t", "ff_combining_class", [classes[c] for c in cccs]))
with open(os.path.join(root, "include", "unicode_counts.h"), "w") as f:
    f.write("// Generated by Tools/unicode-tables.py. Do not edit.\n#pragma once\n")
    for name, n in (("FF_TABLE_LIMIT", len(entries)), ("FF_DECOMPOSED_COUNT", len(decomposed)),
                    ("FF_COMPOSE_COUNT", len(composed)), ("FF_COMBINING_COUNT", len(cccs)),
                    ("FF_POOL_NOTHING", pool_index[""]), ("FF_UNICODE_MAJOR", version[0]), ("FF_UNICODE_MINOR", version[1])):
        f.write(f"#define {name} {n}\n")
print(len(index), len(blocks), len(kept_blocks), len(cased_blocks), len(pool), len(decomposed), len(composed), len(cccs))
