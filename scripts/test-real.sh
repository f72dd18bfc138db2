#!/usr/bin/env sh
# Tests with real outside programs. Installs what is missing (Debian packages) and starts what it needs.
set -eu
if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi
# Of the AWS CLI it must be Debian's: others may be called aws, too.
missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
[ -x /usr/bin/aws ] || missing="$missing awscli"
if [ -n "$missing" ]; then
  echo "installing" $missing
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
exec npx vitest run --config vitest.real.config.ts
