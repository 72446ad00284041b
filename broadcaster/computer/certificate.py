"""The station's own certificate for other PCs of the office: made once, known by its fingerprint.

It is signed by itself: no authority vouches for a PC in an office. What makes it trustworthy is that a person holds
the fingerprint the browser shows against the one this PC shows.
"""

import hashlib
import os
import ssl
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.errors import BadInput

if TYPE_CHECKING:
    from cryptography.x509 import GeneralName

FOLDER = "tls"
CERTIFICATE = "certificate.pem"
KEY = "key.pem"
LASTS = timedelta(days=820)
"""Browsers refuse certificates that last longer than 825 days."""


def make(folder: Path, names: Sequence[str], at: datetime, again: bool = False) -> str:
    """Write key (readable by its owner only) and certificate for `names`, host names and addresses; the fingerprint.

    BadInput where there is one already and `again` is not said: every browser would have to be told anew.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    if (folder / CERTIFICATE).exists() and not again:
        raise BadInput("again", f"{folder / CERTIFICATE} is there already; --again makes a new one")
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0][:64])])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + LASTS)
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / KEY, secret)
    _write(folder / CERTIFICATE, made.public_bytes(serialization.Encoding.PEM))
    return fingerprint(folder)


def fingerprint(folder: Path) -> str:
    """SHA-256 of the certificate as browsers show it, in pairs; "" where there is none that can be read."""
    try:
        whole = ssl.PEM_cert_to_DER_cert((folder / CERTIFICATE).read_text("ascii"))
    except (OSError, ValueError):
        return ""
    return hashlib.sha256(whole).hexdigest().upper()


def lasts_until(folder: Path) -> datetime | None:
    """The moment after which browsers refuse the certificate; None where there is none that can be read."""
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificate((folder / CERTIFICATE).read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        return None


def context(folder: Path) -> ssl.SSLContext:
    """What a TLS server needs; TLS 1.2 or newer. OSError or ssl.SSLError where there is no certificate."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.load_cert_chain(folder / CERTIFICATE, folder / KEY, password="")  # else a locked key asks at the terminal
    return made


def _name(name: str) -> "GeneralName":
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _write(path: Path, whole: bytes) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(whole)
