using System.IO.Pipelines;
using System.Net;
using System.Text;
using IdMelon.Provisioning.Simulator.Tests.Graph;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

/// <summary>Many users over one HTTP/2 connection: what befalls one call leaves the others alone.</summary>
public sealed class SharedConnectionTests : GraphTest
{
    [Fact]
    public Task A_dropped_request_leaves_the_other_calls_of_its_connection_alone() => OthersGoOnAsync(() => Simulator.Weather.DropNextRequest(GraphCall.CreateAccessPass));

    [Fact]
    public Task A_dropped_reply_leaves_the_other_calls_of_its_connection_alone() => OthersGoOnAsync(() => Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass));

    [Fact]
    public async Task Of_many_users_at_once_only_the_dropped_one_fails()
    {
        using var http = OneConnection();
        var users = Enumerable.Range(0, 20).Select(number => Simulator.Directory.AddUser($"user{number}@contoso.example")).ToList();
        var token = await SimulatorClients.TokenAsync(Simulator, Cancellation);
        Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass);

        var calls = users.ConvertAll(user => IsAnsweredAsync(http, token, $"users/{user.Id}/authentication/temporaryAccessPassMethods", new StringContent("{}", Encoding.UTF8, "application/json")));

        (await Task.WhenAll(calls)).Count(answered => !answered).ShouldBe(1);
        Simulator.Directory.IssuedAccessPasses.ShouldBe(20);
    }

    private async Task OthersGoOnAsync(Action prepare)
    {
        using var http = OneConnection();
        var eve = Simulator.Directory.AddUser("eve@contoso.example");
        var token = await SimulatorClients.TokenAsync(Simulator, Cancellation);

        // The first half of a body is out as soon as the pipe takes more.
        var half = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var other = IsAnsweredAsync(http, token, $"users/{eve.Id}/authentication/fido2Methods", new StreamContent(half.Reader.AsStream()) { Headers = { ContentType = new("application/json") } });
        await half.Writer.WriteAsync("{\"displayName\":"u8.ToArray(), Cancellation);
        prepare();

        var dropped = await IsAnsweredAsync(http, token, $"users/{User.Id}/authentication/temporaryAccessPassMethods", new StringContent("{}", Encoding.UTF8, "application/json"));
        await half.Writer.WriteAsync("\"Key\"}"u8.ToArray(), Cancellation);
        await half.Writer.CompleteAsync();

        dropped.ShouldBeFalse();
        (await other).ShouldBeTrue();
    }

    private HttpClient OneConnection() => new(Simulator.CreateHandler()) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

    private static async Task<bool> IsAnsweredAsync(HttpClient http, string token, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://graph.microsoft.com/v1.0/{path}")
        {
            Content = content,
            Version = http.DefaultRequestVersion,
            VersionPolicy = http.DefaultVersionPolicy,
        };
        request.Headers.Authorization = new("Bearer", token);
        try
        {
            using var response = await http.SendAsync(request, Cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
