using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Users.Item.Authentication.TemporaryAccessPassMethods;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class AccessPassTests : GraphTest
{
    private TemporaryAccessPassMethodsRequestBuilder Passes => Graph.Users[User.UserPrincipalName].Authentication.TemporaryAccessPassMethods;

    [Fact]
    public async Task A_pass_is_issued_shown_once_listed_and_deleted()
    {
        var issued = await CreateAsync();
        var listed = await Passes.GetAsync(cancellationToken: Cancellation);
        var read = await Passes[issued.Id].GetAsync(cancellationToken: Cancellation);
        await Passes[issued.Id].DeleteAsync(cancellationToken: Cancellation);
        var after = await Passes.GetAsync(cancellationToken: Cancellation);

        issued.TemporaryAccessPass.ShouldNotBeNullOrEmpty();
        issued.TemporaryAccessPass.Length.ShouldBe(8);
        issued.LifetimeInMinutes.ShouldBe(60);
        issued.IsUsableOnce.ShouldBe(true);
        issued.IsUsable.ShouldBe(true);
        issued.MethodUsabilityReason.ShouldBe("EnabledByPolicy");
        issued.StartDateTime.ShouldBe(issued.CreatedDateTime);
        var only = listed!.Value!.ShouldHaveSingleItem();
        only.Id.ShouldBe(issued.Id);
        only.TemporaryAccessPass.ShouldBeNull();
        read!.TemporaryAccessPass.ShouldBeNull();
        read.CreatedDateTime.ShouldBe(issued.CreatedDateTime);
        after!.Value.ShouldBeEmpty();
        Simulator.Directory.IssuedAccessPasses.ShouldBe(1);
        Simulator.Directory.UsersWithOpenAccessPass.ShouldBeEmpty();
        Simulator.Events.Count(SimulatorEventKinds.AccessPassIssued, User.UserPrincipalName).ShouldBe(1);
        Simulator.Events.Count(SimulatorEventKinds.AccessPassDeleted, User.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_pass_replaces_the_first()
    {
        var first = await CreateAsync();

        var second = await CreateAsync();

        var listed = await Passes.GetAsync(cancellationToken: Cancellation);
        listed!.Value!.ShouldHaveSingleItem().Id.ShouldBe(second.Id);
        first.Id.ShouldNotBe(second.Id);
        Simulator.Events.Count(SimulatorEventKinds.AccessPassReplaced).ShouldBe(1);
        (await RefusalAsync(() => Passes[first.Id].DeleteAsync(cancellationToken: Cancellation))).ResponseStatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task A_pass_may_start_later()
    {
        var start = DateTimeOffset.UtcNow.AddHours(2);

        var issued = await Passes.PostAsync(new TemporaryAccessPassAuthenticationMethod { StartDateTime = start }, cancellationToken: Cancellation);

        issued!.StartDateTime.ShouldBe(start);
        issued.IsUsable.ShouldBe(false);
        issued.MethodUsabilityReason.ShouldBe("NotYetValid");
        issued.LifetimeInMinutes.ShouldBe(60);
        issued.IsUsableOnce.ShouldBe(false);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("2999-01-01T00:00:00Z")]
    public async Task A_start_that_lies_too_far_ahead_is_refused(string start)
    {
        var refused = await SendAsync("POST", $"/v1.0/users/{User.Id}/authentication/temporaryAccessPassMethods", $$"""{"startDateTime":"{{start}}","lifetimeInMinutes":60}""");

        (refused.Status, refused.Code).ShouldBe((400, "BadRequest"));
        refused.Message!.ShouldContain("startDateTime");
        Simulator.Directory.IssuedAccessPasses.ShouldBe(0);
        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Fact]
    public void A_pass_for_the_end_of_all_days_ends_with_them()
    {
        var pass = Simulator.Directory.IssueAccessPass(User, TimeSpan.FromHours(1), start: DateTimeOffset.MaxValue);

        pass.EndDateTime.ShouldBe(DateTimeOffset.MaxValue);
        pass.UsabilityReasonAt(DateTimeOffset.MaxValue).ShouldBe("Expired");
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(43_200, true)]
    [InlineData(9, false)]
    [InlineData(43_201, false)]
    [InlineData(-5, false)]
    public async Task The_lifetime_has_bounds(int minutes, bool isAllowed)
    {
        var create = () => Passes.PostAsync(new TemporaryAccessPassAuthenticationMethod { LifetimeInMinutes = minutes }, cancellationToken: Cancellation);

        if (isAllowed)
        {
            (await create())!.LifetimeInMinutes.ShouldBe(minutes);
        }
        else
        {
            (await RefusalAsync(create)).ResponseStatusCode.ShouldBe(400);
            Simulator.Directory.IssuedAccessPasses.ShouldBe(0);
        }
    }

    [Fact]
    public async Task The_policy_may_leave_the_user_out()
    {
        User.MayHaveAccessPass = false;

        var refused = await RefusalAsync(CreateAsync);

        refused.ResponseStatusCode.ShouldBe(403);
        refused.Error!.Message.ShouldStartWith("Converged UserCredentialPolicy does not allow creating or updating this authentication method");
        refused.Error.Message.ShouldContain("[TemporaryAccessPass]");
        refused.Error.InnerError!.RequestId.ShouldNotBeNullOrEmpty();
        refused.Error.InnerError.ClientRequestId.ShouldNotBeNullOrEmpty();
        refused.Error.InnerError.Date.ShouldNotBeNull();
        refused.ResponseHeaders["request-id"].ShouldBe([refused.Error.InnerError.RequestId]);
    }

    [Fact]
    public async Task A_more_privileged_user_is_out_of_reach()
    {
        User.IsPrivileged = true;

        var refused = await RefusalAsync(CreateAsync);

        refused.ResponseStatusCode.ShouldBe(403);
        refused.Error!.Code.ShouldBe("accessDenied");
    }

    [Fact]
    public async Task An_unknown_user_is_not_found()
    {
        var refused = await RefusalAsync(() =>
            Graph.Users["nobody@contoso.example"].Authentication.TemporaryAccessPassMethods.PostAsync(new TemporaryAccessPassAuthenticationMethod(), cancellationToken: Cancellation));

        refused.ResponseStatusCode.ShouldBe(404);
        refused.Error!.Code.ShouldBe("Request_ResourceNotFound");
    }

    [Fact]
    public async Task A_used_one_time_pass_is_listed_as_used()
    {
        var issued = await CreateAsync();
        Simulator.Directory.RedeemAccessPass(User, issued.TemporaryAccessPass!).ShouldBe(0);

        var listed = await Passes.GetAsync(cancellationToken: Cancellation);

        var only = listed!.Value!.ShouldHaveSingleItem();
        only.IsUsable.ShouldBe(false);
        only.MethodUsabilityReason.ShouldBe("OneTimeUsed");
    }

    [Fact]
    public async Task The_code_is_in_no_event_and_not_in_the_pass_as_text()
    {
        var issued = await CreateAsync();

        Simulator.Events.All.ShouldNotContain(entry => entry.ToString().Contains(issued.TemporaryAccessPass!, StringComparison.Ordinal));
        User.AccessPass!.ToString().ShouldNotContain(issued.TemporaryAccessPass!);
    }

    private async Task<TemporaryAccessPassAuthenticationMethod> CreateAsync() =>
        (await Passes.PostAsync(new TemporaryAccessPassAuthenticationMethod { IsUsableOnce = true, LifetimeInMinutes = 60 }, cancellationToken: Cancellation))!;

    private static Task<ODataError> RefusalAsync(Func<Task> call) => Should.ThrowAsync<ODataError>(call);
}
