using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Deletes files that this product has written, and the folders that this leaves empty.</summary>
/// <typeparam name="TContext">What the steps of the run share; the files are all that this one looks at.</typeparam>
/// <param name="id">The step's name for programs.</param>
/// <param name="title">What it does, for people.</param>
/// <param name="files">The files.</param>
/// <param name="isOwnFolder">Whether a folder is this product's, and goes when it is empty.</param>
/// <param name="before">What precedes the deletion of a file.</param>
/// <param name="after">What follows when files have been deleted.</param>
internal sealed class FileRemovalStep<TContext>(
    string id,
    string title,
    IReadOnlyList<string> files,
    Func<string, bool> isOwnFolder,
    Action? before = null,
    Action? after = null
) : IStep<TContext>
{
    public string Id => id;

    public string Title => title;

    public StepLook Look(TContext context)
    {
        string[] there = [.. files.Where(IsThere)];
        return there.Length == 0 ? StepLook.Done("none") : StepLook.Missing(string.Join(", ", there));
    }

    public string Act(TContext context)
    {
        string[] there = [.. files.Where(IsThere)];
        before?.Invoke();
        foreach (string file in files)
        {
            AtomicFile.Delete(file);
            string folder = Path.GetDirectoryName(file)!;
            if (isOwnFolder(folder))
            {
                DurableFolder.DeleteIfEmpty(folder);
            }
        }

        after?.Invoke();
        return string.Join(", ", there);
    }

    /// <summary>Whether a file is there, or the empty folder of one whose deletion was cut off.</summary>
    private bool IsThere(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        return AtomicFile.Exists(file) || (isOwnFolder(folder) && DurableFolder.IsEmpty(folder));
    }
}
