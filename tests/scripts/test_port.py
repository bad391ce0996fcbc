"""The port that `make run` asks for."""

from __future__ import annotations

import socket

import pytest

from scripts import port


def test_main_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        number = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {number} cannot be had"):
            port.main(str(number))
    port.main(str(number))  # free again: no complaint


@pytest.mark.parametrize("arguments", [[], ["http"], ["0"], ["65536"], ["80", "81"]])
def test_main_no_port(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="not a port"):
        port.main(*arguments)
