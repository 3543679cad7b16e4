"""A real browser without a window: what a page does in it, and what it asks of the network.

Chromium and its driver are those on the PATH; nothing is fetched, and nothing is kept.
"""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-sync", "--disable-component-update"),
    *("--disable-background-networking", "--disable-default-apps", "--hide-scrollbars"),
)
PAPER = {"paperWidth": 8.27, "paperHeight": 11.69}
"""A4, in inches."""
PATIENCE = 120
"""Seconds: a busy machine is no failure."""


class Browser:
    """One window, with what it logged."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver

    def open(self, path: Path, width: int = 1000, *, dark: bool = False, media: str = "") -> None:
        """Load a file anew, in a window of so many pixels across."""
        self.show(width, dark=dark, media=media)
        # The address of before would not be loaded again, only its fragment followed.
        self._driver.get("about:blank")
        self._log("performance")
        self._log("browser")
        self._driver.get(path.as_uri())
        # The driver may answer for the empty page.
        WebDriverWait(self._driver, PATIENCE).until(
            lambda _: (
                self.run("return [location.href, document.readyState] + ''")
                == f"{path.as_uri()},complete"
            )
        )

    def show(self, width: int = 1000, *, dark: bool = False, media: str = "") -> None:
        """Show the page that is open on another screen, or as it is printed."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        asked = {"media": media, "features": [scheme]}
        self._driver.execute_cdp_cmd("Emulation.setEmulatedMedia", asked)

    def fold(self, *, out: bool) -> None:
        """Open or close all that folds out."""
        self.run(
            "document.querySelectorAll('details').forEach(one => one.open = arguments[0])", out
        )

    def run(self, script: str, *given: object) -> Any:
        """Run a script in the page, and return what it returns."""
        return self._driver.execute_script(script, *given)

    def wait(self, script: str, *given: object) -> Any:
        """Run a script that calls its last argument with what it found."""
        return self._driver.execute_async_script(script, *given)

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        self._driver.switch_to.active_element.send_keys(key)

    def complaints(self) -> list[str]:
        """Return what the console says since the page was opened."""
        return [entry["message"] for entry in self._log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses that were asked for since the page was opened."""
        events = [json.loads(entry["message"]) for entry in self._log("performance")]
        return [
            event["message"]["params"]["request"]["url"]
            for event in events
            if event["message"]["method"] == "Network.requestWillBeSent"
        ]

    def picture(self, path: Path, most: int = 4000) -> None:
        """Keep a picture of the page from its top, at most so high."""
        wide, high = self.run(
            "const all = document.documentElement; return [innerWidth, all.scrollHeight]"
        )
        clip = {"x": 0, "y": 0, "width": wide, "height": min(high, most), "scale": 1}
        asked = {"captureBeyondViewport": True, "clip": clip}
        path.write_bytes(self._data("Page.captureScreenshot", asked))

    def printed(self) -> bytes:
        """Return the page as it is printed, as PDF."""
        return self._data("Page.printToPDF", PAPER)

    def _log(self, name: str) -> list[dict[str, Any]]:
        """Return what was logged since this was last asked."""
        logged: list[dict[str, Any]] = self._driver.execute("getLog", {"type": name})["value"]
        return logged

    def _data(self, command: str, asked: dict[str, Any]) -> bytes:
        return base64.b64decode(self._driver.execute_cdp_cmd(command, asked)["data"])


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """Start a browser that keeps what it needs in a folder."""
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium") or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_script_timeout(PATIENCE)
    try:
        yield Browser(driver)
    finally:
        driver.quit()
