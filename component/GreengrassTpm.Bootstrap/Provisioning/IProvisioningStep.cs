namespace GreengrassTpm.Bootstrap;

/// <summary>One step of provisioning.</summary>
internal interface IProvisioningStep : IStep<ProvisioningContext>;
