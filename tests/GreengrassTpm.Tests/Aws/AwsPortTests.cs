using GreengrassTpm.Tests.Credentials;

namespace GreengrassTpm.Tests.Aws;

// The adapters keep the contracts that every implementation of the ports keeps.

public sealed class AwsIssuerTests() : CredentialIssuerContract(new AwsPortGround());

public sealed class AwsRegistryTests() : CredentialRegistryContract(new AwsPortGround());

public sealed class AwsProverTests() : CredentialProverContract(new AwsPortGround());

public sealed class AwsConfirmerTests() : CredentialConfirmerContract(new AwsPortGround());
