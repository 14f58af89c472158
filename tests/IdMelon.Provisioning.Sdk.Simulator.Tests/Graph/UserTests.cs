using Microsoft.Graph.Models.ODataErrors;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class UserTests : GraphTest
{
    [Fact]
    public async Task A_user_is_found_by_name_and_by_id()
    {
        var byName = await Graph.Users["ADA@contoso.example"].GetAsync(cancellationToken: Cancellation);
        var byId = await Graph.Users[User.Id.ToString()].GetAsync(cancellationToken: Cancellation);

        byName!.Id.ShouldBe(User.Id.ToString());
        byId!.UserPrincipalName.ShouldBe("ada@contoso.example");
        byId.DisplayName.ShouldBe("Ada");
    }

    [Fact]
    public async Task A_guest_name_with_a_hash_is_found()
    {
        var guest = Simulator.Directory.AddUser("bob_fabrikam.example#EXT#@contoso.example");

        var found = await Graph.Users[guest.UserPrincipalName].GetAsync(cancellationToken: Cancellation);

        found!.Id.ShouldBe(guest.Id.ToString());
    }

    [Fact]
    public async Task Only_what_was_selected_comes_back()
    {
        var found = await Graph.Users[User.UserPrincipalName].GetAsync(request => request.QueryParameters.Select = ["id", "accountEnabled"], Cancellation);

        found!.Id.ShouldBe(User.Id.ToString());
        found.AccountEnabled.ShouldBe(true);
        found.DisplayName.ShouldBeNull();
    }

    [Fact]
    public async Task A_call_graph_does_not_have_is_refused_in_its_own_form()
    {
        var refused = await Should.ThrowAsync<ODataError>(() => Graph.Sites.GetAsync(cancellationToken: Cancellation));

        refused.ResponseStatusCode.ShouldBe(400);
        refused.Error!.Code.ShouldBe("BadRequest");
        refused.Error.Message.ShouldBe("Resource not found for the segment 'sites'.");
    }
}
