# run.ps1 [COMMAND ...]   Windows 10/11: set up what is missing and start the station (not run by its makers: see README.md)
#
# Allow it once:  powershell -ExecutionPolicy Bypass -File run.ps1
# This file is plain ASCII: Windows PowerShell 5.1 reads anything else by the PC's own code page.
$ErrorActionPreference = "Stop"
Set-StrictMode -Version Latest
$Root = Split-Path -Parent $MyInvocation.MyCommand.Path
$Elevated = ([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole(
    [Security.Principal.WindowsBuiltInRole]::Administrator)

# By winget; for everybody on this PC where an administrator runs this, else for the one who is signed in.
function Install-Package($Id) {
    if (-not (Get-Command winget -ErrorAction SilentlyContinue)) { throw "Please install $Id by hand, then run this again." }
    Write-Host "Installing $Id"
    $Words = @("install", "--exact", "--id", $Id, "--silent", "--accept-package-agreements", "--accept-source-agreements")
    if ($Elevated) { $Words += @("--scope", "machine") }
    & winget @Words
    if ($LASTEXITCODE -ne 0) { throw "winget could not install $Id (code $LASTEXITCODE). Please install it by hand, then run this again." }
    $env:Path = [Environment]::GetEnvironmentVariable("Path", "Machine") + ";" + [Environment]::GetEnvironmentVariable("Path", "User")
}

# The word for the launcher that starts a Python the packages are made for; nothing where there is none.
function Find-Python {
    if (-not (Get-Command py -ErrorAction SilentlyContinue)) { return $null }
    $There = (& py --list | Out-String)
    foreach ($Version in "3.12", "3.13", "3.11") {
        if ($There -match ("[-:]" + [regex]::Escape($Version) + "(?!\d)")) { return "-$Version" }
    }
    return $null
}

# Of VLC the one with 64 bits alone: Python has 64 bits, and cannot load the other.
function Find-Vlc {
    $Key = "HKLM:\SOFTWARE\VideoLAN\VLC"
    if (-not (Test-Path $Key)) { return $null }
    $Folder = (Get-ItemProperty $Key).InstallDir
    if (-not (Test-Path (Join-Path $Folder "libvlc.dll"))) { return $null }
    return $Folder
}

if (-not [Environment]::Is64BitOperatingSystem) { throw "The station needs a Windows with 64 bits." }

$Vlc = Find-Vlc
if (-not $Vlc) {
    Install-Package "VideoLAN.VLC"
    $Vlc = Find-Vlc
}
if (-not $Vlc) { throw "VLC with 64 bits is needed: install it, then run this again." }

# A new environment only where the list of packages has changed since the last one was made.
$Python = Join-Path $Root ".venv\Scripts\python.exe"
$Stamp = Join-Path $Root ".venv\requirements.lock.stamp"
$Wanted = (Get-FileHash (Join-Path $Root "requirements.lock") -Algorithm SHA256).Hash
$Known = ""
if (Test-Path $Stamp) { $Known = "$(Get-Content $Stamp -Raw)".Trim() }
if ($Known -ne $Wanted) {
    Write-Host "Preparing the virtual environment (once, some minutes)"
    if (-not (Test-Path $Python)) {
        $Version = Find-Python
        if (-not $Version) {
            Install-Package "Python.Python.3.12"
            $Version = Find-Python
        }
        if (-not $Version) { throw "Python 3.12 is needed: install it, then run this again." }
        & py $Version -m venv (Join-Path $Root ".venv")
        if ($LASTEXITCODE -ne 0) { throw "The virtual environment could not be made in $Root." }
    }
    & $Python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r (Join-Path $Root "requirements.lock")
    if ($LASTEXITCODE -ne 0) { throw "The Python packages could not be installed: is there a network, and may you write in $Root?" }
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
