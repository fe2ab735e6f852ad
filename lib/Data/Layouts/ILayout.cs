namespace Telltale.Data.Layouts;

/// <summary>
/// A way in which a data set arranges its files. To support another one, implement this interface and add the class to
/// <see cref="KnownLayouts.All"/>, or pass it to <see cref="DetectionFolder.Read"/> or <see cref="LocalizationFolder.Read"/>.
/// </summary>
/// <remarks>
/// A layout works from file names alone and opens no image. It must be safe to use from several threads, and must return the same
/// entries in the same order on every machine; <see cref="FolderContents"/> is already in such an order.
/// </remarks>
/// <example><code>
/// var contents = new FolderContents("/data/CASIA2");
/// foreach (var layout in KnownLayouts.All.Where(layout => layout.Matches(contents)))
/// {
///     Console.WriteLine($"{layout.Name}: {layout.Read(contents).Count()} images");
/// }
/// </code></example>
public interface ILayout
{
    /// <summary>Name of the data set or of the convention, for example "CASIA v2"; it appears in error messages.</summary>
    string Name { get; }

    /// <summary>The task that the records are for; readers ignore the layouts of the other task.</summary>
    ImageTask Task { get; }

    /// <summary>The folders and files to look for, in one line without a full stop; it appears in error messages.</summary>
    string LooksLike { get; }

    /// <summary>
    /// True where the folder may contain files in this layout. A folder can match several layouts; then each is read, and an image
    /// that two of them return belongs to the first.
    /// </summary>
    /// <param name="contents">The images below the top folder.</param>
    bool Matches(FolderContents contents);

    /// <summary>
    /// The images in this layout: for each a record, or the reason why there is none (for example a missing mask). Other images in
    /// the folder are ignored.
    /// </summary>
    /// <param name="contents">Contents for which <see cref="Matches"/> is true.</param>
    IEnumerable<LayoutEntry> Read(FolderContents contents);
}
