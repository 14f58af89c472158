using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

public sealed class SealedFileVaultTests : IDisposable
{
    private readonly VaultBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Making_a_vault_touches_nothing()
    {
        bench.Open();

        Directory.Exists(bench.Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Asking_a_vault_that_was_never_filled_touches_nothing()
    {
        (await bench.Open().ListAsync(Token)).ShouldBeEmpty();
        (await bench.Open().ListOfUserAsync("ada@contoso.com", Token)).ShouldBeEmpty();
        (await bench.Open().RemoveAsync("none", Token)).ShouldBeFalse();

        Directory.Exists(bench.Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task An_entry_is_named_by_the_hash_of_its_credential_id_and_its_state()
    {
        var vault = bench.Open();
        await VaultBench.KeepAsync(vault, "../../etc/passwd");
        var id = Convert.ToHexStringLower(SHA256.HashData("../../etc/passwd"u8));
        bench.Entries.Select(Path.GetFileName).ShouldBe([$"{id}.pending.jwe"]);

        await vault.ActivateAsync("../../etc/passwd", Token);

        bench.Entries.Select(Path.GetFileName).ShouldBe([$"{id}.active.jwe"]);
        Directory.GetFileSystemEntries(bench.Root).ShouldBe([bench.Folder]);
    }

    [Fact]
    public async Task Folder_and_files_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has access lists instead.");
            return;
        }

        await VaultBench.KeepAsync(bench.Open(), "one");

        File.GetUnixFileMode(bench.Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var files = Directory.GetFiles(bench.Folder);
        files.Length.ShouldBe(3);
        foreach (var file in files)
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task No_file_holds_anything_of_a_private_key()
    {
        var vault = bench.Open(recipients: [VaultBench.First, VaultBench.Second]);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        foreach (var (id, key) in new[] { ("es256", ecdsa.ExportPkcs8PrivateKey()), ("rs256", rsa.ExportPkcs8PrivateKey()) })
        {
            using var bytes = new PrivateKeyBytes([.. key]);
            await vault.KeepPendingAsync(VaultBench.Passkey(id), bytes, Token);
        }

        await vault.ActivateAsync("es256", Token);
        using (var old = VaultBench.FirstKey())
        {
            (await bench.Reader().RotateAsync(old, [VaultBench.Second], Token)).Rotated.Count.ShouldBe(2);
        }

        var ec = ecdsa.ExportParameters(includePrivateParameters: true);
        var parts = rsa.ExportParameters(includePrivateParameters: true);
        byte[][] secrets = [ecdsa.ExportPkcs8PrivateKey(), ecdsa.ExportECPrivateKey(), rsa.ExportPkcs8PrivateKey(), rsa.ExportRSAPrivateKey(), ec.D!, parts.D!, parts.P!, parts.Q!, parts.DP!, parts.DQ!, parts.InverseQ!];
        var files = Directory.GetFiles(bench.Folder);
        files.Length.ShouldBe(4);
        foreach (var file in files)
        {
            var content = await File.ReadAllBytesAsync(file, Token);
            Views(content).ShouldAllBe(view => !secrets.Any(secret => Searched(secret).Any(needle => Contains(view, needle))), file);
        }

        // The search itself finds what is there.
        Views(Encoding.ASCII.GetBytes($"x{Base64Url.EncodeToString([9, .. ec.D!])}")).ShouldContain(view => Searched(ec.D!).Any(needle => Contains(view, needle)));
    }

    [Fact]
    public async Task Another_library_opens_an_entry()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using (var bytes = new PrivateKeyBytes(ecdsa.ExportPkcs8PrivateKey()))
        {
            await bench.Open(recipients: [VaultBench.First, VaultBench.Second]).KeepPendingAsync(VaultBench.Passkey("one"), bytes, Token);
        }

        var token = Jose.JWE.Decrypt(await File.ReadAllTextAsync(bench.Entries.Single(), Token), VaultBench.FirstRsa, (Jose.JweAlgorithm?)null, (Jose.JweEncryption?)null, new Jose.JwtSettings { JsonMapper = new PlainJson() });

        token.PlaintextBytes.ShouldBe(ecdsa.ExportPkcs8PrivateKey());
        JsonDocument.Parse(token.Aad).RootElement.GetProperty("credentialId").GetString().ShouldBe("one");
    }

    [Fact]
    public async Task Each_recipient_opens_and_nobody_else()
    {
        await VaultBench.KeepAsync(bench.Open(recipients: [VaultBench.First, VaultBench.Second]), "both", 1, 2);
        await VaultBench.KeepAsync(bench.Open(recipients: [VaultBench.Second]), "second", 3);

        (await bench.KeyAsync("both")).ShouldBe([1, 2]);
        (await bench.KeyAsync("both", VaultBench.SecondKey())).ShouldBe([1, 2]);
        (await bench.KeyAsync("second", VaultBench.SecondKey())).ShouldBe([3]);
        (await Should.ThrowAsync<ProvisioningException>(() => bench.KeyAsync("second"))).Error.Code.ShouldBe(ErrorCodes.VaultKeyWrong);
    }

    [Fact]
    public void Whatever_a_passkey_says_of_itself_comes_back() =>
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.Guid, Gen.DateTime).Sample(
            (credential, user, request, aaguid, created) =>
            {
                var passkey = new VaultedPasskey(credential, "rp", user, "", aaguid, request, new DateTimeOffset(DateTime.SpecifyKind(created, DateTimeKind.Utc)), VaultedPasskeyState.Pending);
                try
                {
                    using var key = new PrivateKeyBytes([1]);
                    var entry = SealedPasskey.Parse(new PasskeySealer([VaultBench.First]).Seal(passkey, key).Json);
                    return entry.Passkey == passkey;
                }
                catch (ProvisioningException exception) when (exception.Error.Code == ErrorCodes.VaultFailed)
                {
                    // Half of a surrogate pair is no text.
                    return (credential + user + request).Any(char.IsSurrogate);
                }
            },
            iter: 300);

    [Fact]
    public void Any_bytes_are_an_entry_or_refused() =>
        Gen.Byte.Array[0, 600].Sample(bytes => SealedPasskey.TryParse(bytes) is null && IndexLine.Read(bytes) is null, iter: 2000);

    [Fact]
    public async Task What_is_kept_for_a_user_is_found_in_any_case()
    {
        var vault = bench.Open();
        using var key = new PrivateKeyBytes([1]);
        await vault.KeepPendingAsync(VaultBench.Passkey("ada", "Ada@Contoso.com"), key, Token);
        await vault.KeepPendingAsync(VaultBench.Passkey("bob", "bob@contoso.com"), key, Token);

        (await vault.ListOfUserAsync("ada@contoso.COM", Token)).ShouldBe([VaultBench.Passkey("ada", "Ada@Contoso.com")]);
    }

    [Fact]
    public async Task A_vault_that_another_process_holds_is_waited_for_no_longer_than_agreed()
    {
        var time = new FakeTimeProvider();
        await VaultBench.KeepAsync(bench.Open(), "one");
        var vault = bench.Open(time: time, patience: TimeSpan.FromSeconds(5));
        using var other = new FileStream(Path.Combine(bench.Folder, VaultLock.FileName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var listing = vault.ListAsync(Token);
        while (!listing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var error = (await Should.ThrowAsync<ProvisioningException>(() => listing)).Error;
        error.Code.ShouldBe(ErrorCodes.VaultLocked);
        error.Message.ShouldContain("5 seconds");
    }

    [Fact]
    public async Task A_vault_that_is_let_go_is_entered()
    {
        var time = new FakeTimeProvider();
        await VaultBench.KeepAsync(bench.Open(), "one");
        var other = new FileStream(Path.Combine(bench.Folder, VaultLock.FileName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var listing = bench.Open(time: time).ListAsync(Token);
        listing.IsCompleted.ShouldBeFalse();

        await other.DisposeAsync();
        while (!listing.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        (await listing).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        await File.WriteAllTextAsync(bench.Folder, "", Token);

        var error = (await Should.ThrowAsync<ProvisioningException>(() => VaultBench.KeepAsync(bench.Open(), "one"))).Error;

        error.Code.ShouldBe(ErrorCodes.VaultFailed);
        error.Message.ShouldContain(bench.Folder);
    }

    [Fact]
    public async Task Ten_thousand_are_listed_from_the_index_alone()
    {
        var vault = bench.Open();
        await VaultBench.KeepAsync(vault, "one");
        var template = await File.ReadAllBytesAsync(bench.Entries.Single(), Token);
        var index = new VaultIndex(bench.IndexPath, new VaultDisk(), TimeProvider.System);
        File.Delete(bench.IndexPath);
        var lines = new MemoryStream();
        var head = IndexLine.Beginning;
        for (var i = 0; i < 10_000; i++)
        {
            var (line, bytes) = IndexLine.Write(VaultAction.Kept, VaultBench.Passkey($"credential-{i}"), new string('0', 64), DateTimeOffset.UnixEpoch, head);
            lines.Write(bytes);
            head = line.Hash;
            await File.WriteAllBytesAsync(Path.Combine(bench.Folder, EntryName.Of($"credential-{i}", VaultedPasskeyState.Pending).ToString()), template, Token);
        }

        File.Delete(bench.Entries.Single(file => Path.GetFileName(file) == EntryName.Of("one", VaultedPasskeyState.Pending).ToString()));
        await File.WriteAllBytesAsync(bench.IndexPath, lines.ToArray(), Token);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var listed = await bench.Open().ListAsync(Token);

        TestContext.Current.TestOutputHelper!.WriteLine($"{listed.Count} in {clock.ElapsedMilliseconds} ms");
        listed.Count.ShouldBe(10_000);
        index.Read().ShouldBe(IndexCondition.Sound);
    }

    [Fact]
    public async Task What_is_logged_holds_no_key()
    {
        using var log = new RecordedLog();
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using (var bytes = new PrivateKeyBytes(ecdsa.ExportPkcs8PrivateKey()))
        {
            await bench.Open(loggers: log).KeepPendingAsync(VaultBench.Passkey("one"), bytes, Token);
        }

        await File.WriteAllTextAsync(bench.Entries.Single(), "", Token);
        File.Delete(bench.IndexPath);
        (await bench.Open(loggers: log).ListAsync(Token)).ShouldBeEmpty();

        log.ToString().ShouldContain("is not a sealed passkey as it was written");
        log.ToString().ShouldNotContain(Convert.ToBase64String(ecdsa.ExportParameters(includePrivateParameters: true).D!));
    }

    public void Dispose() => bench.Dispose();

    // A secret may stand anywhere in something else: with its neighbours it is encoded in three ways, of which the middle is the same.
    private static IEnumerable<byte[]> Searched(byte[] secret)
    {
        var core = secret[..Math.Min(secret.Length, 24)];
        var end = secret[^Math.Min(secret.Length, 24)..];
        foreach (var part in new[] { core, end })
        {
            yield return part;
            yield return Encoding.ASCII.GetBytes(Convert.ToHexString(part));
            yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(part));
            for (var shift = 0; shift < 3; shift++)
            {
                var text = Convert.ToBase64String([.. new byte[shift], .. part]);
                var inner = text[(shift == 0 ? 0 : 4)..^4];
                yield return Encoding.ASCII.GetBytes(inner);
                yield return Encoding.ASCII.GetBytes(inner.Replace('+', '-').Replace('/', '_'));
            }
        }
    }

    // What is in the file as it is, and what its base64url texts say.
    private static IEnumerable<byte[]> Views(byte[] content)
    {
        yield return content;
        foreach (var text in Encoding.Latin1.GetString(content).Split('"', '\n', ',', ':'))
        {
            for (var cut = 0; cut < 4 && text.Length > 8 && cut < text.Length; cut++)
            {
                byte[]? decoded = null;
                try
                {
                    decoded = Base64Url.DecodeFromChars(text.AsSpan(cut)[..((text.Length - cut) / 4 * 4)]);
                }
                catch (FormatException)
                {
                    continue;
                }

                yield return decoded;
            }
        }
    }

    private static bool Contains(byte[] content, byte[] needle) => content.AsSpan().IndexOf(needle) >= 0;

    /// <summary>JSON for the other library, which would use reflection.</summary>
    private sealed class PlainJson : Jose.IJsonMapper
    {
        public string Serialize(object obj) => throw new NotSupportedException();

        public T Parse<T>(string json) => (T)Value(JsonDocument.Parse(json).RootElement)!;

        private static object? Value(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().ToDictionary(member => member.Name, member => Value(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetInt64(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
    }
}
