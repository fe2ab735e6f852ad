namespace Telltale.Workbench.Commands;

/// <summary>The commands for one's own data, each a notebook of <c>notebooks/commands</c>.</summary>
internal static class NotebookCommands
{
    public static IReadOnlyList<NotebookCommand> All { get; } =
    [
        new("audit", ["folder"], [],
        [
            "Says what is in a folder, what was left out and why, and which shortcuts a detector could use instead of traces.",
            "For real and synthetic images, and for edited images with their masks.",
        ]),
        new("score", ["images"], ["detector", "train"],
        [
            "Scores a folder of images, or one image. --detector names a TorchScript (.pt) or ONNX (.onnx) file with a JSON file",
            "beside it (docs/extending.md); --train a folder of real and synthetic images to train a small detector on, or of edited",
            "images and their masks for a localizer. Localizers write masks. Without either, the detector is trained on simulated",
            "images. ONNX needs one build with -p:OnnxRuntime=true before the --.",
        ]),
        new("diagnose", ["scores"], ["images"],
        [
            "Says what is wrong with a detector, from a CSV file with path, score and label: for each source, what it predicts, how well",
            "it ranks, and whether another threshold helps. With --images, a folder, labels and sources come from there: for files that",
            "have no labels, as those of score.",
        ]),
        new("compare", ["first", "second"], ["images"],
        [
            "Compares two detectors on the same images, from a CSV file of each: every metric, with the interval of the difference.",
        ]),
        new("validate", ["submission"], ["images"],
        [
            "Says line by line what is wrong with a submission to MediaEval's task: an archive, or the folder that holds it.",
            "With the folder of the test images, also which images are missing and which masks have another size.",
            "Exit code 1 where something is wrong.",
        ]),
    ];
}
