"""Mixed-integer programmes on HiGHS, solved to a proved gap. The only place that knows the solver's interface."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from capacities.engines.activity import Floats

TIME_LIMIT_S = 10.0
_FIRST = Lock()


@dataclass(frozen=True)
class Program:
    """Minimise ``cost`` @ x subject to ``row_low`` ≤ ``matrix`` @ x ≤ ``row_high`` and bounds; some x integer."""

    cost: Floats
    matrix: Floats | sparse.csr_array  # [row, column]
    row_low: Floats
    row_high: Floats
    low: Floats
    high: Floats
    integer: NDArray[np.bool_]


@dataclass(frozen=True)
class Solution:
    """``x``, its objective, the best proved bound and the relative gap between the two.

    Without integer x, ``dual`` [row] is what the objective gains for each unit by which a row's bound rises.
    """

    x: Floats
    objective: float
    bound: float
    gap: float
    dual: Floats | None = None


def minimise(program: Program, *, time_limit_s: float = TIME_LIMIT_S, gap: float = 0.0) -> Solution | None:
    """Return an optimal solution, the best one found in the time with its honest gap, or None if there is none.

    Rows and the objective are scaled to 1 before HiGHS sees them, so that its tolerances mean the same for
    euros as for tonnes.
    """
    import highspy

    matrix = sparse.csr_array(program.matrix, dtype=np.float64, copy=True)
    matrix.sort_indices()
    matrix.eliminate_zeros()
    in_row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    row_scale = np.zeros(matrix.shape[0])
    np.maximum.at(row_scale, in_row, np.abs(matrix.data))
    row_scale[row_scale == 0] = 1.0
    cost_scale = np.abs(program.cost).max(initial=0.0) or 1.0
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = program.cost / cost_scale
    model.col_lower_, model.col_upper_ = program.low, program.high
    model.row_lower_, model.row_upper_ = program.row_low / row_scale, program.row_high / row_scale
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data / row_scale[in_row]
    kinds = np.array([highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger])
    model.integrality_ = list(kinds[program.integer.astype(int)])
    with _FIRST:
        _swallow_greeting()
    solver = highspy.Highs()
    for option, value in {
        "output_flag": False,
        "threads": 1,
        "time_limit": time_limit_s,
        "mip_rel_gap": gap,
        "mip_abs_gap": 1e-11,
        "mip_feasibility_tolerance": 1e-9,
        "primal_feasibility_tolerance": 1e-9,
    }.items():
        solver.setOptionValue(option, value)
    solver.passModel(model)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != 2:  # 2: a feasible point
        return None
    x = np.array(solver.getSolution().col_value)
    x[program.integer] = np.round(x[program.integer])
    objective = float(program.cost @ x)
    if not program.integer.any():
        dual = np.array(solver.getSolution().row_dual) * cost_scale / row_scale
        return Solution(x, objective, objective, 0.0, dual)
    proved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal and gap == 0.0
    bound = objective if proved else float(info.mip_dual_bound) * cost_scale
    return Solution(x, objective, bound, 0.0 if proved else abs(objective - bound) / max(abs(objective), 1e-12))


@cache
def _swallow_greeting() -> None:
    """Make a first solver with standard output closed: HiGHS greets there once, where only results belong."""
    import highspy

    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
