using System.Reflection;

namespace IdMelon.Provisioning.Architecture;

public sealed class ErrorCatalogTests
{
    private static readonly string[] Codes = [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_code_has_an_entry_and_every_entry_a_code() =>
        ErrorCatalog.All.Select(entry => entry.Code).Order(StringComparer.Ordinal).ShouldBe(Codes.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_entry_names_a_cause_and_a_remedy_in_whole_sentences()
    {
        ErrorCatalog.All.ShouldAllBe(entry => entry.Cause.EndsWith('.') && entry.Cause.Length > 15);
        ErrorCatalog.All.ShouldAllBe(entry => entry.Remedy.EndsWith('.') && entry.Remedy.Length > 15);
    }

    [Fact]
    public void Every_code_is_written_as_area_and_fact() =>
        Codes.ShouldAllBe(code => System.Text.RegularExpressions.Regex.IsMatch(code, "^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$"));
}
