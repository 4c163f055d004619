"""The mutants of a module: what it says in one place, said otherwise. Found in its syntax tree."""

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

_COMPARED = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_RECKONED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
}  # fmt: skip
_UNTOUCHED = (ast.Raise, ast.Assert, ast.JoinedStr, ast.Import, ast.ImportFrom)  # names, and what one reads


class Mutant(NamedTuple):
    """The bytes from `start` to `end` of a file's source become `text`."""

    file: str
    line: int
    before: str
    after: str
    start: int
    end: int
    text: str

    def of(self, source: bytes) -> bytes:
        return source[: self.start] + self.text.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {_short(self.before)}  ->  {_short(self.after)}"


def mutants_of(file: str, source: bytes) -> list[Mutant]:
    """All of them, in the order of the source."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    out = []
    for node, other in _changes(ast.parse(source)):
        before, after = ast.unparse(node), ast.unparse(other)
        text = after if isinstance(node, (ast.stmt, ast.Slice)) else f"({after})"
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        out.append(Mutant(file, node.lineno, before, after, start, end, text))
    return sorted(out, key=lambda one: (one.start, one.end, one.text))


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each part of the tree under `node` that can be otherwise, and how."""
    if isinstance(node, _UNTOUCHED) or _is_no_deed(node):
        return
    for other in _others(node):
        yield node, other
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "bases", "target", "targets", "pattern"):
            continue
        for child in value if isinstance(value, list) else [value]:
            yield from _changes(child) if isinstance(child, ast.AST) else ()


def _is_no_deed(node: ast.AST) -> bool:
    """A docstring, `__all__`, the name of a type, what only a checker of types sees."""
    match node:
        case ast.Expr(ast.Constant()) | ast.If(ast.Name("TYPE_CHECKING")):
            return True
        case ast.Assign([ast.Name(name)]):
            return name == "__all__" or (name[0].isupper() and not name.isupper())
    return False


def _others(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[op]):
            for other in _COMPARED[type(op)]:
                yield _with(node, ops=[other()])
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in _RECKONED and _is_of_numbers(node):
            yield _with(node, op=_RECKONED[type(op)]())
        case ast.BoolOp(op=op):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(float(value)):
            yield ast.Constant(value * 1.5 if value else 1.0)
        case ast.Return(value) if value is not None and ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()):
            yield ast.Pass()
        case ast.Call(keywords=[_, *_]):
            for at, word in enumerate(node.keywords):
                if word.arg is not None:
                    yield _with(node, keywords=[*node.keywords[:at], *node.keywords[at + 1 :]])
        case ast.Slice(lower, upper):
            for field, bound, op in (("lower", lower, ast.Add()), ("upper", upper, ast.Sub())):
                if bound is not None and not isinstance(bound, ast.Constant):
                    yield _with(node, **{field: ast.BinOp(bound, op, ast.Constant(1))})
        case ast.IfExp():
            yield _with(node, body=node.orelse, orelse=node.body)


def _is_of_numbers(node: ast.BinOp | ast.AugAssign) -> bool:
    """As far as can be seen: texts and lists are put together, too, and end at once otherwise."""
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.value,)
    listed = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
        listed = (*listed, ast.Call, ast.IfExp)
    return not any(isinstance(one, listed) or isinstance(getattr(one, "value", 0), str) for one in sides)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:60]} … {line[-37:]}"
