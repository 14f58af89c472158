using System.Net;
using System.Text;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Users.Item.Authentication.TemporaryAccessPassMethods;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class WeatherTests : GraphTest
{
    private TemporaryAccessPassMethodsRequestBuilder Passes => Graph.Users[User.UserPrincipalName].Authentication.TemporaryAccessPassMethods;

    [Fact]
    public async Task A_dropped_reply_leaves_a_pass_behind()
    {
        Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass);

        await Should.ThrowAsync<HttpRequestException>(CreateAsync);

        Simulator.Directory.UsersWithOpenAccessPass.ShouldHaveSingleItem().ShouldBe(User);
        var found = (await Passes.GetAsync(cancellationToken: Cancellation))!.Value!.ShouldHaveSingleItem();
        await Passes[found.Id].DeleteAsync(cancellationToken: Cancellation);
        Simulator.Directory.UsersWithOpenAccessPass.ShouldBeEmpty();
        Simulator.Directory.IssuedAccessPasses.ShouldBe(1);
        Simulator.Events.Count(SimulatorEventKinds.Weather).ShouldBe(1);
    }

    [Fact]
    public async Task A_reply_is_dropped_over_http_2_too()
    {
        using var http = new HttpClient(Simulator.CreateHandler()) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://graph.microsoft.com/v1.0/users/{User.Id}/authentication/temporaryAccessPassMethods");
        request.Version = HttpVersion.Version20;
        request.Headers.Authorization = new("Bearer", await SimulatorClients.TokenAsync(Simulator, Cancellation));
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass);

        await Should.ThrowAsync<HttpRequestException>(() => http.SendAsync(request, Cancellation));

        Simulator.Directory.IssuedAccessPasses.ShouldBe(1);
    }

    [Fact]
    public async Task Many_calls_at_once_leave_one_pass()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAsync()));

        Simulator.Directory.IssuedAccessPasses.ShouldBe(20);
        Simulator.Directory.UsersWithOpenAccessPass.ShouldHaveSingleItem();
        (await Passes.GetAsync(cancellationToken: Cancellation))!.Value!.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_dropped_request_does_nothing()
    {
        Simulator.Weather.DropNextRequest(GraphCall.CreateAccessPass);

        await Should.ThrowAsync<HttpRequestException>(CreateAsync);

        Simulator.Directory.IssuedAccessPasses.ShouldBe(0);
        (await CreateAsync()).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task The_next_calls_of_a_kind_fail(int status)
    {
        Simulator.Weather.FailNext(GraphCall.CreateAccessPass, status, count: 2, retryAfter: TimeSpan.FromSeconds(1.5));

        (await Passes.GetAsync(cancellationToken: Cancellation)).ShouldNotBeNull();
        var first = await Should.ThrowAsync<ODataError>(CreateAsync);
        var second = await Should.ThrowAsync<ODataError>(CreateAsync);
        var third = await CreateAsync();

        first.ResponseStatusCode.ShouldBe(status);
        first.ResponseHeaders["Retry-After"].ShouldBe(["2"]);
        first.Error!.InnerError!.RequestId.ShouldNotBeNullOrEmpty();
        second.ResponseStatusCode.ShouldBe(status);
        third.ShouldNotBeNull();
        Simulator.Directory.IssuedAccessPasses.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_of_the_weather_names_the_user_who_was_hit()
    {
        Simulator.Weather.FailNext(GraphCall.CreateAccessPass, status: 503);
        await Should.ThrowAsync<ODataError>(CreateAsync);
        Simulator.Weather.DropNextRequest(GraphCall.CreateAccessPass);
        await Should.ThrowAsync<HttpRequestException>(CreateAsync);
        Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass);
        await Should.ThrowAsync<HttpRequestException>(CreateAsync);

        Simulator.Events.Of(SimulatorEventKinds.Weather).Select(entry => (entry.User, entry.Text)).ShouldBe(
        [
            (User.UserPrincipalName, "CreateAccessPass: failed with 503."),
            (User.UserPrincipalName, "CreateAccessPass: dropped before it was carried out."),
            (User.UserPrincipalName, "CreateAccessPass: carried out with 201, reply dropped."),
        ]);
    }

    [Fact]
    public async Task Any_call_can_be_hit()
    {
        Simulator.Weather.FailNext(call: null, status: 503);

        (await Should.ThrowAsync<ODataError>(() => Passes.GetAsync(cancellationToken: Cancellation))).ResponseStatusCode.ShouldBe(503);
        (await Passes.GetAsync(cancellationToken: Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Clearing_ends_all_bad_weather()
    {
        Simulator.Weather.FailNext(call: null, status: 500, count: 5);
        Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass);
        Simulator.Weather.SetUnreachable("graph.microsoft.com");
        Simulator.Weather.PasskeyVisibilityLag = TimeSpan.FromMinutes(1);

        Simulator.Weather.Clear();

        (await CreateAsync()).ShouldNotBeNull();
        Simulator.Weather.PasskeyVisibilityLag.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task An_unreachable_graph_cannot_be_called()
    {
        Simulator.Weather.SetUnreachable("graph.microsoft.com");

        await Should.ThrowAsync<HttpRequestException>(CreateAsync);

        Simulator.Directory.IssuedAccessPasses.ShouldBe(0);
    }

    private Task<TemporaryAccessPassAuthenticationMethod?> CreateAsync() =>
        Passes.PostAsync(new TemporaryAccessPassAuthenticationMethod { IsUsableOnce = true, LifetimeInMinutes = 60 }, cancellationToken: Cancellation);
}
