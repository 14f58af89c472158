using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Users.Item.CheckMemberGroups;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class GroupTests : GraphTest
{
    protected override EntraSimulatorOptions Options => new() { Roles = [GraphRoles.UserRead, GraphRoles.GroupMemberRead] };

    [Fact]
    public async Task Groups_and_their_members_are_read()
    {
        var (inner, outer) = Nested();

        var found = await Graph.Groups.GetAsync(request => request.QueryParameters.Filter = "displayName eq 'Inner'", Cancellation);
        var read = await Graph.Groups[outer.Id.ToString()].GetAsync(cancellationToken: Cancellation);
        var direct = await Graph.Groups[outer.Id.ToString()].Members.GetAsync(cancellationToken: Cancellation);
        var all = await Graph.Groups[outer.Id.ToString()].TransitiveMembers.GetAsync(cancellationToken: Cancellation);

        found!.Value!.ShouldHaveSingleItem().Id.ShouldBe(inner.Id.ToString());
        (read!.DisplayName, read.SecurityEnabled).ShouldBe(("Outer", true));
        direct!.Value!.ShouldHaveSingleItem().ShouldBeOfType<Group>().Id.ShouldBe(inner.Id.ToString());
        all!.Value!.Select(member => member.GetType()).ShouldBe([typeof(Group), typeof(User)]);
        all.Value!.OfType<User>().Single().UserPrincipalName.ShouldBe(User.UserPrincipalName);
    }

    [Fact]
    public async Task Memberships_name_groups_and_directory_roles()
    {
        var (inner, outer) = Nested();
        User.Roles = ["Global Reader", "Keeper of Keys"];

        var direct = await Graph.Users[User.UserPrincipalName].MemberOf.GetAsync(cancellationToken: Cancellation);
        var all = await Graph.Users[User.UserPrincipalName].TransitiveMemberOf.GetAsync(cancellationToken: Cancellation);
        var groups = await Graph.Users[User.UserPrincipalName].TransitiveMemberOf.GraphGroup.GetAsync(cancellationToken: Cancellation);
        var roles = await SendAsync("GET", $"/v1.0/users/{User.Id}/transitiveMemberOf/microsoft.graph.directoryRole");

        direct!.Value!.OfType<Group>().ShouldHaveSingleItem().Id.ShouldBe(inner.Id.ToString());
        all!.Value!.OfType<Group>().Select(group => group.Id).ShouldBe([inner.Id.ToString(), outer.Id.ToString()]);
        all.Value!.OfType<DirectoryRole>().Select(role => role.RoleTemplateId).ShouldBe([DelegatedTokens.GlobalReader.ToString(), null]);
        groups!.Value!.Count.ShouldBe(2);
        roles.Values.Select(role => (string?)role!["@odata.type"]).ShouldBe(["#microsoft.graph.directoryRole", "#microsoft.graph.directoryRole"]);
    }

    [Fact]
    public async Task A_check_goes_through_groups_in_groups()
    {
        var (_, outer) = Nested();
        var other = Simulator.Directory.AddGroup("Other");

        var inside = await CheckAsync([outer.Id.ToString(), other.Id.ToString()]);

        inside.ShouldBe([outer.Id.ToString()]);
    }

    [Fact]
    public async Task A_check_takes_twenty_groups_and_no_more()
    {
        var ids = Enumerable.Range(0, 21).Select(_ => Guid.NewGuid().ToString()).ToList();

        (await CheckAsync(ids[..20])).ShouldBeEmpty();
        (await Should.ThrowAsync<ODataError>(() => CheckAsync(ids))).ResponseStatusCode.ShouldBe(400);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"groupIds\":\"x\"}")]
    [InlineData("{\"groupIds\":[\"x\"]}")]
    [InlineData("{\"groupIds\":[1]}")]
    [InlineData("{\"groupIds\":[],\"more\":1}")]
    public async Task A_check_that_makes_no_sense_is_refused(string body) =>
        (await SendAsync("POST", $"/v1.0/users/{User.Id}/checkMemberGroups", body)).Status.ShouldBe(400);

    [Theory]
    [InlineData("/v1.0/groups/nonsense")]
    [InlineData("/v1.0/groups/5c1a92a1-b8e5-42d0-9b0b-bd1ad4a1b4a0/members")]
    public async Task An_unknown_group_is_not_found(string address) => (await SendAsync("GET", address)).Code.ShouldBe("Request_ResourceNotFound");

    [Fact]
    public async Task A_check_needs_both_permissions()
    {
        var onlyUsers = DelegatedTokens.CreateForApplication(Simulator, "a", GraphRoles.UserRead);

        (await SendAsync("POST", $"/v1.0/users/{User.Id}/checkMemberGroups", "{\"groupIds\":[]}", onlyUsers)).Status.ShouldBe(403);
        (await SendAsync("GET", "/v1.0/groups", token: onlyUsers)).Status.ShouldBe(403);
    }

    private (SimulatedGroup Inner, SimulatedGroup Outer) Nested()
    {
        var inner = Simulator.Directory.AddGroup("Inner");
        var outer = Simulator.Directory.AddGroup("Outer");
        Simulator.Directory.AddMember(inner, User.Id);
        Simulator.Directory.AddMember(outer, inner.Id);
        return (inner, outer);
    }

    private async Task<List<string>> CheckAsync(List<string> ids) => (await Graph.Users[User.UserPrincipalName].CheckMemberGroups
        .PostAsCheckMemberGroupsPostResponseAsync(new CheckMemberGroupsPostRequestBody { GroupIds = ids }, cancellationToken: Cancellation))!.Value!;
}
