"""Random access to a baked scene in bounded memory."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from apanim.physics.protocol import open_fraction, shares
from apanim.tape.records import between, record_type, unpacker
from apanim.tape.table import Table, patch_table
from apanim.units import TICKS_PER_STEP
from apanim.world import Plan, Series, Session, World

CHUNK = 32  # records read at once
CHUNKS_KEPT = 24
_BLOCK_BYTES = 1 << 20


class Tape:
    """A baked scene. `at(tick)` is pure: the same world by any road.

    Chunks of records are kept while they are in use; the oldest go, so a long lecture needs no more memory
    than a short one. `events` is a structured array, see tape.events.EVENT; `like` is any world of the
    plan, for the shape of its records.
    """

    def __init__(
        self, plan: Plan, like: World, records: BinaryIO, series: Series, events: NDArray[Any]
    ) -> None:
        self.plan, self.series, self.events = plan, series, events
        self._like, self._records = like, records
        self._dtype = record_type(like)
        self._chunks: OrderedDict[int, Callable[[int], World]] = OrderedDict()

    @property
    def steps(self) -> int:
        return self.plan.steps

    @property
    def duration_tick(self) -> int:
        return self.steps * TICKS_PER_STEP

    def gated(self) -> dict[str, NDArray[np.float64]]:
        """g (mS/cm2) and I (uA/cm2) of the gated channels, (steps + 1,) each.

        g_Na, g_K, I_Na and I_K are of the voltage-gated ones; g_ligand is of the ligand-gated ones, and the
        last two the currents that Na+ and K+ carry through them.
        """
        s, protocol, setup = self.series, self.plan.protocol, self.plan.setup
        opened = open_fraction(protocol.releases_ns, s.model_ns)
        parts: list[dict[str, NDArray[np.float64]]] = []
        for rows, membrane in protocol.stretches(setup.membrane, s.model_ns):
            v, g_ligand = s.v_mV[rows], setup.receptors_mS_cm2 * opened[rows]
            na, k = shares(membrane)
            g_na = membrane.free_na_mS_cm2 * s.m[rows] ** 3 * s.h[rows]
            g_k = membrane.free_k_mS_cm2 * s.n[rows] ** 4
            parts.append({
                "g_Na_mS_cm2": g_na,
                "g_K_mS_cm2": g_k,
                "I_Na_uA_cm2": g_na * (v - membrane.e_na_mV),
                "I_K_uA_cm2": g_k * (v - membrane.e_k_mV),
                "g_ligand_mS_cm2": g_ligand,
                "I_ligand_Na_uA_cm2": na * g_ligand * (v - membrane.e_na_mV),
                "I_ligand_K_uA_cm2": k * g_ligand * (v - membrane.e_k_mV),
            })  # fmt: skip
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def fork(self, number: int) -> Session:
        """A session that goes on from the world after step `number`; untouched, it lives the tape on byte
        for byte. Raises IndexError outside 0..steps."""
        return Session(self.plan.setup, self.plan.acts, self.step(number))

    def step(self, number: int) -> World:
        """The world exactly as it was after step `number`; stepping it on continues the tape bit by bit.

        Raises IndexError outside 0..steps.
        """
        if not 0 <= number <= self.steps:
            raise IndexError(f"step {number} is outside the tape's 0..{self.steps}")
        chunk, row = divmod(number, CHUNK)
        return self._chunk(chunk)(row)

    def at(self, tick: int) -> World:
        """The world at `tick`, held at the ends; between two steps what moves smoothly is interpolated."""
        tick = min(max(tick, 0), self.duration_tick)
        number, rest = divmod(tick, TICKS_PER_STEP)
        before = self.step(number)
        if rest == 0:
            return before
        return between(before, self.step(number + 1), rest / TICKS_PER_STEP)

    def table(self) -> Table:
        """The scene in numbers."""
        return patch_table(self)

    def digest(self) -> str:
        """The hash of every number on the tape: the same wherever the scene was lived alike."""
        whole = hashlib.sha256(self.events.tobytes())
        for field in fields(self.series):
            whole.update(np.ascontiguousarray(getattr(self.series, field.name)).tobytes())
        left = (self.steps + 1) * self._dtype.itemsize
        self._records.seek(0)
        while left and (block := self._records.read(min(left, _BLOCK_BYTES))):
            whole.update(block)
            left -= len(block)
        return whole.hexdigest()

    def let_go(self) -> None:
        """Forget what was read: memory for another tape."""
        self._chunks.clear()

    def _chunk(self, number: int) -> Callable[[int], World]:
        """The worlds of a chunk by their row."""
        if number in self._chunks:
            self._chunks.move_to_end(number)
            return self._chunks[number]
        first = number * CHUNK
        self._records.seek(first * self._dtype.itemsize)
        rows = min(CHUNK, self.steps + 1 - first)
        records = np.frombuffer(self._records.read(rows * self._dtype.itemsize), self._dtype)
        self._chunks[number] = chunk = unpacker(self._like, records)
        if len(self._chunks) > CHUNKS_KEPT:
            self._chunks.popitem(last=False)
        return chunk
