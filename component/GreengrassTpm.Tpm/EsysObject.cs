using GreengrassTpm.Tpm.Native;

namespace GreengrassTpm.Tpm;

/// <summary>An ESYS_TR: closed at the end or, where the object is in the chip's working memory, flushed from it.</summary>
internal sealed class EsysObject(EsysHandle context, uint resource, bool transient) : IDisposable
{
    private uint _resource = resource;

    public uint Resource => _resource;

    /// <summary>Lets go. Nothing is reported: the operation's own result matters more, and closing the connection
    /// empties the slot where a resource manager is used.</summary>
    public void Dispose()
    {
        if (_resource == EsysLibrary.None)
        {
            return;
        }

        if (!transient || EsysLibrary.FlushContext(context, _resource) != 0)
        {
            _ = EsysLibrary.Close(context, ref _resource);
        }

        _resource = EsysLibrary.None;
    }
}
