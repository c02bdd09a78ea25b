#!/bin/sh
# Run a command where it can open windows: on the present display, else on a virtual one.
#
#   scripts/with_display.sh [--virtual] COMMAND...    --virtual: never on the present display
set -eu

if [ "${1:-}" = --virtual ]; then
    shift
    is_virtual=yes
elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then
    is_virtual=no
else
    is_virtual=yes
fi

if [ "$is_virtual" = no ] || [ "$(uname -s)" != Linux ]; then exec "$@"; fi

# The size of a usual control-room screen. A Wayland session would win over the virtual display: hide it.
unset WAYLAND_DISPLAY
QT_QPA_PLATFORM=xcb
export QT_QPA_PLATFORM
exec xvfb-run --auto-servernum --server-args="-screen 0 1920x1200x24 -nolisten tcp" "$@"
