"""Opening the desk: a port of this machine, the browser on it, and everything put away at the end."""

from __future__ import annotations

import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from quanze.api import plans_folder
from quanze.errors import FileError, QuanzeError
from quanze.locale import message
from quanze.plain_files import is_folder, is_there
from quanze.web.desk.door import TOKEN, Door
from quanze.web.desk.plans import ENDING, Plans
from quanze.web.desk.steps import Steps, get_ready
from quanze.web.desk.visit import AtHand

HOST = "127.0.0.1"


def opened(where: str) -> tuple[Plans, str]:
    """The plans of a folder, the user's own when ``where`` is empty, and the key of the one that ``where`` names.

    A folder need not be there yet. FileError when it is a file that is no plan.
    """
    if not where:
        return Plans(plans_folder()), ""
    path = Path(where)
    if is_folder(path) or ("://" not in where and not path.suffix and not is_there(path)):
        return Plans(path.resolve()), ""
    plans = Plans(plans_folder())
    if path.suffix.lower() == ENDING and not is_there(path):
        raise FileError(
            message("{path} does not exist.", path=path),
            message("Leave it out, and begin a plan in the browser."),
        )
    return plans, plans.open(where).key


def open_desk(
    where: str = "",
    *,
    port: int = 0,
    lang: str = "zh-TW",
    browser: bool = True,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the desk on this machine until the process is ended; ``ready`` gets the address that lets a browser in.

    ``where`` is as in ``opened``, ``port`` 0 takes a free one. Raises QuanzeError where the optional packages are
    absent or the port is taken.
    """
    from quanze.web.server import listening, packages_absent

    try:
        import uvicorn

        from quanze.web.desk.application import desk
        from quanze.web.desk.uploads import Uploads
    except ModuleNotFoundError as e:
        raise packages_absent() from e

    plans, key = opened(where)
    uploads, steps = Uploads(), Steps()
    try:
        with _ended_by_signal(), listening(HOST, port) as taken:
            own = taken.getsockname()[1]
            door = Door(own)
            config = uvicorn.Config(
                desk(AtHand(plans, uploads, steps), door, own),
                log_level="warning",
                server_header=False,
                lifespan="off",
                access_log=False,
                timeout_graceful_shutdown=2,
            )
            address = f"http://{HOST}:{own}/{lang}/{f'plans/{key}' if key else ''}?{TOKEN}={door.token}"
            ready(address)
            get_ready()
            if browser:
                threading.Thread(target=_show, args=(address,), daemon=True).start()
            uvicorn.Server(config).run(sockets=[taken])
    finally:
        steps.stop_all()
        uploads.close()


def _show(address: str) -> None:
    try:
        webbrowser.open(address)
    except (OSError, webbrowser.Error) as e:
        said = QuanzeError(message("No browser could be opened: {reason}.", reason=e))
        print(said, file=sys.stderr)


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Within, a signal to end the program ends it in order, so that what was dropped is removed."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
