"""A headless Chromium for the tests of pages; they exit 77 where there is none."""

import json
import shutil
import sys

from kaitei_e2e import require

require("selenium")

from selenium import webdriver  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

_CHROMIUM, _DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not _CHROMIUM or not _DRIVER:
    print("skipped: no chromium, or no chromedriver")
    sys.exit(77)


class Browser:
    def __init__(self):
        options = webdriver.ChromeOptions()
        options.binary_location = _CHROMIUM
        # As root and in containers Chromium has neither its sandbox nor a large /dev/shm.
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
                         "--disable-background-networking"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(_DRIVER), options=options)

    def close(self):
        self.driver.quit()

    def open(self, path, width=1600, height=1000):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.driver.get_log("browser"), self.driver.get_log("performance")  # what other pages said
        self.driver.get(f"file://{path}")

    def cdp(self, command, **arguments):
        return self.driver.execute_cdp_cmd(command, arguments)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def texts(self, selector):
        return self.js("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector)

    def console(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """What the page asked for since it was opened."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def wait_until(self, condition):
        WebDriverWait(self.driver, 10, poll_frequency=0.05).until(lambda _: condition())

    def point_at(self, x, y):
        self.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
