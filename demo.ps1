# Provisions passkeys for users of a local tenant: checks what is needed, builds, and runs the demo. Arguments are passed on; see ./demo.ps1 --help.
# Only the demo writes to standard output.
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '.ci/setup.ps1')

Assert-Dotnet
$joined = " $args "
if ($joined -notlike '* --mode direct *' -and $joined -notlike '* --mode=direct *') { Assert-Browser }
if ($args -match 'selenium') {
    Assert-Chromedriver
}

Find-Puppeteer
Invoke-Build (Join-Path $PSScriptRoot 'samples/ConsoleRunner/ConsoleRunner.csproj')
& dotnet (Join-Path $PSScriptRoot 'samples/ConsoleRunner/bin/Release/net10.0/idmelon-provision.dll') demo @args
exit $LASTEXITCODE
