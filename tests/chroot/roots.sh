# shellcheck shell=bash
# Debian systems of other kinds, made with mmdebstrap, to run tests in: tests/chroot/run.sh uses them.
#
# They need root, and a mirror: the one that this machine's own apt uses. They are kept between runs, under a
# name that changes with the recipe.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

ROOTS=${IMAPI2_ROOTS:-${XDG_CACHE_HOME:-/var/tmp}/imapi2-roots}

# The suites that carry a root, tried in turn (a release has two names on a mirror, and one of the two can be
# caught in the middle of an update), its architectures, its packages, and the script that
# completes it from within.
recipe()
{
    case $1 in
        trixie) say "suites=trixie,stable arch=amd64,i386 packages=wine,wine64,wine32:i386,python3" ;;
        bookworm) say "suites=bookworm,oldstable arch=amd64,i386 packages=wine,wine64,wine32:i386,python3" ;;
        install13) say "suites=trixie,stable arch=amd64,i386 components=main,contrib packages=wine,wine64,wine32:i386,python3,winetricks" ;;
        install12) say "suites=bookworm,oldstable arch=amd64,i386 components=main,contrib packages=wine,wine64,wine32:i386,python3,winetricks" ;;
        vm) say "suites=trixie,stable arch=amd64,i386 packages=$(paste -sd, "$TOP/tests/vm/packages") setup=tests/vm/setup.sh" ;;
        wine8) say "suites=bookworm,oldstable arch=amd64 packages=wine,wine64 setup=tests/vm/setup-wine8.sh" ;;
        deb13) say "suites=trixie,stable arch=amd64 packages=$(build_dependencies)" ;;
        deb12) say "suites=bookworm,oldstable arch=amd64 packages=$(build_dependencies)" ;;
        fresh) say "suites=bookworm,oldstable arch=amd64 packages=ca-certificates,git" ;;
        *) die "There is no recipe for $1" ;;
    esac
}

# What the Debian package names as needed for its build, and what every Debian package may take for granted.
build_dependencies()
{
    sed -n '/^Build-Depends:/,/^[^ ]/s/^ \([a-z0-9+.-]*\).*/\1/p' "$TOP/debian/control" |
        sed 's/^debhelper-compat$/debhelper/' | paste -sd, | sed 's/^/build-essential,/'
}

recipe_value() { recipe "$1" | tr ' ' '\n' | sed -n "s/^$2=//p"; }

# The archive that this machine's apt takes Debian from.
mirror()
{
    apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' 'Component: main' 2>/dev/null |
        sort | uniq -c | sort -rn | awk 'NR == 1 { print $2 }'
}

root_folder()
{
    local setup
    setup=$(recipe_value "$1" setup)
    say "$ROOTS/$1-$({ recipe "$1"; [ -z "$setup" ] || cat "$TOP/$setup"; } | cksum | cut -d' ' -f1)"
}

# Makes the root unless it is there; one at a time on this machine. Roots of older recipes go after two weeks, since
# another checkout may be at work in them. Status 0: it is there; 2: its index could not be fetched; 1: anything else.
# What went wrong is in $ROOTS/NAME.log.
make_root()
{
    [ ! -d "$(root_folder "$1")/proc" ] || return 0
    mkdir -p "$ROOTS" || return 1
    (flock 9 && make_root_alone "$1") 9>"$ROOTS/lock"
}

make_root_alone()
{
    local name=$1 folder uri suite log=$ROOTS/$1.log
    folder=$(root_folder "$name")
    [ ! -d "$folder/proc" ] || return 0
    rm -rf --one-file-system "$folder"
    find "$ROOTS" -mindepth 1 -maxdepth 1 -type d -mtime +14 -exec rm -rf --one-file-system {} +
    uri=$(mirror)
    [ -n "$uri" ] || { say "apt of this machine knows no archive of Debian (apt-get update?)" >"$log"; return 2; }
    for suite in $(recipe_value "$name" suites | tr ',' ' '); do
        rm -rf --one-file-system "$ROOTS/$name.new"
        bootstrap "$name" "$suite" "$uri" >"$log" 2>&1 || continue
        grep -q "^VERSION_CODENAME=$(recipe_value "$name" suites | cut -d, -f1)$" "$ROOTS/$name.new/etc/os-release" ||
            continue
        complete_root "$name" >>"$log" 2>&1 || break
        mv "$ROOTS/$name.new" "$folder"
        return 0
    done
    rm -rf --one-file-system "$ROOTS/$name.new"
    if grep -qE 'Failed to fetch|Could not resolve|Unable to connect' "$log"; then return 2; else return 1; fi
}

# Without documentation, translations and icons: no test looks at them, and they are a third of the time.
bootstrap()
{
    local name=$1 suite=$2 uri=$3 components
    components=$(recipe_value "$name" components | tr , ' ')
    mmdebstrap --variant=apt --architectures="$(recipe_value "$name" arch)" \
        --aptopt='APT::Install-Recommends "false"' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/icons/*' \
        --include="$(recipe_value "$name" packages)" "$suite" "$ROOTS/$name.new" \
        "deb $uri $suite ${components:-main}"
}

complete_root()
{
    local setup
    setup=$(recipe_value "$1" setup)
    [ -z "$setup" ] || enter_root "$ROOTS/$1.new" "$TOP" "$TOP" bash "/src/$setup"
}

# want_root NAME WHAT: makes a root for a test; where it cannot be had, says so and answers another status than 0.
want_root()
{
    if [ "$(id -u)" != 0 ]; then
        skip "$2: making one needs root"
        return 2
    fi
    if ! unshare --mount --pid --fork true 2>/dev/null; then
        skip "$2: this machine allows no mount namespaces"
        return 2
    fi
    make_root "$1"
    case $? in
        0) return 0 ;;
        2)
            tail -n 5 "$ROOTS/$1.log"
            skip "$2: the archive's index could not be fetched"
            return 2
            ;;
        *)
            tail -n 20 "$ROOTS/$1.log"
            fail "a $1 system ($(recipe_value "$1" packages)) resolves and installs"
            return 1
            ;;
    esac
}

# enter_layer FOLDER SOURCE BUILD COMMAND...: as enter_root, above a layer in memory. What the command changes in the
# system is gone with it, so the root stays as fresh as it was.
enter_layer() { LAYER=yes enter_root "$@"; }

# enter_root FOLDER SOURCE BUILD COMMAND...: runs the command in the root, the two folders seen read-only as
# /src and /build. Mounts and processes live in namespaces of their own, so both vanish with the command,
# however it ends; /tmp is in memory. The root is mounted on itself, since what runs in it may do all this again,
# and only a mount can be made private.
enter_root()
{
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child bash -c '
        root=$1 source=$2 build=$3
        shift 3
        [ -d "$root/proc" ] || { echo "$root is no system" >&2; exit 125; }
        mount --make-rprivate / || exit 125
        if [ -n "${LAYER:-}" ]; then
            mount -t tmpfs tmpfs "$root/tmp" && mkdir "$root/tmp/upper" "$root/tmp/work" "$root/tmp/root" &&
            mount -t overlay -o "lowerdir=$root,upperdir=$root/tmp/upper,workdir=$root/tmp/work" overlay \
                "$root/tmp/root" || exit 125
            root=$root/tmp/root
        fi
        mount --rbind "$root" "$root" &&
        mkdir -p "$root/src" "$root/build" &&
        mount -t proc proc "$root/proc" &&
        mount --rbind /dev "$root/dev" &&
        mount -t tmpfs tmpfs "$root/tmp" &&
        mount --bind "$source" "$root/src" && mount -o remount,bind,ro "$root/src" &&
        mount --bind "$build" "$root/build" && mount -o remount,bind,ro "$root/build" || exit 125
        exec chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            HOME=/root TERM=dumb CI="${CI:-}" IMAPI2_BUILD=/build "$@"' enter_root "$@"
}
