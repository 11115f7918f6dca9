namespace Cake.Frosting;

/// <summary>A build program is put together wrongly, for example a dependency on something that is not a task.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">What is wrong, and in which type.</param>
    public FrostingException(string message)
        : base(message) { }

    /// <summary>Says what is wrong and what caused it.</summary>
    /// <param name="message">What is wrong, and in which type.</param>
    /// <param name="innerException">The cause.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
