import gzip
import ssl
from collections.abc import Iterable

import httpcore
import pytest

from sayso.errors import FetchError, SaysoError, TooLarge
from sayso.intake.fetch import Page, fetch, is_public

PUBLIC = "93.184.216.34"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 5\r\n\r\nhello"


class Stream(httpcore.NetworkStream):
    """A server that answers what it was told to, and keeps what it was sent."""

    def __init__(self, answer: bytes, sent: list[bytes]) -> None:
        self.answer, self.sent = answer, sent

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - httpcore's signature
        part, self.answer = self.answer[:max_bytes], self.answer[max_bytes:]
        return part

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - httpcore's signature
        self.sent.append(buffer)

    def close(self) -> None:
        self.answer = b""

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,  # noqa: ARG002 - httpcore's signature
        server_hostname: str | None = None,  # noqa: ARG002 - httpcore's signature
        timeout: float | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.NetworkStream:
        return self

    def get_extra_info(self, info: str) -> object:  # noqa: ARG002 - httpcore's signature
        return None


class Network(httpcore.NetworkBackend):
    """One answer for each connection, in order; `reached` are the addresses that were connected to."""

    def __init__(self, *answers: bytes) -> None:
        self.answers, self.reached, self.sent = list(answers), list[str](), list[bytes]()

    def connect_tcp(
        self,
        host: str,
        port: int,  # noqa: ARG002 - httpcore's signature
        timeout: float | None = None,  # noqa: ARG002 - httpcore's signature
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.NetworkStream:
        self.reached.append(host)
        return Stream(self.answers.pop(0), self.sent)


def get(
    url: str, *answers: bytes, names: dict[str, list[str]] | None = None, max_bytes: int = 1000
) -> tuple[Page, Network]:
    network = Network(*answers)
    known = {"a.example": [PUBLIC], "home.example": ["192.168.1.1"], **(names or {})}
    return fetch(url, max_bytes=max_bytes, resolve=lambda host, _: known.get(host, [host]), network=network), network


def redirect(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n".encode()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_address_that_was_checked_is_connected_to(scheme: str) -> None:
    page, network = get(f"{scheme}://a.example/x", PAGE)
    assert (page.body, page.media_type, page.charset, page.url) == (
        b"hello",
        "text/html",
        "utf-8",
        f"{scheme}://a.example/x",
    )
    assert network.reached == [PUBLIC]
    assert b"host: a.example" in b"".join(network.sent).lower()


def test_redirects_are_followed_without_cookies() -> None:
    page, network = get("http://a.example/x", redirect("http://b.example/y"), PAGE, names={"b.example": ["8.8.8.8"]})
    assert page.url == "http://b.example/y"
    assert network.reached == [PUBLIC, "8.8.8.8"]
    assert b"cookie" not in b"".join(network.sent).lower()
    assert b"host: b.example" in b"".join(network.sent).lower()


@pytest.mark.parametrize(
    "to", ["http://home.example/", "http://127.0.0.1/", "http://[::1]/", "file:///etc/passwd", "ftp://a.example/"]
)
def test_a_redirect_leads_nowhere_private(to: str) -> None:
    with pytest.raises(FetchError):
        get("http://a.example/", redirect(to), PAGE)


def test_more_than_five_redirects_are_too_many() -> None:
    with pytest.raises(FetchError, match="redirects"):
        get("http://a.example/", *[redirect("http://a.example/")] * 6, PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "http://home.example/",
        "http://127.0.0.1:8000/",
        "http://169.254.169.254/latest",
        "http://[::ffff:10.0.0.1]/",
        "file:///etc/passwd",
        "ftp://a.example/",
        "https://user:secret@a.example/",
        "http:///x",
        "http://a.example:99999/",
        "http://[::1/",
    ],
)
def test_what_must_not_be_fetched_is_not_connected_to(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        get(url, PAGE)
    assert "secret" not in str(caught.value)


def test_a_host_with_one_private_address_is_refused() -> None:
    with pytest.raises(FetchError, match="private"):
        get("http://c.example/", PAGE, names={"c.example": [PUBLIC, "10.0.0.1"]})


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", FetchError),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 1\r\n\r\nx", FetchError),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2000\r\n\r\n" + b"x" * 2000, TooLarge),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
            + gzip.compress(b"x" * 10**6),
            TooLarge,
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\nnot gzip", FetchError),
        (b"garbage\r\n\r\n", FetchError),
        (b"", FetchError),
        (redirect("http://[bad"), FetchError),
    ],
)
def test_bad_answers(answer: bytes, error: type[SaysoError]) -> None:
    with pytest.raises(error):
        get("http://a.example/", answer)


def test_no_time_left() -> None:
    with pytest.raises(FetchError, match="seconds"):
        fetch("http://a.example/", seconds=0, resolve=lambda *_: [PUBLIC], network=Network(PAGE))


def test_a_name_that_is_not_known() -> None:
    with pytest.raises(FetchError, match="not known"):
        get("http://nowhere.example/", PAGE, names={"nowhere.example": []})


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *(
            "240.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
        ),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "::127.0.0.1", "no address", ""),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)
