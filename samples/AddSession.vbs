' Adds a folder to what a disc holds already, with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo AddSession.vbs D:\photos [n]       adds what is in the folder to the disc in recorder n
'
' A blank disc gets its first session. The disc stays open for more. The last line is "BURNED", or "NOT BURNED" with
' the reason; the exit code is 0 or 1.

Option Explicit

Const MediaOverwritable = 1
Const FsiFileSystemUDF = 4

Dim task

task = "The arguments are wrong"
On Error Resume Next
Main
If Err.Number <> 0 Then GiveUp task & ": 0x" & Hex(Err.Number) & " " & Err.Description
WScript.Quit 0

Sub Main
    Dim recorder, format, result, stream
    If WScript.Arguments.Count = 0 Then GiveUp "Which folder?"
    Set recorder = OpenRecorder(CInt(Argument(1, 0)))
    Set format = OpenWriter(recorder)
    Set result = ContinueImage(recorder, format, WScript.Arguments(0))
    WScript.Echo "Writing"
    task = "The burn failed"
    ' Without Set: a bare IStream is no object to VBScript.
    stream = result.ImageStream
    ' DVD+R is closed otherwise, so that any player reads it.
    format.DisableConsumerDvdCompatibilityMode = True
    format.Write stream
    WScript.Echo "BURNED"
End Sub

Function ContinueImage(recorder, format, folder)
    Dim image
    task = "The image could not be prepared"
    Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
    If format.MediaHeuristicallyBlank Then
        image.ChooseImageDefaults recorder
        ' On media that are written anywhere no other file system can be continued.
        If format.CurrentMediaStatus And MediaOverwritable Then image.FileSystemsToCreate = FsiFileSystemUDF
        image.VolumeName = "SESSIONS"
    Else
        task = "What is on the disc could not be read"
        image.MultisessionInterfaces = format.MultisessionInterfaces
        image.ImportFileSystem
        image.VolumeName = image.ImportedVolumeName
        image.FreeMediaBlocks = format.FreeSectorsOnMedia
        WScript.Echo "On the disc: " & image.FileCount & " files in " & image.DirectoryCount & " folders"
    End If
    task = "The folder could not be added"
    image.Root.AddTree folder, False
    task = "The image could not be made"
    WScript.Echo "Then: " & image.FileCount & " files in " & image.DirectoryCount & " folders"
    Set ContinueImage = image.CreateResultImage
End Function

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
    format.ClientName = "AddSession"
    Set OpenWriter = format
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
