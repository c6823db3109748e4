"""Takes pictures of the views and matrices of the bundled graph, as a reader sees them, and of its files as other
programs draw them: ``python docs/screenshots.py FOLDER``.

Needs Debian's chromium, chromium-driver, libreoffice-calc, poppler-utils, graphviz and npm. The pictures are looked
at, not compared: fonts differ between machines. Two of them stand in the README, in docs/pictures/, beside the page of
a bureau of ``quanze serve``; two others in docs/other-programs.md.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import quanze
from tests.browser import Browser, start
from tests.npm import LOCKED, installed
from tests.office import converted

MERMAID = Path(__file__).resolve().parents[1] / "tests" / "exports" / "mermaid"
VIEWS = {
    "network": ("network", "", 1),
    "dependencies": ("dependencies", "", 1),
    "reporting": ("reporting", "", 1),
    "about-bureau": ("about", "環境保護局", 2),
    "about-indicator": ("about", "行政轄區溫室氣體排放量", 1),
}


def main(folder: Path) -> None:
    """Write one PNG a view and language."""
    folder.mkdir(parents=True, exist_ok=True)
    with quanze.open() as graph, tempfile.TemporaryDirectory() as pages, start() as browser:
        for name, (picture, about, depth) in VIEWS.items():
            for lang in ("zh-TW", "en"):
                page = Path(pages) / f"{name}-{lang}.html"
                graph.view(picture, about, depth=depth, lang=lang).write_html(str(page))
                browser.open(page, width=1920, height=1080)
                # Fonts come after the page; the picture is drawn again when they are there.
                time.sleep(0.8)
                print(browser.screenshot(folder / f"{page.stem}.png"))
        for lang in ("zh-TW", "en"):
            matrix = graph.matrix(dataset="chiayi", lang=lang)
            page, workbook = (Path(pages) / f"matrix-{lang}.{suffix}" for suffix in ("html", "xlsx"))
            matrix.write(page)
            matrix.write(workbook)
            browser.open(page, width=1440, height=900)
            print(browser.screenshot(folder / f"matrix-html-{lang}.png"))
            pdf = converted(workbook, "pdf", Path(pages))
            into = folder / f"matrix-xlsx-{lang}"
            subprocess.run(["pdftoppm", "-r", "80", "-png", "-singlefile", "-l", "1", str(pdf), str(into)], check=True)
            print(f"{into}.png")
        in_other_programs(graph, browser, folder)


def in_other_programs(graph: quanze.Graph, browser: Browser, folder: Path) -> None:
    """What is around a bureau, drawn by Graphviz and by Mermaid from the files that they are given."""
    near = graph.whole("環境保護局", depth=1)
    drawn = [
        "dot",
        "-Tpng",
        "-Gdpi=110",
        "-Gbgcolor=white",
        "-Nfontname=Noto Sans CJK TC",
        "-Efontname=Noto Sans CJK TC",
    ]
    with (folder / "graphviz.png").open("wb") as png:
        subprocess.run(drawn, input=near.text("dot").encode(), stdout=png, check=True)
    script = installed(MERMAID, LOCKED, "mermaid")
    page = folder / "mermaid.html"
    page.write_text(
        '<!doctype html><meta charset="utf-8"><body style="background:white"><pre class="mermaid"></pre>'
        f'<script src="{(script / "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js").as_uri()}"></script>',
        encoding="utf-8",
    )
    browser.open(page, width=1100, height=420)
    browser.driver.execute_async_script(
        "const [text, done] = arguments, at = document.querySelector('pre'); mermaid.initialize({startOnLoad: false});"
        "mermaid.render('drawn', text).then(({svg}) => { at.innerHTML = svg; setTimeout(done, 500); });",
        near.text("mermaid"),
    )
    print(browser.screenshot(folder / "mermaid.png"))
    page.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
