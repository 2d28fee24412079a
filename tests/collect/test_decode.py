"""Every packing that a client uses comes apart; nothing else gets through, and no bomb goes off."""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bellrock.collect.decode import Labels, unpack
from bellrock.collect.lzstring import unpack_lz64
from bellrock.core.errors import InvalidEvent

TEXT = b'{"event":"e","note":"caf\xc3\xa9 + 1"}'
LIMIT = 1 << 20
# Written by lz-string 1.5.0's compressToBase64.
_SHORT = '{"a":1}'
_LONG = '{"event":"x","properties":{"s":"héllo 😀 漢字漢字漢字漢字","t":"' + "a" * 31 + '"}}'
LZ64 = {
    _SHORT: b"N4IghiBcCMC+Q===",
    _LONG: b"N4IgpgbmB2AuIC4QA8QBoQAcBOB7TY2sAlmAM6KgVIAWAlwDYO4AEgvBuAAey4ET"
    b"2g6tp8De6EPCQBDCZKnSZsySAC+CoA==",
    "": b"Q===",
}


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        (TEXT, Labels()),
        (TEXT, Labels(encoding="gzip")),  # a proxy has unpacked it and left the label
        (TEXT, Labels(query="compression=gzip-js")),
        (gzip.compress(TEXT, mtime=0), Labels()),
        (gzip.compress(TEXT, mtime=0), Labels(encoding="deflate")),
        (zlib.compress(TEXT), Labels()),
        (deflated(TEXT), Labels(encoding="deflate")),
        (zstandard.compress(TEXT), Labels()),
        (b64encode(TEXT), Labels()),
        (urlsafe_b64encode(TEXT).rstrip(b"="), Labels(query="compression=base64")),
        (b64encode(gzip.compress(TEXT, mtime=0)), Labels()),
        (gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0), Labels(encoding="gzip, gzip")),
        (b"data=" + quote(b64encode(TEXT)).encode(), Labels()),
        (b"data=" + b64encode(gzip.compress(TEXT, mtime=0)), Labels()),  # a plus nobody escaped
        (b"compression=gzip&data=" + quote(TEXT).encode(), Labels()),
        (b"", Labels(query="ip=1&data=" + quote(b64encode(TEXT)))),
        (b"", Labels(query="data=" + quote(TEXT))),
    ],
)
def test_what_a_client_packed_comes_apart_whatever_the_labels_say(body, labels):
    assert unpack(body, labels, limit=LIMIT) == TEXT


@pytest.mark.parametrize(("text", "packed"), LZ64.items())
def test_lz_string_comes_apart(text, packed):
    assert unpack_lz64(packed, LIMIT) == text


def test_lz_string_arrives_bare_or_in_a_form():
    packed = LZ64[_SHORT]
    labels = Labels(query="compression=lz64&ver=1")

    for body in (packed, b"data=" + quote(packed).encode()):
        assert unpack(body, labels, limit=LIMIT) == b'{"a":1}'


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, deflated, zstandard.compress])
def test_a_bomb_does_not_go_off(pack):
    bomb = pack(b"0" * (50 << 20))

    with pytest.raises(InvalidEvent) as refusal:
        unpack(bomb, Labels(encoding="deflate"), limit=LIMIT)

    assert refusal.value.facts["reason"] == "too_large"


def test_a_bomb_of_lz_string_does_not_go_off():
    with pytest.raises(InvalidEvent) as refusal:
        unpack_lz64(LZ64[_SHORT], limit=3)

    assert refusal.value.facts["reason"] == "too_large"


def test_the_limit_itself_is_allowed_and_one_byte_more_is_not():
    text = b'"' + b"x" * 98 + b'"'

    assert unpack(gzip.compress(text), Labels(), limit=100) == text
    with pytest.raises(InvalidEvent):
        unpack(gzip.compress(text + b" "), Labels(), limit=100)


@pytest.mark.parametrize(
    ("body", "labels", "reason"),
    [
        (b"", Labels(), "empty_body"),
        (b" \n", Labels(), "empty_body"),
        (gzip.compress(b"", mtime=0), Labels(), "empty_body"),
        (gzip.compress(TEXT, mtime=0)[:-9], Labels(), "bad_compression"),
        (b"\x1f\x8b nonsense", Labels(), "bad_compression"),
        (zstandard.compress(TEXT)[:9], Labels(), "bad_compression"),
        (b"\x28\xb5\x2f\xfd nonsense", Labels(), "bad_compression"),
        (b"nonsense!", Labels(encoding="deflate"), "bad_compression"),
        (b"!!!", Labels(query="compression=lz64"), "bad_compression"),
        (b"AAAA", Labels(query="compression=lz64"), "bad_compression"),
        (TEXT, Labels(encoding="br"), "bad_compression"),
    ],
)
def test_what_cannot_come_apart_is_refused_with_a_reason(body, labels, reason):
    with pytest.raises(InvalidEvent) as refusal:
        unpack(body, labels, limit=LIMIT)

    assert refusal.value.facts["reason"] == reason
    assert refusal.value.hint


@given(
    body=st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda data: b"\x1f\x8b\x08" + data),
        st.binary(max_size=200).map(lambda data: b"\x28\xb5\x2f\xfd" + data),
        st.binary(max_size=200).map(b64encode),
        st.binary(max_size=200).map(lambda data: b"data=" + data),
        st.binary(max_size=200).map(gzip.compress),
    ),
    encoding=st.sampled_from(["", "gzip", "deflate", "zstd", "br", "x"]),
    query=st.sampled_from(["", "compression=lz64", "compression=gzip-js", "data=%FF", "&&=&"]),
)
def test_any_bytes_come_apart_or_are_refused(body, encoding, query):
    try:
        found = unpack(body, Labels(encoding, query), limit=2_000)
    except InvalidEvent as refusal:
        assert refusal.hint
    else:
        assert 0 < len(found) <= 2_000


@given(
    value=st.dictionaries(st.text(max_size=9), st.integers() | st.text(max_size=40), max_size=9),
    layers=st.lists(
        st.sampled_from([gzip.compress, zlib.compress, zstandard.compress, b64encode]), max_size=4
    ),
)
def test_layers_come_apart_in_any_order(value, layers):
    text = json.dumps(value).encode()
    body = text
    for pack in layers:
        body = pack(body)

    assert unpack(body, Labels(), limit=LIMIT) == text
