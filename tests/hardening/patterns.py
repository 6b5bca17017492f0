"""Every regular expression of the package, and texts made to slow each of them down.

    python -m tests.hardening.patterns

prints the patterns whose cost grows faster than the text, with the text that does it.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from re import _constants as sre  # the parsed form has no public name
from re import _parser

import pipeline

SMALL, LARGE = 1_000, 4_000
"""Characters of the two texts that are compared."""
CHEAP = 0.004
"""CPU seconds on the large text that need no comparison: a quadratic pattern takes ten times as many."""
WORST = 9.0
"""Ratio of the two costs from which growth is no longer linear: 4 is linear, 16 quadratic."""


def modules() -> Iterator[object]:
    """Every module of the package."""
    for found in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not found.name.endswith(".train"):
            yield importlib.import_module(found.name)


def _inside(value: object, name: str, seen: set[int], depth: int = 0) -> Iterator[tuple[str, re.Pattern]]:
    """The patterns in a value, each with the name by which it is called."""
    if isinstance(value, re.Pattern):
        yield name, value
        return
    if depth > 6 or id(value) in seen or isinstance(value, (str, bytes, int, float, type(None))):
        return
    seen.add(id(value))
    if isinstance(value, dict):
        for pair in value.items():
            yield from _inside(pair, "", seen, depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _inside(item, "", seen, depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(getattr(value, field.name, None), f".{field.name}", seen, depth + 1)


def _written(tree: ast.AST) -> Iterator[tuple[str, re.Pattern]]:
    """Patterns written out where they are used, inside functions, with how they are used."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, (str, bytes))
        ):
            flags = 0
            for argument in [*node.args[1:], *(k.value for k in node.keywords)]:
                for name in re.findall(r"\bre\.([A-Z]+)\b", ast.unparse(argument)):
                    flags |= getattr(re, name)
            yield node.func.attr, re.compile(node.args[0].value, flags)


def _used(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Names (``.name`` for attributes) on which a method is called, with the method; ``""``: handed on."""
    called = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name):
                called.add(id(owner))
                yield owner.id, node.func.attr
            elif isinstance(owner, ast.Attribute):
                yield f".{owner.attr}", node.func.attr
        elif isinstance(node, ast.Compare) and all(isinstance(o, (ast.Is, ast.IsNot)) for o in node.ops):
            called |= {id(c) for c in node.comparators}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
            yield node.id, ""


BOUNDED = {
    "pipeline.extract.figures.exclusions.PARTS": "read in windows of 90 characters around a number",
    "pipeline.extract.figures.patterns.LAST_WORD": "read in the 20 characters before a number",
    "pipeline.read.formats.blocks.VTT": "tried at the beginning of a line only",
    "pipeline.read.formats.blocks.SBV": "tried at the beginning of a line only",
    "pipeline.read.formats.stamped._BY_NAME": "tried at the beginning of a line only",
    "pipeline.read.formats.stamped.FAMILIES": "tried at the beginning of a line only",
    "pipeline.read.formats.plain._LABEL_LINE": "read in lines of less than 70 characters",
    "pipeline.read.formats.plain._FILE_NAME": "read in lines of less than 3,000 characters",
    "pipeline.french.syntax._LONG_CLASS": "read in a pattern of spaCy's, never in a text",
}
"""Patterns that only ever see a few characters, with what bounds them."""

ANCHORED = frozenset({"match", "fullmatch"})
"""Methods that try one place of a text only."""


def patterns() -> dict[tuple[str | bytes, int], tuple[str, re.Pattern, bool]]:
    """Every pattern once, with the module that has it and whether it is tried at one place only."""
    found: dict[tuple[str | bytes, int], tuple[str, re.Pattern, bool]] = {}
    loaded = list(modules())
    trees = {
        m.__name__: ast.parse(Path(m.__file__).read_text("utf-8"))
        for m in loaded
        if str(getattr(m, "__file__", None)).endswith(".py")
    }
    uses: dict[tuple[str, str], set[str]] = {}
    for owner, tree in trees.items():
        for name, method in _used(tree):
            # a name of the module's own is used there alone
            for where in (owner, "") if not name.startswith("_") else (owner,):
                uses.setdefault((where, name), set()).add(method)

    def note(module: str, pattern: re.Pattern, anchored: bool) -> None:
        key = pattern.pattern, pattern.flags
        if key in found:
            anchored = anchored and found[key][2]
        found[key] = module, pattern, anchored

    for module in loaded:
        for name, value in list(vars(module).items()):
            if not name.startswith("__"):
                for called, pattern in _inside(value, name, set()):
                    where = module.__name__ if called.startswith("_") else ""
                    used = uses.get((where, called), set()) | uses.get((where, f".{called}"), set())
                    note(f"{module.__name__}.{name}", pattern, bool(used) and used <= ANCHORED)
        for method, pattern in _written(trees.get(module.__name__, ast.Module([], []))):
            if method != "compile" or (pattern.pattern, pattern.flags) not in found:
                note(f"{module.__name__} (written out)", pattern, method in ANCHORED)
    return found


def _examples(parsed: object, most: int = 12) -> Iterator[str]:
    """Short texts that parts of a pattern match: what is worth repeating."""
    for operation, argument in parsed:
        if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, high, part = argument
            one = _one(part)
            if high > 1 and one:
                yield one
            yield from _examples(part)
        elif operation is sre.SUBPATTERN:
            yield from _examples(argument[-1])
        elif operation is sre.BRANCH:
            for branch in argument[1][:most]:
                yield _one(branch)
                yield from _examples(branch)
        elif operation in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _examples(argument[1])
        elif operation is sre.ATOMIC_GROUP:
            yield from _examples(argument)


_OF_CATEGORY = {
    sre.CATEGORY_DIGIT: "7",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: " ",
}


def _one(parsed: object) -> str:
    """A text that a parsed pattern matches, roughly."""
    out = []
    for operation, argument in parsed:
        if operation is sre.LITERAL:
            out.append(chr(argument))
        elif operation is sre.NOT_LITERAL:
            out.append("a" if argument != ord("a") else "b")
        elif operation is sre.ANY:
            out.append("a")
        elif operation is sre.IN:
            out.append(_member(argument))
        elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            low, _, part = argument
            out.append(_one(part) * min(max(low, 1), 4))
        elif operation is sre.SUBPATTERN:
            out.append(_one(argument[-1]))
        elif operation is sre.ATOMIC_GROUP:
            out.append(_one(argument))
        elif operation is sre.BRANCH:
            out.append(_one(argument[1][0]))
    return "".join(out)


def _member(items: list) -> str:
    if items[0][0] is sre.NEGATE:
        pattern = items[1:]
        for char in "a 7,\n-\"'<>{}[]é.":
            if not any(_has(item, char) for item in pattern):
                return char
        return "a"
    operation, argument = items[0]
    if operation is sre.LITERAL:
        return chr(argument)
    if operation is sre.RANGE:
        return chr(argument[0])
    return _OF_CATEGORY.get(argument, "a")


def _has(item: tuple, char: str) -> bool:
    operation, argument = item
    if operation is sre.LITERAL:
        return argument == ord(char)
    if operation is sre.RANGE:
        return argument[0] <= ord(char) <= argument[1]
    return {
        sre.CATEGORY_DIGIT: char.isdigit(),
        sre.CATEGORY_NOT_DIGIT: not char.isdigit(),
        sre.CATEGORY_SPACE: char.isspace(),
        sre.CATEGORY_NOT_SPACE: not char.isspace(),
        sre.CATEGORY_WORD: char.isalnum() or char == "_",
        sre.CATEGORY_NOT_WORD: not (char.isalnum() or char == "_"),
    }.get(argument, False)


COMMON = (" ", "\n", "a", "A", "7", "-", ".", ",", "'", "a ", "Aa ", "7 ", "7.", "7,", "a-", "a'", "\t ", "é")


def pumps(pattern: re.Pattern) -> list[str]:
    """Texts to repeat against a pattern."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = _parser.parse(
        source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    whole = _one(parsed)
    found = [*COMMON, *_examples(parsed)]
    found += [whole, whole[:-1], whole[: len(whole) // 2], whole + " "]
    found += [a + b for a in list(dict.fromkeys(found[len(COMMON) :]))[:6] for b in (" ", "a", ",")]
    return [p for p in dict.fromkeys(found) if p and len(p) <= 60]


@lru_cache(maxsize=1)
def _opening(pattern: re.Pattern) -> str:
    """A text that the pattern matches: a long pattern takes longer to parse than to try."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    return _one(_parser.parse(source, pattern.flags))


def texts(pattern: re.Pattern, pump: str, size: int) -> list[str]:
    """Hostile texts of a size: the pump alone, after what opens the pattern, and with an end that fails."""
    repeated = pump * (size // len(pump))
    opening = _opening(pattern)
    return [
        repeated + "\x01",
        opening[:1] + repeated + "\x01",
        opening[: len(opening) // 2] + repeated + "\x01",
    ]


def cost(pattern: re.Pattern, text: str | bytes, anchored: bool) -> float:
    """CPU seconds to find everything in a text; the least of three."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        if anchored:
            pattern.match(text)
        else:
            for _match in pattern.finditer(text):
                pass
        best = min(best, time.process_time() - began)
        if best < CHEAP:
            break
    return best


def slow(pattern: re.Pattern, anchored: bool) -> str | None:
    """The text that slows a pattern down beyond measure, or ``None``."""

    def given(text: str) -> str | bytes:
        return text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text

    for pump in pumps(pattern):
        for small, large in zip(texts(pattern, pump, SMALL), texts(pattern, pump, LARGE), strict=True):
            late = cost(pattern, given(large), anchored)
            if late < CHEAP:
                continue
            early = cost(pattern, given(small), anchored)
            if late / max(early, 1e-6) > WORST:
                return f"{large[:30]!r}… {early * 1000:.1f} ms, then {late * 1000:.1f} ms"
    return None


if __name__ == "__main__":
    count = 0
    for name, pattern, anchored in patterns().values():
        count += 1
        if name not in BOUNDED and (why := slow(pattern, anchored)):
            print(f"{name}: {str(pattern.pattern)[:150]!r}\n    {why}", flush=True)
    print(count, "patterns", file=sys.stderr)
