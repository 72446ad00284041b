# install.ps1 [-Remove]   Windows 10/11, as administrator: the station starts by itself (not run by its makers)
#
# Sound in a service's session is unreliable on Windows, so the station runs in the desktop of one account that signs in
# by itself: make a standard account for it, let it sign in automatically (Sysinternals Autologon keeps the password out
# of the registry), sign in as that account, and run this from an administrator's PowerShell with -User NAME.
param([string]$User = "$env:USERDOMAIN\$env:USERNAME", [switch]$Remove)
#Requires -RunAsAdministrator
$ErrorActionPreference = "Stop"
Set-StrictMode -Version Latest
$Root = Split-Path -Parent $MyInvocation.MyCommand.Path
$Task = "Loa phuong"

if ($Remove) {
    Unregister-ScheduledTask -TaskName $Task -Confirm:$false -ErrorAction SilentlyContinue
    Unregister-ScheduledTask -TaskName "$Task wake" -Confirm:$false -ErrorAction SilentlyContinue
    Write-Host "The station no longer starts by itself. Its data stays in $Root."
    exit 0
}

# The station at log-on, started again whenever it ends.
$Run = New-ScheduledTaskAction -Execute "powershell.exe" -WorkingDirectory $Root `
    -Argument "-NoProfile -ExecutionPolicy Bypass -WindowStyle Hidden -File `"$Root\run.ps1`""
$Settings = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -MultipleInstances IgnoreNew
$Principal = New-ScheduledTaskPrincipal -UserId $User -LogonType Interactive -RunLevel Limited
Register-ScheduledTask -TaskName $Task -Force -Action $Run -Trigger (New-ScheduledTaskTrigger -AtLogOn -User $User) `
    -Settings $Settings -Principal $Principal | Out-Null

# Half an hour before the usual slots a PC that sleeps all the same is woken.
$Wake = New-ScheduledTaskSettingsSet -WakeToRun -AllowStartIfOnBatteries
$Times = @((New-ScheduledTaskTrigger -Daily -At "06:00"), (New-ScheduledTaskTrigger -Daily -At "16:45"))
Register-ScheduledTask -TaskName "$Task wake" -Force -Settings $Wake -Trigger $Times -Principal $Principal `
    -Action (New-ScheduledTaskAction -Execute "cmd.exe" -Argument "/c exit 0") | Out-Null

# On mains power it does not sleep, does not hibernate, and may be woken.
powercfg /change standby-timeout-ac 0
powercfg /change hibernate-timeout-ac 0
powercfg /change disk-timeout-ac 0
powercfg /setacvalueindex SCHEME_CURRENT SUB_SLEEP RTCWAKE 1
powercfg /setactive SCHEME_CURRENT

# Windows restarts for updates outside its active hours only; eighteen hours are the most it allows.
$Updates = "HKLM:\SOFTWARE\Microsoft\WindowsUpdate\UX\Settings"
if (-not (Test-Path $Updates)) { New-Item -Path $Updates -Force | Out-Null }
Set-ItemProperty -Path $Updates -Name ActiveHoursStart -Value 5 -Type DWord
Set-ItemProperty -Path $Updates -Name ActiveHoursEnd -Value 22 -Type DWord

Start-ScheduledTask -TaskName $Task
Write-Host "The station starts when $User signs in, and now. The desk: http://127.0.0.1:8080"
