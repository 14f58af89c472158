namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>As a person on another device.</summary>
internal sealed class DeviceCodeSignIn(Func<DeviceCodePrompt, CancellationToken, Task> show) : GraphSignIn
{
    internal override string Name => nameof(DeviceCode);

    internal override ITokenSource Open(SignInSurroundings around) => new UserTokens(around, (application, scopes, claims, cancellationToken) =>
    {
        var call = application.AcquireTokenWithDeviceCode(
            scopes, code => show(new(code.UserCode, new Uri(code.VerificationUrl), code.Message, code.ExpiresOn), cancellationToken));
        return (claims is null ? call : call.WithClaims(claims)).ExecuteAsync(cancellationToken);
    });
}
