using Mono.Cecil;
using Mono.Cecil.Cil;

namespace IdMelon.Provisioning.Architecture;

/// <summary>A shipped assembly as its compiler left it.</summary>
internal sealed class ShippedAssembly
{
    public const string Core = "IdMelon.Provisioning.Sdk";

    private readonly ModuleDefinition module;

    private ShippedAssembly(string name)
    {
        Name = name;
        module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
    }

    public static IReadOnlyList<ShippedAssembly> All { get; } = [.. Repository.Projects.Select(project => new ShippedAssembly(project))];

    public string Name { get; }

    /// <summary>Gets the names of the assemblies that it refers to.</summary>
    public IEnumerable<string> References => module.AssemblyReferences.Select(reference => reference.Name);

    /// <summary>Gets all types that somebody wrote.</summary>
    public IEnumerable<TypeDefinition> Types => AllTypes.Where(type => !IsGenerated(type));

    /// <summary>Gets all types, those that the compiler made included.</summary>
    public IEnumerable<TypeDefinition> AllTypes => module.GetTypes().Where(type => type.Name != "<Module>");

    /// <summary>Gets all instructions with the method that somebody wrote or the compiler made of what somebody wrote.</summary>
    public IEnumerable<(MethodDefinition Method, Instruction Instruction)> Instructions =>
        AllTypes.SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions, (method, instruction) => (method, instruction));

    public static ShippedAssembly Of(string name) => All.Single(assembly => assembly.Name == name);

    public static bool IsPublic(TypeDefinition type) => type.IsPublic || (type.IsNestedPublic && IsPublic(type.DeclaringType));

    public static bool IsVisible(MethodDefinition method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>Tells whether the compiler or a source generator made the type.</summary>
    public static bool IsGenerated(TypeDefinition type) =>
        type.Name.Contains('<', StringComparison.Ordinal)
        || type.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute" or "EmbeddedAttribute")
        || (type.DeclaringType is not null && IsGenerated(type.DeclaringType));

    /// <summary>Gets the outermost type, which is the one in a file of its own.</summary>
    public static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    /// <summary>Takes a type apart into all the types that its name mentions.</summary>
    public static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        RequiredModifierType modifier => [.. Parts(modifier.ElementType)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
