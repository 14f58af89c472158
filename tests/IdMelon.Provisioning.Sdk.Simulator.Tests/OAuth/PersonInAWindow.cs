using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Identity.Client.Extensibility;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>Stands in for the browser that MSAL opens: a person goes through the pages, and MSAL gets the address they end at.</summary>
internal sealed class PersonInAWindow(SignInWindow window, SimulatedUser user) : ICustomWebUi
{
    public async Task<Uri> AcquireAuthorizationCodeAsync(Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken) =>
        (await window.SignInAsync(authorizationUri.AbsoluteUri, user)) ?? throw new InvalidOperationException("The pages led nowhere.");
}
