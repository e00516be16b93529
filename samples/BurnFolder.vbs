' Burns a folder with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo BurnFolder.vbs                  lists the recorders
'   cscript //nologo BurnFolder.vbs D:\photos [n]    burns what is in the folder on recorder n
'
' The last line is "BURNED", or "NOT BURNED" with the reason; the exit code is 0 or 1.

Option Explicit

Const FsiFileSystemUDF = 4
Const Udf102 = 258
Const SectorSize = 2048

Dim recorder, format, image, result, stream, number

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
format.Recorder = recorder
format.ClientName = "BurnFolder"
StopOnError "The recorder was not accepted"
DescribeMedium format

Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
StopOnError "The image could not be created"
image.ChooseImageDefaults recorder
StopOnError "The medium does not suit an image"
' No other file system takes every name and every depth, and each system reads this revision.
image.FileSystemsToCreate = FsiFileSystemUDF
image.UDFRevision = Udf102
image.VolumeName = "FOLDER"
StopOnError "The image could not be prepared"
image.Root.AddTree WScript.Arguments(0), False
StopOnError "The folder could not be added"
Set result = image.CreateResultImage
StopOnError "The image could not be made"
WScript.Echo "Image: " & image.FileCount & " files in " & image.DirectoryCount & " folders, " & _
    MiB(result.TotalBlocks) & " MiB"

WScript.Echo "Writing"
' Without Set: a bare IStream is no object to VBScript.
stream = result.ImageStream
format.ForceMediaToBeClosed = True
format.Write stream
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
    StopOnError "The medium could not be looked at"
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
