"""Loops over pixels as machine code, kept between runs: numba makes it, and is imported only to do so.

A loop sees numbers and arrays only, counts in whole numbers or adds and multiplies (no function is called
whose last digit is a matter of the machine), allocates nothing and raises nothing; an index that is out of
bounds is not noticed. What is kept is found by a loop's own code, that of the loops that it calls and the
values that both name, so that an edit elsewhere compiles nothing anew. It is bare machine code, with a seal
of this person's own before it (`seal.py`): what is spoilt, or from another hand, is compiled again.
"""

import ctypes
import gc
import os
import platform
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from importlib.metadata import version
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from apanim.cache import Store, digest
from apanim.seal import sealed, unsealed
from apanim.stop import held_off

_ENTRY = "loop"  # the name of a loop in its code
_LAYOUT = 3  # of what is kept and of how it is called
_OF_THE_MACHINE = re.compile(r"llvm\.(sin|cos|tan|exp|exp2|log|log2|log10|pow|powi)\b")
_NOTHING = ctypes.c_int64()  # where a loop may put what nobody reads
_STORE = Store("loops")
_C_TYPES = {
    "bool": ctypes.c_uint8, "int64": ctypes.c_int64, "uint64": ctypes.c_uint64, "float64": ctypes.c_double,
    "int32": ctypes.c_int32, "uint32": ctypes.c_uint32,
}  # fmt: skip

Kind = type | np.dtype | tuple[np.dtype, int, bool]  # a number's; or an array's, its dimensions, C order


class Pointer:
    """What turns an address into the numbers of a kind that lie there: no index is checked, so that loops
    over them run in vectors, wherever they begin."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __repr__(self) -> str:
        return f"Pointer({self._kind})"

    def __call__(self, address: int) -> Any:
        raise TypeError("only a loop reads at an address")

    @cached_property
    def _numba_type_(self) -> Any:
        from numba import types
        from numba.core.registry import cpu_target
        from numba.extending import intrinsic

        kind = types.CPointer(getattr(types, self._kind))

        def typed(_: Any, address: Any) -> Any:
            def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
                return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

            return kind(types.int64), generate

        made = intrinsic(typed)
        typing: Any = cpu_target.typing_context
        typing.refresh()
        return typing.resolve_value_type(made)


pixels_at, bytes_at, floats_at = map(Pointer, ("uint32", "uint8", "float32"))


def compiled(function: Callable[..., Any]) -> "Loop":
    """`function` as machine code, made for the types of arguments that it is called with.

    It returns a whole number or nothing. One that returns a real number is for other loops; called from
    Python it runs as the Python that it is, to the same last digit.
    """
    return Loop(function)


class Loop:
    """A function that is compiled when it is first called, or read from the cache."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.__doc__ = function, function.__doc__
        self._entries: dict[tuple[Kind, ...], Callable[..., int]] = {}
        self._returns = function.__annotations__.get("return") is int
        self._is_part = function.__annotations__.get("return") is float

    def __call__(self, *arguments: Any) -> Any:
        if self._is_part:
            return self.function(*arguments)
        kinds: list[Kind] = []
        flat: list[Any] = []
        for argument in arguments:
            if isinstance(argument, np.ndarray):
                kinds.append((argument.dtype, argument.ndim, argument.flags.c_contiguous))
                # Who owns the memory is not told; then as numba has an array.
                flat += (None, None, argument.size, argument.itemsize, argument.ctypes.data)
                flat += argument.shape
                flat += argument.strides
            else:
                kinds.append(argument.dtype if isinstance(argument, np.generic) else type(argument))
                flat.append(argument)
        entry = self._entries.get(key := tuple(kinds))
        if entry is None:
            with held_off():  # an exception amid LLVM's calls back would be told and lost
                entry = self._entries[key] = _callable(_code(self, key), key)
        result = ctypes.c_int64() if self._returns else _NOTHING
        if entry(result, _NOTHING, *flat):
            raise RuntimeError(f"the loop {self.function.__qualname__} has failed")
        return result.value if self._returns else None

    @cached_property
    def _kernel(self) -> Any:
        import numba

        njit: Any = numba.njit  # its stub does not know of all that a loop can do without
        alone = {"_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
        return njit(error_model="numpy", **alone)(self.function)

    @cached_property
    def _numba_type_(self) -> Any:
        """What numba takes it for where another loop calls it."""
        from numba import typeof

        return typeof(self._kernel)

    def compile(self, kinds: tuple[Kind, ...]) -> bytes:
        """Object code in which `_ENTRY` is this loop for such arguments, and that needs nothing else."""
        import llvmlite.binding as llvm
        from numba import types

        signature = tuple(
            types.Array(getattr(types, _name(kind[0])), kind[1], "C" if kind[2] else "A")
            if isinstance(kind, tuple)
            else getattr(types, _name(kind))
            for kind in kinds
        )
        with _as_text_alone():
            self._kernel.compile(signature)
        made = self._kernel.overloads[signature]
        if made.signature.return_type is not (types.int64 if self._returns else types.none):
            raise TypeError(f"{self.function.__qualname__}: a loop returns a whole number or nothing")
        module = llvm.parse_assembly(str(made.library._final_module))
        return _object_of(module, made.fndesc.llvm_func_name)

    def sources(self) -> str:
        """All that its machine code depends on, as text: its code, and what it names."""
        return "\n".join(_sources(self, {}).values())


def _name(kind: type | np.dtype) -> str:
    """What numba and C call a number."""
    return np.dtype(kind).name


def _sources(loop: Loop, seen: dict[str, str]) -> dict[str, str]:
    """By the names of loops, what each is made of."""
    function: Any = loop.function
    name = f"{function.__module__}.{function.__qualname__}"
    if name in seen:
        return seen
    code: CodeType = function.__code__
    consts = [const for const in code.co_consts if const != function.__doc__]
    seen[name] = f"{name} {code.co_code.hex()} {consts} {code.co_names} {code.co_varnames}"
    for word in code.co_names:
        values = [function.__globals__[word]] if word in function.__globals__ else []
        if values and isinstance(values[0], ModuleType):
            values = [vars(values[0])[part] for part in code.co_names if part in vars(values[0])]
        for value in values:
            if isinstance(value, Loop):
                _sources(value, seen)
            elif isinstance(value, int | float | tuple | type | np.generic | Pointer):
                seen[name] += f" {word}={value!r}"
    return seen


# ---- what is kept


@cache
def _machine() -> str:
    """What else code depends on: who made it, and for which processor."""
    import llvmlite.binding as llvm

    makers = [f"{name} {version(name)}" for name in ("numba", "llvmlite", "numpy")]
    processor = llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
    return f"{_LAYOUT} {platform.python_version()} {makers} {processor} {llvm.get_process_triple()}"


def _code(loop: Loop, kinds: tuple[Kind, ...]) -> bytes:
    """Object code, from the cache if it is there and whole."""
    key = digest(_machine(), f"{kinds}", loop.sources())
    kept = _STORE.load(key)
    code = None if kept is None else unsealed(key, kept)
    if code is None:
        code = loop.compile(kinds)
        if (kept := sealed(key, code)) is not None:
            _STORE.save(key, kept)
    return code


@contextmanager
def _as_text_alone() -> Iterator[None]:
    """numba makes its own machine code of each function that it compiles, to be called from Python: a sixth
    of its time, for what nobody calls here. Inside the `with` it leaves that out, and no garbage is looked
    for among what it keeps."""
    os.environ.setdefault("NUMBA_DISABLE_ERROR_MESSAGE_HIGHLIGHTING", "1")  # and its colours, a twentieth
    from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
    from numba.core.compiler_lock import global_compiler_lock
    from numba.core.cpu import CPUContext

    def get_executable(_: Any, library: Any, *rest: Any) -> Any:
        library._ensure_finalized()
        return [].append  # some builtin of its own has to stand for each

    replaced = {"_finalize_specific": (JITCodeLibrary, lambda _: None),
                "_add_module": (JITCPUCodegen, lambda *_: None),  # else who compiles next makes it for us
                "get_executable": (CPUContext, get_executable)}  # fmt: skip
    collects = gc.isenabled()
    with global_compiler_lock:  # others may compile for themselves in another thread
        found = {name: getattr(room, name) for name, (room, _) in replaced.items()}
        gc.disable()
        try:
            for name, (room, other) in replaced.items():
                setattr(room, name, other)
            yield
        finally:
            for name, was in found.items():
                setattr(replaced[name][0], name, was)
            if collects:
                gc.enable()


def _target() -> Any:
    """LLVM's idea of this machine; an engine that is made with it takes it over."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    features = llvm.get_host_cpu_features().flatten()
    return target.create_target_machine(llvm.get_host_cpu_name(), features, 3, "pic", jit=True)


def _object_of(module: Any, name: str) -> bytes:
    """The function `name` of an LLVM module, as `_ENTRY`, with what it calls and nothing else."""
    import llvmlite.binding as llvm

    for one in (*module.functions, *module.global_variables):
        if not one.is_declaration and one.name != name:
            one.linkage = "internal"
    module.get_function(name).name = _ENTRY
    passes = llvm.create_new_module_pass_manager()
    passes.add_global_dead_code_eliminate_pass()
    target = _target()
    passes.run(module, llvm.create_pass_builder(target, llvm.create_pipeline_tuning_options()))
    called = [one.name for one in module.functions if one.is_declaration]
    if called := [one for one in called if not one.startswith("llvm.") or _OF_THE_MACHINE.match(one)]:
        raise TypeError(f"a loop calls no other function than loops, and {name} calls {called}")
    return target.emit_object(module)


def _callable(code: bytes, kinds: tuple[Kind, ...]) -> Callable[..., int]:
    """What calls object code that numba made: it takes arrays apart, and returns 0 when all went well."""
    import llvmlite.binding as llvm

    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _target())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    takes: list[Any] = [ctypes.POINTER(ctypes.c_int64)] * 2  # where to put the result, and what went wrong
    for kind in kinds:
        if isinstance(kind, tuple):
            takes += [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
            takes += [ctypes.c_int64] * (2 * kind[1])
        else:
            takes.append(_C_TYPES[_name(kind)])
    entry = ctypes.CFUNCTYPE(ctypes.c_int32, *takes)(engine.get_function_address(_ENTRY))
    entry.engine = engine  # type: ignore[attr-defined]  # the code lives as long as the function
    return entry
