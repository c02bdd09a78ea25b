"""What people have instead of an ONNX file, told by its first bytes: "it is no ONNX file" helps nobody."""

from __future__ import annotations

_ZIP = b"PK\x03\x04"
_SAFETENSORS_HEAD = 100_000_000  # bytes that its own reader takes for a header, at most


def what_else(content: bytes) -> str:
    """What the bytes are, with what to do; "" where nothing says that they are no ONNX file."""
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        return "it is empty"
    if head.startswith(b"version https://git-lfs"):
        return "it is a pointer of Git LFS, not the model itself; fetch that with “git lfs pull”"
    if head.startswith((b"<!doctype html", b"<html")):
        return "it is a web page that was saved under this name; download the file itself"
    if head.startswith(b"<?xml"):
        return "it is an XML file, as OpenVINO writes its networks; export the network as ONNX"
    if content.startswith(_ZIP):
        is_pytorch = b"data.pkl" in content[:4096] or b"/version" in content[:4096]
        kind = "a PyTorch file (.pt, .pth)" if is_pytorch else "a ZIP archive, as PyTorch and Keras write their files"
        return f"it is {kind}; export the network as ONNX, for instance with torch.onnx.export"
    if content[:1] == b"\x80" and content[1:2] in b"\x02\x03\x04\x05":
        return "it is a Python pickle, as PyTorch writes weights; export the network as ONNX with torch.onnx.export"
    if content.startswith(b"\x89HDF"):
        return "it is an HDF5 file, as Keras writes weights; export the network as ONNX, for instance with tf2onnx"
    if content[4:8] == b"TFL3":
        return "it is a TensorFlow Lite file; export the network as ONNX, for instance with tf2onnx"
    if content[8:10] == b'{"' and 2 <= int.from_bytes(content[:8], "little") <= _SAFETENSORS_HEAD:
        return "it is a safetensors file: weights without a network; export the network as ONNX"
    if content.startswith(b"\x1f\x8b"):
        return "it is compressed with gzip; unpack it first"
    if content.startswith(bytes(min(len(content), 64))):
        return "it begins with zeros: a copy was broken off"
    return ""
