using System.Globalization;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class UserListTests : GraphTest
{
    [Fact]
    public async Task All_users_come_page_by_page_to_the_client_s_own_iterator()
    {
        for (var number = 0; number < 24; number++)
        {
            Simulator.Directory.AddUser(string.Create(CultureInfo.InvariantCulture, $"user{number}@contoso.example"));
        }

        var first = await Graph.Users.GetAsync(request => (request.QueryParameters.Top, request.QueryParameters.Select) = (10, ["id", "userPrincipalName"]), Cancellation);
        var names = new List<string>();
        await PageIterator<User, UserCollectionResponse>.CreatePageIterator(Graph, first!, user =>
        {
            names.Add(user.UserPrincipalName!);
            return true;
        }).IterateAsync(Cancellation);

        first!.Value!.Count.ShouldBe(10);
        first.Value[0].DisplayName.ShouldBeNull();
        names.ShouldBe(Simulator.Directory.Users.Select(user => user.UserPrincipalName));
    }

    [Theory]
    [InlineData("startswith(userPrincipalName,'ADA')", "ada@contoso.example")]
    [InlineData("userPrincipalName eq 'bob@contoso.example'", "bob@contoso.example")]
    [InlineData("accountEnabled eq false", "eve@contoso.example")]
    [InlineData("accountEnabled eq true and userType eq 'Guest'", "o'hara@contoso.example")]
    [InlineData("displayName eq 'O''Hara'", "o'hara@contoso.example")]
    [InlineData("(startswith(displayName,'E') or startswith(displayName,'B')) and accountEnabled eq true", "bob@contoso.example")]
    public async Task A_filter_finds_users(string filter, string expected)
    {
        Simulator.Directory.AddUser("bob@contoso.example", "Bob");
        Simulator.Directory.AddUser("eve@contoso.example", "Eve").IsEnabled = false;
        Simulator.Directory.AddUser("o'hara@contoso.example", "O'Hara").IsGuest = true;

        var found = await Graph.Users.GetAsync(request => request.QueryParameters.Filter = filter, Cancellation);

        found!.Value!.ShouldHaveSingleItem().UserPrincipalName.ShouldBe(expected);
    }

    [Fact]
    public async Task A_count_comes_with_the_header_it_wants()
    {
        Simulator.Directory.AddUser("bob@contoso.example");

        var counted = await Graph.Users.GetAsync(
            request =>
            {
                (request.QueryParameters.Count, request.QueryParameters.Top, request.QueryParameters.Orderby) = (true, 1, ["displayName desc"]);
                request.Headers.Add("ConsistencyLevel", "eventual");
            },
            Cancellation);
        var without = await Graph.Users.GetAsync(request => request.QueryParameters.Count = true, Cancellation);

        counted!.OdataCount.ShouldBe(2);
        counted.Value!.ShouldHaveSingleItem().UserPrincipalName.ShouldBe("bob@contoso.example");
        without!.OdataCount.ShouldBeNull();
    }

    [Theory]
    [InlineData("$filter=userPrincipalName ne 'x'")]
    [InlineData("$filter=endswith(userPrincipalName,'x')")]
    [InlineData("$filter=password eq 'x'")]
    [InlineData("$filter=userPrincipalName eq")]
    [InlineData("$filter=userPrincipalName eq 'x' and")]
    [InlineData("$filter=userPrincipalName eq 'x' 'y'")]
    [InlineData("$filter=((((((((((((((((((((id eq 'x'))))))))))))))))))))")]
    [InlineData("$filter=;")]
    [InlineData("$filter=not(id eq 'x')")]
    [InlineData("$search=\"displayName:a\"")]
    [InlineData("$expand=manager")]
    [InlineData("$skip=1")]
    [InlineData("$top=0")]
    [InlineData("$top=1000")]
    [InlineData("$top=ten")]
    [InlineData("$top=1&$top=2")]
    [InlineData("$count=maybe")]
    [InlineData("$orderby=id")]
    [InlineData("$orderby=displayName sideways")]
    [InlineData("$select=password")]
    [InlineData("$skiptoken=nonsense")]
    [InlineData("$skiptoken=%25")]
    public async Task What_is_not_understood_is_refused_and_not_passed_over(string query)
    {
        var refused = await SendAsync("GET", "/v1.0/users?" + query);

        refused.Status.ShouldBe(400);
        refused.Code.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_page_after_a_user_who_is_gone_has_expired()
    {
        var second = Simulator.Directory.AddUser("bob@contoso.example");
        Simulator.Directory.AddUser("eve@contoso.example");
        var first = await Graph.Users.GetAsync(request => request.QueryParameters.Top = 2, Cancellation);
        Simulator.Directory.RemoveUser(second);

        var refused = await Should.ThrowAsync<ODataError>(() => Graph.Users.WithUrl(first!.OdataNextLink!).GetAsync(cancellationToken: Cancellation));

        refused.Error!.Code.ShouldBe("Directory_ExpiredPageToken");
    }

    [Fact]
    public async Task A_disabled_guest_is_shown_as_such_and_a_key_in_parentheses_is_a_key()
    {
        (User.IsEnabled, User.IsGuest) = (false, true);

        var found = await SendAsync("GET", "/beta/users('ADA@contoso.example')?$select=accountEnabled,userType");

        ((bool)found.Body!["accountEnabled"]!).ShouldBeFalse();
        ((string?)found.Body["userType"]).ShouldBe("Guest");
        ((string?)found.Body["@odata.context"]).ShouldBe("https://graph.microsoft.com/beta/$metadata#users(accountEnabled,userType)/$entity");
        found.Headers["x-ms-resource-unit"].ShouldBe("1");
    }
}
