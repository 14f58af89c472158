#!/usr/bin/env bash
# Provisions passkeys for users of a local tenant: sets up what is missing, builds, and runs the demo. Arguments are passed on; see ./demo.sh --help.
# ./demo.sh --extension [--headful] does it by the admin panel and the browser extension instead.
# Only the demo writes to standard output.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$root/.ci/setup.sh"

require_dotnet
if [ "${1:-}" = --extension ]; then
  shift
  require_browser
  publish_extension
  build "$root/samples/ExtensionDemo/ExtensionDemo.csproj"
  exec dotnet "$root/samples/ExtensionDemo/bin/Release/net10.0/extension-demo.dll" "$extension" "$@"
fi
case " $* " in
  *" --mode direct "* | *" --mode=direct "*) ;; # needs no browser
  *) require_browser ;;
esac
case " $* " in
  *selenium*) require_chromedriver ;;
esac
find_puppeteer
build "$root/samples/ConsoleRunner/ConsoleRunner.csproj"
exec dotnet "$root/samples/ConsoleRunner/bin/Release/net10.0/idmelon-provision.dll" demo "$@"
