namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>One storm and how many calls of each kind about each user it has met.</summary>
internal sealed class StormDice(int seed)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(Enum Call, string User), int> calls = [];
    private SimulatorStorm? storm;

    /// <summary>Gets or sets the storm. Setting it begins to count calls anew.</summary>
    public SimulatorStorm? Storm
    {
        get
        {
            lock (gate)
            {
                return storm;
            }
        }

        set
        {
            var validated = value?.Validated();
            lock (gate)
            {
                storm = validated;
                calls.Clear();
            }
        }
    }

    /// <summary>Gets how many counters there are.</summary>
    public int Counters
    {
        get
        {
            lock (gate)
            {
                return calls.Count;
            }
        }
    }

    /// <summary>Throws the dice for a call and counts it.</summary>
    public StormChance Throw(Enum call, string user)
    {
        lock (gate)
        {
            if (storm is null)
            {
                return StormChance.Nothing;
            }

            var key = (call, user.ToUpperInvariant());
            var number = calls[key] = calls.GetValueOrDefault(key) + 1;
            return StormChance.Throw(storm, seed, call, user, number);
        }
    }
}
