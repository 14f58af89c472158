using System.Security.Cryptography;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What opens the control interface; new at every start.</summary>
internal sealed class ControlToken
{
    private readonly string text = RandomNumberGenerator.GetHexString(64, lowercase: true);

    public string Reveal() => text;

    /// <summary>Compares without telling by time where two values differ.</summary>
    public bool Is(string? given) => OpaqueText.Same(text, given);

    public override string ToString() => "***";
}
