using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GreengrassTpm.Credentials;

/// <summary>
/// Spreads a fleet's rotations over time: each thing has a place of its own between 0 and 1 that never changes, so that
/// devices provisioned in the same hour do not all ask the issuer at once, and a restart does not move a device's date.
/// </summary>
public static class FleetJitter
{
    /// <summary>The fixed place of a thing.</summary>
    /// <param name="thingName">The thing's name.</param>
    /// <returns>A number in [0, 1), evenly spread over names.</returns>
    public static double PlaceOf(string thingName)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(thingName));
        return (BinaryPrimitives.ReadUInt64BigEndian(digest) >> 11) / (double)(1UL << 53);
    }
}
