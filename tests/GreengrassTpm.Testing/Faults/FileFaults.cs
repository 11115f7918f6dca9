namespace GreengrassTpm.Testing;

/// <summary>
/// A preloaded library that lets a planned fault happen at a change of a file: native/file_faults.c.
/// </summary>
public static class FileFaults
{
    /// <summary>The errno of a full disk.</summary>
    public const ulong NoSpace = 28;

    /// <summary>The errno of a broken disk.</summary>
    public const ulong InputOutputError = 5;

    /// <summary>Plans a disk that is full from a change on and stays so.</summary>
    /// <param name="call">The number of the first change that fails.</param>
    /// <returns>The plan.</returns>
    public static FaultPlan FullDisk(int call) =>
        FaultPlan.Fail(call, NoSpace) with
        {
            Times = int.MaxValue,
            Counted = ["create", "write", "mkdir", "link"],
        };

    /// <summary>Builds the variables for a process whose changes below a path are to be seen.</summary>
    /// <param name="pathPrefix">The beginning of the absolute paths.</param>
    /// <param name="plan">
    /// The fault, whose error is an errno. The names are create, write, sync, truncate, rename, link, unlink, mkdir and
    /// chmod; by default all count.
    /// </param>
    /// <returns>The variables by name, LD_PRELOAD among them.</returns>
    /// <exception cref="ToolMissingException">There is no C compiler.</exception>
    public static IReadOnlyDictionary<string, string> Environment(string pathPrefix, FaultPlan plan)
    {
        var variables = plan.Variables("FILE_FAULTS", "all");
        variables["FILE_FAULTS_PREFIX"] = pathPrefix;
        variables["LD_PRELOAD"] = NativeShim.Compile("file_faults");
        return variables;
    }
}
