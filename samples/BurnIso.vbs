' Burns a disc image with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo BurnIso.vbs                                  lists the recorders
'   cscript //nologo BurnIso.vbs D:\images\backup.iso             burns an image file
'   cscript //nologo BurnIso.vbs http://server/backup.iso [n]     fetches an image and burns it on recorder n
'
' The last line is "BURNED", or "NOT BURNED" with the reason; the exit code is 0 or 1.

Option Explicit

Const adTypeBinary = 1
Const SectorSize = 2048

Dim recorder, format, image, number

If WScript.Arguments.Count = 0 Then
    ListRecorders
    WScript.Quit 0
End If

number = 0
If WScript.Arguments.Count > 1 Then number = CInt(WScript.Arguments(1))

ListRecorders

On Error Resume Next
Set recorder = OpenRecorder(number)
StopOnError "The recorder could not be opened"
Set format = CreateObject("IMAPI2.MsftDiscFormat2Data")
StopOnError "The data writer could not be created"
CheckMedium format, recorder
OpenImage WScript.Arguments(0), image
StopOnError "The image could not be read"
format.Recorder = recorder
format.ClientName = "BurnIso"
StopOnError "The recorder was not accepted"
DescribeMedium format
format.ForceMediaToBeClosed = True
StopOnError "The medium could not be looked at"

WScript.Echo "Writing"
format.Write image
StopOnError "The burn failed"
WScript.Echo "BURNED sectors " & format.StartAddressOfPreviousSession & " to " & format.LastWrittenAddressOfPreviousSession
WScript.Quit 0

Sub ListRecorders
    Dim master, i, one
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
    Set master = CreateObject("IMAPI2.MsftDiscMaster2")
    Set one = CreateObject("IMAPI2.MsftDiscRecorder2")
    one.InitializeDiscRecorder master.Item(index)
    Set OpenRecorder = one
End Function

Sub CheckMedium(writer, drive)
    If Not writer.IsRecorderSupported(drive) Then GiveUp "This recorder cannot write"
    StopOnError "The recorder could not be asked"
    If Not writer.IsCurrentMediaSupported(drive) Then GiveUp "There is no writable medium in the recorder"
    StopOnError "The medium could not be asked"
End Sub

Sub DescribeMedium(writer)
    WScript.Echo "Medium: type " & writer.CurrentPhysicalMediaType & ", " & MiB(writer.TotalSectorsOnMedia) & _
        " MiB, free " & MiB(writer.FreeSectorsOnMedia) & " MiB"
    If Not writer.MediaHeuristicallyBlank Then GiveUp "The medium is not blank"
End Sub

' Hands out an object with the image's bytes. Not as a function's result: a bare IStream is no object to VBScript.
Sub OpenImage(name, bytes)
    Dim source
    If LCase(Left(name, 5)) = "http:" Or LCase(Left(name, 6)) = "https:" Then
        Set source = CreateObject("WinHttp.WinHttpRequest.5.1")
        source.Open "GET", name, False
        source.Send
        If source.Status <> 200 Then GiveUp "The server answered " & source.Status
        bytes = source.ResponseStream
    Else
        Set source = CreateObject("ADODB.Stream")
        source.Type = adTypeBinary
        source.Open
        source.LoadFromFile name
        Set bytes = source
    End If
End Sub

Function MiB(sectors)
    MiB = CLng(sectors / (1048576 / SectorSize))
End Function

Sub StopOnError(what)
    If Err.Number <> 0 Then GiveUp what & ": 0x" & Hex(Err.Number) & " " & Err.Description
End Sub

Sub GiveUp(reason)
    WScript.Echo "NOT BURNED: " & reason
    WScript.Quit 1
End Sub
