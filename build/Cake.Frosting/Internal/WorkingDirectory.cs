using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The working directory that the build program sets.</summary>
/// <param name="Path">Absolute, or relative to the process' own.</param>
internal sealed record WorkingDirectory(DirectoryPath Path);
