# Sourced by scripts/test-windows: a room with Wine 10 and CPython for Windows in it, made once and kept.
#
#   $room/wine PROGRAM …    runs a Windows program (needs the mounts of `mount_room`)
#   $home                   its Python, C:\\Python311 or another version, that of $python
#   $room/prefix            the Windows disk C:; the room and the repository are seen under Z:
#
# Everything comes from Debian and PyPI by name. Debian 12 has a Wine too old for cmd's && and ||, so its room holds a small
# Debian 13; on Debian 13 Wine is installed as it is.

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
tag=${version/./}
home="$room/prefix/drive_c/Python$tag"

skip() { echo "scripts/test-windows: пропущено: $*"; exit 0; }
quietly() { "$@" >> "$room/log" 2>&1 || { tail -20 "$room/log"; return 1; }; }

# What must be there before anything can be made; each reason to skip is said.
require_machine() {
    [ "$(id -u)" = 0 ] || skip "нужны права root"
    [ -f /etc/debian_version ] || skip "нужен Debian 12 или 13"
    debian=$(cut -d. -f1 /etc/debian_version)
    case "$debian" in 12 | 13) ;; *) skip "Debian $debian не испытан, нужен 12 или 13" ;; esac
    [ "$(uname -m)" = x86_64 ] || skip "нужен процессор x86_64"
    unshare --mount --pid --fork --mount-proc true 2>/dev/null || skip "монтировать здесь нельзя"
}

# Mounts of the room. They stand in a name space of their own (see scripts/test-windows), so that they vanish with it.
mount_room() {
    [ -n "$top" ] || return 0
    local each
    for each in "$room" "$PWD" /tmp; do
        mkdir -p "$top$each"
        mount --bind "$each" "$top$each" || return 1
    done
    mount --rbind /dev "$top/dev" && mount -t proc proc "$top/proc"
}

make_room() {
    local key
    key=$(cat scripts/windows/* requirements.lock "$python" | sha256sum | cut -c1-16)
    if [ "$(cat "$room/made" 2>/dev/null)" = "$key" ]; then
        mount_room || skip "монтировать здесь нельзя"
        return
    fi
    rm -rf "$room/prefix" "$room/made" "$room/wheels"
    mkdir -p "$room"
    : > "$room/log"
    install_wine || skip "Wine не ставится из пакетов Debian (нет сети?), см. $room/log"
    mount_room || skip "монтировать здесь нельзя"
    make_prefix || skip "Wine не запускается, см. $room/log"
    install_python || skip "Python для Windows не собирается из пакетов PyPI (нет сети?), см. $room/log"
    echo "$key" > "$room/made"
}

install_wine() {
    export DEBIAN_FRONTEND=noninteractive
    quietly apt-get -qq update || return 1
    if [ -z "$top" ]; then
        quietly apt-get -qq install -y --no-install-recommends gcc-mingw-w64-x86-64-win32 wine64 wine locales || return 1
    else
        quietly apt-get -qq install -y --no-install-recommends gcc-mingw-w64-x86-64-win32 debootstrap || return 1
        [ -f "$top/made" ] || make_debian || return 1
    fi
    printf '%s UTF-8\n' ru_RU.UTF-8 en_US.UTF-8 > "$top/etc/locale.gen"
    quietly chroot "${top:-/}" locale-gen
}

make_debian() {
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -1)
    rm -rf "$top"
    quietly debootstrap --variant=minbase --include=wine64,wine,locales trixie "$top" "$mirror" && touch "$top/made"
}

# The locale decides the code pages, as the settings of a computer do: ru_RU gives 1251 and 866.
make_prefix() {
    cat > "$room/wine" <<EOF
#!/bin/bash
exec chroot "${top:-/}" /usr/bin/env -C "\$PWD" -i PATH=/usr/bin:/bin HOME=/root USER=root XDG_RUNTIME_DIR=/tmp \\
    WINEPREFIX="$room/prefix" WINEDEBUG=-all WINEDLLOVERRIDES=ucrtbase=n,b LC_ALL="\${WINDOWS_LOCALE:-ru_RU.UTF-8}" PIP_CONFIG_FILE=nul \\
    PIP_NO_COMPILE=1 PYTHONDONTWRITEBYTECODE=1 PYTHONSAFEPATH=1 /usr/bin/wine "\$@"
EOF
    chmod +x "$room/wine"
    quietly "$room/wine" wineboot --init || return 1
    # No display is wanted; folders of the user are folders, no links into /root.
    quietly "$room/wine" reg add 'HKCU\Software\Wine\Drivers' /v Graphics /t REG_SZ /d null /f || return 1
    local folder
    for folder in "$room"/prefix/drive_c/users/root/*; do
        [ ! -L "$folder" ] || { rm "$folder"; mkdir "$folder"; }
    done
}

install_python() {
    local disk="$room/prefix/drive_c" library
    [ -x "$room/tools/bin/python" ] || quietly "$python" -m venv "$room/tools" || return 1
    quietly "$room/tools/bin/pip" install pefile || return 1
    quietly for_windows download --no-deps --dest "$room/wheels" panda3d==1.10.16 || return 1
    "$room/tools/bin/python" scripts/windows/unpacked.py "$room"/wheels/panda3d-*.whl "$home" || return 1
    library=$("$python" -c 'import os; print(os.path.dirname(os.__file__))')
    mkdir -p "$home/Lib/site-packages" "$home/Lib/venv/scripts/nt" "$home/Scripts"
    tar -C "$library" -c --exclude=__pycache__ --exclude=./site-packages --exclude=./dist-packages --exclude=./lib-dynload \
        --exclude=./test --exclude='./config-*' . | tar -x -C "$home/Lib" || return 1
    quietly make_programs || return 1
    install_packages "$home/Lib/site-packages" || return 1
    mv "$home"/Lib/site-packages/xlwings*.dll "$home/"
    quietly "$room/tools/bin/python" scripts/windows/lacking.py "$top"/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ucrtbase.dll \
        "$home" "$disk/windows/system32" || return 1
    quietly "$room/wine" py "-$version-64" -c 'import pandas, lxml.etree, win32com.client, xlwings'
}

make_programs() {
    local compile="x86_64-w64-mingw32-gcc -municode -O1 -s -static-libgcc" code=scripts/windows
    local launchers="$home/Lib/venv/scripts/nt"
    echo '1 24 "python.manifest"' | x86_64-w64-mingw32-windres -I "$code" --output "$room/manifest.o" &&
        $compile "$code/interpreter.c" "$room/manifest.o" "$home/python$tag.dll" -o "$home/python.exe" &&
        $compile -mwindows "$code/interpreter.c" "$room/manifest.o" "$home/python$tag.dll" -o "$home/pythonw.exe" &&
        $compile "$code/launcher.c" -o "$launchers/python.exe" &&
        $compile -mwindows "$code/launcher.c" -o "$launchers/pythonw.exe" &&
        $compile -DPY -DVERSION="L\"$version\"" -DHOME="L\"C:\\\\Python$tag\"" "$code/launcher.c" -o "$room/prefix/drive_c/windows/py.exe"
}

# pip of Linux choosing files for Windows; it installs in seconds what takes minutes under Wine.
for_windows() {
    "$room/tools/bin/pip" "$@" --platform win_amd64 --only-binary=:all: --python-version "$version" --disable-pip-version-check
}

# All packages of the lock. Two are published as source only: their wheels are made here.
install_packages() {
    "$room/tools/bin/python" scripts/bundled.py windows > "$room/windows.txt" || return 1
    "$room/tools/bin/python" scripts/bundled.py locked docopt win-unicode-console > "$room/sources.txt" || return 1
    quietly "$room/tools/bin/pip" wheel --no-deps --wheel-dir "$room/wheels" --require-hashes -r "$room/sources.txt" || return 1
    quietly for_windows install --no-deps --no-compile --target "$1" -r "$room/windows.txt" || return 1
    quietly for_windows install --no-deps --no-compile --target "$1" "$room"/wheels/{docopt,win_unicode_console}-*.whl
}

# The package as it would be installed: built, and unpacked in the place of an earlier one.
install_product() {
    local packages="$home/Lib/site-packages"
    rm -rf "$packages"/osago_xl* "$room/product"
    quietly "$room/tools/bin/pip" wheel --no-deps --wheel-dir "$room/product" "$source" &&
        "$room/tools/bin/python" -m zipfile -e "$room"/product/osago_xl-*.whl "$packages"
}
