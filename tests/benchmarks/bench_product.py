"""What finding the product's edges costs beside predicting, and what it saves: a rail that fills a fifth of its frame.

    python -m tests.benchmarks bench_product

One thread, the rail model that comes with the program, 2048 x 2000 pixels made by rule. Processor time is compared,
so what else the PC does counts little.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from inspector.core.product import ProductMode, ProductRegion, ProductSettings
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.measuring.product import find_product
from inspector.models_store.shipped import shipped_model
from tests.benchmarks.result import Figure
from tests.product_frames import product_frame

GOAL_SHARE = 0.02  # of predicting the whole frame
GOAL_SAVED = 2.0
SETTINGS = ProductSettings(ProductMode.EDGES)


def processor_s(call: Callable[[], object], n: int) -> float:
    times = []
    for _ in range(n):
        begin = time.process_time()
        call()
        times.append(time.process_time() - begin)
    return statistics.median(times)


def run() -> list[Figure]:
    pixels = product_frame(820.0, 1230.0, height=2000, width=2048)
    region = find_product(pixels, 8, SETTINGS)
    assert isinstance(region, ProductRegion)
    predictor = Predictor(open_model(shipped_model("rail-anet")))
    predictor.predict(pixels[:256, :256], 8)
    finding_s = processor_s(lambda: find_product(pixels, 8, SETTINGS), 9)
    only_s = processor_s(lambda: predictor.predict(pixels, 8, wanted=region.mask()), 1)
    whole_s = processor_s(lambda: predictor.predict(pixels, 8), 1)
    ms = f"{1e3 * finding_s:.1f} ms; predicting {1e3 * whole_s:.0f} ms, of the product alone {1e3 * only_s:.0f} ms"
    share, saved = finding_s / whole_s, whole_s / (finding_s + only_s)
    return [
        Figure("finding edges / predicting", share, f"at most {GOAL_SHARE}", share <= GOAL_SHARE, ms),
        Figure("only the product, times faster", saved, f"at least {GOAL_SAVED:g}", saved >= GOAL_SAVED, ms),
    ]
