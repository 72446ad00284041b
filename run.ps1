# run.ps1 [COMMAND ...]   Windows 10/11: set up what is missing and start the station (not run by its makers: see README.md)
#
# Allow it once:  powershell -ExecutionPolicy Bypass -File run.ps1
$ErrorActionPreference = "Stop"
Set-StrictMode -Version Latest
$Root = Split-Path -Parent $MyInvocation.MyCommand.Path

function Need($Command, $Package) {
    if (-not (Get-Command $Command -ErrorAction SilentlyContinue)) {
        if (-not (Get-Command winget -ErrorAction SilentlyContinue)) { throw "Please install $Package first." }
        Write-Host "Installing $Package"
        winget install --exact --id $Package --silent --accept-package-agreements --accept-source-agreements
        $env:Path = [Environment]::GetEnvironmentVariable("Path", "Machine") + ";" + [Environment]::GetEnvironmentVariable("Path", "User")
    }
}

function VlcFolder {
    foreach ($Key in "HKLM:\SOFTWARE\VideoLAN\VLC", "HKLM:\SOFTWARE\WOW6432Node\VideoLAN\VLC") {
        if (Test-Path $Key) { return (Get-ItemProperty $Key).InstallDir }
    }
    return $null
}

Need "py" "Python.Python.3.12"
if (-not (VlcFolder)) {
    Write-Host "Installing VideoLAN.VLC"
    winget install --exact --id VideoLAN.VLC --silent --accept-package-agreements --accept-source-agreements
}
$Vlc = VlcFolder
if (-not $Vlc) { throw "VLC is needed: install it, then run this again." }

# A new environment only where the list of packages has changed since the last one was made.
$Python = Join-Path $Root ".venv\Scripts\python.exe"
$Stamp = Join-Path $Root ".venv\requirements.lock.stamp"
$Wanted = (Get-FileHash (Join-Path $Root "requirements.lock") -Algorithm SHA256).Hash
if (-not (Test-Path $Stamp) -or (Get-Content $Stamp -Raw).Trim() -ne $Wanted) {
    Write-Host "Preparing the virtual environment (once, about a minute)"
    if (-not (Test-Path $Python)) { py -3 -m venv (Join-Path $Root ".venv") }
    & $Python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r (Join-Path $Root "requirements.lock")
    if ($LASTEXITCODE -ne 0) { throw "The Python packages could not be installed." }
    Set-Content -Path $Stamp -Value $Wanted -NoNewline
}

$env:PYTHONPATH = $Root
$env:PYTHONSAFEPATH = "1"
$env:PYTHONUTF8 = "1"
$env:PYTHON_VLC_LIB_PATH = Join-Path $Vlc "libvlc.dll"
$env:PYTHON_VLC_MODULE_PATH = Join-Path $Vlc "plugins"
if ($args.Count -eq 0) { $Command = @("run") } else { $Command = $args }
& $Python -m broadcaster @Command
exit $LASTEXITCODE
