' Makes the image of a disc from a folder with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo MakeIso.vbs D:\photos                       writes the folder to a disc in the first recorder
'   cscript //nologo MakeIso.vbs D:\photos n                     writes it to a disc in recorder n
'   cscript //nologo MakeIso.vbs D:\photos D:\photos.iso [n]     does so in the virtual recorder named MakeIso, whose
'                                                                disc is a file, and copies that file
'
' A script can make a stream, but not save it: ImageStream is a bare IStream, which automation cannot read from, and
' ADODB.Stream takes none. IMAPI itself can write it, though, and under Wine a disc may be a file. So for the third
' form, which is for Wine alone, there must be such a recorder with a blank disc; once
'
'   wine imapictl drive add MakeIso --folder ~/makeiso
'   wine imapictl insert MakeIso bd-r --replace
'
' and the second command before each further image. Programs in C save the stream: samples/c/makeiso.c.
' The last line is "BURNED", or "NOT BURNED" with the reason; the exit code is 0 or 1.

Option Explicit

Const FsiFileSystemUDF = 4
Const Udf102 = 258
Const VirtualRecorders = "HKCU\Software\Wine\Imapi2\VirtualRecorders\"

Dim task

task = "The arguments are wrong"
On Error Resume Next
Main
If Err.Number <> 0 Then GiveUp task & ": 0x" & Hex(Err.Number) & " " & Err.Description
WScript.Quit 0

Sub Main
    Dim folder, target, number, recorder, format, result, stream
    folder = Argument(0, "")
    target = Argument(1, "")
    number = Argument(2, "")
    If folder = "" Then GiveUp "Which folder?"
    If IsNumeric(target) Then
        number = target
        target = ""
    End If
    If target = "" Or number <> "" Then
        If number = "" Then number = 0
        Set recorder = OpenRecorder(CInt(number))
    Else
        Set recorder = FindRecorder("makeiso")
    End If
    Set format = OpenWriter(recorder)
    Set result = MakeImage(recorder, folder)
    WScript.Echo "Writing " & result.TotalBlocks & " blocks"
    task = "The burn failed"
    ' Without Set: a bare IStream is no object to VBScript.
    stream = result.ImageStream
    format.ForceMediaToBeClosed = True
    format.Write stream
    If target <> "" Then CopyMedium target
    WScript.Echo "BURNED " & result.TotalBlocks & " blocks"
End Sub

Function MakeImage(recorder, folder)
    Dim image
    task = "The image could not be prepared"
    Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
    image.ChooseImageDefaults recorder
    ' No other file system takes every name and every depth, and each system reads this revision.
    image.FileSystemsToCreate = FsiFileSystemUDF
    image.UDFRevision = Udf102
    image.VolumeName = "MAKEISO"
    task = "The folder could not be added"
    image.Root.AddTree folder, False
    WScript.Echo image.FileCount & " files in " & image.DirectoryCount & " directories"
    task = "The image could not be made"
    Set MakeImage = image.CreateResultImage
End Function

' The id of a virtual recorder has its name as the drive's instance.
Function FindRecorder(name)
    Dim master, i
    task = "The recorders could not be listed"
    Set master = CreateObject("IMAPI2.MsftDiscMaster2")
    For i = 0 To master.Count - 1
        If InStr(1, master.Item(i), "#" & name & "#", vbTextCompare) > 0 Then
            Set FindRecorder = OpenRecorder(i)
            Exit Function
        End If
    Next
    GiveUp "There is no virtual recorder named MakeIso"
End Function

' The virtual recorder keeps its medium in a folder, which it is known for in the registry.
Sub CopyMedium(target)
    Dim shell, files
    task = "The medium could not be copied"
    Set shell = CreateObject("WScript.Shell")
    Set files = CreateObject("Scripting.FileSystemObject")
    files.CopyFile shell.RegRead(VirtualRecorders & "MakeIso\Folder") & "\medium.iso", target, True
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
    format.ClientName = "MakeIso"
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
