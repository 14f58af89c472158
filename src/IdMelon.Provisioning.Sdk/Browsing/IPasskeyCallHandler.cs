namespace IdMelon.Provisioning.Browsing;

/// <summary>Answers the pages' <c>navigator.credentials</c> calls.</summary>
/// <remarks>An adapter only wires its message channel to <see cref="HandleAsync"/>; text goes through unread in both directions.</remarks>
public interface IPasskeyCallHandler
{
    /// <summary>Answers one call.</summary>
    /// <param name="call">The call with the origin that the browser, never the page, vouches for.</param>
    /// <param name="cancellationToken">Ends when the window closes, or the page or frame that calls goes away.</param>
    /// <returns>JSON for the shared page script. Never throws for bad input: the answer then is a DOM exception for the page.</returns>
    Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken);
}
