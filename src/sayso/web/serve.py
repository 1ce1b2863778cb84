"""Running the desk until it is stopped."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from sayso.errors import SaysoError
from sayso.web.app import create_app
from sayso.web.settings import Settings


def run(settings: Settings, *, port: int, browse: bool, say: Callable[[str], object], host: str = "127.0.0.1") -> None:
    """Serve on `host`; say the address as soon as it answers. Raises SaysoError when the port is taken."""
    app = create_app(settings)
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        raise SaysoError(f"port {port} cannot be used ({error.strerror}): give another with --port") from error
    address = f"http://{host}:{bound.getsockname()[1]}/"
    say(f"The desk over {settings.ledger} is open at {address}  (Ctrl-C stops it)")
    if browse:
        webbrowser.open(address)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[bound])
