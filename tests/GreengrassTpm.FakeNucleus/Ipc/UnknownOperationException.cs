namespace GreengrassTpm.FakeNucleus;

/// <summary>The operation is not in the nucleus' model.</summary>
internal sealed class UnknownOperationException : Exception;
