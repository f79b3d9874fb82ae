#!/bin/sh
# Sees to it that .venv holds what requirements.lock names, and does nothing where it already does.
# Plain sh, so that a machine whose Python is too old, or that has none, is told so in one sentence.
# PYTHON in the environment names another interpreter than the first suitable one on the path.
set -eu
cd "$(dirname "$0")/.."

suitable="3.11 3.12 3.13 3.14"

# The folder belongs to the state because a virtual environment cannot be moved.
ready=
chosen=
state=$({ cat requirements.lock pyproject.toml tools/setup.sh tools/setup.py; pwd; } | cksum)
if [ -x .venv/bin/python ] && [ -f .venv/ready ]; then
    { read -r ready && read -r chosen; } <.venv/ready || true
    if [ "$ready" = "$state" ] && [ "${PYTHON:-$chosen}" = "$chosen" ]; then
        exit 0
    fi
fi

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3 python3.14 python3.13 python3.12 python3.11
fi

# Asks for the interpreter behind a virtual environment: the .venv in use may be about to go.
who='import sys; print("%d.%d" % sys.version_info[:2], getattr(sys, "_base_executable", "") or sys.executable)'

seen=
for name; do
    found=$("$name" -c "from __future__ import print_function; $who" 2>/dev/null) || continue
    version=${found%% *}
    case " $suitable " in
    *" $version "*) exec "${found#* }" tools/setup.py "$state" "${PYTHON:-}" ;;
    esac
    seen="${seen:+$seen, }$name is Python $version"
done
echo "Datelines needs Python 3.11 to 3.14, but ${seen:-$1 cannot be started}:" \
    "install a suitable one or name it, as in 'make report PYTHON=/path/to/python3.12'." >&2
exit 1
