"""Why an NVIDIA GPU is not used, and what to do about it; in the window, `inspector doctor` and messages."""

from __future__ import annotations

from inspector.texts.translate import Text

NO_DRIVER = Text("gpu", "no NVIDIA driver answers on this PC")
CARD_WITHOUT_DRIVER = Text("gpu", "an NVIDIA GPU is in this PC, but no driver for it answers")
DRIVER_OFF = Text(
    "gpu", "the NVIDIA driver {driver} does not start: its parts are of different versions, as after an update"
)
DRIVER_TOO_OLD = Text(
    "gpu", "the NVIDIA driver {driver} runs CUDA {cuda} at most, and CUDA {needed} is needed: driver {wanted} or newer"
)
DRIVER_TOO_OLD_PLAIN = Text(
    "gpu", "the NVIDIA driver {driver} is too old for CUDA {needed}: driver {wanted} or newer is needed"
)
NO_DEVICE = Text("gpu", "the NVIDIA driver {driver} finds no GPU that this program may use")
DRIVER_FAILS = Text("gpu", "the NVIDIA driver {driver} does not start (its error {code})")
NO_CUDA_BUILD = Text("gpu", "this program was installed without its CUDA part (there is no {library})")
LIBRARIES_MISSING = Text("gpu", "CUDA cannot start without {libraries}")
LIBRARY_GONE = Text("gpu", "{library} (not found)")
LIBRARY_OTHER = Text("gpu", "{library} (not found; {other} is there, which is another version)")
LIBRARY_FAILS = Text("gpu", "{library} (found, but it does not load: {detail})")

# What to do
INSTALL_DRIVER = Text("gpu", "Install the NVIDIA driver {wanted} or newer and restart this PC.")
RESTART = Text("gpu", "Restart this PC.")
LOOK_AT_DEVICE = Text(
    "gpu",
    "See that the GPU is powered and seated, that CUDA_VISIBLE_DEVICES does not hide it, and, in a container or a "
    "virtual machine, that it is handed through.",
)
ADD_GPU_PART = Text(
    "gpu", "Install the GPU add-on of Inspector; from source: pip install -c constraints.txt -e '.[gpu]'"
)
