namespace Telltale.Workbench.Notebooks;

/// <summary>Writes text files atomically: a reader finds the old content or the new.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        TemporaryName.Sweep(folder, SearchOption.TopDirectoryOnly);
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}{TemporaryName.NewEnding()}");
        try
        {
            File.WriteAllText(unfinished, text);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
