' Makes the image of a disc from a folder with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo MakeIso.vbs D:\photos                       writes the folder to a disc in the first recorder
'   cscript //nologo MakeIso.vbs D:\photos n                     writes it to a disc in recorder n
'   cscript //nologo MakeIso.vbs D:\photos D:\photos.iso [n]     does so in a virtual recorder, whose medium is a
'                                                                file, and copies that file
'
' A script cannot save a stream by itself, but IMAPI can write one: that is why the image takes this way.
' The last line is "BURNED", or "NOT BURNED" with the reason; the exit code is 0 or 1.

Option Explicit

Const FsiFileSystemUDF = 4
Const Udf102 = 258
Const VirtualRecorders = "HKCU\Software\Wine\Imapi2\VirtualRecorders\"

Dim folder, target, number, recorder, format, image, result, stream

If WScript.Arguments.Count = 0 Then GiveUp "Which folder?"
folder = WScript.Arguments(0)
target = ""
number = 0
If WScript.Arguments.Count > 1 Then
    If IsNumeric(WScript.Arguments(1)) Then number = CInt(WScript.Arguments(1)) Else target = WScript.Arguments(1)
End If
If WScript.Arguments.Count > 2 Then number = CInt(WScript.Arguments(2))

On Error Resume Next
Set recorder = OpenRecorder(number)
StopOnError "The recorder could not be opened"
Set format = CreateObject("IMAPI2.MsftDiscFormat2Data")
format.Recorder = recorder
format.ClientName = "MakeIso"
StopOnError "The recorder was not accepted"

Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
StopOnError "The image could not be created"
image.ChooseImageDefaults recorder
StopOnError "There is no medium that can be written"
' No other file system takes every name and every depth, and each system reads this revision.
image.FileSystemsToCreate = FsiFileSystemUDF
image.UDFRevision = Udf102
image.VolumeName = "MAKEISO"
StopOnError "The image could not be prepared"
image.Root.AddTree folder, False
StopOnError "The folder could not be added"
WScript.Echo image.FileCount & " files in " & image.DirectoryCount & " directories"

Set result = image.CreateResultImage
StopOnError "The image could not be made"
WScript.Echo "Writing " & result.TotalBlocks & " blocks"
' Without Set: a bare IStream is no object to VBScript.
stream = result.ImageStream
format.ForceMediaToBeClosed = True
format.Write stream
StopOnError "The burn failed"
If target <> "" Then CopyMedium
WScript.Echo "BURNED " & result.TotalBlocks & " blocks"
WScript.Quit 0

Function OpenRecorder(index)
    Dim master, one
    Set master = CreateObject("IMAPI2.MsftDiscMaster2")
    Set one = CreateObject("IMAPI2.MsftDiscRecorder2")
    one.InitializeDiscRecorder master.Item(index)
    Set OpenRecorder = one
End Function

' The virtual recorder keeps its medium in a folder that is named after its product.
Sub CopyMedium
    Dim shell, files, place
    Set shell = CreateObject("WScript.Shell")
    Set files = CreateObject("Scripting.FileSystemObject")
    place = shell.RegRead(VirtualRecorders & "MakeIso\Folder")
    StopOnError "There is no virtual recorder named MakeIso"
    files.CopyFile place & "\medium.iso", target, True
    StopOnError "The medium could not be copied"
End Sub

Sub StopOnError(what)
    If Err.Number <> 0 Then GiveUp what & ": 0x" & Hex(Err.Number) & " " & Err.Description
End Sub

Sub GiveUp(reason)
    WScript.Echo "NOT BURNED: " & reason
    WScript.Quit 1
End Sub
