"""What a process keeps for as long as it lives."""

from __future__ import annotations

import gc
from functools import lru_cache


@lru_cache(maxsize=1)
def settle() -> None:
    """Leave all that is loaded by now out of the garbage collector's rounds, once per process.

    Models and tables are a hundred thousand objects that never become garbage; to look at them again
    and again took an eighth of the time of a recording. Processes forked later also share them as they are.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
