using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>What came of the connections to an endpoint, tried one after the other until one could be reached.</summary>
/// <param name="Host">The endpoint's name.</param>
/// <param name="Attempts">One for each port that was tried; at least one.</param>
public sealed record EndpointFacts(string Host, IReadOnlyList<EndpointAttempt> Attempts)
{
    /// <summary>The one that counts: the last.</summary>
    public EndpointAttempt Last => Attempts[^1];
}

/// <summary>One connection.</summary>
/// <param name="Port">The port.</param>
/// <param name="Result">What the probe found.</param>
public sealed record EndpointAttempt(EndpointPort Port, MutualTlsResult Result)
{
    /// <summary>What the endpoint answered to a request; null where it did not, or not by HTTP/1.1.</summary>
    public EndpointAnswer? Answer { get; init; }
}

/// <summary>What an endpoint answered to a request for nothing in particular.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ClockAhead">How far the device's clock is ahead of the endpoint's; negative where it is behind.</param>
public sealed record EndpointAnswer(int Status, TimeSpan ClockAhead);
