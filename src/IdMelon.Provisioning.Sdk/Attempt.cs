using System.Diagnostics.CodeAnalysis;

namespace IdMelon.Provisioning;

/// <summary>The result of something that may be refused: a value, or the error that says why not.</summary>
/// <typeparam name="T">What a success gives.</typeparam>
public sealed class Attempt<T>
{
    private readonly T? value;
    private readonly string? requestId;

    private Attempt(T? value, ProvisioningError? error)
    {
        this.value = value;
        Error = error;
    }

    /// <summary>Gets why it was refused; null after a success.</summary>
    public ProvisioningError? Error { get; }

    /// <summary>Gets the id under which the service has the call in its own logs; null if it told none, or none was asked.</summary>
    public string? RequestId
    {
        get => Error?.RequestId ?? requestId;
        private init => requestId = value;
    }

    /// <summary>Gets whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>Gets the value.</summary>
    /// <exception cref="ProvisioningException">It was refused.</exception>
    public T Value => Error is null ? value! : throw new ProvisioningException(Error);

    /// <summary>Tries to get the value.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T result, [NotNullWhen(false)] out ProvisioningError? error)
    {
        result = value;
        error = Error;
        return error is null;
    }

    /// <summary>Gives the same result with the id of the service's call.</summary>
    public Attempt<T> With(string? requestId) => new(value, Error) { RequestId = requestId };

    /// <inheritdoc/>
    public override string ToString() => Error?.ToString() ?? "succeeded";

    /// <summary>A success.</summary>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Attempt is made by returning the value or the error.")]
    public static implicit operator Attempt<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Attempt is made by returning the value or the error.")]
    public static implicit operator Attempt<T>(ProvisioningError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(default, error);
    }

    /// <summary>A success whose type is an interface, for which C# allows no implicit conversion.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Only way to wrap interface values.")]
    public static Attempt<T> Of(T value) => new(value, null);
}
