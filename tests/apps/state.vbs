' Prints what the first recorder says of itself and its medium, one NAME=VALUE a line, and END at the end.

Option Explicit

Dim master, recorder, format

Set master = CreateObject("IMAPI2.MsftDiscMaster2")
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder master.Item(0)
WScript.Echo "recorders=" & master.Count
WScript.Echo "owner=" & recorder.ExclusiveAccessOwner

Set format = CreateObject("IMAPI2.MsftDiscFormat2Data")
WScript.Echo "recorder_supported=" & CInt(format.IsRecorderSupported(recorder))
WScript.Echo "medium_supported=" & CInt(format.IsCurrentMediaSupported(recorder))
format.Recorder = recorder
format.ClientName = "state"
WScript.Echo "type=" & format.CurrentPhysicalMediaType
WScript.Echo "status=" & format.CurrentMediaStatus
WScript.Echo "blank=" & CInt(format.MediaHeuristicallyBlank)
WScript.Echo "physically_blank=" & CInt(format.MediaPhysicallyBlank)
WScript.Echo "total=" & format.TotalSectorsOnMedia
WScript.Echo "free=" & format.FreeSectorsOnMedia

recorder.AcquireExclusiveAccess False, "state"
WScript.Echo "exclusive=" & recorder.ExclusiveAccessOwner
recorder.ReleaseExclusiveAccess
WScript.Echo "END"
