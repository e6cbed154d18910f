import Foundation
import TestSupport
import Testing

@testable import Session

@Suite("Data sets: what names, tables and folders say")
struct DatasetTests {
    @Test func nameOfAScan() throws {
        let name = try #require(
            BIDSName(path: "/data/sub-01/ses-a2/anat/sub-01_ses-a2_acq-mp2rage_run-1_T1w.nii.gz"))
        #expect(name.subject == "01" && name.session == "a2" && name.suffix == "T1w")
        #expect(name.entities.map(\.key) == ["sub", "ses", "acq", "run"])
        #expect(name.person == "sub-01, ses-a2")
        #expect(name.stem == "sub-01_ses-a2_acq-mp2rage_run-1_T1w")
    }

    @Test(arguments: [
        "t1.nii.gz", "sub-01.nii.gz", "ses-1_sub-01_T1w.nii.gz", "sub-_T1w.nii", "sub-01_T1-w.nii",
        "sub-01__T1w.nii", "_T1w.nii", "sub-ü_T1w.nii",
    ])
    func namesOfOtherKinds(path: String) {
        #expect(BIDSName(path: path) == nil)
    }

    @Test func theDayComesFromTheSidecarFirst() throws {
        let folder = try TemporaryFolder()
        let scan = "sub-01/ses-1/anat/sub-01_ses-1_T1w.nii.gz"
        try folder.write("", to: scan)
        let path = folder.path(scan)
        #expect(AcquisitionDay.day(ofScanAt: path) == nil)
        try folder.write(
            "session_id\tacq_time\nses-1\t2020-01-05T10:00:00\n", to: "sub-01/sub-01_sessions.tsv")
        #expect(AcquisitionDay.day(ofScanAt: path) == "2020-01-05")
        try folder.write(
            "filename\tage\tacq_time\nanat/sub-01_ses-1_T1w.nii.gz\t3\t2021-02-06T10:00:00.25Z\n",
            to: "sub-01/ses-1/sub-01_ses-1_scans.tsv")
        #expect(AcquisitionDay.day(ofScanAt: path) == "2021-02-06")
        try folder.write(
            #"{"PatientName": "Doe", "AcquisitionDateTime": "2022-03-07T11:12:13.5"}"#,
            to: "sub-01/ses-1/anat/sub-01_ses-1_T1w.json")
        #expect(AcquisitionDay.day(ofScanAt: path) == "2022-03-07")
    }

    @Test func withoutVisitsTheTableLiesWithTheSubject() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "sub-01/anat/sub-01_FLAIR.nii")
        try folder.write(
            "acq_time\tfilename\nn/a\tanat/sub-01_T1w.nii\n20240301\tanat/sub-01_FLAIR.nii\n",
            to: "sub-01/sub-01_scans.tsv")
        #expect(
            AcquisitionDay.day(ofScanAt: folder.path("sub-01/anat/sub-01_FLAIR.nii"))
                == "2024-03-01")
        #expect(AcquisitionDay.day(ofScanAt: folder.path("sub-01/anat/sub-01_T1w.nii")) == nil)
    }

    @Test(arguments: [
        "not json", #"{"AcquisitionDateTime": 20220307}"#,
        #"{"AcquisitionDateTime": "2022-13-07"}"#,
        #"["AcquisitionDateTime"]"#, "",
    ])
    func aSidecarThatSaysNothing(text: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "t1.json")
        #expect(AcquisitionDay.day(ofScanAt: folder.path("t1.nii.gz")) == nil)
    }

    @Test func aFolderIsSearched() throws {
        let folder = try TemporaryFolder()
        for name in [
            "sub-01/anat/sub-01_T1w.nii.gz", "sub-01/anat/sub-01_T1w.json", "sub-02/b.MGZ",
            ".hidden/c.nii", "pair.hdr", "pair.img", "notes.txt",
        ] { try folder.write("x", to: name) }
        let dicom = String(repeating: "\0", count: 128) + "DICM"
        for name in ["raw/IM0001", "raw/IM0002", "other/IM1.dcm"] {
            try folder.write(dicom, to: name)
        }
        try folder.write("neither", to: "text/IM1")
        let found = try ScanFolder(path: folder.path)
        let paths = found.scans.map {
            $0.path.replacingOccurrences(of: folder.path + "/", with: "")
        }
        #expect(paths == ["pair.hdr", "sub-01/anat/sub-01_T1w.nii.gz", "sub-02/b.MGZ"])
        #expect(found.scans.map { $0.name?.subject } == [nil, "01", nil])
        #expect(found.dicomFolders == [folder.path("other"), folder.path("raw")])
        #expect(!found.isCutShort)
        let before = found.fingerprint
        try folder.write(dicom + "more", to: "raw/IM0002")
        #expect(try ScanFolder(path: folder.path).fingerprint != before)
        #expect(throws: (any Error).self) { try ScanFolder(path: folder.path("nowhere")) }
    }

    @Test func dicomNeedsItsConverter() throws {
        let folder = try TemporaryFolder()
        #expect(throws: DICOMFolder.Failure.notInstalled(folder: "raw")) {
            try DICOMFolder.convert(
                "raw", to: folder.path("out"), environment: ["PATH": folder.path])
        }
        // What is handed to the converter, by one that writes it down.
        let tool = try folder.write(
            "#!/bin/sh\nfor last; do :; done\nprintf '%s\\n' \"$@\" > \"\(folder.path)/words\"\n",
            to: "dcm2niix")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
        try DICOMFolder.convert(
            "raw", to: folder.path("out"), environment: ["PATH": folder.path])
        let words = try folder.read("words").split(separator: "\n").map(String.init)
        #expect(words.suffix(3) == ["-o", folder.path("out"), "raw"])
        #expect(words.contains("series-%s"))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("out"))
        #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o777 } == 0o700)
        try folder.write("#!/bin/sh\necho 'Error: bad'\nexit 3\n", to: "dcm2niix")
        #expect(throws: DICOMFolder.Failure.failed(folder: "raw", reason: "Error: bad")) {
            try DICOMFolder.convert(
                "raw", to: folder.path("out"), environment: ["PATH": folder.path])
        }
    }

    @Test(
        "Fields as CPython's csv module reads them",
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,\r\n", [["a", "b"], ["1", ""]]),
            ("\"a,\"\"b\"\"\",c\n", [["a,\"b\"", "c"]]), ("\"x\ny\",z", [["x\ny", "z"]]),
            ("a\n\nb\n", [["a"], ["b"]]), ("a,\"\"\n", [["a", ""]]), ("", []),
            ("a\"b,c\n", [["a\"b", "c"]]),
        ])
    func separatedValues(text: String, rows: [[String]]) {
        #expect(SeparatedValues.rows(of: text, separator: ",") == rows)
    }
}
