' Erases a disc that can be rewritten with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo EraseDisc.vbs n             erases the disc in recorder n quickly
'   cscript //nologo EraseDisc.vbs n full        erases all of it, which takes as long as writing it
'
' Everything on the disc is lost. The last line is "ERASED", or "NOT ERASED" with the reason; the exit code is 0 or 1.

Option Explicit

Dim task

task = "The arguments are wrong"
On Error Resume Next
Main
If Err.Number <> 0 Then GiveUp task & ": 0x" & Hex(Err.Number) & " " & Err.Description
WScript.Quit 0

Sub Main
    Dim recorder, eraser
    If WScript.Arguments.Count = 0 Then GiveUp "Which recorder? ListDrives.vbs tells their numbers"
    Set recorder = OpenRecorder(CInt(WScript.Arguments(0)))
    task = "The recorder was not accepted"
    Set eraser = CreateObject("IMAPI2.MsftDiscFormat2Erase")
    If Not eraser.IsRecorderSupported(recorder) Then GiveUp "This recorder cannot erase"
    task = "The medium was not accepted"
    If Not eraser.IsCurrentMediaSupported(recorder) Then GiveUp "The medium in the recorder cannot be erased"
    eraser.Recorder = recorder
    eraser.ClientName = "EraseDisc"
    eraser.FullErase = (LCase(Argument(1, "")) = "full")
    WScript.Echo "Erasing"
    task = "The medium could not be erased"
    eraser.EraseMedia
    WScript.Echo "ERASED"
End Sub

Function OpenRecorder(index)
    Dim master, one
    task = "The recorder could not be opened"
    Set master = CreateObject("IMAPI2.MsftDiscMaster2")
    Set one = CreateObject("IMAPI2.MsftDiscRecorder2")
    one.InitializeDiscRecorder master.Item(index)
    Set OpenRecorder = one
End Function

' An argument, or what counts when it is not there.
Function Argument(index, absent)
    Argument = absent
    If WScript.Arguments.Count > index Then Argument = WScript.Arguments(index)
End Function

Sub GiveUp(reason)
    WScript.Echo "NOT ERASED: " & reason
    WScript.Quit 1
End Sub
