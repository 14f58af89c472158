using Mono.Cecil;

namespace IdMelon.Provisioning.Architecture;

/// <summary>Which types a type uses: in its shape, and in its code.</summary>
internal static class TypeUse
{
    /// <summary>Lists the types in what callers see of a public type.</summary>
    public static IEnumerable<TypeReference> InPublicSignatures(TypeDefinition type) =>
    [
        .. Shape(type),
        .. type.Methods.Where(ShippedAssembly.IsVisible).SelectMany(Signature),
        .. type.Fields.Where(field => field.IsPublic || field.IsFamily).SelectMany(field => ShippedAssembly.Parts(field.FieldType)),
    ];

    /// <summary>Lists all types that a type mentions anywhere.</summary>
    public static IEnumerable<TypeReference> Anywhere(TypeDefinition type) =>
    [
        .. Shape(type),
        .. type.Fields.SelectMany(field => ShippedAssembly.Parts(field.FieldType)),
        .. type.Methods.SelectMany(Signature),
        .. type.Methods.Where(method => method.HasBody).SelectMany(InBody),
    ];

    private static IEnumerable<TypeReference> Shape(TypeDefinition type) =>
    [
        .. ShippedAssembly.Parts(type.BaseType),
        .. type.Interfaces.SelectMany(item => ShippedAssembly.Parts(item.InterfaceType)),
        .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).SelectMany(constraint => ShippedAssembly.Parts(constraint.ConstraintType)),
    ];

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        [.. ShippedAssembly.Parts(method.ReturnType), .. method.Parameters.SelectMany(parameter => ShippedAssembly.Parts(parameter.ParameterType))];

    private static IEnumerable<TypeReference> InBody(MethodDefinition method) =>
    [
        .. method.Body.Variables.SelectMany(variable => ShippedAssembly.Parts(variable.VariableType)),
        .. method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => ShippedAssembly.Parts(type),
            GenericInstanceMethod generic => [.. ShippedAssembly.Parts(generic.DeclaringType), .. Signature(generic), .. generic.GenericArguments.SelectMany(ShippedAssembly.Parts)],
            MethodReference called => [.. ShippedAssembly.Parts(called.DeclaringType), .. Signature(called)],
            FieldReference field => [.. ShippedAssembly.Parts(field.DeclaringType), .. ShippedAssembly.Parts(field.FieldType)],
            _ => [],
        }),
    ];
}
