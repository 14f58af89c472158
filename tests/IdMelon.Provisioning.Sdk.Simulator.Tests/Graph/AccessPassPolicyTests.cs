using IdMelon.Provisioning.Simulator.Policies;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Users.Item.Authentication.TemporaryAccessPassMethods;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class AccessPassPolicyTests : GraphTest
{
    private TemporaryAccessPassMethodsRequestBuilder Passes => Graph.Users[User.Id.ToString()].Authentication.TemporaryAccessPassMethods;

    [Fact]
    public async Task What_a_request_leaves_open_the_policy_decides()
    {
        Simulator.Policies.AccessPass = new AccessPassPolicy { RequiresOneTime = true, DefaultLifetime = TimeSpan.FromMinutes(90), Length = 14 };

        var issued = await CreateAsync(new());

        (issued.IsUsableOnce, issued.LifetimeInMinutes, issued.TemporaryAccessPass!.Length).ShouldBe((true, 90, 14));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(480, true)]
    [InlineData(481, false)]
    public async Task The_policy_bounds_the_lifetime(int minutes, bool isAllowed)
    {
        Simulator.Policies.AccessPass = new AccessPassPolicy { MinimumLifetime = TimeSpan.FromHours(1), MaximumLifetime = TimeSpan.FromHours(8) };

        var reply = await SendAsync("POST", $"/v1.0/users/{User.Id}/authentication/temporaryAccessPassMethods", $$"""{"lifetimeInMinutes":{{minutes}}}""");

        reply.Status.ShouldBe(isAllowed ? 201 : 400);
    }

    [Fact]
    public async Task A_reusable_pass_is_refused_where_passes_are_for_one_time()
    {
        Simulator.Policies.AccessPass = new AccessPassPolicy { RequiresOneTime = true };

        (await RefusalAsync(new() { IsUsableOnce = false })).ResponseStatusCode.ShouldBe(400);
        Simulator.Directory.IssuedAccessPasses.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_is_not_targeted_gets_none()
    {
        var group = Simulator.Directory.AddGroup("Pilots");
        Simulator.Policies.AccessPass = new AccessPassPolicy { IncludeTargets = [new PolicyTarget(group.Id.ToString())] };

        var outside = await RefusalAsync(new());
        Simulator.Directory.AddMember(group, User.Id);
        var inside = await CreateAsync(new());
        Simulator.Policies.AccessPass = Simulator.Policies.AccessPass with { ExcludeTargets = [new PolicyTarget(PolicyTarget.AllUsers)] };
        var excluded = await RefusalAsync(new());
        var listed = await Passes.GetAsync(cancellationToken: Cancellation);

        outside.Error!.Message.ShouldStartWith("Converged UserCredentialPolicy does not allow creating or updating this authentication method");
        inside.IsUsable.ShouldBe(true);
        excluded.ResponseStatusCode.ShouldBe(outside.ResponseStatusCode);
        listed!.Value!.ShouldHaveSingleItem().MethodUsabilityReason.ShouldBe("DisabledByPolicy");
    }

    [Fact]
    public async Task A_guest_from_elsewhere_gets_none_but_one_from_here_does()
    {
        var external = Simulator.Directory.AddUser("bob_fabrikam.example#EXT#@contoso.example");
        (external.IsGuest, User.IsGuest) = (true, true);

        var refused = await Should.ThrowAsync<ODataError>(() =>
            Graph.Users[external.UserPrincipalName].Authentication.TemporaryAccessPassMethods.PostAsync(new(), cancellationToken: Cancellation));

        refused.Error!.Message.ShouldBe("Temporary Access Pass cannot be added to an external guest user.");
        (await CreateAsync(new())).TemporaryAccessPass.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_older_tenant_wants_the_first_pass_deleted_before_there_is_a_second()
    {
        Simulator.Policies.AccessPass = new AccessPassPolicy { RejectsSecondPass = true };
        var first = await CreateAsync(new());

        var refused = await RefusalAsync(new());
        await Passes[first.Id].DeleteAsync(cancellationToken: Cancellation);
        var second = await CreateAsync(new());

        refused.ResponseStatusCode.ShouldBe(400);
        second.Id.ShouldNotBe(first.Id);
        Simulator.Directory.IssuedAccessPasses.ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_requests_at_once_an_older_tenant_grants_one()
    {
        Simulator.Policies.AccessPass = new AccessPassPolicy { RejectsSecondPass = true };

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SendAsync("POST", $"/v1.0/users/{User.Id}/authentication/temporaryAccessPassMethods", "{}")));

        replies.Count(reply => reply.Status == 201).ShouldBe(1);
        Simulator.Directory.IssuedAccessPasses.ShouldBe(1);
    }

    private async Task<TemporaryAccessPassAuthenticationMethod> CreateAsync(TemporaryAccessPassAuthenticationMethod pass) => (await Passes.PostAsync(pass, cancellationToken: Cancellation))!;

    private Task<ODataError> RefusalAsync(TemporaryAccessPassAuthenticationMethod pass) => Should.ThrowAsync<ODataError>(() => CreateAsync(pass));
}
