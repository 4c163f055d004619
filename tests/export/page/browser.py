"""Real browsers without a window, driven over the protocols that they come with: no driver to download.

Chromium is told by the DevTools Protocol, Firefox by WebDriver BiDi, both over a socket of their own.
"""

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

CHROMIUM, FIREFOX = ("chromium", "chromium-browser", "google-chrome"), ("firefox-esr", "firefox")
NAMES = ("chromium", "firefox")
_STARTS_S, _ANSWERS_S = 60.0, 60.0
_BIDI_KEYS = {
    "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015",
    "Home": "\ue011", "End": "\ue010", "Tab": "\ue004", "Enter": "\ue007",
    "Escape": "\ue00c", "PageDown": "\ue00f",
}  # fmt: skip
_CODES = {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Home": 36, "End": 35,
          "Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "PageDown": 34}  # fmt: skip


class Browser(ABC):
    """One page of a browser. `evaluate` gives what a JavaScript expression is, or what it promises."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._number = socket, 0

    def open(self, file: Path, size: tuple[int, int] = (1280, 800)) -> None:
        """Load a file from the disk, and wait until the page says that it is ready."""
        self.resize(*size)
        self.go(file.resolve().as_uri())
        self.until("document.documentElement.dataset.ready === 'true'")

    def until(self, condition: str) -> None:
        """Wait until an expression is true."""
        end_s = time.monotonic() + _ANSWERS_S
        while not self.evaluate(f"Boolean({condition})"):
            assert time.monotonic() < end_s, f"{condition}: never came true"
            time.sleep(0.03)

    @abstractmethod
    def go(self, url: str) -> None: ...

    @abstractmethod
    def resize(self, width: int, height: int) -> None: ...

    @abstractmethod
    def evaluate(self, expression: str) -> Any: ...

    @abstractmethod
    def press(self, key: str) -> None: ...

    @abstractmethod
    def move(self, x: float, y: float) -> None: ...

    @abstractmethod
    def click(self, x: float, y: float) -> None: ...

    @abstractmethod
    def screenshot(self) -> bytes:
        """PNG of what is in sight."""

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        self._socket.send(
            json.dumps({"id": self._number, "method": method, "params": parameters} | self._session())
        )
        end_s = time.monotonic() + _ANSWERS_S
        while True:
            said = json.loads(self._socket.recv(timeout=max(0.1, end_s - time.monotonic())))
            if said.get("id") != self._number:
                continue
            assert "error" not in said, said
            return said["result"]

    def _session(self) -> dict[str, str]:
        return {}


class Chromium(Browser):
    def __init__(self, socket: ClientConnection) -> None:
        super().__init__(socket)
        self._own: dict[str, str] = {}
        page = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._own = {
            "sessionId": self._ask("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        }
        self._ask("Page.enable")

    def _session(self) -> dict[str, str]:
        return self._own

    def go(self, url: str) -> None:
        self._ask("Page.navigate", url=url)
        self.until(f"document.readyState === 'complete' && location.href === {url!r}")

    def resize(self, width: int, height: int) -> None:
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )

    def prefer(self, **features: str) -> None:
        """Set media features, such as prefers_contrast="more"."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self._ask("Emulation.setEmulatedMedia", features=named)

    def evaluate(self, expression: str) -> Any:
        done = self._ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def press(self, key: str) -> None:
        text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        code = _CODES.get(key, ord(key[0].upper()))
        named = {"key": key, "windowsVirtualKeyCode": code}
        self._ask("Input.dispatchKeyEvent", type="keyDown", **named, **text)
        self._ask("Input.dispatchKeyEvent", type="keyUp", **named)

    def move(self, x: float, y: float) -> None:
        self._ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def click(self, x: float, y: float) -> None:
        self.move(x, y)
        for kind in ("mousePressed", "mouseReleased"):
            self._ask(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1, buttons=1
            )

    def screenshot(self) -> bytes:
        return base64.b64decode(self._ask("Page.captureScreenshot", format="png")["data"])


class Firefox(Browser):
    def __init__(self, socket: ClientConnection) -> None:
        super().__init__(socket)
        self._ask("session.new", capabilities={})
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def go(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def resize(self, width: int, height: int) -> None:
        self._ask(
            "browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height}
        )

    def evaluate(self, expression: str) -> Any:
        done = self._ask(
            "script.evaluate", target={"context": self._page}, awaitPromise=True, userActivation=True,
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))",
        )  # fmt: skip
        assert done["type"] == "success", done
        return json.loads(done["result"]["value"])

    def press(self, key: str) -> None:
        value = _BIDI_KEYS.get(key, key)
        self._act("key", "keys", {"type": "keyDown", "value": value}, {"type": "keyUp", "value": value})

    def move(self, x: float, y: float) -> None:
        self._act("pointer", "mouse", {"type": "pointerMove", "x": round(x), "y": round(y)})

    def click(self, x: float, y: float) -> None:
        self.move(x, y)
        self._act(
            "pointer", "mouse", {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        )

    def screenshot(self) -> bytes:
        return base64.b64decode(self._ask("browsingContext.captureScreenshot", context=self._page)["data"])

    def _act(self, kind: str, name: str, *actions: dict[str, Any]) -> None:
        self._ask(
            "input.performActions",
            context=self._page,
            actions=[{"type": kind, "id": name, "actions": actions}],
        )


@contextmanager
def browser(name: str) -> Iterator[Browser]:
    """A fresh browser, "chromium" or "firefox"; the test is skipped where there is none."""
    program = next(filter(None, map(shutil.which, CHROMIUM if name == "chromium" else FIREFOX)), None)
    if program is None:
        pytest.skip(f"needs {name}: install chromium and firefox-esr from your system")
    with tempfile.TemporaryDirectory(prefix="apanim-browser-", ignore_cleanup_errors=True) as folder:
        start = _chromium if name == "chromium" else _firefox
        with start(program, Path(folder)) as socket:
            yield (Chromium if name == "chromium" else Firefox)(socket)


@contextmanager
def _chromium(program: str, folder: Path) -> Iterator[ClientConnection]:
    flags = [
        "--headless=new", "--no-sandbox", "--no-first-run", "--mute-audio", "--disable-gpu", "--lang=en-US",
        "--autoplay-policy=no-user-gesture-required", "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
    ]  # fmt: skip
    with _running([program, *flags, "about:blank"]) as said:
        address = _found(said, rb"DevTools listening on (ws://\S+)")
        with connect(address, max_size=None, compression=None) as socket:
            yield socket


@contextmanager
def _firefox(program: str, folder: Path) -> Iterator[ClientConnection]:
    preferences = {
        "media.autoplay.default": 0, "media.volume_scale": "0.0", "intl.accept_languages": "en-US",
        "datareporting.policy.dataSubmissionEnabled": False, "toolkit.telemetry.enabled": False,
        "app.update.enabled": False, "browser.shell.checkDefaultBrowser": False,
        "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    }  # fmt: skip
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()]
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [
        program,
        "--headless",
        "--no-remote",
        "--profile",
        str(folder),
        "--remote-debugging-port",
        "0",
    ]
    with _running(command) as said:
        address = _found(said, rb"WebDriver BiDi listening on (ws://\S+)")
        with connect(f"{address}/session", max_size=None, compression=None) as socket:
            yield socket


@contextmanager
def _running(command: list[str]) -> Iterator[Path]:
    """A program, and the file of what it says; it is ended, and waited for, in the end."""
    with tempfile.NamedTemporaryFile(prefix="apanim-browser-", suffix=".txt") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
        try:
            yield Path(said.name)
        finally:
            with suppress(ProcessLookupError):  # with its children, which are a group of their own
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _found(said: Path, pattern: bytes) -> str:
    end_s = time.monotonic() + _STARTS_S
    while time.monotonic() < end_s:
        if match := re.search(pattern, said.read_bytes()):
            return match[1].decode()
        time.sleep(0.05)
    pytest.fail(f"the browser never said where it listens: {said.read_text(errors='replace')[-500:]}")
