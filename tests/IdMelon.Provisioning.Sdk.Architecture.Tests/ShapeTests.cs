using Mono.Cecil;

namespace IdMelon.Provisioning.Architecture;

public sealed class ShapeTests
{
    // What is open on purpose.
    private static readonly string[] Open = ["IdMelon.Provisioning.ProvisioningException"];

    private static readonly string[] Awaitable = ["Task", "Task`1", "ValueTask", "ValueTask`1", "IAsyncEnumerable`1"];

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Classes_are_sealed_unless_they_are_abstract(string project)
    {
        var open = ShippedAssembly.Of(project).Types
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false, IsValueType: false })
            .Select(type => type.FullName);

        open.Except(Open).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_is_awaited_ends_in_Async(string project)
    {
        var wrong = Methods(project)
            .Where(method => Awaitable.Contains(method.ReturnType.GetElementType().Name) && !method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Where(method => !method.IsGetter && !IsTest(method) && !IsOfAForeignInterface(method));

        wrong.Select(method => method.FullName).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_cancellation_token_comes_last(string project)
    {
        var wrong = Methods(project).Where(method => method.Parameters.SkipLast(1).Any(IsToken) && method.Parameters is not [.., { ParameterType.Name: "ILogger" or "T" }]);

        wrong.Where(method => !method.IsConstructor && !IsOfAForeignInterface(method)).Select(method => method.FullName).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_is_awaited_in_public_can_be_cancelled(string project)
    {
        var wrong = Methods(project)
            .Where(method => ShippedAssembly.IsPublic(method.DeclaringType) && method.IsPublic && method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Where(method => method.Name != "DisposeAsync" && !IsTest(method) && !method.Parameters.Any(IsToken));

        wrong.Where(method => !IsOfAForeignInterface(method)).Select(method => method.FullName).ShouldBeEmpty();
    }

    private static IEnumerable<MethodDefinition> Methods(string project) =>
        ShippedAssembly.Of(project).Types.SelectMany(type => type.Methods).Where(method => !method.Name.Contains('<', StringComparison.Ordinal));

    private static bool IsToken(ParameterDefinition parameter) => parameter.ParameterType.Name == nameof(CancellationToken);

    // A suite's tests are named as sentences.
    private static bool IsTest(MethodDefinition method) => method.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "FactAttribute" or "TheoryAttribute");

    // Whoever implements or overrides somebody else's contract has no say in it.
    private static bool IsOfAForeignInterface(MethodDefinition method) =>
        (method.IsVirtual && !method.IsNewSlot)
        || method.DeclaringType.Interfaces.Any(item => item.InterfaceType.Resolve() is { } contract
            && !contract.Module.Assembly.Name.Name.StartsWith("IdMelon.", StringComparison.Ordinal)
            && contract.Methods.Any(other => other.Name == method.Name.Split('.')[^1]));
}
