using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.VendorVault;

/// <summary>The vendor's side: takes sealed entries over HTTPS. It cannot open them; the recipient's key is elsewhere.</summary>
/// <remarks>Every change carries an idempotency key. Sent again, because a reply was lost, it gets the same answer and changes nothing.</remarks>
public static class Backend
{
    /// <summary>The header that tells a repeated call from a new one.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The longest entry that is taken, in bytes.</summary>
    private const long MostBytes = 64 * 1024;

    /// <summary>Adds the calls to a server.</summary>
    public static void MapVault(this WebApplication app, EntryFolder entries, string token, string recipientKeyId)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(entries);
        var expected = Encoding.UTF8.GetBytes($"Bearer {token}");
        app.Use((context, next) =>
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), expected) && context.Request.IsHttps)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });

        app.MapPost("/passkeys", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            if (request.ContentLength is not (> 0 and <= MostBytes))
            {
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            }

            var bytes = new byte[request.ContentLength.Value];
            await request.Body.ReadExactlyAsync(bytes, cancellationToken);
            try
            {
                var entry = SealedPasskey.Parse(bytes);
                return entry.Recipients.Any(recipient => recipient.KeyId == recipientKeyId)
                    ? Results.StatusCode(entries.Keep(entry))
                    : Results.Problem("The entry is not sealed for this backend's recipient.", statusCode: StatusCodes.Status422UnprocessableEntity);
            }
            catch (ProvisioningException exception)
            {
                return Results.Problem(exception.Error.Message, statusCode: StatusCodes.Status400BadRequest);
            }
        });

        app.MapGet("/passkeys", () => entries.List());
        app.MapPut("/passkeys/{id}/active", (string id) => entries.Activate(id) ? Results.NoContent() : Results.NotFound());
        app.MapDelete("/passkeys/{id}", (string id, HttpRequest request) =>
            entries.Remove(id, request.Headers[IdempotencyKey].ToString()) ? Results.NoContent() : Results.NotFound());
    }
}

/// <summary>An entry as the backend lists it.</summary>
/// <param name="State">Where the passkey stands.</param>
/// <param name="Entry">The sealed entry.</param>
public sealed record KeptEntry(VaultedPasskeyState State, byte[] Entry);
