using IdMelon.Provisioning.Graph;
using Microsoft.Extensions.Configuration;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>How to sign in to the tenant: with a secret, a certificate, or as a person.</summary>
internal sealed record SignInWish(SignInKind Kind, string? Certificate = null)
{
    /// <summary>Reads <c>Tenant:Certificate</c> and <c>Tenant:ClientSecret</c>; null if there is neither.</summary>
    public static SignInWish? Configured(IConfiguration configuration) =>
        configuration["Tenant:Certificate"] is { Length: > 0 } file ? new(SignInKind.Certificate, file)
        : string.IsNullOrWhiteSpace(configuration["Tenant:ClientSecret"]) ? null
        : new(SignInKind.Secret);

    /// <param name="configuration">Where secrets and passwords are; they are no options, which every user of the machine could see.</param>
    public GraphSignIn Open(IConfiguration configuration) => Kind switch
    {
        SignInKind.Certificate => GraphSignIn.CertificateFile(Certificate!, configuration["Tenant:CertificatePassword"] is { Length: > 0 } password ? new SecretText(password) : null),
        SignInKind.DeviceCode => GraphSignIn.DeviceCode((prompt, _) => Console.Error.WriteLineAsync(Reporting.TerminalText.Clean(prompt.Message))),
        SignInKind.Interactive => GraphSignIn.Interactive(),
        _ => GraphSignIn.ClientSecret(new SecretText(configuration["Tenant:ClientSecret"]!)),
    };
}

/// <summary>The ways to sign in.</summary>
internal enum SignInKind
{
    Secret,
    Certificate,
    DeviceCode,
    Interactive,
}
