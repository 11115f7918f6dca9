using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>Whether a token is as it has to be before the first write of a switch.</summary>
public static class SwitchReadiness
{
    /// <summary>Looks for what would make a switch stop half-way.</summary>
    /// <param name="rotation">The rotation, with all its objects.</param>
    /// <param name="contents">The token, seen with login.</param>
    /// <returns>What is in the way, in words without full stop; null where nothing is.</returns>
    public static string? Obstacle(Rotation rotation, TokenContents contents)
    {
        foreach (var listed in rotation.Objects)
        {
            if (contents.All(listed.Identity).Skip(1).Any())
            {
                return $"the {listed.Identity} is on the token twice: which of the two is meant, nobody can tell";
            }

            if (!contents.All(listed.Identity).Any(found => StandsAt(found, listed.Before)))
            {
                return listed.Role == RotationRole.Staged
                    ? $"the staged {listed.Identity} is gone from the token"
                    : $"the active credential is another one than when the rotation began: {listed.Identity} is not under '{listed.Before.Label}' any more";
            }
        }

        var taken = rotation
            .Objects.Where(listed => listed.Role == RotationRole.Previous)
            .SelectMany(listed => ForeignObjects.At(contents, listed.Class, listed.After))
            .FirstOrDefault();
        return taken is null ? null : $"{taken} is in the way of the switch";
    }

    private static bool StandsAt(TokenObject found, TokenPlace place) =>
        found.Label == place.Label && found.IdHex == place.Id;
}
