// Lists the drives with the scripting interface of Windows, and nothing else.
//
//   cscript //nologo ListDrives.js
//
// Each drive has its number, its name, its letters, and what is in it. The last line is "n drives"; the exit code is
// 0, or 1 when there is none or when IMAPI fails.

var NO_MEDIA = 0xC0AA0202;
var NAMES = ["unknown medium", "CD-ROM", "CD-R", "CD-RW", "DVD-ROM", "DVD-RAM", "DVD+R", "DVD+RW", "DVD+R DL", "DVD-R",
    "DVD-RW", "DVD-R DL", "disk", "DVD+RW DL", "HD DVD-ROM", "HD DVD-R", "HD DVD-RAM", "BD-ROM", "BD-R", "BD-RE"];
var SECTOR_SIZE = 2048;

var task = "The arguments are wrong";

try {
    main();
} catch (error) {
    giveUp(explain(error));
}
WScript.Quit(0);

function main() {
    task = "The drives could not be listed";
    var master = new ActiveXObject("IMAPI2.MsftDiscMaster2");
    for (var i = 0; i < master.Count; i++) describe(i, openRecorder(i));
    if (master.Count === 0) giveUp("There is no drive");
    WScript.Echo(master.Count + " drives");
}

function describe(number, drive) {
    task = "Drive " + number + " could not be described";
    WScript.Echo(number + ": " + trim(drive.VendorId) + " " + trim(drive.ProductId) + " " + trim(drive.ProductRevision));
    // An array of automation is no array of JScript.
    var letters = new VBArray(drive.VolumePathNames).toArray();
    for (var i = 0; i < letters.length; i++) WScript.Echo("   " + letters[i]);
    WScript.Echo("   " + medium(drive));
}

function medium(drive) {
    var format = new ActiveXObject("IMAPI2.MsftDiscFormat2Data");
    if (!format.IsRecorderSupported(drive)) return "a drive that only reads";
    try {
        if (!format.IsCurrentMediaSupported(drive)) return "a disc that cannot be written";
    } catch (error) {
        // Numbers of errors are signed.
        if ((error.number >>> 0) === NO_MEDIA) return "no disc";
        throw error;
    }
    format.Recorder = drive;
    format.ClientName = "ListDrives";
    return NAMES[format.CurrentPhysicalMediaType] + (format.MediaHeuristicallyBlank ? ", blank, " : ", ") +
        Math.round(format.FreeSectorsOnMedia * SECTOR_SIZE / 1048576) + " MiB free";
}

function trim(text) {
    return text.replace(/^ +| +$/g, "");
}

function openRecorder(index) {
    task = "The recorder could not be opened";
    var recorder = new ActiveXObject("IMAPI2.MsftDiscRecorder2");
    recorder.InitializeDiscRecorder(new ActiveXObject("IMAPI2.MsftDiscMaster2").Item(index));
    return recorder;
}

function explain(error) {
    // Numbers of errors are signed.
    return task + ": 0x" + (error.number >>> 0).toString(16).toUpperCase() + " " + error.message;
}

function giveUp(reason) {
    WScript.Echo("NOT LISTED: " + reason);
    WScript.Quit(1);
}
