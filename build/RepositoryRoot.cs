namespace GreengrassTpm.Build;

/// <summary>The folder that holds the solution.</summary>
public static class RepositoryRoot
{
    /// <summary>The name of the solution file, which only the root has.</summary>
    public const string SolutionFile = "GreengrassTpm.sln";

    /// <summary>Looks upwards for the folder that holds the solution.</summary>
    /// <param name="start">Any folder inside the repository.</param>
    /// <returns>The absolute path of the root.</returns>
    /// <exception cref="DirectoryNotFoundException">No folder from <paramref name="start"/> upwards holds the solution.</exception>
    public static string Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionFile)))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder from {start} upwards holds {SolutionFile}.");
    }
}
