using System.Text.Json;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Packs;

public sealed class PackSchemaTests
{
    public static TheoryData<string> BuiltIn => [.. PackSchemas.BuiltIn.Keys];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void A_built_in_file_is_valid_and_names_its_schema(string name)
    {
        using var document = JsonDocument.Parse(PackSchemas.BuiltIn[name]);
        var schema = document.RootElement.GetProperty("$schema").GetString()!;

        PackSchemas.Accepts(name, PackSchemas.BuiltIn[name]).ShouldBeTrue();
        Path.GetFullPath(Path.Combine("/", name, "..", schema)).ShouldBe(Path.GetFullPath(name == "pack.json" ? "/schema/pack.schema.json" : "/schema/phrases.schema.json"));
    }

    [Fact]
    public void There_are_as_many_built_in_files_as_packs() =>
        PackSchemas.BuiltIn.Count.ShouldBe(PackSet.BuiltIn.Phrases.Count + 1);

    [Fact]
    public void The_schema_knows_the_steps_that_a_rule_may_claim() =>
        Enums("step").ShouldBe(Enum.GetNames<PageStepKind>().Except(["Unknown", "Building"]), ignoreOrder: true);

    [Fact]
    public void The_schema_knows_which_steps_are_blocks_and_where_nothing_is_touched()
    {
        var conditions = PackSchemas.Json("pack").GetProperty("$defs").GetProperty("rule").GetProperty("allOf");
        var blocks = Enum.GetValues<PageStepKind>().Where(kind => kind.IsBlock()).Select(kind => kind.ToString()).ToList();
        var waits = Enum.GetValues<PageStepKind>().Where(kind => kind.IsWait() && kind != PageStepKind.Building).Select(kind => kind.ToString());

        Texts(conditions[0].GetProperty("if").GetProperty("properties").GetProperty("step").GetProperty("enum")).ShouldBe(blocks, ignoreOrder: true);
        Texts(conditions[1].GetProperty("if").GetProperty("anyOf")[0].GetProperty("properties").GetProperty("step").GetProperty("enum")).ShouldBe(blocks.Concat(waits), ignoreOrder: true);
    }

    [Fact]
    public void The_schema_knows_the_hosts_and_the_targets()
    {
        var rule = PackSchemas.Json("pack").GetProperty("$defs").GetProperty("rule").GetProperty("properties");

        Enums("host").ShouldBe(Enum.GetNames<PackHost>(), ignoreOrder: true);
        Texts(rule.GetProperty("targets").GetProperty("propertyNames").GetProperty("enum")).ShouldBe(Enum.GetNames<PageTarget>(), ignoreOrder: true);
        Texts(rule.GetProperty("optionalTargets").GetProperty("propertyNames").GetProperty("enum")).ShouldBe(Enum.GetNames<PageTarget>(), ignoreOrder: true);
    }

    [Theory]
    [InlineData("pack", null, "structure")]
    [InlineData("pack", "rule", "rule")]
    [InlineData("pack", "condition", "condition")]
    [InlineData("pack", "way", "way")]
    [InlineData("pack", "refusal", "refusal")]
    [InlineData("pack", "numberIn", "numberIn")]
    [InlineData("phrases", null, "phraseFile")]
    [InlineData("phrases", "phrase", "phrase")]
    public void The_schemas_and_lint_know_the_same_members(string schema, string? definition, string part)
    {
        var root = PackSchemas.Json(schema);
        var element = definition is null ? root : root.GetProperty("$defs").GetProperty(definition);

        element.GetProperty("properties").EnumerateObject().Select(member => member.Name).ShouldBe(PackAdvice.Members[part], ignoreOrder: true);
    }

    private static IEnumerable<string> Enums(string member) =>
        Texts(PackSchemas.Json("pack").GetProperty("$defs").GetProperty("rule").GetProperty("properties").GetProperty(member).GetProperty("enum"));

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);
}
