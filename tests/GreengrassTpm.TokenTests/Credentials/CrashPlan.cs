namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Ends a run at one of the points that it passes, as a kill would: whatever has not happened by then does not happen.</summary>
internal sealed class CrashPlan
{
    private readonly List<string> _passed = [];
    private int _at = int.MaxValue;

    /// <summary>The names of the points that were passed since the plan was made, the last one being that of the crash.</summary>
    public IReadOnlyList<string> Passed => _passed;

    /// <summary>Plans a crash.</summary>
    /// <param name="at">The number of the point, from 1.</param>
    public void CrashAt(int at)
    {
        _passed.Clear();
        _at = at;
    }

    /// <summary>Nothing more happens.</summary>
    public void Disarm() => _at = int.MaxValue;

    /// <summary>A point is passed.</summary>
    public void Pass(string name)
    {
        if (_at == int.MaxValue)
        {
            return;
        }

        _passed.Add(name);
        if (_passed.Count == _at)
        {
            throw new CrashException();
        }
    }

    /// <summary>Puts the points of a device under the plan: before each record, before each sequence on the token, around each call of a port.</summary>
    public void Watch(RotationGround ground)
    {
        ground.Clock.Reading = () => Pass("clock");
        ground.OpeningToken = () => Pass("token");
        ground.Cloud.Before = call => Pass($"before {call}");
        ground.Cloud.After = call => Pass($"after {call}");
    }
}

/// <summary>The end of a run in a crash plan. Nothing catches it but the test.</summary>
internal sealed class CrashException() : Exception("crash");
