"""Who may come in: the browser that was opened with a token, which becomes a cookie, and only our own forms."""

from __future__ import annotations

import hmac
import secrets
import threading
from http.cookies import CookieError, SimpleCookie

TOKEN = "token"
"""The token in the address that is opened first."""
FORM_TOKEN = "form-token"
"""The field by which a form shows that it is of our own pages."""


class Door:
    """The token of the first address, good once; the secret of the cookie that it becomes; and that of the forms.

    Cookies are shared by all ports of a machine, so the cookie has the ``port`` in its name.
    """

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(24)
        self.form_token = secrets.token_urlsafe(24)
        self._session = secrets.token_urlsafe(24)
        self._name = f"quanze-{port}"
        self._lock = threading.Lock()
        self._used = False

    def enters(self, token: str) -> bool:
        """Whether this is the token; it is used up."""
        with self._lock:
            if self._used or not _same(token, self.token):
                return False
            self._used = True
            return True

    @property
    def cookie(self) -> str:
        """The header that sets the cookie: no script reads it, no other site sends it."""
        return f"{self._name}={self._session}; Path=/; HttpOnly; SameSite=Strict"

    def knows(self, cookies: str) -> bool:
        """Whether the cookies of a request have ours."""
        try:
            found = SimpleCookie(cookies).get(self._name)
        except CookieError:
            return False
        return found is not None and _same(found.value, self._session)

    def is_our_form(self, given: str) -> bool:
        """Whether a form has our token."""
        return _same(given, self.form_token)


def _same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())
