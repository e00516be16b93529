// Adds a folder to what a disc holds already, with the scripting interface of Windows, and nothing else.
//
//   cscript //nologo AddSession.js D:\photos [n]       adds what is in the folder to the disc in recorder n
//
// A blank disc gets its first session. The disc stays open for more. The last line is "BURNED", or "NOT BURNED" with
// the reason; the exit code is 0 or 1.

var MEDIA_OVERWRITABLE = 1;
var FSI_FILE_SYSTEM_UDF = 4;

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
    var result = continueImage(recorder, format, argument(0));
    WScript.Echo("Writing");
    task = "The burn failed";
    // DVD+R is closed otherwise, so that any player reads it.
    format.DisableConsumerDvdCompatibilityMode = true;
    // The stream goes from one object to the other: JScript can hand it on, but not ask it anything.
    format.Write(result.ImageStream);
    WScript.Echo("BURNED");
}

function continueImage(recorder, format, folder) {
    task = "The image could not be prepared";
    var image = new ActiveXObject("IMAPI2FS.MsftFileSystemImage");
    if (format.MediaHeuristicallyBlank) {
        image.ChooseImageDefaults(recorder);
        // On media that are written anywhere no other file system can be continued.
        if (format.CurrentMediaStatus & MEDIA_OVERWRITABLE) image.FileSystemsToCreate = FSI_FILE_SYSTEM_UDF;
        image.VolumeName = "SESSIONS";
    } else {
        task = "What is on the disc could not be read";
        image.MultisessionInterfaces = format.MultisessionInterfaces;
        image.ImportFileSystem();
        image.VolumeName = image.ImportedVolumeName;
        image.FreeMediaBlocks = format.FreeSectorsOnMedia;
        WScript.Echo("On the disc: " + image.FileCount + " files in " + image.DirectoryCount + " folders");
    }
    task = "The folder could not be added";
    image.Root.AddTree(folder, false);
    task = "The image could not be made";
    WScript.Echo("Then: " + image.FileCount + " files in " + image.DirectoryCount + " folders");
    return image.CreateResultImage();
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
    format.ClientName = "AddSession";
    return format;
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
