# Provisions passkeys for users of a local tenant: checks what is needed, builds, and runs the demo. Arguments are passed on; see ./demo.ps1 --help.
# Only the demo writes to standard output.
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '.ci/setup.ps1')

Assert-Dotnet
Assert-Browser
$project = Join-Path $PSScriptRoot 'samples/ConsoleRunner/ConsoleRunner.csproj'
Invoke-Quietly dotnet @('build', $project, '--configuration', 'Release', '--verbosity', 'quiet', '--nologo', '-consoleLoggerParameters:NoSummary')
if ($LASTEXITCODE -ne 0) {
    exit $LASTEXITCODE
}

& dotnet (Join-Path $PSScriptRoot 'samples/ConsoleRunner/bin/Release/net10.0/idmelon-provision.dll') demo @args
exit $LASTEXITCODE
