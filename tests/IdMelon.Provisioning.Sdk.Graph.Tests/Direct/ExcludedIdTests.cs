using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using CsCheck;
using IdMelon.Provisioning.Graph.Registration;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>Every encoding in which ids were seen decodes, for ids of every length.</summary>
public sealed class ExcludedIdTests
{
    private static readonly Gen<byte[]> Ids = Gen.Byte.Array[1, 200];

    public static TheoryData<string> Encodings => ["base64", "base64 without padding", "base64url", "base64url with padding", "url token"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void An_id_is_among_the_readings_of_its_text(string encoding) =>
        Ids.Sample(id => ExcludedIds.Readings(Encode(id, encoding)).Any(reading => reading.AsSpan().SequenceEqual(id)));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_list_of_them_has_nothing_unreadable(string encoding) =>
        Ids.Array[0, 20].Sample(ids =>
        {
            using var json = JsonDocument.Parse(JsonSerializer.Serialize(new { excludeCredentials = ids.Select(id => new { id = Encode(id, encoding), type = "public-key" }) }));

            var (read, unreadable) = ExcludedIds.Read(json.RootElement);

            return unreadable == 0 && ids.All(id => read.Any(descriptor => descriptor.Id.Span.SequenceEqual(id)));
        }, iter: 500);

    [Fact]
    public void What_has_two_readings_has_no_third() =>
        Ids.Sample(id => ExcludedIds.Readings(Encode(id, "url token")).Count() <= 2);

    [Theory]
    [InlineData("""{"excludeCredentials":[{"id":"!!"},{"id":7},{},5,null,{"id":""},{"id":"AAAA"}]}""", 1, 6)]
    [InlineData("""{"excludeCredentials":"none"}""", 0, 0)]
    [InlineData("""{"excludeCredentials":null}""", 0, 0)]
    [InlineData("{}", 0, 0)]
    public void What_cannot_be_read_is_counted_and_never_an_error(string json, int readable, int unreadable)
    {
        using var document = JsonDocument.Parse(json);

        var (read, counted) = ExcludedIds.Read(document.RootElement);

        read.Count.ShouldBe(readable);
        counted.ShouldBe(unreadable);
    }

    private static string Encode(byte[] id, string encoding) => encoding switch
    {
        "base64" => Convert.ToBase64String(id),
        "base64 without padding" => Convert.ToBase64String(id).TrimEnd('='),
        "base64url" => Base64Url.EncodeToString(id),
        "base64url with padding" => Convert.ToBase64String(id).Replace('+', '-').Replace('/', '_'),
        _ => Base64Url.EncodeToString(id) + ((3 - (id.Length % 3)) % 3).ToString(CultureInfo.InvariantCulture),
    };
}
