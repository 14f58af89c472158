using System.Reflection;
using IdMelon.Provisioning.Simulator.Control;
using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SignIn;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

/// <summary>Whatever can be set in process can be set through the control interface. A new switch needs a line in the table of its type.</summary>
public sealed class NoSwitchForgottenTests
{
    /// <summary>Switches that deliberately have no field of their own: none so far. Write <c>Type.Property</c>.</summary>
    private static readonly string[] Exceptions = [];

    public static TheoryData<string> Types => [.. Tables().Keys.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_switch_has_a_field(string name)
    {
        var (type, fields) = Tables().Single(table => table.Key.Name == name);

        var switches = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && !Exceptions.Contains($"{type.Name}.{property.Name}"))
            .Select(property => JsonTypes.CamelCase(property.Name))
            .ToList();

        switches.ShouldNotBeEmpty();
        switches.ShouldBeSubsetOf(fields, $"A switch of {name} has no line in its table.");
    }

    private static Dictionary<Type, IReadOnlyCollection<string>> Tables()
    {
        var time = TimeProvider.System;
        return new()
        {
            [typeof(SimulatedUser)] = new UserFields(new TenantDirectory(time), time).Table.Names,
            [typeof(SimulatorWeather)] = WeatherFields.Of(CloudHosts.Of(SimulatorCloud.Public)).Names,
            [typeof(SimulatorStorm)] = WeatherFields.Storm.Names,
            [typeof(PageWeather)] = PageFields.Of(PageLanguages.Embedded).Names,
            [typeof(PageChangePlan)] = PageFields.Plan.Names,
            [typeof(AccessPassPolicy)] = PolicyFields.AccessPass.Names,
            [typeof(PasskeyPolicy)] = PolicyFields.Passkey.Names,
            [typeof(PasskeyProfile)] = PolicyFields.Profile.Names,
            [typeof(KeyRestrictions)] = PolicyFields.Restrictions.Names,
            [typeof(PolicyTarget)] = PolicyFields.Target.Names,
        };
    }
}
