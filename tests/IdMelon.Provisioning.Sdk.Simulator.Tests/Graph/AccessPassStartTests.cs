using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>From when on an access pass holds.</summary>
public sealed class AccessPassStartTests : GraphTest
{
    private static readonly DateTimeOffset Now = new(2030, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Now);

    protected override EntraSimulatorOptions Options => new() { TimeProvider = time };

    [Theory]
    [InlineData("12:00")]
    [InlineData("2030-02-01")]
    [InlineData("2030-02-01T08:00:00")]
    [InlineData("02/01/2030 08:00:00 +00:00")]
    [InlineData("Fri, 01 Feb 2030 08:00:00 GMT")]
    [InlineData("2030-02-30T08:00:00Z")]
    [InlineData("")]
    public async Task A_start_is_date_time_and_offset(string start)
    {
        var refused = await CreateAsync(start);

        refused.Status.ShouldBe(400);
        refused.Message!.ShouldContain("startDateTime");
        User.AccessPass.ShouldBeNull();
    }

    [Theory]
    [InlineData("2030-02-01T08:00:00Z")]
    [InlineData("2030-02-01T10:00:00.0000000+02:00")]
    public async Task A_start_counts_with_its_offset(string start)
    {
        (await CreateAsync(start)).Status.ShouldBe(201);

        User.AccessPass.ShouldNotBeNull().StartDateTime.ShouldBe(new(2030, 2, 1, 8, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(-59, 201)]
    [InlineData(-60, 400)]
    [InlineData(-100_000, 400)]
    public async Task A_pass_that_has_ended_already_is_refused(int minutes, int status)
    {
        var reply = await CreateAsync(Now.AddMinutes(minutes).ToString("O", CultureInfo.InvariantCulture));

        reply.Status.ShouldBe(status);
    }

    private Task<RawReply> CreateAsync(string start) =>
        SendAsync("POST", $"/v1.0/users/{User.Id}/authentication/temporaryAccessPassMethods", $$"""{"startDateTime":"{{start}}","lifetimeInMinutes":60}""");
}
