#!/usr/bin/env bash
# Sets up what is missing, builds everything and runs the tests; ./test.sh --full adds the long ones.
# Ends with a line "N passed, N failed, N skipped"; exit code 0 only if tests ran and all passed.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$root/.ci/setup.sh"

arguments=(-noLogo -noColor -trait- "Duration=Long")
for argument in "$@"; do
  case "$argument" in
    --full) arguments=(-noLogo -noColor) ;;
    *)
      say "Usage: ./test.sh [--full]"
      exit 2
      ;;
  esac
done

passed=0
failed=0
skipped=0

finish() {
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" = 0 ] && [ "$passed" != 0 ]
  exit
}

# Reads a count from the summary that each test program ends with; a project of which nothing is to be run has its total only.
count() {
  local found
  found="$(sed -nE "/Total: [0-9]/s/.*$1: ([0-9]+).*/\1/p" "$2" | tail -n 1)"
  printf '%s' "${found:-0}"
}

run_project() {
  local name="$1" program="$2" status=0 total errors failures skips unrun
  printf '\n== %s\n' "$name"
  ${bounded[@]+"${bounded[@]}"} "$program" "${arguments[@]}" </dev/null 2>&1 | tee "$output" || status=$?
  if ! grep -q 'Total: ' "$output"; then
    printf '%s ended with %s and without a summary.\n' "$name" "$status"
    failed=$((failed + 1))
    return
  fi
  total="$(count Total "$output")"
  errors="$(count Errors "$output")"
  failures="$(count Failed "$output")"
  skips="$(count Skipped "$output")"
  unrun="$(count 'Not Run' "$output")"
  passed=$((passed + total - failures - skips - unrun))
  failed=$((failed + failures + errors))
  skipped=$((skipped + skips))
  if [ "$status" != 0 ] && [ "$failures" = 0 ] && [ "$errors" = 0 ]; then
    printf '%s ended with %s although no test failed.\n' "$name" "$status"
    failed=$((failed + 1))
  fi
}

require_dotnet
require_browser
require_chromedriver
require_node
require_grid
find_puppeteer

output="$(mktemp)"
trap 'rm -f "$output"' EXIT
bounded=()
if command -v timeout >/dev/null; then
  bounded=(timeout --foreground --kill-after=30 45m)
fi

if ! (build "$root/IdMelon.Provisioning.Sdk.sln"); then
  failed=1
  finish
fi

# Once, for all projects that load it into a browser.
if ! EXTENSION_FOLDER="$(publish_extension && printf '%s' "$extension")"; then
  failed=1
  finish
fi
export EXTENSION_FOLDER

# Projects of other names are programs that tests start.
for project in "$root"/tests/*/*Tests.csproj; do
  name="$(basename "$project" .csproj)"
  run_project "$name" "$(dirname "$project")/bin/Release/net10.0/$name"
done

printf '\n'
finish
