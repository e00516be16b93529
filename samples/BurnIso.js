// Burns a disc image with the scripting interface of Windows, and nothing else.
//
//   cscript //nologo BurnIso.js D:\images\backup.iso [n]       burns an image file on recorder n
//
// The medium must be blank, and is closed. The last line is "BURNED", or "NOT BURNED" with the reason; the exit code
// is 0 or 1.

var SECTOR_SIZE = 2048;

var task = "The arguments are wrong";

try {
    main();
} catch (error) {
    giveUp(explain(error));
}
WScript.Quit(0);

function main() {
    if (WScript.Arguments.length === 0) giveUp("Which image?");
    var format = openWriter(openRecorder(recorderNumber(argument(1, "0"))));
    checkBlank(format);
    var file = openFile(argument(0));
    WScript.Echo("Writing");
    task = "The burn failed";
    format.ForceMediaToBeClosed = true;
    // The stream goes from one object to the other: JScript can hand it on, but not ask it anything.
    format.Write(file.Stream);
    WScript.Echo("BURNED");
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
    var format = new ActiveXObject("IMAPI2.MsftDiscFormat2Data");
    if (!format.IsRecorderSupported(recorder)) giveUp("This recorder cannot write");
    task = "The medium was not accepted";
    if (!format.IsCurrentMediaSupported(recorder)) giveUp("The medium in the recorder cannot be written");
    format.Recorder = recorder;
    format.ClientName = "BurnIso";
    return format;
}

function checkBlank(format) {
    task = "The medium could not be looked at";
    WScript.Echo("Medium: type " + format.CurrentPhysicalMediaType + ", " + mebibytes(format.FreeSectorsOnMedia) +
        " MiB free");
    if (!format.MediaHeuristicallyBlank) giveUp("The medium is not blank");
}

function mebibytes(sectors) {
    return Math.round(sectors * SECTOR_SIZE / 1048576);
}

// An argument, or what counts when it is not there.
function argument(index, absent) {
    return WScript.Arguments.length > index ? WScript.Arguments(index) : absent;
}

function explain(error) {
    // Numbers of errors are signed.
    return task + ": 0x" + (error.number >>> 0).toString(16).toUpperCase() + " " + error.message;
}

function giveUp(reason) {
    WScript.Echo("NOT BURNED: " + reason);
    WScript.Quit(1);
}
