// Makes the image of a disc from a folder with the scripting interface of Windows, and nothing else.
//
//   cscript //nologo MakeIso.js D:\photos D:\photos.iso
//
// A script can make a stream, but not save it; MakeIso.vbs tells why. IMAPI itself can write it, though, and under
// Wine a disc may be a file: that of the virtual recorder named MakeIso, which must hold a blank disc.
//
//   wine imapictl drive add MakeIso --folder ~/makeiso
//   wine imapictl insert MakeIso bd-r --replace
//
// The last line is "BURNED", or "NOT BURNED" with the reason; the exit code is 0 or 1.

var FSI_FILE_SYSTEM_UDF = 4;
var UDF_102 = 0x102;
var RECORDER_FOLDER = "HKCU\\Software\\Wine\\Imapi2\\VirtualRecorders\\MakeIso\\Folder";

var task = "The arguments are wrong";

try {
    main();
} catch (error) {
    giveUp(explain(error));
}
WScript.Quit(0);

function main() {
    if (WScript.Arguments.length < 2) giveUp("Which folder, and which image?");
    var recorder = findRecorder("makeiso");
    var format = openWriter(recorder);
    var result = makeImage(recorder, WScript.Arguments(0));
    WScript.Echo("Writing " + result.TotalBlocks + " blocks");
    task = "The burn failed";
    format.ForceMediaToBeClosed = true;
    // The stream goes from one object to the other: JScript can hand it on, but not ask it anything.
    format.Write(result.ImageStream);
    copyMedium(WScript.Arguments(1));
    WScript.Echo("BURNED " + result.TotalBlocks + " blocks");
}

function makeImage(recorder, folder) {
    task = "The image could not be prepared";
    var image = new ActiveXObject("IMAPI2FS.MsftFileSystemImage");
    image.ChooseImageDefaults(recorder);
    // No other file system takes every name and every depth, and each system reads this revision.
    image.FileSystemsToCreate = FSI_FILE_SYSTEM_UDF;
    image.UDFRevision = UDF_102;
    image.VolumeName = "MAKEISO";
    task = "The folder could not be added";
    image.Root.AddTree(folder, false);
    task = "The image could not be made";
    return image.CreateResultImage();
}

// The id of a virtual recorder has its name as the drive's instance.
function findRecorder(name) {
    task = "The recorders could not be listed";
    var master = new ActiveXObject("IMAPI2.MsftDiscMaster2");
    for (var i = 0; i < master.Count; i++) {
        if (master.Item(i).toLowerCase().indexOf("#" + name + "#") >= 0) return openRecorder(i);
    }
    giveUp("There is no virtual recorder named MakeIso");
}

// The virtual recorder keeps its medium in a folder, which it is known for in the registry.
function copyMedium(target) {
    task = "The medium could not be copied";
    var folder = new ActiveXObject("WScript.Shell").RegRead(RECORDER_FOLDER);
    new ActiveXObject("Scripting.FileSystemObject").CopyFile(folder + "\\medium.iso", target, true);
}

function openRecorder(index) {
    task = "The recorder could not be opened";
    var recorder = new ActiveXObject("IMAPI2.MsftDiscRecorder2");
    recorder.InitializeDiscRecorder(new ActiveXObject("IMAPI2.MsftDiscMaster2").Item(index));
    return recorder;
}

function openWriter(recorder) {
    task = "The recorder was not accepted";
    var format = new ActiveXObject("IMAPI2.MsftDiscFormat2Data");
    if (!format.IsRecorderSupported(recorder)) giveUp("This recorder cannot write");
    task = "The medium was not accepted";
    if (!format.IsCurrentMediaSupported(recorder)) giveUp("The medium in the recorder cannot be written");
    format.Recorder = recorder;
    format.ClientName = "MakeIso";
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
