"""The unit table, the two clocks, and the physical constants.

Units, everywhere, and always in the name:

| quantity             | unit       | suffix        |
|----------------------|------------|---------------|
| membrane potential   | mV         | `_mV`         |
| model time           | ms, ns     | `_ms`, `_ns`  |
| lecture time         | ticks, s   | `_tick`, `_s` |
| capacitance          | uF/cm2     | `_uF_cm2`     |
| conductance          | mS/cm2     | `_mS_cm2`     |
| current density      | uA/cm2     | `_uA_cm2`     |
| concentration        | mM         | `_mM`         |
| temperature          | deg C      | `_C`          |
| place in the picture | nm         | `_nm`         |
| sizes of a cell      | um         | `_um`         |

Signs: V is inside minus outside; an outward current of positive charge is positive.

Time is an integer. Lecture time counts *ticks*, 600 a second, so that the frames of
FRAME_RATES all fall on whole ticks. The world advances once every ten ticks (60 *world steps* a second).
Model time counts whole nanoseconds. Seconds and milliseconds are derived, never summed.
"""

from fractions import Fraction

TICKS_PER_S = 600
TICKS_PER_STEP = 10
STEPS_PER_S = TICKS_PER_S // TICKS_PER_STEP
SLOW_RATES = (8, 10, 12, 15, 20)  # of animated pictures
FRAME_RATES = (*SLOW_RATES, 24, 25, 30, 50, 60)

NS_PER_MS = 1_000_000

FARADAY_C_MOL = 96_485.332_12  # CODATA 2018
GAS_J_MOL_K = 8.314_462_618  # CODATA 2018
ELEMENTARY_CHARGE_C = 1.602_176_634e-19  # exact, SI 2019
KELVIN_AT_0_C = 273.15


def ticks(seconds: float | Fraction) -> int:
    """The tick nearest to `seconds` of lecture time."""
    return round(Fraction(seconds) * TICKS_PER_S)


def seconds(tick: int) -> float:
    """Lecture seconds at `tick`."""
    return tick / TICKS_PER_S


def frame_tick(frame: int, fps: int) -> int:
    """The tick that frame number `frame` shows. Raises ValueError for a rate that splits a tick."""
    if TICKS_PER_S % fps:
        raise ValueError(f"{fps} frames a second do not fall on whole ticks; use one of {FRAME_RATES}")
    return frame * (TICKS_PER_S // fps)


def frame_count(duration_tick: int, fps: int) -> int:
    """How many frames show `duration_tick` ticks: the last one is the last that starts inside."""
    per_frame = TICKS_PER_S // fps
    return -(-duration_tick // per_frame)


def ions_per_um2_ms(current_uA_cm2: float) -> float:
    """Monovalent ions carried across 1 um2 in 1 ms by a current density of 1 uA/cm2 each."""
    coulomb_per_um2_ms = current_uA_cm2 * 1e-6 * 1e-3 * 1e-8
    return coulomb_per_um2_ms / ELEMENTARY_CHARGE_C


def ions_in(concentration_mM: float, volume_um3: float) -> float:
    """How many ions a concentration is in a volume: 1 mM is 1e-18 mol a cubic micrometre."""
    return concentration_mM * 1e-18 * volume_um3 * FARADAY_C_MOL / ELEMENTARY_CHARGE_C


def clock(tick: int) -> str:
    """Lecture time as a viewer's clock shows it: 1:02, or 1:02.5 between whole seconds."""
    minutes, rest = divmod(tick, 60 * TICKS_PER_S)
    whole, part = divmod(rest, TICKS_PER_S)
    hundredths = f".{part * 100 // TICKS_PER_S:02d}".rstrip("0").rstrip(".")
    return f"{minutes}:{whole:02d}{hundredths}"


def rounded(value: float) -> int:
    """A whole number in two significant digits."""
    return int(float(f"{value:.2g}"))
