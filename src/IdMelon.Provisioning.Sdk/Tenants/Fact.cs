using System.Diagnostics.CodeAnalysis;

namespace IdMelon.Provisioning.Tenants;

/// <summary>Something about a tenant or a user: what was read, or the error that says why it is not known. What is not known is never taken as fine.</summary>
/// <typeparam name="T">What was read.</typeparam>
public sealed record Fact<T>
{
    private readonly T? value;

    private Fact(T? value, ProvisioningError? error)
    {
        this.value = value;
        Error = error;
    }

    /// <summary>Gets why it is not known; null if it is.</summary>
    public ProvisioningError? Error { get; }

    /// <summary>Gets whether it is known.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsKnown => Error is null;

    /// <summary>Gets what was read.</summary>
    /// <exception cref="ProvisioningException">It is not known.</exception>
    public T Value => Error is null ? value! : throw new ProvisioningException(Error);

    /// <summary>Tries to get what was read.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T known, [NotNullWhen(false)] out ProvisioningError? error)
    {
        known = value;
        error = Error;
        return error is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Error is null ? value?.ToString() ?? "" : $"unknown: {Error}";

    /// <summary>Takes over what a call has given, or why it has not.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The way that Attempt is made, too.")]
    public static Fact<T> From(Attempt<T> attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return attempt.TryGet(out var read, out var error) ? new(read, null) : new(default, error);
    }

    /// <summary>A fact whose type is an interface, for which C# allows no implicit conversion.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Only way to wrap interface values.")]
    public static Fact<T> Of(T value) => new(value, null);

    /// <summary>What was read.</summary>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "A fact is made by returning the value or the error.")]
    public static implicit operator Fact<T>(T value) => new(value, null);

    /// <summary>Why it is not known.</summary>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "A fact is made by returning the value or the error.")]
    public static implicit operator Fact<T>(ProvisioningError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(default, error);
    }
}
