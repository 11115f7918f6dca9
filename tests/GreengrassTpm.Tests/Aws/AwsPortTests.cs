using System.Diagnostics.CodeAnalysis;
using GreengrassTpm.Tests.Credentials;

namespace GreengrassTpm.Tests.Aws;

// The adapters keep the contracts that every implementation of the ports keeps.

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class AwsIssuerTests() : CredentialIssuerContract(new AwsPortGround());

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class AwsRegistryTests() : CredentialRegistryContract(new AwsPortGround());

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class AwsProverTests() : CredentialProverContract(new AwsPortGround());

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class AwsConfirmerTests() : CredentialConfirmerContract(new AwsPortGround());
