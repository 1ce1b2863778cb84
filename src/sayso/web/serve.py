"""Running the desk until it is stopped."""

from __future__ import annotations

import dataclasses
import ipaddress
import re
import socket
import webbrowser
from collections.abc import Callable, Sequence

import uvicorn

from sayso.errors import SaysoError
from sayso.ledger import Ledger
from sayso.web.app import create_app
from sayso.web.settings import LOOPBACK, Settings

_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\Z")
_MOST_AT_ONCE = 200  # connections; more are answered 503
_LARGEST_HEAD = 32 * 1024  # bytes of a request before its body


def settled(asked: Settings, host: str, names: Sequence[str] = ()) -> Settings:
    """How a desk that listens on `host` is run: with accounts where the ledger has any, and nowhere else without.

    Raises SaysoError when it would be open to others without accounts, or when a name is none.
    """
    names = tuple(_host_name(name) for name in names)
    with Ledger.open(asked.ledger, author=asked.author) as ledger:
        accounts = asked.accounts or ledger.people.any()
    open_to_others = not _is_loopback(host) or asked.secure or bool(names)
    if open_to_others and not accounts:
        raise SaysoError(
            "without accounts the desk answers this machine alone: make one with `sayso people add NAME --role editor "
            f"--ledger {asked.ledger}`, then start it again, or leave out --host, --host-name and --behind-https"
        )
    own = () if host in ("0.0.0.0", "::") else (f"[{host}]" if ":" in host else host.lower(),)
    hosts = tuple(dict.fromkeys((*asked.hosts, *own, *names)))
    return dataclasses.replace(asked, accounts=accounts, hosts=hosts)


def run(settings: Settings, *, port: int, browse: bool, say: Callable[[str], object], host: str = "127.0.0.1") -> None:
    """Serve on `host`; say the address as soon as it answers. Raises SaysoError when the port is taken."""
    app = create_app(settings)
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        raise SaysoError(
            f"{host} port {port} cannot be used ({error.strerror}): give another with --port, or --host"
        ) from error
    address = _address(settings, host, bound.getsockname()[1])
    say(f"The desk over {settings.ledger} is open at {address}  (Ctrl-C stops it)")
    if settings.accounts and not settings.secure and not _is_loopback(host):
        say("Passwords travel unencrypted: outside a network you trust, put https before it (--behind-https).")
    if browse:
        webbrowser.open(address)
    uvicorn.Server(_config(app, settings)).run(sockets=[bound])


def _config(app: object, settings: Settings) -> uvicorn.Config:
    """Who passes requests on is believed about addresses only where one said that somebody does."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        server_header=False,
        proxy_headers=settings.secure,
        forwarded_allow_ips="127.0.0.1,::1",
        limit_concurrency=_MOST_AT_ONCE,
        h11_max_incomplete_event_size=_LARGEST_HEAD,
        http="h11",
        ws="none",
    )


def _address(settings: Settings, host: str, port: int) -> str:
    others = [name for name in settings.hosts if name not in LOOPBACK]
    if settings.secure:
        return f"https://{others[-1]}/ by way of {host}:{port}" if others else f"http://{host}:{port}/"
    shown = others[-1] if others else (f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host_name(name: str) -> str:
    lowered = name.strip().lower().rstrip(".")
    if not _NAME.match(lowered):
        raise SaysoError(f"{name!r} is no name of a host: give it without http:// and without a port")
    return lowered
