// Burns an audio CD with the scripting interface of Windows, and nothing else.
//
//   cscript //nologo BurnAudio.js n track1.raw track2.raw ...      burns the tracks in recorder n
//
// A track is a file of samples: 44.1 kHz, 16 bit, two channels, the lower byte first, without a header, its size
// a multiple of 2352 bytes. BurnAudio.vbs tells how to make one. The medium must be a blank CD, and is closed.
// The last line is "BURNED", or "NOT BURNED" with the reason; the exit code is 0 or 1.

var task = "The arguments are wrong";

try {
    main();
} catch (error) {
    giveUp(explain(error));
}
WScript.Quit(0);

function main() {
    if (WScript.Arguments.length < 2) giveUp("Which recorder, and which tracks?");
    var format = openWriter(openRecorder(recorderNumber(WScript.Arguments(0))));
    task = "The medium could not be prepared";
    format.PrepareMedia();
    try {
        for (var i = 1; i < WScript.Arguments.length; i++) addTrack(format, i, WScript.Arguments(i));
    } catch (error) {
        // Whatever happens to a track, the medium has to be released.
        var reason = explain(error);
        format.ReleaseMedia();
        giveUp(reason);
    }
    // The table of contents is written now.
    task = "The disc could not be closed";
    format.ReleaseMedia();
    WScript.Echo("BURNED " + (WScript.Arguments.length - 1) + " tracks");
}

function addTrack(format, number, path) {
    var file = openFile(path);
    WScript.Echo("Writing track " + number);
    task = path + " could not be written";
    format.AddAudioTrack(file.Stream);
}

function openFile(path) {
    task = path + " could not be opened";
    var manager = new ActiveXObject("IMAPI2FS.MsftIsoImageManager");
    manager.SetPath(path);
    return manager;
}

function openRecorder(index) {
    task = "The recorder could not be opened";
    var recorder = new ActiveXObject("IMAPI2.MsftDiscRecorder2");
    recorder.InitializeDiscRecorder(new ActiveXObject("IMAPI2.MsftDiscMaster2").Item(index));
    return recorder;
}

function recorderNumber(text) {
    task = "The arguments are wrong";
    if (!/^[0-9]+$/.test(text)) giveUp("\"" + text + "\" is no number of a recorder");
    return Number(text);
}

function openWriter(recorder) {
    task = "The recorder was not accepted";
    var format = new ActiveXObject("IMAPI2.MsftDiscFormat2TrackAtOnce");
    if (!format.IsRecorderSupported(recorder)) giveUp("This recorder cannot write");
    task = "The medium was not accepted";
    if (!format.IsCurrentMediaSupported(recorder)) giveUp("The medium in the recorder is no blank CD");
    format.Recorder = recorder;
    format.ClientName = "BurnAudio";
    return format;
}

function explain(error) {
    // Numbers of errors are signed.
    return task + ": 0x" + (error.number >>> 0).toString(16).toUpperCase() + " " + error.message;
}

function giveUp(reason) {
    WScript.Echo("NOT BURNED: " + reason);
    WScript.Quit(1);
}
