' Prints what a script learns of errors, one CODE TEXT a line, and END at the end.

Option Explicit

Dim master, recorder, format, image, manager, value

Sub Tell
    WScript.Echo "0x" & Hex(Err.Number) & " " & Err.Description
    Err.Clear
End Sub

Set master = CreateObject("IMAPI2.MsftDiscMaster2")
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder master.Item(0)
Set format = CreateObject("IMAPI2.MsftDiscFormat2Data")
Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
Set manager = CreateObject("IMAPI2FS.MsftIsoImageManager")

On Error Resume Next
value = format.MediaPhysicallyBlank
Tell
format.ClientName = "a*b"
Tell
format.Recorder = recorder
format.CancelWrite
Tell
value = format.MediaPhysicallyBlank
Tell
image.UDFRevision = 3
Tell
image.VolumeName = String(200, "x")
Tell
image.Root.AddDirectory "a*b"
Tell
Set value = image.Root.Item("none")
Tell
image.ChooseImageDefaults recorder
Tell
image.CreateDirectoryItem ""
Tell
manager.Validate
Tell
WScript.Echo "END"
