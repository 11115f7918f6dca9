namespace GreengrassTpm.Release;

/// <summary>
/// A release in one flat folder: recipe, programs, bill of materials, and the digests of all of them. It is made beside its
/// place and moved there when it is whole.
/// </summary>
/// <param name="Folder">The folder.</param>
/// <param name="Recipe">The packaged recipe.</param>
/// <param name="Files">All files except the list of digests, in the order of their names.</param>
public sealed record ComponentPackage(string Folder, Recipe Recipe, IReadOnlyList<PackagedFile> Files)
{
    /// <summary>The recipe's name, as gdk wants it in its own folder too.</summary>
    public const string RecipeFile = "recipe.yaml";

    private const UnixFileMode ProgramMode =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    /// <summary>The files that devices get with the component: those that the recipe names.</summary>
    public IReadOnlyList<PackagedFile> Artifacts
    {
        get
        {
            HashSet<string> named = [.. Recipe.Artifacts.Select(artifact => artifact.FileName)];
            return [.. Files.Where(file => named.Contains(file.Name))];
        }
    }

    /// <summary>Makes a package.</summary>
    /// <param name="folder">Where; what is there is replaced.</param>
    /// <param name="template">Text of the repository's recipe.</param>
    /// <param name="configuration">Name, version and author.</param>
    /// <param name="programs">The executables.</param>
    /// <param name="billOfMaterials">Writes the bill of materials for the packaged programs.</param>
    /// <returns>The package.</returns>
    /// <exception cref="ReleaseException">A program is missing or the recipe is wrong; what was there before is unharmed.</exception>
    public static ComponentPackage Make(
        string folder,
        string template,
        GdkConfiguration configuration,
        IReadOnlyList<PackagedProgram> programs,
        Func<IReadOnlyList<PackagedFile>, string> billOfMaterials
    )
    {
        foreach (PackagedProgram program in programs)
        {
            program.Demand();
        }

        string made = folder + ".new";
        Empty(made);
        PackagedFile[] copies = [.. programs.Select(program => Copy(program, made))];
        Recipe recipe = RecipeTemplate.Package(
            template,
            new RecipeValues(
                configuration.ComponentName,
                configuration.Version,
                configuration.Author,
                copies.ToDictionary(copy => copy.Name, copy => copy.Sha256, StringComparer.Ordinal)
            )
        );
        RecipeRules.Demand(
            recipe,
            [.. programs.Where(program => program.IsArtifact).Select(program => program.FileName)]
        );
        File.WriteAllText(Path.Combine(made, RecipeFile), recipe.Text);
        File.WriteAllText(Path.Combine(made, BillOfMaterials.FileName), billOfMaterials(copies));
        File.WriteAllText(
            Path.Combine(made, ChecksumFile.FileName),
            ChecksumFile.Write(Directory.GetFiles(made).Select(PackagedFile.Of))
        );
        Remove(folder);
        Directory.Move(made, folder);
        return Load(folder);
    }

    /// <summary>Reads a package and makes sure that nothing has changed since it was made.</summary>
    /// <param name="folder">Its folder.</param>
    /// <returns>The package.</returns>
    /// <exception cref="ReleaseException">It is not there, or a file is missing, added or changed.</exception>
    public static ComponentPackage Load(string folder)
    {
        string sums = Path.Combine(folder, ChecksumFile.FileName);
        if (!File.Exists(sums))
        {
            throw new ReleaseException($"There is no package in {folder}. The target Package makes it.");
        }

        IReadOnlyDictionary<string, string> digests = ChecksumFile.Read(File.ReadAllText(sums));
        PackagedFile[] files =
        [
            .. Directory
                .GetFiles(folder)
                .Where(path => Path.GetFileName(path) != ChecksumFile.FileName)
                .Order(StringComparer.Ordinal)
                .Select(PackagedFile.Of),
        ];
        Problem[] problems = [.. Changes(files, digests)];
        return problems.Length == 0
            ? new ComponentPackage(folder, new Recipe(File.ReadAllText(Path.Combine(folder, RecipeFile))), files)
            : throw new ReleaseException($"The package in {folder}, which the target Package makes anew,", problems);
    }

    private static IEnumerable<Problem> Changes(
        IReadOnlyList<PackagedFile> files,
        IReadOnlyDictionary<string, string> digests
    ) =>
        [
            .. digests
                .Keys.Except(files.Select(file => file.Name))
                .Select(missing => new Problem(missing, $"is missing, and stands in {ChecksumFile.FileName}")),
            .. files
                .Where(file => digests.GetValueOrDefault(file.Name) != file.Sha256)
                .Select(file => new Problem(
                    file.Name,
                    digests.ContainsKey(file.Name) ? "has changed since it was packaged" : "is not part of it"
                )),
        ];

    private static PackagedFile Copy(PackagedProgram program, string folder)
    {
        string path = Path.Combine(folder, program.FileName);
        File.Copy(program.PublishedPath, path);
        File.SetUnixFileMode(path, ProgramMode);
        return PackagedFile.Of(path);
    }

    private static void Empty(string folder)
    {
        Remove(folder);
        Directory.CreateDirectory(folder);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
