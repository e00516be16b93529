' Burns an audio CD with the scripting interface of Windows, and nothing else.
'
'   cscript //nologo BurnAudio.vbs n track1.raw track2.raw ...      burns the tracks in recorder n
'
' A track is a file of samples: 44.1 kHz, 16 bit, two channels, the lower byte first, without a header, its size
' a multiple of 2352 bytes. For instance, with programs that are not of Windows:
'
'   sox song.flac --type raw --rate 44100 --channels 2 --bits 16 --encoding signed-integer --endian little track1.raw
'   truncate --size=%2352 track1.raw
'
' The medium must be a blank CD, and is closed. The last line is "BURNED", or "NOT BURNED" with the reason; the exit
' code is 0 or 1.

Option Explicit

Dim task

task = "The arguments are wrong"
On Error Resume Next
Main
If Err.Number <> 0 Then GiveUp task & ": 0x" & Hex(Err.Number) & " " & Err.Description
WScript.Quit 0

Sub Main
    Dim format
    If WScript.Arguments.Count < 2 Then GiveUp "Which recorder, and which tracks?"
    Set format = OpenWriter(OpenRecorder(CInt(WScript.Arguments(0))))
    task = "The medium could not be prepared"
    format.PrepareMedia
    AddTracks format
    ' The table of contents is written now.
    task = "The disc could not be closed"
    format.ReleaseMedia
    WScript.Echo "BURNED " & WScript.Arguments.Count - 1 & " tracks"
End Sub

' Whatever happens to a track, the medium has to be released.
Sub AddTracks(format)
    Dim i, number, reason
    On Error Resume Next
    For i = 1 To WScript.Arguments.Count - 1
        AddTrack format, i, WScript.Arguments(i)
        If Err.Number <> 0 Then
            reason = task & ": 0x" & Hex(Err.Number) & " " & Err.Description
            format.ReleaseMedia
            GiveUp reason
        End If
    Next
End Sub

Sub AddTrack(format, number, path)
    Dim bytes
    OpenFile path, bytes
    WScript.Echo "Writing track " & number
    task = path & " could not be written"
    format.AddAudioTrack bytes
End Sub

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
    Set format = CreateObject("IMAPI2.MsftDiscFormat2TrackAtOnce")
    If Not format.IsRecorderSupported(recorder) Then GiveUp "This recorder cannot write"
    task = "The medium was not accepted"
    If Not format.IsCurrentMediaSupported(recorder) Then GiveUp "The medium in the recorder is no blank CD"
    format.Recorder = recorder
    format.ClientName = "BurnAudio"
    Set OpenWriter = format
End Function

Sub GiveUp(reason)
    WScript.Echo "NOT BURNED: " & reason
    WScript.Quit 1
End Sub
