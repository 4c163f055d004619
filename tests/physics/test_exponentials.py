"""exp, expm1 and exprel, of loops and of arrays, against the decimal arithmetic of the standard library."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from apanim.compiled import compiled
from apanim.physics import exponentials
from apanim.physics.exponentials import POWERS_OF_TWO, exp_of, expm1_of, exprel, exprel_of
from apanim.physics.exponentials import exp as e_to
from apanim.physics.exponentials import expm1 as e_to_less_1

ULP_OF = {"exp": 1.0, "expm1": 4.0, "exprel": 5.0}
XS = np.concatenate([np.linspace(-40, 40, 401), np.linspace(-0.4, 0.4, 401), 10.0 ** np.arange(-18, 0)])


@compiled
def _all(xs, powers, out) -> None:
    for k in range(xs.shape[0]):
        out[0, k] = e_to(xs[k], powers)
        out[1, k] = e_to_less_1(xs[k], powers)
        out[2, k] = exprel(xs[k], powers)


def values(xs):
    out = np.empty((3, len(xs)))
    _all(np.asarray(xs, dtype=float), POWERS_OF_TWO, out)
    return dict(zip(ULP_OF, out, strict=True))


def exact(x):
    """The three at a float, to fifty digits."""
    with localcontext() as context:
        context.prec = 80
        e = Decimal(float(x)).exp()
        return {"exp": e, "expm1": e - 1, "exprel": (e - 1) / Decimal(float(x)) if x else Decimal(1)}


def test_they_are_right_to_the_last_places():
    found = values(XS)
    for k, x in enumerate(XS):
        for name, true in exact(x).items():
            off = abs(Decimal(found[name][k]) - true) / Decimal(np.spacing(abs(float(true))))
            assert off <= ULP_OF[name], (name, x)


def test_of_arrays_they_are_the_same_to_the_last_bit():
    ends = [-np.inf, -800.0, -708.4, -708.3, -1e-320, -0.0, 0.0, 1e-320, 709.78, 709.79, 800.0]
    ends += [np.inf, np.nan]
    xs = np.concatenate([XS, np.random.default_rng(0).uniform(-750, 750, 20_000), ends])
    xs = np.concatenate([xs, np.nextafter(0.34657359027997264, [-1, 0, 1, 2]), [-0.34657359027997264]])
    found = values(xs)
    with np.errstate(invalid="ignore"):  # infinity over infinity is no number, in both
        for name, of in {"exp": exp_of, "expm1": expm1_of, "exprel": exprel_of}.items():
            np.testing.assert_array_equal(of(xs), found[name], name)
            few = np.concatenate([of(some) for some in np.array_split(xs, len(xs) // 12)])
            np.testing.assert_array_equal(few, found[name], f"{name} of few, as Python")
            np.testing.assert_array_equal(of(xs.reshape(6, -1)[:, ::2]), found[name].reshape(6, -1)[:, ::2])


def test_their_ends_are_those_of_numpy():
    xs = np.array([-np.inf, -800.0, 0.0, 800.0, np.nan])
    found = values(xs)
    with np.errstate(over="ignore"):
        np.testing.assert_array_equal(found["exp"], np.exp(xs))
        np.testing.assert_array_equal(found["expm1"], np.expm1(xs))
    assert found["exprel"][2] == 1.0
    assert 1e308 < values([709.78])["exp"][0] < np.inf


def test_they_are_machine_code_that_calls_nothing():
    """What calls a library's exp is refused (apanim.compiled): its last digit would be the machine's."""
    made = compiled(lambda x, out: out.fill(np.exp(x)))
    with pytest.raises(TypeError):
        made.compile((float, (np.dtype(float), 1, True)))
    assert exponentials.exp.sources().count("POWERS") == 0  # a loop is handed its arrays
