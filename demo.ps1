# Provisions passkeys for users of a local tenant: checks what is needed, builds, and runs the demo. Arguments are passed on; see ./demo.ps1 --help.
# ./demo.ps1 --extension [--headful] does it by the admin panel and the browser extension instead.
# Only the demo writes to standard output.
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '.ci/setup.ps1')

Assert-Dotnet
if ($args.Count -gt 0 -and $args[0] -eq '--extension') {
    Assert-Browser
    $extension = Publish-Extension
    Invoke-Build (Join-Path $PSScriptRoot 'samples/ExtensionDemo/ExtensionDemo.csproj')
    $rest = @($args | Select-Object -Skip 1)
    & dotnet (Join-Path $PSScriptRoot 'samples/ExtensionDemo/bin/Release/net10.0/extension-demo.dll') $extension @rest
    exit $LASTEXITCODE
}

$joined = " $args "
if ($joined -notlike '* --mode direct *' -and $joined -notlike '* --mode=direct *') { Assert-Browser }
if ($args -match 'selenium') {
    Assert-Chromedriver
}

Find-Puppeteer
Invoke-Build (Join-Path $PSScriptRoot 'samples/ConsoleRunner/ConsoleRunner.csproj')
& dotnet (Join-Path $PSScriptRoot 'samples/ConsoleRunner/bin/Release/net10.0/idmelon-provision.dll') demo @args
exit $LASTEXITCODE
