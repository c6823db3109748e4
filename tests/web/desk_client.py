"""A person at a desk in this process: requests with cookie and forms as ASGI."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from quanze.web.desk.application import desk
from quanze.web.desk.door import FORM_TOKEN, Door
from quanze.web.desk.plans import Plans
from quanze.web.desk.steps import Steps
from quanze.web.desk.uploads import Upload, Uploads
from quanze.web.desk.visit import AtHand
from tests.web.client import Answer, answered

PORT = 8123
OWN = f"127.0.0.1:{PORT}"


class Person:
    """A desk on a folder, and the browser of its person, which is let in unless ``outside``."""

    def __init__(self, folder: Path, *, outside: bool = False) -> None:
        self.uploads = Uploads()
        self.at_hand = AtHand(Plans(folder), self.uploads, Steps())
        self.door = Door(PORT)
        self.guard = desk(self.at_hand, self.door, PORT)
        self.cookie = ""
        if not outside:
            self.enter(self.door.token)

    def __enter__(self) -> Person:
        return self

    def __exit__(self, *_: object) -> None:
        self.at_hand.steps.stop_all()
        self.uploads.close()

    def enter(self, token: str) -> Answer:
        """Open the address of the program with a token, and keep the cookie that it sets."""
        answer = self.get(f"/en/?token={token}")
        for name, morsel in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            self.cookie = f"{name}={morsel.value}"
        return answer

    def get(self, address: str, **headers: str) -> Answer:
        """Look at a page."""
        return self.ask("GET", address, headers=headers)

    def send(self, address: str, fields: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """Send a form as our own pages do."""
        body = urlencode({FORM_TOKEN: self.door.form_token, **(fields or {})}).encode()
        return self.ask("POST", address, body, "application/x-www-form-urlencoded", headers)

    def drop(self, address: str, name: str, content: bytes, fields: Mapping[str, str] | None = None) -> Answer:
        """Send a file."""
        return self.drop_all(address, {name: content}, fields)

    def drop_all(
        self, address: str, files: Mapping[str, bytes], fields: Mapping[str, str] | None = None, field: str = "file"
    ) -> Answer:
        """Send files in one form, each as this field of it."""
        parts = [
            f'--B\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {FORM_TOKEN: self.door.form_token, **(fields or {})}.items()
        ]
        for name, content in files.items():
            shown = name.replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
            head = f'--B\r\nContent-Disposition: form-data; name="{field}"; filename="{shown}"\r\n\r\n'.encode()
            parts += [head, content, b"\r\n"]
        return self.ask("POST", address, b"".join([*parts, b"--B--\r\n"]), "multipart/form-data; boundary=B")

    def dropped(self, name: str, content: bytes) -> Upload:
        """A file that is at hand, before anything is done with it."""
        from io import BytesIO

        return self.uploads.take(self.at_hand.plans.begin("plan").key, name, BytesIO(content))

    def ask(
        self,
        method: str,
        address: str,
        body: bytes = b"",
        content_type: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request; ``headers`` replace those of a browser on our own page, an empty one leaves it out."""
        given = {"host": OWN, "cookie": self.cookie, "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}
        if method == "POST":
            given |= {"origin": f"http://{OWN}", "content-type": content_type, "content-length": str(len(body))}
        given |= {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        return answered(
            self.guard, method, address, {key: value for key, value in given.items() if value}, body, server=PORT
        )

    def waited(self, answer: Answer) -> str:
        """Where the step leads that an answer began, once it has ended."""
        address = answer.headers["location"]
        found = re.search(r"/steps/([^/?]+)", address)
        if not found:
            return address
        step = self.at_hand.steps.get(found[1])
        assert step is not None and step.wait(60)
        return self.get(address).headers["location"]
