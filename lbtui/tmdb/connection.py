"""The connection to TMDB: its address, the proxy on the way, and what blocks it for good, told with the ways out."""

import contextlib
import importlib
import ipaddress
import socket
import ssl
import urllib.request
from collections.abc import Iterator

from lbtui.tmdb.errors import Blocked, TmdbError

_OUT = "another network, a proxy (HTTPS_PROXY) or --tmdb-url https://api.tmdb.org/3"

CERTIFICATE = (
    "The connection to TMDB shows a certificate that is not trusted here: check the clock, name the certificate of "
    f"your company's network or virus scanner in SSL_CERT_FILE, or try {_OUT}."
)
NAME = f"This network does not know TMDB's name, as where a provider blocks it: try another DNS server, {_OUT}."
PAGE = (
    "A web page answers in TMDB's place, as where a network wants a sign-in or a country is blocked: sign in, or try "
    f"{_OUT}."
)
ADDRESS = (
    "What answers at the address of TMDB is not its API (404): check --tmdb-url, LBTUI_TMDB_URL and the settings; "
    "TMDB's own are https://api.themoviedb.org/3 and https://api.tmdb.org/3."
)
PROXY = "The proxy on the way to TMDB refuses the connection: check HTTPS_PROXY, ALL_PROXY and NO_PROXY."
_IN_CLEAR = (
    "The address of TMDB begins with http://: on the way there anybody could read the key. Use https://, or "
    "--allow-http where that is meant."
)

_NO_SUCH_NAME = {getattr(socket, name, None) for name in ("EAI_NONAME", "EAI_NODATA")} | {11001}
"""How systems say that there is no such name; 11001 is Windows' way. That nobody can be asked is another error."""
_ELSEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses that documents use for any other network, and that nobody has."""
_OF_FIRST_REQUEST = ("anyio._backends._asyncio", "anyio.streams.tls")
"""What httpx imports at its first request, on the event loop, unless it is there already."""


def make_ready() -> None:
    """Do what would hold up the first request."""
    for module in _OF_FIRST_REQUEST:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)


def on_this_machine(host: str) -> bool:
    """Whether this is a name or address of the loopback, which no other machine can listen to."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold().rstrip(".") == "localhost"


def check_address(scheme: str, host: str, *, allow_http: bool) -> None:
    """Raises `TmdbError` for an address that cannot be TMDB's, or to which the key would go readable by others."""
    if scheme not in ("http", "https") or not host:
        raise TmdbError("The address of TMDB must look like https://api.themoviedb.org/3.")
    if scheme == "http" and not (allow_http or on_this_machine(host)):
        raise TmdbError(_IN_CLEAR)


def proxy_to(scheme: str, host: str) -> str | None:
    """The proxy that the environment wants for this host; raises `TmdbError` for one that cannot be used."""
    proxies = urllib.request.getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    # This machine is never asked through another one, which would see the key.
    if not proxy or on_this_machine(host) or urllib.request.proxy_bypass(host):
        return None
    if not proxy.startswith(("http://", "https://")):
        raise TmdbError("Only http proxies can be used. Change HTTPS_PROXY or ALL_PROXY, or name TMDB in NO_PROXY.")
    return proxy


def blocked_by(fault: BaseException) -> Blocked | None:
    """What keeps a connection from coming about, from its error; None for all that may pass by itself."""
    for cause in _causes(fault):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Blocked(CERTIFICATE)
        if isinstance(cause, socket.gaierror) and cause.errno in _NO_SUCH_NAME and has_network():
            return Blocked(NAME)
    return None


def has_network() -> bool:
    """Whether this computer knows a way to other networks. Nothing is sent: the system looks for a route."""
    for family, address in _ELSEWHERE:
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
            return True
    return False


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    """An exception and those that it was raised for."""
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__
