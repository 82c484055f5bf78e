"""Signatures and encryption for scripts, by the names of Java's cryptography; keys are Base64 of DER, or PEM.

Loaded when a script first asks for them.
"""

import base64
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.x509 import load_der_x509_certificate

_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "SHA1": hashes.SHA1,
    "SHA256": hashes.SHA256,
    "SHA384": hashes.SHA384,
    "SHA512": hashes.SHA512,
}
_LEAST_BITS = 2048
_GCM_TAG = 16


class CipherError(ValueError):
    """What was asked cannot be done; the message says nothing of keys and texts."""


def _der(key: str) -> bytes:
    """Return the bytes of a key: PEM has lines around them, and Base64 may be wrapped."""
    lines = [line for line in key.strip().splitlines() if not line.startswith("-----")]
    try:
        return base64.b64decode("".join(lines).replace(" ", ""), validate=True)
    except ValueError:
        raise CipherError("the key is no Base64") from None


def _private(key: str) -> Any:
    data = _der(key)
    try:
        found = serialization.load_der_private_key(data, None)
    except (ValueError, TypeError):
        raise CipherError("the private key cannot be read: it is PKCS#8, in Base64") from None
    return _long_enough(found)


def _public(key: str) -> Any:
    data = _der(key)
    try:
        return _long_enough(serialization.load_der_public_key(data))
    except CipherError:
        raise
    except ValueError:
        pass
    try:
        return _long_enough(load_der_x509_certificate(data).public_key())
    except CipherError:
        raise
    except ValueError:
        raise CipherError("the public key cannot be read: it is X.509, in Base64") from None


def _long_enough(key: Any) -> Any:
    if isinstance(key, rsa.RSAPrivateKey | rsa.RSAPublicKey) and key.key_size < _LEAST_BITS:
        raise CipherError(f"keys of RSA have at least {_LEAST_BITS} bits")
    return key


def _scheme(algorithm: str) -> tuple[hashes.HashAlgorithm, str]:
    name, _, kind = algorithm.partition("with")
    kind = kind.upper()
    if name.upper() not in _HASHES or kind not in ("RSA", "RSA/PSS", "ECDSA"):
        raise CipherError(f"the algorithm {algorithm} is not supported")
    return _HASHES[name.upper()](), kind


def _padding_of(kind: str, digest: hashes.HashAlgorithm) -> Any:
    if kind == "RSA/PSS":
        return rsa_padding.PSS(mgf=rsa_padding.MGF1(digest), salt_length=digest.digest_size)
    return rsa_padding.PKCS1v15()


def sign(argument: list[str]) -> str:
    """Return the signature of bytes: content and result in Base64, then key and algorithm."""
    content, key, algorithm = base64.b64decode(argument[0]), _private(argument[1]), argument[2]
    digest, kind = _scheme(algorithm)
    if kind == "ECDSA" and isinstance(key, ec.EllipticCurvePrivateKey):
        return base64.b64encode(key.sign(content, ec.ECDSA(digest))).decode()
    if kind == "ECDSA" or not isinstance(key, rsa.RSAPrivateKey):
        raise CipherError(f"the key does not fit {algorithm}")
    return base64.b64encode(key.sign(content, _padding_of(kind, digest), digest)).decode()


def verify(argument: list[str]) -> bool:
    """Say whether a signature is that of a content: both in Base64, then key and algorithm."""
    signature, content = base64.b64decode(argument[0]), base64.b64decode(argument[1])
    key, (digest, kind) = _public(argument[2]), _scheme(argument[3])
    try:
        if kind == "ECDSA" and isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, content, ec.ECDSA(digest))
        elif kind != "ECDSA" and isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, content, _padding_of(kind, digest), digest)
        else:
            raise CipherError(f"the key does not fit {argument[3]}")
    except InvalidSignature:
        return False
    return True


def cipher(argument: dict[str, Any]) -> str:
    """Encrypt or decrypt bytes by a transformation such as AES/CBC/PKCS5Padding; Base64 in and out."""
    parts = argument["transformation"].upper().split("/")
    name = parts[0]
    mode, filling = (
        (parts[1], parts[2]) if len(parts) == 3 else ("ECB", "PKCS1PADDING" if name == "RSA" else "PKCS5PADDING")
    )
    message = base64.b64decode(argument["message"])
    if name == "RSA":
        done = _rsa(message, argument["key"], filling, encrypts=argument["encrypts"])
    elif name == "AES":
        done = _aes(message, argument, mode, filling)
    else:
        raise CipherError(f"the algorithm {name} is not supported: use AES or RSA")
    return base64.b64encode(done).decode()


def _rsa(message: bytes, key: str, filling: str, *, encrypts: bool) -> bytes:
    if filling == "PKCS1PADDING":
        used: Any = rsa_padding.PKCS1v15()
    elif (
        filling.startswith("OAEPWITH") and filling.removeprefix("OAEPWITH").split("AND")[0].replace("-", "") in _HASHES
    ):
        # As Java has it: the mask is made with SHA-1, whatever the digest is.
        digest = _HASHES[filling.removeprefix("OAEPWITH").split("AND")[0].replace("-", "")]()
        used = rsa_padding.OAEP(mgf=rsa_padding.MGF1(hashes.SHA1()), algorithm=digest, label=None)  # noqa: S303
    else:
        raise CipherError(f"the padding {filling} is not supported")
    try:
        result: bytes = _public(key).encrypt(message, used) if encrypts else _private(key).decrypt(message, used)
    except CipherError:
        raise
    except (ValueError, AttributeError):
        raise CipherError("the message cannot be worked on with this key") from None
    return result


def _aes(message: bytes, argument: dict[str, Any], mode: str, filling: str) -> bytes:
    key = _der(argument["key"])
    if len(key) not in (16, 24, 32):
        raise CipherError("a key of AES has 128, 192 or 256 bits, in Base64")
    vector = _der(argument["iv"]) if argument.get("iv") else b""
    if mode != "ECB" and not vector:
        raise CipherError(f"{mode} needs an initialization vector, in Base64")
    made = _mode(mode, vector, message, encrypts=argument["encrypts"])
    padded = filling in ("PKCS5PADDING", "PKCS7PADDING") and mode in ("CBC", "ECB")
    if not padded and filling not in ("NOPADDING", "PKCS5PADDING", "PKCS7PADDING"):
        raise CipherError(f"the padding {filling} is not supported")
    try:
        return _worked(Cipher(algorithms.AES(key), made), message, mode, padded=padded, encrypts=argument["encrypts"])
    except CipherError:
        raise
    except Exception:
        raise CipherError("the message cannot be worked on with this key") from None


_VECTOR_BYTES = {"CBC": (16,), "CTR": (16,), "ECB": (0,), "GCM": tuple(range(8, 129))}


def _mode(mode: str, vector: bytes, message: bytes, *, encrypts: bool) -> Any:
    if mode not in _VECTOR_BYTES:
        raise CipherError(f"the mode {mode} is not supported")
    if mode != "ECB" and len(vector) not in _VECTOR_BYTES[mode]:
        raise CipherError("the initialization vector has not the length it needs")
    if mode == "GCM":
        return modes.GCM(vector, None if encrypts else message[-_GCM_TAG:])
    if mode == "ECB":
        return modes.ECB()  # noqa: S305  cartridges have it, and their partner chose it
    return modes.CBC(vector) if mode == "CBC" else modes.CTR(vector)


def _worked(made: Any, message: bytes, mode: str, *, padded: bool, encrypts: bool) -> bytes:
    if encrypts:
        if padded:
            filler = padding.PKCS7(128).padder()
            message = filler.update(message) + filler.finalize()
        worker = made.encryptor()
        done: bytes = worker.update(message) + worker.finalize()
        return done + worker.tag if mode == "GCM" else done
    worker = made.decryptor()
    done = worker.update(message[:-_GCM_TAG] if mode == "GCM" else message) + worker.finalize()
    if padded:
        remover = padding.PKCS7(128).unpadder()
        done = remover.update(done) + remover.finalize()
    return done


OPERATIONS = {"sign": sign, "verify": verify, "cipher": cipher}
