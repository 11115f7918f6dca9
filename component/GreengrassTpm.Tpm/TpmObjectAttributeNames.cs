using System.Globalization;

namespace GreengrassTpm.Tpm;

/// <summary>The specification's names of object attributes.</summary>
public static class TpmObjectAttributeNames
{
    /// <summary>Names the attributes that are set, lowest bit first; a reserved bit by its number.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <returns>For example <c>fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, sign</c>.</returns>
    public static IReadOnlyList<string> Names(this TpmObjectAttributes attributes)
    {
        var names = new List<string>();
        for (var bit = 0; bit < 32; bit++)
        {
            var one = (TpmObjectAttributes)(1u << bit);
            if ((attributes & one) != 0)
            {
                names.Add(Name(one) ?? string.Create(CultureInfo.InvariantCulture, $"bit{bit}"));
            }
        }

        return names;
    }

    private static string? Name(TpmObjectAttributes one) =>
        one switch
        {
            TpmObjectAttributes.FixedTpm => "fixedTPM",
            TpmObjectAttributes.StClear => "stClear",
            TpmObjectAttributes.FixedParent => "fixedParent",
            TpmObjectAttributes.SensitiveDataOrigin => "sensitiveDataOrigin",
            TpmObjectAttributes.UserWithAuth => "userWithAuth",
            TpmObjectAttributes.AdminWithPolicy => "adminWithPolicy",
            TpmObjectAttributes.FirmwareLimited => "firmwareLimited",
            TpmObjectAttributes.SvnLimited => "svnLimited",
            TpmObjectAttributes.NoDa => "noDA",
            TpmObjectAttributes.EncryptedDuplication => "encryptedDuplication",
            TpmObjectAttributes.Restricted => "restricted",
            TpmObjectAttributes.Decrypt => "decrypt",
            TpmObjectAttributes.Sign => "sign",
            TpmObjectAttributes.X509Sign => "x509sign",
            _ => null,
        };
}
