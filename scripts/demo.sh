#!/bin/sh
# The demo: in a window where there is a screen, otherwise for 20 s on a virtual display, with a picture of it.
set -eu
cd "$(dirname "$0")/.."
scripts/setup.sh demo

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then
    exec .venv/bin/inspector demo
fi
echo "demo: no screen here, so it runs for 20 s on a virtual one" >&2
exec scripts/with_display.sh .venv/bin/inspector demo --seconds 20 --screenshot out/demo.png --out out/demo
