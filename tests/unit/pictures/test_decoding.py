from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image, PngImagePlugin

from inspector.core.messages import Code, FrameError
from inspector.pictures.decoding import looks_like_picture, printable, probe_size, read_frame_pixels

GREY = np.add.outer(np.arange(24) * 7, np.arange(36) * 2).astype(np.uint8)  # (24, 36), every row differs
RGB = np.dstack([GREY, GREY[::-1], 255 - GREY])
GREY16 = np.add.outer(np.arange(24) * 2000, np.arange(36) * 37).astype(np.uint16)
RGB16 = np.dstack([GREY16, GREY16[::-1], 65535 - GREY16])


def encoded(pixels: np.ndarray | Image.Image, file_format: str, **options: object) -> bytes:
    picture = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    stream = io.BytesIO()
    picture.save(stream, file_format, **options)
    return stream.getvalue()


def tiff(pixels: np.ndarray, **options: object) -> bytes:
    stream = io.BytesIO()
    tifffile.imwrite(stream, pixels, **options)
    return stream.getvalue()


def png16(pixels: np.ndarray) -> bytes:
    return cv2.imencode(".png", pixels)[1].tobytes()


def png_chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return len(content).to_bytes(4, "big") + name + content + checksum.to_bytes(4, "big")


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    content = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + content + png_chunk(b"IEND", b"")


def exif(orientation: int) -> Image.Exif:
    block = Image.Exif()
    block[274] = orientation
    return block


def read(tmp_path: Path, content: bytes, name: str = "strip 7.dat", **options: float) -> np.ndarray:
    path = tmp_path / name
    path.write_bytes(content)
    pixels = read_frame_pixels(path, **options).pixels
    assert pixels.flags.c_contiguous
    assert pixels.dtype in (np.uint8, np.uint16)
    assert probe_size(path) == pixels.shape[:2]
    return pixels


def fault(tmp_path: Path, content: bytes, **options: float) -> FrameError:
    path = tmp_path / "strip 7.dat"
    path.write_bytes(content)
    with pytest.raises(FrameError) as caught:
        read_frame_pixels(path, **options)
    assert caught.value.message.params["name"] == "strip 7.dat"
    return caught.value


def code(tmp_path: Path, content: bytes, **options: float) -> Code:
    return fault(tmp_path, content, **options).message.code


# Headers that claim more than there is


def claiming(content: bytes, tag: int, value: int) -> bytes:
    """The TIFF, with another number in a tag of one value."""
    with tifffile.TiffFile(io.BytesIO(content)) as file:
        found = file.pages[0].tags[tag]
        order, kind, at = file.byteorder, {1: "B", 3: "H", 4: "I"}[found.dtype], found.valueoffset
    return content[:at] + struct.pack(order + kind, value) + content[at + struct.calcsize(kind) :]


def test_a_tiff_that_holds_fewer_parts_than_its_rows_need_is_no_tall_black_picture(tmp_path):
    planes = tiff(np.ascontiguousarray(RGB.transpose(2, 0, 1)), photometric="rgb", planarconfig="separate")
    for content in (planes, tiff(GREY, rowsperstrip=8), tiff(GREY, tile=(16, 16)), tiff(GREY, compression="zlib")):
        assert code(tmp_path, claiming(content, 257, 60_000)) in (Code.FRAME_UNREADABLE, Code.FRAME_TRUNCATED)


def test_a_jpeg_in_a_tiff_that_is_narrower_than_its_header_says_is_refused(tmp_path):
    content = encoded(RGB, "TIFF", compression="jpeg")
    assert read(tmp_path, content).shape == RGB.shape
    assert code(tmp_path, claiming(content, 256, 60_000)) == Code.FRAME_UNREADABLE


def test_a_small_tiff_that_swells_to_gigabytes_is_refused_before_it_does(tmp_path):
    bomb = zlib.compress(bytes(400 << 20), 9)  # 400 MB in 400 kB
    content = tiff(GREY, compression="zlib")
    with tifffile.TiffFile(io.BytesIO(content)) as file:
        tags = file.pages[0].tags
        offset, length = tags[273].valueoffset, tags[279].valueoffset
    order = "<I"
    damaged = bytearray(content + bomb)
    struct.pack_into(order, damaged, offset, len(content))
    struct.pack_into(order, damaged, length, len(bomb))
    error = fault(tmp_path, bytes(damaged))
    assert (error.message.code, error.message.params["detail"]) == (
        Code.FRAME_UNREADABLE, "it holds more than the size in its header",
    )  # fmt: skip


# Whole pictures


@pytest.mark.parametrize("pixels", [GREY, RGB], ids=["grey", "rgb"])
@pytest.mark.parametrize("file_format", ["PNG", "BMP", "TIFF"])
def test_lossless_pictures_come_back_bit_for_bit(tmp_path, file_format, pixels):
    assert np.array_equal(read(tmp_path, encoded(pixels, file_format)), pixels)


@pytest.mark.parametrize("progressive", [False, True])
def test_jpeg_comes_back_nearly_equal(tmp_path, progressive):
    smooth = np.dstack([GREY, GREY, GREY])
    pixels = read(tmp_path, encoded(smooth, "JPEG", quality=98, progressive=progressive))
    assert pixels.shape == (24, 36, 3)
    assert np.abs(pixels.astype(int) - smooth).max() < 8


def test_grey_jpeg_stays_grey(tmp_path):
    assert read(tmp_path, encoded(GREY, "JPEG")).shape == (24, 36)


def test_16_bits_stay_16_bits(tmp_path):
    for content, expected in [
        (encoded(GREY16, "PNG"), GREY16),
        (png16(RGB16[:, :, ::-1]), RGB16),
        (tiff(GREY16), GREY16),
        (tiff(GREY16, byteorder=">"), GREY16),
        (tiff(RGB16, photometric="rgb"), RGB16),
        (tiff(RGB16, photometric="rgb", compression="zlib", predictor=True), RGB16),
        (encoded(GREY16, "TIFF", compression="tiff_lzw"), GREY16),
    ]:
        pixels = read(tmp_path, content)
        assert pixels.dtype == np.uint16
        assert np.array_equal(pixels, expected)


def test_16_bit_colour_in_an_lzw_tiff_stays_16_bits(tmp_path):
    content = cv2.imencode(".tif", RGB16[:, :, ::-1], [cv2.IMWRITE_TIFF_COMPRESSION, 5])[1].tobytes()
    assert np.array_equal(read(tmp_path, content), RGB16)


def test_alpha_is_dropped(tmp_path):
    alpha = np.full(GREY.shape, 7, np.uint8)
    assert np.array_equal(read(tmp_path, encoded(np.dstack([RGB, alpha]), "PNG")), RGB)
    assert np.array_equal(read(tmp_path, encoded(np.dstack([RGB, alpha]), "TIFF")), RGB)
    grey_alpha = Image.merge("LA", [Image.fromarray(GREY), Image.fromarray(alpha)])
    assert np.array_equal(read(tmp_path, encoded(grey_alpha, "PNG")), GREY)
    deep = np.dstack([RGB16[:, :, ::-1], np.full(GREY.shape, 700, np.uint16)])
    assert np.array_equal(read(tmp_path, png16(deep)), RGB16)


def test_16_bit_grey_with_alpha_stays_grey(tmp_path):
    rows = b"".join(b"\0" + np.dstack([row, np.full(36, 9, np.uint16)]).astype(">u2").tobytes() for row in GREY16)
    header = struct.pack(">IIBBBBB", 36, 24, 16, 4, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(rows))
    assert np.array_equal(read(tmp_path, content + png_chunk(b"IEND", b"")), GREY16)


def test_transparency_of_a_palette_makes_no_noise(tmp_path):
    picture = Image.fromarray(RGB // 64 * 64).quantize(16)
    content = encoded(picture, "PNG", transparency=bytes([0, 128, 255]))
    assert np.array_equal(read(tmp_path, content), np.asarray(picture.convert("RGB")))


@pytest.mark.parametrize("file_format", ["PNG", "BMP", "TIFF"])
def test_palettes_become_rgb(tmp_path, file_format):
    picture = Image.fromarray(RGB).quantize(32)
    assert np.array_equal(read(tmp_path, encoded(picture, file_format)), np.asarray(picture.convert("RGB")))


@pytest.mark.parametrize("file_format", ["PNG", "BMP", "TIFF"])
def test_one_bit_becomes_black_and_white_grey(tmp_path, file_format):
    pixels = read(tmp_path, encoded(Image.fromarray(GREY > 128), file_format))
    assert np.array_equal(pixels, np.where(GREY > 128, 255, 0))


@pytest.mark.parametrize("n_bits", [2, 4])
def test_few_bits_of_a_tiff_are_spread_to_full_scale(tmp_path, n_bits):
    full = 2**n_bits - 1
    values = (np.arange(16).reshape(2, 8) % (full + 1)).astype(np.uint8)
    packed = b""
    for row in values:
        bits = "".join(f"{value:0{n_bits}b}" for value in row)
        packed += int(bits, 2).to_bytes(len(bits) // 8, "big")
    entries = [(256, 8), (257, 2), (258, n_bits), (259, 1), (262, 1), (273, 8), (277, 1), (278, 2)]
    entries.append((279, len(packed)))
    packed += b"\0" * (len(packed) % 2)
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries) + bytes(4)
    content = b"II*\0" + struct.pack("<I", 8 + len(packed)) + packed + directory
    assert np.array_equal(read(tmp_path, content), values * (255 // full))


def test_white_is_zero_is_turned_to_black_is_zero(tmp_path):
    assert np.array_equal(read(tmp_path, tiff(255 - GREY, photometric="miniswhite")), GREY)
    assert np.array_equal(read(tmp_path, tiff(65535 - GREY16, photometric="miniswhite")), GREY16)


def test_cmyk_jpeg_becomes_rgb(tmp_path):
    red = Image.new("CMYK", (40, 30), (0, 255, 255, 0))
    pixels = read(tmp_path, encoded(red, "JPEG", quality=95))
    assert pixels.shape == (30, 40, 3)
    assert np.abs(pixels.astype(int) - (255, 0, 0)).max() < 12


@pytest.mark.parametrize(
    "options",
    [
        {"tile": (16, 16)},
        {"tile": (16, 16), "compression": "zlib"},
        {"rowsperstrip": 5},
        {"bigtiff": True},
        {"planarconfig": "separate"},
        {"planarconfig": "separate", "tile": (16, 16), "compression": "zlib"},
    ],
    ids=str,
)
def test_strips_tiles_and_planes_of_a_tiff_are_put_together(tmp_path, options):
    is_apart = "planarconfig" in options
    stored = np.moveaxis(RGB, 2, 0) if is_apart else RGB
    assert np.array_equal(read(tmp_path, tiff(stored, photometric="rgb", **options)), RGB)


@pytest.mark.parametrize("compression", ["tiff_lzw", "jpeg", "tiff_adobe_deflate", "packbits"])
def test_usual_tiff_compressions_are_read(tmp_path, compression):
    smooth = np.dstack([GREY, GREY, GREY])
    pixels = read(tmp_path, encoded(smooth, "TIFF", compression=compression))
    assert np.abs(pixels.astype(int) - smooth).max() < (12 if compression == "jpeg" else 1)


def test_a_fax_in_a_tiff_is_refused_since_it_does_not_tell_whether_it_is_whole(tmp_path):
    error = fault(tmp_path, encoded(Image.fromarray(GREY > 128), "TIFF", compression="group4"))
    assert error.message.code == Code.FRAME_UNSUPPORTED
    assert "fax" in str(error.message.params["detail"])


def test_a_reduced_copy_beside_the_picture_is_no_second_page(tmp_path):
    stream = io.BytesIO()
    with tifffile.TiffWriter(stream) as writer:
        writer.write(GREY)
        writer.write(GREY[::2, ::2], subfiletype=1)
    assert np.array_equal(read(tmp_path, stream.getvalue()), GREY)


UPRIGHT = np.zeros((16, 32), np.uint8)
UPRIGHT[:8, :16], UPRIGHT[:8, 16:], UPRIGHT[8:, :16] = 250, 160, 80  # four quarters of 8x16, all different

# How an upright picture must be stored so that each orientation turns it upright again (TIFF 6.0, tag 274:
# what the 0th row and the 0th column of the stored pixels are in the scene).
STORED = {
    1: UPRIGHT,
    2: UPRIGHT[:, ::-1],
    3: UPRIGHT[::-1, ::-1],
    4: UPRIGHT[::-1],
    5: UPRIGHT.T,
    6: np.rot90(UPRIGHT),  # row 0 is the right side, column 0 the top
    7: UPRIGHT[::-1, ::-1].T,
    8: np.rot90(UPRIGHT, -1),
}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_is_set_upright(tmp_path, orientation):
    stored = np.ascontiguousarray(STORED[orientation])
    tag = {274: orientation}
    jpeg = read(tmp_path, encoded(stored, "JPEG", quality=100, exif=exif(orientation)))
    assert jpeg.shape == (16, 32)
    assert np.abs(jpeg.astype(int) - UPRIGHT).max() < 8
    assert np.array_equal(read(tmp_path, encoded(stored, "PNG", exif=exif(orientation))), UPRIGHT)
    assert np.array_equal(read(tmp_path, encoded(stored, "TIFF", tiffinfo=tag)), UPRIGHT)
    lzw = encoded(stored, "TIFF", tiffinfo=tag, compression="tiff_lzw")
    assert np.array_equal(read(tmp_path, lzw), UPRIGHT)


def test_a_turned_16_bit_colour_png_is_set_upright(tmp_path):
    content = png16(np.rot90(RGB16)[:, :, ::-1])
    block = png_chunk(b"eXIf", exif(6).tobytes().removeprefix(b"Exif\0\0"))
    after_header = content[:33] + block + content[33:]
    assert np.array_equal(read(tmp_path, after_header), RGB16)
    before_end = content[:-12] + block + content[-12:]
    assert np.array_equal(read(tmp_path, before_end), RGB16)


def test_broken_exif_is_passed_over(tmp_path):
    for block in (b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\x7f", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01"):
        content = encoded(GREY, "JPEG")
        with_exif = content[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + content[2:]
        assert read(tmp_path, with_exif).shape == GREY.shape


def test_extension_does_not_decide(tmp_path):
    assert np.array_equal(read(tmp_path, encoded(RGB, "PNG"), name="really a png.jpg"), RGB)


@pytest.mark.parametrize("shape", [(1, 1), (300, 20000), (20000, 300)])
def test_unusual_sizes_are_read(tmp_path, shape):
    pixels = np.zeros(shape, np.uint8)
    pixels[-1, -1] = 200
    for file_format in ("PNG", "BMP", "TIFF"):
        assert np.array_equal(read(tmp_path, encoded(pixels, file_format)), pixels)


@pytest.mark.parametrize("name", ["Blech Größe 5 – 表面.png", "x" * 240 + ".png", "%04d.png"])
def test_any_name_the_system_can_open_is_read(tmp_path, name):
    assert np.array_equal(read(tmp_path, png16(RGB16[:, :, ::-1]), name=name), RGB16)


def test_a_path_of_over_1000_characters_is_read(tmp_path):
    folder = tmp_path.joinpath(*["y" * 200] * 5)
    folder.mkdir(parents=True)
    assert np.array_equal(read(folder, encoded(RGB, "TIFF")), RGB)


def test_a_name_that_is_not_unicode_is_read_and_printable(tmp_path):
    path = tmp_path / os.fsdecode(b"strip \xff.png")
    try:
        path.write_bytes(encoded(GREY, "PNG"))
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    assert np.array_equal(read_frame_pixels(path).pixels, GREY)
    assert printable(path.name) == "strip \ufffd.png"


def test_the_time_of_the_file_is_kept_in_utc(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(encoded(GREY, "PNG"))
    os.utime(path, (1_767_225_600.5, 1_767_225_600.5))
    assert read_frame_pixels(path).modified_at.isoformat() == "2026-01-01T00:00:00.500000+00:00"


# Pictures that cannot become frames


def test_an_empty_file_says_so(tmp_path):
    assert code(tmp_path, b"") == Code.FRAME_EMPTY_FILE


def test_text_is_no_picture(tmp_path):
    assert code(tmp_path, b"speed;position\n1.5;20\n") == Code.FRAME_NOT_A_PICTURE


@pytest.mark.parametrize("file_format", ["GIF", "WEBP", "PPM"])
def test_other_picture_formats_are_named(tmp_path, file_format):
    error = fault(tmp_path, encoded(RGB, file_format))
    assert error.message.code == Code.FRAME_UNSUPPORTED
    assert error.message.params["detail"] in ("GIF", "WebP", "PNM")


def test_a_bomb_is_refused_before_decoding(tmp_path):
    error = fault(tmp_path, png_claiming(60000, 60000))
    assert error.message.code == Code.FRAME_TOO_LARGE
    assert (error.message.params["width"], error.message.params["height"]) == (60000, 60000)
    assert probe_size(tmp_path / "strip 7.dat") == (60000, 60000)


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "BMP", "TIFF"])
def test_the_limit_holds_for_every_format(tmp_path, file_format):
    content = encoded(np.zeros((1000, 1001), np.uint8), file_format)
    assert code(tmp_path, content, limit_mpx=1.0) == Code.FRAME_TOO_LARGE
    assert read(tmp_path, content, limit_mpx=1.001).shape == (1000, 1001)


def test_pictures_above_the_warning_limit_of_pillow_are_read_quietly(tmp_path, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)  # 864 pixels are a "bomb" now, twice over
    content = [encoded(RGB, file_format) for file_format in ("PNG", "JPEG", "BMP")]
    content.append(encoded(RGB, "TIFF", compression="tiff_lzw"))
    for each in content:
        assert read(tmp_path, each).shape == RGB.shape


def whole_or_fault(path: Path, content: bytes, expected: np.ndarray) -> bool:
    """True if refused; False if read whole; fails if read in part."""
    path.write_bytes(content)
    try:
        pixels = read_frame_pixels(path).pixels
    except FrameError:
        return True
    assert np.array_equal(pixels, expected), f"a part of a picture passed, {len(content)} bytes"
    return False


CUT = {
    "jpeg": encoded(GREY, "JPEG"),
    "progressive jpeg": encoded(RGB, "JPEG", progressive=True),
    "jpeg with preview": encoded(
        GREY, "JPEG", exif=b"Exif\0\0" + b"II*\0" + b"\x08\0\0\0" + bytes(6) + encoded(GREY[:8, :8], "JPEG")
    ),
    "png": encoded(RGB, "PNG"),
    "1-bit png": encoded(Image.fromarray(GREY > 99), "PNG"),
    "16-bit png": png16(RGB16),
    "tiff": tiff(GREY, rowsperstrip=7),
    "zlib tiff": tiff(RGB, compression="zlib", tile=(16, 16), photometric="rgb"),
    "lzw tiff": encoded(RGB, "TIFF", compression="tiff_lzw"),
    "bmp": encoded(GREY, "BMP"),
}


@pytest.mark.parametrize("kind", CUT)
def test_a_file_cut_anywhere_is_whole_or_refused(tmp_path, kind):
    content = CUT[kind]
    path = tmp_path / "cut"
    path.write_bytes(content)
    expected = read_frame_pixels(path).pixels
    step = max(1, len(content) // 300)
    for length in [*range(0, len(content) - 1, step), *range(max(0, len(content) - 40), len(content))]:
        whole_or_fault(path, content[:length], expected)


@pytest.mark.parametrize("kind", [kind for kind in CUT if kind not in ("bmp", "tiff")])
def test_a_preallocated_file_filled_in_part_is_refused(tmp_path, kind):
    content = CUT[kind]
    path = tmp_path / "filled in part"
    path.write_bytes(content)
    expected = read_frame_pixels(path).pixels
    for length in range(0, len(content) - 1, max(1, len(content) // 300)):
        whole_or_fault(path, content[:length].ljust(len(content), b"\0"), expected)


@pytest.mark.parametrize("kind", ["jpeg", "progressive jpeg", "png", "16-bit png", "tiff", "bmp"])
def test_a_file_without_its_end_is_called_truncated_and_its_rows_are_known(tmp_path, kind):
    content = CUT[kind]
    assert code(tmp_path, content[:-60]) == Code.FRAME_TRUNCATED
    if kind != "tiff":  # tifffile writes the directory first, but other writers last
        assert probe_size(tmp_path / "strip 7.dat") == GREY.shape


def test_the_first_bytes_alone_are_truncated_not_strange(tmp_path):
    assert code(tmp_path, b"\x89PNG\r") == Code.FRAME_TRUNCATED
    assert code(tmp_path, b"\xff\xd8") == Code.FRAME_TRUNCATED


def test_a_jpeg_that_broke_off_and_was_closed_is_truncated(tmp_path):
    for pixels in (np.tile(GREY, (8, 8)), np.tile(RGB, (8, 8, 1))):
        content = encoded(pixels, "JPEG")
        for percent in (50, 70, 90):
            closed = content[: len(content) * percent // 100] + b"\xff\xd9"
            assert code(tmp_path, closed) == Code.FRAME_TRUNCATED


def test_a_jpeg_that_is_truly_grey_in_its_corner_is_whole(tmp_path):
    flat = np.full((100, 100), 128, np.uint8)
    assert np.array_equal(read(tmp_path, encoded(flat, "JPEG")), flat)
    assert np.array_equal(read(tmp_path, encoded(flat, "JPEG", progressive=True)), flat)
    assert np.array_equal(read(tmp_path, encoded(flat, "JPEG") + b"something after it"), flat)


def test_a_flipped_bit_in_a_png_is_refused(tmp_path):
    content = bytearray(CUT["png"])
    content[len(content) // 2] ^= 16
    error = fault(tmp_path, bytes(content))
    assert error.message.code == Code.FRAME_UNREADABLE
    assert "checksum" in str(error.message.params["detail"])


@pytest.mark.parametrize(
    ("pixels", "word"),
    [
        (GREY.astype(np.complex64), "complex"),
        (GREY.astype(np.int16), "signed"),
        (GREY.astype(np.uint32), "32-bit"),
        (np.dstack([GREY] * 5), "5 channels"),
        (np.stack([GREY, GREY]), "pages"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_tiff_values_without_a_plain_meaning_are_refused_with_the_reason(tmp_path, pixels, word):
    options = {"planarconfig": "contig"} if pixels.shape[-1] == 5 else {}
    error = fault(tmp_path, tiff(pixels, photometric="minisblack", **options))
    assert error.message.code == Code.FRAME_UNSUPPORTED
    assert word in str(error.message.params["detail"])


def test_lossless_jpeg_is_refused_with_the_reason(tmp_path):
    content = bytearray(encoded(GREY, "JPEG"))
    content[content.index(b"\xff\xc0") + 1] = 0xC3
    error = fault(tmp_path, bytes(content))
    assert error.message.code == Code.FRAME_UNSUPPORTED
    assert "SOF3" in str(error.message.params["detail"])


def test_a_missing_file_has_vanished(tmp_path):
    with pytest.raises(FrameError) as caught:
        read_frame_pixels(tmp_path / "gone.png")
    assert caught.value.message.code == Code.FRAME_VANISHED
    assert probe_size(tmp_path / "gone.png") is None


def test_a_refused_file_keeps_the_reason_of_the_system(tmp_path, monkeypatch):
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.png"
    path.write_bytes(CUT["png"])
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FrameError) as caught:
        read_frame_pixels(path)
    assert caught.value.message.code == Code.FRAME_UNREADABLE
    assert caught.value.message.params["detail"] == "Permission denied"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(FrameError) as caught:
        read_frame_pixels(tmp_path / "pipe.png")
    assert caught.value.message.code == Code.FRAME_UNREADABLE


def test_a_comment_bomb_in_a_png_does_not_matter(tmp_path):
    comments = PngImagePlugin.PngInfo()
    comments.add_text("log", "x" * 3_000_000, zip=True)
    assert np.array_equal(read(tmp_path, encoded(RGB, "PNG", pnginfo=comments)), RGB)


def test_pictures_are_told_by_their_first_bytes(tmp_path):
    for content, expected in [(CUT["png"], True), (encoded(RGB, "GIF"), True), (b"hello", False)]:
        (tmp_path / "f").write_bytes(content)
        assert looks_like_picture(tmp_path / "f") is expected
