using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>One way through the pages: how they look, whether they are asked for a known language, and what comes in between.</summary>
/// <param name="Language">The language that the pages come in if they do what they like.</param>
/// <param name="Era">How security info looks.</param>
/// <param name="IsHonoured">Whether the pages come in the language that they are asked for.</param>
/// <param name="Detour">What lies on the way; null for nothing.</param>
internal sealed record Journey(string Language, PageEra Era, bool IsHonoured, Detour? Detour = null)
{
    public override string ToString() => $"{Language} {Era} {(IsHonoured ? "honoured" : "ignored")} {Detour?.Name}".TrimEnd();
}

/// <summary>Something on the way that a run may pass or must not.</summary>
internal sealed record Detour(string Name, Action<World, SimulatedUser> Prepare)
{
    public PageEra Era { get; init; }
}
