using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>Who answers the passkey calls of a window.</summary>
internal interface ICeremonySide : IAsyncDisposable
{
    /// <summary>Prepares a window before anything is opened in it.</summary>
    Task AttachAsync(IBrowserContext context);

    /// <summary>Begins a row with nothing left from the one before.</summary>
    Task BeginAsync(CeremonyRow row);

    /// <summary>Does what a page asks for.</summary>
    Task DoAsync(string what);
}
