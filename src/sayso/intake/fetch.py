"""Fetch a page that the user typed the address of: public hosts only, bounded in size and time."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore
import httpx

from sayso.errors import FetchError, TooLarge
from sayso.intake.options import MAX_BYTES

_REDIRECTS = 5
_SECONDS = 30.0
_WAIT = 10.0  # seconds for one connection or one read
_READABLE = ("text/", "application/xhtml+xml", "application/xml", "application/json", "application/x-ndjson")
_AGENT = "sayso/0.1 (reads one page for its user)"

Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the body's bytes, where it was in the end, its media type and character set as declared."""

    body: bytes
    url: str
    media_type: str
    charset: str | None


def fetch(
    url: str,
    *,
    max_bytes: int = MAX_BYTES,
    seconds: float = _SECONDS,
    resolve: Resolver | None = None,
    network: httpcore.NetworkBackend | None = None,
) -> Page:
    """Fetch one page over http or https, following at most five redirects. No cookies, credentials or proxies.

    Every host is looked up here, and the connection is made to the very address that was found to be public, so that
    neither a redirect nor a changing name leads into the user's own network. `resolve` (host, port → addresses) and
    `network` stand in for the system's in tests. Raises FetchError, or TooLarge for more than `max_bytes`.
    """
    until = time.monotonic() + seconds
    guarded = _PublicNetwork(until, resolve or _addresses, network or httpcore.SyncBackend())
    target = url
    with _told(url, seconds), httpx.Client(transport=_Transport(guarded), trust_env=False) as client:
        for _ in range(_REDIRECTS + 1):
            response = client.send(_request(target), stream=True)
            try:
                if response.next_request is None:
                    return _page(response, max_bytes)
                target = str(response.next_request.url)
            finally:
                response.close()
    raise FetchError(f"{url} was not fetched: more than {_REDIRECTS} redirects; open it and save the page")


def _request(url: str) -> httpx.Request:
    """A request made of the bare address, so that no cookie or other header of one host goes to the next."""
    headers = {"User-Agent": _AGENT, "Accept": "text/html,*/*;q=0.5", "Accept-Encoding": "gzip, deflate"}
    timeouts = httpx.Timeout(_WAIT).as_dict()
    return httpx.Request("GET", _checked(url), headers=headers, extensions={"timeout": timeouts})


@contextmanager
def _told(url: str, seconds: float) -> Iterator[None]:
    """Whatever goes wrong below, as one clear line."""
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise FetchError(f"{url} was not fetched: no answer within {seconds:.0f} seconds; try again later") from error
    except (httpcore.ConnectError, httpx.ConnectError, ssl.SSLError) as error:
        raise FetchError(f"{url} was not fetched: no connection ({error}); check the address") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpcore.NetworkError) as error:
        raise FetchError(f"{url} was not fetched: {error}; open it and save the page") from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError) as error:
        raise FetchError(f"{url} was not fetched: its server's answer cannot be read ({error})") from error


def _checked(url: str) -> str:
    """The same address. Raises FetchError unless it is one of a web page, without a password in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{url} is no address of a page ({error})") from error
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or port == 0:
        raise FetchError(f"{url} was not fetched: give an address that begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{parts.hostname} was not fetched: leave user name and password out of the address")
    return url


def _page(response: httpx.Response, max_bytes: int) -> Page:
    if response.status_code >= 300:
        raise FetchError(
            f"{response.url} was not fetched: the server answered {response.status_code}; check the address"
        )
    declared = response.headers.get("content-type", "text/html")
    media_type = declared.split(";")[0].strip().lower()
    if not media_type.startswith(_READABLE):
        raise FetchError(f"{response.url} is {media_type}, not a page or text: save its text and give that")
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > max_bytes:
            raise TooLarge(f"{response.url} is over {max_bytes:,} bytes: save the part you need and give that")
    return Page(bytes(body), str(response.url), media_type, response.charset_encoding)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not loopback, private, link-local, shared or reserved."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped or ip in _TRANSLATED:  # a gateway makes the real connection to the IPv4 address within
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)))
        if ip.sixtofour or ip.teredo:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local)


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


def _addresses(host: str, port: int) -> list[str]:
    """The addresses that the system knows for a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class _PublicNetwork(httpcore.NetworkBackend):
    """Connects to checked addresses only, and lets nothing last beyond a point of time (`time.monotonic`)."""

    def __init__(self, until: float, resolve: Resolver, inner: httpcore.NetworkBackend) -> None:
        self._until, self._resolve, self._inner = until, resolve, inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = self._resolve(host.strip("[]"), port)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} is not known: {error}") from error
        if not all(is_public(address) for address in found):
            raise FetchError(
                f"{host} was not fetched: it is an address of a private network, not of the public internet"
            )
        # Connect to the addresses that were checked: the name is not looked up again.
        for last, address in enumerate(found, start=1 - len(found)):
            try:
                stream = self._inner.connect_tcp(
                    address, port, _left(self._until, timeout), local_address, socket_options
                )
                return _BoundedStream(stream, self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last == 0:
                    raise
        raise httpcore.ConnectError(f"{host} is not known")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.NetworkStream:
        raise FetchError(f"{path} was not fetched: it is a socket of this machine")


class _BoundedStream(httpcore.NetworkStream):
    """A connection that ends at a point of time, however slowly its server drips."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._until, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._until, timeout))
        return _BoundedStream(stream, self._until)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(until: float, timeout: float | None) -> float:
    """Seconds that one step may take. Raises a timeout when there are none left."""
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return min(left, timeout if timeout is not None else left)


class _Transport(httpx.BaseTransport):
    """httpx over a network of our own: it has no public way to be given one."""

    def __init__(self, network: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=network
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        response = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """A response's body as it comes in."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
