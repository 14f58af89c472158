using System.CommandLine;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>The options that say what kind of tenant is played.</summary>
internal sealed class SimulatorOptions
{
    private static readonly Dictionary<string, SimulatorCloud> Clouds = new(StringComparer.OrdinalIgnoreCase)
    {
        [EntraCloud.Public.Name] = SimulatorCloud.Public,
        [EntraCloud.UsGovernment.Name] = SimulatorCloud.UsGovernment,
        [EntraCloud.UsGovernmentDod.Name] = SimulatorCloud.UsGovernmentDod,
        [EntraCloud.China.Name] = SimulatorCloud.China,
    };

    private static readonly Dictionary<string, PageEra> Eras = new(StringComparer.OrdinalIgnoreCase)
    {
        ["passkey"] = PageEra.Passkey,
        ["security-key-list"] = PageEra.SecurityKeyList,
        ["drop-down"] = PageEra.DropDown,
    };

    private readonly Option<int> port = new("--port") { Description = "The port on the loopback address; 0 takes any free one.", HelpName = "P", DefaultValueFactory = _ => 0 };
    private readonly Option<string> cloud = new("--cloud") { Description = "The cloud whose hosts are played.", HelpName = string.Join('|', Clouds.Keys), DefaultValueFactory = _ => EntraCloud.Public.Name };
    private readonly Option<string?> tenant = new("--tenant") { Description = "The tenant's first domain.", HelpName = "NAME" };
    private readonly Option<int?> seed = new("--seed") { Description = "The seed of all that happens by chance; without it each start draws another one. Secrets are never made from it.", HelpName = "N" };
    private readonly Option<bool> likelyMarks = new("--likely-marks") { Description = "Lets pages also carry marks that are only likely to be real." };
    private readonly Option<string> era = new("--era") { Description = "How security info looks.", HelpName = string.Join('|', Eras.Keys), DefaultValueFactory = _ => "passkey" };
    private readonly Option<string?> language = new("--language") { Description = "The language of all pages, whatever browsers ask for, such as ja.", HelpName = "TAG" };

    public SimulatorOptions()
    {
        port.Between(0, ushort.MaxValue);
        cloud.AcceptOnlyFromAmong([.. Clouds.Keys]);
        era.AcceptOnlyFromAmong([.. Eras.Keys]);
        tenant.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (Uri.CheckHostName(token.Value) != UriHostNameType.Dns || !token.Value.Contains('.', StringComparison.Ordinal)))
            {
                result.AddError("--tenant takes a domain such as contoso.onmicrosoft.com.");
            }
        });
    }

    public IEnumerable<Option> All => [port, cloud, tenant, seed, likelyMarks, era, language];

    public EntraSimulatorOptions Read(ParseResult parsed)
    {
        var options = new EntraSimulatorOptions
        {
            Port = parsed.GetValue(port),
            Cloud = Clouds[parsed.GetRequiredValue(cloud)],
            Seed = parsed.GetValue(seed),
            LikelyMarks = parsed.GetValue(likelyMarks),
        };

        // With these as well the application may be examined by 'doctor'.
        options.Roles = [.. options.Roles, GraphRoles.AuthenticationMethodPolicyRead, GraphRoles.GroupMemberRead, GraphRoles.AuditLogRead];
        options.TenantName = parsed.GetValue(tenant) ?? options.TenantName;
        return options;
    }

    public EntraCloud CloudIn(ParseResult parsed) => EntraCloud.Find(parsed.GetRequiredValue(cloud))!;

    /// <summary>Sets up the pages of a tenant that has been started: only it knows its languages.</summary>
    public void Apply(ParseResult parsed, EntraSimulator simulator)
    {
        simulator.Pages.Era = Eras[parsed.GetRequiredValue(era)];
        try
        {
            simulator.Pages.Language = parsed.GetValue(language);
        }
        catch (ArgumentException unknown)
        {
            throw new ProvisioningException(ProvisioningError.Of(
                ErrorCodes.ConfigurationInvalid, $"The pages are not written in the language of --language. They are in {string.Join(", ", simulator.PageLanguages)}."), unknown);
        }
    }
}
