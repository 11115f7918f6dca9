namespace GreengrassTpm.GreengrassIpc;

/// <summary>The kinds of value a header of an event-stream frame can have. Greengrass sends only int32 and string.</summary>
internal enum EventStreamHeaderType : byte
{
    True = 0,
    False = 1,
    Byte = 2,
    Int16 = 3,
    Int32 = 4,
    Int64 = 5,
    ByteBuffer = 6,
    String = 7,
    Timestamp = 8,
    Uuid = 9,
}
