' Burns a disc that boots with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo BurnBootable.vbs D:\boot.img D:\files [n]     burns the files and the loader on recorder n
'
' The loader is the image of a floppy (1.2, 1.44 or 2.88 MB exactly), which the computer then takes for drive A:, or
' else a program for a disc, such as isolinux.bin. The medium must be blank, and is closed. The last line is "BURNED",
' or "NOT BURNED" with the reason; the exit code is 0 or 1.

Option Explicit

Const FsiFileSystemISO9660 = 1
Const FsiFileSystemJoliet = 2
Const SectorSize = 2048

Dim task

task = "The arguments are wrong"
On Error Resume Next
Main
If Err.Number <> 0 Then GiveUp task & ": 0x" & Hex(Err.Number) & " " & Err.Description
WScript.Quit 0

Sub Main
    Dim recorder, format, result, stream
    If WScript.Arguments.Count < 2 Then GiveUp "Which loader, and which folder?"
    Set recorder = OpenRecorder(CInt(Argument(2, 0)))
    Set format = OpenWriter(recorder)
    CheckBlank format
    Set result = MakeImage(recorder, WScript.Arguments(0), WScript.Arguments(1))
    WScript.Echo "Writing"
    task = "The burn failed"
    ' Without Set: a bare IStream is no object to VBScript.
    stream = result.ImageStream
    format.ForceMediaToBeClosed = True
    format.Write stream
    WScript.Echo "BURNED " & result.TotalBlocks & " blocks"
End Sub

Function MakeImage(recorder, loader, folder)
    Dim image
    task = "The image could not be prepared"
    Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
    image.ChooseImageDefaults recorder
    image.FileSystemsToCreate = FsiFileSystemISO9660 Or FsiFileSystemJoliet
    image.VolumeName = "BOOT"
    image.BootImageOptions = OpenLoader(loader)
    task = "The folder could not be added"
    image.Root.AddTree folder, False
    task = "The image could not be made"
    Set MakeImage = image.CreateResultImage
End Function

Function OpenLoader(path)
    Dim options, bytes
    OpenFile path, bytes
    task = path & " could not be used as a loader"
    Set options = CreateObject("IMAPI2FS.BootOptions")
    options.Manufacturer = "BurnBootable"
    options.AssignBootImage bytes
    Set OpenLoader = options
End Function

' Hands out a file as a stream. Not as a function's result: a bare IStream is no object to VBScript.
Sub OpenFile(path, bytes)
    Dim manager
    task = path & " could not be opened"
    Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")
    manager.SetPath path
    bytes = manager.Stream
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
    format.ClientName = "BurnBootable"
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
