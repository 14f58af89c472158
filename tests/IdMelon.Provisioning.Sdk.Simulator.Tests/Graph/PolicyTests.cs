using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Policies;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Policies.AuthenticationMethodsPolicy.AuthenticationMethodConfigurations;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class PolicyTests : GraphTest
{
    private const string Configurations = "/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/";
    private static readonly Guid Profile = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Model = Guid.Parse("39a5647e-1853-446c-a1f6-a79bae9f5bc7");

    protected override EntraSimulatorOptions Options => new() { Roles = [GraphRoles.AuthenticationMethodPolicyWrite] };

    private AuthenticationMethodConfigurationsRequestBuilder Methods => Graph.Policies.AuthenticationMethodsPolicy.AuthenticationMethodConfigurations;

    [Fact]
    public async Task Both_policies_are_read_with_everything_in_them()
    {
        var group = Guid.NewGuid();
        Simulator.Policies.Passkey = new PasskeyPolicy
        {
            EnforcesAttestation = true,
            KeyRestrictions = new KeyRestrictions(true, "allow", [Model]),
            Profiles = [new PasskeyProfile(Profile, "Baseline") { AllowsSynced = false, EnforcesAttestation = true }],
            DefaultProfile = Profile,
            IncludeTargets = [new PolicyTarget(PolicyTarget.AllUsers) { AllowedPasskeyProfiles = [Profile] }],
            ExcludeTargets = [new PolicyTarget(group.ToString())],
        };

        var passkey = (Fido2AuthenticationMethodConfiguration)(await Methods["fido2"].GetAsync(cancellationToken: Cancellation))!;
        var accessPass = (TemporaryAccessPassAuthenticationMethodConfiguration)(await Methods["temporaryAccessPass"].GetAsync(cancellationToken: Cancellation))!;
        var whole = await Graph.Policies.AuthenticationMethodsPolicy.GetAsync(cancellationToken: Cancellation);
        var raw = await SendAsync("GET", Configurations + "FIDO2");

        (passkey.State, passkey.IsSelfServiceRegistrationAllowed, passkey.IsAttestationEnforced).ShouldBe((AuthenticationMethodState.Enabled, true, true));
        passkey.KeyRestrictions!.AaGuids.ShouldBe([Model.ToString()]);
        passkey.KeyRestrictions.EnforcementType.ShouldBe(Fido2RestrictionEnforcementType.Allow);
        passkey.IncludeTargets!.ShouldHaveSingleItem().Id.ShouldBe("all_users");
        passkey.ExcludeTargets!.ShouldHaveSingleItem().Id.ShouldBe(group.ToString());
        (accessPass.DefaultLifetimeInMinutes, accessPass.MinimumLifetimeInMinutes, accessPass.MaximumLifetimeInMinutes, accessPass.DefaultLength, accessPass.IsUsableOnce)
            .ShouldBe((60, 10, 43_200, 8, false));
        whole!.AuthenticationMethodConfigurations!.Select(method => method.Id).ShouldBe(["Fido2", "TemporaryAccessPass"]);
        ((string?)raw.Body!["defaultPasskeyProfile"]).ShouldBe(Profile.ToString());
        var profile = raw.Body["passkeyProfiles"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)profile["passkeyTypes"], (string?)profile["attestationEnforcement"]).ShouldBe(("deviceBound", "registrationOnly"));
        ((string?)raw.Body["includeTargets"]![0]!["allowedPasskeyProfiles"]![0]).ShouldBe(Profile.ToString());
    }

    [Fact]
    public async Task A_change_touches_only_what_it_names()
    {
        await Methods["fido2"].PatchAsync(
            new Fido2AuthenticationMethodConfiguration
            {
                IsSelfServiceRegistrationAllowed = false,
                KeyRestrictions = new Fido2KeyRestrictions { IsEnforced = true, EnforcementType = Fido2RestrictionEnforcementType.Block, AaGuids = [Model.ToString()] },
            },
            cancellationToken: Cancellation);
        await Methods["temporaryAccessPass"].PatchAsync(
            new TemporaryAccessPassAuthenticationMethodConfiguration { State = AuthenticationMethodState.Disabled, MaximumLifetimeInMinutes = 480, DefaultLength = 12 },
            cancellationToken: Cancellation);

        Simulator.Policies.Passkey.IsEnabled.ShouldBeTrue();
        Simulator.Policies.Passkey.AllowsSelfServiceRegistration.ShouldBeFalse();
        Simulator.Policies.Passkey.KeyRestrictions.Allows(Model).ShouldBeFalse();
        Simulator.Policies.AccessPass.ShouldBe(new AccessPassPolicy
        {
            IsEnabled = false,
            MaximumLifetime = TimeSpan.FromHours(8),
            Length = 12,
            IncludeTargets = Simulator.Policies.AccessPass.IncludeTargets,
            ExcludeTargets = Simulator.Policies.AccessPass.ExcludeTargets,
        });
        Simulator.Events.Count(SimulatorEventKinds.PolicyChanged).ShouldBe(2);
    }

    [Fact]
    public async Task What_was_read_can_be_written_back()
    {
        Simulator.Policies.Passkey = new PasskeyPolicy
        {
            Profiles = [new PasskeyProfile(Profile, "Baseline")],
            DefaultProfile = Profile,
            IncludeTargets = [new PolicyTarget(PolicyTarget.AllUsers) { AllowedPasskeyProfiles = [Profile] }, new PolicyTarget(User.Id.ToString(), "user")],
        };
        var read = await SendAsync("GET", Configurations + "fido2");

        var written = await SendAsync("PATCH", Configurations + "fido2", read.Body!.ToJsonString());

        written.Status.ShouldBe(204);
        (await SendAsync("GET", Configurations + "fido2")).Body!.ToJsonString().ShouldBe(read.Body.ToJsonString());
    }

    [Theory]
    [InlineData("fido2", """{"unknown":1}""")]
    [InlineData("fido2", """{"state":"on"}""")]
    [InlineData("fido2", """{"state":null}""")]
    [InlineData("fido2", """{"isAttestationEnforced":"yes"}""")]
    [InlineData("fido2", """{"keyRestrictions":null}""")]
    [InlineData("fido2", """{"keyRestrictions":{"enforcementType":"unknownFutureValue"}}""")]
    [InlineData("fido2", """{"keyRestrictions":{"aaGuids":["x"]}}""")]
    [InlineData("fido2", """{"includeTargets":[{"id":"everybody","targetType":"group"}]}""")]
    [InlineData("fido2", """{"includeTargets":[{"targetType":"group"}]}""")]
    [InlineData("fido2", """{"includeTargets":[{"id":"all_users","allowedPasskeyProfiles":["22222222-2222-2222-2222-222222222222"]}]}""")]
    [InlineData("fido2", """{"excludeTargets":[{"id":"all_users","isRegistrationRequired":true}]}""")]
    [InlineData("fido2", """{"passkeyProfiles":[{"id":"11111111-1111-1111-1111-111111111111","name":"x"}]}""")]
    [InlineData("fido2", """{"defaultPasskeyProfile":"11111111-1111-1111-1111-111111111111"}""")]
    [InlineData("fido2", """{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration"}""")]
    [InlineData("fido2", """{"id":"TemporaryAccessPass"}""")]
    [InlineData("fido2", "[]")]
    [InlineData("temporaryAccessPass", """{"minimumLifetimeInMinutes":9}""")]
    [InlineData("temporaryAccessPass", """{"maximumLifetimeInMinutes":43201}""")]
    [InlineData("temporaryAccessPass", """{"defaultLifetimeInMinutes":5000,"maximumLifetimeInMinutes":60}""")]
    [InlineData("temporaryAccessPass", """{"defaultLength":7}""")]
    [InlineData("temporaryAccessPass", """{"defaultLength":"8"}""")]
    [InlineData("temporaryAccessPass", """{"includeTargets":[{"id":"all_users","allowedPasskeyProfiles":[]}]}""")]
    [InlineData("temporaryAccessPass", """{"keyRestrictions":{}}""")]
    public async Task A_change_that_makes_no_sense_changes_nothing(string method, string change)
    {
        var (passkey, accessPass) = (Simulator.Policies.Passkey, Simulator.Policies.AccessPass);

        var refused = await SendAsync("PATCH", Configurations + method, change);

        refused.Status.ShouldBe(400);
        (Simulator.Policies.Passkey, Simulator.Policies.AccessPass).ShouldBe((passkey, accessPass));
    }

    [Fact]
    public async Task Opting_in_to_profiles_cannot_be_undone()
    {
        var optIn = $$"""{"defaultPasskeyProfile":"{{Profile}}","passkeyProfiles":[{"id":"{{Profile}}","name":"Baseline","passkeyTypes":"deviceBound,synced"}]}""";

        (await SendAsync("PATCH", Configurations + "fido2", optIn)).Status.ShouldBe(204);
        (await SendAsync("PATCH", Configurations + "fido2", """{"defaultPasskeyProfile":null,"passkeyProfiles":[]}""")).Status.ShouldBe(400);

        Simulator.Policies.Passkey.Profiles.ShouldHaveSingleItem().Id.ShouldBe(Profile);
    }

    [Fact]
    public async Task An_unknown_method_is_not_found_and_reading_does_not_allow_changing()
    {
        var reader = DelegatedTokens.CreateForApplication(Simulator, "a", GraphRoles.PolicyRead);

        (await Should.ThrowAsync<ODataError>(() => Methods["sms"].GetAsync(cancellationToken: Cancellation))).ResponseStatusCode.ShouldBe(404);
        (await SendAsync("GET", Configurations + "fido2", token: reader)).Status.ShouldBe(200);
        (await SendAsync("PATCH", Configurations + "fido2", "{}", reader)).Status.ShouldBe(403);
    }
}
