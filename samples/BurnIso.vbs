' Burns a disc image with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo BurnIso.vbs                                  lists the recorders
'   cscript //nologo BurnIso.vbs D:\images\backup.iso [n]         burns an image file on recorder n
'   cscript //nologo BurnIso.vbs http://server/backup.iso [n]     fetches an image and burns it on recorder n
'
' The medium must be blank, and is closed. The last line is "BURNED", or "NOT BURNED" with the reason; the exit code
' is 0 or 1.

Option Explicit

Const SectorSize = 2048

Dim task

task = "The arguments are wrong"
On Error Resume Next
Main
If Err.Number <> 0 Then GiveUp task & ": 0x" & Hex(Err.Number) & " " & Err.Description
WScript.Quit 0

Sub Main
    Dim format, image
    ListRecorders
    If WScript.Arguments.Count = 0 Then Exit Sub
    task = "The arguments are wrong"
    Set format = OpenWriter(OpenRecorder(CInt(Argument(1, 0))))
    CheckBlank format
    OpenImage WScript.Arguments(0), image
    WScript.Echo "Writing"
    task = "The burn failed"
    format.ForceMediaToBeClosed = True
    format.Write image
    WScript.Echo "BURNED"
End Sub

' Hands out the image's bytes. Not as a function's result: a bare IStream is no object to VBScript.
Sub OpenImage(name, bytes)
    If LCase(Left(name, 5)) = "http:" Or LCase(Left(name, 6)) = "https:" Then
        Fetch name, bytes
    Else
        OpenFile name, bytes
    End If
End Sub

Sub Fetch(address, bytes)
    Dim request
    task = address & " could not be fetched"
    Set request = CreateObject("WinHttp.WinHttpRequest.5.1")
    request.Open "GET", address, False
    request.Send
    If request.Status <> 200 Then GiveUp task & ": the server answered " & request.Status
    bytes = request.ResponseStream
End Sub

' Hands out a file as a stream. Not as a function's result: a bare IStream is no object to VBScript.
Sub OpenFile(path, bytes)
    Dim manager
    task = path & " could not be opened"
    Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
    manager.SetPath path
    bytes = manager.Stream
End Sub

Sub ListRecorders
    Dim master, i, one
    task = "The recorders could not be listed"
    Set master = CreateObject("IMAPI2.MsftDiscMaster2")
    If Not master.IsSupportedEnvironment Then WScript.Echo "There is no recorder that IMAPI could use."
    For i = 0 To master.Count - 1
        Set one = CreateObject("IMAPI2.MsftDiscRecorder2")
        one.InitializeDiscRecorder master.Item(i)
        WScript.Echo i & ": " & Trim(one.VendorId) & " " & Trim(one.ProductId) & " " & Trim(one.ProductRevision)
    Next
End Sub

Function OpenRecorder(index)
    Dim master, one
    task = "The recorder could not be opened"
    Set master = CreateObject("IMAPI2.MsftDiscMaster2")
    Set one = CreateObject("IMAPI2.MsftDiscRecorder2")
    one.InitializeDiscRecorder master.Item(index)
    Set OpenRecorder = one
End Function

Function OpenWriter(recorder)
    Dim format
    task = "The recorder was not accepted"
    Set format = CreateObject("IMAPI2.MsftDiscFormat2Data")
    If Not format.IsRecorderSupported(recorder) Then GiveUp "This recorder cannot write"
    task = "The medium was not accepted"
    If Not format.IsCurrentMediaSupported(recorder) Then GiveUp "The medium in the recorder cannot be written"
    format.Recorder = recorder
    format.ClientName = "BurnIso"
    Set OpenWriter = format
End Function

Sub CheckBlank(format)
    task = "The medium could not be looked at"
    WScript.Echo "Medium: type " & format.CurrentPhysicalMediaType & ", " & MiB(format.TotalSectorsOnMedia) & _
        " MiB, free " & MiB(format.FreeSectorsOnMedia) & " MiB"
    If Not format.MediaHeuristicallyBlank Then GiveUp "The medium is not blank"
End Sub

Function MiB(sectors)
    MiB = CLng(sectors / (1048576 / SectorSize))
End Function

' An argument, or what counts when it is not there.
Function Argument(index, absent)
    Argument = absent
    If WScript.Arguments.Count > index Then Argument = WScript.Arguments(index)
End Function

Sub GiveUp(reason)
    WScript.Echo "NOT BURNED: " & reason
    WScript.Quit 1
End Sub
