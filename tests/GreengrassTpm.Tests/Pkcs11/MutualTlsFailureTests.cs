using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class MutualTlsFailureTests
{
    [Fact]
    public void A_reset_before_the_signature_is_the_networks() =>
        Assert.Equal(MutualTlsVerdict.NetworkFailure, Explain(new SocketException(104), signed: false));

    [Fact]
    public void A_reset_after_the_signature_may_be_a_refusal() =>
        Assert.Equal(MutualTlsVerdict.ClosedAfterClientCertificate, Explain(new SocketException(104), signed: true));

    [Fact]
    public void Silence_after_the_signature_is_the_networks() =>
        Assert.Equal(MutualTlsVerdict.NetworkFailure, Explain(new TimeoutException(), signed: true));

    [Fact]
    public void An_alert_after_the_signature_is_a_refusal() =>
        Assert.Equal(
            MutualTlsVerdict.ClientCertificateRefused,
            Explain(new AuthenticationException("", Alert(46)), signed: true)
        );

    [Fact]
    public void An_alert_before_the_signature_is_about_something_else() =>
        Assert.Equal(
            MutualTlsVerdict.HandshakeFailed,
            Explain(new AuthenticationException("", Alert(46)), signed: false)
        );

    [Fact]
    public void A_late_alert_comes_as_an_error_of_the_stream_and_is_a_refusal_all_the_same() =>
        Assert.Equal(MutualTlsVerdict.ClientCertificateRefused, Explain(new IOException("", Alert(48)), signed: true));

    [Fact]
    public void An_error_of_another_library_is_no_alert() =>
        Assert.Null(TlsAlert.Behind(new CryptographicException("") { HResult = (6 << 23) | 1048 }));

    private static MutualTlsVerdict Explain(Exception error, bool signed)
    {
        var watch = new SigningWatch();
        if (signed)
        {
            watch.Signed();
        }

        return MutualTlsFailure.Explain("server:443", error, new MutualTlsObservation(watch)).Verdict;
    }

    /// <summary>OpenSSL's error code of an alert that the other side sent: library 20, reason 1000 + alert.</summary>
    private static CryptographicException Alert(int description) =>
        new("alert") { HResult = (20 << 23) | (1000 + description) };
}
