using System.Reflection;
using IdMelon.Provisioning.Simulator.Control;
using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.OAuth;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SignIn;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

/// <summary>Whatever can be set in process can be set through the control interface. A new switch needs a line in the table of its type.</summary>
public sealed class NoSwitchForgottenTests
{
    /// <summary>Switches whose field has another name. Write <c>Type.Property</c>.</summary>
    private static readonly Dictionary<string, string> OtherNames = new()
    {
        ["SimulatedPasskey.CreatedDateTime"] = "created",
        ["SimulatedPasskey.AttestationFormat"] = "attestation",
    };

    public static TheoryData<string> Types => [.. Tables().Keys.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_switch_has_a_field(string name)
    {
        var (type, fields) = Tables().Single(table => table.Key.Name == name);

        var switches = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => OtherNames.GetValueOrDefault($"{type.Name}.{property.Name}") ?? JsonTypes.CamelCase(property.Name))
            .ToList();

        switches.ShouldNotBeEmpty();
        switches.ShouldBeSubsetOf(fields, $"A switch of {name} has no line in its table.");
    }

    /// <summary>What is done by a call in process is done at an address; a new call needs a line here and an address.</summary>
    [Theory]
    [InlineData(typeof(TenantDirectory), "AddUser RemoveUser IssueAccessPass RemoveAccessPass AddPasskey RemovePasskey AddGroup RemoveGroup AddMember RemoveMember")]
    [InlineData(typeof(SimulatorApplications), "Add Remove")]
    [InlineData(typeof(SimulatorApplication), "AddSecret RemoveSecret AddCertificate RemoveCertificate")]
    [InlineData(typeof(PageWeather), "ChangePageAsync FailNext ExpectVisits Clear")]
    [InlineData(typeof(SimulatorWeather), "FailNext DropNextReply DropNextRequest SetUnreachable Clear")]
    public void Every_call_that_changes_something_has_an_address(Type type, string calls)
    {
        string[] questions = ["Find", "FindGroup", "GroupsOf", "IsUnreachable", "ToString", "Equals", "GetHashCode", "GetType"];

        var found = type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => !method.IsSpecialName)
            .Select(method => method.Name)
            .Distinct()
            .Except(questions);

        found.ShouldBe(calls.Split(' '), ignoreOrder: true);
    }

    private static Dictionary<Type, IReadOnlyCollection<string>> Tables()
    {
        var time = TimeProvider.System;
        return new()
        {
            [typeof(SimulatedUser)] = new UserFields(new TenantDirectory(time), time).Table.Names,
            [typeof(SimulatedPasskey)] = PasskeyFields.New.Names,
            [typeof(SimulatorApplication)] = ApplicationFields.Table.Names,
            [typeof(SimulatorWeather)] = WeatherFields.Of(CloudHosts.Of(SimulatorCloud.Public)).Names,
            [typeof(SimulatorStorm)] = WeatherFields.Storm.Names,
            [typeof(PageWeather)] = PageFields.Of(PageLanguages.Embedded, new TenantDirectory(time)).Names,
            [typeof(PageChangePlan)] = PageFields.Plan.Names,
            [typeof(AccessPassPolicy)] = PolicyFields.AccessPass.Names,
            [typeof(PasskeyPolicy)] = PolicyFields.Passkey.Names,
            [typeof(PasskeyProfile)] = PolicyFields.Profile.Names,
            [typeof(KeyRestrictions)] = PolicyFields.Restrictions.Names,
            [typeof(PolicyTarget)] = PolicyFields.Target.Names,
        };
    }
}
