# shellcheck shell=bash
# Read by demo.sh and test.sh: what a machine needs, and how to get it. Says everything on standard error.

say() { printf '%s\n' "$*" >&2; }

# Nothing that is started here may stay behind, and nothing may phone home.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false

require_dotnet() {
  if ! command -v dotnet >/dev/null && [ -x "${HOME:-}/.dotnet/dotnet" ]; then
    export DOTNET_ROOT="$HOME/.dotnet" PATH="$HOME/.dotnet:$PATH"
  fi
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.0\.'; then
    say "The .NET 10 SDK is needed and was not found."
    say "Get it from https://dotnet.microsoft.com/download/dotnet/10.0, or from your distribution, such as: apt-get install dotnet-sdk-10.0"
    exit 2
  fi
  # Programs that are started by their own name look for the runtime here first.
  local place
  place="$(dirname "$(readlink -f "$(command -v dotnet)")")"
  if [ -z "${DOTNET_ROOT:-}" ] && [ -d "$place/host/fxr" ]; then
    export DOTNET_ROOT="$place"
  fi
}

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge microsoft-edge-stable; do
    if command -v "$name" >/dev/null; then
      return 0
    fi
  done
  for name in '/Applications/Google Chrome.app' '/Applications/Chromium.app' '/Applications/Microsoft Edge.app'; do
    if [ -d "$name" ]; then
      return 0
    fi
  done
  return 1
}

# Installs packages of the distribution, where that can be done: what they are called to people first, then their names.
install_packages() {
  local what="$1" become=()
  shift
  if [ "$(id -u)" != 0 ]; then
    become=(sudo -n)
  fi
  if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    say "Installing $what from the distribution's packages …"
    # An outdated package list is no reason to stop: the installation says what is wrong.
    ${become[@]+"${become[@]}"} apt-get update -q >&2 || say "The package lists could not be refreshed."
    ${become[@]+"${become[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 || true
  fi
}

require_browser() {
  find_browser || install_packages Chromium chromium fonts-liberation
  if ! find_browser; then
    say "Chromium, Chrome or Edge is needed and could not be installed from here."
    say "On Debian: apt-get install chromium. Elsewhere: https://www.google.com/chrome or https://www.microsoft.com/edge."
    exit 2
  fi
}

# Selenium drives the browser by a program of the same version.
require_chromedriver() {
  command -v chromedriver >/dev/null || install_packages chromedriver chromium-driver
  if ! command -v chromedriver >/dev/null; then
    say "chromedriver is needed for Selenium and could not be installed from here."
    say "On Debian: apt-get install chromium-driver. Elsewhere take the version of your browser from https://googlechromelabs.github.io/chrome-for-testing and put it on the path."
    exit 2
  fi
}

npm_ci() {
  if [ ! -d "$1/node_modules" ] || [ "$1/package-lock.json" -nt "$1/node_modules/.package-lock.json" ]; then
    say "Installing the npm packages of ${1#"$root"/} …"
    npm ci --prefix "$1" --no-audit --no-fund --loglevel=error >&2
  fi
}

# Node runs clients from npm against the simulator; the demo does without.
require_node() {
  command -v npm >/dev/null || install_packages Node.js nodejs npm
  if ! command -v npm >/dev/null || [ "$(node -p 'Number(process.versions.node.split(".")[0])')" -lt 20 ]; then
    say "Node.js 20 or later with npm is needed for the tests and could not be installed from here. Get it from https://nodejs.org."
    exit 2
  fi
  npm_ci "$root/tests/IdMelon.Provisioning.Sdk.Simulator.NodeClients.Tests/node"
  npm_ci "$root/tests/IdMelon.Provisioning.Sdk.AdminPanel.Tests/node"
  npm_ci "$root/tests/IdMelon.Provisioning.Sdk.BrowserExtension.Tests/node"
}

# The Selenium Grid is a Java program that npm has.
require_grid() {
  command -v java >/dev/null || install_packages Java default-jre-headless
  if ! command -v java >/dev/null; then
    say "Java 11 or later is needed for the Selenium Grid of the tests and could not be installed from here. Get it from https://adoptium.net."
    exit 2
  fi
  npm_ci "$root/samples/GridBatch"
}

# Not every registry has PuppeteerSharp. Asked once; all that follows is built with its adapter, or without.
find_puppeteer() {
  if [ -n "${PuppeteerSharpAvailable:-}" ]; then
    return
  fi
  local bounded=()
  if command -v timeout >/dev/null; then
    bounded=(timeout --kill-after=10 120)
  fi
  export PuppeteerSharpAvailable=true
  if ! ${bounded[@]+"${bounded[@]}"} dotnet restore "$root/src/IdMelon.Provisioning.Sdk.Puppeteer/IdMelon.Provisioning.Sdk.Puppeteer.csproj" --verbosity quiet >/dev/null 2>&1 </dev/null; then
    export PuppeteerSharpAvailable=false
    say "The package PuppeteerSharp could not be restored from here: its adapter is left out."
  fi
}

# Builds a project or a solution; what the compiler says is shown only if it fails.
# One compiler serves all projects, which is a third faster, and is asked to end afterwards; it finishes first what others asked of it.
build() {
  local log status=0
  log="$(mktemp)"
  say "Building $(basename "$1") …"
  dotnet build "$1" --configuration Release --verbosity quiet --nologo -graph -maxCpuCount -p:UseSharedCompilation=true >"$log" 2>&1 || status=$?
  dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1 || say "The compiler server could not be asked to end; it ends by itself when it has been idle for ten minutes."
  if [ "$status" != 0 ]; then
    cat "$log" >&2
    rm -f "$log"
    say "The build failed."
    exit 1
  fi
  rm -f "$log"
}

# Publishes the browser extension; $extension is the folder that a browser loads. EXTENSION_FOLDER in the environment names one that is published already.
publish_extension() {
  if [ -n "${EXTENSION_FOLDER:-}" ]; then
    extension="$EXTENSION_FOLDER"
    return
  fi
  local log artifacts="$root/artifacts/extension" status=0
  log="$(mktemp)"
  say "Publishing the extension …"
  dotnet publish "$root/samples/ExtensionHost" --configuration Release --artifacts-path "$artifacts" --verbosity quiet --nologo -maxCpuCount >"$log" 2>&1 || status=$?
  if [ "$status" != 0 ]; then
    cat "$log" >&2
    rm -f "$log"
    say "The extension could not be published."
    exit 1
  fi
  rm -f "$log"
  extension="$artifacts/publish/ExtensionHost/release/extension"
}
