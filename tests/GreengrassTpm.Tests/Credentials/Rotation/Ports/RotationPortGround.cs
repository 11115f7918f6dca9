using GreengrassTpm.Credentials;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>
/// A device and a cloud for the contracts of the ports: each implementation brings its own, and the same contracts run on
/// all. The device has an active credential that works; another device's certificate is in the cloud, too.
/// </summary>
public abstract class RotationPortGround : IDisposable
{
    /// <summary>The implementation.</summary>
    public abstract RotationPorts Ports { get; }

    /// <summary>The active credential, with rights.</summary>
    public abstract CredentialReference Active { get; }

    /// <summary>What the cloud holds now, by certificate id; deleted ones are not in it.</summary>
    public abstract IReadOnlyDictionary<string, CloudCertificate> Certificates { get; }

    /// <summary>What was done in the cloud so far, in its order.</summary>
    public abstract IReadOnlyList<CloudChange> Changes { get; }

    /// <summary>The handshakes of devices with the cloud so far.</summary>
    public abstract IReadOnlyList<CloudHandshake> Handshakes { get; }

    /// <summary>The client ids that have connected to the message broker so far.</summary>
    public abstract IReadOnlyList<string> ClientIds { get; }

    /// <summary>The thing's name.</summary>
    public abstract string ThingName { get; }

    /// <summary>Whether there are connections that can be looked at.</summary>
    public virtual bool MakesConnections => true;

    /// <summary>Whether the issuer is reached by the device's network.</summary>
    public virtual bool IssuerNeedsNetwork => true;

    /// <summary>Whether the issuer can tell that an answer is to its own request, whatever it holds.</summary>
    public virtual bool IssuerKnowsItsAnswers => true;

    /// <summary>Makes a certificate request with a new key.</summary>
    /// <returns>PKCS#10 in DER.</returns>
    public abstract byte[] MakeRequest();

    /// <summary>Makes a staged credential: key and certificate on the token, the certificate in the cloud without any right.</summary>
    public abstract CredentialReference Stage();

    /// <summary>Says which credential the device is in fact used with; null = none works.</summary>
    public abstract void Use(CredentialReference? credential);

    /// <summary>Deactivates a certificate, as somebody else does.</summary>
    public abstract void Deactivate(string certificate);

    /// <summary>Denies the active credential, and whichever gets its rights, the connection to the message broker.</summary>
    public abstract void DenyConnections();

    /// <summary>Takes the device's network away.</summary>
    public abstract void GoOffline();

    /// <summary>The next answer of the issuer is lost; the request is served.</summary>
    public abstract void LoseAnswer();

    /// <summary>The answer to the next change that an admission makes is lost; the change is made.</summary>
    public abstract void LoseAdmission();

    /// <summary>The issuer answers with a certificate for another key.</summary>
    public abstract void AnswerForAnotherKey();

    /// <summary>Issuer and registry refuse what they are asked for.</summary>
    public abstract void Refuse();

    /// <summary>What is on the token, in words.</summary>
    public abstract IReadOnlyList<string> TokenContents();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>A certificate in the cloud.</summary>
/// <param name="Active">Whether it is ACTIVE.</param>
/// <param name="Rights">Its policies and things by name, in a fixed order.</param>
public sealed record CloudCertificate(bool Active, IReadOnlyList<string> Rights)
{
    public bool Equals(CloudCertificate? other) =>
        other is not null && Active == other.Active && Rights.SequenceEqual(other.Rights);

    public override int GetHashCode() => HashCode.Combine(Active, Rights.Count);
}

/// <summary>A handshake of the device with the cloud.</summary>
/// <param name="Version">For example <c>Tls12</c>.</param>
/// <param name="Resumed">Whether it went on with an earlier session: without a signature by the key.</param>
public sealed record CloudHandshake(string Version, bool Resumed);
