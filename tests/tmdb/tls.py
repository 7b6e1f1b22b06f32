"""A certificate for 127.0.0.1 by an authority that nobody trusts, both made for these tests and good until 2120."""

import ssl
from pathlib import Path

AUTHORITY = """\
-----BEGIN CERTIFICATE-----
MIIBdDCCARugAwIBAgIBATAKBggqhkjOPQQDAjAhMR8wHQYDVQQDDBZBdXRob3Jp
dHkgb2YgdGhlIHRlc3RzMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAw
WjAhMR8wHQYDVQQDDBZBdXRob3JpdHkgb2YgdGhlIHRlc3RzMFkwEwYHKoZIzj0C
AQYIKoZIzj0DAQcDQgAEJMbvHg/DSbGRrK1EkByFlJcEH2Dyhv9/4PeVkDnQTBt/
yGj9o+aIm46+cXjY+FFYVa6ip1TcjuGDUJ9PML21zKNCMEAwDwYDVR0TAQH/BAUw
AwEB/zAOBgNVHQ8BAf8EBAMCAgQwHQYDVR0OBBYEFMAye4u9Sg9Ix9nY2dbqA0RH
wfgIMAoGCCqGSM49BAMCA0cAMEQCIH225nqcShoVF0fIwq8SkQM2Dy6tVOOvrQUK
st/h1Em8AiA2Ifl1juL5/UDJ2wxto6g6ImQKZh4/DTKg+zhCT3yILQ==
-----END CERTIFICATE-----
"""
_SERVER = """\
-----BEGIN CERTIFICATE-----
MIIBpjCCAU2gAwIBAgIBAjAKBggqhkjOPQQDAjAhMR8wHQYDVQQDDBZBdXRob3Jp
dHkgb2YgdGhlIHRlc3RzMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAw
WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATuZb2m35tc6CnQ2z6pssn4wutmmwIMSuCOcWg6uWij/7HMDE+uAL09WbMGeHUN
ME4xXzYIcqiI8PoQku6evM1go4GAMH4wDwYDVR0RBAgwBocEfwAAATATBgNVHSUE
DDAKBggrBgEFBQcDATAJBgNVHRMEAjAAMAsGA1UdDwQEAwIHgDAdBgNVHQ4EFgQU
x7ZtbqmoCaG4+Vwg+uH3qpEYTwAwHwYDVR0jBBgwFoAUwDJ7i71KD0jH2djZ1uoD
REfB+AgwCgYIKoZIzj0EAwIDRwAwRAIgXjMIrvQSxMHwLXQuRI+5+knCdhdnDrlI
YzctljiP+lcCIH3C9Uqe6s678C7R5+KXoa5UGDmiWdp1pr+nZKlGKmmY
-----END CERTIFICATE-----
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDBKRL0NccRNv+MR/
UHvNyfDEPkhmh51282aZdMo1wAahRANCAATuZb2m35tc6CnQ2z6pssn4wutmmwIM
SuCOcWg6uWij/7HMDE+uAL09WbMGeHUNME4xXzYIcqiI8PoQku6evM1g
-----END PRIVATE KEY-----
"""


def server_context(folder: Path) -> ssl.SSLContext:
    """What a server needs to show that certificate."""
    file = folder / "server.pem"
    file.write_text(_SERVER)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
