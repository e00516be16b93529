// Burns a disc that boots with the scripting interface of Windows, and nothing else.
//
//   cscript //nologo BurnBootable.js D:\boot.img D:\files [n]     burns the files and the loader on recorder n
//
// The loader is the image of a floppy (1.2, 1.44 or 2.88 MB exactly), which the computer then takes for drive A:, or
// else a program for a disc, such as isolinux.bin. The medium must be blank, and is closed. The last line is "BURNED",
// or "NOT BURNED" with the reason; the exit code is 0 or 1.

var FSI_FILE_SYSTEM_ISO9660 = 1;
var FSI_FILE_SYSTEM_JOLIET = 2;
var SECTOR_SIZE = 2048;

var task = "The arguments are wrong";

try {
    main();
} catch (error) {
    giveUp(explain(error));
}
WScript.Quit(0);

function main() {
    if (WScript.Arguments.length < 2) giveUp("Which loader, and which folder?");
    var recorder = openRecorder(recorderNumber(argument(2, "0")));
    var format = openWriter(recorder);
    checkBlank(format);
    var result = makeImage(recorder, argument(0), argument(1));
    WScript.Echo("Writing");
    task = "The burn failed";
    format.ForceMediaToBeClosed = true;
    // The stream goes from one object to the other: JScript can hand it on, but not ask it anything.
    format.Write(result.ImageStream);
    WScript.Echo("BURNED " + result.TotalBlocks + " blocks");
}

function makeImage(recorder, loader, folder) {
    task = "The image could not be prepared";
    var image = new ActiveXObject("IMAPI2FS.MsftFileSystemImage");
    image.ChooseImageDefaults(recorder);
    image.FileSystemsToCreate = FSI_FILE_SYSTEM_ISO9660 | FSI_FILE_SYSTEM_JOLIET;
    image.VolumeName = "BOOT";
    image.BootImageOptions = openLoader(loader);
    task = "The folder could not be added";
    image.Root.AddTree(folder, false);
    task = "The image could not be made";
    return image.CreateResultImage();
}

function openLoader(path) {
    var file = openFile(path);
    task = path + " could not be used as a loader";
    var options = new ActiveXObject("IMAPI2FS.BootOptions");
    options.Manufacturer = "BurnBootable";
    options.AssignBootImage(file.Stream);
    return options;
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
    format.ClientName = "BurnBootable";
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
