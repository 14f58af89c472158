using System.Buffers.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.SignIn;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class RegistrationEraTests : PagesFixture
{
    [Theory]
    [InlineData(PageEra.Passkey, new[] { 3, 8, 18 })]
    [InlineData(PageEra.SecurityKeyList, new[] { 3, 8, 18, 19 })]
    [InlineData(PageEra.DropDown, new[] { 3, 8, 12 })]
    public async Task Each_era_offers_its_numbers(PageEra era, int[] numbers)
    {
        Simulator.Pages.Era = era;
        await SignInAsync();

        (await Window.AvailableAsync()).Offered().ShouldBe(numbers);
    }

    [Theory]
    [InlineData(12, "cross-platform")]
    [InlineData(18, null)]
    public async Task The_older_number_asks_for_a_key_that_is_plugged_in(int type, string? attachment)
    {
        await SignInAsync();

        var answer = await Window.NewAsync(type);

        ((int)answer["Type"]!).ShouldBe(type);
        var data = JsonNode.Parse((string)answer["Data"]!)!;
        ((string?)data["requestData"]!["authenticator"]).ShouldBe(attachment);
        await Window.PostFormAsync(
            (string)data["provisionUrl"]!, data["requestData"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string?)pair.Value ?? ""));
        ((string?)Window.PageData()["attachment"]).ShouldBe(attachment);
    }

    [Fact]
    public async Task A_registration_is_finished_under_its_own_number()
    {
        await SignInAsync();
        var context = await Window.CreateAsync();
        context["Name"] = "Key";

        var answer = await Window.CallAsync("authenticationmethods/verify", new() { ["Type"] = 12, ["VerificationData"] = context.ToJsonString() });

        answer.ErrorCode().ShouldBe(3);
        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(0);
    }

    [Theory]
    [InlineData(PageEra.Passkey, false, false, false)]
    [InlineData(PageEra.Passkey, true, true, false)]
    [InlineData(PageEra.SecurityKeyList, false, true, true)]
    [InlineData(PageEra.DropDown, false, true, true)]
    public async Task The_older_ceremonies_wait_for_next(PageEra era, bool told, bool waits, bool older)
    {
        (Simulator.Pages.Era, Simulator.Pages.CeremonyWaitsForNext) = (era, told);
        await SignInAsync();
        var (address, fields) = await Window.StartRegistrationAsync();

        await Window.PostFormAsync(address, fields);

        ((bool)Window.PageData()["waits"]!).ShouldBe(waits);
        ((bool)Window.PageData()["isOlder"]!).ShouldBe(older);
    }

    [Fact]
    public async Task The_passkeys_there_are_already_are_excluded()
    {
        await SignInAsync();
        var id = Guid.NewGuid().ToByteArray();
        await Window.RegisterAsync(challenge => new() { Challenge = challenge, CredentialId = id });
        var (address, fields) = await Window.StartRegistrationAsync();

        await Window.PostFormAsync(address, fields);

        var expected = Base64Url.EncodeToString(id);
        fields["ExcludeNextGenCredentialsJSON"].ShouldBe($"[\"{expected}\"]");
        ((string?)Window.PageData()["excluded"]!.AsArray().ShouldHaveSingleItem()).ShouldBe(expected);
    }
}
