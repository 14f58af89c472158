using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>The options that say which tenant is meant.</summary>
internal sealed class TenantOptions
{
    private readonly Option<string?> tenant = new("--tenant") { Description = "The tenant's id or domain.", HelpName = "ID" };
    private readonly Option<string?> client = new("--client-id") { Description = "The id of the application that may issue access passes and list passkeys.", HelpName = "ID" };
    private readonly Option<string?> cloud = new("--cloud") { Description = $"The cloud: {string.Join(", ", EntraCloud.All)}.", HelpName = "NAME" };
    private readonly Option<string?> simulator = new("--simulator") { Description = "The connection file that a running 'simulator' has written; takes the place of a tenant.", HelpName = "FILE" };

    private readonly Option<string?> certificate = new("--certificate") { Description = "Signs in with a certificate and its private key (PKCS#12 or PEM); its password is taken from IDMELON_TENANT__CERTIFICATEPASSWORD.", HelpName = "FILE" };
    private readonly Option<bool> deviceCode = new("--device-code") { Description = "Signs in a person, on whatever device: shows an address and a code." };
    private readonly Option<bool> interactive = new("--interactive") { Description = "Signs in a person in the browser of this machine." };

    public TenantOptions() => cloud.AcceptOnlyFromAmong([.. EntraCloud.All.Select(known => known.Name)]);

    public void AddTo(Command command)
    {
        Option[] options = [tenant, client, cloud, certificate, deviceCode, interactive, simulator];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (((Option[])[certificate, deviceCode, interactive]).Count(option => result.GetResult(option) is { Implicit: false }) > 1)
            {
                result.AddError("Use one of --certificate, --device-code and --interactive.");
            }

            if (result.GetResult(simulator) is not null && (result.GetResult(tenant) ?? result.GetResult(client) ?? result.GetResult(cloud)) is not null)
            {
                result.AddError("--simulator takes the place of --tenant, --client-id and --cloud.");
            }
        });
    }

    public TenantConnection Read(ParseResult parsed) => parsed.GetValue(simulator) is { } file
        ? SimulatorConnection.Read(file).Connect()
        : TenantSettings.Read(parsed.GetValue(tenant), parsed.GetValue(client), parsed.GetValue(cloud), Wish(parsed));

    private SignInWish? Wish(ParseResult parsed) =>
        parsed.GetValue(certificate) is { } file ? new(SignInKind.Certificate, file)
        : parsed.GetValue(deviceCode) ? new(SignInKind.DeviceCode)
        : parsed.GetValue(interactive) ? new(SignInKind.Interactive)
        : null;
}
