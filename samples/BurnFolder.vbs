' Burns a folder with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo BurnFolder.vbs                  lists the recorders
'   cscript //nologo BurnFolder.vbs D:\photos [n]    burns what is in the folder on recorder n
'
' The medium must be blank, and is closed. The last line is "BURNED", or "NOT BURNED" with the reason; the exit code
' is 0 or 1.

Option Explicit

Const FsiFileSystemUDF = 4
Const Udf102 = 258
Const SectorSize = 2048

Dim task

task = "The arguments are wrong"
On Error Resume Next
Main
If Err.Number <> 0 Then GiveUp task & ": 0x" & Hex(Err.Number) & " " & Err.Description
WScript.Quit 0

Sub Main
    Dim recorder, format, result, stream
    ListRecorders
    If WScript.Arguments.Count = 0 Then Exit Sub
    task = "The arguments are wrong"
    Set recorder = OpenRecorder(CInt(Argument(1, 0)))
    Set format = OpenWriter(recorder)
    CheckBlank format
    Set result = MakeImage(recorder, WScript.Arguments(0))
    WScript.Echo "Writing"
    task = "The burn failed"
    ' Without Set: a bare IStream is no object to VBScript.
    stream = result.ImageStream
    format.ForceMediaToBeClosed = True
    format.Write stream
    WScript.Echo "BURNED " & result.TotalBlocks & " sectors"
End Sub

Function MakeImage(recorder, folder)
    Dim image, result
    task = "The image could not be prepared"
    Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
    image.ChooseImageDefaults recorder
    ' No other file system takes every name and every depth, and each system reads this revision.
    image.FileSystemsToCreate = FsiFileSystemUDF
    image.UDFRevision = Udf102
    image.VolumeName = "FOLDER"
    task = "The folder could not be added"
    image.Root.AddTree folder, False
    task = "The image could not be made"
    Set result = image.CreateResultImage
    WScript.Echo "Image: " & image.FileCount & " files in " & image.DirectoryCount & " folders, " & _
        MiB(result.TotalBlocks) & " MiB"
    Set MakeImage = result
End Function

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
    format.ClientName = "BurnFolder"
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
