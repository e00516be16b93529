' Lists the drives with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo ListDrives.vbs
'
' Each drive has its number, its name, its letters, and what is in it. The last line is "n drives"; the exit code is
' 0, or 1 when there is none or when IMAPI fails.

Option Explicit

Const NoMedia = &HC0AA0202
Const Names = "unknown medium, CD-ROM, CD-R, CD-RW, DVD-ROM, DVD-RAM, DVD+R, DVD+RW, DVD+R DL, DVD-R"
Const MoreNames = ", DVD-RW, DVD-R DL, disk, DVD+RW DL, HD DVD-ROM, HD DVD-R, HD DVD-RAM, BD-ROM, BD-R, BD-RE"
Const SectorSize = 2048

Dim task

task = "The arguments are wrong"
On Error Resume Next
Main
If Err.Number <> 0 Then GiveUp task & ": 0x" & Hex(Err.Number) & " " & Err.Description
WScript.Quit 0

Sub Main
    Dim master, i
    task = "The drives could not be listed"
    Set master = CreateObject("IMAPI2.MsftDiscMaster2")
    For i = 0 To master.Count - 1
        Describe i, OpenRecorder(i)
    Next
    If master.Count = 0 Then GiveUp "There is no drive"
    WScript.Echo master.Count & " drives"
End Sub

Sub Describe(number, drive)
    Dim letter
    task = "Drive " & number & " could not be described"
    WScript.Echo number & ": " & Trim(drive.VendorId) & " " & Trim(drive.ProductId) & " " & Trim(drive.ProductRevision)
    For Each letter In drive.VolumePathNames
        WScript.Echo "   " & letter
    Next
    WScript.Echo "   " & Medium(drive)
End Sub

Function Medium(drive)
    Dim format, supported, failure, reason
    Set format = CreateObject("IMAPI2.MsftDiscFormat2Data")
    Medium = "a drive that only reads"
    If Not format.IsRecorderSupported(drive) Then Exit Function
    On Error Resume Next
    supported = format.IsCurrentMediaSupported(drive)
    failure = Err.Number
    reason = Err.Description
    On Error GoTo 0
    If failure = NoMedia Then
        Medium = "no disc"
    ElseIf failure <> 0 Then
        Medium = "a disc that tells nothing: 0x" & Hex(failure) & " " & reason
    ElseIf supported Then
        Medium = WritableMedium(drive, format)
    Else
        Medium = "a disc that cannot be written"
    End If
End Function

Function WritableMedium(drive, format)
    Dim kinds
    kinds = Split(Names & MoreNames, ", ")
    format.Recorder = drive
    format.ClientName = "ListDrives"
    WritableMedium = kinds(format.CurrentPhysicalMediaType)
    If format.MediaHeuristicallyBlank Then WritableMedium = WritableMedium & ", blank"
    WritableMedium = WritableMedium & ", " & CLng(format.FreeSectorsOnMedia / (1048576 / SectorSize)) & " MiB free"
End Function

Function OpenRecorder(index)
    Dim master, one
    task = "The recorder could not be opened"
    Set master = CreateObject("IMAPI2.MsftDiscMaster2")
    Set one = CreateObject("IMAPI2.MsftDiscRecorder2")
    one.InitializeDiscRecorder master.Item(index)
    Set OpenRecorder = one
End Function

Sub GiveUp(reason)
    WScript.Echo "NOT LISTED: " & reason
    WScript.Quit 1
End Sub
