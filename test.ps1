# Checks what is needed, builds everything and runs the tests; ./test.ps1 --full adds the long ones.
# Ends with a line "N passed, N failed, N skipped"; exit code 0 only if tests ran and all passed.
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot '.ci/setup.ps1')

$arguments = @('-noLogo', '-noColor', '-trait-', 'Duration=Long')
foreach ($argument in $args) {
    if ($argument -in '--full', '-Full') {
        $arguments = @('-noLogo', '-noColor')
    }
    else {
        Say 'Usage: ./test.ps1 [--full]'
        exit 2
    }
}

$passed = 0
$failed = 0
$skipped = 0

Assert-Dotnet
Assert-Browser
Assert-Chromedriver
Assert-Node
Assert-Grid
Find-Puppeteer
if (-not (Test-Build (Join-Path $PSScriptRoot 'IdMelon.Provisioning.Sdk.sln'))) {
    Write-Output '0 passed, 1 failed, 0 skipped'
    exit 1
}

# Projects of other names are programs that tests start.
foreach ($project in Get-ChildItem -Path (Join-Path $PSScriptRoot 'tests/*/*Tests.csproj')) {
    $name = $project.BaseName
    $program = Join-Path $project.DirectoryName "bin/Release/net10.0/$name.exe"
    Write-Output ''
    Write-Output "== $name"
    $summary = $null
    & $program @arguments | ForEach-Object {
        Write-Output "$_"
        if ("$_" -match 'Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+), Not Run: (\d+)') {
            $summary = [int[]] $Matches[1..5]
        }
        elseif ("$_" -match 'Total: 0$') {
            # Nothing of this project is to be run.
            $summary = 0, 0, 0, 0, 0
        }
    }
    $status = $LASTEXITCODE
    if ($null -eq $summary) {
        Write-Output "$name ended with $status and without a summary."
        $failed += 1
        continue
    }

    $total, $errors, $failures, $skips, $unrun = $summary
    $passed += $total - $failures - $skips - $unrun
    $failed += $failures + $errors
    $skipped += $skips
    if ($status -ne 0 -and $failures -eq 0 -and $errors -eq 0) {
        Write-Output "$name ended with $status although no test failed."
        $failed += 1
    }
}

Write-Output ''
Write-Output "$passed passed, $failed failed, $skipped skipped"
exit [int] ($failed -ne 0 -or $passed -eq 0)
