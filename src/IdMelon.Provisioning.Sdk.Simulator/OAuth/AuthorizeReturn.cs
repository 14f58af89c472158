namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Where and how an application wants its answer.</summary>
internal sealed record AuthorizeReturn(string RedirectUri, ResponseMode Mode, string? State);
