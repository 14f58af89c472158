namespace IdMelon.Provisioning.Browsing;

/// <summary>A capability of windows: pictures of what they show. A session that cannot take any does not implement it.</summary>
/// <remarks>A picture shows whatever is on the page, names and numbers included: it is taken on request only, and kept apart from everything that is passed on.</remarks>
public interface IScreenshotSession : IBrowserSession
{
    /// <summary>Takes a picture of the part of the page that can be seen.</summary>
    /// <param name="cancellationToken">Ends the call at once.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="ProvisioningException">The window is gone or took too long (<see cref="ErrorCodes.BrowserLost"/>, <see cref="ErrorCodes.WindowClosed"/>).</exception>
    Task<ReadOnlyMemory<byte>> TakeScreenshotAsync(CancellationToken cancellationToken);
}
