// Erases a disc that can be rewritten with the scripting interface of Windows, and nothing else.
//
//   cscript //nologo EraseDisc.js n             erases the disc in recorder n quickly
//   cscript //nologo EraseDisc.js n full        erases all of it, which takes as long as writing it
//
// Everything on the disc is lost. The last line is "ERASED", or "NOT ERASED" with the reason; the exit code is 0 or 1.

var task = "The arguments are wrong";

try {
    main();
} catch (error) {
    giveUp(explain(error));
}
WScript.Quit(0);

function main() {
    if (WScript.Arguments.length === 0) giveUp("Which recorder? ListDrives.js tells their numbers");
    var recorder = openRecorder(recorderNumber(WScript.Arguments(0)));
    task = "The recorder was not accepted";
    var eraser = new ActiveXObject("IMAPI2.MsftDiscFormat2Erase");
    if (!eraser.IsRecorderSupported(recorder)) giveUp("This recorder cannot erase");
    task = "The medium was not accepted";
    if (!eraser.IsCurrentMediaSupported(recorder)) giveUp("The medium in the recorder cannot be erased");
    eraser.Recorder = recorder;
    eraser.ClientName = "EraseDisc";
    eraser.FullErase = argument(1, "").toLowerCase() === "full";
    WScript.Echo("Erasing");
    task = "The medium could not be erased";
    eraser.EraseMedia();
    WScript.Echo("ERASED");
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

// An argument, or what counts when it is not there.
function argument(index, absent) {
    return WScript.Arguments.length > index ? WScript.Arguments(index) : absent;
}

function explain(error) {
    // Numbers of errors are signed.
    return task + ": 0x" + (error.number >>> 0).toString(16).toUpperCase() + " " + error.message;
}

function giveUp(reason) {
    WScript.Echo("NOT ERASED: " + reason);
    WScript.Quit(1);
}
