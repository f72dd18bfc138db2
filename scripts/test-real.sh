#!/usr/bin/env sh
# Tests with real outside programs. Installs what is missing (Debian packages) and starts what it needs.
set -eu
if ! command -v chromium >/dev/null 2>&1; then
  echo "installing chromium"
  if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
exec npx vitest run --config vitest.real.config.ts
