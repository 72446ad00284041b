# install.ps1 [-User NAME] [-Remove]   Windows 10/11, as administrator: the station starts by itself (not run by its makers)
#
# Sound in a service's session is unreliable on Windows, so the station runs in the desktop of one account that signs in
# by itself when the PC starts: make a standard account for it, let it sign in automatically (Sysinternals Autologon keeps
# the password out of the registry), sign in as that account, and run this from an administrator's PowerShell with
# -User NAME. Run it again after the slots have changed (the PC is woken before them) and for every new version.
# This file is plain ASCII: Windows PowerShell 5.1 reads anything else by the PC's own code page.
param([string]$User = "$env:USERDOMAIN\$env:USERNAME", [switch]$Remove)
#Requires -RunAsAdministrator
$ErrorActionPreference = "Stop"
Set-StrictMode -Version Latest
$Root = Split-Path -Parent $MyInvocation.MyCommand.Path
$Task = "Loa phuong"
$Updates = "HKLM:\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate"
$Hours = @{ SetActiveHours = 1; ActiveHoursStart = 5; ActiveHoursEnd = 22 }

# Ends the station that runs from here: first the task that would start it again, then its processes.
function Stop-Station {
    Stop-ScheduledTask -TaskName $Task -ErrorAction SilentlyContinue
    $Ours = Join-Path $Root ".venv\"
    Get-CimInstance Win32_Process |
        Where-Object { $_.ExecutablePath -and $_.ExecutablePath.StartsWith($Ours, [StringComparison]::OrdinalIgnoreCase) } |
        ForEach-Object { Stop-Process -Id $_.ProcessId -Force -ErrorAction SilentlyContinue }
}

# What Windows says no to is told, and the rest is done all the same.
function Set-Power {
    & powercfg @args
    if ($LASTEXITCODE -ne 0) { Write-Warning "powercfg $args was refused: look at the PC's power settings." }
}

if ($Remove) {
    Disable-ScheduledTask -TaskName $Task -ErrorAction SilentlyContinue | Out-Null
    Stop-Station
    Unregister-ScheduledTask -TaskName $Task -Confirm:$false -ErrorAction SilentlyContinue
    Unregister-ScheduledTask -TaskName "$Task wake" -Confirm:$false -ErrorAction SilentlyContinue
    if (Test-Path $Updates) {
        foreach ($Name in $Hours.Keys) { Remove-ItemProperty -Path $Updates -Name $Name -ErrorAction SilentlyContinue }
    }
    Write-Host "The station no longer starts by itself. Its data stays in $Root. The PC still does not sleep: see its power settings."
    exit 0
}

try { (New-Object Security.Principal.NTAccount($User)).Translate([Security.Principal.SecurityIdentifier]) | Out-Null }
catch { throw "There is no account `"$User`" on this PC. Use -User NAME." }

if (Get-ScheduledTask -TaskName $Task -ErrorAction SilentlyContinue) {
    Disable-ScheduledTask -TaskName $Task | Out-Null
    Stop-Station
}

# The account reads the program, and writes to the station's own folders alone.
foreach ($Name in "var", "audio", "config") { New-Item -ItemType Directory -Force -Path (Join-Path $Root $Name) | Out-Null }
& icacls $Root /grant "${User}:(OI)(CI)RX" /Q | Out-Null
if ($LASTEXITCODE -ne 0) { throw "$User could not be given the right to read $Root." }
foreach ($Name in "var", "audio", "config") {
    & icacls (Join-Path $Root $Name) /grant "${User}:(OI)(CI)M" /Q | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "$User could not be given the right to write to $Root\$Name." }
}

# Everything that takes time or may fail happens here, where it is seen; the first start prints the one-time code.
& (Join-Path $Root "run.ps1") prepare
if ($LASTEXITCODE -ne 0) { throw "The station could not be prepared." }
$Python = Join-Path $Root ".venv\Scripts\python.exe"
$Base = (& $Python -c "import sys; print(sys.base_prefix)" | Out-String).Trim()
$Mine = "$env:USERDOMAIN\$env:USERNAME"
if ($User -ne $Mine -and $User -ne $env:USERNAME -and $Base.StartsWith($env:USERPROFILE, [StringComparison]::OrdinalIgnoreCase)) {
    throw "Python lies in $Base, where $User may not look. Install it for everybody: winget install --exact --id Python.Python.3.12 --scope machine. Then remove $Root\.venv and run this again."
}

# The station at log-on; whenever it has ended it is there again within a minute. Priority 4 is that of a program a person
# starts: tasks have 7 otherwise, below everything else on the PC.
$Shell = Join-Path $env:SystemRoot "System32\WindowsPowerShell\v1.0\powershell.exe"
$Run = New-ScheduledTaskAction -Execute $Shell -WorkingDirectory $Root `
    -Argument "-NoProfile -ExecutionPolicy Bypass -WindowStyle Hidden -File `"$Root\run.ps1`""
$LogOn = New-ScheduledTaskTrigger -AtLogOn -User $User
$LogOn.Repetition = (New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 1)).Repetition
$Settings = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -MultipleInstances IgnoreNew -Priority 4
$Principal = New-ScheduledTaskPrincipal -UserId $User -LogonType Interactive -RunLevel Limited
Register-ScheduledTask -TaskName $Task -Force -Action $Run -Trigger $LogOn -Settings $Settings -Principal $Principal | Out-Null

# A quarter of an hour before each slot of the settings a PC that sleeps all the same is woken.
$Places = (& $Python -m broadcaster places --json --config (Join-Path $Root "config") | Out-String) | ConvertFrom-Json
$Times = @($Places.wake | ForEach-Object { New-ScheduledTaskTrigger -Daily -At $_ })
$Wake = New-ScheduledTaskSettingsSet -WakeToRun -AllowStartIfOnBatteries
Register-ScheduledTask -TaskName "$Task wake" -Force -Settings $Wake -Trigger $Times -Principal $Principal `
    -Action (New-ScheduledTaskAction -Execute (Join-Path $env:SystemRoot "System32\cmd.exe") -Argument "/c exit 0") | Out-Null

# On mains power it does not sleep, does not hibernate, may be woken, and a closed lid changes nothing.
Set-Power /change standby-timeout-ac 0
Set-Power /change hibernate-timeout-ac 0
Set-Power /change disk-timeout-ac 0
Set-Power /setacvalueindex SCHEME_CURRENT SUB_SLEEP RTCWAKE 1
Set-Power /setacvalueindex SCHEME_CURRENT SUB_BUTTONS LIDACTION 0
Set-Power /setactive SCHEME_CURRENT

# Windows restarts for updates outside its active hours only; eighteen hours are the most it allows.
if (-not (Test-Path $Updates)) { New-Item -Path $Updates -Force | Out-Null }
foreach ($Name in $Hours.Keys) { New-ItemProperty -Path $Updates -Name $Name -Value $Hours[$Name] -PropertyType DWord -Force | Out-Null }

Start-ScheduledTask -TaskName $Task
Write-Host "The station starts when $User signs in, and now if that account is signed in. The desk: $($Places.desk)"
Write-Host "Woken at: $($Places.wake -join ', '). What this PC still lacks: run.ps1 check"
