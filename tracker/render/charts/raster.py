"""What draws a picture in pixels: the vector, handed to a library that comes with an extra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import MissingExtraError
from tracker.render.charts.vector import as_svg

if TYPE_CHECKING:
    from tracker.render.charts.picture import Picture

ZOOM = 2
"""As screens of today have two dots where there was one."""


def as_png(picture: Picture) -> bytes:
    """Write the whole file; raises MissingExtraError where the extra is not installed."""
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - an extra
    except ImportError:
        instead = "write a FILE.svg"
        raise MissingExtraError("a PNG is drawn", "resvg-py", "png", instead) from None
    return bytes(svg_to_bytes(svg_string=as_svg(picture), zoom=ZOOM))
