#!/bin/sh
# Make .venv ready; quick where nothing is missing.
#
#   scripts/setup.sh demo           the program alone
#   scripts/setup.sh development    also tests, checks and training (PyTorch: several GB)
#   scripts/setup.sh packaging      the same, and what builds Debian packages and checks them in a clean root
#
# System libraries come from apt where we may use it (root, or sudo that asks nothing); otherwise the
# line to type is printed and the script ends with 1.
set -eu
cd "$(dirname "$0")/.."

kind=${1:?usage: scripts/setup.sh demo|development|packaging}
case $kind in
    demo) extras="" ;;
    development | packaging) extras="[dev,training]" ;;
    *) echo "setup.sh: unknown kind \"$kind\"; say demo, development or packaging" >&2; exit 2 ;;
esac

say() { echo "setup: $*" >&2; }

# What Qt, OpenCV and a virtual display open at run time, and the Debian package that holds it.
LIBRARIES="
libEGL.so.1                libegl1
libGL.so.1                 libgl1
libglib-2.0.so.0           libglib2.0-0
libxkbcommon-x11.so.0      libxkbcommon-x11-0
libdbus-1.so.3             libdbus-1-3
libfontconfig.so.1         libfontconfig1
libxcb-cursor.so.0         libxcb-cursor0
libxcb-icccm.so.4          libxcb-icccm4
libxcb-keysyms.so.1        libxcb-keysyms1
libxcb-shape.so.0          libxcb-shape0
libxcb-xinerama.so.0       libxcb-xinerama0
libxcb-image.so.0          libxcb-image0
libxcb-render-util.so.0    libxcb-render-util0
"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_use_apt() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# install PACKAGE...: through apt, or say what to type and end.
install() {
    if ! may_use_apt; then
        say "missing on this system: $*"
        say "install it, then start again:"
        echo "    sudo apt-get install $*" >&2
        exit 1
    fi
    say "installing $*"
    as_root apt-get update -qq || say "apt-get update had errors; trying with what is known"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || {
        say "apt-get could not install: $*"
        exit 1
    }
}

# The first Python that runs and that pyproject.toml allows. It is started, not looked up: a shim may name one
# that is not there.
find_python() {
    for name in ${PYTHON:-} python3 python3.11 python3.12 python3.13; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

check_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
    missing=$(echo "$LIBRARIES" | while read -r library package; do
        [ -z "$library" ] || case $known in *"$library "*) ;; *) echo "$package" ;; esac
    done)
    # A virtual display: always for the tests, for the demo only where there is no screen.
    if [ "$kind" != demo ] || [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        command -v xvfb-run >/dev/null 2>&1 || missing="$missing xvfb"
        command -v xauth >/dev/null 2>&1 || missing="$missing xauth"
    fi
    if [ "$kind" = packaging ]; then
        for tool in dpkg-deb:dpkg readelf:binutils debootstrap:debootstrap minisign:minisign \
            desktop-file-validate:desktop-file-utils; do
            PATH="$PATH:/sbin:/usr/sbin" command -v "${tool%:*}" >/dev/null 2>&1 || missing="$missing ${tool#*:}"
        done
    fi
    # shellcheck disable=SC2086  # one word per package
    [ -z "$(echo $missing)" ] || install $missing
}

make_venv() {
    if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null; then return; fi
    if ! python=$(find_python); then
        # A bare system may have none at all; its own python3 may still be too old.
        if may_use_apt && ! command -v python3 >/dev/null 2>&1; then install python3 python3-venv; fi
        python=$(find_python) || {
            say "Python 3.11, 3.12 or 3.13 was not found. Install one, or name it: make PYTHON=/path/to/python3.12 …"
            exit 1
        }
    fi
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

# One stamp per kind: what was asked for, where. A changed pyproject.toml, or a moved folder, installs anew.
stamp_of() { { echo "$PWD"; cat pyproject.toml constraints.txt; } | cksum; }

install_project() {
    stamp=$(stamp_of)
    for done in .venv/installed-development ".venv/installed-$kind"; do
        if [ -f "$done" ] && [ "$(cat "$done")" = "$stamp" ]; then return; fi
    done
    say "installing the project and its libraries; the first time takes minutes"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".$extras"
    echo "$stamp" >".venv/installed-$kind"
}

check_libraries
make_venv
install_project
