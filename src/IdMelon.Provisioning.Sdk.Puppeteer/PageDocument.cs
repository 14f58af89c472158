using PuppeteerSharp;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>A document with its main world, as the browser tells of it.</summary>
/// <param name="Session">The session of the process that it lives in.</param>
/// <param name="World">The id of its main world, never used twice.</param>
/// <param name="FrameId">The frame that shows it.</param>
/// <param name="Origin">Its origin; <c>null</c> as text if it is opaque.</param>
internal sealed record PageDocument(ICDPSession Session, string World, string FrameId, string Origin)
{
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that ends with the document.</summary>
    public Task Gone => gone.Task;

    /// <summary>Tells whoever works for the document that it is gone; they hear it on other threads.</summary>
    public void End() => gone.TrySetResult();
}
