using System.Globalization;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>
/// Frames as they go over the wire, byte for byte. Made by an independent encoder and read by botocore's parser and by the
/// C codec of aws-greengrass-component-sdk; they never change.
/// </summary>
internal static class GoldenFrames
{
    /// <summary>CONNECT with the token ABCDEFGH01234567.</summary>
    public static byte[] Connect { get; } =
        Parse(
            """
            00 00 00 78 00 00 00 48 d4 87 bd c5 0d 3a 6d 65
            73 73 61 67 65 2d 74 79 70 65 04 00 00 00 04 0e
            3a 6d 65 73 73 61 67 65 2d 66 6c 61 67 73 04 00
            00 00 00 0a 3a 73 74 72 65 61 6d 2d 69 64 04 00
            00 00 00 08 3a 76 65 72 73 69 6f 6e 07 00 05 30
            2e 31 2e 30 7b 22 61 75 74 68 54 6f 6b 65 6e 22
            3a 22 41 42 43 44 45 46 47 48 30 31 32 33 34 35
            36 37 22 7d ba 9b 4c b0
            """
        );

    /// <summary>CONNECT_ACK that accepts.</summary>
    public static byte[] ConnectAck { get; } =
        Parse(
            """
            00 00 00 47 00 00 00 37 37 4c fe 3f 0d 3a 6d 65
            73 73 61 67 65 2d 74 79 70 65 04 00 00 00 05 0e
            3a 6d 65 73 73 61 67 65 2d 66 6c 61 67 73 04 00
            00 00 01 0a 3a 73 74 72 65 61 6d 2d 69 64 04 00
            00 00 00 e2 37 e2 7d
            """
        );

    /// <summary>GetConfiguration on stream 1 with the key path ["rotation"].</summary>
    public static byte[] GetConfiguration { get; } =
        Parse(
            """
            00 00 00 e8 00 00 00 c0 e6 e2 91 c7 0d 3a 6d 65
            73 73 61 67 65 2d 74 79 70 65 04 00 00 00 00 0e
            3a 6d 65 73 73 61 67 65 2d 66 6c 61 67 73 04 00
            00 00 00 0a 3a 73 74 72 65 61 6d 2d 69 64 04 00
            00 00 01 09 6f 70 65 72 61 74 69 6f 6e 07 00 1f
            61 77 73 2e 67 72 65 65 6e 67 72 61 73 73 23 47
            65 74 43 6f 6e 66 69 67 75 72 61 74 69 6f 6e 0d
            3a 63 6f 6e 74 65 6e 74 2d 74 79 70 65 07 00 10
            61 70 70 6c 69 63 61 74 69 6f 6e 2f 6a 73 6f 6e
            12 73 65 72 76 69 63 65 2d 6d 6f 64 65 6c 2d 74
            79 70 65 07 00 26 61 77 73 2e 67 72 65 65 6e 67
            72 61 73 73 23 47 65 74 43 6f 6e 66 69 67 75 72
            61 74 69 6f 6e 52 65 71 75 65 73 74 7b 22 6b 65
            79 50 61 74 68 22 3a 5b 22 72 6f 74 61 74 69 6f
            6e 22 5d 7d 3b b8 67 49
            """
        );

    /// <summary>The client closes the subscription on stream 2.</summary>
    public static byte[] TerminateStream { get; } =
        Parse(
            """
            00 00 00 47 00 00 00 37 37 4c fe 3f 0d 3a 6d 65
            73 73 61 67 65 2d 74 79 70 65 04 00 00 00 00 0e
            3a 6d 65 73 73 61 67 65 2d 66 6c 61 67 73 04 00
            00 00 02 0a 3a 73 74 72 65 61 6d 2d 69 64 04 00
            00 00 02 b1 00 99 75
            """
        );

    /// <summary>ResourceNotFoundError on stream 1, as the classic nucleus writes it.</summary>
    public static byte[] ResourceNotFound { get; } =
        Parse(
            """
            00 00 01 2b 00 00 00 92 06 6e e0 b1 0d 3a 6d 65
            73 73 61 67 65 2d 74 79 70 65 04 00 00 00 01 0e
            3a 6d 65 73 73 61 67 65 2d 66 6c 61 67 73 04 00
            00 00 02 0a 3a 73 74 72 65 61 6d 2d 69 64 04 00
            00 00 01 0d 3a 63 6f 6e 74 65 6e 74 2d 74 79 70
            65 07 00 10 61 70 70 6c 69 63 61 74 69 6f 6e 2f
            6a 73 6f 6e 12 73 65 72 76 69 63 65 2d 6d 6f 64
            65 6c 2d 74 79 70 65 07 00 24 61 77 73 2e 67 72
            65 65 6e 67 72 61 73 73 23 52 65 73 6f 75 72 63
            65 4e 6f 74 46 6f 75 6e 64 45 72 72 6f 72 7b 22
            6d 65 73 73 61 67 65 22 3a 22 4b 65 79 20 6e 6f
            74 20 66 6f 75 6e 64 22 2c 22 5f 73 65 72 76 69
            63 65 22 3a 22 61 77 73 2e 67 72 65 65 6e 67 72
            61 73 73 23 47 72 65 65 6e 67 72 61 73 73 43 6f
            72 65 49 50 43 22 2c 22 5f 6d 65 73 73 61 67 65
            22 3a 22 4b 65 79 20 6e 6f 74 20 66 6f 75 6e 64
            22 2c 22 5f 65 72 72 6f 72 43 6f 64 65 22 3a 22
            52 65 73 6f 75 72 63 65 4e 6f 74 46 6f 75 6e 64
            45 72 72 6f 72 22 7d db b2 cd ef
            """
        );

    private static byte[] Parse(string dump) =>
        [
            .. dump.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
                .Select(text => byte.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        ];
}
