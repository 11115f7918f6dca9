using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Deletes the files of the former credential, which the operator has asked for.</summary>
/// <param name="former">The former credential.</param>
internal sealed class FormerFilesStep(RecordedFiles former) : IProvisioningStep
{
    private readonly string[] _files =
    [
        FileCredential.PathOf(former.PrivateKeyPath),
        FileCredential.PathOf(former.CertificatePath),
    ];

    public string Id => "former-files";

    public string Title => "delete the former key and certificate";

    public StepLook Look(ProvisioningContext context)
    {
        string[] there = [.. _files.Where(File.Exists)];
        return there.Length == 0 ? StepLook.Done("they are gone") : StepLook.Missing(string.Join(", ", there));
    }

    public string Act(ProvisioningContext context)
    {
        foreach (string file in _files)
        {
            AtomicFile.Delete(file);
        }

        return string.Join(", ", _files);
    }
}
