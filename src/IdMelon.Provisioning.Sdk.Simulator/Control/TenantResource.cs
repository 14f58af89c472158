using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Graph;
using IdMelon.Provisioning.Simulator.Languages;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>The tenant at a glance and its clock.</summary>
internal sealed class TenantResource(
    IServiceProvider services,
    EntraSimulatorOptions options,
    SimulatorTenant tenant,
    SimulatorSeed seed,
    TenantDirectory directory,
    PageLanguages languages,
    SimulatorEvents events) : IControlResource
{
    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "", _ => new(ControlReply.Ok(Overview()))),
        new(HttpMethods.Get, "time", _ => new(ControlReply.Ok(Time()))),
    ];

    public static string NameOf(SimulatorCloud cloud) => cloud switch
    {
        SimulatorCloud.Public => "public",
        SimulatorCloud.UsGovernment => "us-government",
        SimulatorCloud.UsGovernmentDod => "us-government-dod",
        SimulatorCloud.China => "china",
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "There is no such cloud."),
    };

    public static JsonObject Shape(SimulatorTenant tenant) => new() { ["id"] = tenant.Id.ToString(), ["name"] = tenant.Name, ["displayName"] = tenant.DisplayName };

    private JsonObject Overview()
    {
        var users = directory.Users;
        return new()
        {
            ["tenant"] = Shape(tenant),
            ["cloud"] = NameOf(options.Cloud),
            ["seed"] = seed.Value,
            ["time"] = GraphFormat.Time(options.TimeProvider.GetUtcNow()),
            ["newestEvent"] = events.Newest,
            ["counts"] = new JsonObject
            {
                ["users"] = users.Count,
                ["groups"] = directory.Groups.Count,
                ["passkeys"] = users.Sum(user => user.Passkeys.Count),
                ["openAccessPasses"] = directory.UsersWithOpenAccessPass.Count,
                ["issuedAccessPasses"] = directory.IssuedAccessPasses,
            },
            ["languages"] = new JsonArray([.. languages.All.Select(language => (JsonNode?)language.Tag)]),
            ["links"] = Links(),
        };
    }

    private JsonObject Time() => new()
    {
        ["time"] = GraphFormat.Time(options.TimeProvider.GetUtcNow()),
        ["isSystemClock"] = options.TimeProvider == TimeProvider.System,
    };

    /// <summary>Every address with the methods it takes. The interface is asked for late: it is made of this resource among others.</summary>
    private JsonObject Links()
    {
        var links = new JsonObject();
        var routes = ((ControlInterface)services.GetService(typeof(ControlInterface))!).Routes;
        foreach (var address in routes.GroupBy(route => route.Template))
        {
            links[$"/{ControlInterface.Root}/{address.Key}".TrimEnd('/')] = string.Join(", ", address.Select(route => route.Method));
        }

        links[StatusPage.Address] = HttpMethods.Get;
        return links;
    }
}
