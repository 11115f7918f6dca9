using System.Diagnostics.CodeAnalysis;
using GreengrassTpm.GreengrassIpc;
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

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class DirectoryPortTests() : CredentialIssuerContract(new DirectoryPortGround());

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class FleetProvisioningIssuerTests()
    : CredentialIssuerContract(new NucleusPortGround(NucleusFlavour.Lite));

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class FleetProvisioningRegistryTests()
    : CredentialRegistryContract(new NucleusPortGround(NucleusFlavour.Classic));

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class NucleusConfirmerTests() : CredentialConfirmerContract(new NucleusPortGround(NucleusFlavour.Lite));
