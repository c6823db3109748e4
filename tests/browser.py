"""A real headless Chromium for tests that must see what a reader sees.

Debian's ``chromium`` and ``chromium-driver`` are driven through selenium. Without them a test is skipped and says
so; in CI (environment CI=true) it fails instead, for a suite that skips in silence proves nothing. The fixture
``browser`` is one browser for the whole run.
"""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains

from tests.resources import absent, require

MISSING = "is not on this machine: apt-get install chromium chromium-driver fonts-noto-cjk."
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--hide-scrollbars",
    "--lang=zh-TW",
    # The browser's own traffic, which would otherwise be mistaken for the page's.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Browser:
    """One running Chromium; ``driver`` is selenium's own, for what has no method here."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, path: Path, width: int = 1400, height: int = 900) -> None:
        """Show a local file in a window of ``width`` × ``height`` CSS pixels; forget earlier requests and messages."""
        self.driver.get("about:blank")
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        self.requests()
        self.messages()
        self.driver.get(path.resolve().as_uri())

    def run(self, script: str, *arguments: Any) -> Any:
        """The value a script returns in the page (the tests' own script: a page's policy does not stop it)."""
        return self.driver.execute_script(script, *arguments)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as on a keyboard, wherever the focus is."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def requests(self) -> list[str]:
        """Addresses asked for since ``open`` (or since the last call), the page itself and ``data:`` left in."""
        entries = self.driver.get_log("performance")  # type: ignore[no-untyped-call]
        events = [json.loads(e["message"])["message"] for e in entries]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def messages(self) -> list[str]:
        """Console messages since ``open`` (or since the last call), each as "LEVEL text"."""
        entries = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [f"{e['level']} {e['message']}" for e in entries]

    def media(self, scheme: str = "light", media: str = "") -> None:
        """Prefer a colour scheme (``light`` or ``dark``) ; ``media`` pretends a medium, the real one when empty."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [feature]})

    def screenshot(self, path: Path) -> Path:
        """Write what the window shows as PNG; the path."""
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        path.write_bytes(base64.b64decode(shot["data"]))
        return path

    def pdf(self, path: Path, **options: Any) -> Path:
        """Print to PDF with the page size of the style sheet; the path."""
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, **options})
        path.write_bytes(base64.b64decode(printed["data"]))
        return path


@contextmanager
def start() -> Iterator[Browser]:
    """A browser with a profile of its own, closed and removed at the end."""
    require("browser")
    binary = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if binary is None:
        absent(f"Chromium {MISSING}")
    chromedriver = shutil.which("chromedriver")
    if chromedriver is None:
        absent(f"chromedriver {MISSING}")
    options = webdriver.ChromeOptions()
    options.binary_location = str(binary)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory(prefix="quanze-browser-", ignore_cleanup_errors=True) as profile:
        for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        driver = webdriver.Chrome(options=options, service=Service(executable_path=str(chromedriver)))
        try:
            yield Browser(driver)
        finally:
            driver.quit()
