"""Pictures of 500, 2,000 and 10,000 nodes: ours against stock pyvis on the same graph, in one run.

Written: seconds from rows (for pyvis: from the same nodes and edges) to a file. Drawn: seconds from the start of
loading in headless Chromium until the picture stands. Redraw: seconds for one. Stock pyvis runs its physics, which is
its default and takes minutes above ``STOCK_UP_TO`` nodes (a browser that no longer answers cannot be ended in good
order): larger ones are written and not drawn. Run as ``python benchmarks/views.py`` from the repository.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from quanze.schema.rows import Row

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from selenium.common.exceptions import TimeoutException

from tests.browser import Browser, start

SIZES = (500, 2_000, 10_000)
STOCK_UP_TO = 500
LIMIT = 110


def invented(count: int) -> tuple[list[Row], list[Row]]:
    """A city of ``count`` records: one record in ten is an agency, and most others have a lead and partners."""
    dice = random.Random(count)
    kinds = [("Agency", 10), ("Subgroup", 2), ("Task", 50), ("Indicator", 35), ("SDGGoal", 3)]
    nodes: list[Row] = []
    for kind, share in kinds:
        for n in range(count * share // 100):
            name = f"虛構{kind[:2]}{n}號" + "甲乙丙丁"[n % 4] * (n % 9)
            nodes.append(
                {
                    "id": f"{kind}/{n}",
                    "kind": kind,
                    "name": name,
                    "name_en": f"Invented {kind} {n}",
                    "origin": "plan",
                    "source": "d",
                    "locator": f"{n}",
                    "quote": "由某局辦理",
                    "properties": {},
                }
            )
    of = {kind: [n["id"] for n in nodes if n["kind"] == kind] for kind, _ in kinds}
    edges: list[Row] = []

    def add(a: str, type_: str, b: str) -> None:
        edges.append(
            {
                "key": str(len(edges)),
                "from": a,
                "to": b,
                "type": type_,
                "origin": "plan",
                "wording": "主辦",
                "source": "d",
                "locator": "1",
                "quote": "由某局辦理",
                "inherited": False,
            }
        )

    for task in of["Task"]:
        add(dice.choice(of["Subgroup"]), "UNDERTAKES", task)
        add(dice.choice(of["Agency"]), "CONVENES", task)
        if dice.random() < 0.5:
            add(dice.choice(of["Agency"]), "CO_ORGANIZES", task)
    for indicator in of["Indicator"]:
        add(dice.choice(of["Task"]), "MEASURED_BY", indicator)
        add(indicator, "ALIGNS_TO", dice.choice(of["SDGGoal"]))
    return nodes, edges


def ours(nodes: list[Row], edges: list[Row], target: Path) -> float:
    """Seconds to write our page."""
    started = time.perf_counter()
    from quanze.views.network import draw_network
    from quanze.views.page import network_view

    network_view(draw_network(nodes, edges)).write_html(str(target))
    return time.perf_counter() - started


def stock(nodes: list[Row], edges: list[Row], target: Path) -> float:
    """Seconds to write the page of pyvis itself."""
    started = time.perf_counter()
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for n in nodes:
        net.add_node(n["id"], label=n["name"], title=n["quote"])
    for e in edges:
        net.add_edge(e["from"], e["to"], title=e["type"])
    target.write_text(net.generate_html(), encoding="utf-8")
    return time.perf_counter() - started


def drawn(browser: Browser, page: Path, ready: str) -> tuple[str, str]:
    """Seconds until ``ready`` and for one redraw, or how long was waited in vain."""
    browser.driver.set_page_load_timeout(LIMIT)
    browser.driver.set_script_timeout(LIMIT)
    try:
        browser.open(page)
        at = browser.driver.execute_async_script(
            f"const done = arguments[0]; const look = () => ({ready}) ? requestAnimationFrame(() => "
            f"requestAnimationFrame(() => "
            "done(performance.now()))) : setTimeout(look, 50); look();"
        )
        pan = browser.run(
            "const t = performance.now(); for (let i = 0; i < 5; i++) { network.redraw(); }"
            "document.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1); return "
            "(performance.now() - t) / 5"
        )
    except TimeoutException:
        return f"> {LIMIT}", "–"
    return f"{at / 1000:.2f}", f"{pan / 1000:.3f}"


def main() -> None:
    """Print one table."""
    # The imports are paid once by whoever comes first: take them out of the comparison.
    import pyvis.network  # noqa: F401

    import quanze.views.page  # noqa: F401

    print("| nodes | edges | page | written s | file MB | drawn s | redraw s |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            nodes, edges = invented(size)
            for name, write, ready in (
                ("quanze", ours, "typeof network !== 'undefined' && network.getScale() > 0"),
                ("stock pyvis", stock, "typeof network !== 'undefined' && network && network.physics.ready"),
            ):
                page = Path(folder) / f"{name.replace(' ', '-')}-{size}.html"
                seconds = write(nodes, edges, page)
                at, pan = "not drawn", "–"
                if name == "quanze" or size <= STOCK_UP_TO:
                    # A browser each: nothing is warm for the second.
                    with start() as browser:
                        at, pan = drawn(browser, page, ready)
                megabytes = page.stat().st_size / 1e6
                print(
                    f"| {len(nodes):,} | {len(edges):,} | {name} | {seconds:.2f} | {megabytes:.1f} | {at} | {pan} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
