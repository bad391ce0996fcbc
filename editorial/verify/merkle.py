"""A Merkle tree over short texts (RFC 6962, section 2.1): one hash that stands for all of them.

Leaves and inner nodes are hashed with different first bytes, so that no inner node can be passed
off as a leaf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def root(leaves: Sequence[str]) -> str:
    """Return the tree's root over the leaves in their order, in hexadecimal.

    Without leaves it is the SHA-256 of nothing, as RFC 6962 says.
    """
    if not leaves:
        return hashlib.sha256(b"").hexdigest()
    level = [_leaf(leaf) for leaf in leaves]
    while len(level) > 1:
        level = _next(level)
    return level[0].hex()


def path(leaves: Sequence[str], index: int) -> list[tuple[str, str]]:
    """Return what proves that a leaf is in the tree: ("left" or "right", sibling's hash) upwards.

    Raises IndexError if there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    level = [_leaf(leaf) for leaf in leaves]
    steps = []
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            steps.append(("left" if sibling < index else "right", level[sibling].hex()))
        level = _next(level)
        index //= 2
    return steps


def root_from(leaf: str, steps: Sequence[Sequence[str]]) -> str:
    """Return the root that a leaf's path leads to. Raises ValueError for a path in another form."""
    node = _leaf(leaf)
    for side, sibling in steps:
        other = bytes.fromhex(sibling)
        if side not in ("left", "right") or len(other) != hashlib.sha256().digest_size:
            raise ValueError("a step of the path is in another form")
        node = _inner(other, node) if side == "left" else _inner(node, other)
    return node.hex()


def _leaf(text: str) -> bytes:
    return hashlib.sha256(b"\x00" + text.encode("utf-8")).digest()


def _inner(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _next(level: list[bytes]) -> list[bytes]:
    """Return the level above. A node without a sibling moves up as it is (RFC 6962)."""
    pairs = [_inner(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs + level[-1:] if len(level) % 2 else pairs
