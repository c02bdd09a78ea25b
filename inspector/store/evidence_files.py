"""Pictures kept as evidence, as files: their names below the evidence folder and their content."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import cv2
import numpy as np

from inspector.core.defect import Box
from inspector.core.frame import Pixels

# On grain like that of steel, Huffman coding alone takes half the time and gives smaller files than level 1.
PNG_OPTIONS = (
    cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_HUFFMAN_ONLY
)  # fmt: skip


def grown(box: Box, margin_px: int, frame_width: int, frame_height: int) -> Box:
    """The box with a margin on each side, cut at the frame."""
    left, top = max(0, box.x - margin_px), max(0, box.y - margin_px)
    right = min(frame_width, box.x + box.width + margin_px)
    bottom = min(frame_height, box.y + box.height + margin_px)
    return Box(left, top, right - left, bottom - top)


def encoded(pixels: Pixels) -> bytes:
    """PNG of grey or RGB pixels, 8 or 16 bit, the same values when read back. Fast before small.

    Grey in an RGB container, as many cameras and JPEG files have it, is written as grey.
    """
    if pixels.ndim == 3:
        red, green, blue = (pixels[:, :, channel] for channel in range(3))
        is_grey = np.array_equal(red, green) and np.array_equal(red, blue)
        pixels = red if is_grey else pixels[:, :, ::-1]  # OpenCV writes BGR
    is_done, content = cv2.imencode(".png", np.ascontiguousarray(pixels), PNG_OPTIONS)
    if not is_done:
        raise ValueError(f"OpenCV could not encode a picture of shape {pixels.shape}")
    return content.tobytes()


def piece_folder(piece_name: str) -> str:
    """A folder name for any piece, on any file system: readable start, then a hash that tells names apart.

    ASCII letters, digits, "-" and "_" only, never a reserved name, and different for names that differ by
    case alone.
    """
    plain = unicodedata.normalize("NFKD", piece_name).encode("ascii", "ignore").decode()
    start = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:40] or "piece"
    digest = hashlib.sha256(piece_name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{start}_{digest}"


def crop_path(inspection_id: str, piece_name: str, defect_id: int, lane: int, frame_index: int, box: Box) -> str:
    """Path of a crop below the evidence folder, the same for the same crop."""
    name = f"{inspection_id}_d{defect_id:06d}_l{lane}_f{frame_index:08d}_x{box.x}_y{box.y}.png"
    return f"{piece_folder(piece_name)}/{name}"


def frame_path(inspection_id: str, piece_name: str, lane: int, frame_index: int) -> str:
    """Path of a whole frame below the evidence folder, the same for the same frame."""
    return f"{piece_folder(piece_name)}/{inspection_id}_l{lane}_f{frame_index:08d}.png"
