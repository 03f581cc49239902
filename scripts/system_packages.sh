#!/bin/sh
# system_packages.sh NEEDS...: sees to it that the named parts (chromium, fonts, postgresql, java) are there.
# Without root the tests that need them are skipped, saying so; under CI=true that is a failure.
# tests/conftest.py looks for the same things the same way.
set -eu
cd "$(dirname "$0")"
missing=""

has_chromium() {
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1
}

has_fonts() {
    for folder in /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts"; do
        [ -z "$(find "$folder" -name 'Noto*CJK*' -print -quit 2>/dev/null)" ] || return 0
    done
    return 1
}

has_postgresql() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

# 17 or newer, which Spark asks for.
has_java() {
    java -version 2>&1 | grep -Eq 'version "(1[7-9]|[2-9][0-9])'
}

for need in "$@"; do
    case $need in
        chromium) has_chromium || sh apt_install.sh chromium "the browser tests open the report in it" ||
            missing="$missing chromium" ;;
        fonts) has_fonts || sh apt_install.sh fonts-noto-cjk "charts and pictures of pages need Chinese glyphs" ||
            missing="$missing fonts" ;;
        postgresql) has_postgresql || sh apt_install.sh postgresql "the office's tests run on it too" ||
            missing="$missing postgresql" ;;
        java) has_java || sh apt_install.sh default-jre-headless "a test kills a worker of a Spark cluster" ||
            missing="$missing java" ;;
        *) echo "songbang: no such part: $need" >&2; exit 2 ;;
    esac
done

if [ -n "$missing" ]; then
    echo "songbang: going on WITHOUT$missing; what depends on it is skipped or shows boxes for Chinese characters" >&2
    [ "${CI:-}" != true ] || exit 1
fi
