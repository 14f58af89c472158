using System.Text.Json;
using CsCheck;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.Tests.Journaling;

public sealed class JournalJsonTests
{
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"schemaVersion":1}""")]
    [InlineData("""{"kind":5,"schemaVersion":1}""")]
    [InlineData("""{"kind":"run-started"}""")]
    [InlineData("""{"kind":"run-started","schemaVersion":0,"batchId":"b","requestId":"r","at":"2026-01-01T00:00:00Z","user":"u","mode":"Automatic","reason":"x"}""")]
    [InlineData("""{"kind":"run-started","schemaVersion":1,"batchId":"b","requestId":"r","at":"2026-01-01T00:00:00Z","mode":"Automatic","reason":"x"}""")]
    [InlineData("""{"kind":"run-started","schemaVersion":1,"batchId":"b","requestId":"r","at":"2026-01-01T00:00:00Z","user":null,"mode":"Automatic","reason":"x"}""")]
    [InlineData("""{"kind":"transitioned","schemaVersion":1,"batchId":"b","requestId":"r","at":"2026-01-01T00:00:00Z","from":9999,"on":"Started","to":"Ready","then":"None"}""")]
    [InlineData("""{"kind":"transitioned","schemaVersion":1,"batchId":"b","requestId":"r","at":"2026-01-01T00:00:00Z","from":"Ready","on":"Started","to":"Ready","then":"None","error":{}}""")]
    public void What_is_no_entry_is_refused(string line) => Should.Throw<JsonException>(() => JournalJson.Read(line));

    [Theory]
    [InlineData("""{"kind":"run-started","schemaVersion":99,"anything":true}""")]
    [InlineData("""{"kind":"brand-new","schemaVersion":1}""")]
    public void What_a_later_version_wrote_is_skipped(string line) => JournalJson.Read(line).ShouldBeNull();

    [Fact]
    public void Rubbish_is_refused_and_nothing_else() =>
        Gen.String.Sample(line =>
        {
            try
            {
                return JournalJson.Read(line) is null;
            }
            catch (JsonException)
            {
                return true;
            }
        });
}
