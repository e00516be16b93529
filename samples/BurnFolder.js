// Burns a folder with the scripting interface of Windows, and nothing else.
//
//   cscript //nologo BurnFolder.js D:\photos [n]     burns what is in the folder on recorder n
//
// The medium must be blank, and is closed. The last line is "BURNED", or "NOT BURNED" with the reason; the exit code
// is 0 or 1.

var FSI_FILE_SYSTEM_UDF = 4;
var UDF_102 = 0x102;
var SECTOR_SIZE = 2048;

var task = "The arguments are wrong";

try {
    main();
} catch (error) {
    giveUp(explain(error));
}
WScript.Quit(0);

function main() {
    if (WScript.Arguments.length === 0) giveUp("Which folder?");
    var recorder = openRecorder(recorderNumber(argument(1, "0")));
    var format = openWriter(recorder);
    checkBlank(format);
    var result = makeImage(recorder, argument(0));
    WScript.Echo("Writing");
    task = "The burn failed";
    format.ForceMediaToBeClosed = true;
    // The stream goes from one object to the other: JScript can hand it on, but not ask it anything.
    format.Write(result.ImageStream);
    WScript.Echo("BURNED " + result.TotalBlocks + " sectors");
}

function makeImage(recorder, folder) {
    task = "The image could not be prepared";
    var image = new ActiveXObject("IMAPI2FS.MsftFileSystemImage");
    image.ChooseImageDefaults(recorder);
    // No other file system takes every name and every depth, and each system reads this revision.
    image.FileSystemsToCreate = FSI_FILE_SYSTEM_UDF;
    image.UDFRevision = UDF_102;
    image.VolumeName = "FOLDER";
    task = "The folder could not be added";
    image.Root.AddTree(folder, false);
    task = "The image could not be made";
    var result = image.CreateResultImage();
    WScript.Echo("Image: " + image.FileCount + " files in " + image.DirectoryCount + " folders, " +
        mebibytes(result.TotalBlocks) + " MiB");
    return result;
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
    format.ClientName = "BurnFolder";
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
