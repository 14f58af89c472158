# Read by demo.ps1 and test.ps1: what a machine needs, and how to get it. Says everything on standard error.

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_SKIP_FIRST_TIME_EXPERIENCE = '1'
$env:MSBUILDDISABLENODEREUSE = '1'
$env:DOTNET_CLI_USE_MSBUILD_SERVER = '0'
$env:UseSharedCompilation = 'false'

function Say([string] $Text) {
    [Console]::Error.WriteLine($Text)
}

function Assert-Dotnet {
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue) -or -not (& dotnet --list-sdks | Where-Object { $_ -match '^10\.0\.' })) {
        Say 'The .NET 10 SDK is needed and was not found.'
        Say 'Get it from https://dotnet.microsoft.com/download/dotnet/10.0, or with: winget install Microsoft.DotNet.SDK.10'
        exit 2
    }
}

function Assert-Browser {
    # Edge is a part of Windows; Chrome and Chromium do as well.
    $roots = $env:ProgramFiles, ${env:ProgramFiles(x86)}, $env:LOCALAPPDATA | Where-Object { $_ }
    $places = 'Google\Chrome\Application\chrome.exe', 'Microsoft\Edge\Application\msedge.exe', 'Chromium\Application\chrome.exe'
    foreach ($root in $roots) {
        foreach ($place in $places) {
            if (Test-Path -LiteralPath (Join-Path $root $place)) {
                return
            }
        }
    }

    if (-not (Get-Command chrome, msedge, chromium, google-chrome, microsoft-edge -ErrorAction SilentlyContinue)) {
        Say 'Chromium, Chrome or Edge is needed and was not found.'
        Say 'Get one with: winget install Microsoft.Edge'
        exit 2
    }
}

function Install-Npm([string] $Folder) {
    $installed = Join-Path $Folder 'node_modules/.package-lock.json'
    if (-not (Test-Path -LiteralPath $installed) -or (Get-Item (Join-Path $Folder 'package-lock.json')).LastWriteTime -gt (Get-Item $installed).LastWriteTime) {
        Say "Installing the npm packages of $Folder ..."
        & npm ci --prefix $Folder --no-audit --no-fund --loglevel=error | ForEach-Object { Say "$_" }
        if ($LASTEXITCODE -ne 0) {
            exit 2
        }
    }
}

# Node runs clients from npm against the simulator; the demo does without.
function Assert-Node {
    if (-not (Get-Command npm -ErrorAction SilentlyContinue) -or [int] (& node -p 'process.versions.node.split(".")[0]') -lt 20) {
        Say 'Node.js 20 or later with npm is needed for the tests and was not found.'
        Say 'Get it from https://nodejs.org, or with: winget install OpenJS.NodeJS.LTS'
        exit 2
    }

    Install-Npm (Join-Path $PSScriptRoot '../tests/IdMelon.Provisioning.Sdk.Simulator.NodeClients.Tests/node')
    Install-Npm (Join-Path $PSScriptRoot '../tests/IdMelon.Provisioning.Sdk.AdminPanel.Tests/node')
}

# Selenium drives the browser by a program of the same version.
function Assert-Chromedriver {
    if (-not (Get-Command chromedriver -ErrorAction SilentlyContinue)) {
        Say 'chromedriver is needed for Selenium and was not found on the path.'
        Say 'Take the version of your browser from https://googlechromelabs.github.io/chrome-for-testing.'
        exit 2
    }
}

# The Selenium Grid is a Java program that npm has.
function Assert-Grid {
    if (-not (Get-Command java -ErrorAction SilentlyContinue)) {
        Say 'Java 11 or later is needed for the Selenium Grid of the tests and was not found.'
        Say 'Get it from https://adoptium.net, or with: winget install EclipseAdoptium.Temurin.17.JRE'
        exit 2
    }

    Install-Npm (Join-Path $PSScriptRoot '../samples/GridBatch')
}

# Not every registry has PuppeteerSharp. Asked once; all that follows is built with its adapter, or without.
function Find-Puppeteer {
    if ($env:PuppeteerSharpAvailable) {
        return
    }

    $env:PuppeteerSharpAvailable = 'true'
    $project = Join-Path $PSScriptRoot '../src/IdMelon.Provisioning.Sdk.Puppeteer/IdMelon.Provisioning.Sdk.Puppeteer.csproj'
    $log = New-TemporaryFile
    $restore = Start-Process dotnet -ArgumentList 'restore', "`"$project`"", '--verbosity', 'quiet' -NoNewWindow -PassThru -RedirectStandardOutput $log.FullName
    # Without this the exit code is not kept.
    $null = $restore.Handle
    $isThere = $restore.WaitForExit(120000) -and $restore.ExitCode -eq 0
    if (-not $restore.HasExited) {
        $restore.Kill()
        $restore.WaitForExit()
    }

    Remove-Item -LiteralPath $log.FullName -ErrorAction SilentlyContinue
    if (-not $isThere) {
        $env:PuppeteerSharpAvailable = 'false'
        Say 'The package PuppeteerSharp could not be restored from here: its adapter is left out.'
    }
}

# Builds a project or a solution; what the compiler says is shown only if it fails.
# One compiler serves all projects, which is a third faster, and is asked to end afterwards; it finishes first what others asked of it.
function Test-Build([string] $Path) {
    Say "Building $(Split-Path -Leaf $Path) ..."
    $lines = & dotnet build $Path --configuration Release --verbosity quiet --nologo -graph -maxCpuCount -p:UseSharedCompilation=true
    $status = $LASTEXITCODE
    $null = & dotnet build-server shutdown --vbcscompiler
    if ($status -eq 0) {
        return $true
    }

    $lines | ForEach-Object { Say "$_" }
    Say 'The build failed.'
    return $false
}

function Invoke-Build([string] $Path) {
    if (-not (Test-Build $Path)) {
        exit 1
    }
}

# Publishes the browser extension and gives back the folder that a browser loads. EXTENSION_FOLDER in the environment names one that is published already.
function Publish-Extension {
    if ($env:EXTENSION_FOLDER) {
        return $env:EXTENSION_FOLDER
    }

    Say 'Publishing the extension ...'
    $artifacts = Join-Path $PSScriptRoot '../artifacts/extension'
    $lines = & dotnet publish (Join-Path $PSScriptRoot '../samples/ExtensionHost') --configuration Release --artifacts-path $artifacts --verbosity quiet --nologo -maxCpuCount
    if ($LASTEXITCODE -ne 0) {
        $lines | ForEach-Object { Say "$_" }
        Say 'The extension could not be published.'
        exit 1
    }

    return Join-Path $artifacts 'publish/ExtensionHost/release/extension'
}
