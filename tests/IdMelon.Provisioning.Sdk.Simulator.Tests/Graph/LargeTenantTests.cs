using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Graph;
using IdMelon.Provisioning.Simulator.Graph.OData;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>A tenant with ten thousand users.</summary>
public sealed class LargeTenantTests
{
    private const int Size = 10_000;

    private readonly TenantDirectory directory = new(TimeProvider.System);

    public LargeTenantTests()
    {
        for (var number = 0; number < Size; number++)
        {
            directory.AddUser(string.Create(CultureInfo.InvariantCulture, $"user{number:00000}@contoso.example"));
        }
    }

    [Fact]
    public void Users_are_found_by_id_and_by_name_until_they_are_removed()
    {
        var all = directory.Users;

        all.ShouldAllBe(user => directory.Find(user.Id.ToString()) == user && directory.Find(user.UserPrincipalName.ToUpperInvariant()) == user);
        directory.RemoveUser(all[7]).ShouldBeTrue();
        directory.RemoveUser(all[7]).ShouldBeFalse();

        directory.Find(all[7].Id.ToString()).ShouldBeNull();
        directory.Find(all[7].UserPrincipalName).ShouldBeNull();
        var again = directory.AddUser(all[7].UserPrincipalName);
        directory.RemoveUser(all[7]).ShouldBeFalse();
        directory.Find(all[7].UserPrincipalName).ShouldBe(again);
        directory.Users.Count.ShouldBe(Size);
        all.Count.ShouldBe(Size);
    }

    [Fact]
    public void Members_are_found_through_groups()
    {
        var (outer, inner) = (directory.AddGroup("Outer"), directory.AddGroup("Inner"));
        directory.AddMember(outer, inner.Id);
        foreach (var user in directory.Users.Take(100))
        {
            directory.AddMember(inner, user.Id);
        }

        directory.MembersAround(outer).ShouldBe([inner.Id, .. directory.Users.Take(100).Select(user => user.Id)]);
        directory.RemoveGroup(inner).ShouldBeTrue();
        directory.FindGroup(inner.Id).ShouldBeNull();
        directory.MembersAround(outer).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_users_of_a_page_get_their_form()
    {
        var shaped = 0;
        JsonObject Shape(SimulatedUser user)
        {
            shaped++;
            return DirectoryObjects.User(user);
        }

        var pages = Pages(Shape, "$top=500").ToList();

        pages.SelectMany(page => page["value"]!.AsArray()).Select(user => (string)user!["id"]!).ShouldBe(directory.Users.Select(user => user.Id.ToString()));
        pages.Count.ShouldBe(20);
        shaped.ShouldBeLessThanOrEqualTo(Size + pages.Count);
    }

    [Theory]
    [InlineData("$top=300&$filter=startswith(userPrincipalName,'user00')", 1000, 4)]
    [InlineData("$top=500&$filter=startswith(userPrincipalName,'user00')", 1000, 2)]
    [InlineData("$filter=userPrincipalName eq 'user09999@contoso.example'", 1, 1)]
    [InlineData("$filter=userPrincipalName eq 'nobody@contoso.example'", 0, 1)]
    [InlineData("$top=999&$orderby=displayName desc", Size, 11)]
    public void Pages_of_what_was_searched_and_sorted_hold_everything_once(string query, int users, int pages)
    {
        var read = Pages(DirectoryObjects.User, query + "&$count=true").ToList();

        read.SelectMany(page => page["value"]!.AsArray()).Select(user => (string)user!["id"]!).Distinct().Count().ShouldBe(users);
        read.Count.ShouldBe(pages);
        read.ShouldAllBe(page => (int)page["@odata.count"]! == users);
    }

    private IEnumerable<JsonNode> Pages(Func<SimulatedUser, JsonObject> shape, string query)
    {
        for (var address = "?" + query; address is not null;)
        {
            var http = new DefaultHttpContext();
            http.Request.Host = new HostString("graph.microsoft.com");
            http.Request.QueryString = new QueryString(address);
            http.Request.Headers["ConsistencyLevel"] = "eventual";
            var (read, error) = ODataQuery.Read(http.Request.Query, EntitySet.Options);
            error.ShouldBeNull();
            var caller = new GraphCaller("a", null, IsDelegated: false, new HashSet<string>(), new HashSet<Guid>());
            var page = ODataCollection.Page(new(http, "v1.0", new Dictionary<string, string>(), read, caller, null), "users", directory.Users, user => user.Id, shape, DirectoryObjects.Users);
            yield return page.Body.ShouldNotBeNull();
            address = (string?)page.Body["@odata.nextLink"] is { } next ? new Uri(next).Query : null;
        }
    }
}
