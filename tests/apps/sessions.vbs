' Prints what the multisession object of the first recorder says, one NAME=VALUE a line, and END at the end.

Option Explicit

Dim master, recorder, format, interfaces, session

Set master = CreateObject("IMAPI2.MsftDiscMaster2")
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder master.Item(0)
Set format = CreateObject("IMAPI2.MsftDiscFormat2Data")
format.Recorder = recorder
format.ClientName = "sessions"
WScript.Echo "status=" & format.CurrentMediaStatus

interfaces = format.MultisessionInterfaces
WScript.Echo "interfaces=" & UBound(interfaces) + 1
Set session = interfaces(0)
WScript.Echo "supported=" & CInt(session.IsSupportedOnCurrentMediaState)
WScript.Echo "unit=" & session.WriteUnitSize

' Media that are written anywhere have no sessions of their own.
If (format.CurrentMediaStatus And 1) = 0 Then
    WScript.Echo "first=" & CInt(session.IsFirstDataSession)
    WScript.Echo "previous=" & session.StartAddressOfPreviousSession
    WScript.Echo "last=" & session.LastWrittenAddressOfPreviousSession
    WScript.Echo "next=" & session.NextWritableAddress
    WScript.Echo "free=" & session.FreeSectorsOnMedia
End If
WScript.Echo "END"
